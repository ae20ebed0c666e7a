import type { NumberImage } from '../../../automaton/image.ts';
import {
  keyLimit,
  longestRow,
  rowFix,
  rowFull,
  rowWritten,
  takesFixes,
  takesOthers,
  takesTextable,
} from '../../../automaton/layout.ts';
import type { ContactNumber } from '../../../domain/numbers/contact-number.ts';
import { reservedUse } from '../../../domain/numbers/reserved-numbers.ts';
import type { FileLayout } from '../block.ts';
import { type Kernel, reserve } from '../contact-kernel.ts';
import type { RowResult, RowSink } from './row-output.ts';

/** Lines that are collected before they are written. In bytes. */
const collected = 256 * 1024;
const outputEntryBytes = 16;
/** Lists have no more (src/adapters/contacts/count-list.ts). */
const mostColumns = 65_536;

export interface EmitterOptions {
  readonly layout: FileLayout;
  readonly sink: RowSink;
  readonly partitions: number;
  /** The most keys of a block. */
  readonly mostKeys: number;
  /** The first address that it may use. */
  readonly free: number;
  /** The number to propose for the row that the kernel stopped for; `place`: its phone cell. */
  readonly fixOf: (place: number, reason: NonNullable<RowResult['reason']>) => ContactNumber | undefined;
  /** The reasons for which `fixOf` may find a number. */
  readonly fixable: ReadonlySet<string>;
}

