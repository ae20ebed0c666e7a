import type { CheckedList, ContactsReport, ContactsRequest, ContactsResult } from '../domain/contact-quality.ts';
import { repairOf } from '../domain/contact-repair.ts';
import { contactRules } from '../domain/contact-rules.ts';
import { type RowVerdict, startTally, type Tally } from '../domain/contact-tally.ts';
import { countryNamed } from '../domain/country-names.ts';
import { proposeCountry } from '../domain/country-proposal.ts';
import type { Clock, ContactList, ContactRow, OpenContacts, RowWriter } from '../ports.ts';

/** How far a check has come. */
export interface ContactsProgress {
  readonly rows: number;
  readonly bytes: number;
  /** Null where nobody knows how much there is. */
  readonly totalBytes: number | null;
}

interface ContactsPorts {
  readonly openContacts: OpenContacts;
  readonly clock: Clock;
  /** Called about ten times a second while a list is read. */
  readonly onProgress?: (progress: ContactsProgress) => void;
  /** Where the rows of a list are written again, with what was found. */
  readonly openWriters?: (list: ContactList) => readonly RowWriter[];
}

const progressEveryMs = 100;
/** So many numbers without a country are enough to tell which country they are of. */
const proposalSample = 100;

/**
 * Reads contact lists once, row by row, and judges them; a number that two lists hold is a duplicate. Nothing but counts and a
 * few masked examples is kept. One file that did not change since `known` was made is not read again. Rejects with
 * `UserError` (`contacts.…`) when a list cannot be read.
 */
export async function checkContacts(request: ContactsRequest, ports: ContactsPorts): Promise<ContactsReport> {
  const { sources, country, columns = [], query, known } = request;
  const tally = startTally(country);
  const homeless: string[] = [];
  const lists: CheckedList[] = [];
  const keepCells = ports.openWriters !== undefined;
  for (const source of sources) {
    const options = { columns, keepCells, ...(query !== undefined && { query }) };
    const list = await ports.openContacts(source, options);
    if (known !== undefined && sources.length === 1 && isSameFile(known, list)) {
      list.close();
      return { lists: [checked(list, null)], result: known, examples: {}, proposal: null };
    }
    const writers = ports.openWriters?.(list) ?? [];
    const before = tally.summary().rows;
    const name = sources.length > 1 ? list.name : null;
    await readList(list, { tally, name, homeless, country, writers, ports });
    lists.push(checked(list, tally.summary().rows - before));
  }
  const summary = tally.summary();
  const mostly = (summary.reasons['no-country'] ?? 0) * 2 > summary.rows - (summary.reasons.empty ?? 0);
  return {
    lists,
    examples: tally.examples(),
    proposal: (mostly ? proposeCountry(homeless, summary.countries) : undefined) ?? null,
    result: { ...summary, ...originOf(lists), checkedAt: ports.clock.now().toISOString(), rules: contactRules },
  };
}

interface Reading {
  readonly tally: Tally;
  readonly name: string | null;
  readonly homeless: string[];
  readonly country: string | undefined;
  readonly writers: readonly RowWriter[];
  readonly ports: ContactsPorts;
}

async function readList(list: ContactList, { tally, name, homeless, country, writers, ports }: Reading): Promise<void> {
  const { clock, onProgress } = ports;
  let rows = tally.summary().rows;
  let shownAt = clock.now().getTime();
  for await (const batch of list.rows()) {
    for (const row of batch) {
      const verdict = tally.add(row, name);
      if (verdict.reason === 'no-country' && homeless.length < proposalSample) homeless.push(verdict.cell);
      if (writers.length > 0) write(writers, row, verdict, country);
    }
    rows += batch.length;
    const now = clock.now().getTime();
    if (now - shownAt < progressEveryMs) continue;
    shownAt = now;
    onProgress?.({ rows, bytes: list.bytesRead(), totalBytes: list.bytes });
    // Signals and keys are heard between two turns of the event loop.
    await new Promise((resume) => setImmediate(resume));
  }
}

/** A damaged cell is written with the number that it most likely meant. */
function write(writers: readonly RowWriter[], row: ContactRow, verdict: RowVerdict, country: string | undefined): void {
  const { reason, cell, number } = verdict;
  const home = (row.country === undefined ? undefined : countryNamed(row.country)) ?? country;
  const fix = reason === null || number !== undefined ? undefined : repairOf(cell, reason, home);
  for (const writer of writers) writer.write({ row, reason, number, fix });
}

const checked = (list: ContactList, rows: number | null): CheckedList => ({
  source: list.source,
  name: list.name,
  bytes: list.bytes,
  modifiedAt: list.modifiedAt,
  rows,
  phoneColumns: list.phoneColumns,
  countryColumn: list.countryColumn,
  findings: list.findings(),
});

/** What a result is said to be of: one list, or the first of several, which are no one file. */
function originOf(lists: readonly CheckedList[]): Pick<ContactsResult, 'name' | 'bytes' | 'modifiedAt'> {
  const [first, ...others] = lists;
  if (first === undefined) return { name: '', bytes: null, modifiedAt: null };
  return others.length === 0
    ? { name: first.name, bytes: first.bytes, modifiedAt: first.modifiedAt }
    : { name: `${first.name} and ${others.length} more`, bytes: null, modifiedAt: null };
}

const isSameFile = (known: ContactsResult, { name, bytes, modifiedAt }: ContactList): boolean =>
  bytes !== null &&
  known.name === name &&
  known.bytes === bytes &&
  known.modifiedAt === modifiedAt &&
  known.rules === contactRules;
