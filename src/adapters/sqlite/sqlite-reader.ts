import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Environment } from '../../domain/environment.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { builtFile } from '../process/built-file.ts';
import { sqliteHeader } from './sqlite-header.ts';
import { memoryLimit, type SqliteAnswer, type SqliteRequest, type SqliteTable } from './sqlite-protocol.ts';

/** Versions 22.16 and 24 of Node.js have what the child uses. */
export function hasSqlite(version: string = process.versions.node): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 16);
}

const failure = (path: string, what: string, ...hints: readonly string[]): UserError =>
  new UserError({ code: 'contacts.database', message: `${printable(path)}: ${what}.`, hints });

/**
 * The URI that opens a database without creating a file beside it. In the WAL mode, SQLite creates two even to read. Without a
 * log, nobody writes, and the file can be read as one that does not change. Throws `UserError` (`contacts.database`) if there is a
 * log, but no index for it.
 */
function uriOf(path: string): string {
  const uri = `${pathToFileURL(path).href}?mode=ro`;
  const isWal = sqliteHeader(path)?.[18] === 2;
  if (!isWal) return uri;
  const hasLog = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (!hasLog) return `${uri}&immutable=1`;
  if (existsSync(`${path}-shm`)) return uri;
  throw failure(
    path,
    'its last changes are in a log that only a writer can read',
    'Open it with the program that it belongs to, and close it there.',
  );
}

type Cause = readonly [what: string, ...hints: readonly string[]];

/** Also if the process was killed by something else, which happens mostly for its memory. */
const tooLarge: Cause = [
  `the query needs more than ${memoryLimit / 1024 / 1024} MiB of memory`,
  'Select fewer or shorter columns.',
];

/** By result codes (https://www.sqlite.org/rescode.html). */
const causes: Readonly<Record<number, Cause>> = {
  0: ['the query has more than one statement', 'Pass one statement.'],
  5: ['another program has locked it', 'Retry when that program is done.'],
  6: ['another program has locked it', 'Retry when that program is done.'],
  7: tooLarge,
  8: ['the query writes, but smsctl only reads', 'Use a query that selects.'],
  10: ['it cannot be read to its end', 'Copy it to this machine first.'],
  11: ['the database is damaged', 'Check it with `pragma integrity_check` in sqlite3.'],
  14: ['it cannot be opened', 'Check its permissions, and whether a program writes to it.'],
  18: tooLarge,
  23: ['the query does more than read', 'Use a query that selects.'],
  26: ['it is not an SQLite database, or it is encrypted', 'Check the file.'],
};

interface Connection {
  /** The first answer. */
  readonly first: SqliteAnswer;
  readonly rest: AsyncGenerator<SqliteAnswer>;
  readonly close: () => void;
}

/** A line is a batch of rows. */
const lineLimit = 64 * 1024 * 1024;
const limitMs = 5 * 60_000;

/** Where SQLite sorts rows that are too many for its memory, and what Windows needs to start a program. */
const passedOn = ['TMPDIR', 'TEMP', 'TMP', 'SystemRoot'] as const;

const running = new Set<() => void>();
process.on('exit', () => {
  for (const stop of running) stop();
});

/** Starts the child, and waits for its first answer. Rejects with `UserError` (`contacts.database`). */
async function ask(path: string, query: string | null, env: Environment): Promise<Connection> {
  const request: SqliteRequest = { uri: uriOf(path), query };
  const child = spawn(process.execPath, ['--no-warnings', fileURLToPath(builtFile('sqlite-child.js'))], {
    env: Object.fromEntries(passedOn.map((name) => [name, env[name]])),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  let isLate = false;
  const close = (): void => {
    running.delete(close);
    clearTimeout(timer);
    child.kill('SIGKILL');
    child.stdout.destroy();
  };
  const late = (): void => {
    isLate = true;
    close();
  };
  let timer = setTimeout(late, limitMs);
  running.add(close);
  child.on('error', () => child.stdout.destroy());
  // The pipe breaks if the child ends before it has read.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(request));
  async function* answers(): AsyncGenerator<SqliteAnswer> {
    try {
      for await (const line of linesOf(child.stdout)) {
        clearTimeout(timer);
        const answer = JSON.parse(line) as SqliteAnswer;
        if ('fault' in answer) throw explained(path, answer);
        if ('end' in answer) return;
        yield answer;
        timer = setTimeout(late, limitMs);
      }
      throw isLate
        ? failure(path, 'the query took longer than five minutes', 'Make it faster, or add an index.')
        : failure(path, ...tooLarge);
    } finally {
      close();
    }
  }
  const rest = answers();
  const first = await rest.next();
  if (first.done === true) throw failure(path, 'no answer', 'Retry.');
  return { first: first.value, rest, close };
}

function explained(path: string, { fault, text }: { readonly fault: number; readonly text: string }): UserError {
  const known = causes[fault];
  if (known !== undefined) return failure(path, ...known);
  return failure(path, `the query fails (${printable(text, 200)})`, 'Try it in sqlite3.');
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of chunks) {
      let at = 0;
      for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, at)) {
        parts.push(chunk.subarray(at, end));
        yield Buffer.concat(parts).toString('utf8');
        parts = [];
        size = 0;
        at = end + 1;
      }
      parts.push(chunk.subarray(at));
      size += chunk.length - at;
      if (size > lineLimit) return;
    }
  } catch (error) {
    // Closed before its end.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** The tables and views of a database. Rejects with `UserError` (`contacts.database`). */
export async function sqliteTables(path: string, env: Environment): Promise<readonly SqliteTable[]> {
  const { first, close } = await ask(path, null, env);
  close();
  return 'tables' in first ? first.tables : [];
}

/** The result of one query, in batches. Rejects with `UserError` (`contacts.database`). */
export async function querySqlite(path: string, query: string, env: Environment) {
  const { first, rest, close } = await ask(path, query.replace(/[;\s]+$/, ''), env);
  async function* batches() {
    for await (const answer of rest) if ('rows' in answer) yield answer.rows;
  }
  return { columns: 'columns' in first ? first.columns : [], batches: batches(), close };
}
