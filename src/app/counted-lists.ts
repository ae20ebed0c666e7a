import type { JudgeCell } from '../domain/contact-judge.ts';
import type { CheckedList, ContactExamples, ContactsSummary } from '../domain/contact-quality.ts';
import type { Clock, ContactList, OpenContacts, RowWriter } from '../ports.ts';

/** How far a check has come. */
export interface ContactsProgress {
  readonly rows: number;
  readonly bytes: number;
  /** Null where nobody knows how much there is. */
  readonly totalBytes: number | null;
}

export interface ContactsPorts {
  readonly openContacts: OpenContacts;
  readonly clock: Clock;
  /** The fastest judge of cells there is, for rows that are read one by one. */
  readonly openJudge: () => Promise<JudgeCell>;
  /** Called now and then while a list is read. */
  readonly onProgress?: (progress: ContactsProgress) => void;
  /** Told, as a sentence, why a list is read row by row that might have been counted at once. */
  readonly onSlow?: (why: string) => void;
  /** Where the rows of a list are written again, with what was found. */
  readonly openWriters?: (list: ContactList) => readonly RowWriter[];
}

/** What lists came to together. */
export interface CountedLists {
  readonly lists: readonly CheckedList[];
  readonly summary: ContactsSummary;
  readonly examples: ContactExamples;
  /** Some cells that hold a number without a country, in the order of their rows. */
  readonly homeless: () => Promise<readonly string[]>;
  readonly close: () => void;
}

/** `fictional`: how many of its numbers are reserved for fiction, if the list does not say so itself. */
export const checkedList = (list: ContactList, rows: number | null, fictional = 0): CheckedList => ({
  source: list.source,
  name: list.name,
  bytes: list.bytes,
  modifiedAt: list.modifiedAt,
  rows,
  phoneColumns: list.phoneColumns,
  countryColumn: list.countryColumn,
  findings: [
    ...list.findings(),
    ...(fictional > 0 ? [{ code: 'fictional-numbers', count: fictional, line: null, column: null } as const] : []),
  ],
});
