import type { Finding } from '../domain/check.ts';
import type { Facts, LongCodeRegistration, TollFreeVerification } from '../domain/facts.ts';
import type { NumberSettings } from '../domain/settings.ts';
import { unlessClosed } from './unless-closed.ts';

/** Whether US carriers know the sender: the A2P campaign of a long code, the verification of a toll-free number. */
export async function lookAtRegistration(facts: Facts): Promise<Finding> {
  const { number } = facts.settings;
  if (number?.kind !== 'number') {
    return { status: 'skip', detail: 'Short codes and sender IDs are registered in other ways.' };
  }
  if (number.type === 'TOLL_FREE' && number.sender.startsWith('+1')) {
    return judge(judgeTollFree(number.sender, await facts.tollFree(), facts.now), facts, ['US', 'CA']);
  }
  if (number.country !== 'US') {
    return { status: 'skip', detail: 'Only US long codes and toll-free numbers are registered with US carriers.' };
  }
  return judge(await lookAtLongCode(facts, number), facts, ['US']);
}

async function lookAtLongCode(facts: Facts, { sender, messagingService }: NumberSettings): Promise<Finding> {
  if (messagingService !== undefined && !(await facts.pooled())) {
    return {
      status: 'skip',
      detail: 'Rests on number.pool, which failed: only through the right service is a campaign found.',
    };
  }
  return judgeLongCode(sender, await facts.registration());
}

/** A failure is none where nobody is written to in `countries`, or where it may only be out of sight. */
async function judge(finding: Finding, facts: Facts, countries: readonly string[]): Promise<Finding> {
  if (finding.status !== 'fail') return finding;
  const found = facts.settings.contacts?.result.countries;
  if (found !== undefined && countries.every((country) => (found[country] ?? 0) === 0)) {
    const detail = `${finding.detail} The contact list has nobody in ${countries.join(' or ')}, where it is needed.`;
    return { ...finding, status: 'warn', detail };
  }
  return finding.data?.seen === false ? mindParents(finding, facts) : finding;
}

/** The hosts of the registration know only the account of the credentials: from a parent's, nothing seen proves nothing. */
async function mindParents(finding: Finding, facts: Facts): Promise<Finding> {
  const account = await unlessClosed(facts.account());
  if (account === null || account.ownerSid === account.sid) return finding;
  if ((await unlessClosed(facts.foreignKey())) === false) return finding;
  return {
    status: 'unknown',
    detail: `${finding.detail} But these are the credentials of the parent account, which do not show what its subaccount registered.`,
    remedy: { text: "Verify with the subaccount's own credentials.", command: 'smsctl setup credentials' },
  };
}

const blocked = 'US carriers block its messages';
const cannotBeRead = 'whether every carrier knows the number already cannot be read from outside';

function judgeLongCode(sender: string, { campaigns, pooled, complete }: LongCodeRegistration): Finding {
  if (!pooled) {
    return complete
      ? {
          status: 'fail',
          code: '30034',
          detail: `No Messaging Service of the account holds ${sender}, so that no A2P campaign covers it: ${blocked}.`,
          remedy: {
            text: 'Register a brand and a campaign in the console, and add the number to its Messaging Service.',
            command: null,
          },
          data: { seen: false },
        }
      : {
          status: 'unknown',
          detail: `The account has more Messaging Services than are looked through, and the first do not hold ${sender}.`,
          remedy: { text: 'Save the one that holds it.', command: 'smsctl setup number' },
        };
  }
  const good = campaigns.find(({ status, mock, brand }) => status === 'VERIFIED' && !mock && brand?.mock !== true);
  return good === undefined ? judgeCampaign(sender, campaigns) : judgeBrand(sender, good);
}

type CampaignWithBrand = LongCodeRegistration['campaigns'][number];

/** States that end a brand. While it is under review again, a campaign that was verified goes on. */
const lostBrands: Readonly<Record<string, string>> = {
  FAILED: 'was refused',
  SUSPENDED: 'is suspended',
  DELETION_PENDING: 'is being deleted',
};

const openBrands: Readonly<Record<string, string>> = {
  PENDING: 'waits for its review',
  IN_REVIEW: 'is under review',
};

function judgeBrand(sender: string, { status, brand }: CampaignWithBrand): Finding {
  const data = { campaign: status, brand: brand?.status ?? null };
  const verified = `${sender} sends under a verified A2P campaign`;
  if (brand === null || brand.status === 'APPROVED') {
    const seen = brand === null ? 'This key may not read the brand behind it' : 'Its brand is approved';
    return { status: 'pass', detail: `${verified}. ${seen}; ${cannotBeRead}.`, data };
  }
  const lost = lostBrands[brand.status];
  if (lost !== undefined) {
    return {
      status: 'fail',
      code: '30034',
      detail: `The campaign of ${sender} is verified, but its brand ${lost} (${brand.status}): ${blocked}.`,
      remedy: { text: 'See in the console what became of the brand.', command: null },
      data,
    };
  }
  const open = openBrands[brand.status];
  if (open !== undefined) {
    return {
      status: 'warn',
      code: '30034',
      detail: `${verified}, but its brand ${open} (${brand.status}).`,
      remedy: { text: 'Wait for the review; the console shows it.', command: null },
      data,
    };
  }
  return {
    status: 'unknown',
    detail: `${verified}; its brand is in a state that smsctl does not know: ${brand.status}.`,
    data,
  };
}

