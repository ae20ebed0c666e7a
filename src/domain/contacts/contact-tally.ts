import type { Readings } from '../columns/contact-plan.ts';
import { type JudgeCell, judgeCell } from '../numbers/contact-judge.ts';
import type { ContactNumber, ContactVerdict } from '../numbers/contact-number.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';
import { type NumberSet, numberSet } from '../numbers/number-set.ts';
import { maskCell } from '../text/mask.ts';
import { addSummaries, inPublishedOrder, noRows } from './contact-merge.ts';
import type { ContactExample, ContactExamples, ContactsSummary } from './contact-quality.ts';
import { judgeInRow } from './row-judge.ts';

/** The number of rows that are kept as examples of a reason. */
const exampleLimit = 5;

export interface TallyRow {
  /** Where it starts: the line of a file, from 1, or the row of a query's result. */
  readonly line: number;
  /** Its phone cells, the preferred column first. Undefined: the row is broken and cannot be read. */
  readonly phones: readonly string[] | undefined;
  /** The country of each phone's dialling code; null: not understood. Absent: none has one. */
  readonly homes?: readonly (string | null | undefined)[];
  /** The row's country; null: its cell is not understood. Absent: empty, or no such column. */
  readonly country?: string | null;
  /** Why the person may not be texted at any number. */
  readonly refusal?: ContactReason;
}

export interface RowVerdict {
  /** Null: textable. */
  readonly reason: ContactReason | null;
  /** The number, also if it is not textable because of its type or an earlier row. */
  readonly number?: ContactNumber;
  /** The cell that decided. */
  readonly cell: string;
  /** Its index among the row's phones; -1: none. */
  readonly at: number;
}

export interface Tally {
  /** `list`: the list's name, if there are several. `readings`: how its numbers with two readings are read. */
  readonly add: (row: TallyRow, list?: string | null, readings?: Readings) => RowVerdict;
  readonly summary: () => ContactsSummary;
  readonly examples: () => ContactExamples;
}

/**
 * A row with several phone cells is one person: the first textable cell decides, or else the first that is not
 * empty. `country` reads national numbers in rows without a country. `judge` is equivalent to `judgeCell`.
 * `seen` holds the numbers of all lists.
 */
export function startTally(country?: string, judge: JudgeCell = judgeCell, seen: NumberSet = numberSet()): Tally {
  let rows = 0;
  let textable = 0;
  const reasons = new Map<ContactReason, number>();
  const countries = new Map<string, number>();
  const types = new Map<string, number>();
  const examples = new Map<ContactReason, ContactExample[]>();

  return {
    add: (row, list = null, readings = 'national') => {
      rows += 1;
      const { verdict, cell, at } = judgeRow(row, country, readings, judge);
      const { e164, country: home, type } = verdict;
      const number =
        e164 !== undefined && home !== undefined && type !== undefined ? { number: { e164, country: home, type } } : {};
      if (verdict.textable && seen.add(verdict.e164)) {
        textable += 1;
        count(countries, verdict.country);
        count(types, verdict.type);
        return { reason: null, cell, at, ...number };
      }
      const reason = verdict.textable ? 'duplicate' : verdict.reason;
      count(reasons, reason);
      const shown = examples.get(reason) ?? [];
      if (shown.length < exampleLimit)
        examples.set(reason, [...shown, { list, line: row.line, shown: maskCell(cell) }]);
      return { reason, cell, at, ...number };
    },
    summary: () =>
      addSummaries(noRows, {
        rows,
        textable,
        reasons: Object.fromEntries(reasons),
        countries: Object.fromEntries(countries),
        types: Object.fromEntries(types),
      }),
    examples: () => inPublishedOrder(Object.fromEntries(examples)),
  };
}

export interface JudgedRow {
  readonly verdict: ContactVerdict;
  readonly cell: string;
  readonly at: number;
}

/**
 * Judges a row by its own country or the list's. A refusal beats every number, and the number is not
 * read, so that it is not written to a file.
 */
export function judgeRow(
  { phones, homes, country: own, refusal }: Omit<TallyRow, 'line'>,
  country: string | undefined,
  readings: Readings,
  judge: JudgeCell,
): JudgedRow {
  if (phones === undefined) return { verdict: { textable: false, reason: 'unreadable' }, cell: '', at: -1 };
  if (refusal !== undefined) return { verdict: { textable: false, reason: refusal }, cell: phones[0] ?? '', at: 0 };
  let first: JudgedRow | undefined;
  for (const [at, cell] of phones.entries()) {
    const home = homes?.[at];
    const verdict = judgeInRow(cell, home === undefined ? own : home, country, readings, judge);
    if (verdict.textable) return { verdict, cell, at };
    // An opt-out applies to every number of the person.
    if (verdict.reason === 'do-not-text') return { verdict, cell, at };
    if (verdict.reason !== 'empty') first ??= { verdict, cell, at };
  }
  return first ?? { verdict: { textable: false, reason: 'empty' }, cell: '', at: -1 };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
