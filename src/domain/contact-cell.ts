import type { ContactReason } from './contact-reasons.ts';
import { hasHiddenCharacters } from './printable.ts';

/** What the characters of a cell come to, before anybody asks whose number it is. */
export type ReadCell =
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

const placeholder =
  /^(?:n\/?a|none|null|nil|nan|undefined|unknown|no|x+|tbd|test|-+|\.+|\?+|\+?[\s().-]*0[0\s().-]*|\+?1?[\s.-]*(?:\(?(\d)\1\1\)?[\s.-]*)\1{3}[\s.-]*\1{4})$/i;

/**
 * What spreadsheets, forms and people do to numbers, in the order in which it is looked for. This comes before the number
 * is read, since a lenient reader makes another, valid number of many of these.
 */
const damages: readonly (readonly [RegExp, ContactReason])[] = [
  [placeholder, 'placeholder'],
  [/^[+-]?\d(?:[.,]\d+)?e[+-]?\d+$/i, 'scientific-notation'],
  [/^['=@"]/, 'formula'],
  [/^\+?\d{5,}[.,]0+$/, 'decimal-point'],
  [/\d\s*(?:;|,|\||:::|\/|\bor\b|\band\b|&)\s*\+?\(?\d[\d\s().-]{5,}/i, 'several-numbers'],
  [/\d[\s.,;-]*(?:ext\.?|extension|x|#|durchwahl|dw)\s*[.:]?\s*\d+$/i, 'extension'],
  [/^(?=.*\d)[\d\s().+-]*[OolIS][\dOolIS\s().+-]*$/, 'look-alike-letters'],
  [/^\+?[\d\s().-]*\d[\d\s().-]*-?[A-Z][A-Z\d-]{2,}$/, 'vanity-letters'],
];

const because = (reason: ContactReason): ReadCell => ({ ok: false, reason });

/** Digits of other scripts and full-width forms mean the same as ours. */
const asciiDigits = (text: string): string => text.normalize('NFKC');

/** Looks at the characters of one cell alone: they are a number's, or tell why not. */
export function readCell(cell: string): ReadCell {
  const raw = cell.trim();
  if (raw === '') return because('empty');
  if (raw.length > cellLimit) return because('not-a-number');
  if (hasHiddenCharacters(raw)) return because('hidden-characters');
  const text = asciiDigits(raw);
  const damage = damages.find(([pattern]) => pattern.test(text));
  if (damage !== undefined) return because(damage[1]);
  if (!/^\+?[\d\s()./\u2010-\u2015\u2212-]*$/.test(text) || !/\d/.test(text)) return because('not-a-number');
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return { ok: true, international: true, digits };
  // 00 is how much of the world writes +; a reader for another country would not know.
  if (/^00[1-9]/.test(digits)) return { ok: true, international: true, digits: digits.slice(2) };
  return { ok: true, international: false, digits };
}
