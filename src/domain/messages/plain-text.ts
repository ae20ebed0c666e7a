import { isGsm } from './segments.ts';

/** Typographic characters that word processors and phones insert, with plain replacements. */
const typography: readonly (readonly [from: string, to: string])[] = [
  ['‘’‚‛′‵ʹʻʼʽˈˊˋ❛❜´`', "'"],
  ['“”„‟″‶«»ʺˮ❝❞〝〞', '"'],
  ['‐‑‒–—―−﹣－', '-'],
  ['…', '...'],
  ['•◦▪●‣⁃·', '-'],
  ['。｡', '.'],
  ['、､', ','],
  ['∗⁎✱', '*'],
  ['˜∼', '~'],
  ['‗', '_'],
  ['‹', '<'],
  ['›', '>'],
  ['⁄∕÷', '/'],
  ['×', 'x'],
  ['©', '(c)'],
  ['®', '(R)'],
  ['→', '->'],
  ['←', '<-'],
  ['Œ', 'OE'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['ĐÐ', 'D'],
  ['ð', 'd'],
  ['ı', 'i'],
  ['ẞ', 'SS'],
  ['þ', 'th'],
  ['Þ', 'Th'],
];
const replacements = new Map(
  typography.flatMap(([from, to]) => [...from].map((character) => [character, to] as const)),
);

/** Invisible characters, which are sent and billed. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /^(?:[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\ufe00-\ufe0f])+$/;

/**
 * The GSM-7 replacement of what a reader sees as one character: a plain character for a typographic one, the letter without an
 * accent that GSM-7 lacks, nothing for an invisible one. Undefined if there is none, as for an emoji or another script.
 */
export function plainFor(character: string): string | undefined {
  if (isGsm(character)) return character;
  if (invisible.test(character)) return '';
  if (/^[\s\u0085\u2028\u2029]$/u.test(character)) return /[\u0085\u2028\u2029\v]/.test(character) ? '\n' : ' ';
  const known = replacements.get(character.normalize('NFC'));
  if (known !== undefined) return known;
  // Keeps an accent that GSM-7 has: `e` and a combining acute become é.
  const composed = character.normalize('NFKC');
  if (isGsm(composed)) return composed;
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('⁄', '/');
  return bare.trim() !== '' && isGsm(bare) ? bare : undefined;
}
