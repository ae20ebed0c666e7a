import { isHeader } from '../../../domain/columns/column-content.ts';
import { plainName } from '../../../domain/columns/column-names.ts';
import type { ListPlan } from '../../../domain/columns/contact-plan.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { OpenContactsOptions } from '../../../ports.ts';
import type { ByteSource } from '../byte-source.ts';
import { type PlannedList, planList } from '../list-plan.ts';
import { firstRecords, guessDelimiter, linesAbove } from './delimited-sample.ts';

/** A contact list has fewer columns. */
const manyColumns = 1000;

export interface DelimitedLayout extends PlannedList {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** The cells of the first row. */
  readonly header: readonly string[];
  /** Names of all columns; `column 2` without a header. */
  readonly columns: readonly string[];
  /** Whether a line such as `sep=;` comes before the header. */
  readonly hint: boolean;
  /** Records between that line and the header. */
  readonly preamble: number;
  /** Lines before the header, with that line. */
  readonly linesBefore: readonly string[];
  readonly plan: ListPlan;
}

/** Recognizes the layout of a delimited file from its beginning. Throws `UserError` (`contacts.no-phone-column`, …). */
export async function recognizeDelimited(
  { sample, isWhole, name, source }: ByteSource,
  options: OpenContactsOptions,
  log: FindingLog,
): Promise<DelimitedLayout> {
  const hinted = /^"?sep=(.)"?(?:\r\n|\n|\r)/.exec(sample.subarray(0, 16).toString('latin1'));
  const text = hinted === null ? sample : sample.subarray(hinted[0].length);
  const given = hinted?.[1] ?? (/\.(?:tsv|tab)(?:\.gz)?$/i.test(source) ? '\t' : undefined);
  const delimiter = given ?? guessDelimiter(text, isWhole);
  const first = firstRecords(text, isWhole, delimiter, 60);
  const preamble = await preambleOf(first);
  const cells = first[preamble];
  if (cells === undefined || cells.length === 0) throw brokenHeader(name);
  const hasHeader = isHeader(cells);
  const columns = cells.map((cell, index) => (hasHeader ? cell.trim() : `column ${index + 1}`));
  if (delimiter !== ',') log.add('delimiter');
  if (preamble > 0) log.add('preamble', 1, undefined, preamble);
  if (!hasHeader) log.add('no-header', 1);
  if (columns.length > manyColumns) log.add('too-many-columns', 1);
  const names = columns
    .slice(0, manyColumns)
    .filter((column) => column !== '')
    .map(plainName);
  if (hasHeader && new Set(names).size < names.length) log.add('duplicate-header', 1);
  const before = preamble + (hasHeader ? 1 : 0);
  const rows = cachedRows((limit) => firstRecords(text, isWhole, delimiter, limit + before).slice(before));
  const above = preamble === 0 ? [] : linesAbove(text, isWhole, delimiter, preamble);
  const linesBefore = [...(hinted === null ? [] : [hinted[0].trim()]), ...above];
  const list = { name, columns, hasHeader, rows };
  const plan = await planList(list, options, log);
  return { ...list, header: cells, delimiter, hint: hinted !== null, preamble, linesBefore, plan };
}

/** Reads more rows on demand. */
function cachedRows(read: (limit: number) => PlannedRows): (limit: number) => PlannedRows {
  let held: PlannedRows = [];
  let asked = 0;
  return (limit) => {
    if (limit > asked) {
      held = read(limit);
      asked = limit;
    }
    return held.length > limit ? held.slice(0, limit) : held;
  };
}

type PlannedRows = readonly (readonly string[])[];

/** The most records of titles and remarks. */
const longestPreamble = 20;

/** The number of records before the header: titles, with fewer cells than the rows and without a number. */
async function preambleOf(records: PlannedRows): Promise<number> {
  const widths = records.map((cells) => cells.length);
  const width = commonest(widths);
  const [first] = records;
  const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;
  const isShort = (cells: readonly string[]): boolean =>
    (cells.length < width || filled(cells) <= 1) && isHeader(cells);
  if (first === undefined || width < 2 || !isShort(first)) return 0;
  const { isNumberName } = await import('../../../domain/columns/column-vocabulary.ts');
  const isTitle = (cells: readonly string[]): boolean => isShort(cells) && !cells.some(isNumberName);
  if (!isTitle(first)) return 0;
  const at = records.slice(0, longestPreamble + 1).findIndex((cells) => !isTitle(cells));
  const header = records[at];
  // A wide row without a number after the titles is the header; otherwise there is none.
  return header !== undefined && header.length >= width && filled(header) > 1 && isHeader(header) ? at : 0;
}

/** Of several equally common ones, the largest. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [best] = [...counts].toSorted(([one, count], [other, times]) => times - count || other - one);
  return best?.[0] ?? 0;
}

const brokenHeader = (name: string): UserError =>
  new UserError({
    code: 'contacts.no-header',
    message: `The first line of ${name} is longer than 1 MiB: this is no list of contacts.`,
    hints: ['Look at how the file was exported; each contact stands on a line of its own.'],
  });
