import { closeSync, read, readSync, type Stats, stat } from 'node:fs';
import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { withHome } from '../files/home-path.ts';
import { type OpenedFile, openRegular } from '../files/named-file.ts';
import { UnfitFile } from '../files/unfit-file.ts';

/** What is read at most to recognize format, encoding, delimiter and columns: the longest row and some more. */
const sampleBytes = 1.25 * 1024 * 1024;
/** Readers work through pieces of about this size, however small the pieces are that come. */
const pieceBytes = 256 * 1024;

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
  /** The bytes as `formOf` names them; anything but `utf-8` needed a translation. */
  readonly form: 'utf-8' | 'utf-16' | 'gzip';
  /** All bytes, as UTF-8 without a byte-order mark; the `last` piece may be empty. Can be read once. */
  readonly pieces: () => AsyncIterable<{ readonly piece: Buffer; readonly last: boolean }>;
  /** Of the file, before anything was unpacked. */
  readonly bytesRead: () => number;
  /** Whether somebody wrote to the file since it was opened. */
  readonly changedSince: () => Promise<boolean>;
  readonly close: () => void;
}

/** Files that are no text, by how they begin. */
const magic: readonly (readonly [bytes: string, what: string])[] = [
  ['504b0304', 'an Excel workbook or a ZIP archive'],
  ['d0cf11e0', 'an old Excel workbook'],
  ['25504446', 'a PDF'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['425a68', 'a bzip2 archive'],
  ['fd377a58', 'an xz archive'],
  ['28b52ffd', 'a Zstandard archive'],
  ['53514c69746520', 'an SQLite database'],
  ['50415231', 'a Parquet file'],
];

const saveAsCsv = 'Save the list as "CSV UTF-8 (comma delimited)", and give that file.';
const convert = 'Without Excel: `libreoffice --headless --convert-to csv FILE`.';

export const unreadable = (name: string, what: string, ...hints: readonly string[]): UserError =>
  new UserError({ code: 'contacts.unreadable', message: `${printable(name)} ${what}.`, hints });

/** `-` for stdin. A relative path is the shell's. */
export const pathOf = (source: string): string =>
  // Called only for a path that needs it: node:os takes long to load.
  source === '-' ? '-' : resolve(withHome(source, () => homedir()));

/**
 * Opens a file, or stdin for `-`, and looks at its beginning. A relative path is the shell's, gzip is unpacked, and UTF-16
 * and byte-order marks are translated. Rejects with `UserError` (`contacts.unreadable`, `contacts.empty`).
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
  const file = opened === undefined ? undefined : readingFrom(opened);
  let bytesRead = 0;
  const raw = counted(file?.chunks() ?? stdin(), (length) => {
    bytesRead += length;
  });
  const close = () => file?.close();
  const changedSince = async (): Promise<boolean> => {
    if (about === undefined) return false;
    const after = await statOf(path).catch(() => undefined);
    return after?.size !== about.size || after.mtimeMs !== about.mtimeMs;
  };
  try {
    const first = await take(failing(raw, shown), 4);
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

const statOf = (path: string): Promise<Stats> =>
  new Promise((resolve, reject) => {
    stat(path, (error, about) => (error === null ? resolve(about) : reject(error)));
  });

const tailBytes = 4096;

/** The last bytes of a file. */
export function tailOf(path: string): Buffer {
  const {
    file,
    stats: { size },
  } = openRegular(path);
  try {
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    const length = readSync(file, tail, 0, tail.length, size - tail.length);
    return tail.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** A file's bytes in pieces. Without a stream: what Node.js loads for one takes longer than to read a short list. */
function readingFrom({ file, stats: { size } }: OpenedFile) {
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  const readPiece = () =>
    new Promise<Buffer>((resolve, reject) => {
      const piece = Buffer.allocUnsafeSlow(Math.min(size + 1, pieceBytes));
      read(file, piece, 0, piece.length, null, (error, count) =>
        error === null ? resolve(piece.subarray(0, count)) : reject(error),
      );
    });
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      while (isOpen) {
        const piece = await readPiece();
        if (piece.length === 0) return;
        yield piece;
      }
    } finally {
      close();
    }
  }
  return { chunks, close };
}

function openList(path: string): OpenedFile {
  try {
    return openRegular(path);
  } catch (error) {
    if (error instanceof UnfitFile) throw unfit(path, error);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw unreadable(path, 'does not exist', 'Look at the path.');
    if (code === 'EACCES') throw unreadable(path, 'may not be read by you', 'Change its permissions, or copy it.');
    throw unreadable(path, `cannot be read (${code ?? 'unknown reason'})`, 'Look at the path.');
  }
}

const unfit = (path: string, { isDirectory }: UnfitFile): UserError =>
  isDirectory
    ? unreadable(path, 'is a folder', 'Give the file itself, such as contacts.csv.')
    : unreadable(path, 'is a device or a pipe', 'Pipe it in, and give `-`.');

async function* counted(stream: AsyncIterable<unknown>, count: (length: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    count(bytes.length);
    yield bytes;
  }
}

async function* failing(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw unreadable(name, 'may not be read by you', 'Change its permissions, or copy it.');
    throw unreadable(name, `cannot be read to its end (${code ?? 'unknown reason'})`, 'Copy it to this machine first.');
  }
}

/** Looks at the first bytes without taking them away. */
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

/** What is behind the place where a compressed file breaks off is lost; what is before it counts. */
async function* gunzipped(chunks: AsyncIterable<Buffer>, log: FindingLog): AsyncGenerator<Buffer> {
  const { Readable } = await import('node:stream');
  const gunzip = createGunzip({ chunkSize: pieceBytes });
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

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

function encodingOf(bytes: Buffer, name: string): Encoding {
  const hex = bytes.subarray(0, 8).toString('hex');
  const binary = magic.find(([start]) => hex.startsWith(start));
  if (binary !== undefined) throw unreadable(name, `is ${binary[1]}, not text`, saveAsCsv, convert);
  if (hex.startsWith('fffe')) return 'utf-16le';
  if (hex.startsWith('feff')) return 'utf-16be';
  let even = 0;
  let odd = 0;
  for (const [index, byte] of bytes.subarray(0, 4096).entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const looked = Math.min(bytes.length, 4096);
  // Text of Latin letters has a NUL in every other byte of UTF-16.
  if (odd > looked * 0.3 && even < looked * 0.05) return 'utf-16le';
  if (even > looked * 0.3 && odd < looked * 0.05) return 'utf-16be';
  if (even + odd > looked * 0.1) throw unreadable(name, 'holds NUL bytes and is not text', saveAsCsv);
  return 'utf-8';
}

const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf);

const withoutMark = (bytes: Buffer): Buffer => (bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes);

const decoded = (bytes: Buffer, encoding: Encoding): Buffer =>
  encoding === 'utf-8' ? withoutMark(bytes) : Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');

async function* translated(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    let first = true;
    for await (const chunk of chunks) {
      yield first ? withoutMark(chunk) : chunk;
      first = false;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}

/** Pieces of a size that is worth the work on each, and the news which is the last. */
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
