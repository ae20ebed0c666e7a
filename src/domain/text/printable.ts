import { redactForeign } from './redaction.ts';

/**
 * Scripts whose spelling joins or parts letters with U+200C and U+200D; between two letters of these the marks belong to the
 * word (https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters).
 */
const joining =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}' +
  '\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}' +
  '\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}';

/**
 * Invisible characters where they are part of what is seen: joiners inside words of such scripts and inside one emoji, and one
 * variation selector behind a character. Anywhere else they hide something.
 */
const inPlace = [
  `(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=[\\p{L}\\p{N}\\p{S}\\p{P}])[\\ufe00-\\ufe0f]',
  '(?<=\\p{Script=Han})[\\u{e0100}-\\u{e01ef}]',
].join('|');

/**
 * What a terminal obeys, or a reader does not see: controls (C0, DEL, C1), line and paragraph separators, marks that turn the
 * direction of writing, zero-width and tag characters, fillers.
 */
export function hiddenCharacters(): RegExp {
  hidden ??= new RegExp(`[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb](?<!${inPlace})`, 'gu');
  return hidden;
}

/** Compiled when a text first needs it: that takes longer than to print a page. */
let hidden: RegExp | undefined;

/** What most texts are made of: letters of ASCII and Latin, dashes, quotes, arrows, symbols. Nothing of it is hidden. */
const plainText = /^[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25ff\u2713-\u2718]*$/;

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/**
 * Text with `hiddenCharacters`, but those that `kept` fits, as visible escapes, such as `\x1b` and `\u{202e}`; at its whole
 * length. Half of a surrogate pair, from a file or from cutting one, becomes U+FFFD: the output would be no valid UTF-8.
 */
export function withoutHidden(text: string, kept?: RegExp): string {
  if (plainText.test(text)) return text;
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(hiddenCharacters(), (character) => (kept?.test(character) ? character : escaped(character)));
}

/** A secret that is cut in two is no longer found: what is looked at is so much longer than what is shown. In characters. */
const margin = 4096;

/**
 * Text from outside (the provider, a file, a variable, a file's name) as it may be shown on a terminal, in one line: without
 * secrets, what is hidden as a visible escape, and what is longer than `limit` characters ended in an ellipsis.
 *
 * The other media have their own: `htmlText`, `markdownText`, `inertCell`, `jsonText`.
 */
export function printable(text: string, limit = 200): string {
  const shown = redactForeign(text.slice(0, limit + margin));
  const fits = shown.length <= limit && text.length <= limit + margin;
  return withoutHidden(fits ? shown : `${shown.slice(0, limit - 1)}…`);
}

/** True when `printable` would change it, but for its length. */
export const hasHiddenCharacters = (text: string): boolean =>
  !plainText.test(text) && text.search(hiddenCharacters()) !== -1;
