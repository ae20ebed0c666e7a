/** Characters that spreadsheets ignore before a formula: white space, controls, bidirectional marks, zero-width characters. */
const unseen = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;

/** Starts of formulas: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@＝＋－＠]/;

/** Telephone numbers and amounts. As formulas they would be arithmetic, which is harmless. */
const figures = /^[+-]?[\d ().,/-]*$/;

/**
 * Makes a CSV cell safe for spreadsheets, before it is quoted: puts an apostrophe, which marks text, before what a
 * spreadsheet would run as a formula. Other cells, telephone numbers and amounts stay unchanged.
 */
export function inertCell(text: string): string {
  // Most cells. The search for invisible characters takes longer.
  if (/^[0-9A-Za-z\u00c0-\u024f]/.test(text)) return text;
  const seen = text.replace(unseen, '');
  return formula.test(seen) && !figures.test(seen.trimEnd()) ? `'${text}` : text;
}
