import { ProviderError } from '../../domain/provider-error.ts';
import { trialLimit } from '../../domain/provider-rules/trial-limits.ts';
import type { Finding, OpenFinding } from '../../domain/readiness/check.ts';
import type { Account, Delivery, Facts, ProfileState } from '../../domain/readiness/facts.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { counted } from '../../domain/text/counts.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { named } from '../step/contact-countries.ts';
import { answerOrError, nullIfForbidden } from '../step/null-if-forbidden.ts';

/** Checks the account's status and type, and says what the credentials may do. */
export async function lookAtAccount(facts: Facts): Promise<Finding> {
  const [read, accepted, suspension] = await Promise.all([
    answerOrError(facts.account()),
    answerOrError(facts.acceptance()),
    facts.suspension(),
  ]);
  const isInactive = !(read instanceof ProviderError) && ['suspended', 'closed'].includes(read.status);
  // If one host of the provider reports a suspension, the whole account is suspended.
  const suspensionError = [suspension, accepted, read].find(isSuspension);
  if (suspensionError !== undefined && !isInactive) return suspended(suspensionError);
  if (!(read instanceof ProviderError)) return judgeAccount(read, facts);
  if (read.kind !== 'rejected' && read.kind !== 'refused') throw read;
  return {
    status: 'unknown',
    detail:
      'A Standard or Restricted API key cannot read the account. smsctl cannot see its status, or whether it is on trial.',
    remedy: {
      text: 'Check the account in the Twilio Console, or verify with its Auth Token or a Main API key.',
      command: null,
    },
    unreadable: true,
    data: { key: 'standard-or-restricted' },
  };
}

const isSuspension = (answer: unknown): answer is ProviderError =>
  answer instanceof ProviderError && answer.kind === 'suspended';

const suspended = ({ providerCode = 20005, message }: ProviderError): Finding => ({
  status: 'fail',
  code: String(providerCode),
  detail: message,
});

async function judgeAccount(account: Account, facts: Facts): Promise<Finding> {
  const { status, type, name, sid, ownerSid } = account;
  const isSubaccount = ownerSid !== sid;
  const key = await keyKindOf(facts, isSubaccount);
  const data = { status, type, subaccount: isSubaccount, key };
  if (status === 'suspended' || status === 'closed') {
    const why = isSubaccount ? ' A suspended parent account suspends its subaccounts too.' : '';
    return {
      status: 'fail',
      code: '20005',
      detail: `The account "${name}" is ${status} and cannot send.${why}`,
      ...(status === 'suspended' && {
        remedy: {
          text: 'Find the reason in the Twilio Console. After a payment, Twilio needs up to ten minutes.',
          command: null,
        },
      }),
      data,
    };
  }
  if (type === 'Trial') {
    const verified = await nullIfForbidden(facts.verifiedRecipients());
    return judgeTrial(name, verified, facts.settings, data);
  }
  if (status !== 'active' || type !== 'Full') {
    const odd = status === 'active' ? `the type "${type}"` : `the status "${status}"`;
    return { status: 'unknown', detail: `The account "${name}" has ${odd}, which smsctl does not recognize.`, data };
  }
  const { region } = facts.settings.credentials ?? {};
  if (region === 'au1') {
    return {
      status: 'warn',
      detail: `The account "${name}" is active, but the credentials belong to the region au1, which does not support messaging.`,
      remedy: { text: 'Use credentials of the region us1.', command: 'smsctl setup credentials' },
      data,
    };
  }
  const place = region === 'ie1' ? ' The region ie1 supports no +1 numbers and no short codes.' : '';
  const family = isSubaccount ? `, a subaccount of ${maskSid(ownerSid)}` : '';
  return { status: 'pass', detail: `The account "${name}" is active${family}. ${keyWords[key]}${place}`, data };
}

