import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseMysqlAddress } from '../../../src/adapters/mysql/mysql-address.ts';
import { parsePostgresAddress } from '../../../src/adapters/postgres/postgres-address.ts';
import { connectPostgres } from '../../../src/adapters/postgres/postgres-connection.ts';

const far = 'postgres://u@db.example.com/crm';
const near = 'postgres://u@localhost/crm';

describe('how a connection is encrypted', () => {
  it.each([
    ['postgres://u@localhost/crm', 'none'],
    ['postgres://u@LOCALHOST/crm', 'none'],
    ['postgres://u@127.0.0.1/crm', 'none'],
    ['postgres://u@127.8.9.10:5433/crm', 'none'],
    ['postgres://u@[::1]/crm', 'none'],
    ['postgres://u@/crm?host=/var/run/postgresql', 'none'],
    ['postgres://u@%2Fvar%2Frun%2Fpostgresql/crm', 'none'],
    ['postgres:///crm', 'none'],
    ['postgres://u@db.example.com/crm', 'verify-full'],
    ['postgres://u@10.0.0.1/crm', 'verify-full'],
    ['postgres://u@[2001:db8::1]/crm', 'verify-full'],
    ['postgres://u@0.0.0.0/crm', 'verify-full'],
    ['postgres://u@localhost.example.com/crm', 'verify-full'],
    ['postgres://u@127.0.0.1.example.com/crm', 'verify-full'],
    ['postgres://u@127.1/crm', 'verify-full'],
    ['postgres://u@localhost/crm?host=db.example.com', 'verify-full'],
    ['postgres://u@db.example.com/crm?host=127.0.0.1', 'none'],
  ])('%s without an sslmode: %s', (address, encryption) => {
    expect(parsePostgresAddress(address, {}).encryption).toBe(encryption);
  });

  it('uses PGHOST when the address names no host', () => {
    expect(parsePostgresAddress('postgres:///crm', { PGHOST: 'db.example.com' })).toMatchObject({
      host: 'db.example.com',
      encryption: 'verify-full',
    });
    expect(parsePostgresAddress(near, { PGHOST: 'db.example.com' }).encryption).toBe('none');
  });

  it.each([
    ['disable', 'none'],
    ['allow', 'prefer'],
    ['prefer', 'prefer'],
    ['require', 'require'],
    ['no-verify', 'require'],
    ['verify-ca', 'verify-full'],
    ['verify-full', 'verify-full'],
  ])('sslmode %s: %s, from the address or PGSSLMODE', (mode, encryption) => {
    for (const address of [far, near]) {
      expect(parsePostgresAddress(`${address}?sslmode=${mode}`, {}).encryption).toBe(encryption);
      expect(parsePostgresAddress(address, { PGSSLMODE: mode }).encryption).toBe(encryption);
    }
    const other = { PGSSLMODE: mode === 'disable' ? 'require' : 'disable' };
    expect(parsePostgresAddress(`${far}?sslmode=${mode}`, other).encryption).toBe(encryption);
  });

  it.each([
    ['require', 'verify-ca'],
    ['verify-ca', 'verify-ca'],
    ['verify-full', 'verify-full'],
  ])('sslmode %s with a root certificate: %s', (mode, encryption) => {
    expect(parsePostgresAddress(`${far}?sslmode=${mode}&sslrootcert=ca.pem`, {}).encryption).toBe(encryption);
    expect(parsePostgresAddress(far, { PGSSLMODE: mode, PGSSLROOTCERT: 'ca.pem' }).encryption).toBe(encryption);
    expect(parsePostgresAddress(`${far}?sslmode=verify-ca&sslrootcert=system`, {}).encryption).toBe('verify-full');
  });

  it.each([
    ['ssl=true', 'verify-full'],
    ['ssl=1', 'verify-full'],
    ['ssl=0', 'none'],
    ['ssl=false', 'none'],
    ['ssl=no-verify', 'require'],
  ])('%s: %s', (option, encryption) => {
    expect(parsePostgresAddress(`${far}?${option}`, {}).encryption).toBe(encryption);
  });
});

describe('an invalid address', () => {
  it.each([
    'postgres://u:hunter22@db.example.com/crm',
    'postgres://u@db.example.com/crm?password=hunter22',
    'postgres://u@db.example.com/crm?sslmode=hunter22',
    'postgres://u@db.example.com/crm?ssl=hunter22',
    'postgres://u@db.example.com:hunter22/crm',
    'postgres://u@db.example.com/crm?port=hunter22',
    'postgres://u@db.example.com/crm?port=99999',
    'postgres://u@db.example.com/crm?port=65536',
    'postgres://u@db.example.com/crm?port=1e3',
    'postgres://u@db.example.com/crm?port=x1',
    'postgres://u@db.example.com/crm?port=1x',
    'postgres://u@db.example.com/crm?statement_timeout=2147483648',
    'postgres://u@db.example.com/crm?password=',
    'postgres://u@db.example.com/crm?statement_timeout=-1',
    'postgres://u@db.example.com/%zz?x=hunter22',
    'postgres://%zz@db.example.com/crm',
    'postgres://u@db.example.com:99999/crm',
  ])('%s', (address) => {
    expect(() => parsePostgresAddress(address, {})).toThrow(
      expect.objectContaining({ code: 'contacts.database', message: expect.not.stringContaining('hunter22') }),
    );
  });

  it('names invalid variables', () => {
    expect(() => parsePostgresAddress(far, { PGSSLMODE: 'on' })).toThrow(/sslmode/);
    expect(() => parsePostgresAddress(far, { PGPORT: 'x' })).toThrow(/port/);
  });
});

