import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import type { UserError } from '../../../src/domain/user-error.ts';
import { type Mariadb, startMariadb } from '../../support/mariadb.ts';
import { smsctl } from '../../support/program.ts';
import { mariadbRequirement, named, opensslRequirement } from '../../support/requirements.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const password = 'NotARealPassword42';
const folder = temporaryFolder('mysql');
const env = { HOME: folder, MYSQL_PWD: password };
const runEnv = { ...env, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };

async function read(source: string, query: string, environment: Readonly<Record<string, string>> = env) {
  const list = await openContacts(source, { query, keepCells: true }, environment);
  const cells: (readonly string[])[] = [];
  for await (const batch of list.rows()) cells.push(...batch.map((row) => row.cells ?? []));
  return { list, cells };
}

async function failureOf(source: string, query: string, environment: Readonly<Record<string, string>> = env) {
  const result = await read(source, query, environment).catch((error: unknown) => error);
  if (!(result instanceof Error)) throw new Error('It was read.');
  const { code, exit, message, hints } = result as UserError;
  expect({ code, exit }).toEqual({ code: 'contacts.database', exit: 2 });
  expect(message + hints.join(' ')).not.toContain(password);
  return message;
}

const reason =
  process.platform === 'linux' ? (mariadbRequirement() ?? opensslRequirement()) : 'Linux takes 0.0.0.0 for itself';

