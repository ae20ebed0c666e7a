import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { databaseError } from '../postgres/postgres-address.ts';

type Cause = readonly [what: string, ...hints: readonly string[]];

const untrusted: Cause = [
  "the server's certificate is not trusted",
  "Name the authority's certificate: `?ssl-ca=FILE` behind the address, or NODE_EXTRA_CA_CERTS.",
  'With `?ssl-mode=REQUIRED`, the connection is encrypted, but the server is not verified.',
];
const closed: Cause = ['the connection was closed', 'Retry, and check the log of the server.'];
const late: Cause = [
  'the query took longer than the time limit',
  'Make the query faster, or add `?statement_timeout=MILLISECONDS` to the URL (0: no limit).',
];
const noAnswer: Cause = ['no answer', 'Check the host, the port, and whether the server runs.'];
const writes: Cause = ['the query writes, but smsctl only reads', 'Use a query that selects.'];

/** By codes of the system, of TLS, of the library and of the server. */
const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: ['connection refused', 'Check the host, the port, and whether the server runs.'],
  ENOTFOUND: ['host not found', 'Check the host.'],
  ENOENT: ['socket not found', 'Check the path of the socket, and whether the server runs.'],
  ECONNRESET: closed,
  EPIPE: closed,
  PROTOCOL_CONNECTION_LOST: closed,
  ETIMEDOUT: noAnswer,
  PROTOCOL_SEQUENCE_TIMEOUT: noAnswer,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: ["the server's certificate has expired", 'Renew it on the server.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "the server's certificate is for another host",
    'Use a host name from the certificate, or `?ssl-mode=VERIFY_CA` with ssl-ca.',
  ],
  HANDSHAKE_NO_SSL_SUPPORT: [
    'the server does not offer TLS, so contacts would be sent unencrypted',
    'Enable TLS on the server. If the network is trusted, add `?ssl-mode=DISABLED` to the URL.',
  ],
  ER_ACCESS_DENIED_ERROR: ['wrong user or password', 'Set `MYSQL_PWD`, or add it to `[client]` in ~/.my.cnf.'],
  ER_DBACCESS_DENIED_ERROR: ['permission denied', 'Ask for the permission to select.'],
  ER_TABLEACCESS_DENIED_ERROR: ['permission denied', 'Ask for the permission to select.'],
  ER_COLUMNACCESS_DENIED_ERROR: ['permission denied', 'Ask for the permission to select.'],
  ER_BAD_DB_ERROR: ['database not found', 'Check the last part of the URL.'],
  ER_NO_DB_ERROR: ['the URL names no database', 'Use the form mysql://user@host:3306/name.'],
  ER_PARSE_ERROR: ['the query has a syntax error', 'Try it in mysql.'],
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: writes,
  ER_QUERY_TIMEOUT: late,
  ER_STATEMENT_TIMEOUT: late,
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED: [
    'the server asks for the password in clear text. smsctl did not send it',
    'Use another authentication plugin for this user.',
  ],
};

/** The server's message may hold parts of rows, and is left out, except about names in the query. */
export function explainedMysql(error: unknown, shown: string): UserError {
  if (error instanceof UserError) return error;
  const { code = '', errno, message = '' } = error as { code?: string; errno?: number; message?: string };
  return databaseError(
    `${printable(shown)}: ${causeOf(code, errno, message)[0]}.`,
    ...causeOf(code, errno, message).slice(1),
  );
}

/** Unknown columns, tables and functions. */
const aboutNames: readonly number[] = [1052, 1054, 1146, 1305, 1630];

function causeOf(code: string, errno: number | undefined, message: string): Cause {
  const inner = Object.keys(causes).find((known) => code === 'HANDSHAKE_SSL_ERROR' && message.includes(known));
  const known = causes[inner ?? code];
  if (known !== undefined) return known;
  // MariaDB's, which the library does not know by name.
  if (errno === 1969) return late;
  if (errno === 1792) return writes;
  if (errno !== undefined && aboutNames.includes(errno))
    return [`the server refuses the query: ${printable(message, 200)}`, 'Try the query in mysql.'];
  if (/self.signed|unable to (?:get|verify)/i.test(message)) return untrusted;
  if (/altnames?/i.test(message)) return causes.ERR_TLS_CERT_ALTNAME_INVALID ?? closed;
  if (code === 'HANDSHAKE_SSL_ERROR') return ['the TLS connection failed', 'Check `ssl-mode` in the URL.'];
  return [`unknown error (${printable(code || 'no code', 40)})`, 'Try the query in mysql.'];
}
