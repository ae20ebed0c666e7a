import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CsvError, parse } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { printable } from '../domain/printable.ts';
import { UserError } from '../domain/user-error.ts';
import type { ContactFile, ContactRow, OpenContacts } from '../ports.ts';

/** What is read to recognize encoding, delimiter and columns. */
const sampleBytes = 64 * 1024;
/** A record that is longer has lost its closing quote. */
const longestRecord = 1024 * 1024;
const batchSize = 1000;

const delimiters = [',', ';', '\t', '|'] as const;

/** Files that are no text, by how they begin. */
const magic: readonly (readonly [bytes: string, what: string])[] = [
  ['504b0304', 'a spreadsheet or a ZIP archive'],
  ['d0cf11e0', 'an old Excel workbook'],
  ['1f8b', 'a gzip archive'],
  ['25504446', 'a PDF'],
  ['89504e47', 'a picture'],
];

/** Names of phone columns, the surest first: a mobile column beats a general one, and that one a work or home number. */
const phoneColumns: readonly RegExp[] = [
  /^(?:mobile|cell|handy|movil|móvil|portable|cellulare)\b/,
  /\b(?:mobile|cell|cellular|handy|movil|móvil|sms|whatsapp)\b/,
  /^(?:phone|phone number|telephone|tel|telefon|téléphone|teléfono|msisdn|e164|number)$/,
  /^phone 1 value$/,
  /\b(?:phone|telephone|tel|telefon|téléphone|teléfono|telefono|msisdn|e164)\b/,
];

const countryColumn = /^(?:country|country code|countrycode|country iso|iso2|land|pays|país)$/;

interface Layout {
  readonly format: 'csv' | 'ndjson';
  readonly encoding: 'utf8' | 'utf16le';
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly names: readonly string[];
  readonly phone: number;
  /** -1: none. */
  readonly country: number;
}

/** CSV, TSV and other delimited files, and NDJSON, in UTF-8 or in Excel's UTF-16. A relative path is the shell's. */
export const openContactFile: OpenContacts = async (source, { column }) => {
  const path = resolve(source.startsWith('~/') ? join(homedir(), source.slice(2)) : source);
  const { size, mtime } = await regularFile(path);
  const layout = await recognize(path, column);
  let stream: ReadStream | undefined;
  return {
    path,
    name: basename(path),
    bytes: size,
    modifiedAt: mtime.toISOString(),
    column: layout.names[layout.phone] ?? `column ${layout.phone + 1}`,
    bytesRead: () => stream?.bytesRead ?? 0,
    rows: () => {
      stream = createReadStream(path, { encoding: layout.encoding });
      return layout.format === 'csv' ? csvRows(stream, layout) : jsonRows(stream, layout);
    },
  } satisfies ContactFile;
};

const unreadable = (path: string, what: string, hint: string): UserError =>
  new UserError({ code: 'contacts.unreadable', message: `${printable(path)} ${what}.`, hints: [hint] });

const saveAsCsv = 'Save the list as CSV UTF-8 (comma delimited), and give that file.';

async function regularFile(path: string) {
  try {
    const about = await stat(path);
    if (about.isFile()) return about;
    const what = about.isDirectory() ? 'is a folder' : 'is a device or a pipe';
    throw unreadable(path, what, 'Give the file itself, such as contacts.csv.');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw unreadable(path, 'does not exist', 'Look at the path.');
    if (code === 'EACCES') throw unreadable(path, 'may not be read by you', 'Change its permissions, or copy it.');
    throw unreadable(path, `cannot be read (${code ?? 'unknown reason'})`, 'Look at the path.');
  }
}

