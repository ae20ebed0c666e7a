import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { databaseError } from './postgres-address.ts';
import { lacksTls } from './postgres-connection.ts';

type Cause = readonly [what: string, ...hints: readonly string[]];

const untrusted: Cause = [
  "the server's certificate is not trusted",
  "Name the authority's certificate: `?sslrootcert=FILE` behind the address, or NODE_EXTRA_CA_CERTS.",
  'Without that proof, `?sslmode=require` still encrypts, to whatever server answers.',
];

/** By codes of the system, of TLS, and of the server (https://www.postgresql.org/docs/17/errcodes-appendix.html). */
const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: ['nothing answers there', 'Look at host and port, and whether the server runs.'],
  ENOTFOUND: ['there is no such host', 'Look at the host.'],
  ENOENT: ['there is no such socket', 'Look at the folder of the socket, and whether the server runs.'],
  ECONNRESET: ['the connection broke', 'Try again, and look at the log of the server.'],
  UNREADABLE_ANSWER: [
    'the server answers in a way that smsctl does not understand, perhaps with a kind of sign-in that it does not know',
    'Look at the port, and give the user a password (scram-sha-256) in pg_hba.conf of the server.',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: ["the server's certificate has expired", 'Renew it on the server.'],
  CERT_NOT_YET_VALID: ["the server's certificate is not valid yet", 'Look at the clocks here and on the server.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "the server's certificate is for another host",
    'Use a name of the host that stands in the certificate, or `?sslmode=verify-ca` with sslrootcert.',
  ],
  '28P01': ['the password is refused', 'Set `PGPASSWORD`, or write the password into ~/.pgpass.'],
  '28000': ['the user is refused', "Look at the user, and at the server's pg_hba.conf."],
  '3D000': ['there is no such database', "Look at the address's last part."],
  '25006': ['the query would write, and this transaction may only read', 'Give a query that selects.'],
  '0A000': ['the query would write, or do what cannot stand in a sub-select', 'Give a query that selects.'],
  '57014': [
    'a statement took longer than the time limit',
    'Make the query quicker, or add `?statement_timeout=MILLISECONDS` to the address (0: no limit).',
  ],
  '42601': ['the query cannot be understood', 'Try it in psql.'],
  '42501': ['the user may not read that', 'Ask for the right to select.'],
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
      'the server does not offer TLS, so that names and numbers would cross the network in clear',
      'Turn on TLS on the server. If the network to it is safe, add `?sslmode=disable` to the address.',
    ];
  }
  if (/^42/.test(code)) return [`the query is refused: ${printable(message, 200)}`, 'Try the query in psql.'];
  if (/timeout/i.test(message)) return ['it does not answer', 'Look at host and port, and whether the server runs.'];
  if (/connection terminated/i.test(message))
    return ['the connection broke', 'Try again, and look at the log of the server.'];
  if (/SSL|TLS/.test(code + message))
    return [`no TLS connection came about (${printable(code || message, 80)})`, 'Look at `sslmode` in the address.'];
  return [`it failed (${printable(code || 'unknown reason', 40)})`, 'Try the query in psql.'];
}
