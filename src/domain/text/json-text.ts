import { hasHiddenCharacters, hiddenCharacters } from './printable.ts';
import { redact } from './redaction.ts';

/** JSON escapes UTF-16 code units. */
const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');

const withoutSecrets = (_: string, value: unknown): unknown => (typeof value === 'string' ? redact(value) : value);

/**
 * Escapes hidden characters in JSON, so that it can be printed. Line feeds and tabs stay: JSON has them only between values.
 */
export const visibleJson = (json: string): string =>
  hasHiddenCharacters(json)
    ? json.replace(hiddenCharacters(), (character) => (/[\n\r\t]/.test(character) ? character : escaped(character)))
    : json;

/**
 * A document as JSON with a line feed at its end, on one line if `indent` is 0. Hidden characters are escaped (see
 * `visibleJson`) and known secrets are redacted.
 */
export const jsonText = (document: object, indent = 2): string =>
  // Line by line, since most lines have no hidden characters.
  `${JSON.stringify(document, withoutSecrets, indent).split('\n').map(visibleJson).join('\n')}\n`;
