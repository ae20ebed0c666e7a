import type { Slots } from '../../automaton/image.ts';
import type { ContactExample, ContactExamples, ContactsSummary } from '../../domain/contacts/contact-quality.ts';
import type { ContactReason } from '../../domain/numbers/contact-reasons.ts';
import { type BlockResult, type Example, exampleLimit, type LineEnd } from './block-scanner.ts';
import type { Duplicate, Duplicates } from './duplicate-finder.ts';

/** What a file is like beside its rows; a line counts from 1. */
interface FileNote {
  readonly code:
    | 'blank-lines'
    | 'ragged'
    | 'mixed-line-ends'
    | 'cr-line-ends'
    | 'latin1-suspected'
    | 'invalid-utf8'
    | 'fictional-numbers';
  readonly times: number;
  /** Of the first; null: it is about the file as a whole. */
  readonly line: number | null;
}

export interface CountedFile {
  readonly summary: ContactsSummary;
  readonly examples: ContactExamples;
  readonly notes: readonly FileNote[];
}

interface Gathered {
  /** Blocks come in their order. */
  readonly add: (result: BlockResult) => void;
  readonly rows: () => number;
  readonly addDuplicates: (duplicates: Duplicates) => void;
  /** Finds out where the first duplicates are; `trace` looks at one block. */
  readonly nameDuplicates: (
    trace: (block: number, wanted: readonly Duplicate[]) => Promise<readonly Example[]>,
  ) => Promise<void>;
  readonly result: () => CountedFile;
}

/** Folds the results of blocks into that of their file. */
export function gatherBlocks(slots: Slots): Gathered {
  const counts = new Float64Array(slots.count);
  const repeated = new Float64Array(slots.count);
  const examples = new Map<ContactReason, ContactExample[]>();
  const notes = {
    blankLines: { count: 0, line: null as number | null },
    ragged: { count: 0, line: null as number | null },
    latin: { count: 0, line: null as number | null },
    invalid: { count: 0, line: null as number | null },
  };
  let hasUtf8 = false;
  const ends = new Map<LineEnd, number>();
  const firstLines = new Map<number, number>();
  const longSeen = new Set<string>();
  const first: Duplicate[] = [];
  const duplicates: ContactExample[] = [];
  let rows = 0;
  let duplicateCount = 0;
  /** The line on which the next block starts. */
  let line = 1;

  const show = (reason: ContactReason, { line: at, shown }: Example, from: number): void => {
    const list = examples.get(reason) ?? [];
    if (list.length < exampleLimit) examples.set(reason, [...list, { list: null, line: from + at, shown }]);
  };

  const note = (about: keyof typeof notes, { count, line: at }: BlockResult['ragged']): void => {
    notes[about].line ??= at === null ? null : line + at;
    notes[about].count += count;
  };

  return {
    add: (result) => {
      rows += result.rows;
      for (const [slot, count] of result.counts.entries()) counts[slot] = (counts[slot] ?? 0) + count;
      for (const example of result.examples) show(example.reason, example, line);
      note('blankLines', result.blankLines);
      note('ragged', result.ragged);
      note(hasUtf8 ? 'invalid' : 'latin', result.foreign.before);
      note('invalid', result.foreign.behind);
      hasUtf8 ||= result.foreign.hasUtf8;
      for (const { kind, line: at } of result.lineEnds) if (!ends.has(kind)) ends.set(kind, line + at);
      for (const long of result.long) {
        counts[long.slot] = (counts[long.slot] ?? 0) + 1;
        if (!longSeen.has(long.e164)) {
          longSeen.add(long.e164);
          continue;
        }
        repeated[long.slot] = (repeated[long.slot] ?? 0) + 1;
        duplicateCount += 1;
        if (duplicates.length < exampleLimit)
          duplicates.push({ list: null, line: line + long.line, shown: long.shown });
      }
      firstLines.set(result.block, line);
      line += result.lines;
    },
    rows: () => rows,
    addDuplicates: (found) => {
      duplicateCount += found.count;
      for (const [slot, count] of found.counts.entries()) repeated[slot] = (repeated[slot] ?? 0) + count;
      first.push(...found.first);
    },
    nameDuplicates: async (trace) => {
      let named = 0;
      for (const block of [...new Set(first.map((each) => each.block))].sort((one, other) => one - other)) {
        if (named >= exampleLimit) break;
        const wanted = first.filter((each) => each.block === block);
        const from = firstLines.get(block) ?? 1;
        for (const { line: at, shown } of await trace(block, wanted))
          duplicates.push({ list: null, line: from + at, shown });
        named += wanted.length;
      }
      duplicates.sort((one, other) => one.line - other.line);
      if (duplicates.length > 0) examples.set('duplicate', duplicates.slice(0, exampleLimit));
    },
    result: () => ({ summary: summarize(), examples: Object.fromEntries(examples), notes: fileNotes() }),
  };

  function fileNotes(): readonly FileNote[] {
    const lines = [...ends.values()].sort((one, other) => one - other);
    const found: FileNote[] = [
      { code: 'blank-lines', times: notes.blankLines.count, line: notes.blankLines.line },
      { code: 'ragged', times: notes.ragged.count, line: notes.ragged.line },
      { code: 'latin1-suspected', times: notes.latin.count, line: notes.latin.line },
      { code: 'invalid-utf8', times: notes.invalid.count, line: notes.invalid.line },
      { code: 'mixed-line-ends', times: lines.length > 1 ? 1 : 0, line: lines[1] ?? null },
      { code: 'cr-line-ends', times: lines.length === 1 && ends.has('cr') ? 1 : 0, line: null },
      { code: 'fictional-numbers', times: fictionalNumbers(), line: null },
    ];
    return found.filter(({ times }) => times > 0);
  }

  function fictionalNumbers(): number {
    return slots.numbers
      .map(({ isFictional }, slot) => (isFictional ? (counts[slot] ?? 0) - (repeated[slot] ?? 0) : 0))
      .reduce((sum, count) => sum + count, 0);
  }

  function summarize(): ContactsSummary {
    const countries = new Map<string, number>();
    const types = new Map<string, number>();
    let textable = 0;
    for (const [slot, { country, type }] of slots.numbers.entries()) {
      const count = (counts[slot] ?? 0) - (repeated[slot] ?? 0);
      if (count === 0) continue;
      textable += count;
      countries.set(country, (countries.get(country) ?? 0) + count);
      types.set(type, (types.get(type) ?? 0) + count);
    }
    const reasons = slots.reasons.map((reason) => {
      const count = counts[slots.ofReason(reason)] ?? 0;
      return [reason, reason === 'duplicate' ? count + duplicateCount : count] as const;
    });
    return {
      rows,
      textable,
      reasons: Object.fromEntries(reasons.filter(([, count]) => count > 0)),
      countries: Object.fromEntries(countries),
      types: Object.fromEntries(types),
    };
  }
}
