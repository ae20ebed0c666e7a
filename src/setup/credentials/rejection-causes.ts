import type { ProviderError } from '../../domain/provider-error.ts';
import type { Facts } from '../../domain/readiness/facts.ts';
import { fingerprintOf } from '../../domain/settings/credential.ts';
import { storeNameOf } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { printable } from '../../domain/text/printable.ts';

/** A secret that was saved longer ago has more likely changed than been mistyped. */
const freshMs = 60 * 60 * 1000;

/** A probable cause: an id for programs, and a sentence. */
interface RejectionCause {
  readonly id:
    | 'changed-secret'
    | 'copying'
    | 'key-deleted'
    | 'not-active'
    | 'other-account'
    | 'region'
    | 'region-variable'
    | 'rotated'
    | 'token-as-key-secret'
    | 'unknown-account'
    | 'unknown-key';
  readonly text: string;
}

/**
 * Probable causes of a 401 answer, most likely first. The provider's code is the same for all of them
 * (https://www.twilio.com/docs/api/errors/20003), and its message is only a hint.
 */
export async function causesOfRejection(
  { settings, now, ambient, credential }: Facts,
  { message }: Pick<ProviderError, 'message'>,
): Promise<readonly RejectionCause[]> {
  const { credentials } = settings;
  const active = await credential();
  const key = active.method === 'api-key' ? active.apiKeySid : undefined;
  const savedAt = credentials?.savedAt;
  const isFresh = savedAt === undefined || now.getTime() - Date.parse(savedAt) < freshMs;

  const isOther = credentials !== undefined && fingerprintOf(active) !== credentials.fingerprint;
  const strayRegion = ambient.region !== undefined && ambient.region !== (active.region ?? 'us1');
  const looksLikeToken = key !== undefined && active.secret.looksLike(/^[0-9a-f]{32}$/);
  // The message for an unknown user; the one for a wrong secret differs.
  const isUnknown = /invalid username/i.test(message);

  const { unknown, changed, elsewhere, copied } = usualCauses(
    maskSid(active.accountSid),
    key === undefined ? undefined : maskSid(key),
    isFresh ? '' : ` after smsctl saved it on ${savedAt}`,
  );
  const region: RejectionCause = {
    id: 'region',
    text: `The credentials belong to a region other than ${active.region ?? 'us1'}. Each region has its own credentials.`,
  };
  const usual = isFresh ? [copied, elsewhere, changed] : [changed, elsewhere, copied];
  return [
    ...(isOther ? [changedSecret(storeNameOf(credentials))] : []),
    ...(looksLikeToken ? [tokenAsKeySecret] : []),
    ...(strayRegion ? [regionVariable(ambient.region)] : []),
    // Few setups name a region, and it is often wrong.
    ...(active.region === undefined ? [] : [region]),
    ...(isUnknown ? [unknown] : []),
    ...usual.filter((cause) => !(isUnknown && key !== undefined && cause === changed)),
    ...(active.region === undefined && !strayRegion ? [region] : []),
    { id: 'not-active', text: 'The account was suspended or closed.' },
  ];
}

type UsualCauses = Readonly<Record<'unknown' | 'changed' | 'elsewhere' | 'copied', RejectionCause>>;

/** `since`: the end of a sentence on a change. */
function usualCauses(account: string, key: string | undefined, since: string): UsualCauses {
  const other = `belongs to an account other than ${account}, such as its parent.`;
  const miscopied = 'was mistyped or not copied completely.';
  return key === undefined
    ? {
        unknown: {
          id: 'unknown-account',
          text: `Account ${account} does not exist: its SID is mistyped, or the account was closed.`,
        },
        changed: { id: 'rotated', text: `The Auth Token was rotated${since}.` },
        elsewhere: { id: 'other-account', text: `The Auth Token ${other}` },
        copied: { id: 'copying', text: `The Auth Token ${miscopied}` },
      }
    : {
        unknown: {
          id: 'unknown-key',
          text: `API key ${key} does not exist: its SID is mistyped, or the key was deleted.`,
        },
        changed: { id: 'key-deleted', text: `The key was deleted${since}.` },
        elsewhere: { id: 'other-account', text: `The key ${other}` },
        copied: { id: 'copying', text: `The key's secret ${miscopied}` },
      };
}

const changedSecret = (store: string): RejectionCause => ({
  id: 'changed-secret',
  text: `The credential in ${store} is not the one that was set up.`,
});

const tokenAsKeySecret: RejectionCause = {
  id: 'token-as-key-secret',
  text: "The key's secret looks like an Auth Token.",
};

const regionVariable = (region: string): RejectionCause => ({
  id: 'region-variable',
  text: `TWILIO_REGION is "${printable(region, 20)}". Each region has its own credentials.`,
});