async function readSample(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, `cannot be opened (${error.code})`, 'Change its permissions, or copy it.');
  });
  try {
    const buffer = Buffer.alloc(sampleBytes);
    const { bytesRead } = await file.read(buffer, 0, sampleBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function recognize(path: string, column: string | undefined): Promise<Layout> {
  const sample = await readSample(path);
  const hex = sample.subarray(0, 8).toString('hex');
  const binary = magic.find(([bytes]) => hex.startsWith(bytes));
  if (binary !== undefined) throw unreadable(path, `is ${binary[1]}, not text`, saveAsCsv);
  if (hex.startsWith('feff')) throw unreadable(path, 'is UTF-16 of the rarer byte order', saveAsCsv);
  const encoding = hex.startsWith('fffe') ? 'utf16le' : 'utf8';
  const text = sample.toString(encoding).replace(/^\ufeff/, '');
  if (encoding === 'utf8' && sample.includes(0)) throw unreadable(path, 'holds NUL bytes and is not text', saveAsCsv);
  if (text.trim() === '') throw unreadable(path, 'is empty', 'Give a list with a header and at least one row.');
  const whole = sample.length < sampleBytes;
  return isNdjson(path, text)
    ? recognizeJson(path, text, encoding, column)
    : recognizeCsv(path, whole ? text : text.slice(0, text.lastIndexOf('\n') + 1) || text, encoding, column);
}

const isNdjson = (path: string, text: string): boolean =>
  ['.ndjson', '.jsonl'].includes(extname(path).toLowerCase()) || text.trimStart().startsWith('{');

function recognizeJson(path: string, text: string, encoding: Layout['encoding'], column: string | undefined): Layout {
  const first = parseJsonLine(text.trimStart().split('\n')[0] ?? '', 1);
  const names = Object.keys(first);
  const base = { format: 'ndjson', encoding, delimiter: '', hasHeader: false, names } as const;
  return { ...base, phone: findPhone(path, names, column), country: findCountry(names) };
}

function recognizeCsv(path: string, text: string, encoding: Layout['encoding'], column: string | undefined): Layout {
  const delimiter = guessDelimiter(path, text);
  const first = firstRecord(text, delimiter);
  const hasHeader = !first.some((cell) => /^\+?[\d\s().-]{7,}$/.test(cell.trim()));
  const names = first.map((cell, index) => (hasHeader ? cell.trim() : `column ${index + 1}`));
  const base = { format: 'csv', encoding, delimiter, hasHeader, names } as const;
  if (hasHeader) return { ...base, phone: findPhone(path, names, column), country: findCountry(names) };
  const digits = first.findIndex((cell) => /^\+?[\d\s().-]{7,}$/.test(cell.trim()));
  return { ...base, phone: column === undefined ? digits : findPhone(path, names, column), country: -1 };
}

/** The one that parts the first line into the most cells; a line without any is a list of one column. */
function guessDelimiter(path: string, text: string): string {
  if (extname(path).toLowerCase() === '.tsv') return '\t';
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
  const outside = line.replace(/"(?:[^"]|"")*"/g, '');
  const counts = delimiters.map((delimiter) => outside.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

const csvOptions = (delimiter: string) => ({
  delimiter,
  bom: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: longestRecord,
});

/** The first record; what does not parse here is reported with its line when the rows are read. */
function firstRecord(text: string, delimiter: string): readonly string[] {
  try {
    const [record = []] = parseText(text, { ...csvOptions(delimiter), to: 1 }) as string[][];
    return record;
  } catch {
    return [];
  }
}

/** `Phone 1 - Value` and `phone_1.value` are one name. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[_\-–:./()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function findPhone(path: string, names: readonly string[], column: string | undefined): number {
  const plain = names.map(plainName);
  const seen = names.map((name) => `"${printable(name, 40)}"`).slice(0, 20);
  if (column !== undefined) {
    const at = plain.indexOf(plainName(column));
    if (at !== -1) return at;
    throw new UserError({
      code: 'contacts.no-phone-column',
      message: `${printable(basename(path))} has no column "${printable(column, 40)}".`,
      hints: [`Its columns are ${seen.join(', ')}; name one with \`--contacts-column\`.`],
    });
  }
  for (const pattern of phoneColumns) {
    const at = plain.findIndex((name) => pattern.test(name));
    if (at !== -1) return at;
  }
  throw new UserError({
    code: 'contacts.no-phone-column',
    message: `No column of ${printable(basename(path))} looks like phone numbers.`,
    hints: [`Its columns are ${seen.join(', ')}; name one with \`--contacts-column\`.`],
  });
}

const findCountry = (names: readonly string[]): number =>
  names.findIndex((name) => countryColumn.test(plainName(name)));

const broken = (line: number, what: string, hint: string): UserError =>
  new UserError({ code: 'contacts.broken', message: `The list breaks off at line ${line}: ${what}.`, hints: [hint] });

/** One record with where it ends. */
interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function* csvRows(
  stream: ReadStream,
  { delimiter, hasHeader, phone, country }: Layout,
): AsyncGenerator<readonly ContactRow[]> {
  const parser = stream.pipe(parse({ ...csvOptions(delimiter), info: true }));
  stream.on('error', (error) => parser.destroy(error));
  let batch: ContactRow[] = [];
  let header = hasHeader;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (header) {
        header = false;
        continue;
      }
      batch.push(row(info.lines - innerLines(record), record[phone], country === -1 ? undefined : record[country]));
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw readFailure(error);
    const line = Number(error.lines ?? 0);
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      throw broken(line, 'a quote is opened and never closed', 'Close the quote, or write it twice where it is meant.');
    }
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      throw broken(line, 'a row is longer than 1 MiB', 'A quote before it was probably never closed.');
    }
    throw broken(line, 'it cannot be read as CSV', saveAsCsv);
  } finally {
    stream.destroy();
  }
  if (batch.length > 0) yield batch;
}

/** Line breaks within quotes: the parser tells where a row ends, people look for where it starts. */
const innerLines = (record: readonly string[]): number =>
  record.reduce((lines, cell) => lines + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

async function* jsonRows(stream: ReadStream, { names, phone, country }: Layout): AsyncGenerator<readonly ContactRow[]> {
  const phoneName = names[phone] ?? '';
  const countryName = names[country];
  let batch: ContactRow[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === '') continue;
      const record = parseJsonLine(text, line);
      batch.push(
        row(line, cellOf(record, phoneName), countryName === undefined ? undefined : cellOf(record, countryName)),
      );
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    throw error instanceof UserError ? error : readFailure(error);
  } finally {
    stream.destroy();
  }
  if (batch.length > 0) yield batch;
}

const row = (line: number, phone: string | undefined, country: string | undefined): ContactRow => ({
  line,
  phone: phone ?? '',
  ...(country !== undefined && { country }),
});

function cellOf(record: object, name: string): string {
  const value: unknown = Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function parseJsonLine(text: string, line: number): object {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The parser's message would repeat the row.
  }
  throw broken(line, 'it is no JSON object', 'Write one object a line, such as {"phone": "+12025550123"}.');
}

const readFailure = (error: unknown): UserError =>
  new UserError({
    code: 'contacts.unreadable',
    message: `Reading the list failed (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
    hints: ['Try again, or copy the file to this machine first.'],
  });
