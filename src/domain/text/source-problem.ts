import { UserError } from '../user-error.ts';
import { JsonProblem, type Place, parseStrictJson, placeAt, type StrictJson } from './strict-json.ts';

/** Why a source cannot be read, and where. */
export interface SourceProblem extends Place {
  /** Ends a sentence. Never repeats the text. */
  readonly problem: string;
}

/** The error for a source that cannot be read. `title` is what it should be, such as `Kubernetes manifest`; `name` is printable. */
export const invalidSource = (
  title: string,
  name: string,
  { line, column, problem }: SourceProblem,
  ...hints: readonly string[]
): UserError =>
  new UserError({
    code: 'input.invalid',
    message: `Invalid ${title}: ${name}, line ${line}, column ${column}: ${problem}.`,
    hints,
  });

/** Where a text has a character that no text file has. `text` has line feeds alone. */
export function notText(text: string): SourceProblem | undefined {
  const at = text.search(/[^\P{Cc}\t\n]|\ufffd/u);
  if (at === -1) return undefined;
  const isWide = text.includes('\0');
  return {
    ...placeAt(text, at),
    problem: isWide
      ? 'it has a NUL character, so it is binary, or text in UTF-16. Save it as UTF-8'
      : 'it is not text in UTF-8',
  };
}

/** The JSON of a source. Throws the error of `invalidSource`. */
export function jsonSource(raw: string, title: string, name: string): StrictJson {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const odd = notText(text);
  if (odd !== undefined) throw invalidSource(title, name, odd);
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw invalidSource(title, name, { ...error.place, problem: error.message });
  }
}

export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