describe.skipIf(reason !== undefined)(named('a real MariaDB', reason), () => {
  let server: Mariadb;
  const at = (options = '', host = '127.0.0.1', user = 'reader') =>
    `mysql://${user}@${host}:${server.port}/crm${options}`;
  const root = join(folder, 'root.pem');

  beforeAll(async () => {
    const key = join(folder, 'key.pem');
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const names = ['-subj', '/CN=test', '-addext', 'subjectAltName=DNS:db.example.com'];
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', root], { stdio: 'ignore' });
    server = await startMariadb(password, {
      certificate: readFileSync(root, 'utf8'),
      key: readFileSync(key, 'utf8'),
    });
    server.sql(
      `use crm; create table people (id bigint primary key, mobile text, name text, score decimal(5,2), born date, photo blob);
      insert into people values (1, '+12025550123', 'Zoë €', 1.50, '2000-01-31', x'41'), (9007199254740993, null, '', null, null, x'ff');
      grant all on crm.* to reader@'%'; grant file on *.* to reader@'%';
      create function writes() returns int modifies sql data begin delete from people; return 1; end;`
        .replace('create function', 'delimiter //\ncreate function')
        .replace('end;', 'end//'),
    );
  });
  afterAll(() => server.stop());

  it.each(['mysql', 'mariadb', 'MySQL'])('is read as text, by the scheme %s', async (scheme) => {
    const { list, cells } = await read(at().replace('mysql', scheme), 'select * from people order by id desc;');
    expect(list).toMatchObject({
      ...{ name: '127.0.0.1/crm', bytes: null, isQueried: true, phoneColumns: ['mobile'] },
      ...{ columns: ['id', 'mobile', 'name', 'score', 'born', 'photo'] },
    });
    expect(list.source).not.toContain('reader');
    expect(cells).toEqual([
      ['9007199254740993', '', '', '', '', ''],
      ['1', '+12025550123', 'Zoë €', '1.50', '2000-01-31', 'A'],
    ]);
  });

  it('is read in batches, each row once', async () => {
    const { cells } = await read(at(), `select concat('+1202', 2000000 + seq) as phone from seq_1_to_25000`);
    expect(new Set(cells.flat()).size).toBe(25_000);
    expect(cells.length).toBe(25_000);
  });

  it('may have no rows', async () => {
    expect((await read(at(), 'select mobile from people where false')).cells).toEqual([]);
  });

  it('is read through its socket', async () => {
    const source = `mysql://reader@/crm?socket=${encodeURIComponent(server.socket)}`;
    expect((await read(source, 'select mobile from people where id = 1')).cells).toEqual([['+12025550123']]);
  });

  it('gets user, password and socket from ~/.my.cnf, which come before MYSQL_PWD', async () => {
    const home = temporaryFolder('my-cnf');
    const file = join(home, '.my.cnf');
    writeFileSync(
      file,
      `[mysqld]\npassword=wrong\n[client]\nuser = reader\npassword="${password}" # mine\nsocket=${server.socket}\n`,
      { mode: 0o600 },
    );
    const other = { HOME: home, MYSQL_PWD: 'wrong' };
    const query = 'select mobile from people where id = 1';
    expect((await read('mysql://localhost/crm', query, other)).cells).toEqual([['+12025550123']]);
    execFileSync('chmod', ['o+w', file]);
    expect(await failureOf(`mysql://reader@127.0.0.1:${server.port}/crm`, query, other)).toMatch(
      /wrong user or password/,
    );
  });

  it.each<[query: string, words: RegExp]>([
    ['select writes() as mobile', /writes/],
    ['select mobile from nobody', /nobody/],
    ['select mobil from people', /mobil/],
    ['select mobile frm people where', /syntax error/],
    ['with gone as (select 1) delete from people', /writes|syntax/],
    [`select mobile from people where id = (select 1 from (select cast(load_fi(1) as int)) x)`, /refuses|database/],
  ])('only reads: %s', async (query, words) => {
    expect(await failureOf(at(), query)).toMatch(words);
    expect(server.sql('select count(*) from crm.people').trim()).toBe('2');
  });

  it.each<[title: string, source: () => string, environment: Readonly<Record<string, string>>, words: RegExp]>([
    ['a wrong password', () => at(), { ...env, MYSQL_PWD: 'wrong' }, /wrong user or password/],
    ['no password', () => at(), { HOME: folder }, /wrong user or password/],
    ['another database', () => at().replace('crm', 'nodb'), env, /database not found|permission denied/],
    ['a port where nothing listens', () => 'mysql://reader@127.0.0.1:1/crm', env, /connection refused/],
    ['a password in the URL', () => at().replace('reader@', `reader:${password}@`), env, /contains a password/],
    ['an odd password in the URL', () => `mysql://u:a/${password}@h/db`, env, /password|Invalid/],
    [
      'a certificate that is not trusted',
      () => at('?ssl-mode=VERIFY_CA&ssl-ca=/etc/hostname'),
      env,
      /TLS|trusted|unknown/,
    ],
    [
      'another host in the certificate',
      () => at(`?ssl-mode=VERIFY_IDENTITY&ssl-ca=${root}`, 'localhost'),
      env,
      /another host/,
    ],
    ['an authority that is not known', () => at('?ssl-mode=VERIFY_IDENTITY', 'localhost'), env, /not trusted/],
    ['an address without a name', () => at('', '0.0.0.0'), env, /by its name/],
    ['a query that takes too long', () => at('?statement_timeout=300'), env, /time limit/],
  ])('%s is named', async (title, source, environment, words) => {
    const query = title.includes('too long')
      ? 'select count(*) as phone from seq_1_to_100000000 a join seq_1_to_100000000 b on a.seq % 7 = b.seq % 11'
      : 'select mobile from people';
    expect(await failureOf(source(), query, environment)).toMatch(words);
  });

  it.each<[mode: string, cipher: RegExp]>([
    ['?ssl-mode=REQUIRED', /./],
    ['?ssl-mode=PREFERRED', /./],
    [`?ssl-mode=VERIFY_CA&ssl-ca=ROOT`, /./],
    ['?ssl-mode=DISABLED', /^$/],
  ])('is encrypted by %s', async (mode, cipher) => {
    const query = `select variable_value as mobile from information_schema.session_status where variable_name = 'ssl_cipher'`;
    const source = at(mode.replace('ROOT', root), '0.0.0.0');
    const list = await openContacts(source, { query, keepCells: true, columns: ['mobile'] }, env);
    for await (const [row] of list.rows()) expect(row?.cells?.[0]).toMatch(cipher);
  });

  /** Its result takes hours, and no row of it comes before. */
  const endless =
    'select count(*) as phone from seq_1_to_100000000 a join seq_1_to_100000000 b on a.seq % 7 = b.seq % 11';
  const running = () =>
    Number(
      server.sql("select count(*) from information_schema.processlist where info like 'select count(*) as phone%'"),
    );
  const kills = () => Number(/\d+$/.exec(server.sql("show global status like 'Com_kill'").trim())?.[0]);

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends the query on %s', async (signal, exit) => {
    const [node = '', ...rest] = smsctl;
    const before = kills();
    const child = spawn(node, [...rest, 'contacts', 'check', at(), '--query', endless], {
      env: runEnv,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await expect.poll(running, { timeout: 60_000 }).toBe(1);
    child.kill(signal);
    expect(await ended).toBe(exit);
    await expect.poll(running, { timeout: 10_000 }).toBe(0);
    expect(kills()).toBe(before + 1);
  });

  it('ends the query of a list that is closed early, and no other', async () => {
    const before = kills();
    const query = "select '+12025550123' as phone, a.seq from seq_1_to_1000000 a join seq_1_to_1000000 b";
    const list = await openContacts(at(), { query }, env);
    list.close();
    await expect.poll(kills, { timeout: 10_000 }).toBe(before + 1);
    await read(at(), "select '+12025550123' as phone");
    expect(await failureOf(at(), 'select mobil from people')).toMatch(/mobil/);
    expect(kills()).toBe(before + 1);
  });

  it('has an empty sql_mode, a time limit and a read-only transaction', async () => {
    const query = `select '+12025550123' as mobile, @@sql_mode, @@max_statement_time, @@in_transaction, @@character_set_client`;
    expect((await read(at(), query)).cells).toEqual([['+12025550123', '', '300.000000', '1', 'utf8mb4']]);
  });
});

