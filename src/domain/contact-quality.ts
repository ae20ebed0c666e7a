import { readCell } from './contact-cell.ts';
import { type ContactVerdict, judgeNumber } from './contact-number.ts';
import type { ContactReason } from './contact-reasons.ts';
import { isCountry } from './phone.ts';

/** Version of the rules below; a result that other rules made is not comparable. */
export const contactRules = 'contacts.rules/1';

/** What the check of a contact list came to. Holds counts only: never a number, never a name. */
interface ContactsSummary {
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

/**
 * Judges one cell by itself. `country` (ISO 3166-1 alpha-2) reads numbers that are written without one. A cell that can be
 * texted may still be a duplicate: that is for the tally to say.
 */
export function judgeCell(cell: string, country?: string): ContactVerdict {
  const read = readCell(cell);
  return read.ok ? judgeNumber(read.international, read.digits, country) : { textable: false, reason: read.reason };
}

/** How many lines are named as examples of a reason. */
const exampleLimit = 5;

/** A set holds 16.7 million entries at most; spread over this many, a list may be longer than any. */
const shards = 64;

/** Folds rows into counts. Adding is the only way in, counts the only way out. */
export interface Tally {
  /** `line` is where the row starts; `rowCountry` is what its own country column says, as it is written there. */
  readonly add: (line: number, cell: string, rowCountry?: string) => void;
  readonly summary: () => ContactsSummary;
  readonly examples: () => ContactsReport['examples'];
}

/** `country` reads numbers that are written without one, in rows that have no country of their own. */
export function startTally(country?: string): Tally {
  let rows = 0;
  let textable = 0;
  const reasons = new Map<ContactReason, number>();
  const countries = new Map<string, number>();
  const types = new Map<string, number>();
  const examples = new Map<ContactReason, number[]>();
  const seen = Array.from({ length: shards }, () => new Set<string>());

  const isFirst = (e164: string): boolean => {
    const shard = seen[Number(e164.slice(-2)) % shards] as Set<string>;
    const size = shard.size;
    return shard.add(e164).size > size;
  };

  return {
    add: (line, cell, rowCountry) => {
      rows += 1;
      const own = rowCountry?.trim().toUpperCase();
      const verdict = judgeCell(cell, own !== undefined && isCountry(own) ? own : country);
      if (verdict.textable && isFirst(verdict.e164)) {
        textable += 1;
        count(countries, verdict.country);
        count(types, verdict.type);
        return;
      }
      const reason = verdict.textable ? 'duplicate' : verdict.reason;
      count(reasons, reason);
      const lines = examples.get(reason) ?? [];
      if (lines.length < exampleLimit) examples.set(reason, [...lines, line]);
    },
    summary: () => ({
      rows,
      textable,
      reasons: Object.fromEntries(reasons),
      countries: Object.fromEntries(countries),
      types: Object.fromEntries(types),
    }),
    examples: () => Object.fromEntries(examples),
  };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