/** Limits: src/domain/provider-rules/trial-limits.ts. `verified`: null if it cannot be read. */
function judgeTrial(
  name: string,
  verified: number | null,
  { contacts }: Settings,
  data: Readonly<Record<string, string | boolean>>,
): Finding {
  const most = trialLimit('verified-recipients').limit ?? 0;
  const limit = verified ?? most;
  const { textable = 0, countries = {} } = contacts?.result ?? {};
  const outside = Object.entries(countries).filter(([country, rows]) => country !== 'US' && rows > 0);
  const seen = { ...data, verified, textable };
  const remedy = { text: 'Upgrade the account in the Twilio Console before the launch.', command: null };
  const onTrial = `The account "${name}" is on trial`;
  if (textable > limit) {
    const known =
      verified === null
        ? `At most ${most} recipients can be verified`
        : `${counted(verified, 'recipient')} ${verified === 1 ? 'is' : 'are'} verified`;
    return {
      status: 'fail',
      code: '21608',
      detail: `${onTrial}. It sends to verified recipients only. ${known}, and the list has ${counted(textable, 'contact')}.`,
      remedy,
      data: seen,
    };
  }
  if (outside.length > 0) {
    return {
      status: 'fail',
      code: '21608',
      detail: `${onTrial}. It sends to US numbers only, and contacts are in ${named(outside)}.`,
      remedy,
      data: seen,
    };
  }
  return {
    status: 'warn',
    code: '572006',
    detail: `${onTrial}. It sends to verified recipients only. A new trial account sends only Twilio's templates, not your own text.`,
    remedy,
    data: seen,
  };
}

type KeyKind = 'auth-token' | 'main' | 'parents-main';

/** Kinds of keys: https://www.twilio.com/docs/iam/api-keys */
const keyWords: Readonly<Record<KeyKind, string>> = {
  'auth-token': 'smsctl authenticated with the Auth Token (full access).',
  main: 'smsctl authenticated with a Main API key (full read access).',
  'parents-main':
    "smsctl authenticated with a Main API key of the parent account. Such a key shows the parent's Messaging Services, registrations and geo permissions.",
};

async function keyKindOf(facts: Facts, isSubaccount: boolean): Promise<KeyKind> {
  if (facts.settings.credentials?.method !== 'api-key') return 'auth-token';
  return isSubaccount && (await nullIfForbidden(facts.isParentsKey())) === true ? 'parents-main' : 'main';
}

const profileFindings: Readonly<Record<Exclude<ProfileState, 'approved' | 'other'>, string>> = {
  'in-review': 'is still under review',
  rejected: 'was rejected',
  draft: 'was never submitted',
  none: 'does not exist',
};

/** Never a failure: whether accounts that were upgraded before 2026 need one is not documented. */
export async function lookAtProfile({ profile, account }: Facts): Promise<Finding> {
  const [read, state] = await Promise.all([nullIfForbidden(account()), answerOrError(profile())]);
  if (read?.type === 'Trial')
    return { status: 'skip', detail: 'Does not apply: a trial account has no profile. See credentials.account.' };
  // Whether a subaccount uses its parent's is not documented.
  if (read !== null && read.ownerSid !== read.sid) {
    return {
      status: 'unknown',
      detail: 'This is a subaccount. The Primary Compliance Profile belongs to its parent account.',
      remedy: { text: 'Check the profile in the Twilio Console of the parent account.', command: null },
    };
  }
  if (state instanceof ProviderError) throw state;
  if (state === 'approved') return { status: 'pass', detail: 'The Primary Compliance Profile is approved.' };
  if (state === 'other') {
    return { status: 'unknown', detail: 'The Primary Compliance Profile is in an unknown state.' };
  }
  return {
    status: 'warn',
    code: '21608',
    detail: `The Primary Compliance Profile ${profileFindings[state]}. Twilio may refuse messages to unverified recipients.`,
    doubt: true,
    data: { profile: state },
  };
}

/** A delivery to an unverified recipient proves that the account needs no further profile. */
export function proveProfile(finding: OpenFinding, deliveries: readonly Delivery[]): Finding {
  const proof = deliveries.find(({ outcome, verified }) => outcome === 'delivered' && verified === false);
  if (proof === undefined) return finding;
  return {
    status: 'pass',
    detail: `A message to an unverified recipient was delivered on ${proof.at}.`,
    data: { ...finding.data, deliveredAt: proof.at },
  };
}
