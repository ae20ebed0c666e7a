import { withoutHidden } from './printable.ts';
import { redact } from './redaction.ts';

/** What most cells are; taken as it is. */
const plain = /^(?:\+?\d+|[A-Za-z0-9_.][A-Za-z0-9_.@ +-]*|)$/;

/** How spreadsheets tell a formula, white space in front of it or not: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^(?:[\s\u200c\u200d]*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Signed figures in the ways telephone numbers and amounts are written: arithmetic at most, which calls nothing. */
const figures = /^[+-]?[\d ().,/-]*$/;

/** True where a spreadsheet would run a cell. */
export const isFormula = (text: string): boolean => formula.test(text) && !figures.test(text);

/**
 * Outside text as one cell of a CSV file. It is one cell in every spreadsheet, whatever delimiter that expects, and never a
 * formula: in front of what would be one stands an apostrophe, by which spreadsheets know text. Figures and telephone numbers
 * stay as they are. Line feeds and tabs stay, and so do joiners (U+200C, U+200D), since a name may be spelled with them; all
 * else that is hidden becomes a visible escape, such as `\x1b`. Without secrets that this process has met.
 */
export function csvCell(raw: string): string {
  const text = redact(raw);
  if (plain.test(text)) return text;
  const shown = withoutHidden(text.replaceAll('\r\n', '\n'), /[\n\t\u200c\u200d]/);
  const safe = isFormula(text) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}
