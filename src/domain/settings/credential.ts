import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';

/** The two credential methods: Account SID with Auth Token, or API key SID with its secret. */
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
  'auth-token': ['It has full access to the account.', 'Changing it stops every program that uses it.'],
  'api-key': [
    'It cannot validate webhook signatures (X-Twilio-Signature), which require the Auth Token.',
    'A Standard or Restricted key cannot read the account or create keys. A Main key can.',
    'A Restricted key has only the permissions that it was given, also for sending.',
    'It works in one region only.',
  ],
};

/** How to revoke credentials that are no longer used at the provider. */
export const revocations: Readonly<Record<CredentialMethod, string>> = {
  'auth-token':
    'To revoke the old Auth Token, promote the secondary token in the Twilio Console under API keys & tokens. Programs that use the old token then stop.',
  'api-key':
    'To revoke the old API key, delete it in the Twilio Console under API keys & tokens when no program uses it.',
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
  return regions.has(region)
    ? accepted(region)
    : refused(`Invalid region. Use one of ${[...regions.keys()].join(', ')}.`);
}

const hex32 = /^[0-9a-fA-F]{32}$/;

/** Pasted text without white space at its ends. Refuses other white space, line breaks and quotes instead of guessing. */
function pasted(raw: string | Secret, name: string): Parsed<string> {
  const text = (raw instanceof Secret ? raw.reveal() : raw).trim();
  if (text === '') return refused(`Enter the ${name}.`);
  if (/[\r\n]|\\[rn]/.test(text)) return refused(`The ${name} contains a line break. Paste it as one line.`);
  if (/\s/.test(text)) return refused(`The ${name} contains white space. Paste it without white space.`);
  if (/^["'].*["']$/.test(text)) return refused(`The ${name} is in quotes. Paste it without quotes.`);
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
        ? `This is ${seen} (it starts with ${start}). The ${name} starts with ${prefix}.`
        : `Invalid ${name}: it must be ${format}.`,
    );
  }
  if (!hex32.test(text.value.slice(2))) {
    return refused(`Invalid ${name}: it must be ${format} (34 characters). This has ${text.value.length} characters.`);
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
    ? `This is ${start === 'AC' ? 'an Account SID' : 'an API key SID'}, not a secret. Enter the ${name}.`
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
      ? 'Invalid Auth Token: it has only the characters 0-9 and a-f. This looks like an API key secret, which belongs to an SK… SID.'
      : `Invalid Auth Token: it must be 32 hexadecimal digits. This has ${text.value.length} characters.`,
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
    return refused('This looks like an Auth Token. Enter the secret that Twilio showed when the API key was created.');
  }
  if (text.value.length < 16) return refused('The API key secret is too short. Copy all of it.');
  if (text.value.length > 256) return refused('The API key secret is too long. Paste only the secret.');
  if (!/^[\x21-\x7e]+$/.test(text.value))
    return refused('Invalid API key secret: it has only ASCII letters, digits and signs.');
  return accepted(new Secret(text.value));
}

export function parseMethod(raw: string): Parsed<CredentialMethod> {
  const text = raw.trim().toLowerCase();
  return text === 'auth-token' || text === 'api-key'
    ? accepted(text)
    : refused('Invalid credential method. Use `auth-token` or `api-key`.');
}
