import type { ListPlan } from '../../../domain/columns/contact-plan.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { OpenContactsOptions } from '../../../ports.ts';
import type { ByteSource } from '../byte-source.ts';
import { type PlannedList, planList } from '../list-plan.ts';
import { headOf } from '../table-head.ts';
import { firstRecords, guessDelimiter, linesAbove } from './delimited-sample.ts';

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
  const head = await headOf(first, log);
  if (head === undefined) throw brokenHeader(name);
  const { header, columns, hasHeader, preamble } = head;
  if (delimiter !== ',') log.add('delimiter');
  const before = preamble + (hasHeader ? 1 : 0);
  const rows = cachedRows((limit) => firstRecords(text, isWhole, delimiter, limit + before).slice(before));
  const above = preamble === 0 ? [] : linesAbove(text, isWhole, delimiter, preamble);
  const linesBefore = [...(hinted === null ? [] : [hinted[0].trim()]), ...above];
  const list = { name, columns, hasHeader, rows };
  const plan = await planList(list, options, log);
  return { ...list, header, delimiter, hint: hinted !== null, preamble, linesBefore, plan };
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

const brokenHeader = (name: string): UserError =>
  new UserError({
    code: 'contacts.no-header',
    message: `Invalid contact list ${name}: its first line is longer than 1 MiB.`,
    hints: ['Check how the file was exported. Each contact must be on its own line.'],
  });