describe('a hostile server', () => {
  it('gets no file when it asks for one', async () => {
    const received: string[] = [];
    const packet = (sequence: number, body: Buffer) =>
      Buffer.concat([Buffer.from([body.length, 0, 0, sequence]), body]);
    // Protocol 10, without TLS, with mysql_native_password (https://dev.mysql.com/doc/dev/mysql-server/latest/).
    const greeting = Buffer.concat([
      Buffer.from('\u000a8.0.0\0\u0001\0\0\0abcdefgh\0', 'latin1'),
      Buffer.from('fff7ff0200ffff15', 'hex'),
      Buffer.alloc(10),
      Buffer.from('abcdefghijkl\0mysql_native_password\0', 'latin1'),
    ]);
    let packets = 0;
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write(packet(0, greeting));
      socket.on('data', (bytes) => {
        received.push(bytes.toString('latin1'));
        packets += 1;
        if (packets === 1) socket.write(packet(2, Buffer.from('00000002000000', 'hex')));
        else socket.write(packet(1, Buffer.from(`\u00fb${import.meta.filename}`, 'latin1')));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    try {
      await failureOf(`mysql://u@127.0.0.1:${port}/db`, 'select mobile from people');
      expect(packets).toBeGreaterThan(1);
      expect(received.join('')).not.toContain('describe(');
    } finally {
      server.close();
    }
  });
});

describe('a server that is none', () => {
  it.each<[title: string, bytes: Buffer, words: RegExp]>([
    ['closes the connection', Buffer.alloc(0), /connection was closed/],
    ['speaks another protocol', Buffer.from('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'.repeat(20)), /./],
  ])('is named when it %s', async (_, bytes, words) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(bytes);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    try {
      expect(await failureOf(`mysql://u@127.0.0.1:${port}/db`, 'select mobile from people')).toMatch(words);
    } finally {
      server.close();
    }
  });
});
