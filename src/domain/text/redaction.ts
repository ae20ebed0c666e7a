/**
 * The secrets that this process knows, and patterns that find them in a text. This is the only state in `domain`: every
 * `Secret` registers itself, so that no writer has to know it. The register can be added to and asked, but not read.
 */
const known = new Map<string, readonly SecretPattern[]>();
const shownOnPurpose = new Set<string>();

/** One encoding of a secret. */
interface SecretPattern {
  /** A text contains this encoding only if one of its own `plainForms` contains one of these. */
  readonly plainForms: readonly string[];
  readonly pattern: RegExp;
}

/** Shorter values are not secrets, and would be found in other words. In characters. */
const shortest = 8;

/** No secret of Twilio's is shorter. In characters. */
const longEnough = 16;

/** Longer values are searched for in pieces of this length, so that the regular expressions stay small. In characters. */
const longestPiece = 64;

export const redacted = '[secret]';

/** From now on, `redact` removes `value` from every text, in any encoding that it knows. */
export function rememberSecret(value: string): void {
  const text = value.trim();
  if (text.length < shortest || known.has(text) || shownOnPurpose.has(text)) return;
  known.set(text, piecesOf(text).flatMap(patternsOf));
}

/** Excludes `value` from redaction, for the sandbox's made-up secrets and `exec --print-env --reveal`. */
export function showOnPurpose(value: string): void {
  shownOnPurpose.add(value);
  known.delete(value);
}

/**
 * Replaces every known secret in a text: as it is, in percent, JSON, HTML or backslash escapes, in upper or lower case, with
 * different white space, in hexadecimal, and inside base64 or base64url, such as the header of Basic authentication. Text
 * without one is returned unchanged.
 */
export function redact(text: string): string {
  if (known.size === 0 || text.length < shortest) return text;
  const forms = plainFormsOf(text);
  let rest = text;
  for (const patterns of known.values()) {
    for (const { plainForms, pattern } of patterns) {
      if (plainForms.some((one) => forms.some((form) => form.includes(one)))) rest = rest.replace(pattern, redacted);
    }
  }
  return rest;
}

/** `redact` of a text, as bytes in UTF-8; it may be given as such. */
export function redactBytes(text: string | Uint8Array): Uint8Array {
  if (typeof text === 'string') return new TextEncoder().encode(redact(text));
  if (known.size === 0) return text;
  const plain = new TextDecoder('utf-8', { ignoreBOM: true }).decode(text);
  const clean = redact(plain);
  return clean === plain ? text : new TextEncoder().encode(clean);
}

/**
 * Whether a text that will be saved contains a secret as it is. Ignores short ones: a proxy's password may be part of a
 * name.
 */
export const holdsSecret = (text: string): boolean =>
  [...known.keys()].some((secret) => secret.length >= longEnough && text.includes(secret));

interface LikelySecret {
  readonly pattern: RegExp;
  readonly replacement: string;
  /** A matching text contains a word of each row, in any case. Searching for these is faster than compiling the pattern. */
  readonly keywords: readonly (readonly string[])[];
  /** The length of the shortest matching text. In characters. */
  readonly shortest: number;
}

