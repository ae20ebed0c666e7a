import type { Finding } from '../domain/check.ts';
import type { Account, Balance, Facts, ProfileState } from '../domain/facts.ts';
import { maskSid } from '../domain/mask.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { settled, unlessClosed } from './unless-closed.ts';

/** Its status, its type and what the credentials that read it may do. */
export async function lookAtAccount(facts: Facts): Promise<Finding> {
  try {
    // A suspended account may refuse either request; its own words on the first one are enough.
    const [account] = await Promise.all([facts.account(), facts.acceptance()]);
    return await judgeAccount(account, facts);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind === 'suspended') {
      return { status: 'fail', code: String(error.providerCode ?? 20005), detail: error.message };
    }
    if (error.kind !== 'rejected' && error.kind !== 'refused') throw error;
    return {
      status: 'unknown',
      detail: `This is a Standard or Restricted API key, which may not read the account: its status, and whether it is on trial, cannot be seen. Sending is not affected.`,
      remedy: {
        text: 'Look at the account in the console, or verify with its Auth Token or a Main key.',
        command: null,
      },
      data: { key: 'standard-or-restricted' },
    };
  }
}

/** What regions lack: https://www.twilio.com/docs/global-infrastructure */
async function judgeAccount({ status, type, name, sid, ownerSid }: Account, facts: Facts): Promise<Finding> {
  const isSubaccount = ownerSid !== sid;
  const key = await keyKindOf(facts, isSubaccount);
  const data = { status, type, subaccount: isSubaccount, key };
  if (status !== 'active') {
    const why = isSubaccount ? ' A suspended parent suspends its subaccounts, too.' : '';
    return {
      status: 'fail',
      code: '20005',
      detail: `The account "${name}" is ${status}: nothing is sent for it.${why}`,
      ...(status === 'suspended' && {
        remedy: { text: 'See in the console why; after a payment it takes up to ten minutes.', command: null },
      }),
      data,
    };
  }
  if (type === 'Trial') {
    return {
      status: 'warn',
      code: '21608',
      // https://www.twilio.com/docs/api/errors/21608
      detail: `The account "${name}" is on trial: only recipients verified beforehand get messages, with a notice of the trial in them; no sender ID, no A2P registration.`,
      remedy: { text: 'Upgrade the account in the console before the launch.', command: null },
      data,
    };
  }
  const { region } = facts.settings.credentials ?? {};
  if (region === 'au1') {
    return {
      status: 'warn',
      detail: `The account "${name}" is active, but the credentials are those of its region au1, which has no messaging.`,
      remedy: { text: 'Use credentials of the region us1.', command: 'smsctl setup credentials' },
      data,
    };
  }
  const place = region === 'ie1' ? ' Messaging in its region ie1 has no +1 numbers and no short codes.' : '';
  const family = isSubaccount ? `, a subaccount of ${maskSid(ownerSid)}` : '';
  return { status: 'pass', detail: `The account "${name}" is active${family}. ${keyWords[key]}${place}`, data };
}

type KeyKind = 'auth-token' | 'main' | 'parents-main';

/** What the provider's answers say of the credentials that signed in: https://www.twilio.com/docs/iam/api-keys */
const keyWords: Readonly<Record<KeyKind, string>> = {
  'auth-token': 'Its Auth Token signs in, which may do everything.',
  main: 'A Main API key signs in, which may read everything.',
  'parents-main':
    "A Main API key of its parent signs in: Messaging Services, registration and geo permissions are the parent's for it.",
};

async function keyKindOf(facts: Facts, isSubaccount: boolean): Promise<KeyKind> {
  if (facts.settings.credentials?.method !== 'api-key') return 'auth-token';
  return isSubaccount && (await unlessClosed(facts.foreignKey())) === true ? 'parents-main' : 'main';
}

const profileFindings: Readonly<Record<Exclude<ProfileState, 'approved'>, string>> = {
  'in-review': 'is still under review',
  rejected: 'was rejected',
  draft: 'was never submitted',
  none: 'is not there',
};

/** Never a failure: whether a profile of another kind counts, too, is not documented. */
export async function lookAtProfile({ profile, account }: Facts): Promise<Finding> {
  const [read, state] = await Promise.all([unlessClosed(account()), settled(profile())]);
  if (read?.type === 'Trial') return { status: 'skip', detail: 'A trial account has none; see credentials.account.' };
  // Whether a subaccount rests on its parent's is not documented.
  if (read !== null && read.ownerSid !== read.sid) {
    return {
      status: 'unknown',
      detail: 'This is a subaccount: the Primary Compliance Profile is looked for in its parent account.',
      remedy: { text: "See in the parent account's console whether its profile is approved.", command: null },
    };
  }
  if (state instanceof ProviderError) throw state;
  if (state === 'approved') return { status: 'pass', detail: 'The Primary Compliance Profile is approved.' };
  return {
    status: 'warn',
    code: '21608',
    detail: `The Primary Compliance Profile ${profileFindings[state]}: messages may be refused to recipients that are not verified.`,
    data: { profile: state },
  };
}

/** The provider writes to the owner at this balance: https://www.twilio.com/docs/usage/billing */
const lowFunds = 5;

/** Never a failure: accounts that pay by invoice may stand below zero. */
export function judgeBalance(balance: Balance | null): Finding {
  if (balance === null) return { status: 'skip', detail: "A subaccount spends its parent's funds." };
  const { amount, currency } = balance;
  const shape = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (shape === null) return { status: 'unknown', detail: 'The balance is not written as a number.' };
  const [, sign = '', whole = '0', fraction = ''] = shape;
  const isNothing = sign === '-' || /^0*$/.test(whole + fraction);
  const funds = `${sign}${whole}.${fraction.slice(0, 2).padEnd(2, '0')} ${currency}`;
  const data = { balance: amount, currency };
  if (isNothing) {
    const detail = `The balance is ${funds}: a prepaid account is suspended at zero.`;
    return { status: 'warn', code: '30002', detail, data };
  }
  return BigInt(whole) < lowFunds
    ? { status: 'warn', detail: `The balance is ${funds}: a campaign may use it up.`, data }
    : { status: 'pass', detail: `The balance is ${funds}.`, data };
}
