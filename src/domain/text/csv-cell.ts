/** What spreadsheets and people do not see in front of a formula: blanks, controls, marks of direction, joiners, zero widths. */
const unseen = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;

/** How spreadsheets tell a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@＝＋－＠]/;

/** Signed figures in the ways telephone numbers and amounts are written: arithmetic at most, which calls nothing. */
const figures = /^[+-]?[\d ().,/-]*$/;

/**
 * A cell as a CSV file may hold it, before it is quoted. In front of what a spreadsheet would run as a formula stands an
 * apostrophe, by which spreadsheets know text; every other cell is the same text, whatever characters it holds. Figures and
 * telephone numbers are no formulas.
 */
export function inertCell(text: string): string {
  // Most cells: to look for what is not seen takes longer.
  if (/^[0-9A-Za-z\u00c0-\u024f]/.test(text)) return text;
  const seen = text.replace(unseen, '');
  return formula.test(seen) && !figures.test(seen.trimEnd()) ? `'${text}` : text;
}
