import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { named, opensslRequirement, postgresRequirement } from '../support/requirements.ts';

const password = 'NotARealPassword42';
const home = mkdtempSync(join(tmpdir(), 'smsctl-pg-home-'));
const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** An address of this machine that is not among the local ones, so that a connection has to be encrypted. Linux alone. */
const elsewhere = '0.0.0.0';
const reason =
  process.platform === 'linux' ? (postgresRequirement() ?? opensslRequirement()) : 'Linux takes 0.0.0.0 for itself';

/** One contact if the connection is encrypted, none if it is not. */
const encrypted =
  "select case when ssl then '+12022000001' else 'n/a' end as mobile from pg_stat_ssl where pid = pg_backend_pid()";

interface Try {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly hasPassword?: boolean;
}

async function check(address: string, { query = encrypted, variables = {}, hasPassword = true }: Try = {}) {
  const argv = [...smsctl, 'contacts', 'check', address, '--query', query, '--json'];
  const ran = await runProgram(argv, { env: { ...env, ...(hasPassword && { PGPASSWORD: password }), ...variables } });
  expect(ran.out + ran.err).not.toContain(password);
  expect(ran.err).not.toMatch(/Warning/);
  const document = JSON.parse(ran.out);
  return {
    code: ran.code,
    textable: document.textable,
    message: document.error?.message,
    hints: document.error?.hints,
  };
}

describe.skipIf(reason !== undefined)(named('a real PostgreSQL without TLS', reason), () => {
  let server: Postgres;
  const at = (host: string, options = '') => `postgres://reader@${host}:${server.port}/postgres${options}`;

  beforeAll(async () => {
    server = await startPostgres(password);
  });
  afterAll(() => server.stop());

  it('is refused without TLS on another host', async () => {
    const { code, message } = await check(at(elsewhere));
    expect(code).toBe(2);
    expect(message).toMatch(/does not offer TLS/);
    expect((await check(at(elsewhere, '?sslmode=require'))).code).toBe(2);
    expect((await check(at(elsewhere), { variables: { PGSSLMODE: 'verify-full' } })).code).toBe(2);
  });

  it('is read without TLS when sslmode allows it or the host is local', async () => {
    for (const mode of ['disable', 'prefer', 'allow']) {
      expect(await check(at(elsewhere, `?sslmode=${mode}`))).toMatchObject({ code: 1, textable: 0 });
      expect(await check(at(elsewhere), { variables: { PGSSLMODE: mode } })).toMatchObject({ code: 1, textable: 0 });
    }
    expect(await check(at('127.0.0.1'))).toMatchObject({ code: 1, textable: 0 });
    expect(await check(at('localhost'))).toMatchObject({ code: 1, textable: 0 });
  });

  it('takes the password from ~/.pgpass', async () => {
    writeFileSync(join(home, '.pgpass'), `127.0.0.1:${server.port}:postgres:reader:${password}\n`, { mode: 0o600 });
    try {
      expect(await check(at('127.0.0.1'), { hasPassword: false })).toMatchObject({ code: 1 });
    } finally {
      rmSync(join(home, '.pgpass'));
    }
  });

  it.each([
    ['the address', '?statement_timeout=300', ''],
    ['the role', '', "alter role reader set statement_timeout = '300ms'"],
  ])('ends a query after the time limit of %s', async (_, options, statement) => {
    if (statement !== '') server.sql(statement);
    const { code, message } = await check(at('127.0.0.1', options), { query: 'select pg_sleep(600)' });
    if (statement !== '') server.sql('alter role reader reset statement_timeout');
    expect(code).toBe(2);
    expect(message).toMatch(/time limit/);
  });

  it('sets a time limit and standard strings by default', async () => {
    server.sql('alter role reader set standard_conforming_strings = off');
    server.sql("alter role reader set client_encoding = 'LATIN1'");
    const settings = ['statement_timeout = 5min', 'standard_conforming_strings = on', 'transaction_read_only = on'];
    for (const setting of [...settings, 'client_encoding = UTF8']) {
      const [name, value] = setting.split(' = ');
      const query = `select case current_setting('${name}') when '${value}' then '+12022000001' end as mobile`;
      expect(await check(at('127.0.0.1'), { query }), setting).toMatchObject({ textable: 1 });
    }
    const query = "select case current_setting('statement_timeout') when '0' then '+12022000001' end as mobile";
    expect(await check(at('127.0.0.1', '?statement_timeout=0'), { query })).toMatchObject({ textable: 1 });
    server.sql('alter role reader reset all');
  });

  it('reports a connection that the server ended', async () => {
    const checking = check(at('127.0.0.1'), { query: 'select pg_sleep(600)' });
    await until(() => sessions() === 1);
    server.sql("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'");
    expect(await checking).toMatchObject({ code: 2, message: expect.stringMatching(/57P01/) });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops the query on %s', async (signal, exit) => {
    const argv = ['contacts', 'check', at('127.0.0.1'), '--query', 'select pg_sleep(600)'];
    const { child, ended } = start(argv);
    await until(() => sessions() === 1);
    child.kill(signal);
    expect(await ended).toBe(exit);
    await until(() => sessions() === 0);
  });

  const sessions = () =>
    Number(server.sql("select count(*) from pg_stat_activity where usename = 'reader' and wait_event = 'PgSleep'"));
});

