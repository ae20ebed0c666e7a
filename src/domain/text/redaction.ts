/**
 * The secrets that this process has met, and how to take them out of a text. It is the one piece of state on this floor: every
 * `Secret` enters itself, so that no writer has to be told of one, and none can be forgotten. The register can be added to
 * and asked; it cannot be read.
 */
const known = new Map<string, readonly Trace[]>();
const shownOnPurpose = new Set<string>();

/** One form of a secret. */
interface Trace {
  /** What `skeletonsOf` makes of it: a text whose skeletons lack it does not hold the form. */
  readonly skeletons: readonly string[];
  readonly pattern: RegExp;
}

/** What is shorter is no secret that anything accepts, and would be found in every other word. In characters. */
const shortest = 8;

/** No secret of Twilio's is shorter. In characters. */
const longEnough = 16;

/** Longer values are looked for piece by piece, each as long as a regular expression is still small. In characters. */
const longestPiece = 64;

/** What stands in a text where a secret was. */
export const redacted = '[secret]';

/** From now on, `redact` takes `value` out of every text, in any of the forms in which it may be written. */
export function rememberSecret(value: string): void {
  const text = value.trim();
  if (text.length < shortest || known.has(text) || shownOnPurpose.has(text)) return;
  known.set(text, piecesOf(text).flatMap(tracesOf));
}

/** `value` is shown because that was asked for: the sandbox's made-up ones, and `exec --reveal`. It is not taken out of anything. */
export function showOnPurpose(value: string): void {
  shownOnPurpose.add(value);
  known.delete(value);
}

/**
 * The text without any secret that this process has met: as it is, in percent, JSON, HTML or backslash escapes, in upper or
 * lower case, broken where it has white space, in hexadecimal digits, and inside anything in base64 or base64url, such as the
 * header of Basic authentication. Text without one is returned as it is.
 */
export function redact(text: string): string {
  if (known.size === 0 || text.length < shortest) return text;
  const seen = skeletonsOf(text);
  let rest = text;
  for (const traces of known.values()) {
    for (const { skeletons, pattern } of traces) {
      if (skeletons.some((bones) => seen.some((each) => each.includes(bones)))) rest = rest.replace(pattern, redacted);
    }
  }
  return rest;
}

/** Whether a text that is kept holds one as it is. A short one is left to chance: a proxy's password may be a word of a name. */
export const holdsSecret = (text: string): boolean =>
  [...known.keys()].some((secret) => secret.length >= longEnough && text.includes(secret));

interface Look {
  readonly pattern: RegExp;
  readonly instead: string;
  /** A text that it fits holds, in upper or lower case, a word of each row: to look for these is quicker than to compile it. */
  readonly signs: readonly (readonly string[])[];
  /** A shorter text does not hold it. In characters. */
  readonly shortest: number;
}

