import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';
import { type CredentialMethod, regions } from './credential.ts';
import { unresolvedIn } from './unresolved.ts';

export function parseRegion(raw: string): Parsed<string> {
  const region = raw.trim().toLowerCase();
  return regions.has(region)
    ? accepted(region)
    : refused(`Invalid region. Use one of ${[...regions.keys()].join(', ')}.`);
}

const hex32 = /^[0-9a-fA-F]{32}$/;

/** A line of a `.env` file or of a shell script instead of the value in it. */
const assignment = /^(?:export\s|(?:set|\$env:)\s*\w+\s*=|[A-Z][A-Z0-9]*_[A-Z0-9_]*\s*=\s*\S)/;

const quote = /^["'`\u2018-\u201f]|["'`\u2018-\u201f]$/;

/**
 * Pasted text without white space at its ends. Refuses other white space, line breaks, quotes and what only stands for the
 * value, instead of guessing.
 */
function pasted(raw: string | Secret, name: string): Parsed<string> {
  const text = (raw instanceof Secret ? raw.reveal() : raw).trim();
  if (text === '') return refused(`Enter the ${name}.`);
  if (/[\r\n]|\\[rn]/.test(text)) return refused(`The ${name} contains a line break. Paste it as one line.`);
  if (assignment.test(text)) {
    return refused(`This is a line that sets a variable, not the ${name}. Paste only what follows the equals sign.`);
  }
  const unresolved = unresolvedIn(text);
  if (unresolved !== undefined) return refused(`The ${name} is ${unresolved.what}. ${unresolved.resolve}`);
  if (/\s/.test(text)) return refused(`The ${name} contains white space. Paste it without white space.`);
  if (/^["'].*["']$/.test(text)) return refused(`The ${name} is in quotes. Paste it without quotes.`);
  if (quote.test(text)) {
    return refused(`The ${name} starts or ends with a quotation mark. Paste it without quotes.`);
  }
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
