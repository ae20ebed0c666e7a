import type { Connection, ConnectionOptions, QueryOptions } from 'mysql2';
import { rememberSecret } from '../../domain/text/redaction.ts';
import { readCertificate } from '../postgres/postgres-connection.ts';
import { beforeLeaving } from '../process/leaving.ts';
import type { MysqlAddress } from './mysql-address.ts';

const connectTimeoutMs = 10_000;
const batchSize = 1000;

interface MysqlResult {
  readonly columns: readonly string[];
  readonly batches: AsyncGenerator<readonly (readonly (string | null)[])[]>;
  readonly close: () => void;
}

/**
 * The result of one statement, in a read-only transaction with a time limit. The server is not read faster than the rows are
 * taken. Rejects with `UserError`, or with an error of the system or server.
 */
export async function queryMysql(address: MysqlAddress, query: string): Promise<MysqlResult> {
  const connection = await connected(address);
  let close = (): void => connection.destroy();
  try {
    const server = await startReading(connection, address);
    const end = endingOf(address, connection, server);
    const rows = rowsOf(connection, query, address.statementTimeout, end.forget);
    close = () => {
      end.end();
      connection.destroy();
    };
    const columns = await rows.columns;
    return { columns, batches: batchesOf(rows.stream), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function connected(address: MysqlAddress): Promise<Connection> {
  const { host, port, socket, user, password, database } = address;
  if (password !== undefined) rememberSecret(password);
  const ssl = tlsOptions(address);
  const options: ConnectionOptions = {
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
    user,
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(ssl !== undefined && { ssl }),
    charset: 'utf8mb4',
    connectTimeout: connectTimeoutMs,
    multipleStatements: false,
    // A server may ask for any file of this machine.
    flags: ['-LOCAL_FILES', '-MULTI_STATEMENTS'],
  };
  const { default: mysql } = await import('mysql2');
  const connection = mysql.createConnection(options);
  return new Promise((resolve, reject) => {
    // Without a listener, a connection that breaks between two reads would end the process; the next read reports it.
    connection.on('error', reject);
    connection.connect((error) => {
      if (error === null) {
        resolve(connection);
        return;
      }
      connection.destroy();
      reject(error);
    });
  });
}

const run = (connection: Connection, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.query({ sql, timeout: connectTimeoutMs }, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });

/** Returns what `serverOf` does. */
async function startReading(connection: Connection, { statementTimeout }: MysqlAddress): Promise<string> {
  // Makes the server read the query as `readingMysqlQuery` does.
  await run(connection, 'set names utf8mb4');
  await run(connection, "set session sql_mode = ''");
  // One of them is unknown: the first is MySQL's, the second MariaDB's.
  await run(connection, `set session max_execution_time = ${statementTimeout}`).catch(() =>
    run(connection, `set session max_statement_time = ${statementTimeout / 1000}`),
  );
  await run(connection, 'start transaction read only');
  return serverOf(connection);
}

/** What tells servers with one address apart. */
const serverOf = (connection: Connection): Promise<string> =>
  new Promise((resolve, reject) => {
    const sql = "select concat_ws(' ', @@server_id, @@hostname, @@port, @@datadir) as server";
    connection.query({ sql, timeout: connectTimeoutMs, rowsAsArray: true }, (error, rows) => {
      if (error === null) resolve(JSON.stringify(rows));
      else reject(error);
    });
  });

/**
 * Ends a query that runs on the server, which does not notice by itself that its client is gone. `end` asks the server to do so
 * by another connection, which the process waits for before it ends; nothing happens after `forget`.
 */
function endingOf(address: MysqlAddress, { threadId }: Connection, server: string) {
  let ending: Promise<unknown> | undefined;
  const kill = async (): Promise<void> => {
    const other = await connected(address);
    try {
      // Behind an address with several servers, this number may be another query's.
      if ((await serverOf(other)) === server) await run(other, `kill query ${threadId}`);
    } finally {
      other.destroy();
    }
  };
  const start = (): Promise<unknown> => {
    ending ??= kill()
      .catch(() => {})
      .finally(forget);
    return ending;
  };
  const forget = beforeLeaving(start);
  let isOver = false;
  return {
    end: (): void => {
      if (!isOver) void start();
    },
    forget: (): void => {
      isOver = true;
      if (ending === undefined) forget();
    },
  };
}

/** `onEnd` is called if the server has ended the query. */
function rowsOf(connection: Connection, sql: string, limitMs: number, onEnd: () => void) {
  // The server's own limit comes first, unless it hangs.
  const timeout = limitMs === 0 ? undefined : limitMs + connectTimeoutMs;
  const request: QueryOptions = { sql, rowsAsArray: true, typeCast: false, ...(timeout !== undefined && { timeout }) };
  const command = connection.query(request);
  command.once('error', ({ code }: { readonly code?: string }) => {
    // The server may go on.
    if (code !== 'PROTOCOL_SEQUENCE_TIMEOUT') onEnd();
  });
  command.once('end', onEnd);
  const columns = new Promise<readonly string[]>((resolve, reject) => {
    command.once('fields', (fields: readonly { readonly name: string }[]) => resolve(fields.map(({ name }) => name)));
    command.once('error', reject);
    command.once('end', () => resolve([]));
  });
  const stream = command.stream({ highWaterMark: batchSize });
  // Its reader sees the error as well.
  stream.on('error', () => {});
  return { columns, stream };
}

async function* batchesOf(stream: AsyncIterable<unknown>) {
  let batch: (readonly (string | null)[])[] = [];
  for await (const row of stream) {
    batch.push((row as readonly (Buffer | null)[]).map(textOf));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no text are left out. */
function textOf(value: Buffer | null): string | null {
  if (value === null) return null;
  try {
    return decoder.decode(value);
  } catch {
    return '';
  }
}

function tlsOptions({ encryption, rootCertificate, certificate, key }: MysqlAddress): ConnectionOptions['ssl'] {
  if (encryption === 'none') return undefined;
  const [ca, cert, ownKey] = [rootCertificate, certificate, key].map(readCertificate);
  return {
    // Set although it is the default, which NODE_TLS_REJECT_UNAUTHORIZED would change.
    rejectUnauthorized: encryption !== 'require',
    verifyIdentity: encryption === 'verify-full',
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(ownKey !== undefined && { key: ownKey }),
  };
}
