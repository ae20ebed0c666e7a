/** Why a row cannot be texted. Published in docs/reference.md; a code never changes its meaning. */
export type ContactReason = string;

/** What the check of a contact list came to. Holds counts only: never a number, never a name. */
export interface ContactsSummary {
  /** Data rows read, without the header. `rows` = `textable` + the sum of `reasons`. */
  readonly rows: number;
  readonly textable: number;
  /** Rows that cannot be texted, by reason; only reasons that occurred. */
  readonly reasons: Readonly<Partial<Record<ContactReason, number>>>;
  /** Textable rows by country, ISO 3166-1 alpha-2. */
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

/** A result with what a person wants to see beside it, and what is not saved. */
export interface ContactsReport {
  /** The file's absolute path. */
  readonly source: string;
  readonly column: string;
  readonly result: ContactsResult;
  /** Line numbers of the first rows of each reason; empty when the file was not read again. */
  readonly examples: Readonly<Partial<Record<ContactReason, readonly number[]>>>;
}
