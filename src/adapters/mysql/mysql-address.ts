import { isIP } from 'node:net';
import type { Environment } from '../../domain/environment.ts';
import {
  databaseError,
  type Encryption,
  encryptionOf,
  isLocalHost,
  numberIn,
  refuseUnresolved,
} from '../postgres/postgres-address.ts';

export interface MysqlAddress {
  /** Without user and options, as messages show it. */
  readonly shown: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The path of a socket, which replaces host and port. */
  readonly socket: string | undefined;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly encryption: Exclude<Encryption, 'prefer'>;
  readonly rootCertificate: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** In milliseconds; 0: none. */
  readonly statementTimeout: number;
}

/** As for PostgreSQL, but for the whole query. */
const defaultTimeoutMs = 300_000;

/** The modes of `mysql` in the words of libpq. */
const modes: Readonly<Record<string, string>> = {
  disabled: 'disable',
  preferred: 'require',
  required: 'require',
  verify_ca: 'verify-ca',
  verify_identity: 'verify-full',
  prefer: 'require',
  allow: 'require',
};

/**
 * Reads `mysql://user@host:port/name?option=value`, completed by the options of `[client]` in `~/.my.cnf` and by `MYSQL_PWD`. A
 * host that is not local needs encryption and a certificate, unless `ssl-mode` says otherwise. Throws `UserError`
 * (`contacts.database`); an address that holds a password is refused, since others see the command line.
 */
export function parseMysqlAddress(
  address: string,
  env: Environment,
  options: ReadonlyMap<string, string>,
): MysqlAddress {
  const url = urlOf(address);
  const named = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase().replaceAll('_', '-'), value]));
  const option = (name: string): string | undefined => named.get(name) || options.get(name) || undefined;
  if (url.password !== '' || named.has('password') || /^[^?#]*:[^/@]*@/.test(address.replace(/^\w+:\/\//, ''))) {
    throw databaseError(
      'The database URL contains a password, which other users can see on the command line.',
      'Remove it from the URL. Set `MYSQL_PWD`, or add it to `[client]` in ~/.my.cnf.',
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || options.get('host') || 'localhost';
  // As for `mysql`, an address with another host does not use the socket of the options file.
  const socket = named.get('socket') || (host === 'localhost' && url.port === '' ? options.get('socket') : undefined);
  const rootCertificate = option('ssl-ca');
  const mode = option('ssl-mode') ?? option('sslmode');
  const isLocal = socket !== undefined || isLocalHost(host);
  const known = mode === undefined ? undefined : (modes[mode.toLowerCase()] ?? mode);
  const encryption = encryptionOf({ mode: known, isLocal, hasRoot: rootCertificate !== undefined });
  if (encryption === 'verify-full' && isIP(host) !== 0 && socket === undefined) {
    throw databaseError(
      'smsctl verifies the certificate of a MySQL server by its name, and the URL has an IP address.',
      'Use the name of the host. Or name the authority: `?ssl-mode=VERIFY_CA&ssl-ca=FILE`.',
    );
  }
  const path = decoded(url.pathname.slice(1));
  const password = passwordIn(env, options);
  return {
    shown: `${url.protocol}//${url.host}${url.pathname}`,
    name: `${url.hostname || 'mysql'}${url.pathname}`,
    host,
    port: numberIn('port', url.port || options.get('port'), 65_535) ?? 3306,
    socket,
    user: decoded(url.username) || options.get('user') || env.USER || 'root',
    password,
    database: path || options.get('database') || undefined,
    encryption: encryption === 'prefer' ? 'require' : encryption,
    rootCertificate,
    certificate: option('ssl-cert'),
    key: option('ssl-key'),
    statementTimeout: numberIn('statement_timeout', named.get('statement-timeout'), 2_147_483_647) ?? defaultTimeoutMs,
  };
}

/** In the order of `mysql`: the environment comes last. */
function passwordIn(env: Environment, options: ReadonlyMap<string, string>): string | undefined {
  const saved = options.get('password');
  refuseUnresolved(saved === undefined ? 'MYSQL_PWD' : 'The password in ~/.my.cnf', saved ?? env.MYSQL_PWD);
  return saved ?? env.MYSQL_PWD;
}

const invalid = () => databaseError('Invalid database URL.', 'Use the form mysql://user@host:3306/name.');

function urlOf(address: string): URL {
  try {
    return new URL(address.replace('@/', '@localhost/'));
  } catch {
    throw invalid();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid();
  }
}
