import type { ContactReason } from './contact-reasons.ts';
import { hasHiddenCharacters } from './printable.ts';

/** What the characters of a cell come to, before anybody asks whose number it is. */
type ReadCell =
  | { readonly ok: false; readonly reason: ContactReason }
  | {
      readonly ok: true;
      /** Written with + and a calling code, or with the 00 that stands for the +. */
      readonly international: boolean;
      /** The digits alone, without what stood for the +. */
      readonly digits: string;
    };

/** Longer cells hold prose; judging them costs time and tells nothing. */
const cellLimit = 256;

/** Digits that are not ASCII, signs that stand for +, and what makes an emoji of a digit. */
const strangeDigits = /(?![0-9])\p{N}|\uff0b|\u2795|\ufe62|\u207a|\u208a|\ufe0f|\u20e3/u;

const placeholderWords =
  /^(?:n\.?\s?[/.]?\s?a\.?|none|null|\(null\)|nil|nan|undefined|unknown|no|no (?:phone|number)|not (?:available|provided|applicable)|x+|tbd|tba|test|phone|[-–—_.?*#x]+|#(?:n\/a|ref!|value!|name\?|null!|num!|div\/0!|error!))$/i;

/** Words for an extension in the languages of the larger address books. */
const extensionWords =
  '(?:ext\\.?|extn\\.?|extension|x|#|durchwahl|dw|poste|interno?|int\\.|anexo|ramal|доб\\.?|;ext=)';

const sevenDigits = '(?:\\d[\\s().-]*){6,}';

const formula = /^['=@"]/;

/** All of them need a digit. */
const patterns: readonly (readonly [RegExp, ContactReason])[] = [
  [/^\+?\d{5,}[.,]0+$/, 'decimal-point'],
  [
    new RegExp(
      `${sevenDigits}(?:;|,|\\||:::|/|\\n|\\bor\\b|\\band\\b|\\boder\\b|\\bund\\b|\\bou\\b|\\bet\\b|&|\\+)[^\\d]{0,20}?\\+?\\(?${sevenDigits}`,
      'i',
    ),
    'several-numbers',
  ],
  [/\d{7,}\s+\+?\d{7,}/, 'several-numbers'],
  [new RegExp(`\\d[\\s.,;()-]*${extensionWords}\\s*[.:]?\\s*\\d+\\)?$`, 'i'), 'extension'],
  [/\d{6,}\s*[,;p]+\s*\d{1,5}$/, 'extension'],
  [
    /^(?=.*\d)[\d\s().+-]*[OolIS\u041e\u043e\u039f\u03bf][\dOolIS\u041e\u043e\u039f\u03bf\s().+-]*$/,
    'look-alike-letters',
  ],
  [/^\+?[\d\s().-]*\d[\d\s().-]*(?:[A-Z][A-Z\d -]{2,}|-[a-z]{3,})$/, 'vanity-letters'],
];

/**
 * Looks at the characters of one cell alone: they are a number's, or tell what spreadsheets, forms and people did to it. This
 * comes before any number is read, since a lenient reader makes another, valid number of `14155552671.0`, and a valid one of
 * `O4155552671`. What people write is read: any punctuation, `00` for +, `tel:` in front. What software or a slip did to a
 * cell is a reason even where it can be mended, since whoever sends takes the cell as it is; `repairOf` proposes the number.
 *
 * Cells of ASCII digits, blanks and `+ - ( ) .` alone are the ordinary ones. Of these, trimmed, only:
 * - one without a digit is `empty`, `placeholder` (such as `-`) or `not-a-number`;
 * - digits alone, followed by a point or comma and zeros, with five digits in front, are `decimal-point`;
 * - digits that stand for no number (`isPlaceholder`) are a `placeholder`;
 * - a second + is `several-numbers` or `not-a-number`, and so are two runs of seven digits parted by blanks alone, and
 *   more than 256 characters;
 * - all else are a number's: international where the first character that is no bracket, blank, point or dash is a +, or
 *   where the digits begin with 00 and another digit.
 */
export function readCell(cell: string): ReadCell {
  const trimmed = cell.trim();
  if (plainDigits.test(trimmed)) return readDigits(trimmed);
  const reason = damageOf(trimmed);
  if (reason !== undefined) return { ok: false, reason };
  return numberOf(trimmed);
}

/** Most cells of most lists; nothing but their digits can be wrong. */
const plainDigits = /^\+?\d{1,30}$/;

const readDigits = (cell: string): ReadCell =>
  isPlaceholder(digitsOf(cell)) ? { ok: false, reason: 'placeholder' } : numberOf(cell);

function numberOf(cell: string): ReadCell {
  const digits = digitsOf(cell);
  if (cell.includes('+')) return { ok: true, international: true, digits };
  // 00 is how much of the world writes +; a reader for another country would not know.
  if (/^00[1-9]/.test(digits)) return { ok: true, international: true, digits: digits.slice(2) };
  return { ok: true, international: false, digits };
}

function damageOf(cell: string): ContactReason | undefined {
  if (cell === '') return 'empty';
  if (cell.length > cellLimit) return 'not-a-number';
  const lines = cell.replace(/[\t\r\n]+/g, '\n');
  if (hasHiddenCharacters(lines.replaceAll('\n', ' '))) return 'hidden-characters';
  // To compile an expression over all of Unicode takes as long as to judge a thousand cells.
  if (!/^[\0-\x7f]*$/.test(cell) && strangeDigits.test(cell)) return 'non-ascii-digits';
  const text = plainPunctuation(lines);
  if (placeholderWords.test(text)) return 'placeholder';
  if (!/\d/.test(text)) return formula.test(text) ? 'formula' : wordsReason(text);
  if (isPlaceholder(digitsOf(text)) && !/[^\d\s().+-]/.test(text)) return 'placeholder';
  const scientific = /^[+-]?(\d+)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(text);
  if (scientific !== null) return scientificReason(scientific);
  if (formula.test(text)) return 'formula';
  const pattern = patterns.find(([each]) => each.test(text));
  if (pattern !== undefined) return pattern[1];
  return looksLikeOne(text) ? undefined : wordsReason(text);
}

/** 1.4155552671E+10 has eleven digits, as many as its exponent asks for; 1.41556E+10 had more once. */
function scientificReason([, whole = '', fraction = '', exponent = '0']: readonly string[]): ContactReason {
  return fraction.replace(/0+$/, '').length + whole.length - 1 >= Number(exponent)
    ? 'scientific-exact'
    : 'scientific-notation';
}

/** Dashes and blanks of any kind, and the `tel:` of a link, mean the same. */
export const plainPunctuation = (text: string): string =>
  text
    .replace(/^tel:\s*(?=[+\d(])/i, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\S\n]/g, ' ');

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** One number: digits and punctuation, and a + nowhere but in front. */
const looksLikeOne = (text: string): boolean => /^[\s().-]*\+?[\d\s().\-/]*$/.test(text) && /\d/.test(text);

/** Digits that stand for no number: zeros, one digit again and again (perhaps behind a 1), and 123456789. */
function isPlaceholder(digits: string): boolean {
  return (
    /^0+$/.test(digits) ||
    /^(\d)\1{5,}$/.test(digits) ||
    /^1(\d)\1{9}$/.test(digits) ||
    (digits.length >= 7 && '01234567890123456789'.includes(digits) && /^[01]/.test(digits))
  );
}

function wordsReason(text: string): ContactReason {
  if (/@|:\/\//.test(text) || !/[^\d\s().+\-/]/.test(text)) return 'not-a-number';
  const numbers = numbersIn(text);
  if (numbers.length > 1) return 'several-numbers';
  return numbers.length === 1 ? 'words-beside' : 'not-a-number';
}

/** The parts of a cell that look like a telephone number each. */
export const numbersIn = (text: string): readonly string[] =>
  (text.match(/\+?\(?\d[\d ().-]*\d/g) ?? []).filter((part) => digitsOf(part).length >= 7);
