import { JsonProblem, type Place, parseStrictJson, placeAt } from '../../domain/text/strict-json.ts';
import { utf8Text } from '../files/utf8-text.ts';

/** The schema that this version reads and writes. Its number grows when an older version would misread the file. */
export const settingsSchemaName = 'smsctl.settings/1';

interface SettingsDocument {
  /** Unknown keys included. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The schema's number. Above 1, a newer smsctl wrote the file, and nothing else is known about it. */
  readonly version: number;
  /** Where the value is that a JSON Pointer names. */
  readonly placeOf: (pointer: string) => Place;
}

/**
 * Parses a settings file's bytes, without validating them against the schema. Accepts a byte order mark and any line ends.
 * Throws `JsonProblem` with a place. Its message repeats nothing of the file.
 */
export function parseSettingsDocument(bytes: Uint8Array): SettingsDocument {
  const { value, placeOf } = parseStrictJson(decode(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonProblem('it is not a JSON object', placeOf(''));
  }
  const document = value as Record<string, unknown>;
  return { document, version: versionOf(document, placeOf), placeOf };
}

function versionOf({ schema }: Readonly<Record<string, unknown>>, placeOf: SettingsDocument['placeOf']): number {
  const number = typeof schema === 'string' ? /^smsctl\.settings\/([1-9]\d{0,8})$/.exec(schema)?.[1] : undefined;
  if (number === undefined) throw new JsonProblem(`\`schema\` is not "${settingsSchemaName}"`, placeOf('/schema'));
  return Number(number);
}

function decode(bytes: Uint8Array): string {
  const start = { line: 1, column: 1 };
  if (looksLikeUtf16(bytes)) throw new JsonProblem('it is encoded as UTF-16; save it as UTF-8', start);
  const text = utf8Text(bytes);
  if (text === undefined) throw new JsonProblem('it is not UTF-8; save it as UTF-8', firstBroken(bytes));
  if (text.trim() === '') throw new JsonProblem('it is empty', start);
  return text;
}

/** True with its byte order mark, or if one byte of each of the first two characters is zero. */
function looksLikeUtf16([a, b, c, d]: Uint8Array): boolean {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (b === 0 && d === 0 && a !== 0 && c !== 0) || (a === 0 && c === 0 && b !== 0 && d !== 0);
}

/** The place of the first byte that is not valid UTF-8. */
function firstBroken(bytes: Uint8Array): Place {
  const text = new TextDecoder().decode(bytes);
  const decoded = Buffer.from(text);
  const content = bytes.subarray(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  const broken = content.findIndex((byte, index) => byte !== decoded[index]);
  // In stream mode, the decoder leaves out a character that is cut off.
  return placeAt(text, new TextDecoder().decode(content.subarray(0, broken), { stream: true }).length);
}
