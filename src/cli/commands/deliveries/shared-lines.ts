import type { ErrorCode } from '../../../domain/error-codes/error-codes.ts';
import { remedyLine } from '../../../domain/readiness/check.ts';
import { dayText, spanText } from '../../render/day.ts';
import { type Style, wrap } from '../../render/style.ts';

// What the screens of the overview, of a recipient and of a message have in common.

/** Causes, countries and alerts that are shown; `--verbose` shows all. */
export const mostRows = 5;

/** Times are in milliseconds since 1970. */
export const timeText = (time: number | null): string =>
  time === null ? 'no date' : dayText(new Date(time).toISOString());
export const spanOf = (from: number, to: number): string =>
  spanText(new Date(from).toISOString(), new Date(to).toISOString());

/** The first rows of a list, and a line that counts the others. */
export function firstOf<Row>(
  rows: readonly Row[],
  style: Style,
  lineOf: (row: Row) => readonly string[],
): readonly string[] {
  const shown = style.verbose || rows.length <= mostRows + 1 ? rows : rows.slice(0, mostRows);
  const rest = rows.length - shown.length;
  return [...shown.flatMap(lineOf), ...(rest === 0 ? [] : [`  and ${rest} more (\`--verbose\` shows all)`])];
}

/** What to do about an error code. */
export const reasonSteps = ({ code, remedy }: ErrorCode, style: Style): readonly string[] =>
  [remedyLine(remedy), `For details, run \`smsctl explain ${code}\`.`].map(
    (text) => `${style.arrow} ${wrap(text, style.columns, 2).trimStart()}`,
  );

/** The sections that have lines, with an empty line between them. */
export const joined = (sections: readonly (readonly string[])[]): string =>
  sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
