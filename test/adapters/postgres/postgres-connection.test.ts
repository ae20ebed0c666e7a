import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { parsePostgresAddress } from '../../../src/adapters/postgres/postgres-address.ts';
import {
  connectPostgres,
  lacksTls,
  type PostgresConnection,
} from '../../../src/adapters/postgres/postgres-connection.ts';
import { redact } from '../../../src/domain/text/redaction.ts';
import { type Postgres, startPostgres } from '../../support/postgres.ts';
import { named, opensslRequirement, postgresRequirement } from '../../support/requirements.ts';

const password = 'NotARealPassword42';
const folder = mkdtempSync(join(tmpdir(), 'smsctl-pg-home-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** An address of this machine that is not among the local ones, so that a connection has to be encrypted. Linux alone. */
const elsewhere = '0.0.0.0';
const near = '127.0.0.1';

/** A connection that is closed after the test. */
async function connect(address: string, env: Readonly<Record<string, string>> = { PGPASSWORD: password }) {
  const connection = await connectPostgres(parsePostgresAddress(address, env), env);
  onTestFinished(() => connection.close());
  return connection;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { readonly code?: string; readonly message: string }) => error.code ?? error.message,
  );

const valueIn = async ({ run }: Pick<PostgresConnection, 'run'>, expression: string) =>
  (await run(`select ${expression}`)).rows[0]?.[0];
const setting = (connection: Pick<PostgresConnection, 'run'>, name: string) =>
  valueIn(connection, `current_setting('${name}')`);

const reason =
  process.platform === 'linux' ? (postgresRequirement() ?? opensslRequirement()) : 'Linux takes 0.0.0.0 for itself';

describe.skipIf(reason !== undefined)(named('a connection to a real PostgreSQL', reason), () => {
  let server: Postgres;
  const at = (options = '', host = near) => `postgres://reader@${host}:${server.port}/postgres${options}`;
  const [root, other] = [join(folder, 'root.pem'), join(folder, 'other.pem')];

  /** Signs itself. */
  function selfSigned(path: string, name: string) {
    const key = join(folder, 'key.pem');
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const names = ['-subj', '/CN=test', '-addext', `subjectAltName=${name}`];
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', path], { stdio: 'ignore' });
    return { certificate: readFileSync(path, 'utf8'), key: readFileSync(key, 'utf8') };
  }

  beforeAll(async () => {
    selfSigned(other, 'DNS:other.example.com');
    server = await startPostgres(password, selfSigned(root, `IP:${elsewhere}`));
    server.sql('create table people (id int, mobile text)');
    server.sql("insert into people values (1, '+12025550123'), (2, null)");
    server.sql('grant all on people to reader');
    server.sql(`create function writes() returns int language plpgsql security definer volatile as
      $$ begin delete from people; return 1; end $$`);
  });
  afterAll(() => server.stop());

  it('returns the columns and the rows as text', async () => {
    const { run } = await connect(at());
    const rows = [
      ['1', '+12025550123', '1.50', 't', null],
      ['2', null, '1.50', 't', null],
    ];
    expect(
      await run('select id, mobile, 1.50 as share, true as flag, null::int as none from people order by id'),
    ).toEqual({
      ...{ columns: ['id', 'mobile', 'share', 'flag', 'none'], rows },
    });
    expect(await run('select id from people where false')).toEqual({ columns: ['id'], rows: [] });
  });

  it.each(['delete from people', 'create table made (id int)', 'select writes()'])(
    'only reads: %s',
    async (statement) => {
      const { run } = await connect(at());
      expect(await setting({ run }, 'transaction_read_only')).toBe('on');
      expect(await codeOf(run(statement))).toBe('25006');
      expect(server.sql('select count(*) from people').trim()).toBe('2');
    },
  );

  it('runs one statement at a time', async () => {
    const { run } = await connect(at());
    expect(await codeOf(run('select 1; commit'))).toBe('42601');
  });

  it('reads UTF-8 and standard strings whatever the role’s settings are', async () => {
    server.sql('alter role reader set standard_conforming_strings = off');
    server.sql("alter role reader set client_encoding = 'LATIN1'");
    const connection = await connect(at());
    server.sql('alter role reader reset all');
    expect(await setting(connection, 'standard_conforming_strings')).toBe('on');
    expect(await setting(connection, 'client_encoding')).toBe('UTF8');
    expect(await valueIn(connection, "'Zoë €'")).toBe('Zoë €');
    expect(await setting(connection, 'cursor_tuple_fraction')).toBe('1');
    expect(await setting(connection, 'client_connection_check_interval')).toBe('5s');
    expect(await setting(connection, 'application_name')).toBe('smsctl');
  });

  it.each([
    ['the default', '', '', '5min'],
    ['the address', '?statement_timeout=1234', '', '1234ms'],
    ['the address, which may be none', '?statement_timeout=0', '', '0'],
    ['the role', '', 'alter role reader set statement_timeout = 4321', '4321ms'],
    [
      'the address before the role',
      '?statement_timeout=1234',
      'alter role reader set statement_timeout = 4321',
      '1234ms',
    ],
    ['the options of the address', '?options=-c%20statement_timeout%3D2222', '', '2222ms'],
  ])('has the time limit of %s', async (_, options, statement, expected) => {
    if (statement !== '') server.sql(statement);
    const connection = await connect(at(options));
    server.sql('alter role reader reset all');
    expect(await setting(connection, 'statement_timeout')).toBe(expected);
  });

  it('ends with its session when it is closed', async () => {
    const connection = await connect(at());
    const pid = await valueIn(connection, 'pg_backend_pid()');
    connection.close();
    const isThere = () => server.sql(`select count(*) from pg_stat_activity where pid = ${pid}`).trim() === '1';
    while (isThere()) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await codeOf(connection.run('select 1'))).not.toBe('done');
  });

  it('rejects a wrong password with the server’s code', async () => {
    expect(await codeOf(connect(at(), { PGPASSWORD: 'wrong' }))).toBe('28P01');
    expect(await codeOf(connect(at('?dbname=missing')))).toBe('3D000');
  });

  it('takes the password from the file of passwords, and keeps it out of every text', async () => {
    const secret = 'AnotherPassword43';
    server.sql(`create role filed login password '${secret}'`);
    const file = join(folder, 'pgpass');
    writeFileSync(file, `${near}:${server.port}:postgres:filed:${secret}\n`, { mode: 0o600 });
    vi.stubEnv('PGPASSFILE', file);
    vi.stubEnv('PGPASSWORD', undefined);
    expect(redact(secret)).toBe(secret);
    const filed = `postgres://filed@${near}:${server.port}/postgres`;
    expect(await valueIn(await connect(filed, {}), 'current_user')).toBe('filed');
    expect(redact(secret)).toBe('[secret]');
    expect(await codeOf(connect(at(), {}))).toBe('contacts.database');
    expect(await codeOf(connect(filed, { PGPASSWORD: 'wrong' }))).toBe('28P01');
  });

  const isEncrypted = async (connection: PostgresConnection) =>
    (await valueIn(connection, 'ssl from pg_stat_ssl where pid = pg_backend_pid()')) === 't';
  const untrusted = 'DEPTH_ZERO_SELF_SIGNED_CERT';
  const otherHost = 'ERR_TLS_CERT_ALTNAME_INVALID';

  it.each<[string, string, boolean | string]>([
    [near, '', false],
    [near, '?sslmode=require', true],
    [elsewhere, '', untrusted],
    [elsewhere, '?sslmode=verify-full', untrusted],
    [elsewhere, '?sslmode=verify-ca', untrusted],
    [elsewhere, '?sslmode=disable', false],
    [elsewhere, '?sslmode=prefer', true],
    [elsewhere, '?sslmode=require', true],
    [elsewhere, '?sslrootcert=ROOT', true],
    [elsewhere, '?sslrootcert=OTHER', untrusted],
    [elsewhere, '?sslmode=verify-ca&sslrootcert=ROOT', true],
    [elsewhere, '?sslmode=require&sslrootcert=OTHER', untrusted],
    [near, '?sslmode=verify-full&sslrootcert=ROOT', otherHost],
    [near, '?sslmode=verify-ca&sslrootcert=ROOT', true],
  ])('to %s%s is encrypted: %s', async (host, options, expected) => {
    for (const trusting of [undefined, '0']) {
      if (trusting !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', trusting);
      const connecting = connect(at(options.replace('ROOT', root).replace('OTHER', other), host));
      if (typeof expected === 'string') expect(await codeOf(connecting)).toBe(expected);
      else expect(await isEncrypted(await connecting)).toBe(expected);
    }
  });

  it.each(['sslrootcert', 'sslcert', 'sslkey'])('is refused when %s cannot be read', async (name) => {
    for (const path of [join(folder, 'missing.pem'), folder, '/dev/zero']) {
      const connecting = connect(at(`?sslmode=require&${name}=${path}`));
      await expect(connecting).rejects.toMatchObject({
        code: 'contacts.database',
        message: expect.stringContaining(path),
      });
    }
  });

  it('shows its certificate and key to the server', async () => {
    const nonsense = join(folder, 'nonsense.pem');
    writeFileSync(nonsense, 'nonsense');
    for (const options of [`sslcert=${nonsense}`, `sslcert=${root}&sslkey=${nonsense}`]) {
      expect(await codeOf(connect(at(`?sslmode=require&${options}`)))).toMatch(/^ERR_OSSL/);
    }
  });
});

const asks = (kind: number) => {
  const head = Buffer.alloc(9);
  head.write('R');
  head.writeInt32BE(8, 1);
  head.writeInt32BE(kind, 5);
  return head;
};
const inClear = asks(3);
const isAboutTls = (message: Buffer) => message.length === 8 && message.readInt32BE(4) === 80_877_103;

/** A server that answers each message; what it received. */
async function listening(answer: (message: Buffer, socket: Socket) => Buffer | string | undefined) {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (message) => {
      received.push(message);
      const reply = answer(message, socket);
      if (reply !== undefined) socket.write(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, elsewhere, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    received,
    gotPassword: () => Buffer.concat(received).includes(password),
    at: (host: string, options = '') => `postgres://reader@${host}:${port}/crm${options}`,
  };
}

describe.skipIf(process.platform !== 'linux')('a server that refuses TLS', () => {
  const refusing = () =>
    listening((message, socket) => {
      if (isAboutTls(message)) return 'N';
      if (!message.includes(password)) return inClear;
      socket.destroy();
      return undefined;
    });

  it('gets nothing but the request for TLS', async () => {
    const { at, received } = await refusing();
    const error = await connect(at(elsewhere)).catch((thrown: unknown) => thrown);
    expect(lacksTls(error)).toBe(true);
    expect(received.map(({ length }) => length)).toEqual([8]);
  });

  it.each([
    [elsewhere, '?sslmode=prefer', false],
    [elsewhere, '?sslmode=allow', false],
    [elsewhere, '?sslmode=require', false],
    [elsewhere, '?sslmode=disable', true],
    [near, '?sslmode=prefer', true],
    [near, '', true],
  ])('at %s%s gets the password in clear text: %s', async (host, options, gets) => {
    const { at, gotPassword } = await refusing();
    await expect(connect(at(host, options))).rejects.toThrow();
    expect(gotPassword()).toBe(gets);
  });

  it('is tried once more without TLS only with sslmode=prefer', async () => {
    for (const [mode, tries] of [
      ['prefer', 2],
      ['require', 1],
    ] as const) {
      const { at, received } = await refusing();
      await expect(connect(at(elsewhere, `?sslmode=${mode}`))).rejects.toThrow();
      expect(received).toHaveLength(tries);
    }
  });
});

describe.skipIf(process.platform !== 'linux')('a server that is not understood', () => {
  it.each([
    ['an unknown authentication', asks(99)],
    ['an answer of HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['zeros', Buffer.alloc(64)],
  ])('is an error of the connection: %s', async (_, answer) => {
    const { at } = await listening((_message, socket) => {
      socket.end(answer);
      return undefined;
    });
    await expect(connect(at(near))).rejects.toThrow();
  });
});

it.each([
  [new Error('The server does not support SSL connections'), true],
  [new Error('Server does not support ssl'), true],
  [new Error('no'), false],
  ['The server does not support SSL connections', false],
])('lacks TLS: %s %s', (error, lacks) => expect(lacksTls(error)).toBe(lacks));