/** What looks like a secret by what stands around it, whoever's it is; a digit tells it from a word of a sentence. */
const looks: readonly Look[] = [
  {
    pattern: /\b(Basic|Bearer) +(?=\S{0,300}\d)[A-Za-z0-9+/_.~-]{16,}=*/gi,
    instead: `$1 ${redacted}`,
    signs: [['basic ', 'bearer ']],
    shortest: 'basic '.length + 16,
  },
  {
    pattern: /\b(authorization["']?\s?[:=]\s?["']?)(?!Basic |Bearer )(?=\S{0,300}\d)[^\s"',;]{4,}/gi,
    instead: `$1${redacted}`,
    signs: [['authorization']],
    shortest: 'authorization:'.length + 4,
  },
  {
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}):[^\s/@]{1,200}@/gi,
    instead: `$1:${redacted}@`,
    signs: [['://'], ['@']],
    shortest: 'ab://:c@'.length,
  },
  {
    // Without the flag i, which makes its first use three times as long: many a text has these two letters.
    pattern: /\b((?:[Aa][Cc]|[Ss][Kk])[0-9A-Fa-f]{32}["']?\s?[:,;=\s]\s?["']?)[0-9A-Za-z]{32}\b/g,
    instead: `$1${redacted}`,
    signs: [['ac', 'sk']],
    shortest: 'AC'.length + 32 + ':'.length + 32,
  },
  {
    pattern: /((?:token|secret|password|passphrase)["']?\s?[:=]\s?["']?)(?=\S{0,300}\d)[^\s"',;&]{8,}/gi,
    instead: `$1${redacted}`,
    signs: [
      ['token', 'secret', 'password', 'passphrase'],
      [':', '='],
    ],
    shortest: 'token:'.length + 8,
  },
];

/** `redact`, and beyond it what looks like somebody's secret: for text from outside, never for a document of ours. */
export function redactForeign(text: string): string {
  const clean = redact(text);
  const lower = clean.toLowerCase();
  const likely = looks.filter(
    ({ signs, shortest: least }) =>
      lower.length >= least && signs.every((row) => row.some((sign) => lower.includes(sign))),
  );
  return likely.reduce((rest, { pattern, instead }) => rest.replace(pattern, instead), clean);
}

/** Of nearly the same length, so that none is a short one; cut between characters, since half of one is found nowhere. */
function piecesOf(text: string): readonly string[] {
  const characters = [...text];
  const count = Math.ceil(characters.length / longestPiece);
  const size = Math.ceil(characters.length / count);
  return Array.from({ length: count }, (_, index) => characters.slice(index * size, (index + 1) * size).join(''));
}

function tracesOf(text: string): readonly Trace[] {
  const bytes = new TextEncoder().encode(text);
  const trace = (plain: string, form: string) => ({ skeletons: skeletonsOf(plain), pattern: new RegExp(form, 'giu') });
  return [
    trace(text, characterForms(text)),
    trace([...bytes].map(hex).join(''), hexForm(bytes)),
    ...[0, 1, 2].map((before) => {
      const own = base64Of(bytes, before);
      return trace(own, base64Form(own));
    }),
  ];
}

/** Escapes that stand for one character, and what they stand for. */
const escapes =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x|\\[nrt]|&#0*(\d{1,7});|&#x0*([0-9a-f]{1,6});|&(?:amp|lt|gt|quot|apos);/g;

/**
 * The letters and digits of a text, as it is and with its escapes undone: what spells another text has a skeleton in common
 * with it. Looking for that is far quicker than looking for every spelling, and most texts hold no secret.
 */
function skeletonsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const plain = lower.replace(/[^a-z0-9]+/g, '');
  if (!/[%\\&]/.test(lower)) return [plain];
  const undone = lower.replace(escapes, (_, percent, unit, decimal, hexadecimal) => {
    const code = decimal === undefined ? Number.parseInt(percent ?? unit ?? hexadecimal ?? '0', 16) : Number(decimal);
    return code < 0x80 ? String.fromCharCode(code).toLowerCase() : '';
  });
  return [plain, undone.replace(/[^a-z0-9]+/g, '')];
}

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** Every character in any of its spellings, so that a mixture is found, too; white space in any amount. */
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
  // A letter or a digit behind a backslash is an escape of something else.
  const itself = /[\p{L}\p{N}]/u.test(character) ? escapeForPattern(character) : `\\\\?${escapeForPattern(character)}`;
  return `(?:${[itself, ...(named[character] === undefined ? [] : [named[character]]), always].join('|')})`;
}

const escapeForPattern = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

const hexForm = (bytes: Uint8Array): string => [...bytes].map(hex).join('(?:\\\\x|[: ])?');

/** What base64 makes of the bytes alone, whatever stands behind them and, `before` bytes modulo 3, in front of them. */
function base64Of(bytes: Uint8Array, before: number): string {
  const whole = btoa(String.fromCharCode(...new Uint8Array(before), ...bytes));
  return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** With up to three more characters on each side, which hold its other bits. */
function base64Form(own: string): string {
  const written = [...own].map((sign) => ({ '+': '(?:[+-]|%2b)', '/': '(?:\\\\?/|_|%2f)' })[sign] ?? sign).join('');
  return `[a-z0-9+/_-]{0,3}${written}[a-z0-9+/_-]{0,3}(?:=|%3d){0,2}`;
}
