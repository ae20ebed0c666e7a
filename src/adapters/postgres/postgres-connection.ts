import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import type { Client } from 'pg';
import type { Environment } from '../../domain/environment.ts';
import { printable } from '../../domain/text/printable.ts';
import { rememberSecret } from '../../domain/text/redaction.ts';
import { reasonOf } from '../files/file-problem.ts';
import { readRegular } from '../files/named-file.ts';
import { databaseError, type PostgresAddress, refuseUnresolved } from './postgres-address.ts';
import { copiedBytes } from './postgres-copy.ts';

const connectTimeoutMs = 10_000;
/** For each statement, and so for each batch of rows, if neither the address nor the server sets a limit. */
const statementTimeout = '5min';

/** All values are the text that the server writes: a number stays as it is. */
interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface PostgresConnection {
  /** Runs one statement; the protocol refuses a second one. Rejects with an error of the system or server. */
  readonly run: (statement: string) => Promise<Rows>;
  /** The bytes that a COPY statement sends, in pieces of whole rows. Rejects in the same way. */
  readonly copy: (statement: string) => AsyncGenerator<Buffer>;
  readonly close: () => void;
}

/**
 * A connection in a transaction that is read-only and has a time limit for each statement. A password is sent unencrypted only
 * on this machine or with `sslmode=disable`. Rejects with `UserError`, or with an error of the system or server.
 */
export async function connectPostgres(address: PostgresAddress, env: Environment): Promise<PostgresConnection> {
  refuseUnresolved('PGPASSWORD', env.PGPASSWORD);
  const tls = tlsOptions(address);
  const client = await connected(address, env, tls).catch((error: unknown) => {
    if (address.encryption !== 'prefer' || !lacksTls(error)) throw error;
    return connected(address, env, false);
  });
  try {
    await startReading(client, address);
    let isCopying = false;
    return {
      run: (statement) => run(client, statement),
      copy: async function* (statement) {
        isCopying = true;
        try {
          yield* copiedBytes(client, statement);
        } finally {
          isCopying = false;
        }
      },
      close: () => {
        // The server would wait for a client that no longer reads.
        if (isCopying) client.connection.stream.destroy();
        else hangUp(client);
      },
    };
  } catch (error) {
    hangUp(client);
    throw error;
  }
}

async function run(client: Client, text: string): Promise<Rows> {
  const request = { text, rowMode: 'array', queryMode: 'extended' } as const;
  const { fields, rows } = await client.query<(string | null)[]>(request);
  // The library's result may live longer than the rows: it is emptied, so that they can be freed.
  return { columns: fields.map(({ name }) => name), rows: rows.splice(0) };
}

/** Does not wait for the server, which may not respond. */
function hangUp(client: Client): void {
  client.end().catch(() => {});
}

/** The library does not set a code. */
export const lacksTls = (error: unknown): boolean =>
  error instanceof Error && /server does not support SSL/i.test(error.message);

async function connected(address: PostgresAddress, env: Environment, tls: ConnectionOptions | false): Promise<Client> {
  const { host, port, user, database, options, isLocal, encryption } = address;
  const { default: pg } = await import('pg');
  let asksUnencrypted = false;
  const client: Client = new pg.Client({
    host,
    port,
    user,
    database,
    options,
    ssl: tls,
    password: async () => {
      if (asksUnencrypted && !isLocal && encryption !== 'none') throw asksInClear();
      const password = env.PGPASSWORD || (await fromPasswordFile(client));
      refuseUnresolved('The password in ~/.pgpass', password);
      if (password === undefined) {
        throw databaseError('The database requires a password.', 'Set `PGPASSWORD`, or add it to ~/.pgpass.');
      }
      rememberSecret(password);
      return password;
    },
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'smsctl',
    types: { getTypeParser: () => (value: string) => value },
  });
  // Without a listener, a connection that breaks between two reads would end the process; the next read reports it.
  client.on('error', () => {});
  client.connection.prependListener('authenticationCleartextPassword', () => {
    asksUnencrypted = tls === false;
  });
  breakOnFaults(client.connection.stream);
  client.connection.on('sslconnect', () => breakOnFaults(client.connection.stream));
  try {
    await client.connect();
    return client;
  } catch (error) {
    hangUp(client);
    throw error;
  }
}

/**
 * Turns exceptions about answers that the library cannot read, such as a request for Kerberos, into errors of the
 * connection; nothing else would catch them.
 */
function breakOnFaults(stream: Duplex): void {
  const emit = stream.emit.bind(stream);
  stream.emit = (name: string | symbol, ...values: unknown[]): boolean => {
    if (name !== 'data') return emit(name, ...values);
    try {
      return emit(name, ...values);
    } catch (error) {
      stream.destroy(Object.assign(new Error('Unreadable answer', { cause: error }), { code: 'UNREADABLE_ANSWER' }));
      return true;
    }
  };
}

const asksInClear = () =>
  databaseError(
    'The server asks for the password without encryption. smsctl did not send it.',
    'Enable TLS on the server. If the network is trusted, add `?sslmode=disable` to the URL.',
  );

async function fromPasswordFile({ host, port, database, user }: Client): Promise<string | undefined> {
  const { default: pgpass } = await import('pgpass');
  return new Promise((resolve) => pgpass({ host, port, database, user }, resolve));
}

async function startReading(client: Client, { statementTimeout: wanted }: PostgresAddress): Promise<void> {
  await client.query('begin transaction read only');
  // Lets the server notice Ctrl-C during a query. Servers before 14 and some systems do not support it.
  await client.query('savepoint before_interval');
  await client
    .query("set local client_connection_check_interval = '5s'")
    .catch(() => client.query('rollback to savepoint before_interval'));
  // Makes the server read the query as `tokensOf` does, and send UTF-8 whatever the role's settings are.
  await client.query("set local standard_conforming_strings = on; set local client_encoding = 'UTF8'");
  // All rows are fetched: the first ones need not come quickly.
  await client.query('set local cursor_tuple_fraction = 1');
  if (wanted !== undefined) {
    await client.query(`set local statement_timeout = ${wanted}`);
    return;
  }
  const { rows } = await client.query<{ readonly set: string }>(
    "select pg_catalog.current_setting('statement_timeout') as set",
  );
  if (rows[0]?.set === '0') await client.query(`set local statement_timeout = '${statementTimeout}'`);
}

function tlsOptions(address: PostgresAddress): ConnectionOptions | false {
  const { encryption, rootCertificate, certificate, key } = address;
  if (encryption === 'none') return false;
  const [ca, cert, ownKey] = [rootCertificate, certificate, key].map(readCertificate);
  return {
    // Set although it is the default, which NODE_TLS_REJECT_UNAUTHORIZED would change.
    rejectUnauthorized: encryption === 'verify-full' || encryption === 'verify-ca',
    ...(encryption === 'verify-ca' && { checkServerIdentity: () => undefined }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(ownKey !== undefined && { key: ownKey }),
  };
}

/** In bytes; larger than any chain of certificates. */
const certificateLimit = 1024 * 1024;

export function readCertificate(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readRegular(path, certificateLimit).bytes.toString('utf8');
  } catch (error) {
    throw databaseError(
      `The certificate or key ${printable(path)} cannot be read: ${reasonOf(error)}.`,
      'Check the names of certificates and keys in the URL.',
    );
  }
}
