import type { ColumnUse } from '../columns/contact-plan.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';
import { accepted, type Parsed, refused } from '../text/parsed.ts';
import type { ListFinding } from './list-findings.ts';

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
  /** The file's name, without its folder; of several, the first with how many more. */
  readonly name: string;
  /** Null where there is no one file: a pipe, a database, several files. */
  readonly bytes: number | null;
  /** ISO 8601, UTC. Null where there is no one file. */
  readonly modifiedAt: string | null;
  readonly checkedAt: string;
  /** Version of the rules that judged the rows. */
  readonly rules: string;
}

export interface ContactsRequest {
  /** Paths, `-` for stdin, or a database's address. At least one. */
  readonly sources: readonly string[];
  /** Country of numbers written without one. */
  readonly country?: string;
  /** Phone columns, the preferred first; recognized where none is given. */
  readonly columns?: readonly string[];
  /** A country column, or `none`; recognized where none is given. */
  readonly countryColumn?: string;
  /** A consent column, also `NAME=VALUE`, or `none`; recognized where none is given. */
  readonly consentColumn?: string;
  /** How numbers without a + are read that are valid both ways. */
  readonly numbers?: 'national' | 'international';
  /** What to select, where a source is a database. */
  readonly query?: string;
  /** A result that still stands if the one file did not change since: then it is not read again. */
  readonly known?: ContactsResult;
}

/** A row that shows what a reason looks like. */
export interface ContactExample {
  /** The list's name; null where there is only one. */
  readonly list: string | null;
  /** Where the row starts in its file, from 1. */
  readonly line: number;
  /** The cell, masked. */
  readonly shown: string;
}

export type ContactExamples = Readonly<Partial<Record<ContactReason, readonly ContactExample[]>>>;

/** A row as it is read: its used columns, masked. */
export interface SampleRow {
  readonly line: number;
  readonly cells: readonly { readonly column: string; readonly shown: string }[];
}

/** One of the lists that were checked. */
export interface CheckedList {
  /** An absolute path, `-` for stdin, or a database's address without a password. */
  readonly source: string;
  readonly name: string;
  readonly bytes: number | null;
  readonly modifiedAt: string | null;
  /** Null when it was not read again. */
  readonly rows: number | null;
  readonly phoneColumns: readonly string[];
  readonly countryColumn: string | null;
  /** Which column was used for what, and which that holds numbers was not. */
  readonly columns: readonly ColumnUse[];
  /** The first rows; empty when it was not read again. */
  readonly samples: readonly SampleRow[];
  readonly findings: readonly ListFinding[];
}

/** The country that most numbers without one seem to be of. */
export interface CountryProposal {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Of the numbers that were tried, the share that are mobile numbers as they are written or dialled there, in percent. */
  readonly share: number;
}

/** A result with what a person wants to see beside it, and what is not saved. */
export interface ContactsReport {
  readonly lists: readonly CheckedList[];
  readonly result: ContactsResult;
  /** The first rows of each reason; empty when the file was not read again. */
  readonly examples: ContactExamples;
  /** Null unless many numbers are written without a country and one fits. */
  readonly proposal: CountryProposal | null;
}

type Counts = Pick<ContactsSummary, 'rows' | 'textable' | 'reasons'>;

/** Rows of people who may be texted. */
const wantedRows = ({ rows, reasons }: Counts): number => rows - (reasons['do-not-text'] ?? 0);

/** The share of rows that can be texted, without those that must not, in percent; rounded down so that 94.99 never passes for 95. */
export function textableShare(summary: Counts): number {
  const rows = wantedRows(summary);
  return rows === 0 ? 0 : Math.floor((summary.textable / rows) * 1000) / 10;
}

/** Whether enough rows can be texted; a list without rows, or of people who opted out, is never good enough. */
export function isEnough(summary: Counts, minimum: number): boolean {
  const rows = wantedRows(summary);
  return rows > 0 && summary.textable * 100 >= minimum * rows;
}

/** The least share of rows that have to be textable where nobody says another, in percent. */
export const defaultMinimum = 95;

/** How numbers without a + are written. */
export function parseNumbers(raw: string): Parsed<'national' | 'international'> {
  const text = raw.trim().toLowerCase();
  return text === 'national' || text === 'international' ? accepted(text) : refused('Give national or international.');
}

/** A share in percent, with its sign or without. */
export function parseMinimum(raw: string): Parsed<number> {
  const text = raw.trim().replace(/\s*%$/, '');
  const share = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return share >= 0 && share <= 100 ? accepted(share) : refused('Give a number from 0 to 100, such as 95.');
}
