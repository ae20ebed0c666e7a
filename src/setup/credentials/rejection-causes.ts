import type { ProviderError } from '../../domain/provider-error.ts';
import type { Facts } from '../../domain/readiness/facts.ts';
import { fingerprintOf } from '../../domain/settings/credential.ts';
import { storeNames } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { printable } from '../../domain/text/printable.ts';

/** A secret that was saved longer ago has more likely changed than been mistyped. */
const freshMs = 60 * 60 * 1000;

/**
 * Probable causes of a 401 answer, most likely first. The provider's code is the same for all of them
 * (https://www.twilio.com/docs/api/errors/20003), and its message is only a hint. Each cause ends a sentence, without a full stop.
 */
export async function causesOfRejection(
  { settings, now, ambient, credential }: Facts,
  { message }: Pick<ProviderError, 'message'>,
): Promise<readonly string[]> {
  const { credentials } = settings;
  const active = await credential();
  const key = active.method === 'api-key' ? active.apiKeySid : undefined;
  const account = maskSid(active.accountSid);
  const savedAt = credentials?.savedAt;
  const isFresh = savedAt === undefined || now.getTime() - Date.parse(savedAt) < freshMs;

  const isOther = credentials !== undefined && fingerprintOf(active) !== credentials.fingerprint;
  const strayRegion = ambient.region !== undefined && ambient.region !== (active.region ?? 'us1');
  const looksLikeToken = key !== undefined && active.secret.looksLike(/^[0-9a-f]{32}$/);
  // The message for an unknown user; the one for a wrong secret differs.
  const isUnknown = /invalid username/i.test(message);

  const unknown =
    key === undefined
      ? `no account ${account} is known: the Account SID is mistyped, or the account was closed`
      : `no API key ${maskSid(key)} is known: it was deleted, or its SID is mistyped`;
  const since = isFresh ? '' : ` since it was saved on ${savedAt.slice(0, 10)}`;
  const changed = key === undefined ? `the Auth Token was rotated${since}` : `the key was deleted${since}`;
  const elsewhere =
    key === undefined
      ? `it is the Auth Token of another account than ${account}, such as its parent`
      : `the key belongs to another account than ${account}, such as its parent`;
  const copied = `${key === undefined ? 'the Auth Token' : "the key's secret"} was mistyped or cut in copying (white space around it was left out)`;
  const region =
    active.region === undefined
      ? 'they belong to another region than us1; each has its own'
      : `they belong to another region than ${active.region}; each has its own`;
  const usual = isFresh ? [copied, elsewhere, changed] : [changed, elsewhere, copied];
  return [
    ...(isOther ? [`what ${storeNames[credentials.store]} holds is not what was set up`] : []),
    ...(looksLikeToken ? ["what was given as the key's secret looks like an Auth Token"] : []),
    ...(strayRegion
      ? [`TWILIO_REGION is "${printable(ambient.region, 20)}" here, and credentials belong to one region`]
      : []),
    // Few setups name a region, and it is often wrong.
    ...(active.region === undefined ? [] : [region]),
    ...(isUnknown ? [unknown] : []),
    ...usual.filter((cause) => !(isUnknown && key !== undefined && cause === changed)),
    ...(active.region === undefined && !strayRegion ? [region] : []),
    'the account was suspended or closed',
  ];
}
