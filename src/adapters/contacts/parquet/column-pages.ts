import { UserError } from '../../../domain/user-error.ts';
import { checkClaims } from './page-claims.ts';
import { unpackerOf } from './page-codecs.ts';
import type { ColumnPart } from './parquet-footer.ts';
import {
  convert,
  type DecodedArray,
  getMaxRepetitionLevel,
  type PageHeader,
  parquetHeader,
  readPage,
} from './parquet-library.ts';
import { damagedParquet, tooLargeParquet, unpackableParquet, unsupportedParquet } from './parquet-problem.ts';
import { thriftEnd } from './thrift-extent.ts';

/** Writers aim at one MiB; a page of texts for 100,000 rows has some. */
const mostPage = 128 * 1024 * 1024;
/** Equal values take no bytes, so that a page may have those of a whole group of rows. */
const mostValues = 4 * 1024 * 1024;
/** The head of a page is short, unless it names the smallest and the largest text of it. */
const headBytes = 4 * 1024;
const mostHead = 16 * 1024 * 1024;

/** Encodings of the specification but those that are no longer written. */
const encodings: ReadonlySet<string | undefined> = new Set([
  ...['PLAIN', 'PLAIN_DICTIONARY', 'RLE_DICTIONARY', 'RLE', 'BYTE_STREAM_SPLIT'],
  ...['DELTA_BINARY_PACKED', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'],
]);

/** A number of the file may have any type and sign. */
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

export interface PageSource {
  /** The name in messages. */
  readonly name: string;
  readonly read: (position: number, length: number) => Promise<Buffer>;
}

/** The values of one column, page by page. Rejects with `UserError` (`contacts.unreadable`). */
export async function* columnPages(
  { name, read }: PageSource,
  { decoder, start, end }: ColumnPart,
): AsyncGenerator<DecodedArray> {
  const unpack = unpackerOf(decoder.codec);
  if (unpack === undefined) throw unpackableParquet(name, decoder.codec ?? 'unknown');
  let dictionary: DecodedArray | undefined;
  const isRepeated = getMaxRepetitionLevel(decoder.schemaPath) > 0;
  /** The last row, which may continue on the next page. */
  let open: unknown[] = [];
  for (let at = start; at < end; ) {
    const { header, length } = await readHead(at);
    const size = header.compressed_page_size;
    if (!isCount(size)) throw damagedParquet(name);
    at += length + size;
    if (at > end) throw damagedParquet(name);
    if (header.type === 'INDEX_PAGE') continue;
    const packed = await read(at - size, size);
    if (packed.length < size) throw damagedParquet(name);
    checkSum(packed, header.crc);
    const page = decodePage(packed, header);
    if (header.type === 'DICTIONARY_PAGE') dictionary = decoded(() => convert(page, decoder));
    else if (!isRepeated) yield page;
    else if (page.length > 0) {
      open = [page.at(-1)];
      yield page.slice(0, -1);
    }
  }
  if (open.length > 0) yield open;

  async function readHead(at: number): Promise<{ readonly header: PageHeader; readonly length: number }> {
    for (let wanted = headBytes; ; wanted *= 4) {
      const bytes = await read(at, Math.min(wanted, end - at));
      const length = decoded(() => thriftEnd(bytes, 0));
      if (length !== undefined) {
        const view = new DataView(bytes.buffer, bytes.byteOffset, length);
        return { header: decoded(() => parquetHeader({ view, offset: 0 })), length };
      }
      if (bytes.length === end - at || wanted >= mostHead) throw damagedParquet(name);
    }
  }

  function checkSum(packed: Buffer, expected: number | undefined): void {
    if (expected === undefined) return;
    if (process.getBuiltinModule('node:zlib').crc32(packed) !== expected >>> 0) throw damagedParquet(name);
  }

  function decodePage(packed: Buffer, header: PageHeader): DecodedArray {
    const { data_page_header: first, dictionary_page_header: words, data_page_header_v2: second } = header;
    const about = { DATA_PAGE: first, DICTIONARY_PAGE: words, DATA_PAGE_V2: second, INDEX_PAGE: undefined }[
      header.type
    ];
    if (about === undefined) throw damagedParquet(name);
    const { encoding, num_values: values } = about;
    if (!encodings.has(encoding)) throw unsupportedParquet(name, `the encoding ${encoding ?? 'unknown'}`);
    const size = header.uncompressed_page_size;
    if (!isCount(size) || !isCount(values)) throw damagedParquet(name);
    if (size > mostPage) throw tooLargeParquet(name, 'a page of more than 128 MiB');
    if (values > mostValues) throw tooLargeParquet(name, 'a page of more than 4,194,304 values');
    return decoded(() => {
      const bytes = second === undefined ? unpack?.(packed, size) : unpackSecond(packed, size, second);
      if (bytes === undefined) throw damagedParquet(name);
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (header.type === 'DICTIONARY_PAGE') {
        if (values > size) throw damagedParquet(name);
      } else {
        const isWords = encoding?.endsWith('_DICTIONARY') === true;
        if ((isWords && dictionary === undefined) || !areLevelsRuns(first)) throw damagedParquet(name);
        checkClaims(buffer, header, decoder, values);
      }
      return readPlainPage(buffer, header, values);
    });
  }

  /** The levels of the second form of pages are never packed. */
  function unpackSecond(packed: Buffer, size: number, about: NonNullable<PageHeader['data_page_header_v2']>): Buffer {
    const { repetition_levels_byte_length: repetitions, definition_levels_byte_length: definitions } = about;
    const levels = repetitions + definitions;
    if (!isCount(repetitions) || !isCount(definitions) || levels > packed.length) throw damagedParquet(name);
    const values = packed.subarray(levels);
    const isPacked = about.is_compressed !== false && size > levels;
    const unpacked = isPacked ? unpack?.(values, size - levels) : values;
    const whole = Buffer.allocUnsafeSlow(levels + (unpacked?.length ?? 0));
    packed.copy(whole, 0, 0, levels);
    whole.set(unpacked ?? [], levels);
    return whole;
  }

  function readPlainPage(bytes: Buffer, header: PageHeader, values: number): DecodedArray {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { data_page_header_v2: second } = header;
    const plain: PageHeader = {
      ...header,
      ...{ compressed_page_size: bytes.length, uncompressed_page_size: bytes.length },
      ...(second !== undefined && { data_page_header_v2: { ...second, is_compressed: false } }),
    };
    const unpacked = { ...decoder, codec: 'UNCOMPRESSED' } as const;
    // Without a value, the library would return lists of its own.
    if (values === 0) return [];
    const { data } = readPage({ view, offset: 0 }, plain, unpacked, dictionary, isRepeated ? open : undefined, 0);
    if (data === undefined) throw damagedParquet(name);
    return data;
  }

  function areLevelsRuns(about: PageHeader['data_page_header']): boolean {
    if (about === undefined) return true;
    return about.definition_level_encoding === 'RLE' || decoder.element.repetition_type === 'REQUIRED';
  }

  /** The library throws any error for a page that is damaged. */
  function decoded<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      throw error instanceof UserError ? error : damagedParquet(name);
    }
  }
}
