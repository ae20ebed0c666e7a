import { keyLimit } from '../../../automaton/layout.ts';
import type { ContactNumber } from '../../../domain/numbers/contact-number.ts';
import type { ContactReason } from '../../../domain/numbers/contact-reasons.ts';
import { maskCell } from '../../../domain/text/mask.ts';
import type { FileLayout, LongNumber } from '../block.ts';
import type { BlockMemory, CellEntry } from '../block-memory.ts';
import type { Kernel } from '../contact-kernel.ts';
import type { UnusualRows } from '../unusual-rows.ts';
import type { EncodableRow } from './encoded-row.ts';
import type { RowEmitter } from './row-emitter.ts';

/** How the caller of the kernel decided a row, and by which phone cell. */
interface Decision {
  /** -1: none. */
  readonly place: number;
  /** The cell to show as an example, unless it is that of `place`. */
  readonly shownPlace?: number;
  readonly slot: number;
  readonly cell: string;
  readonly e164?: string;
  /** Also if it is not textable. */
  readonly number?: ContactNumber;
}

interface StoppedOptions {
  readonly layout: FileLayout;
  readonly rows: UnusualRows;
  readonly memory: BlockMemory;
  readonly textOf: (cell: CellEntry) => string;
  /** The line of the row at an address: `line`, unless the row names it. */
  readonly lineAt: (line: number, address: number) => number;
  /** The row that a cell stands for; undefined: it is a cell. */
  readonly oddRowOf: (cell: string) => Omit<EncodableRow, 'line'> | undefined;
}

/** Counts the rows that the kernel stops for, and writes them in the pass that does so. */
export function stoppedRows(
  { run, image }: Kernel,
  { layout, rows, memory, textOf, lineAt, oddRowOf }: StoppedOptions,
) {
  const { slots } = image;
  const empty = slots.ofReason('empty');
  /** An opt-out applies to every number of the person. */
  const final = slots.ofReason('do-not-text');
  let long: LongNumber[] = [];
  /** In the pass that writes rows. */
  let emitter: RowEmitter | undefined;
  const longSeen = new Set<string>();

  const count = (isBeyondAscii: boolean): 'counted' | 'load' | 'unreadable' => {
    const line = run.getRowLine();
    const country = rows.countryOf(textOf({ line, from: run.getCountryStart(), to: run.getCountryEnd() }));
    if (country === 'load') return 'load';
    if (typeof country === 'string' && run.retry(rows.rootOf(country)) !== 0) {
      emitCounted(isBeyondAscii);
      return 'counted';
    }
    const decision = decide(line, country);
    if (typeof decision === 'string') return decision;
    const { place, slot, e164, cell, number } = decision;
    if (slot !== empty && place !== -1) run.countDecision(place);
    const shown = decision.shownPlace ?? place;
    if (e164 === undefined) run.countReason(shown, slot);
    else if (Number(e164) < keyLimit) run.countNumber(shown, Number(e164), slot);
    else long.push({ e164, slot, line: lineAt(line, run.getRowStart()), shown: maskCell(cell) });
    if (number === undefined || (e164 !== undefined && Number(e164) < keyLimit)) emitCounted(isBeyondAscii);
    else emitter?.write({ reason: e164 === undefined ? slots.reasonOf(slot) : reasonOfLong(e164), number });
    return 'counted';
  };

  const emitCounted = (isBeyondAscii: boolean): void => (isBeyondAscii ? emitter?.emitCarefully() : emitter?.emit());

  /** The kernel has no keys of these numbers. */
  const reasonOfLong = (e164: string): 'duplicate' | null => {
    const isDuplicate = longSeen.has(e164);
    longSeen.add(e164);
    return isDuplicate ? 'duplicate' : null;
  };

  /** As `judgeRow` does: the first textable cell, or else the first that is not empty. */
  const decide = (line: number, country: string | null | undefined): Decision | 'load' | 'unreadable' => {
    let first: Decision | undefined;
    for (const place of layout.phones.keys()) {
      const cell = textOf({ line, ...memory.phoneCell(place) });
      const odd = oddRowOf(cell);
      if (odd !== undefined) {
        const decided = rows.judgeWhole(odd);
        return decided === 'load' ? decided : { ...decided, shownPlace: place };
      }
      const judged = rows.judge(cell, country, place);
      if (typeof judged === 'string') return judged;
      const { slot, e164, number } = judged;
      const found = { place, slot, cell, ...(number !== undefined && { number }) };
      if (e164 !== undefined) return { ...found, e164 };
      if (emitter === undefined || number === undefined) run.cacheReason(place, slot);
      if (slot === final) return found;
      if (slot !== empty) first ??= found;
    }
    return first ?? { place: 0, slot: empty, cell: '' };
  };

  /** Proposals for rows that the kernel stopped for. */
  const fixes = async () => {
    const { fixable, fixOf } = await rows.fixer();
    const textAt = (from: number, to: number) => textOf({ line: run.getRowLine(), from, to });
    return {
      fixable,
      fixOf: (place: number, reason: ContactReason) => {
        const country = rows.countryOf(textAt(run.getCountryStart(), run.getCountryEnd()));
        const { from, to } = memory.phoneCell(place);
        return country === 'load' ? undefined : fixOf(textAt(from, to), reason, country);
      },
    };
  };

  return {
    begin: (): void => {
      long = [];
    },
    /** The textable numbers since then that are too long for the kernel. */
    long: (): readonly LongNumber[] => long,
    /** Counts the row that the kernel stopped for. `load`: call `rows.load` first. */
    count,
    /** From now on, rows are written; undefined: they are not. */
    writeBy: (to: RowEmitter | undefined): void => {
      emitter = to;
      run.setWriting(to === undefined ? 0 : 1);
    },
    isWriting: (): boolean => emitter !== undefined,
    /** Writes the row that the kernel counted and could not write. */
    emit: (): void => emitter?.emit(),
    fixes,
  };
}
