import { needsUsCampaign } from '../../domain/provider-rules/us-registration.ts';
import type { Finding } from '../../domain/readiness/check.ts';
import type { Brand, Facts, LongCodeRegistration } from '../../domain/readiness/facts.ts';
import type { NumberSettings } from '../../domain/settings/settings.ts';
import { nullIfForbidden } from '../step/null-if-forbidden.ts';
import { oddState, reasonsIn, refusalsIn, remedyFor } from './refusals.ts';
import { judgeTollFree } from './toll-free.ts';
import { isUsBound } from './us-bound.ts';

/** Checks the registration with US carriers: the A2P campaign of a long code, the verification of a toll-free number. */
export async function lookAtRegistration(facts: Facts): Promise<Finding> {
  const { number } = facts.settings;
  if (number?.kind !== 'number') {
    return { status: 'skip', detail: 'Does not apply: short codes and sender IDs are registered in other ways.' };
  }
  if (!number.sender.startsWith('+1')) {
    return { status: 'skip', detail: 'Does not apply: US carriers register only +1 long codes and toll-free numbers.' };
  }
  const isTollFree = number.type === 'TOLL_FREE';
  const found = facts.settings.contacts?.result.countries;
  if (!isTollFree && !isUsNumber(number) && found !== undefined && !isUsBound(number, facts.settings)) {
    return {
      status: 'skip',
      detail: 'Does not apply: no contact is in a country that requires a registration of this number.',
    };
  }
  const finding = isTollFree
    ? judgeTollFree(number.sender, await facts.tollFree(), facts.now)
    : judgeLongCode(number.sender, await facts.registration());
  return judge(finding, number, facts);
}

/** The campaigns of a Messaging Service that chooses the sender, for messages from its US long codes. */
export async function lookAtCampaignsOfService(facts: Facts): Promise<Finding> {
  const [service, found] = await Promise.all([facts.service(), facts.registration()]);
  const name = `Messaging Service "${service?.name ?? ''}"`;
  const finding = judgeLongCode(name, { ...found, pooled: true });
  if (finding.status !== 'fail' || finding.data?.seen !== false) return finding;
  return { ...finding, detail: `${name} has no A2P campaign. US carriers block messages from its long codes.` };
}

/** Downgrades a failure to a warning if no contact needs the registration, and to unknown if it cannot be seen. */
async function judge(finding: Finding, number: NumberSettings, facts: Facts): Promise<Finding> {
  if (finding.status !== 'fail') return finding;
  const { settings } = facts;
  const found = settings.contacts?.result.countries;
  if (found !== undefined && !isUsBound(number, settings)) {
    const unsure =
      (found.MP ?? 0) > 0 ? ' Twilio does not document whether the Northern Mariana Islands require it.' : '';
    const detail = `${finding.detail} No contact is in a country that requires the registration.${unsure}`;
    return { ...finding, status: 'warn', detail };
  }
  if (finding.data?.seen === false) {
    const unseen = await unknownFromParent(finding, facts);
    if (unseen !== finding) return unseen;
  }
  // Other providers require it for Canadian numbers; Twilio documents nothing.
  if (number.type !== 'TOLL_FREE' && !isUsNumber(number)) {
    const detail = `${finding.detail} Twilio does not document whether carriers also block numbers of ${number.country ?? 'this country'}.`;
    return { ...finding, status: 'warn', doubt: true, detail };
  }
  return finding;
}

/** True for numbers of the US and its territories; Canada and others share +1. */
const isUsNumber = ({ country }: NumberSettings): boolean => needsUsCampaign(country ?? '') === 'yes';

/** Downgrades to unknown with a parent account's credentials: they do not show a subaccount's registration. */
async function unknownFromParent(finding: Finding, facts: Facts): Promise<Finding> {
  const account = await nullIfForbidden(facts.account());
  if (account === null || account.ownerSid === account.sid) return finding;
  if ((await nullIfForbidden(facts.isParentsKey())) === false) return finding;
  return {
    status: 'unknown',
    detail: `${finding.detail} However, these credentials belong to the parent account, and do not show the registrations of its subaccounts.`,
    remedy: {
      text: "Check the subaccount in the Twilio Console, or verify with the subaccount's own credentials.",
      command: null,
    },
    unreadable: true,
  };
}

const blocked = 'US carriers block its messages.';
const cannotBeRead = 'The API does not show whether every carrier has registered the number.';
const seeConsole = { text: 'Check the brand in the Twilio Console.', command: null };

function judgeLongCode(sender: string, registration: LongCodeRegistration): Finding {
  const { campaigns, pooled, complete } = registration;
  if (!pooled && !complete) {
    return {
      status: 'unknown',
      detail: `smsctl found no Messaging Service that holds ${sender}. The account has more services than smsctl reads.`,
      remedy: {
        text: 'Find the service that holds the number in the Twilio Console, and save it.',
        command: 'smsctl setup number',
      },
    };
  }
  if (!pooled) {
    return {
      status: 'fail',
      code: '30034',
      detail: `No Messaging Service of the account holds ${sender}, so no A2P campaign covers it. ${blocked}`,
      remedy: {
        text: 'Register a brand and a campaign in the Twilio Console, then add the number to the Messaging Service.',
        command: null,
      },
      data: { seen: false },
    };
  }
  const good = campaigns.find(({ status, mock, brand }) => status === 'VERIFIED' && !mock && brand?.mock !== true);
  return good === undefined ? judgeCampaign(sender, campaigns) : judgeBrand(sender, good, registration);
}

type CampaignWithBrand = LongCodeRegistration['campaigns'][number];

