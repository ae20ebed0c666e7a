import { withoutHidden } from './printable.ts';

/** How spreadsheets tell a formula, white space in front of it or not: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^(?:[\s\u200c\u200d]*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Signed figures in the ways telephone numbers and amounts are written: arithmetic at most, which calls nothing. */
const figures = /^[+-]?[\d ().,/-]*$/;

/** What is no harm in a cell: line breaks, tabs, and joiners, since a name may be spelled with them. */
const kept = /[\n\t\u200c\u200d]/;

/**
 * Outside text as a cell of a CSV file may hold it, before it is quoted; the same text where it does nothing. In front of what
 * a spreadsheet would run as a formula stands an apostrophe, by which spreadsheets know text; figures and telephone numbers
 * stay as they are. Hidden characters other than line breaks, tabs and joiners become visible escapes, such as `\x1b`.
 */
export function inertCell(text: string): string {
  const shown = withoutHidden(text, kept).replaceAll('\\x0d\n', '\r\n');
  return formula.test(text) && !figures.test(text) ? `'${shown}` : shown;
}
