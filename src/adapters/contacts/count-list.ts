import { closeSync } from 'node:fs';
import { knownRank } from '../../domain/columns/contact-labels.ts';
import { isPlain, type PlannedNumber } from '../../domain/columns/contact-plan.ts';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import type { CountRows } from '../../ports.ts';
import type { Count, CountableFile } from '../counting/count-file.ts';
import { ChangedFile } from '../counting/rows/write-rows.ts';
import type { ByteSource } from './byte-source.ts';
import type { DelimitedLayout } from './delimited/delimited-list.ts';
import { noteFooter } from './delimited/footer-rows.ts';
import { listError, openList, tailOf, unreadable } from './list-file.ts';

/** The kernel has a byte for the place of a phone column. */
const mostPhones = 255;

/** A row of more columns has no room in the memory of the kernel. */
const mostColumns = 65_536;

interface CountedBytes extends Pick<ByteSource, 'source' | 'bytesRead' | 'changedSince'> {
  readonly store:
    | ((onLines: (lines: number) => void) => Promise<CountableFile & { readonly isComplete: boolean }>)
    | null;
}

type CountedTable = Pick<DelimitedLayout, 'delimiter' | 'columns' | 'hasHeader' | 'preamble' | 'hint' | 'plan'>;

/** Counts a list from its bytes; null: its plan needs the row-by-row reader. */
export function counter(bytes: CountedBytes, list: CountedTable, log: FindingLog): CountRows | null {
  const { delimiter, columns, hasHeader, preamble, hint, plan } = list;
  const { numbers, country, countryContext, readings } = plan;
  const isPlainCountry =
    countryContext.regionsOf === null && countryContext.lowerCaseCodes && countryContext.bareCallingCodes;
  const isRead = readings === 'national' || readings === 'undecided';
  if (
    numbers.length === 0 ||
    numbers.length > mostPhones ||
    columns.length > mostColumns ||
    !isPlain(plan) ||
    hint ||
    preamble > 0 ||
    !isPlainCountry ||
    !isRead
  )
    return null;
  // In the order in which a row is read.
  const order = [...numbers.entries()].toSorted(([, one], [, other]) => rankOf(one) - rankOf(other));
  const layout = {
    delimiter,
    hasHeader,
    columns: columns.length,
    phones: order.map(([, { column }]) => column),
    country,
    ...(hasHeader && { phoneNames: order.map(([, { column }]) => columns[column] ?? '') }),
    countriesSeen: plan.countriesSeen,
    asksReadings: readings === 'undecided',
  };
  const countIn = async (file: CountableFile, options: Parameters<CountRows>[0]): Promise<Count> => {
    const { countFile } = await import('../counting/count-file.ts');
    const { writers = [], ...others } = options;
    const sink =
      writers.length === 0 ? undefined : (await import('./delimited/row-sink.ts')).rowSink(writers, delimiter);
    const count = await countFile(file, layout, { ...others, ...(sink !== undefined && { sink }) }).catch((error) => {
      throw changedError(bytes.source, error) ?? listError(bytes.source, error);
    });
    if (!count.ok) return count;
    for (const { code, times, line, column } of count.counted.notes) log.add(code, line ?? undefined, column, times);
    noteFooter(tailOf(file), list, log);
    return count;
  };
  const { store } = bytes;
  return async (options) => {
    const count =
      store === null
        ? await countPlain(bytes, countIn, options, log)
        : await countStored(bytes, store, countIn, options);
    if (!count.ok) return count;
    const { summary, examples, decided } = count.counted;
    const places = order.map(([at]) => at);
    return { summary, examples, decided: numbers.map((_, at) => decided[places.indexOf(at)] ?? 0) };
  };
}

/** Undefined: it is another error. */
const changedError = (source: string, error: unknown): unknown =>
  error instanceof ChangedFile
    ? unreadable(source, 'was changed while smsctl read it', 'Run the command again when no program writes it.')
    : undefined;

/** Without a label, the rank of a number is known. */
const rankOf = ({ kind }: PlannedNumber): number => knownRank(kind, '') ?? 0;

type CountIn = (file: CountableFile, options: Parameters<CountRows>[0]) => Promise<Count>;

/** Opens the path again, which may be gone or something else by now. */
async function countPlain(
  { source, changedSince }: CountedBytes,
  countIn: CountIn,
  options: Parameters<CountRows>[0],
  log: FindingLog,
): Promise<Count> {
  const { file, stats } = openList(source);
  try {
    const count = await countIn({ file, bytes: stats.size }, options);
    if (count.ok && (await changedSince())) log.add('changed-while-reading');
    return count;
  } finally {
    closeSync(file);
  }
}

async function countStored(
  { bytesRead }: CountedBytes,
  store: NonNullable<CountedBytes['store']>,
  countIn: CountIn,
  { onProgress, ...options }: Parameters<CountRows>[0],
): Promise<Count> {
  const stored = await store((rows) => onProgress?.({ rows, bytes: bytesRead() }));
  if (!stored.isComplete) return { ok: false, why: 'A copy of the list cannot be written to the temporary folder.' };
  return countIn(stored, options);
}
