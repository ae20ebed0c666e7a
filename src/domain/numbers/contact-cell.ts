import { hasHiddenCharacters } from '../text/printable.ts';
import type { ContactVerdict } from './contact-number.ts';
import type { ContactReason } from './contact-reasons.ts';
import { refusalIn } from './contact-refusals.ts';

/** The result of reading the characters of a cell, before its number is looked up in a numbering plan. */
type ReadCell =
  | { readonly ok: false; readonly reason: ContactReason }
  | {
      readonly ok: true;
      /** Written with + or 00 and a calling code. */
      readonly international: boolean;
      /** The digits, without the 00 for a +. */
      readonly digits: string;
      /** The reason if the digits are not a number. */
      readonly otherwise?: ContactReason;
      /** The digits before a slash; if they are a number, another one ends in the digits after it: 2025550121/22. */
      readonly stem?: string;
    };

/** Longer cells hold prose. */
const cellLimit = 256;

/** Digits that are not ASCII, other signs for +, dashes of input methods, and the marks that turn a digit into an emoji. */
const nonAsciiDigits =
  /(?![0-9])\p{N}|\uff0b|\u2795|\ufe62|\u207a|\u208a|\ufe0f|\u20e3|\uff0d|\ufe63|(?<=\d)[\u30fc\uff70](?=\d)/u;

