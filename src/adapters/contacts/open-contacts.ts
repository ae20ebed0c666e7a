import type { ListPlan } from '../../domain/columns/contact-plan.ts';
import { type FindingLog, findingLog } from '../../domain/contacts/list-findings.ts';
import { isDatabaseAddress } from '../../domain/contacts/source-address.ts';
import type { Environment } from '../../domain/environment.ts';
import { printable } from '../../domain/text/printable.ts';
import { pathFromTyped } from '../../domain/text/typed-path.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ContactList, OpenContactsOptions } from '../../ports.ts';
import { sqliteHeader } from '../sqlite/sqlite-header.ts';
import { type ByteSource, openBytes } from './byte-source.ts';
import { counter } from './count-list.ts';
import type { EncodedRows } from './counted/encoding.ts';
import { recognizeDelimited } from './delimited/delimited-list.ts';
import { pathOf, unreadable } from './list-file.ts';
import { isFlatOds, isJson, isSheetShortcut, isVcard } from './list-form.ts';
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
  const { encoded, ...list } = await openList(source, options, env);
  if (list.count !== null || options.keepCells === true) return list;
  return (await import('./counted/count-rows.ts')).withCountedRows(list, encoded);
}

interface OpenedList extends ContactList {
  /** Encodes the rows faster than one by one. */
  readonly encoded?: (() => EncodedRows) | undefined;
}

async function openList(source: string, options: OpenContactsOptions, env: Environment): Promise<OpenedList> {
  if (isDatabaseAddress(source)) {
    if (/^p/i.test(source)) return (await import('./postgres-list.ts')).openPostgres(source, options, env, counter);
    return (await import('./mysql-list.ts')).openMysql(source, options, env);
  }
  if (source.includes(':')) (await import('./sources/foreign-address.ts')).refuseAddress(source);
  const named = /^file:\/\//i.test(source) ? pathFromTyped(source) : source;
  const path = pathOf(named);
  if (path !== '-' && sqliteHeader(path) !== undefined) {
    return (await import('./sqlite-list.ts')).openSqlite(path, options, env);
  }
  const log = findingLog();
  const opened = await openBytes(named, () => process.stdin, log);
  const { name, bytes, modifiedAt, bytesRead, close } = opened;
  try {
    const reader = await readerOf(opened, options, log);
    const about = { source: path, name, bytes, modifiedAt, bytesRead, close, isQueried: false, sheet: null };
    return { ...about, findings: log.list, ...reader };
  } catch (error) {
    close();
    throw error;
  }
}

/** Of lists that are not delimited files. */
const plain = { delimiter: ',', linesBefore: null, count: null } as const;

async function readerOf(bytes: ByteSource, options: OpenContactsOptions, log: FindingLog) {
  const { keepCells = false } = options;
  if (bytes.form === 'compound')
    throw await (await import('./workbook/compound-file.ts')).compoundFile(await bytes.placed());
  if (bytes.form === 'zip') return workbookReader(bytes, options, log);
  if (bytes.form === 'text' && isFlatOds(bytes)) return workbookReader(bytes, options, log);
  if (options.sheet !== undefined) throw noWorkbook(bytes.name);
  if (bytes.form === 'parquet') return parquetReader(bytes, options, log);
  if (isVcard(bytes)) {
    const { vcardColumns, vcardPlan, vcardRows } = await import('./vcard/vcard-list.ts');
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
  if (isSheetShortcut(bytes)) {
    const how = 'In Google Sheets, choose File > Download > Microsoft Excel (.xlsx), and use that file.';
    throw unreadable(bytes.name, 'is a shortcut to a Google Sheet and contains no contacts', how);
  }
  if (isJson(bytes)) {
    const { jsonRows, recognizeJson } = await import('./json/json-list.ts');
    const layout = await recognizeJson(bytes, options, log);
    const { flatRecords } = await import('./json/flat-records.ts');
    return {
      ...plain,
      encoded: keepCells ? undefined : flatRecords(bytes, layout, log),
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
    count: counter(bytes, layout, log),
    rows: async function* () {
      const { delimitedRows } = await import('./delimited/delimited-rows.ts');
      yield* delimitedRows(bytes, layout, log, keepCells);
    },
  } as const;
}

async function workbookReader(bytes: ByteSource, options: OpenContactsOptions, log: FindingLog) {
  const { openWorkbook } = await import('./workbook/open-workbook.ts');
  const { recognizeWorkbook, workbookRows } = await import('./workbook/workbook-list.ts');
  const placed = await bytes.placed();
  const workbook =
    bytes.form === 'zip'
      ? await openWorkbook(placed)
      : await (await import('./workbook/ods/ods-workbook.ts')).openFlatOds(placed);
  const layout = await recognizeWorkbook(workbook, bytes.name, options, log);
  const { columns, hasHeader, header, sheet } = layout;
  return {
    ...plain,
    form: 'table',
    columns,
    header: hasHeader ? header : null,
    sheet,
    ...planned(layout, 1),
    bytesRead: bytes.bytes === null ? bytes.bytesRead : () => Math.min(workbook.bytesRead(), bytes.bytes ?? 0),
    rows: async function* () {
      yield* workbookRows(layout, log, options.keepCells === true);
      if (await bytes.changedSince()) log.add('changed-while-reading');
    },
  } as const;
}

async function parquetReader(bytes: ByteSource, options: OpenContactsOptions, log: FindingLog) {
  const { parquetContacts, recognizeParquet } = await import('./parquet/parquet-list.ts');
  const layout = await recognizeParquet(await bytes.placed(), options, log);
  const { columns } = layout;
  return {
    ...plain,
    form: 'table',
    columns,
    header: columns,
    ...planned(layout, 1),
    bytesRead: bytes.bytes === null ? bytes.bytesRead : () => Math.min(layout.bytesRead(), bytes.bytes ?? 0),
    rows: async function* () {
      yield* parquetContacts(layout, log, options.keepCells === true);
      if (await bytes.changedSince()) log.add('changed-while-reading');
    },
  } as const;
}

const noWorkbook = (name: string): UserError =>
  new UserError({
    code: 'contacts.no-sheet',
    message: `${printable(name)} is not a workbook and has no sheets.`,
    hints: ['Leave out `--sheet`.'],
  });

const planned = (list: PlannedList & { readonly plan: ListPlan }, firstLine: number) => ({
  plan: list.plan,
  samples: () => samplesOf(list.plan, list, firstLine),
  phoneColumns: list.plan.numbers.map(({ column }) => list.columns[column] || `column ${column + 1}`),
  countryColumn: list.columns[list.plan.country] ?? null,
});
