import { isNumberName } from '../columns/column-vocabulary.ts';
import type { ListPlan } from '../columns/contact-plan.ts';
import { splitLine } from '../columns/delimited-line.ts';
import type { JudgeCell } from '../numbers/contact-judge.ts';
import { classifiedLine, noContact } from './classified-line.ts';
import { rowReader } from './contact-row.ts';
import { judgeRow } from './contact-tally.ts';

/** How the single lines of a list are read. */
export interface LinePlan {
  readonly plan: ListPlan;
  readonly delimiter: string;
  /** The header's cells; null: there is none. */
  readonly header: readonly string[] | null;
  /** Lines before the header. */
  readonly before: readonly string[];
  /** Country of numbers without one. */
  readonly country: string | null;
}

/**
 * Answers lines as `contacts check` judges the rows of the list: by the same plan and the same judge. Blank lines, the header
 * wherever it is repeated, and lines before it are not contacts.
 */
export function lineClassifier({ plan, delimiter, header, before, country }: LinePlan, judge: JudgeCell) {
  const readRow = rowReader(plan);
  const titles = new Set(before);
  const [number] = plan.numbers;
  const isHeader = (cells: readonly string[]): boolean => {
    if (header !== null) return cells.length === header.length && cells.every((cell, at) => cell.trim() === header[at]);
    // The list has no header, or it is unknown: the name of a column is not a number.
    return isNumberName(cells[number?.column ?? 0] ?? '');
  };
  return (line: string): string => {
    if (/^ *$/.test(line) || titles.has(line)) return noContact;
    // A byte-order mark in the middle comes from joined files: it is part of a cell, but not of a header.
    const cells = splitLine(line, delimiter);
    if (isHeader(line.startsWith('\ufeff') ? splitLine(line.slice(1), delimiter) : cells)) return noContact;
    const row = readRow((column) => [{ text: cells[column] ?? '' }]);
    return classifiedLine(judgeRow(row, country ?? undefined, plan.readings, judge).verdict);
  };
}
