import type { ListPlan } from '../../../domain/columns/contact-plan.ts';
import { rowReader } from '../../../domain/contacts/contact-row.ts';
import { type FindingLog, findingLog } from '../../../domain/contacts/list-findings.ts';
import type { ContactRow, OpenContactsOptions } from '../../../ports.ts';
import type { ByteSource } from '../byte-source.ts';
import { type PlannedList, planList, planRows } from '../list-plan.ts';
import { noteRow } from '../row-notes.ts';
import { partsOf } from '../stored-bytes.ts';
import { type JsonFields, jsonFields } from './json-fields.ts';
import { type JsonScanner, type JsonText, lineScanner, valueScanner } from './json-scanner.ts';

const sampleRows = 200;
const batchSize = 1000;

export interface JsonLayout extends PlannedList {
  readonly plan: ListPlan;
  readonly scanner: (log: FindingLog) => JsonScanner;
}

/** Throws `UserError` (`contacts.no-phone-column`). */
export async function recognizeJson(
  { sample, isWhole, name }: ByteSource,
  options: OpenContactsOptions,
  log: FindingLog,
): Promise<JsonLayout> {
  const scanner = scannerFor(sample);
  const records: JsonFields[] = [];
  const texts = scanner(findingLog()).push(sample, isWhole).slice(0, planRows);
  const read = (limit: number): readonly JsonFields[] => {
    for (const { text } of texts.splice(0, Math.max(limit - records.length, 0))) {
      const fields = jsonFields(text);
      if (fields !== undefined) records.push(fields);
    }
    return records.slice(0, limit);
  };
  const columns = [...new Set(read(sampleRows).flatMap((record) => [...record.keys()]))];
  const list: PlannedList = {
    name,
    columns,
    hasHeader: true,
    rows: (limit) => read(limit).map((record) => columns.map((column) => record.get(column)?.[0]?.text ?? '')),
    entries: (row, column) => records[row]?.get(columns[column] ?? '') ?? [],
  };
  return { ...list, plan: await planList(list, options, log), scanner };
}

/** An object with an array of records: the text before the array, with plain values only. */
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
  // An object over several lines has only its brace, or a first field, on the first line.
  return /^\s*\{\s*\n/.test(text) || /^\s*\{[^}\n]*,\s*\n\s*"/.test(text) ? (log) => valueScanner(log, 0) : lineScanner;
}

/** Reads one record; a broken one is a row without phones. */
export function recordReader({ columns, plan }: JsonLayout, log: FindingLog): (record: JsonText) => ContactRow {
  const readRow = rowReader(plan);
  return ({ line, text }) => {
    const record = jsonFields(text);
    if (record === undefined) {
      if (text !== undefined) log.add('broken-json', line);
      return { line, phones: undefined };
    }
    return noteRow(
      line,
      readRow((column) => record.get(columns[column] ?? '') ?? []),
      log,
    );
  };
}

/** The rows in batches. */
export async function* jsonRows(
  source: ByteSource,
  layout: JsonLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const { push } = layout.scanner(log);
  const readRecord = recordReader(layout, log);
  let batch: ContactRow[] = [];
  for await (const whole of source.pieces()) {
    for (const { piece, last } of partsOf(whole)) {
      for (const value of push(piece, last)) {
        const row = readRecord(value);
        batch.push(keepCells ? { ...row, json: value.text ?? '' } : row);
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}
