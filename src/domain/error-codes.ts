import { accessTokenCodes } from './error-codes/access-tokens.ts';
import { brandCodes } from './error-codes/brands.ts';
import { type CodeEntry, type CodeGroup, entriesOf } from './error-codes/code-group.ts';
import { deactivationCodes } from './error-codes/deactivations.ts';
import { deliveryCodes } from './error-codes/delivery.ts';
import { hostingCodes } from './error-codes/hosting.ts';
import { limitCodes } from './error-codes/limits.ts';
import { linkCodes } from './error-codes/link-shortening.ts';
import { lookupCodes } from './error-codes/lookup.ts';
import { messagingServiceCodes } from './error-codes/messaging-service.ts';
import { numberCodes } from './error-codes/numbers.ts';
import { redactionCodes } from './error-codes/redaction.ts';
import { regionCodes } from './error-codes/regions.ts';
import { campaignCodes, numberVerificationCodes, tollFreeCodes } from './error-codes/rejections.ts';
import { requestCodes } from './error-codes/requests.ts';
import { schedulingCodes } from './error-codes/scheduling.ts';
import { sendTimeCodes } from './error-codes/send-time.ts';
import { signInCodes } from './error-codes/sign-in.ts';
import { subaccountCodes } from './error-codes/subaccounts.ts';
import { trialCodes } from './error-codes/trial.ts';
import { twimlCodes } from './error-codes/twiml.ts';
import { usRegistrationCodes } from './error-codes/us-registration.ts';
import { usTrafficCodes } from './error-codes/us-traffic.ts';
import { voiceCodes } from './error-codes/voice.ts';
import { webhookCodes } from './error-codes/webhooks.ts';

/** One of the provider's error codes, in our own words. The provider's own page on it is at `errorCodePage`. */
export interface ErrorCode extends CodeEntry {
  /** The subject that the code belongs to, without a full stop. */
  readonly group: string;
}

export const errorCodePage = (code: number): string => `https://www.twilio.com/docs/api/errors/${code}`;

/** Subjects in the order of a list for people: what most senders meet comes first. */
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
