import { UserError } from '../../../domain/user-error.ts';
import { type PlacedBytes, readerAt } from '../workbook/placed-bytes.ts';
import {
  type ColumnDecoder,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from './parquet-library.ts';
import { parsers } from './parquet-parsers.ts';
import { damagedParquet, encryptedParquet, tooLargeParquet, unsupportedParquet } from './parquet-problem.ts';
import { thriftEnd } from './thrift-extent.ts';

/** A file of a thousand columns and a thousand groups of rows has less. */
const mostFooter = 32 * 1024 * 1024;
/** Of fewer rows, none need any bytes. */
const alwaysAllowed = 10_000_000;
/** Rows that are all equal take almost no bytes. */
const mostRowsByByte = 100;
/** Levels of lists and records. */
const deepest = 32;
/** No writer has decimals of more digits. */
const mostScale = 76;

/** The values of one column in one group of rows. */
export interface ColumnPart {
  readonly decoder: ColumnDecoder;
  readonly start: number;
  readonly end: number;
}

export interface ParquetFooter {
  /** The columns of the table, which may have parts of their own. */
  readonly columns: readonly SchemaTree[];
  readonly rows: number;
  /** For each group of rows, the parts of all columns by their path. */
  readonly groups: readonly { readonly rows: number; readonly parts: ReadonlyMap<string, ColumnPart> }[];
}

/** Reads the end of a Parquet file. Rejects with `UserError` (`contacts.unreadable`). */
export async function readFooter(placed: PlacedBytes): Promise<ParquetFooter> {
  const { name, size } = placed;
  const read = readerAt(placed);
  const end = await read(Math.max(0, size - 8), 8);
  if (end.length < 8 || size < 12) throw damagedParquet(name);
  if (end.toString('latin1', 4) === 'PARE') throw encryptedParquet(name);
  const length = end.readUInt32LE(0);
  if (end.toString('latin1', 4) !== 'PAR1' || length > size - 12) throw damagedParquet(name);
  if (length > mostFooter) throw tooLargeParquet(name, 'a directory of more than 32 MiB');
  const footer = await read(size - 8 - length, length + 8);
  const { columns, rows, groups } = parsed(footer, { name, dataEnd: size - 8 - length });
  const isWhole = groups.reduce((sum, group) => sum + group.rows, 0) === rows;
  const parts = groups.flatMap((group) => [...group.parts.values()]);
  const packed = parts.reduce((sum, part) => sum + part.end - part.start, 0);
  if (!isWhole || packed > size) throw damagedParquet(name);
  if (rows > alwaysAllowed && rows > size * mostRowsByByte)
    throw tooLargeParquet(name, 'more rows than its size can hold');
  return { columns, rows, groups };
}

interface Place {
  readonly name: string;
  /** Where the values end, and the directory begins. */
  readonly dataEnd: number;
}

function parsed(footer: Buffer, place: Place): ParquetFooter {
  const { name } = place;
  try {
    if (thriftEnd(footer.subarray(0, -8), 0) === undefined) throw damagedParquet(name);
    const metadata = parquetMetadata(footer, { parsers, geoparquet: false });
    const schema = metadata.schema.map((element) => plainElement(element, name));
    const root = parquetSchema({ schema });
    const { children: columns } = root;
    const leaves = new Map<string, readonly SchemaTree[]>();
    for (const column of columns) addLeaves(leaves, [root, column], name);
    const groups = metadata.row_groups.map((group) => groupOf(group, leaves, place));
    return { columns, rows: Number(metadata.num_rows), groups };
  } catch (error) {
    throw error instanceof UserError ? error : damagedParquet(name);
  }
}

/** Adds the columns that have values of their own, with the way from the root to each. */
function addLeaves(leaves: Map<string, readonly SchemaTree[]>, way: readonly SchemaTree[], name: string): void {
  if (way.length > deepest) throw damagedParquet(name);
  const last = way.at(-1);
  if (last === undefined) return;
  if (last.children.length === 0) leaves.set(pathKey(last.path), way);
  for (const child of last.children) addLeaves(leaves, [...way, child], name);
}

/** A name may contain a dot. */
export const pathKey = (path: readonly string[]): string => path.join('\0');

/** What hyparquet decodes with a loss, or as something else than a text. */
const notDecoded: ReadonlySet<string | undefined> = new Set([
  ...['DECIMAL', 'BSON', 'INTERVAL', 'GEOMETRY', 'GEOGRAPHY', 'VARIANT', 'FILE'],
]);

/** An element whose values the library leaves as they are, where `valueText` writes them. */
function plainElement(element: SchemaElement, name: string): SchemaElement {
  if (typeof element.name !== 'string') throw damagedParquet(name);
  if (!notDecoded.has(element.converted_type) && !notDecoded.has(element.logical_type?.type)) return element;
  const { converted_type: converted, logical_type: logical, ...others } = element;
  const isDecimal = converted === 'DECIMAL' || logical?.type === 'DECIMAL';
  const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
  if (isDecimal && !(scale >= 0 && scale <= mostScale)) throw damagedParquet(name);
  return isDecimal ? { ...others, scale, precision: element.precision ?? 0 } : others;
}

function groupOf(
  { num_rows, columns }: FileMetaData['row_groups'][number],
  leaves: ReadonlyMap<string, readonly SchemaTree[]>,
  place: Place,
): ParquetFooter['groups'][number] {
  const { name } = place;
  const rows = Number(num_rows);
  const parts = new Map<string, ColumnPart>();
  // Without rows, the columns have no place.
  for (const { meta_data: about, crypto_metadata: crypto, file_path: path } of rows === 0 ? [] : columns) {
    if (about === undefined || crypto !== undefined) throw encryptedParquet(name);
    if (path !== undefined && path !== '') throw unsupportedParquet(name, 'values in other files');
    const key = pathKey(about.path_in_schema);
    parts.set(key, partOf(about, leaves.get(key), place));
  }
  if (!Number.isSafeInteger(rows) || rows < 0) throw damagedParquet(name);
  return { rows, parts };
}

function partOf(
  about: ColumnMetaData,
  schemaPath: readonly SchemaTree[] | undefined,
  { name, dataEnd }: Place,
): ColumnPart {
  const offsets = [about.dictionary_page_offset, about.data_page_offset].map((offset) => Number(offset ?? 0));
  // Some writers leave the dictionary out, or write 0.
  const start = Math.min(...offsets.filter((offset) => offset > 0));
  const end = start + Number(about.total_compressed_size);
  const isInside = start >= 4 && end >= start && end <= dataEnd;
  const element = schemaPath?.at(-1)?.element;
  if (!isInside || schemaPath === undefined || element?.type !== about.type) throw damagedParquet(name);
  const { type, codec, path_in_schema: pathInSchema } = about;
  const utf8 = element.scale === undefined;
  return { start, end, decoder: { type, codec, pathInSchema, element, schemaPath: [...schemaPath], parsers, utf8 } };
}