describe.skipIf(reason !== undefined)(named('a real PostgreSQL with TLS', reason), () => {
  let server: Postgres;
  const root = join(home, 'root.pem');
  const other = join(home, 'other.pem');
  const at = (options = '', host = elsewhere) => `postgres://reader@${host}:${server.port}/postgres${options}`;

  /** Signs itself; for the host that is asked, or for another one. */
  const selfSigned = (path: string, name: string) => {
    const key = join(home, 'key.pem');
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${name}`];
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', path], { stdio: 'ignore' });
    return { certificate: readFileSync(path, 'utf8'), key: readFileSync(key, 'utf8') };
  };

  beforeAll(async () => {
    selfSigned(other, 'DNS:other.example.com');
    server = await startPostgres(password, selfSigned(root, `IP:${elsewhere}`));
  });
  afterAll(() => server.stop());

  it('is refused when its certificate is not trusted', async () => {
    const { code, message, hints } = await check(at());
    expect(code).toBe(2);
    expect(message).toMatch(/certificate is not trusted/);
    expect(hints.join('\n')).toMatch(/sslrootcert/);
    expect((await check(at('?sslmode=verify-full'))).code).toBe(2);
    expect((await check(at('?sslmode=verify-ca'))).code).toBe(2);
    expect((await check(at(`?sslrootcert=${other}`))).code).toBe(2);
  });

  it('is read over TLS when its certificate is trusted or sslmode does not verify it', async () => {
    const trusted: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [at(`?sslrootcert=${root}`), {}],
      [at(), { PGSSLROOTCERT: root }],
      [at(), { NODE_EXTRA_CA_CERTS: root }],
      [at(`?sslmode=verify-ca&sslrootcert=${root}`), {}],
      [at('?sslmode=require'), {}],
      [at('?sslmode=prefer'), {}],
      [at(), { PGSSLMODE: 'require' }],
      [at('?sslmode=require', '127.0.0.1'), {}],
    ];
    for (const [address, variables] of trusted) {
      expect(await check(address, { variables }), address).toMatchObject({ code: 0, textable: 1 });
    }
  });

  it('is refused when its certificate names another host', async () => {
    const { code, message } = await check(at(`?sslmode=verify-full&sslrootcert=${root}`, '127.0.0.1'));
    expect(code).toBe(2);
    expect(message).toMatch(/for another host/);
    const byAuthority = await check(at(`?sslmode=verify-ca&sslrootcert=${root}`, '127.0.0.1'));
    expect(byAuthority).toMatchObject({ code: 0, textable: 1 });
  });

  it('does not hang when the certificate’s path is a pipe', async () => {
    const pipe = join(home, 'pipe.pem');
    execFileSync('mkfifo', [pipe]);
    mkdirSync(join(home, 'directory.pem'));
    for (const path of [pipe, join(home, 'directory.pem'), '/dev/zero', join(home, 'missing.pem')]) {
      const { code, message } = await check(at(`?sslrootcert=${path}`));
      expect(code, path).toBe(2);
      expect(message).toMatch(/cannot be read/);
    }
    writeFileSync(join(home, 'nonsense.pem'), 'nonsense');
    expect((await check(at(`?sslrootcert=${join(home, 'nonsense.pem')}`))).code).toBe(2);
    expect((await check(at(`?sslcert=${root}&sslkey=${join(home, 'nonsense.pem')}`))).code).toBe(2);
  });
});

describe.skipIf(process.platform !== 'linux')('a server that is not PostgreSQL', () => {
  let server: Server | undefined;
  let received: Buffer[] = [];
  afterEach(() => {
    server?.close();
    received = [];
  });

  /** Answers each message with what `answer` gives; keeps what it gets. */
  const listen = async (answer: (message: Buffer, socket: Socket) => Buffer | string | undefined) => {
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (message) => {
        received.push(message);
        const reply = answer(message, socket);
        if (reply !== undefined) socket.write(reply);
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '0.0.0.0', resolve));
    return (server.address() as AddressInfo).port;
  };

  const asksTls = (message: Buffer) => message.length === 8 && message.readInt32BE(4) === 80877103;
  /** Authentication requests: the kind, and what follows it. */
  const asks = (kind: number, more: Buffer = Buffer.alloc(0)) => {
    const head = Buffer.alloc(9);
    head.write('R');
    head.writeInt32BE(8 + more.length, 1);
    head.writeInt32BE(kind, 5);
    return Buffer.concat([head, more]);
  };
  const inClear = asks(3);
  const refusesTls = (message: Buffer) => (asksTls(message) ? 'N' : received.length <= 2 ? inClear : undefined);
  const gotPassword = () => Buffer.concat(received).includes(password);
  const at = (port: number, options = '', host = elsewhere) => `postgres://reader@${host}:${port}/crm${options}`;

  it('gets only the request for TLS', async () => {
    const port = await listen(refusesTls);
    expect((await check(at(port))).message).toMatch(/does not offer TLS/);
    expect(received.map((message) => message.length)).toEqual([8]);
  });

  it.each(['prefer', 'allow'])('gets no password in clear text with sslmode=%s', async (mode) => {
    const port = await listen(refusesTls);
    const { code, message } = await check(at(port, `?sslmode=${mode}`));
    expect(code).toBe(2);
    expect(message).toMatch(/without encryption/);
    expect(gotPassword()).toBe(false);
  });

  it('gets no password when it refuses TLS', async () => {
    const port = await listen(() => inClear);
    expect((await check(at(port, '?sslmode=prefer'))).code).toBe(2);
    expect((await check(at(port))).code).toBe(2);
    expect(gotPassword()).toBe(false);
  });

  it('gets the password with sslmode=disable or on this host', async () => {
    const answer = (_: Buffer, socket: Socket) => {
      if (received.length % 2 === 1) return inClear;
      socket.destroy();
      return undefined;
    };
    const port = await listen(answer);
    expect((await check(at(port, '?sslmode=disable'))).code).toBe(2);
    expect(gotPassword()).toBe(true);
    received = [];
    expect((await check(at(port, '', '127.0.0.1'))).code).toBe(2);
    expect(gotPassword()).toBe(true);
  });

  it.each([
    ['clear text', inClear],
    ['MD5', asks(5, Buffer.from('salt'))],
    ['SCRAM', asks(10, Buffer.from('SCRAM-SHA-256\0\0'))],
    ['a method that is unknown', asks(99)],
    ['SASL by a method that is unknown', asks(10, Buffer.from('NONE\0\0'))],
  ])('is reported when it asks for a password that is not set: %s', async (_, question) => {
    const port = await listen(() => question);
    expect((await check(at(port, '', '127.0.0.1'), { hasPassword: false })).code).toBe(2);
  });

  const message = (kind: string, body: Buffer = Buffer.alloc(0)) => {
    const head = Buffer.alloc(5);
    head.write(kind);
    head.writeInt32BE(4 + body.length, 1);
    return Buffer.concat([head, body]);
  };
  const welcome = Buffer.concat([asks(0), message('Z', Buffer.from('I'))]);

  it.each<[string, string | Buffer]>([
    ['an answer of HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['zeros', Buffer.alloc(64)],
    ['a length that is negative', Buffer.from('52ffffffff00000003', 'hex')],
    ['an error without fields', message('E', Buffer.from('\0'))],
    ['a row that was not asked for', Buffer.concat([welcome, message('D', Buffer.from('0000', 'hex'))])],
    ['rows without an end', Buffer.concat([welcome, message('T', Buffer.from('0001', 'hex'))])],
    ['a copy', Buffer.concat([welcome, message('H', Buffer.from('000000', 'hex'))])],
    ['no rows at all', Buffer.concat([welcome, message('C', Buffer.from('BEGIN\0')), message('Z', Buffer.from('T'))])],
  ])('is given up when it sends %s', async (_, answer) => {
    const port = await listen((__, socket) => {
      socket.end(answer);
      return undefined;
    });
    expect((await check(at(port, '', '127.0.0.1'))).code).toBe(2);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('makes %s end at the time limit when it never answers', async (signal) => {
    const port = await listen(() => undefined);
    for (const address of [at(port), at(port, '', '127.0.0.1')]) {
      received = [];
      const { child, ended } = start(['contacts', 'check', address, '--query', 'select 1']);
      await until(() => received.length > 0);
      child.kill(signal);
      expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
    }
  });
});

function start(argv: readonly string[]) {
  const [node = '', ...rest] = smsctl;
  const child = spawn(node, [...rest, ...argv], {
    env: { ...env, PGPASSWORD: password },
    cwd: projectFolder,
    stdio: 'ignore',
  });
  return { child, ended: new Promise<number | null>((resolve) => child.once('exit', resolve)) };
}

/** A minute is no measure of speed: it is for what never comes. */
async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !condition(); ) {
    if (Date.now() > end) throw new Error('It did not come about within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
