import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { databaseError } from './postgres-address.ts';
import { lacksTls } from './postgres-connection.ts';

type Cause = readonly [what: string, ...hints: readonly string[]];

const untrusted: Cause = [
  "the server's certificate is not trusted",
  "Name the authority's certificate: `?sslrootcert=FILE` behind the address, or NODE_EXTRA_CA_CERTS.",
  'With `?sslmode=require`, the connection is encrypted, but the server is not verified.',
];

/** By codes of the system, of TLS, and of the server (https://www.postgresql.org/docs/17/errcodes-appendix.html). */
const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: ['connection refused', 'Check the host, the port, and whether the server runs.'],
  ENOTFOUND: ['host not found', 'Check the host.'],
  ENOENT: ['socket not found', 'Check the directory of the socket, and whether the server runs.'],
  ECONNRESET: ['the connection was closed', 'Retry, and check the log of the server.'],
  UNREADABLE_ANSWER: [
    'smsctl does not understand the answer of the server, for example an unsupported authentication method',
    'Check the port. In pg_hba.conf of the server, use scram-sha-256 for this user.',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: ["the server's certificate has expired", 'Renew it on the server.'],
  CERT_NOT_YET_VALID: [
    "the server's certificate is not valid yet",
    'Check the clocks of this machine and of the server.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "the server's certificate is for another host",
    'Use a host name from the certificate, or `?sslmode=verify-ca` with sslrootcert.',
  ],
  '28P01': ['wrong password', 'Set `PGPASSWORD`, or add the password to ~/.pgpass.'],
  '28000': ['the server refuses the user', 'Check the user, and pg_hba.conf of the server.'],
  '3D000': ['database not found', 'Check the last part of the URL.'],
  '25006': ['the query writes, but smsctl only reads', 'Use a query that selects.'],
  '0A000': ['the query writes, or cannot be used in a sub-select', 'Use a query that selects.'],
  '57014': [
    'a statement took longer than the time limit',
    'Make the query faster, or add `?statement_timeout=MILLISECONDS` to the URL (0: no limit).',
  ],
  '42601': ['the query has a syntax error', 'Try it in psql.'],
  '42501': ['permission denied', 'Ask for the permission to select.'],
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
  if (/timeout/i.test(message)) return ['no answer', 'Check the host, the port, and whether the server runs.'];
  if (/connection terminated/i.test(message))
    return ['the connection was closed', 'Retry, and check the log of the server.'];
  if (/SSL|TLS/.test(code + message))
    return [`the TLS connection failed (${printable(code || message, 80)})`, 'Check `sslmode` in the URL.'];
  return [`unknown error (${printable(code || 'no code', 40)})`, 'Try the query in psql.'];
}
