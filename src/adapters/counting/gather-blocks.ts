import type { Slots } from '../../automaton/slots.ts';
import { addSummaries, inPublishedOrder, noRows } from '../../domain/contacts/contact-merge.ts';
import type { ContactExample, ContactExamples, ContactsSummary } from '../../domain/contacts/contact-quality.ts';
import type { ContactReason } from '../../domain/numbers/contact-reasons.ts';
import { type BlockResult, type Example, exampleLimit, type LongNumber } from './block.ts';
import type { Duplicate, Duplicates } from './duplicate-finder.ts';
import { addNotes, type FileNote, type FileNotes, listNotes, noNotes } from './file-notes.ts';

export interface CountedFile {
  readonly summary: ContactsSummary;
  readonly examples: ContactExamples;
  /** The rows that each phone column decided. */
  readonly decided: readonly number[];
  readonly notes: readonly (FileNote | (Omit<FileNote, 'code'> & { readonly code: 'fictional-numbers' }))[];
}

/** The rows of the blocks so far, before duplicates are taken away. */
export interface Gathered {
  readonly rows: number;
  /** The line on which the next block starts. */
  readonly line: number;
  /** By slot. */
  readonly counts: Float64Array;
  /** By phone column, unless there is only one. */
  readonly decided: readonly number[];
  readonly examples: ContactExamples;
  readonly notes: FileNotes;
}

export const nothingGathered = (slots: Slots): Gathered => ({
  rows: 0,
  line: 1,
  counts: new Float64Array(slots.count),
  decided: [],
  examples: {},
  notes: noNotes,
});

/** Adds the next block in the order of the file. */
export function addBlock({ rows, line, counts, decided, examples, notes }: Gathered, result: BlockResult): Gathered {
  const sums = counts.map((count, slot) => count + (result.counts[slot] ?? 0));
  for (const { slot } of result.long) sums[slot] = (sums[slot] ?? 0) + 1;
  return {
    rows: rows + result.rows,
    line: line + result.lines,
    counts: sums,
    decided: Array.from(result.decided, (count, place) => count + (decided[place] ?? 0)),
    examples: addExamples(examples, result.examples, line),
    notes: addNotes(notes, result, line),
  };
}

function addExamples(examples: ContactExamples, found: BlockResult['examples'], from: number): ContactExamples {
  const added: Partial<Record<ContactReason, readonly ContactExample[]>> = { ...examples };
  for (const { reason, ...example } of found) {
    const list = added[reason] ?? [];
    if (list.length < exampleLimit) added[reason] = [...list, exampleFrom(example, from)];
  }
  return added;
}

const exampleFrom = ({ line, shown }: Example, from: number): ContactExample => ({
  list: null,
  line: from + line,
  shown,
});

/** The duplicates of a file, and the rows of the first ones. */
export class FileDuplicates {
  count = 0;
  /** By slot. */
  readonly counts: Float64Array;
  private readonly examples: ContactExample[] = [];
  private readonly first: Duplicate[] = [];
  private readonly longSeen = new Set<string>();

  constructor(slots: Slots) {
    this.counts = new Float64Array(slots.count);
  }

  /** Adds the numbers of the next block that have too many digits for a key. */
  addLong(numbers: readonly LongNumber[], from: number): void {
    for (const number of numbers) {
      const { e164, slot } = number;
      if (this.longSeen.has(e164)) {
        this.counts[slot] = (this.counts[slot] ?? 0) + 1;
        this.count += 1;
        if (this.examples.length < exampleLimit) this.examples.push(exampleFrom(number, from));
      }
      this.longSeen.add(e164);
    }
  }

  /** Adds the duplicates of one partition. */
  add(found: Duplicates): void {
    this.count += found.count;
    for (const [slot, count] of found.counts.entries()) this.counts[slot] = (this.counts[slot] ?? 0) + count;
    this.first.push(...found.first);
  }

  /** Finds the rows of the first duplicates; `trace` returns those in one block, with their lines in the file. */
  async firstRows(
    trace: (block: number, wanted: readonly Duplicate[]) => Promise<readonly Example[]>,
  ): Promise<readonly ContactExample[]> {
    const found = [...this.examples];
    const blocks = [...new Set(this.first.map(({ block }) => block))].sort((one, other) => one - other);
    let traced = 0;
    for (const block of blocks) {
      if (traced >= exampleLimit) break;
      const wanted = this.first.filter((each) => each.block === block);
      for (const example of await trace(block, wanted)) found.push(exampleFrom(example, 0));
      traced += wanted.length;
    }
    return found.sort((one, other) => one.line - other.line).slice(0, exampleLimit);
  }
}

/** `rows`: the rows of the first duplicates. */
export function countedFile(
  slots: Slots,
  gathered: Gathered,
  duplicates: Pick<FileDuplicates, 'count' | 'counts'>,
  rows: readonly ContactExample[],
): CountedFile {
  const counts = gathered.counts.map((count, slot) => count - (duplicates.counts[slot] ?? 0));
  const fictional = slots.numbers.reduce(
    (sum, { isFictional }, slot) => sum + (isFictional ? (counts[slot] ?? 0) : 0),
    0,
  );
  const summary = summarize(slots, gathered.rows, counts, duplicates.count);
  const { empty = 0, unreadable = 0 } = summary.reasons;
  return {
    summary,
    // The kernel does not count what one column decides: all rows with a cell.
    decided: gathered.decided.length === 1 ? [summary.rows - empty - unreadable] : gathered.decided,
    examples: inPublishedOrder({ ...gathered.examples, ...(rows.length > 0 && { duplicate: rows }) }),
    notes: [
      ...listNotes(gathered.notes),
      ...(fictional > 0 ? [{ code: 'fictional-numbers', times: fictional, line: null } as const] : []),
    ],
  };
}

function summarize(slots: Slots, rows: number, counts: Float64Array, duplicates: number): ContactsSummary {
  const countries = new Map<string, number>();
  const types = new Map<string, number>();
  let textable = 0;
  for (const [slot, { country, type }] of slots.numbers.entries()) {
    const count = counts[slot] ?? 0;
    if (count === 0) continue;
    textable += count;
    countries.set(country, (countries.get(country) ?? 0) + count);
    types.set(type, (types.get(type) ?? 0) + count);
  }
  const reasons = slots.reasons.map((reason) => {
    const count = counts[slots.ofReason(reason)] ?? 0;
    return [reason, reason === 'duplicate' ? count + duplicates : count] as const;
  });
  return addSummaries(noRows, {
    rows,
    textable,
    reasons: Object.fromEntries(reasons.filter(([, count]) => count > 0)),
    countries: Object.fromEntries(countries),
    types: Object.fromEntries(types),
  });
}
