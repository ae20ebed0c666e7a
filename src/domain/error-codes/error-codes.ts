import { accessTokenCodes } from './account/access-tokens.ts';
import { redactionCodes } from './account/redaction.ts';
import { regionCodes } from './account/regions.ts';
import { requestCodes } from './account/requests.ts';
import { signInCodes } from './account/sign-in.ts';
import { subaccountCodes } from './account/subaccounts.ts';
import { trialCodes } from './account/trial.ts';
import { twimlCodes } from './calls/twiml.ts';
import { voiceCodes } from './calls/voice.ts';
import { type CodeEntry, type CodeGroup, entriesOf } from './code-group.ts';
import { brandCodes } from './numbers/brands.ts';
import { hostingCodes } from './numbers/hosting.ts';
import { lookupCodes } from './numbers/lookup.ts';
import { numberCodes } from './numbers/numbers.ts';
import { usRegistrationCodes } from './numbers/us-registration.ts';
import { usTrafficCodes } from './numbers/us-traffic.ts';
import { deactivationCodes } from './sending/deactivations.ts';
import { deliveryCodes } from './sending/delivery.ts';
import { limitCodes } from './sending/limits.ts';
import { linkCodes } from './sending/link-shortening.ts';
import { messagingServiceCodes } from './sending/messaging-service.ts';
import { campaignCodes, numberVerificationCodes, tollFreeCodes } from './sending/rejections.ts';
import { schedulingCodes } from './sending/scheduling.ts';
import { sendTimeCodes } from './sending/send-time.ts';
import { webhookCodes } from './sending/webhooks.ts';

/** One of the provider's error codes, in smsctl's words. The provider's page is at `errorCodePage`. */
export interface ErrorCode extends CodeEntry {
  /** The subject that the code belongs to, without a full stop. */
  readonly group: string;
}

export const errorCodePage = (code: number): string => `https://www.twilio.com/docs/api/errors/${code}`;

/** The most common subjects first. */
const groups: readonly CodeGroup[] = [
  deliveryCodes,
  limitCodes,
  usTrafficCodes,
  sendTimeCodes,
  messagingServiceCodes,
  trialCodes,
  signInCodes,
  requestCodes,
  webhookCodes,
  twimlCodes,
  usRegistrationCodes,
  brandCodes,
  campaignCodes,
  tollFreeCodes,
  numberVerificationCodes,
  numberCodes,
  hostingCodes,
  schedulingCodes,
  linkCodes,
  deactivationCodes,
  redactionCodes,
  regionCodes,
  lookupCodes,
  subaccountCodes,
  accessTokenCodes,
  voiceCodes,
];

/** The headings of the groups, in that order. */
export const errorCodeGroups: readonly string[] = groups.map(({ heading }) => heading);

/**
 * Every code that concerns SMS, by number: from the provider's error dictionary (https://www.twilio.com/docs/api/errors) as of
 * February 2025, and newer ones from its pages as of November 2026.
 */
export const errorCodes: readonly ErrorCode[] = groups
  .flatMap((group) => entriesOf(group).map((entry) => ({ ...entry, group: group.heading })))
  .sort((one, other) => one.code - other.code);
