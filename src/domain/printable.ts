/** Controls (C0, C1, DEL), marks that turn the direction of writing, zero-width and separators, and tag characters. */
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/**
 * Text from outside (the provider, a file, a variable, a file's name) as it may be shown: what a terminal would obey stands
 * there as a visible escape, and what is longer than `limit` characters ends in an ellipsis.
 */
export function printable(text: string, limit = 200): string {
  const capped = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  // A cut may split a pair, and a file may hold half of one: either would make the output no valid UTF-8.
  return wellFormed(capped).replace(unprintable, escaped);
}

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** True when `printable` would change it, but for its length. */
export const hasHiddenCharacters = (text: string): boolean => text.search(unprintable) !== -1;