describe('a part of a connection', () => {
  const part = (address: string, env: Readonly<Record<string, string>>, name: string) =>
    parsePostgresAddress(address, env)[name as 'host'];

  it.each([
    ['rootCertificate', 'sslrootcert=a.pem', { PGSSLROOTCERT: 'b.pem' }, 'a.pem', 'b.pem'],
    ['certificate', 'sslcert=a.pem', { PGSSLCERT: 'b.pem' }, 'a.pem', 'b.pem'],
    ['key', 'sslkey=a.pem', { PGSSLKEY: 'b.pem' }, 'a.pem', 'b.pem'],
    ['port', 'port=5433', { PGPORT: '5434' }, 5433, 5434],
    ['options', 'options=-c%20x%3D1', {}, '-c x=1', undefined],
    ['statementTimeout', 'statement_timeout=2147483647', {}, 2_147_483_647, undefined],
  ])('%s is that of %s, then of the environment', (name, option, env, ofAddress, ofVariable) => {
    expect(part(`${near}?${option}`, env, name)).toBe(ofAddress);
    expect(part(near, env, name)).toBe(ofVariable);
    expect(part(`${near}?${option.replace(/=.*/, '=')}`, env, name)).toBe(ofVariable);
    expect(part(near, Object.fromEntries(Object.keys(env).map((each) => [each, ''])), name)).toBeUndefined();
  });

  it.each([
    ['host', 'postgres://u@a/db?host=b', 'b'],
    ['port', 'postgres://u@a:5433/db?port=5434', 5434],
    ['user', 'postgres://u@a/db?user=v', 'v'],
    ['user', 'postgres://a/db', undefined],
    ['database', 'postgres://u@a/db?dbname=other', 'other'],
    ['database', 'postgres://u@a', undefined],
    ['name', 'postgres:///db', 'postgres/db'],
    ['shown', 'postgres://u@a:5433/db?options=x', 'postgres://a:5433/db'],
    ['port', 'postgres://u@a:65535/db', 65_535],
    ['port', 'postgres://u@a/db?port=0', 0],
  ])('%s of %s is %s', (name, address, value) => expect(part(address, {}, name)).toBe(value));

  it('has a port of the address before that of the environment', () => {
    expect(part('postgres://u@a:5433/db', { PGPORT: '5434' }, 'port')).toBe(5433);
  });

  it.each([
    ['localhost', true],
    ['LocalHost', true],
    ['127.0.0.1', true],
    ['127.255.0.1', true],
    ['[::1]', true],
    ['/var/run', true],
    ['126.0.0.1', false],
    ['127.0.0.1.example.com', false],
    ['127.example.com', false],
    ['[::2]', false],
    ['localhost.example.com', false],
    ['my-localhost', false],
  ])('is local for the host %s: %s', (host, isLocal) => {
    const address = host.startsWith('/') ? `postgres://u@/db?host=${host}` : `postgres://u@${host}/db`;
    expect(parsePostgresAddress(address, {}).isLocal).toBe(isLocal);
  });
});

it('is split into its parts when valid', () => {
  expect(parsePostgresAddress('postgresql://a%40b@db.example.com:5433/my%20db?statement_timeout=0', {})).toMatchObject({
    shown: 'postgresql://db.example.com:5433/my%20db',
    name: 'db.example.com/my%20db',
    host: 'db.example.com',
    port: 5433,
    user: 'a@b',
    database: 'my db',
    statementTimeout: 0,
  });
  expect(parsePostgresAddress('postgres://u@[::1]:5433/db', {})).toMatchObject({ host: '::1', isLocal: true });
  expect(parsePostgresAddress('postgres://u@/db?host=%2Fvar%2Frun&port=5433', {})).toMatchObject({
    host: '/var/run',
    port: 5433,
    isLocal: true,
  });
});

describe('a database password that refers to its value', () => {
  it('is refused before a connection to PostgreSQL', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = parsePostgresAddress(`postgres://u@127.0.0.1:${(server.address() as AddressInfo).port}/crm`, {});
    const refusal = (password: string) => connectPostgres(address, { PGPASSWORD: password }).catch((error) => error);
    for (const password of ['op://team/crm/password', `\${DB_PASSWORD}`]) {
      expect(await refusal(password)).toMatchObject({
        code: 'contacts.database',
        message: expect.stringMatching(/^PGPASSWORD is a (?:reference to 1Password|template)/),
        hints: [expect.stringMatching(/`op read REFERENCE`|`envsubst`/)],
      });
    }
    expect(connections).toBe(0);
    await refusal('op and $1');
    expect(connections).toBe(1);
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    [{ MYSQL_PWD: 'op://team/crm/password' }, {}, /^MYSQL_PWD is a reference to 1Password/],
    [{ MYSQL_PWD: 'fine' }, { password: '$DB_PASSWORD' }, /^The password in ~\/\.my\.cnf is a template/],
    [{ MYSQL_PWD: '$DB_PASSWORD' }, { password: 'fine' }, undefined],
  ])('is refused for MySQL if it is the one that counts: %j, %j', (env, options, message) => {
    const read = () => parseMysqlAddress('mysql://u@localhost/crm', env, new Map(Object.entries(options)));
    if (message === undefined) expect(read().password).toBe('fine');
    else expect(read).toThrow(message);
  });
});
