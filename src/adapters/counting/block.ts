import type { Readings } from '../../domain/columns/contact-plan.ts';
import type { ContactReason } from '../../domain/numbers/contact-reasons.ts';
import type { BlockNotes } from './file-notes.ts';

/** The number of rows that are kept as examples of a reason. */
export const exampleLimit = 5;

/** The format of a delimited file in UTF-8 or Latin-1. */
export interface FileLayout {
  /** One ASCII character. */
  readonly delimiter: string;
  /** The first record is not a contact. */
  readonly hasHeader: boolean;
  /** The number of columns. */
  readonly columns: number;
  /** Indexes of the columns with the phone numbers, from 0, the preferred first. */
  readonly phones: readonly number[];
  /** Index of the column with each row's country; -1: none. */
  readonly country: number;
  /** The headers of `phones`; a row that repeats one makes the file unreadable here. Absent: there are none. */
  readonly phoneNames?: readonly string[];
  /** Countries that the country column names beyond doubt, as `ListPlan` has them. */
  readonly countriesSeen?: readonly string[];
  /** Numbers without a + that are valid in two countries make the file unreadable here. */
  readonly asksReadings?: boolean;
  /** The rows were encoded (rows/encoded-row.ts). Absent: they are those of a file. */
  readonly encoded?: {
    /** Which of the plan's numbers each of `phones` is. */
    readonly sources: readonly number[];
    /** How numbers with two readings are read. */
    readonly readings: Readings;
  };
}

export interface ScanOptions {
  readonly fd: number;
  readonly bytes: number;
  readonly layout: FileLayout;
  /** Reads numbers without a country, in rows that name none. */
  readonly country?: string;
  readonly blockBytes: number;
  /** Keys are sorted into this many partitions, a power of two. */
  readonly partitions: number;
}

export interface BlockTask {
  readonly block: number;
  /** Where the first row starts; absent: after the first line break, as if the block began outside of quotes. */
  readonly start?: number;
}

export interface Example {
  /** Counted from the first row of the block, from 0. */
  readonly line: number;
  readonly shown: string;
}

/** A textable number with too many digits for a key. */
export interface LongNumber extends Example {
  readonly e164: string;
  readonly slot: number;
}

export interface BlockResult extends BlockNotes {
  readonly block: number;
  /** Where its first row starts, and the first row after it. */
  readonly start: number;
  readonly end: number;
  /** Line breaks between the two. */
  readonly lines: number;
  readonly rows: number;
  /** By slot. */
  readonly counts: Uint32Array;
  /** The rows that each phone column decided, unless there is only one. */
  readonly decided: Uint32Array;
  readonly examples: readonly (Example & { readonly reason: ContactReason })[];
  readonly long: readonly LongNumber[];
  /** Where the keys of each partition begin, and where the last ends. */
  readonly offsets: Uint32Array;
}
