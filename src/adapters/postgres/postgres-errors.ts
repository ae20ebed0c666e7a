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
} from './connection-causes.ts';
import { databaseError } from './postgres-address.ts';
import { lacksTls } from './postgres-connection.ts';

const { byCode, closed, noAnswer } = connectionCauses({
  authority: 'sslrootcert',
  unverified: 'sslmode=require',
  otherName: 'Use a host name from the certificate, or `?sslmode=verify-ca` with sslrootcert.',
  socket: 'directory',
});

/** By codes of the system, of TLS, and of the server (https://www.postgresql.org/docs/17/errcodes-appendix.html). */
const causes: Readonly<Record<string, Cause>> = {
  ...byCode,
  UNREADABLE_ANSWER: [
    'smsctl does not understand the answer of the server, for example an unsupported authentication method',
    'Check the port. In pg_hba.conf of the server, use scram-sha-256 for this user.',
  ],
  '28P01': ['wrong password', 'Set `PGPASSWORD`, or add the password to ~/.pgpass.'],
  '28000': ['the server refuses the user', 'Check the user, and pg_hba.conf of the server.'],
  '3D000': noDatabase,
  '25006': writes,
  '0A000': ['the query writes, or cannot be used in a sub-select', 'Use a query that selects.'],
  '57014': tooLate('a statement'),
  '42601': ['the query has a syntax error', 'Try it in psql.'],
  '42501': denied,
};

/** The server's message may hold parts of the query and of rows, and is left out. */
export function explained(error: unknown, shown: string): UserError {
  if (error instanceof UserError) return error;
  const [what, ...hints] = causeOf(error);
  return databaseError(`${printable(shown)}: ${what}.`, ...hints);
}

function causeOf(error: unknown): Cause {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  const known = causes[code];
  if (known !== undefined) return known;
  if (lacksTls(error)) {
    return [
      'the server does not offer TLS, so contacts would be sent unencrypted',
      'Enable TLS on the server. If the network is trusted, add `?sslmode=disable` to the URL.',
    ];
  }
  if (/^42/.test(code)) return [`the server refuses the query: ${printable(message, 200)}`, 'Try the query in psql.'];
  if (/timeout/i.test(message)) return noAnswer;
  if (/connection terminated/i.test(message)) return closed;
  if (/SSL|TLS/.test(code + message))
    return [`the TLS connection failed (${printable(code || message, 80)})`, 'Check `sslmode` in the URL.'];
  return unknownCause(printable(code || 'no code', 40), 'psql');
}
