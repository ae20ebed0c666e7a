import { findingLog } from '../../domain/list-findings.ts';
import type { OpenContacts } from '../../ports.ts';
import { type ByteSource, openBytes } from './byte-source.ts';
import { delimitedRows, recognizeDelimited } from './delimited-list.ts';
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
  const bytes = await openBytes(source, process.stdin, log);
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

function readerOf(
  bytes: ByteSource,
  wanted: readonly string[],
  keepCells: boolean,
  log: ReturnType<typeof findingLog>,
) {
  if (isVcard(bytes)) {
    return {
      form: 'table',
      delimiter: ',',
      columns: vcardColumns,
      hasHeader: true,
      phoneColumns: ['TEL'],
      countryColumn: 'ADR',
      plain: null,
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
      plain: null,
      rows: () => jsonRows(bytes, layout, log, keepCells),
    } as const;
  }
  const layout = recognizeDelimited(bytes, wanted, log);
  const { delimiter, columns, hasHeader, phones, country, hint } = layout;
  return {
    form: 'table',
    delimiter,
    columns,
    hasHeader,
    ...named(layout),
    plain: bytes.form === 'utf-8' && bytes.source !== '-' && !hint ? { delimiter, hasHeader, phones, country } : null,
    rows: () => delimitedRows(bytes, layout, log, keepCells),
  } as const;
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
