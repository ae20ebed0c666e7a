import { hasHiddenCharacters, hiddenCharacters } from './printable.ts';
import { redact } from './redaction.ts';

/** Code unit by code unit, as JSON wants it. */
const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');

const withoutSecrets = (_: string, value: unknown): unknown => (typeof value === 'string' ? redact(value) : value);

/**
 * A document as JSON with a line feed at its end, on one line when `indent` is 0. It is safe for whoever prints it: what
 * `JSON.stringify` leaves raw and a terminal would obey or a reader would not see is escaped, too, so that nothing of it is
 * lost. No value in it holds a secret that this process has met.
 */
export const jsonText = (document: object, indent = 2): string =>
  `${JSON.stringify(document, withoutSecrets, indent)
    // Its own line breaks are the only controls that `JSON.stringify` writes.
    .split('\n')
    .map((line) => (hasHiddenCharacters(line) ? line.replace(hiddenCharacters(), escaped) : line))
    .join('\n')}\n`;