/** Text that is probably a secret by its context. It must contain a digit, unlike most words. */
const likelySecrets: readonly LikelySecret[] = [
  {
    pattern: /\b(Basic|Bearer) +(?=\S{0,300}\d)[A-Za-z0-9+/_.~-]{16,}=*/gi,
    replacement: `$1 ${redacted}`,
    keywords: [['basic ', 'bearer ']],
    shortest: 'basic '.length + 16,
  },
  {
    pattern: /\b(authorization["']?\s?[:=]\s?["']?)(?!Basic |Bearer )(?=\S{0,300}\d)[^\s"',;]{4,}/gi,
    replacement: `$1${redacted}`,
    keywords: [['authorization']],
    shortest: 'authorization:'.length + 4,
  },
  {
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}):[^\s/@]{1,200}@/gi,
    replacement: `$1:${redacted}@`,
    keywords: [['://'], ['@']],
    shortest: 'ab://:c@'.length,
  },
  {
    pattern: /\b((?:AC|SK)[0-9a-f]{32}["']?\s?[:,;=\s]\s?["']?)[0-9a-z]{32}\b/gi,
    replacement: `$1${redacted}`,
    keywords: [['ac', 'sk']],
    shortest: 'AC'.length + 32 + ':'.length + 32,
  },
  {
    pattern: /((?:token|secret|password|passphrase)["']?\s?[:=]\s?["']?)(?=\S{0,300}\d)[^\s"',;&]{8,}/gi,
    replacement: `$1${redacted}`,
    keywords: [
      ['token', 'secret', 'password', 'passphrase'],
      [':', '='],
    ],
    shortest: 'token:'.length + 8,
  },
];

/** Like `redact`, and replaces probable secrets too. For text from outside, not for smsctl's own documents. */
export function redactOutsideText(text: string): string {
  const clean = redact(text);
  const lower = clean.toLowerCase();
  const likely = likelySecrets.filter(
    ({ keywords, shortest: least }) =>
      lower.length >= least && keywords.every((row) => row.some((keyword) => lower.includes(keyword))),
  );
  return likely.reduce((rest, { pattern, replacement }) => rest.replace(pattern, replacement), clean);
}

/** Pieces of nearly the same length, so that none is short. Cut between characters, since half of one would not be found. */
function piecesOf(text: string): readonly string[] {
  const characters = [...text];
  const count = Math.ceil(characters.length / longestPiece);
  const size = Math.ceil(characters.length / count);
  return Array.from({ length: count }, (_, index) => characters.slice(index * size, (index + 1) * size).join(''));
}

function patternsOf(text: string): readonly SecretPattern[] {
  const bytes = new TextEncoder().encode(text);
  const matching = (plain: string, source: string): SecretPattern => ({
    plainForms: plainFormsOf(plain),
    pattern: new RegExp(source, 'giu'),
  });
  return [
    matching(text, characterForms(text)),
    matching([...bytes].map(hex).join(''), hexForm(bytes)),
    ...[0, 1, 2].map((before) => {
      const own = base64Of(bytes, before);
      return matching(own, base64Form(own));
    }),
  ];
}

/** Escapes of one character. */
const escapes =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x|\\[nrt]|&#0*(\d{1,7});|&#x0*([0-9a-f]{1,6});|&(?:amp|lt|gt|quot|apos);/g;

/**
 * The letters and digits of a text, as it is and with its escapes decoded. An encoding of a text has a plain form in common
 * with it. Comparing these is much faster than matching patterns, and most texts contain no secret.
 */
function plainFormsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const plain = lower.replace(/[^a-z0-9]+/g, '');
  if (!/[%\\&]/.test(lower)) return [plain];
  const decoded = lower.replace(escapes, (_, percent, unit, decimal, hexadecimal) => {
    const code = decimal === undefined ? Number.parseInt(percent ?? unit ?? hexadecimal ?? '0', 16) : Number(decimal);
    return code < 0x80 ? String.fromCharCode(code).toLowerCase() : '';
  });
  return [plain, decoded.replace(/[^a-z0-9]+/g, '')];
}

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** Matches every character in any of its escapes, also mixed, and white space of any length. */
const characterForms = (text: string): string => [...text.replace(/\s+/g, ' ')].map(spellings).join('');

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function spellings(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const percent = [...new TextEncoder().encode(character)].map((byte) => `%${hex(byte)}`).join('');
  const units = [...Array(character.length).keys()].map(
    (index) => `\\\\u${hex(character.charCodeAt(index)).padStart(4, '0')}`,
  );
  const always = [percent, units.join(''), `&#(?:0*${code}|x0*${code.toString(16)});`].join('|');
  if (character === ' ') return `(?:\\s|\\+|\\\\[nrt]|${always})+`;
  // A letter or a digit after a backslash is another escape.
  const itself = /[\p{L}\p{N}]/u.test(character) ? escapeForPattern(character) : `\\\\?${escapeForPattern(character)}`;
  return `(?:${[itself, ...(named[character] === undefined ? [] : [named[character]]), always].join('|')})`;
}

const escapeForPattern = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

const hexForm = (bytes: Uint8Array): string => [...bytes].map(hex).join('(?:\\\\x|[: ])?');

/** The base64 characters that depend on these bytes alone, if `before` bytes (modulo 3) precede them. */
function base64Of(bytes: Uint8Array, before: number): string {
  const whole = btoa(String.fromCharCode(...new Uint8Array(before), ...bytes));
  return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** With up to three more characters on each side, which contain the remaining bits. */
function base64Form(own: string): string {
  const written = [...own].map((sign) => ({ '+': '(?:[+-]|%2b)', '/': '(?:\\\\?/|_|%2f)' })[sign] ?? sign).join('');
  return `[a-z0-9+/_-]{0,3}${written}[a-z0-9+/_-]{0,3}(?:=|%3d){0,2}`;
}
