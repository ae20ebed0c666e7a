import { isIP } from 'node:net';
import type { Environment } from '../../domain/environment.ts';
import { unresolvedPassword } from '../../domain/settings/unresolved.ts';
import { UserError } from '../../domain/user-error.ts';

export type Encryption =
  /** A certificate of a trusted authority for this host. */
  | 'verify-full'
  /** A certificate of the authority in `rootCertificate`, for any host. */
  | 'verify-ca'
  /** Any certificate. */
  | 'require'
  /** Encrypted if the server offers it. */
  | 'prefer'
  | 'none';

export interface PostgresAddress {
  /** Without user and options, as messages show it. */
  readonly shown: string;
  readonly name: string;
  /** A host, or the directory of a socket. */
  readonly host: string;
  /** The data stays on this machine. */
  readonly isLocal: boolean;
  readonly encryption: Encryption;
  readonly rootCertificate: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly database: string | undefined;
  readonly options: string | undefined;
  /** In milliseconds; 0: none. */
  readonly statementTimeout: number | undefined;
}

export const databaseError = (message: string, ...hints: readonly string[]): UserError =>
  new UserError({ code: 'contacts.database', message, hints });

/** Throws `UserError` for a password that refers to one. `name` starts the sentence. */
export function refuseUnresolved(name: string, password: string | undefined): void {
  const unresolved = unresolvedPassword(password ?? '');
  if (unresolved !== undefined) throw databaseError(`${name} is ${unresolved.what}.`, unresolved.resolve);
}

/**
 * Reads `postgres://user@host:port/name?option=value`, completed by the environment variables of `psql`. A host
 * that is not local needs encryption and a certificate, unless `sslmode` or `PGSSLMODE` says otherwise. Throws `UserError`
 * (`contacts.database`); an address that holds a password is refused, since others see the command line.
 */
export function parsePostgresAddress(address: string, env: Environment): PostgresAddress {
  const { url, user, hostname, database } = partsOf(address);
  const option = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  if (url.password !== '' || url.searchParams.has('password')) {
    throw databaseError(
      'The database URL contains a password, which other users can see on the command line.',
      'Remove it from the URL. Set `PGPASSWORD`, or add it to ~/.pgpass.',
    );
  }
  const host = option('host') || hostname || env.PGHOST || 'localhost';
  const isLocal = isLocalHost(host);
  const rootFile = option('sslrootcert') || env.PGSSLROOTCERT || undefined;
  // `system` means the authorities that Node.js trusts, which is also the default.
  const rootCertificate = rootFile === 'system' ? undefined : rootFile;
  const mode = option('sslmode') ?? modeOfSsl(option('ssl')) ?? env.PGSSLMODE;
  return {
    shown: `${url.protocol}//${url.host}${url.pathname}`,
    name: `${url.hostname || 'postgres'}${url.pathname}`,
    host,
    isLocal,
    // Servers do not encrypt connections through a socket in the file system.
    encryption: host.startsWith('/') ? 'none' : encryptionOf({ mode, isLocal, hasRoot: rootCertificate !== undefined }),
    rootCertificate,
    certificate: option('sslcert') || env.PGSSLCERT || undefined,
    key: option('sslkey') || env.PGSSLKEY || undefined,
    port: numberIn('port', option('port') || url.port || env.PGPORT, 65_535),
    user: option('user') || user || undefined,
    database: option('dbname') || database || undefined,
    options: option('options'),
    statementTimeout: numberIn('statement_timeout', option('statement_timeout'), 2_147_483_647),
  };
}

function partsOf(address: string) {
  try {
    // Without a host, a socket is used; an address with a user cannot leave the host out.
    const url = new URL(address.replace('@/', '@localhost/'));
    const [user, hostname, database] = [url.username, url.hostname, url.pathname.slice(1)].map(decodeURIComponent);
    return { url, user, database, hostname: hostname?.replace(/^\[(.*)\]$/, '$1') };
  } catch {
    throw databaseError('Invalid database URL.', 'Use the form postgres://user@host:5432/name.');
  }
}

export function numberIn(name: string, text: string | undefined, largest: number): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= largest) return value;
  throw databaseError(
    `Invalid ${name} in the database URL: it must be a number from 0 to ${largest}.`,
    'Correct the URL.',
  );
}

/** A name that resolves to this machine is not local, since a resolver's answer can change. */
export function isLocalHost(host: string): boolean {
  if (host.startsWith('/') || host.toLowerCase() === 'localhost') return true;
  return (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}

/** The older option of the same library (https://node-postgres.com/features/ssl). */
function modeOfSsl(ssl: string | undefined): string | undefined {
  if (ssl === undefined) return undefined;
  if (ssl === 'true' || ssl === '1') return 'verify-full';
  return ssl === 'false' || ssl === '0' ? 'disable' : ssl;
}

interface EncryptionChoice {
  readonly mode: string | undefined;
  readonly isLocal: boolean;
  readonly hasRoot: boolean;
}

/** The modes of libpq (https://www.postgresql.org/docs/17/libpq-ssl.html), none of them weaker than there. */
export function encryptionOf({ mode, isLocal, hasRoot }: EncryptionChoice): Encryption {
  switch (mode) {
    case undefined:
    case '':
      return isLocal ? 'none' : 'verify-full';
    case 'disable':
      return 'none';
    case 'allow':
    case 'prefer':
      return 'prefer';
    case 'require':
      return hasRoot ? 'verify-ca' : 'require';
    case 'no-verify':
      return 'require';
    case 'verify-ca':
      // With public authorities, anyone can get a certificate for a host of their own.
      return hasRoot ? 'verify-ca' : 'verify-full';
    case 'verify-full':
      return 'verify-full';
    default:
      throw databaseError(
        'Invalid sslmode.',
        'Use disable, prefer, require, verify-ca or verify-full, in the database URL or in `PGSSLMODE`.',
      );
  }
}
