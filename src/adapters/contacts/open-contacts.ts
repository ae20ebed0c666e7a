import { type FindingLog, findingLog } from '../../domain/list-findings.ts';
import type { CountRows, OpenContacts } from '../../ports.ts';
import { type ByteSource, openBytes } from './byte-source.ts';
import { type DelimitedLayout, delimitedRows, recognizeDelimited } from './delimited-list.ts';
import { isJson, jsonRows, recognizeJson } from './json-list.ts';
import { isVcard, vcardColumns, vcardRows } from './vcard-list.ts';

/**
 * Opens a contact list: a file in any of the usual forms, `-` for stdin, or the result of a database query. A relative path is
 * the shell's.
 */
export const openContacts: OpenContacts = async (source, { columns = [], keepCells = false, query }) => {
  if (/^postgres(?:ql)?:\/\//i.test(source)) {
    return (await import('./postgres-list.ts')).openPostgres(source, { columns, keepCells, query });
  }
  const log = findingLog();
  const bytes = await openBytes(source, () => process.stdin, log);
  try {
    return { ...aboutOf(bytes), findings: log.list, ...readerOf(bytes, columns, keepCells, log) };
  } catch (error) {
    bytes.close();
    throw error;
  }
};

const aboutOf = ({ source, name, bytes, modifiedAt, bytesRead, close }: ByteSource) => ({
  source,
  name,
  bytes,
  modifiedAt,
  bytesRead,
  close,
});

function readerOf(bytes: ByteSource, wanted: readonly string[], keepCells: boolean, log: FindingLog) {
  if (isVcard(bytes)) {
    return {
      form: 'table',
      delimiter: ',',
      columns: vcardColumns,
      hasHeader: true,
      phoneColumns: ['TEL'],
      countryColumn: 'ADR',
      count: null,
      rows: () => vcardRows(bytes, log, keepCells),
    } as const;
  }
  if (isJson(bytes)) {
    const layout = recognizeJson(bytes, wanted);
    return {
      form: 'json',
      delimiter: ',',
      columns: layout.columns,
      hasHeader: true,
      ...named(layout),
      count: null,
      rows: () => jsonRows(bytes, layout, log, keepCells),
    } as const;
  }
  const layout = recognizeDelimited(bytes, wanted, log);
  const { delimiter, columns, hasHeader } = layout;
  return {
    form: 'table',
    delimiter,
    columns,
    hasHeader,
    ...named(layout),
    count: bytes.form === 'utf-8' && bytes.source !== '-' && !keepCells ? counter(bytes, layout, log) : null,
    rows: () => delimitedRows(bytes, layout, log, keepCells),
  } as const;
}

/** Files that can be counted from their bytes; null: what stands in their cells, or before them, is not that plain. */
function counter(
  { source, changedSince }: ByteSource,
  { delimiter, columns, hasHeader, phones, country, hint, lists }: DelimitedLayout,
  log: FindingLog,
): CountRows | null {
  const [phone] = phones;
  if (phone === undefined || phones.length > 1 || lists.size > 0 || hint) return null;
  return async (options) => {
    const { countFile } = await import('../count-file.ts');
    const layout = { delimiter, hasHeader, columns: columns.length, phone, country };
    const count = await countFile(source, layout, options);
    if (!count.ok) return count;
    const { summary, examples, notes } = count.counted;
    for (const { code, times, line } of notes) log.add(code, line ?? undefined, undefined, times);
    if (await changedSince()) log.add('changed-while-reading');
    return { summary, examples };
  };
}

const named = ({
  columns,
  phones,
  country,
}: {
  columns: readonly string[];
  phones: readonly number[];
  country: number;
}) => ({
  phoneColumns: phones.map((index) => columns[index] || `column ${index + 1}`),
  countryColumn: columns[country] ?? null,
});
