import type { ContactNumber } from '../../../domain/numbers/contact-number.ts';
import type { ContactReason } from '../../../domain/numbers/contact-reasons.ts';
import type { BlockTask } from '../block.ts';

/** Where rows are written in the form of src/adapters/contacts/row-writer.ts. */
interface RowOutput {
  /** The rows that it takes: `textable`, all `others`, and with these a number that is proposed (`fixes`). */
  readonly takes: { readonly textable: boolean; readonly others: boolean; readonly fixes: boolean };
  /** Takes complete lines in UTF-8. The bytes are a view that the caller overwrites. */
  readonly writeLines: (lines: Uint8Array, rows: number) => void;
}

/** The result of a row, as `WrittenRow` has it. */
export interface RowResult {
  readonly reason: ContactReason | null;
  readonly number?: ContactNumber | undefined;
  readonly fix?: ContactNumber | undefined;
}

/** The outputs of a file. */
export interface RowSink {
  readonly outputs: readonly RowOutput[];
  /** Writes a row from its bytes, without the line end, to all outputs that take it. */
  readonly writeRow: (bytes: Uint8Array, result: RowResult) => void;
}

/** The keys of a block: where those of each partition begin, and a byte for each of them, 1 for a duplicate. */
interface KeyMarks {
  readonly offsets: Uint32Array;
  readonly flags: Uint8Array;
  /** Whether rows of the block are not UTF-8. */
  readonly hasLatin1: boolean;
}

/**
 * Writes the rows of a block, in the order of the file. Returns where the block ends; undefined: it is not what was counted.
 */
export type WriteBlock = (task: BlockTask, marks: KeyMarks) => Promise<number | undefined>;
