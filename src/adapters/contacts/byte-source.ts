import { stat } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { decoded, encodingOf, translated } from './list-encoding.ts';
import { fileChunks, openList, pathOf, pieceBytes, readChunks } from './list-file.ts';

/** Bytes from which format, encoding, delimiter and columns are recognized: more than the longest row. */
const sampleBytes = 1.25 * 1024 * 1024;

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
  /** Anything but `utf-8` is translated. */
  readonly form: 'utf-8' | 'utf-16' | 'gzip';
  /** All bytes, as UTF-8 without a byte-order mark; the `last` piece may be empty. Can be read once. */
  readonly pieces: () => AsyncIterable<{ readonly piece: Buffer; readonly last: boolean }>;
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
  const about = opened?.stats;
  const shown = path === '-' ? 'What is piped in' : path;
  const file = opened === undefined ? undefined : fileChunks(opened);
  let bytesRead = 0;
  const raw = readChunks(file?.chunks() ?? stdin(), shown, (length) => {
    bytesRead += length;
  });
  const close = () => file?.close();
  const changedSince = async (): Promise<boolean> => {
    if (about === undefined) return false;
    const after = await promisify(stat)(path).catch(() => undefined);
    return after?.size !== about.size || after.mtimeMs !== about.mtimeMs;
  };
  try {
    const first = await take(raw, 4);
    const isGzip = first.taken.subarray(0, 2).toString('hex') === '1f8b';
    const unpacked = isGzip ? gunzipped(first.all, log) : first.all;
    const head = await take(unpacked, sampleBytes);
    const encoding = encodingOf(head.taken, shown);
    if (encoding !== 'utf-8') log.add('utf-16');
    const sample = decoded(head.taken, encoding);
    if (sample.length === 0 || sample.toString('latin1').trim() === '') {
      throw new UserError({
        code: 'contacts.empty',
        message: `${printable(shown)} is empty.`,
        hints: ['Give a list with a header and at least one row.'],
      });
    }
    return {
      source: path,
      name: path === '-' ? 'stdin' : basename(path),
      bytes: about?.size ?? null,
      modifiedAt: about?.mtime.toISOString() ?? null,
      sample,
      isWhole: head.isWhole,
      form: isGzip ? 'gzip' : encoding === 'utf-8' ? 'utf-8' : 'utf-16',
      bytesRead: () => bytesRead,
      close,
      pieces: async function* () {
        yield* pieces(translated(head.all, encoding));
        if (await changedSince()) log.add('changed-while-reading');
      },
      changedSince,
    };
  } catch (error) {
    close();
    throw error;
  }
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
    if (start.length > 0) yield start;
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
