import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import {
  type Cause,
  connectionCauses,
  denied,
  noDatabase,
  tooLate,
  unknownCause,
  writes,
} from '../postgres/connection-causes.ts';
import { databaseError } from '../postgres/postgres-address.ts';

const { byCode, untrusted, anotherHost, closed, noAnswer } = connectionCauses({
  authority: 'ssl-ca',
  unverified: 'ssl-mode=REQUIRED',
  otherName: 'Use a host name from the certificate, or `?ssl-mode=VERIFY_CA` with ssl-ca.',
  socket: 'path',
});
const late = tooLate('the query');

/** By codes of the system, of TLS, of the library and of the server. */
const causes: Readonly<Record<string, Cause>> = {
  ...byCode,
  EPIPE: closed,
  PROTOCOL_CONNECTION_LOST: closed,
  ETIMEDOUT: noAnswer,
  PROTOCOL_SEQUENCE_TIMEOUT: noAnswer,
  HANDSHAKE_NO_SSL_SUPPORT: [
    'the server does not offer TLS, so contacts would be sent unencrypted',
    'Enable TLS on the server. If the network is trusted, add `?ssl-mode=DISABLED` to the URL.',
  ],
  ER_ACCESS_DENIED_ERROR: ['wrong user or password', 'Set `MYSQL_PWD`, or add it to `[client]` in ~/.my.cnf.'],
  ER_DBACCESS_DENIED_ERROR: denied,
  ER_TABLEACCESS_DENIED_ERROR: denied,
  ER_COLUMNACCESS_DENIED_ERROR: denied,
  ER_BAD_DB_ERROR: noDatabase,
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
  if (/altnames?/i.test(message)) return anotherHost;
  if (code === 'HANDSHAKE_SSL_ERROR') return ['the TLS connection failed', 'Check `ssl-mode` in the URL.'];
  return unknownCause(printable(code || 'no code', 40), 'mysql');
}
