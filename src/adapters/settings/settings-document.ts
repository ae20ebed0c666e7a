import { JsonProblem, type Place, parseStrictJson, placeAt } from '../files/strict-json.ts';
import { utf8Text } from '../files/utf8-text.ts';

/** The name of the form that this version reads and writes; the number grows when an older one could not read it rightly. */
export const settingsForm = 'smsctl.settings/1';

interface SettingsDocument {
  /** As it stands in the file, with unknown keys. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The form's number; above 1, a newer smsctl wrote the file, and nothing else is known about it. */
  readonly form: number;
  /** Of the value that a JSON Pointer names. */
  readonly placeOf: (pointer: string) => Place;
}

/**
 * Reads a settings file's bytes up to where its JSON Schema takes over. Takes a byte order mark and any line ends, as
 * editors leave them. Throws `JsonProblem` with a place, whose words repeat nothing of the file.
 */
export function parseSettingsDocument(bytes: Uint8Array): SettingsDocument {
  const { value, placeOf } = parseStrictJson(decode(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonProblem('it is not an object in braces', placeOf(''));
  }
  const document = value as Record<string, unknown>;
  return { document, form: formOf(document, placeOf), placeOf };
}

function formOf({ schema }: Readonly<Record<string, unknown>>, placeOf: SettingsDocument['placeOf']): number {
  const number = typeof schema === 'string' ? /^smsctl\.settings\/([1-9]\d{0,8})$/.exec(schema)?.[1] : undefined;
  if (number === undefined) throw new JsonProblem(`\`schema\` is not "${settingsForm}"`, placeOf('/schema'));
  return Number(number);
}

function decode(bytes: Uint8Array): string {
  const start = { line: 1, column: 1 };
  if (looksLikeUtf16(bytes)) throw new JsonProblem('it is encoded as UTF-16; save it as UTF-8', start);
  const text = utf8Text(bytes);
  if (text === undefined) throw new JsonProblem('this is not UTF-8; save it as UTF-8', firstBroken(bytes));
  if (text.trim() === '') throw new JsonProblem('it is empty', start);
  return text;
}

/** By its byte order mark, or without one by the zero byte in each of the first two ASCII characters. */
function looksLikeUtf16([a, b, c, d]: Uint8Array): boolean {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (b === 0 && d === 0 && a !== 0 && c !== 0) || (a === 0 && c === 0 && b !== 0 && d !== 0);
}

/** The place of the first byte that does not survive decoding. */
function firstBroken(bytes: Uint8Array): Place {
  const text = new TextDecoder().decode(bytes);
  const survivors = Buffer.from(text);
  const content = bytes.subarray(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  const broken = content.findIndex((byte, index) => byte !== survivors[index]);
  // A stream's decoder keeps back a character that is cut off.
  return placeAt(text, new TextDecoder().decode(content.subarray(0, broken), { stream: true }).length);
}