const placeholderWords =
  /^(?:n\.?\s?[/.]?\s?a\.?|none|null|\(null\)|nil|nan|undefined|unknown|no|no (?:phone|number)|not (?:available|provided|applicable)|x+|tbd|tba|test|phone|[-–—_.?*#x]+|#(?:n\/a|ref!|value!|name\?|null!|num!|div\/0!|error!))$/i;

/** Words for an extension in the languages of the larger address books. */
const extensionWords =
  '(?:ext\\.?|extn\\.?|extension|x|#|durchwahl|dw|poste|interno?|int\\.|anexo|ramal|доб\\.?|;ext=)';

const sixDigits = '(?:\\d[\\s().-]*){6,}';

/** Separators of two numbers that do not occur within one. */
const separator =
  '(?:;|,|\\||/(?=\\D{0,3}\\+)|:::|\\n|\\bor\\b|\\band\\b|\\boder\\b|\\bund\\b|\\bou\\b|\\bet\\b|&|\\+)';

const formula = /^['=@"]/;

/** Endings that a spreadsheet adds to a number. */
const zerosBehind = /^(\+?\d{5,})[.,]0+$/;

/** A cell that can only be one number, so that no further pattern has to be tried. */
const onlyNumber = /^[\s().-]*\+?[\d\s().-]*$/;

/** Numbers of messengers and links: `15550100@c.us`, `wa.me/15550100`, `tel:0740…;phone-context=+44`. */
const addressForm =
  /^\+?\d{7,15}@(?:c\.us|s\.whatsapp\.net)$|^(?:https?:\/\/)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?(?:.*&)?phone=)[+\d]|;phone-context=/i;

/** All of them need a digit. */
const patterns: readonly (readonly [RegExp, ContactReason])[] = [
  [zerosBehind, 'decimal-point'],
  [addressForm, 'words-beside'],
  // Brazil: two placeholders for the code of a carrier.
  [/^\(?\s*0\s*-?\s*(?:xx|\*\*|##)[\s()-]*\d/i, 'words-beside'],
  [new RegExp(`${sixDigits}${separator}[^\\d]{0,20}?\\+?\\(?${sixDigits}`, 'i'), 'several-numbers'],
  // A slash separates groups of one number, but a + after it begins another number.
  [new RegExp(`${sixDigits}/[^\\d+]{0,20}\\+\\s*\\(?${sixDigits}`), 'several-numbers'],
  [new RegExp(`\\d[\\s.,;()-]*${extensionWords}\\s*[.:]?\\s*\\d+\\)?$`, 'i'), 'extension'],
  // Pauses, waits and tones that are dialled after the number.
  [new RegExp(`${sixDigits}[,;pw*]+\\s*\\d{1,6}#?$`, 'i'), 'extension'],
  [
    /^(?=.*\d)[\d\s().+-]*[OolIS\u041e\u043e\u039f\u03bf][\dOolIS\u041e\u043e\u039f\u03bf\s().+-]*$/,
    'look-alike-letters',
  ],
  [/^\+?[\d\s().-]*\d[\d\s().-]*(?:[A-Z][A-Z\d -]{2,}|-[a-z]{3,})$/, 'vanity-letters'],
];

/**
 * Reads the characters of one cell: those of a number, or the traces of what spreadsheets, forms and people did to it. This
 * comes before the numbering plan, since a lenient parser reads another, valid number in `14155552671.0`, and a valid one in
 * `O4155552671`. Usual spellings are accepted: any punctuation, `00` for +, `tel:` in front. Damage by software or a typo is
 * a reason even if it can be repaired, since the sender will use the cell as it is; `repairOf` proposes the number.
 *
 * Ordinary cells hold nothing but ASCII digits, blanks and `+ - ( ) .`. The kernel relies on these rules for them, trimmed:
 * - one without a digit is `empty`, `placeholder` (such as `-`) or `not-a-number`;
 * - digits alone, followed by a point or comma and zeros, with five digits in front, are `decimal-point`;
 * - digits that are no real number (`isPlaceholder`) are a `placeholder`;
 * - a second + is `several-numbers` or `not-a-number`, and more than 256 characters are `not-a-number`;
 * - two runs of seven digits separated by blanks are `several-numbers` unless together they are one, and so is a text that
 *   is too long for one number and gives two if it is cut at a blank;
 * - all others are a number: international if the first character that is no bracket, blank, point or dash is a +, or
 *   if the digits begin with 00, or Australia's 0011, and another digit.
 */
export function readCell(cell: string): ReadCell {
  const trimmed = cell.trim();
  // A byte-order mark is not a blank: a sender would not recognize the number.
  if (trimmed.length < cell.length && cell.includes('\ufeff')) return { ok: false, reason: 'hidden-characters' };
  if (plainDigits.test(trimmed)) return readDigits(trimmed);
  const reason = damageOf(trimmed);
  if (reason !== undefined)
    return { ok: false, reason: withWords.has(reason) ? (refusalIn(trimmed) ?? reason) : reason };
  const number = numberOf(trimmed);
  const stem = stemOf(trimmed);
  if (stem !== undefined) return { ...number, otherwise: 'several-numbers', stem: numberOf(stem).digits };
  return isPerhapsTwo(trimmed) ? { ...number, otherwise: 'several-numbers' } : number;
}

type JudgeDigits<V> = (international: boolean, digits: string) => V;

/** The verdict of a cell: its number if the digits are one, also without a +, and hold no other. */
export function judgeRead<V extends ContactVerdict | undefined>(
  { international, digits, otherwise, stem }: ReadCell & { ok: true },
  judge: JudgeDigits<V>,
): V | ContactVerdict {
  const verdict = judge(international, digits);
  if (otherwise === undefined || verdict === undefined) return verdict;
  const isOne = verdict.textable || verdict.e164 !== undefined || verdict.reason === 'plus-lost';
  if (!isOne) return { textable: false, reason: otherwise };
  if (stem === undefined) return verdict;
  const first = judge(international, stem);
  if (first === undefined) return first;
  return first.e164 === undefined ? verdict : { textable: false, reason: otherwise };
}

/** A possible number before a slash and one to three last digits. */
function stemOf(text: string): string | undefined {
  const stem = /^([^/]+)\/\s*\d{1,3}$/.exec(text)?.[1] ?? '';
  return digitsOf(stem).length >= 7 ? stem : undefined;
}

/** The longest number has 15 digits with its calling code, and four digits in front to dial abroad. */
const mostDigits = 19;

/** Parts of seven digits separated by a blank or slash may be one number with long groups, or two. */
const twoParts = new RegExp(`${sixDigits}/[^\\d]{0,3}\\(?${sixDigits}|\\d{7,}\\s+\\+?\\d{7,}`);

const isPerhapsTwo = (text: string): boolean => twoParts.test(text) || splitAtBlank(text) !== undefined;

/**
 * Cuts a text with too many digits for one number into two at a blank, as equal in length as possible; undefined: it does
 * not have too many.
 */
export function splitAtBlank(text: string): readonly [string, string] | undefined {
  if (digitsOf(text).length <= mostDigits - 2) return undefined;
  const cuts = [...text.matchAll(/\s+/g)].map(({ index }) => [text.slice(0, index), text.slice(index).trim()] as const);
  const lengths = ([first, second]: readonly [string, string]) =>
    [digitsOf(first).length, digitsOf(second).length] as const;
  const difference = (cut: readonly [string, string]) => Math.abs(lengths(cut)[0] - lengths(cut)[1]);
  return cuts
    .filter((cut) => lengths(cut).every((length) => length >= fewestOfTwo && length <= mostDigits - 4))
    .toSorted((one, other) => difference(one) - difference(other))[0];
}

/** Shorter parts are groups of one number. */
const fewestOfTwo = 8;

/** Reasons that words beside the number may make more specific. */
const withWords: ReadonlySet<ContactReason> = new Set([
  'words-beside',
  'vanity-letters',
  'several-numbers',
  'extension',
  'look-alike-letters',
  'not-a-number',
]);

/** Most cells of most lists: only their digits can be wrong. */
const plainDigits = /^\+?\d{1,30}$/;

const readDigits = (cell: string): ReadCell =>
  isPlaceholder(digitsOf(cell)) ? { ok: false, reason: 'placeholder' } : numberOf(cell);

function numberOf(cell: string): ReadCell & { ok: true } {
  const digits = digitsOf(cell);
  if (cell.includes('+')) return { ok: true, international: true, digits };
  // Much of the world writes 00 for +, which libphonenumber does not know for other countries. No number begins with +11.
  const abroad = /^00(?:11)?(?=[1-9])/.exec(digits);
  if (abroad !== null) return { ok: true, international: true, digits: digits.slice(abroad[0].length) };
  return { ok: true, international: false, digits };
}

function damageOf(cell: string): ContactReason | undefined {
  if (cell === '') return 'empty';
  if (cell.length > cellLimit) return 'not-a-number';
  const lines = cell.replace(/[\t\r\n]+/g, '\n');
  if (hasHiddenCharacters(lines.replaceAll('\n', ' '))) return 'hidden-characters';
  // Compiled on demand: an expression over all of Unicode takes as long to compile as a thousand cells to judge.
  if (!/^[\0-\x7f]*$/.test(cell) && nonAsciiDigits.test(cell)) return 'non-ascii-digits';
  const text = plainPunctuation(lines);
  if (placeholderWords.test(text)) return 'placeholder';
  if (!/\d/.test(text)) return formula.test(text) ? 'formula' : wordsReason(text);
  if (isPlaceholder(digitsOf(text.replace(zerosBehind, '$1'))) && !/[^\d\s().+-]/.test(text)) return 'placeholder';
  if (onlyNumber.test(text)) return zerosBehind.test(text) ? 'decimal-point' : undefined;
  const scientific = /^[+-]?(\d+)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(text);
  if (scientific !== null) return scientificReason(scientific);
  if (formula.test(text)) return 'formula';
  const pattern = patterns.find(([each]) => each.test(text));
  if (pattern !== undefined) return pattern[1];
  return looksLikeOne(text) ? undefined : wordsReason(text);
}

/** 1.4155552671E+10 has all of its eleven digits; 1.41556E+10 has lost some. */
function scientificReason([, whole = '', fraction = '', exponent = '0']: readonly string[]): ContactReason {
  return fraction.replace(/0+$/, '').length + whole.length - 1 >= Number(exponent)
    ? 'scientific-exact'
    : 'scientific-notation';
}

/** Replaces all kinds of dashes and blanks, and removes the `tel:` of a link. */
export const plainPunctuation = (text: string): string =>
  text
    .replace(/^tel:\s*(?=[+\d(])/i, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\S\n]/g, ' ');

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** One number: digits and punctuation, with a + only in front. */
const looksLikeOne = (text: string): boolean => /^[\s().-]*\+?[\d\s().\-/]*$/.test(text) && /\d/.test(text);

/**
 * Digits that are no real number: zeros, one digit repeated, alone or eight times at the end, and digits that count up or down,
 * ten at the end or 123456789 at the beginning. Fewer occur in real numbers.
 */
function isPlaceholder(digits: string): boolean {
  if (digits.length < 7) return /^0+$/.test(digits) || /^(\d)\1{5}$/.test(digits);
  const tail = digits.slice(-10);
  return (
    /^(\d)\1*$/.test(digits) ||
    (tail.at(-1) === tail.at(-2) && /(\d)\1{7}$/.test(tail)) ||
    counting.includes(tail) ||
    ('01234567890123456789'.includes(digits) && /^[01]/.test(digits))
  );
}

/** Not 9012345678: Japan's mobile numbers begin with 90. */
const counting: readonly string[] = ['0123456789', '1234567890', '2345678901', '9876543210'];

function wordsReason(text: string): ContactReason {
  if (/@|:\/\//.test(text) || !/[^\d\s().+\-/]/.test(text)) return 'not-a-number';
  const numbers = numbersIn(text);
  if (numbers.length > 1) return 'several-numbers';
  return numbers.length === 1 ? 'words-beside' : 'not-a-number';
}

/** The parts of a cell that each look like a telephone number. */
export const numbersIn = (text: string): readonly string[] =>
  (text.match(/\+?\(?\d[\d ().-]*\d/g) ?? []).filter((part) => digitsOf(part).length >= 7);
