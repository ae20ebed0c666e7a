import { type ContactReason, contactReasonCodes } from '../numbers/contact-reasons.ts';
import { numberSet } from '../numbers/number-set.ts';
import type { ClassifiedLine } from './classified-line.ts';
import type { ContactsSummary } from './contact-quality.ts';

/** Merges lines and summaries, in any order. */
export interface Merge {
  /** The first line of a number counts as textable, and every further one as a duplicate, wherever it was classified. */
  readonly addLine: (line: ClassifiedLine) => void;
  /** Adds counts. A number may not be in two summaries, or in a summary and a line: group by number first. */
  readonly addSummary: (summary: ContactsSummary) => void;
  readonly summary: () => ContactsSummary;
}

export const noRows: ContactsSummary = { rows: 0, textable: 0, reasons: {}, countries: {}, types: {} };

export function startMerge(): Merge {
  let sum = noRows;
  const seen = numberSet();
  let rows = 0;
  let textable = 0;
  const reasons = new Map<ContactReason, number>();
  const countries = new Map<string, number>();
  const types = new Map<string, number>();
  return {
    addLine: ({ count, e164, country, type, reason }) => {
      if (count === 0) return;
      rows += count;
      if (reason !== null) {
        add(reasons, reason, count);
        return;
      }
      const isFirst = seen.add(e164);
      const duplicates = isFirst ? count - 1 : count;
      if (duplicates > 0) add(reasons, 'duplicate', duplicates);
      if (!isFirst) return;
      textable += 1;
      add(countries, country, 1);
      add(types, type, 1);
    },
    addSummary: (summary) => {
      sum = addSummaries(sum, summary);
    },
    summary: () =>
      addSummaries(sum, {
        rows,
        textable,
        reasons: Object.fromEntries(reasons),
        countries: Object.fromEntries(countries),
        types: Object.fromEntries(types),
      }),
  };
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Associative, commutative, and `noRows` changes nothing; keys come out in one order, so that equal sums are equal texts. */
export const addSummaries = (one: ContactsSummary, other: ContactsSummary): ContactsSummary => ({
  rows: one.rows + other.rows,
  textable: one.textable + other.textable,
  reasons: inPublishedOrder(addCounts(one.reasons, other.reasons)),
  countries: addCounts(one.countries, other.countries),
  types: addCounts(one.types, other.types),
});

type Counts = Readonly<Partial<Record<string, number>>>;

function addCounts(one: Counts, other: Counts): Readonly<Record<string, number>> {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}

/** The same in one order of the reasons. */
export const inPublishedOrder = <V>(
  byReason: Readonly<Partial<Record<string, V>>>,
): Partial<Record<ContactReason, V>> =>
  Object.fromEntries(
    contactReasonCodes.flatMap((code) => (byReason[code] === undefined ? [] : [[code, byReason[code]]])),
  );

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isCounts = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isCount);

/**
 * The summary in a document of `contacts check --json` or `contacts merge`; undefined if it is another document, if its
 * counts do not add up, or if it counts an unknown reason.
 */
export function parseSummary(value: unknown): ContactsSummary | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { rows, textable, reasons, countries, types } = value as Record<string, unknown>;
  if (!isCount(rows) || !isCount(textable) || !isCounts(reasons) || !isCounts(countries) || !isCounts(types)) {
    return undefined;
  }
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const known = Object.keys(reasons).every((code) => (contactReasonCodes as readonly string[]).includes(code));
  const addsUp = textable + total(reasons) === rows && total(countries) === textable && total(types) === textable;
  return known && addsUp ? { rows, textable, reasons, countries, types } : undefined;
}
