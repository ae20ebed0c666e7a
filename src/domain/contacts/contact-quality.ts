import type { ColumnUse } from '../columns/contact-plan.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';
import { accepted, type Parsed, refused } from '../text/parsed.ts';
import type { ListFinding } from './list-findings.ts';

/** The result of a check of contact lists. Holds counts only: never a number, never a name. */
export interface ContactsSummary {
  /** Data rows read, without headers and blank lines. `rows` = `textable` + the sum of `reasons`. */
  readonly rows: number;
  readonly textable: number;
  /** Rows that are not textable, by reason; only reasons that occurred. */
  readonly reasons: Readonly<Partial<Record<ContactReason, number>>>;
  /** Textable rows by country, ISO 3166-1 alpha-2; `001` for numbers of no country. */
  readonly countries: Readonly<Record<string, number>>;
  /** Textable rows by libphonenumber's number type. */
  readonly types: Readonly<Record<string, number>>;
}

/** A summary with its origin, as it is saved. */
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
  /** Country of numbers without one (ISO 3166-1 alpha-2). */
  readonly country?: string;
  /** Names of the phone columns, the preferred first. Absent: recognized. */
  readonly columns?: readonly string[];
  /** Name of the country column, or `none`. Absent: recognized. */
  readonly countryColumn?: string;
  /** Name of the consent column, `NAME=VALUE` with the value that allows texting, or `none`. Absent: recognized. */
  readonly consentColumn?: string;
  /** How to read numbers without a + that are valid in two countries. Absent: the rows decide. */
  readonly numbers?: 'national' | 'international';
  /** The sheet of a workbook, by its name. Absent: recognized. */
  readonly sheet?: string;
  /** The query of a database. */
  readonly query?: string;
  /** A former result, which is returned without reading if the one file did not change. */
  readonly known?: ContactsResult;
}

export interface ContactExample {
  /** The list's name; null where there is only one. */
  readonly list: string | null;
  /** The line of its file on which the row starts, from 1. */
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

export interface CheckedList {
  /** An absolute path, `-` for stdin, or a database's address without a password. */
  readonly source: string;
  readonly name: string;
  readonly bytes: number | null;
  readonly modifiedAt: string | null;
  /** The sheet that was read; null: the list is no workbook. */
  readonly sheet: string | null;
  /** Null when it was not read again. */
  readonly rows: number | null;
  readonly phoneColumns: readonly string[];
  readonly countryColumn: string | null;
  /** The columns that were used, and columns with numbers that were not. */
  readonly columns: readonly ColumnUse[];
  /** The first rows; empty when it was not read again. */
  readonly samples: readonly SampleRow[];
  readonly findings: readonly ListFinding[];
}

/** The country that most national numbers fit. */
export interface CountryProposal {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The share of tried numbers that are mobile numbers as written or dialled there, in percent. */
  readonly share: number;
}

/** A result with the details that are shown and not saved. */
export interface ContactsReport {
  readonly lists: readonly CheckedList[];
  readonly result: ContactsResult;
  /** The first rows of each reason; empty when the file was not read again. */
  readonly examples: ContactExamples;
  /** Null unless many numbers are national and one country fits. */
  readonly proposal: CountryProposal | null;
}

type Counts = Pick<ContactsSummary, 'rows' | 'textable' | 'reasons'>;

/** Rows of people who may be texted. */
const wantedRows = ({ rows, reasons }: Counts): number => rows - (reasons['do-not-text'] ?? 0);

/** The percentage of textable rows, without opted-out ones; rounded down so that 94.99 is not 95. */
export function textableShare(summary: Counts): number {
  const rows = wantedRows(summary);
  return rows === 0 ? 0 : Math.floor((summary.textable / rows) * 1000) / 10;
}

/** Whether enough rows are textable; never for a list without rows, or with opted-out rows only. */
export function isEnough(summary: Counts, minimum: number): boolean {
  const rows = wantedRows(summary);
  return rows > 0 && summary.textable * 100 >= minimum * rows;
}

/** The default minimum of textable rows, in percent. */
export const defaultMinimum = 95;

/** How numbers without a + are written. */
export function parseNumbers(raw: string): Parsed<'national' | 'international'> {
  const text = raw.trim().toLowerCase();
  return text === 'national' || text === 'international' ? accepted(text) : refused('Enter national or international.');
}

/** A percentage, with or without its sign. */
export function parseMinimum(raw: string): Parsed<number> {
  const text = raw.trim().replace(/\s*%$/, '');
  const share = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return share >= 0 && share <= 100 ? accepted(share) : refused('Enter a percentage from 0 to 100, such as 95.');
}
