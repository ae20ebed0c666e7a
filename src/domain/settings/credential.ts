import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';

/** The two ways to sign in: Account SID with Auth Token, or API key SID with its secret. */
export type CredentialMethod = 'auth-token' | 'api-key';

/** A complete credential: the account, the user and secret to send, and their region. */
export type Credential = {
  readonly accountSid: string;
  /** A key of `regions`; absent means `us1`. */
  readonly region?: string;
  readonly secret: Secret;
} & ({ readonly method: 'auth-token' } | { readonly method: 'api-key'; readonly apiKeySid: string });

/** Identifies a credential without containing it. Another secret, key or account has another one. 16 hexadecimal digits. */
export type Fingerprint = string;

/** A digest reveals nothing, since the secrets are random and have at least 128 bits. */
export function fingerprintOf(credential: Credential): Fingerprint {
  const user = credential.method === 'api-key' ? credential.apiKeySid : credential.accountSid;
  // Takes long to load, and most runs need no digest.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify(['smsctl.fingerprint/1', credential.accountSid, user, credential.secret.reveal()]))
    .digest('hex')
    .slice(0, 16);
}

export const methodNames: Readonly<Record<CredentialMethod, string>> = {
  'auth-token': 'Account SID + Auth Token',
  'api-key': 'API key SID + secret',
};

/** The limits of each method: https://www.twilio.com/docs/iam/api-keys and https://www.twilio.com/docs/usage/security */
export const methodLimits: Readonly<Record<CredentialMethod, readonly string[]>> = {
  'auth-token': [
    'It cannot be narrowed: it opens the whole account.',
    'It cannot be revoked for one program alone: changing it stops every program that uses it.',
  ],
  'api-key': [
    'It cannot check the signatures of webhooks (X-Twilio-Signature): those are made with the Auth Token.',
    'A Standard or Restricted key cannot read the account or make keys; a Main key can.',
    'A Restricted key does only what it was allowed, sending included.',
    'It works in its own region alone.',
  ],
};

/** How to revoke credentials that are no longer used at the provider. */
export const revocations: Readonly<Record<CredentialMethod, string>> = {
  'auth-token':
    'To revoke the former Auth Token: promote the secondary one in the Twilio Console under API keys & tokens. Every program that still uses the former one stops then.',
  'api-key':
    'To revoke the former API key: delete it in the Twilio Console under API keys & tokens, once no program uses it any more.',
};

/**
 * Twilio's regions, each with its edge. A region without its edge names a host that Twilio switched off on 2026-04-28
 * (https://www.twilio.com/docs/global-infrastructure), so the two are always used together.
 */
export const regions: ReadonlyMap<string, string> = new Map([
  ['us1', 'ashburn'],
  ['ie1', 'dublin'],
  ['au1', 'sydney'],
]);

export function parseRegion(raw: string): Parsed<string> {
  const region = raw.trim().toLowerCase();
  return regions.has(region) ? accepted(region) : refused(`Give one of the regions ${[...regions.keys()].join(', ')}.`);
}

const hex32 = /^[0-9a-fA-F]{32}$/;

/** Pasted text without white space at its ends. Refuses other white space, line breaks and quotes instead of guessing. */
function pasted(raw: string | Secret, name: string): Parsed<string> {
  const text = (raw instanceof Secret ? raw.reveal() : raw).trim();
  if (text === '') return refused(`Enter the ${name}.`);
  if (/[\r\n]|\\[rn]/.test(text)) return refused(`The ${name} has a line break in it: paste it as one line.`);
  if (/\s/.test(text)) return refused(`The ${name} has white space inside: paste it once more, without it.`);
  if (/^["'].*["']$/.test(text)) return refused(`The ${name} stands in quotes: leave them out.`);
  return accepted(text);
}

function parseSid(raw: string, prefix: 'AC' | 'SK' | 'MG', name: string): Parsed<string> {
  const text = pasted(raw, name);
  if (!text.ok) return text;
  const format = `${prefix} and 32 hexadecimal digits`;
  const start = text.value.slice(0, 2).toUpperCase();
  if (start !== prefix) {
    const known: Readonly<Record<string, string>> = {
      AC: 'an Account SID',
      SK: 'an API key SID',
      MG: 'a Messaging Service SID',
      PN: "a phone number's SID",
    };
    const seen = known[start];
    return refused(
      seen !== undefined && hex32.test(text.value.slice(2))
        ? `This is ${seen} (it starts with ${start}); the ${name} starts with ${prefix}.`
        : `The ${name} is ${format}.`,
    );
  }
  if (!hex32.test(text.value.slice(2))) {
    return refused(`The ${name} is ${format}, ${34} characters in all; this has ${text.value.length}.`);
  }
  return accepted(prefix + text.value.slice(2));
}

/** `AC` and 32 hexadecimal digits. */
export const parseAccountSid = (raw: string): Parsed<string> => parseSid(raw, 'AC', 'Account SID');

/** `SK` and 32 hexadecimal digits. */
export const parseApiKeySid = (raw: string): Parsed<string> => parseSid(raw, 'SK', 'API key SID');

/** `MG` and 32 hexadecimal digits. */
export const parseMessagingServiceSid = (raw: string): Parsed<string> => parseSid(raw, 'MG', 'Messaging Service SID');

function sidInsteadOfSecret(text: string, name: string): string | undefined {
  const start = text.slice(0, 2).toUpperCase();
  return (start === 'AC' || start === 'SK') && hex32.test(text.slice(2))
    ? `This is ${start === 'AC' ? 'an Account SID' : 'an API key SID'}, which is no secret; enter the ${name}.`
    : undefined;
}

/** 32 hexadecimal digits. */
export function parseAuthToken(raw: string | Secret): Parsed<Secret> {
  const text = pasted(raw, 'Auth Token');
  if (!text.ok) return text;
  const sid = sidInsteadOfSecret(text.value, 'Auth Token');
  if (sid !== undefined) return refused(sid);
  if (hex32.test(text.value)) return accepted(new Secret(text.value));
  return refused(
    text.value.length === 32
      ? 'An Auth Token holds only the digits 0-9 and a-f; this looks like an API key secret, which goes with its SK… SID.'
      : `The Auth Token is 32 hexadecimal digits; this has ${text.value.length} characters.`,
  );
}

/**
 * The secret that was shown once when the key was made. Its format is not documented, so only what is certainly something
 * else is refused: 32 hexadecimal digits are an Auth Token, a common mistake (error 20003).
 */
export function parseApiKeySecret(raw: string | Secret): Parsed<Secret> {
  const text = pasted(raw, 'API key secret');
  if (!text.ok) return text;
  const sid = sidInsteadOfSecret(text.value, 'API key secret');
  if (sid !== undefined) return refused(sid);
  if (hex32.test(text.value)) {
    return refused('This looks like an Auth Token; enter the secret that was shown when the API key was made.');
  }
  if (text.value.length < 16) return refused('The API key secret is longer than that; it was cut when it was copied.');
  if (text.value.length > 256) return refused('The API key secret is shorter than that: paste the secret alone.');
  if (!/^[\x21-\x7e]+$/.test(text.value))
    return refused('The API key secret holds only plain letters, digits and signs.');
  return accepted(new Secret(text.value));
}

export function parseMethod(raw: string): Parsed<CredentialMethod> {
  const text = raw.trim().toLowerCase();
  return text === 'auth-token' || text === 'api-key' ? accepted(text) : refused('Give `auth-token` or `api-key`.');
}