/** States that end a brand, and the error code of its messages. During another review, a verified campaign stays valid. */
const lostBrands: Readonly<Record<string, readonly [words: string, code: string]>> = {
  FAILED: ['was rejected', '30034'],
  SUSPENDED: ['is suspended', '30033'],
  DELETION_PENDING: ['is being deleted', '30034'],
};

const openBrands: Readonly<Record<string, string>> = {
  PENDING: 'waits for review',
  IN_REVIEW: 'is under review',
};

function judgeBrand(sender: string, { status, brand }: CampaignWithBrand, registration: LongCodeRegistration): Finding {
  const data = { campaign: status, brand: brand?.status ?? null };
  const verified = `${sender} sends under a verified A2P campaign`;
  if (brand === null || brand.status === 'APPROVED') return judgeSoleProprietor(sender, brand, registration);
  const lost = lostBrands[brand.status];
  if (lost !== undefined) {
    const [words, code] = lost;
    return {
      status: 'fail',
      code,
      detail: `The campaign of ${sender} is verified, but its brand ${words} (${brand.status}). ${blocked}${reasonsIn(brand.errors)}`,
      ...remedyFor(brand.errors, seeConsole),
      data: { ...data, ...refusalsIn(brand.errors) },
    };
  }
  const open = openBrands[brand.status];
  if (open !== undefined) {
    return {
      status: 'warn',
      code: '30034',
      detail: `${verified}, but its brand ${open} (${brand.status}).`,
      remedy: { text: 'Wait for the review. The Twilio Console shows its state.', command: null },
      doubt: true,
      data,
    };
  }
  return { status: 'unknown', detail: `${verified}. Its brand is ${oddState(brand.status)}.`, data };
}

/** https://www.twilio.com/docs/messaging/compliance/a2p-10dlc: the brand of a sole proprietor has one campaign, with one number. */
function judgeSoleProprietor(sender: string, brand: Brand | null, { numbers }: LongCodeRegistration): Finding {
  const verified = `${sender} sends under a verified A2P campaign`;
  const data = { campaign: 'VERIFIED', brand: brand?.status ?? null };
  if (brand?.type === 'SOLE_PROPRIETOR' && numbers !== null && numbers > 1) {
    return {
      status: 'warn',
      code: '30035',
      detail: `${verified} of a sole proprietor, which covers one number. Its Messaging Service holds ${numbers} numbers, and smsctl cannot tell which one is registered.`,
      remedy: { text: 'Keep one number in the service, or register a standard brand.', command: null },
      doubt: true,
      data: { ...data, numbers },
    };
  }
  const seen = brand === null ? 'smsctl could not read its brand.' : 'Its brand is approved.';
  return { status: 'pass', detail: `${verified}. ${seen} ${cannotBeRead}`, data };
}

const waitForReview = 'Wait for the review, which takes days. The Twilio Console shows its state.';

const campaignStates: Readonly<
  Record<string, { readonly words: string; readonly remedy: string; readonly code: string }>
> = {
  PENDING: { words: 'waits for review', remedy: waitForReview, code: '30034' },
  IN_PROGRESS: { words: 'is under review', remedy: waitForReview, code: '30034' },
  FAILED: {
    words: 'was rejected',
    remedy: 'Correct the campaign in the Twilio Console, and submit it again.',
    code: '30034',
  },
  // https://www.twilio.com/docs/api/errors/30033
  SUSPENDED: {
    words: 'is suspended',
    remedy: 'Find the reason for the suspension in the Twilio Console.',
    code: '30033',
  },
};

/** The campaign to report: one in an unknown state, then one under review, then one that ended; mock ones last. */
function campaignToReport(campaigns: readonly CampaignWithBrand[]): CampaignWithBrand | undefined {
  const order = ['PENDING', 'IN_PROGRESS', 'SUSPENDED', 'FAILED'];
  const isMock = ({ mock, brand }: CampaignWithBrand) => mock || brand?.mock === true;
  const rank = (campaign: CampaignWithBrand) => (isMock(campaign) ? order.length : order.indexOf(campaign.status));
  return campaigns.toSorted((one, other) => rank(one) - rank(other))[0];
}

function judgeCampaign(sender: string, campaigns: readonly CampaignWithBrand[]): Finding {
  const campaign = campaignToReport(campaigns);
  if (campaign === undefined) {
    return {
      status: 'fail',
      code: '30034',
      detail: `The Messaging Service of ${sender} has no A2P campaign. ${blocked}`,
      remedy: { text: 'Register a campaign for the service in the Twilio Console.', command: null },
      data: { seen: false },
    };
  }
  const { status, mock, errors, brand } = campaign;
  const data = { campaign: status, mock };
  if (mock || brand?.mock === true) {
    const what = mock ? 'The A2P campaign' : 'The brand of the A2P campaign';
    return {
      status: 'fail',
      code: '30034',
      detail: `${what} of ${sender} is a mock registration for tests, which registers nothing. ${blocked}`,
      remedy: { text: 'Register a real brand and campaign in the Twilio Console.', command: null },
      data,
    };
  }
  const known = campaignStates[status];
  if (known === undefined) {
    return { status: 'unknown', detail: `The A2P campaign of ${sender} is ${oddState(status)}.`, data };
  }
  return {
    status: 'fail',
    code: known.code,
    detail: `The A2P campaign of ${sender} ${known.words} (${status}). ${blocked}${reasonsIn(errors)}`,
    ...remedyFor(errors, { text: known.remedy, command: null }),
    data: { ...data, ...refusalsIn(errors) },
  };
}
