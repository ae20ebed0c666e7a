import { hasHiddenCharacters, hiddenCharacters } from './printable.ts';
import { redact } from './redaction.ts';

/** Code unit by code unit, as JSON wants it. */
const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');

const withoutSecrets = (_: string, value: unknown): unknown => (typeof value === 'string' ? redact(value) : value);

/**
 * JSON that says the same, in which whatever a terminal would obey or a reader would not see is escaped. Line feeds and tabs
 * stay: JSON has them between its values alone.
 */
export const visibleJson = (json: string): string =>
  hasHiddenCharacters(json)
    ? json.replace(hiddenCharacters(), (character) => (/[\n\r\t]/.test(character) ? character : escaped(character)))
    : json;

/**
 * A document as JSON with a line feed at its end, on one line when `indent` is 0. It is safe for whoever prints it (see
 * `visibleJson`), and nothing of it is lost; but no value in it holds a secret that this process has met.
 */
export const jsonText = (document: object, indent = 2): string =>
  // Line by line, since most lines hide nothing.
  `${JSON.stringify(document, withoutSecrets, indent).split('\n').map(visibleJson).join('\n')}\n`;
