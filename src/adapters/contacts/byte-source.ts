import { stat } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { containerOf, decoded, encodingOf, translated } from './list-encoding.ts';
import { fileChunks, openList, pathOf, pieceBytes, readChunks, unreadable } from './list-file.ts';
import type { Piece, StoredBytes } from './stored-bytes.ts';
import type { PlacedBytes } from './workbook/placed-bytes.ts';

/** Bytes from which format, encoding, delimiter and columns are recognized: more than the longest row. */
const sampleBytes = 1.25 * 1024 * 1024;

/** At the start of every form that is not text, and of some text. */
const notPlainText = /[^\t-\r\x20-\x7e]|^(?:%PDF|PARE)/;

/** Where a list's bytes come from. */
export interface ByteSource {
  /** Absolute path, or `-`. */
  readonly source: string;
  readonly name: string;
  /** Null for stdin. */
  readonly bytes: number | null;
  /** ISO 8601, UTC; null for stdin. */
  readonly modifiedAt: string | null;
  /** The first bytes, as UTF-8 without a byte-order mark, and whether these are all. */
  readonly sample: Buffer;
  readonly isWhole: boolean;
  /** `text` is read as UTF-8, whatever its encoding; the others are not text. */
  readonly form: 'text' | 'zip' | 'compound' | 'parquet';
  /** All bytes, as UTF-8 without a byte-order mark. Can be read once. */
  readonly pieces: () => AsyncIterable<Piece>;
  /**
   * Reads all bytes of what is no file in UTF-8, and keeps them where they can be read at any place; `pieces` reads them from
   * there. Null: the file at `source` has them as they are.
   */
  readonly store: ((onLines: (lines: number) => void) => Promise<StoredBytes>) | null;
  /** All bytes, to be read at any place: those of the open file, or of memory for a pipe, a gzip file and a short file. */
  readonly placed: () => Promise<PlacedBytes>;
  /** Bytes of the file, before unpacking. */
  readonly bytesRead: () => number;
  /** Whether the file was changed since it was opened. */
  readonly changedSince: () => Promise<boolean>;
  readonly close: () => void;
}

/**
 * Opens a file, or stdin for `-`, and reads its beginning. Gzip is unpacked, UTF-16 translated, and a byte-order mark removed.
 * Rejects with `UserError` (`contacts.unreadable`, `contacts.empty`).
 */
export async function openBytes(
  source: string,
  stdin: () => NodeJS.ReadableStream,
  log: FindingLog,
): Promise<ByteSource> {
  const path = pathOf(source);
  const opened = path === '-' ? undefined : openList(path);
  const stats = opened?.stats;
  const shown = path === '-' ? 'The input on stdin' : path;
  const file = opened === undefined ? undefined : fileChunks(opened);
  let bytesRead = 0;
  const raw = readChunks(file?.chunks() ?? stdin(), shown, (length) => {
    bytesRead += length;
  });
  let stored: StoredBytes | undefined;
  const close = () => {
    file?.close();
    stored?.close();
  };
  const changedSince = async (): Promise<boolean> => {
    if (stats === undefined) return false;
    const after = await promisify(stat)(path).catch(() => undefined);
    return after?.size !== stats.size || after.mtimeMs !== stats.mtimeMs;
  };
  try {
    const first = await take(raw, 4);
    const isGzip = first.taken.subarray(0, 2).toString('hex') === '1f8b';
    const unpacked = isGzip ? gunzipped(first.all, log) : first.all;
    const head = await take(unpacked, sampleBytes);
    if (notPlainText.test(head.taken.subarray(0, 512).toString('latin1'))) {
      (await import('./sources/binary-form.ts')).refuseBinary(head.taken, path, { isUnpacked: isGzip });
    }
    const about = {
      source: path,
      name: path === '-' ? 'stdin' : basename(path),
      bytes: stats?.size ?? null,
      modifiedAt: stats?.mtime.toISOString() ?? null,
      isWhole: head.isWhole,
      bytesRead: () => bytesRead,
      close,
      changedSince,
      placed: async (): Promise<PlacedBytes> =>
        opened === undefined || isGzip || head.isWhole
          ? { name: shown, ...(await inMemory(head.all, shown)) }
          : { name: shown, size: opened.stats.size, from: opened.file },
    };
    const container = containerOf(head.taken);
    if (container !== undefined)
      return { ...about, form: container, sample: head.taken, pieces: () => pieces(head.all), store: null };
    const encoding = encodingOf(head.taken, shown);
    if (encoding !== 'utf-8') log.add('utf-16');
    const sample = decoded(head.taken, encoding);
    const stream = async function* (): AsyncGenerator<Piece> {
      yield* pieces(translated(head.all, encoding));
      if (await changedSince()) log.add('changed-while-reading');
    };
    if (sample.length === 0 || sample.toString('latin1').trim() === '') {
      throw new UserError({
        code: 'contacts.empty',
        message: `${printable(shown)} is empty.`,
        hints: ['Name a list with a header and at least one row.'],
      });
    }
    return {
      ...about,
      sample,
      form: 'text',
      pieces: () => stored?.pieces() ?? stream(),
      store:
        path !== '-' && !isGzip && encoding === 'utf-8'
          ? null
          : async (onLines) => {
              const { storeBytes } = await import('./stored-bytes.ts');
              stored = await storeBytes(stream(), onLines);
              return stored;
            },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A workbook of a million rows has about 50 MiB. */
const mostInMemory = 100 * 1024 * 1024;

async function inMemory(chunks: AsyncIterable<Buffer>, shown: string): Promise<Pick<PlacedBytes, 'size' | 'from'>> {
  const taken: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > mostInMemory) throw unreadable(shown, 'is larger than 100 MiB', 'Name it as an unpacked file.');
    taken.push(chunk);
  }
  return { size, from: Buffer.concat(taken) };
}

/** The first bytes, and all of them once more. */
async function take(chunks: AsyncIterable<Buffer>, length: number) {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  let isWhole = false;
  while (size < length && !isWhole) {
    const next = await iterator.next();
    if (next.done === true) isWhole = true;
    else {
      first.push(next.value);
      size += next.value.length;
    }
  }
  const start = Buffer.concat(first);
  async function* all(): AsyncGenerator<Buffer> {
    for (let at = 0; at < start.length; at += pieceBytes) yield start.subarray(at, at + pieceBytes);
    if (isWhole) return;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return { taken: start.subarray(0, length), all: all(), isWhole: isWhole && start.length <= length };
}

/** A compressed file that breaks off is read up to there. */
async function* gunzipped(chunks: AsyncIterable<Buffer>, log: FindingLog): AsyncGenerator<Buffer> {
  const { Readable } = await import('node:stream');
  const gunzip = process.getBuiltinModule('node:zlib').createGunzip({ chunkSize: pieceBytes });
  const packed = Readable.from(chunks);
  packed.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of packed.pipe(gunzip)) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof UserError) throw error;
    log.add('truncated-gzip');
  } finally {
    packed.destroy();
  }
}

/** Joins chunks to pieces, and marks the last. */
async function* pieces(chunks: AsyncIterable<Buffer>) {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < pieceBytes) continue;
    yield { piece: waiting.length === 1 ? chunk : Buffer.concat(waiting), last: false };
    waiting = [];
    size = 0;
  }
  yield { piece: Buffer.concat(waiting), last: true };
}
