import type { Facts } from '../domain/facts.ts';
import { maskSid } from '../domain/mask.ts';

/** Older than this, a secret that was once saved after a check has more likely changed than been mistyped. */
const freshMs = 60 * 60 * 1000;

/**
 * Why the provider answers 401, most likely first, for this very setup. The provider tells none of these apart
 * (https://www.twilio.com/docs/api/errors/20003). Each is the end of a sentence, without a full stop.
 */
export async function causesOfRejection({ settings, now, ambient, credential }: Facts): Promise<readonly string[]> {
  const { credentials } = settings;
  const active = await credential();
  const isKey = active.method === 'api-key';
  const secretName = isKey ? "the key's secret" : 'the Auth Token';
  const savedAt = credentials?.savedAt;
  const isFresh = savedAt === undefined || now.getTime() - Date.parse(savedAt) < freshMs;
  const account = maskSid(active.accountSid);

  const strayRegion = ambient.region !== undefined && ambient.region !== (active.region ?? 'us1');
  const looksLikeToken = isKey && /^[0-9a-f]{32}$/.test(active.secret.reveal());
  const changed = isKey
    ? `the key was deleted, or its secret is not the one that was shown when it was made`
    : 'the Auth Token was rotated';
  const elsewhere = isKey
    ? `the key belongs to another account than ${account}, such as its parent or a subaccount`
    : `the Auth Token is another account's than ${account}'s, such as its parent's`;
  const mistyped = `a character of ${secretName} was lost or added in copying`;
  return [
    ...(looksLikeToken ? ['what was given as the secret of the key looks like an Auth Token'] : []),
    ...(strayRegion ? [`TWILIO_REGION is "${ambient.region}" here, and credentials belong to one region`] : []),
    ...(isFresh
      ? [mistyped, elsewhere, changed]
      : [`${changed} since it was saved on ${savedAt.slice(0, 10)}`, elsewhere, mistyped]),
    active.region === undefined
      ? 'they belong to another region than us1'
      : `they do not belong to the region ${active.region}`,
    'the account was suspended or closed',
  ];
}
