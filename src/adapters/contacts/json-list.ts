import { extname } from 'node:path';
import { recognizeColumns } from '../../domain/contact-columns.ts';
import { type FindingLog, findingLog } from '../../domain/list-findings.ts';
import type { ContactRow } from '../../ports.ts';
import type { ByteSource } from './byte-source.ts';
import { chosenColumns, noPhoneColumn } from './chosen-columns.ts';
import { type JsonScanner, lineScanner, valueScanner } from './json-scanner.ts';

const sampleRows = 200;
const batchSize = 1000;
/** The column of an array that holds numbers and no objects. */
const bareColumn = 'value';

export interface JsonLayout {
  /** Names of the fields that the first records have. */
  readonly columns: readonly string[];
  readonly phones: readonly number[];
  readonly country: number;
  readonly scanner: (log: FindingLog) => JsonScanner;
}

/** NDJSON, an array of objects, objects one after another, or an object that holds such an array. */
export function isJson({ sample, source }: ByteSource): boolean {
  if (['.ndjson', '.jsonl', '.json'].includes(extname(source.replace(/\.gz$/i, '')).toLowerCase())) return true;
  const start = sample.subarray(0, 4096).toString('utf8').trimStart();
  return /^\{\s*["}]/.test(start) || /^\[\s*[[{"\]]/.test(start);
}

/** Throws `UserError` (`contacts.no-phone-column`). */
export function recognizeJson({ sample, isWhole, name }: ByteSource, wanted: readonly string[]): JsonLayout {
  const scanner = scannerFor(sample);
  const records = scanner(findingLog())
    .push(sample, isWhole)
    .slice(0, sampleRows)
    .map(({ text }) => parseRecord(text))
    .filter((record) => record !== undefined);
  const columns = [...new Set(records.flatMap((record) => [...record.keys()]))];
  const cells = records.map((record) => columns.map((column) => cellsOf(record.get(column))[0] ?? ''));
  const recognized = recognizeColumns(columns, cells);
  const phones = wanted.length > 0 ? chosenColumns(columns, wanted, name) : recognized.phones;
  if (phones.length === 0) throw noPhoneColumn(columns, name);
  return { columns, phones, country: recognized.country, scanner };
}

/** What stands before an array in the object that wraps it: plain values alone. */
const wrapper =
  /^\s*\{\s*(?:"[^"\\]{0,80}"\s*:\s*(?:"[^"\\]{0,200}"|[-\d.eE+]{1,40}|true|false|null)\s*,\s*){0,50}"[^"\\]{0,80}"\s*:\s*\[(?=\s*\{)/;

function scannerFor(sample: Buffer): JsonLayout['scanner'] {
  const text = sample.subarray(0, 64 * 1024).toString('utf8');
  const start = text.search(/\S/);
  if (text[start] === '[') {
    const offset = Buffer.byteLength(text.slice(0, start)) + 1;
    return (log) => valueScanner(log, offset);
  }
  const head = wrapper.exec(text)?.[0];
  if (head !== undefined) {
    const offset = Buffer.byteLength(head);
    return (log) => valueScanner(log, offset);
  }
  // An object that goes on over several lines has nothing but its brace, or a first field, on the first one.
  return /^\s*\{\s*\n/.test(text) || /^\s*\{[^}\n]*,\s*\n\s*"/.test(text) ? (log) => valueScanner(log, 0) : lineScanner;
}

/** The rows in batches; a record that is none of contacts is there, as a row that cannot be read. */
export async function* jsonRows(
  source: ByteSource,
  { columns, phones, country, scanner }: JsonLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const { push } = scanner(log);
  const phoneNames = phones.map((index) => columns[index] ?? '');
  const countryName = country === -1 ? undefined : columns[country];
  let batch: ContactRow[] = [];
  for await (const { piece, last } of source.pieces()) {
    for (const { line, text } of push(piece, last)) {
      const record = parseRecord(text);
      if (record === undefined && text !== undefined) log.add('broken-json', line);
      batch.push({
        line,
        phones: record === undefined ? undefined : phoneNames.flatMap((name) => cellsOf(record.get(name))),
        ...(countryName !== undefined && { country: cellsOf(record?.get(countryName))[0] ?? '' }),
        ...(keepCells && { json: text ?? '' }),
      });
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** As a map, so that a field called `__proto__` is a field. */
function parseRecord(text: string | undefined): ReadonlyMap<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string' || typeof value === 'number') return new Map([[bareColumn, value]]);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value));
  } catch {
    // The parser's message would repeat the record.
  }
  return undefined;
}

/** A field's numbers: a text, a figure, or several of them, also as objects such as `{"type": "mobile", "value": "+1…"}`. */
function cellsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((each) => (Array.isArray(each) ? [] : cellsOf(each)));
  if (typeof value !== 'object' || value === null) return [];
  const inner = new Map<string, unknown>(Object.entries(value));
  const number = ['value', 'number', 'phone', 'e164'].map((key) => inner.get(key)).find((each) => each !== undefined);
  return typeof number === 'string' || typeof number === 'number' ? [String(number)] : [];
}
