import type { ContactReason } from './contact-reasons.ts';

/** What the check of contact lists came to. Holds counts only: never a number, never a name. */
export interface ContactsSummary {
  /** Data rows read, without headers and blank lines. `rows` = `textable` + the sum of `reasons`. */
  readonly rows: number;
  readonly textable: number;
  /** Rows that cannot be texted, by reason; only reasons that occurred. */
  readonly reasons: Readonly<Partial<Record<ContactReason, number>>>;
  /** Textable rows by country, ISO 3166-1 alpha-2; `001` for numbers of no country. */
  readonly countries: Readonly<Record<string, number>>;
  /** Textable rows by libphonenumber's number type. */
  readonly types: Readonly<Record<string, number>>;
}

/** A summary with what it was made from, as it is saved. */
export interface ContactsResult extends ContactsSummary {
  /** The file's name, without its folder. */
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
  readonly checkedAt: string;
  /** Version of the rules that judged the rows. */
  readonly rules: string;
}

export interface ContactsRequest {
  /** The file's path. */
  readonly source: string;
  /** Country of numbers written without one. */
  readonly country?: string;
  readonly column?: string;
  /** A result that still stands if the file did not change since: then it is not read again. */
  readonly known?: ContactsResult;
}

/** A row that shows what a reason looks like. */
export interface ContactExample {
  /** Where the row starts in its file, from 1. */
  readonly line: number;
  /** The cell, masked. */
  readonly shown: string;
}

export type ContactExamples = Readonly<Partial<Record<ContactReason, readonly ContactExample[]>>>;

/** A result with what a person wants to see beside it, and what is not saved. */
export interface ContactsReport {
  /** The file's absolute path. */
  readonly source: string;
  readonly column: string;
  readonly result: ContactsResult;
  /** The first rows of each reason; empty when the file was not read again. */
  readonly examples: ContactExamples;
}
