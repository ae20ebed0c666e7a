import { isSimple, type ListPlan } from '../../domain/columns/contact-plan.ts';
import { type FindingLog, findingLog } from '../../domain/contacts/list-findings.ts';
import type { Environment } from '../../domain/environment.ts';
import type { ContactList, CountRows, OpenContactsOptions } from '../../ports.ts';
import { type ByteSource, openBytes } from './byte-source.ts';
import { type DelimitedLayout, recognizeDelimited } from './delimited/delimited-list.ts';
import { noteFooter } from './delimited/footer-rows.ts';
import { listError, tailOf } from './list-file.ts';
import { isJson, isVcard } from './list-form.ts';
import { type PlannedList, samplesOf } from './list-plan.ts';

/**
 * Opens a contact list: a file in a supported format, `-` for stdin, or the result of a database query. `env` completes the
 * address of a database.
 */
export async function openContacts(
  source: string,
  options: OpenContactsOptions,
  env: Environment = {},
): Promise<ContactList> {
  if (/^postgres(?:ql)?:\/\//i.test(source)) {
    return (await import('./postgres-list.ts')).openPostgres(source, options, env);
  }
  const log = findingLog();
  const opened = await openBytes(source, () => process.stdin, log);
  const { source: path, name, bytes, modifiedAt, bytesRead, close } = opened;
  try {
    const reader = await readerOf(opened, options, log);
    return { source: path, name, bytes, modifiedAt, bytesRead, close, findings: log.list, ...reader };
  } catch (error) {
    close();
    throw error;
  }
}

/** Of lists that are not delimited files. */
const plain = { delimiter: ',', linesBefore: null, count: null } as const;

async function readerOf(bytes: ByteSource, options: OpenContactsOptions, log: FindingLog) {
  const { keepCells = false } = options;
  if (isVcard(bytes)) {
    const { vcardColumns, vcardPlan, vcardRows } = await import('./vcard-list.ts');
    return {
      ...plain,
      form: 'table',
      columns: vcardColumns,
      header: vcardColumns,
      phoneColumns: ['TEL'],
      countryColumn: 'ADR',
      plan: vcardPlan,
      samples: () => [],
      rows: () => vcardRows(bytes, log, keepCells),
    } as const;
  }
  if (isJson(bytes)) {
    const { jsonRows, recognizeJson } = await import('./json/json-list.ts');
    const layout = await recognizeJson(bytes, options, log);
    return {
      ...plain,
      form: 'json',
      columns: layout.columns,
      header: layout.columns,
      ...planned(layout, 1),
      rows: () => jsonRows(bytes, layout, log, keepCells),
    } as const;
  }
  const layout = await recognizeDelimited(bytes, options, log);
  const { delimiter, columns, hasHeader, header } = layout;
  return {
    form: 'table',
    delimiter,
    columns,
    header: hasHeader ? header : null,
    ...planned(layout, layout.linesBefore.length + (hasHeader ? 2 : 1)),
    linesBefore: layout.linesBefore,
    count: bytes.form === 'utf-8' && bytes.source !== '-' && !keepCells ? counter(bytes, layout, log) : null,
    rows: async function* () {
      const { delimitedRows } = await import('./delimited/delimited-rows.ts');
      yield* delimitedRows(bytes, layout, log, keepCells);
    },
  } as const;
}

/** Counts a list from its bytes; null: its format or plan needs the row-by-row reader. */
function counter({ source, changedSince }: ByteSource, list: DelimitedLayout, log: FindingLog): CountRows | null {
  const { delimiter, columns, hasHeader, preamble, hint, plan } = list;
  const { numbers, country, countryContext, readings } = plan;
  const [number] = numbers;
  const isPlainCountry =
    countryContext.regionsOf === null && countryContext.lowerCaseCodes && countryContext.bareCallingCodes;
  const isRead = readings === 'national' || readings === 'undecided';
  if (number === undefined || !isSimple(plan) || hint || preamble > 0 || !isPlainCountry || !isRead) return null;
  return async (options) => {
    const { countFile } = await import('../counting/count-file.ts');
    const layout = {
      delimiter,
      hasHeader,
      columns: columns.length,
      phone: number.column,
      country,
      ...(hasHeader && { phoneName: columns[number.column] ?? '' }),
      countriesSeen: plan.countriesSeen,
      asksReadings: readings === 'undecided',
    };
    // It opens the path again, which may be gone or something else by now.
    const count = await countFile(source, layout, options).catch((error) => {
      throw listError(source, error);
    });
    if (!count.ok) return count;
    const { summary, examples, notes } = count.counted;
    for (const { code, times, line } of notes) log.add(code, line ?? undefined, undefined, times);
    noteFooter(tailOf(source), list, log);
    if (await changedSince()) log.add('changed-while-reading');
    return { summary, examples };
  };
}

const planned = (list: PlannedList & { readonly plan: ListPlan }, firstLine: number) => ({
  plan: list.plan,
  samples: () => samplesOf(list.plan, list, firstLine),
  phoneColumns: list.plan.numbers.map(({ column }) => list.columns[column] || `column ${column + 1}`),
  countryColumn: list.columns[list.plan.country] ?? null,
});
