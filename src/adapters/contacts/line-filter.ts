import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { lineLimit } from '../../domain/contacts/classified-line.ts';
import { UserError } from '../../domain/user-error.ts';
import { isMissing, reasonOf } from '../files/file-problem.ts';
import { isPipe, openRegular } from '../files/named-file.ts';
import { notFound, unreadable } from './list-file.ts';

const lineFeed = 0x0a;

/**
 * Writes one line to stdout for each line of stdin, in order and with flat memory: reading waits for writing. `atEnd` adds a
 * line after the last. A line is cut at `lineLimit`, and read as Windows-1252 if it is not UTF-8. Ends without an error when
 * the reader has gone.
 */
export async function pipeLines(change: (line: string) => string, atEnd?: () => string): Promise<void> {
  const { stdin, stdout } = process;
  // Standard output is not destroyed by an error.
  let isGone = false;
  const leave = (): void => {
    isGone = true;
  };
  stdout.on('error', leave).on('close', leave);
  let pending: Buffer = Buffer.alloc(0);
  let isCut = false;
  const answer = (bytes: Buffer): string => {
    const text = isUtf8(bytes) ? bytes.toString('utf8') : latin.decode(bytes);
    return `${change(text.endsWith('\r') ? text.slice(0, -1) : text)}\n`;
  };
  for await (const chunk of stdin) {
    const bytes = pending.length === 0 ? (chunk as Buffer) : Buffer.concat([pending, chunk as Buffer]);
    const answers: string[] = [];
    let at = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, at)) {
      if (!isCut) answers.push(answer(bytes.subarray(at, end)));
      isCut = false;
      at = end + 1;
    }
    pending = Buffer.from(bytes.subarray(at));
    if (pending.length > lineLimit) {
      if (!isCut) answers.push(answer(pending.subarray(0, lineLimit)));
      isCut = true;
      pending = Buffer.alloc(0);
    }
    if (answers.length > 0 && !stdout.write(answers.join(''))) await drained(stdout);
    if (isGone) return;
  }
  if (pending.length > 0 && !isCut) stdout.write(answer(pending));
  if (atEnd !== undefined) stdout.write(`${atEnd()}\n`);
}

const latin = new TextDecoder('windows-1252');

/** Resolves when stdout accepts more, or its reader has gone. */
const drained = (stdout: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    const events = ['drain', 'close', 'error'] as const;
    const done = (): void => {
      for (const event of events) stdout.off(event, done);
      resolve();
    };
    for (const event of events) stdout.on(event, done);
  });

/**
 * The lines of files, pipes, or stdin for `-`, one after the other. Rejects with `UserError` (`contacts.unreadable`), also for
 * a line that is longer than `lineLimit`.
 */
export async function* readLines(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    try {
      yield* linesOf(await chunksOf(path), path);
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (isMissing(error)) throw notFound(path);
      throw unreadable(path, `cannot be read: ${reasonOf(error)}`, 'Check the path and its permissions.');
    }
  }
}

async function chunksOf(path: string): Promise<AsyncIterable<unknown>> {
  if (path === '-') return process.stdin;
  if (isPipe(path)) return (await import('../files/named-pipe.ts')).pipeChunks(path);
  return createReadStream(path, { fd: openRegular(path).file });
}

async function* linesOf(chunks: AsyncIterable<unknown>, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (rest.length > lineLimit) throw unreadable(path, 'has a line that is longer than 1 MiB', 'Check the path.');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
