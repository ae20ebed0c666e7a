import type { Readings } from '../columns/contact-plan.ts';
import { type JudgeCell, judgeCell } from '../numbers/contact-judge.ts';
import type { ContactNumber, ContactVerdict } from '../numbers/contact-number.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';
import { type NumberSet, numberSet } from '../numbers/number-set.ts';
import { maskCell } from '../text/mask.ts';
import { addSummaries, noRows } from './contact-merge.ts';
import type { ContactExample, ContactExamples, ContactsSummary } from './contact-quality.ts';
import { judgeInRow } from './row-judge.ts';

/** How many rows are named as examples of a reason. */
const exampleLimit = 5;

/** A row as it is judged. */
interface TallyRow {
  /** Where it starts in its file, from 1. */
  readonly line: number;
  /** Its phone cells, the preferred column first. Undefined: the row is broken, and nobody can say what its cells are. */
  readonly phones: readonly string[] | undefined;
  /** The country of each phone's dialling code; null: not understood. */
  readonly homes?: readonly (string | null | undefined)[];
  /** The row's own country; null: its cell is not understood. */
  readonly country?: string | null;
  /** Why the person may not be texted, whatever the number. */
  readonly refusal?: ContactReason;
}

/** What became of a row. */
export interface RowVerdict {
  /** Null: it can be texted. */
  readonly reason: ContactReason | null;
  /** The number that was read, also where its type, or an earlier row, keeps it from being texted. */
  readonly number?: ContactNumber;
  /** The cell that decided. */
  readonly cell: string;
  /** Which of the row's phones it is; -1: none. */
  readonly at: number;
}

/** Folds rows into counts. */
export interface Tally {
  /** `list` is the list's name, where there are several; `readings`: how its doubtful numbers are read. */
  readonly add: (row: TallyRow, list?: string | null, readings?: Readings) => RowVerdict;
  readonly summary: () => ContactsSummary;
  readonly examples: () => ContactExamples;
}

/**
 * A row with several phone cells is one person: the first cell that can be texted decides, or else the first that is not
 * empty. `country` reads numbers that are written without one, in rows that have no country of their own. `judge` comes to the verdicts of `judgeCell`;
 * `seen` remembers numbers across lists.
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
    examples: () => Object.fromEntries(examples),
  };
}

/** A row's verdict, and the cell that decided. */
export interface JudgedRow {
  readonly verdict: ContactVerdict;
  readonly cell: string;
  readonly at: number;
}

/**
 * Judges a row by its own country, where it names one, or by the list's. A refusal beats every number, and the number stays
 * unread: nobody is to text it.
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
    // Who asks not to be texted means every number.
    if (verdict.reason === 'do-not-text') return { verdict, cell, at };
    if (verdict.reason !== 'empty') first ??= { verdict, cell, at };
  }
  return first ?? { verdict: { textable: false, reason: 'empty' }, cell: '', at: -1 };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
