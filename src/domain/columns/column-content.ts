/** The first rows of a list. */
export type Sample = readonly (readonly string[])[];

/** The counts of a column's cells in the first rows. */
export interface ColumnContent {
  readonly filled: number;
  /** Cells written as telephone numbers: with + or punctuation, or with ten digits or more. */
  readonly phones: number;
  /** Those with a + or punctuation. */
  readonly written: number;
  /** Cells with four digits or more. */
  readonly digits: number;
  /** Cells of one to four digits, perhaps after a + or 00. */
  readonly codes: number;
  /** Digits that count up from row to row, or seconds of one month: not telephone numbers. */
  readonly isSequence: boolean;
}

/** 7 to 15 digits, and punctuation. */
export function looksLikePhone(cell: string): boolean {
  const text = cell.trim();
  if (text.length < 7 || text.length > 30 || !/^\+?[\d\s().\-/]+$/.test(text)) return false;
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

/** The text around a number in a link or an address of a messenger. */
const bareOf = (cell: string): string =>
  !/[:/@]/.test(cell)
    ? cell
    : cell.replace(/^(?:(?:https?:\/\/)?wa\.me\/|(?:tel|sms|whatsapp|callto):)\s*|@(?:c\.us|s\.whatsapp\.net)$/gi, '');

export function contentOf(column: number, sample: Sample): ColumnContent {
  const content = { filled: 0, phones: 0, written: 0, digits: 0, codes: 0 };
  const plain: number[] = [];
  for (const row of sample) {
    const cell = bareOf(row[column]?.trim() ?? '');
    if (cell === '') continue;
    content.filled += 1;
    if (/\d{4}/.test(cell.replace(/[\s().-]/g, ''))) content.digits += 1;
    if (/^(?:\+|00)?\d{1,4}$/.test(cell)) content.codes += 1;
    if (/^\d{7,15}$/.test(cell)) plain.push(Number(cell));
    if (!looksLikePhone(cell)) continue;
    const isWritten = /^\+|[\s().-]/.test(cell);
    if (isWritten || cell.length >= 10) content.phones += 1;
    if (isWritten) content.written += 1;
  }
  return { ...content, isSequence: plain.length === content.filled && (countsUp(plain) || areTimes(plain)) };
}

const enoughSteps = 4;
const longestStep = 20;

const countsUp = (numbers: readonly number[]): boolean =>
  numbers.length > enoughSteps &&
  numbers.every((number, at) => {
    const step = number - (numbers[at - 1] ?? number - 1);
    return step > 0 && step <= longestStep;
  });

const secondsOfMonth = 31 * 24 * 3600;

/** Seconds since 1970, all of one month. */
export function areTimes(numbers: readonly number[]): boolean {
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  return first >= 1e9 && last < 2e9 && last - first <= secondsOfMonth && last > first;
}

/** A first row is a header unless it holds a telephone number. */
export const isHeader = (cells: readonly string[]): boolean => !cells.some(looksLikePhone);