const campaignWords: Readonly<Record<string, readonly [words: string, remedy: string]>> = {
  PENDING: ['still waits for its review', 'Wait for the review, which takes days; the console shows it.'],
  IN_PROGRESS: ['is still under review', 'Wait for the review, which takes days; the console shows it.'],
  FAILED: ['was refused', 'Mend the campaign in the console, and submit it again.'],
  SUSPENDED: ['is suspended', 'See in the console what the carriers found.'],
};

function judgeCampaign(sender: string, campaigns: readonly CampaignWithBrand[]): Finding {
  const [campaign] = campaigns.toSorted((one, other) => Number(one.mock) - Number(other.mock));
  if (campaign === undefined) {
    return {
      status: 'fail',
      code: '30034',
      detail: `The Messaging Service of ${sender} has no A2P campaign: ${blocked}.`,
      remedy: { text: 'Register a campaign for the service in the console.', command: null },
      data: { seen: false },
    };
  }
  const { status, mock, errors, brand } = campaign;
  const data = { campaign: status, mock };
  if (mock || brand?.mock === true) {
    const what = mock ? 'The A2P campaign' : 'The brand behind the A2P campaign';
    return {
      status: 'fail',
      code: '30034',
      detail: `${what} of ${sender} is a mock one, for trials: it registers nothing, and ${blocked}.`,
      remedy: { text: 'Register a real brand and campaign in the console.', command: null },
      data,
    };
  }
  const known = campaignWords[status];
  // A state that is not known here may be a good one.
  if (known === undefined) {
    return {
      status: 'unknown',
      detail: `The A2P campaign of ${sender} is in a state that smsctl does not know: ${status}.`,
      data,
    };
  }
  const [words, remedy] = known;
  const reasons = errors.length === 0 ? '' : ` Its errors: ${errors.slice(0, 3).join(' ')}`;
  return {
    status: 'fail',
    code: status === 'SUSPENDED' ? '21729' : '30034',
    detail: `The A2P campaign of ${sender} ${words} (${status}): ${blocked}.${reasons}`,
    remedy: { text: remedy, command: null },
    data,
  };
}

function judgeTollFree(sender: string, verification: TollFreeVerification | null, now: Date): Finding {
  const stopped = 'US and Canadian carriers block its messages';
  if (verification === null) {
    return {
      status: 'fail',
      code: '30032',
      detail: `${sender} was never submitted for toll-free verification: ${stopped}.`,
      remedy: { text: 'Submit the toll-free verification in the console.', command: null },
      data: { seen: false },
    };
  }
  const { status } = verification;
  const data = { verification: status };
  const fail = (words: string, remedy: string): Finding => ({
    status: 'fail',
    code: '30032',
    detail: `The toll-free verification of ${sender} ${words}`,
    remedy: { text: remedy, command: null },
    data,
  });
  switch (status) {
    case 'TWILIO_APPROVED':
      return { status: 'pass', detail: `${sender} is a verified toll-free number.`, data };
    case 'PENDING_REVIEW':
      return fail(`waits for its review (${status}): until it is approved, ${stopped}.`, waitForReview);
    case 'IN_REVIEW':
      return fail(`is under review (${status}): until it is approved, ${stopped}.`, waitForReview);
    case 'TWILIO_REJECTED': {
      const { reasons } = verification;
      const why = reasons.length === 0 ? 'No reason is given.' : `Reason: ${reasons.slice(0, 3).join(' ')}`;
      return fail(`was rejected: ${stopped}. ${why}`, remedyAfterRejection(verification, now));
    }
    default:
      return {
        status: 'unknown',
        detail: `The toll-free verification of ${sender} is in a state that smsctl does not know: ${status}.`,
        data,
      };
  }
}

const waitForReview = 'Wait for the decision; the console shows where it stands.';

/** https://www.twilio.com/docs/api/errors/30437: seven days, after which only a new one helps. */
function remedyAfterRejection({ editable, editableUntil }: TollFreeVerification, now: Date): string {
  const isOver = editable === false || (editableUntil !== null && new Date(editableUntil) < now);
  if (isOver) return 'It can no longer be edited: submit a new verification in the console.';
  return editableUntil === null
    ? 'Mend the submission in the console; it can be edited for a few days only.'
    : `Mend the submission in the console; it can be edited until ${editableUntil.slice(0, 10)}.`;
}