/** Writes the rows of a file by the kernel, and those that the kernel leaves to it by the sink. */
export function rowEmitter(kernel: Kernel, options: EmitterOptions) {
  const { run, memory, image } = kernel;
  const { slots, automaton } = image;
  const { sink, layout, partitions, mostKeys, fixOf, fixable } = options;
  const { outputs } = sink;
  const asksFixes = outputs.some(({ takes }) => takes.fixes);
  const view = (from: number, to: number): Uint8Array => new Uint8Array(memory.buffer, from, to - from);
  let free = options.free;
  const place = (bytes: number): number => {
    const at = Math.ceil(free / 64) * 64;
    free = at + bytes;
    return at;
  };
  const flagsAt = place(mostKeys);
  const nextAt = place(partitions * 4);
  const fixableAt = place(slots.count);
  const outputsAt = place(outputs.length * outputEntryBytes);
  const texts = textsOf(image, layout.delimiter);
  const entriesAt = place(texts.all.length * 8);
  const textAt = place(Buffer.byteLength(texts.all.join('')));
  const roomBytes = collected + longestRow + mostColumns;
  const roomsAt = outputs.map(() => place(roomBytes));
  reserve(kernel, free);

  const writeTexts = (): void => {
    const entries = new Uint32Array(memory.buffer, entriesAt, texts.all.length * 2);
    let at = textAt;
    for (const [index, text] of texts.all.entries()) {
      const bytes = Buffer.from(text);
      entries.set([at, bytes.length], index * 2);
      view(at, at + bytes.length).set(bytes);
      at += bytes.length;
    }
  };
  const entriesOf = (index: number): Uint32Array =>
    new Uint32Array(memory.buffer, outputsAt + index * outputEntryBytes, outputEntryBytes / 4);
  const kindsOf = ({ takes }: (typeof outputs)[number]): number =>
    (takes.textable ? takesTextable : 0) | (takes.others ? takesOthers : 0) | (takes.fixes ? takesFixes : 0);

  writeTexts();
  for (const [index, output] of outputs.entries()) {
    const room = roomsAt[index] ?? 0;
    entriesOf(index).set([kindsOf(output), room, room + roomBytes, 0]);
  }
  const marked = slots.reasons.map((reason) => (asksFixes && fixable.has(reason) ? 1 : 0));
  view(fixableAt, fixableAt + slots.count)
    .fill(0)
    .set(marked, slots.numbers.length);
  run.setFixable(asksFixes ? fixableAt : 0);
  run.setDuplicates(flagsAt, nextAt);
  run.setRowOutput(layout.delimiter.charCodeAt(0), layout.columns, slots.numbers.length, slots.ofReason('duplicate'));
  run.setRowTexts(entriesAt, entriesAt + texts.countries * 8, entriesAt + texts.types * 8);
  run.setOutputs(outputsAt, outputs.length);

  const drain = (): void => {
    for (const [index, output] of outputs.entries()) {
      const entry = entriesOf(index);
      const room = roomsAt[index] ?? 0;
      const [, end = room, , rows = 0] = entry;
      if (rows === 0) continue;
      output.writeLines(view(room, end), rows);
      entry[1] = room;
      entry[3] = 0;
    }
  };

  const writeCareful = (result: RowResult): void => {
    drain();
    const { reason, number } = result;
    const fix =
      asksFixes && reason !== null && number === undefined && fixable.has(reason)
        ? fixOf(run.getVerdictPlace(), reason)
        : undefined;
    sink.writeRow(view(run.getRowStart(), run.getRowEnd()), { ...result, fix });
  };

  const verdict = (): RowResult => {
    const slot = run.getVerdictSlot();
    const kind = slots.numbers[slot];
    const e164 = `+${run.getVerdictNumber()}`;
    if (kind !== undefined) {
      const { country, type } = kind;
      return { reason: run.getIsDuplicate() ? 'duplicate' : null, number: { e164, country, type } };
    }
    const reason = slots.reasonOf(slot);
    const outcome = run.getVerdictOutcome() === -1 ? undefined : automaton.outcomeAt(run.getVerdictOutcome());
    if (outcome?.kind !== 'number') return { reason };
    return { reason, number: { e164, country: outcome.country, type: outcome.type } };
  };

  const setFix = (): boolean => {
    const reason = slots.reasonOf(run.getVerdictSlot());
    const fix = reason === null ? undefined : fixOf(run.getVerdictPlace(), reason);
    if (fix === undefined) {
      run.setFix(0, 0);
      return true;
    }
    const { e164, country, type } = fix;
    if (Number(e164) >= keyLimit) return false;
    const slot = slots.ofNumber({ country, type, isFictional: reservedUse(e164) === 'fiction' });
    if (slot === -1) return false;
    run.setFix(Number(e164), slot);
    return true;
  };

  return {
    /** Begins a block. `flags`: a byte for each key, 1 for a duplicate; `offsets`: where those of each partition begin. */
    begin: (flags: Uint8Array, offsets: Uint32Array): void => {
      view(flagsAt, flagsAt + flags.length).set(flags);
      new Uint32Array(memory.buffer, nextAt, partitions).set(offsets.subarray(0, partitions));
    },
    /** Writes the row that the kernel stopped for by the kernel's verdict. */
    emit: (): void => {
      for (let happened = run.emitRow(); happened !== rowWritten; happened = run.emitRow()) {
        if (happened === rowFull) drain();
        else if (happened !== rowFix || !setFix()) {
          writeCareful(verdict());
          return;
        }
      }
    },
    /** The same, without copying bytes of the row. */
    emitCarefully: (): void => writeCareful(verdict()),
    /** Writes it by the caller's verdict. */
    write: writeCareful,
    drain,
  };
}

export type RowEmitter = ReturnType<typeof rowEmitter>;

/** Texts that follow the cells of a row, and where those of countries and types begin. */
function textsOf({ slots, countries, types }: NumberImage, delimiter: string) {
  const kinds = slots.numbers.map(({ country, type }) => delimiter + country + delimiter + type + delimiter);
  const ofSlots = [...kinds, ...slots.reasons];
  const ofCountries = countries.map((country) => delimiter + country);
  const ofTypes = types.map((type) => delimiter + type + delimiter);
  return {
    all: [...ofSlots, ...ofCountries, ...ofTypes],
    countries: ofSlots.length,
    types: ofSlots.length + ofCountries.length,
  };
}
