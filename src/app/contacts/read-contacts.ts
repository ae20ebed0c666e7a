import type { CheckedList, ContactsRequest, ContactsSummary } from '../../domain/contacts/contact-quality.ts';
import { type RowVerdict, startTally, type Tally } from '../../domain/contacts/contact-tally.ts';
import type { JudgeCell } from '../../domain/numbers/contact-judge.ts';
import type { ContactNumber } from '../../domain/numbers/contact-number.ts';
import { repairOf } from '../../domain/numbers/contact-repair.ts';
import { reservedUse } from '../../domain/numbers/reserved-numbers.ts';
import type { ContactList, ContactRow, RowWriter } from '../../ports.ts';
import { type ContactsPorts, type CountedLists, checkedList, type ListCounts } from './counted-lists.ts';

const progressEveryMs = 100;
/** The national numbers that are enough to propose a country. */
const proposalSample = 100;

/** Reads lists row by row, one after the other, and judges them. */
export async function readContacts(
  openers: readonly (() => Promise<ContactList>)[],
  { country }: ContactsRequest,
  ports: ContactsPorts,
): Promise<CountedLists> {
  const judge = await ports.openJudge();
  const tally = startTally(country, judge);
  const withoutCountry: string[] = [];
  const lists: CheckedList[] = [];
  for (const open of openers) {
    const list = await open();
    const writers = ports.openWriters?.(list) ?? [];
    const before = tally.summary();
    const name = openers.length > 1 ? list.name : null;
    const decided = list.plan.numbers.map(() => 0);
    const fictional = await readList(list, { tally, name, withoutCountry, country, writers, judge, decided, ports });
    lists.push(checkedList(list, { ...countsBetween(before, tally.summary()), decided, fictional }));
  }
  return {
    lists,
    summary: tally.summary(),
    examples: tally.examples(),
    withoutCountry: async () => withoutCountry,
    close: () => {},
  };
}

function countsBetween(before: ContactsSummary, after: ContactsSummary): Pick<ListCounts, 'rows' | 'reasons'> {
  const codes = Object.keys(after.reasons) as (keyof typeof after.reasons)[];
  const reasons = codes.map((code) => [code, (after.reasons[code] ?? 0) - (before.reasons[code] ?? 0)] as const);
  return { rows: after.rows - before.rows, reasons: Object.fromEntries(reasons) };
}

/** The first national numbers for which no country is known, of a list whose rows were not read yet. */
export async function cellsWithoutCountry(list: ContactList): Promise<readonly string[]> {
  const tally = startTally();
  const withoutCountry: string[] = [];
  for await (const batch of list.rows()) {
    for (const row of batch) {
      const { reason, cell } = tally.add(row, null);
      if (reason === 'no-country' && withoutCountry.length < proposalSample) withoutCountry.push(cell);
    }
    if (withoutCountry.length >= proposalSample) break;
  }
  return withoutCountry;
}

interface Reading {
  readonly tally: Tally;
  readonly name: string | null;
  readonly withoutCountry: string[];
  readonly country: string | undefined;
  readonly writers: readonly RowWriter[];
  readonly judge: JudgeCell;
  /** Rows decided by each of the plan's numbers. */
  readonly decided: number[];
  readonly ports: ContactsPorts;
}

/** Returns the count of textable numbers that are reserved for fiction. */
async function readList(list: ContactList, reading: Reading): Promise<number> {
  const { tally, name, withoutCountry, country, writers, judge, decided, ports } = reading;
  const fixing = writers.some(({ choice }) => choice.fixes) ? judge : undefined;
  const { clock, onProgress } = ports;
  let fictional = 0;
  let rows = tally.summary().rows;
  let shownAt = clock.now().getTime();
  for await (const batch of list.rows()) {
    for (const row of batch) {
      const verdict = tally.add(row, name, list.plan.readings);
      if (verdict.at !== -1) {
        const source = row.sources?.[verdict.at] ?? verdict.at;
        decided[source] = (decided[source] ?? 0) + 1;
      }
      if (verdict.reason === 'no-country' && withoutCountry.length < proposalSample) withoutCountry.push(verdict.cell);
      if (verdict.reason === null && isFictional(verdict.number)) fictional += 1;
      if (writers.length > 0) write(writers, row, verdict, { country, fixing });
    }
    rows += batch.length;
    const now = clock.now().getTime();
    if (now - shownAt < progressEveryMs) continue;
    shownAt = now;
    onProgress?.({ rows, bytes: list.bytesRead(), totalBytes: list.bytes });
    // Lets the event loop handle signals and keys.
    await new Promise((resume) => setImmediate(resume));
  }
  return fictional;
}

const isFictional = (number: ContactNumber | undefined): boolean =>
  number !== undefined && reservedUse(number.e164) === 'fiction';

/** Writes a row; a damaged cell comes with the number that it most likely meant. */
function write(
  writers: readonly RowWriter[],
  row: ContactRow,
  verdict: RowVerdict,
  { country, fixing }: { readonly country: string | undefined; readonly fixing: JudgeCell | undefined },
): void {
  const { reason, cell, number, at } = verdict;
  const own = row.homes?.[at] ?? row.country;
  const home = own === null ? undefined : (own ?? country);
  const isFixed = fixing !== undefined && reason !== null && number === undefined;
  const fix = isFixed ? repairOf(cell, reason, home, fixing) : undefined;
  for (const writer of writers) writer.write({ row, reason, number, fix });
}
