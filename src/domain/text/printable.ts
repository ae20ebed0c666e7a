import { redactOutsideText } from './redaction.ts';

/**
 * Scripts that join or separate letters with U+200C and U+200D. Between two of their letters, these characters belong to the
 * word (https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters).
 */
const joining =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}' +
  '\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}' +
  '\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}';

/**
 * Invisible characters that belong to visible ones: joiners inside words of such scripts and inside an emoji, and one
 * variation selector after a character. Anywhere else they may hide something.
 */
const inPlace = [
  `(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=[\\p{L}\\p{N}\\p{S}\\p{P}])[\\ufe00-\\ufe0f]',
  '(?<=\\p{Script=Han})[\\u{e0100}-\\u{e01ef}]',
].join('|');

/**
 * Characters that control a terminal or are invisible: controls (C0, DEL, C1), line and paragraph separators, bidirectional
 * marks, zero-width and tag characters, fillers.
 */
export function hiddenCharacters(): RegExp {
  hidden ??= new RegExp(`[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb](?<!${inPlace})`, 'gu');
  return hidden;
}

/** Lazy: compiling it takes longer than printing a page. */
let hidden: RegExp | undefined;

/** Most texts: ASCII and Latin letters, dashes, quotes, arrows and symbols, all of them visible. */
const plainText = /^[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25ff\u2713-\u2718]*$/;

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/**
 * Replaces `hiddenCharacters`, except those that match `kept`, by escapes such as `\x1b` and `\u{202e}`. Does not shorten
 * the text. Half of a surrogate pair becomes U+FFFD, since the output would not be valid UTF-8.
 */
export function withoutHidden(text: string, kept?: RegExp): string {
  if (plainText.test(text)) return text;
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(hiddenCharacters(), (character) => (kept?.test(character) ? character : escaped(character)));
}

/** How much text beyond the limit is searched for secrets: half a secret would not be found. In characters. */
const margin = 4096;

/**
 * Makes text from outside (the provider, a file or its name, an environment variable) safe for one line of a terminal: without
 * secrets, with escapes for hidden characters, and cut to `limit` characters with an ellipsis.
 *
 * For other media use `htmlText`, `markdownText`, `inertCell` or `jsonText`.
 */
export function printable(text: string, limit = 200): string {
  const shown = redactOutsideText(text.slice(0, limit + margin));
  const fits = shown.length <= limit && text.length <= limit + margin;
  return withoutHidden(fits ? shown : `${shown.slice(0, limit - 1)}…`);
}

/** True if `printable` would change more than its length. */
export const hasHiddenCharacters = (text: string): boolean =>
  !plainText.test(text) && text.search(hiddenCharacters()) !== -1;
