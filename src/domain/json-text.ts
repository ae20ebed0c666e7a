import { hasHiddenCharacters, hiddenCharacters } from './printable.ts';

/** Code unit by code unit, as JSON wants it. */
const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');

/**
 * A document as JSON with a line feed at its end, on one line when `indent` is 0. It is safe for whoever prints it: what `JSON.stringify` leaves raw
 * and a terminal would obey or a reader would not see is escaped, too, so that nothing is lost.
 */
export const jsonText = (document: object, indent = 2): string =>
  `${JSON.stringify(document, null, indent)
    // Its own line breaks are the only controls that `JSON.stringify` writes.
    .split('\n')
    .map((line) => (hasHiddenCharacters(line) ? line.replace(hiddenCharacters(), escaped) : line))
    .join('\n')}\n`;
