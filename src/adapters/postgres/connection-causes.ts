/** Why something failed, and what to do. */
export type Cause = readonly [what: string, ...hints: readonly string[]];

interface AddressWords {
  /** As the address names the file with the authority's certificate. */
  readonly authority: string;
  /** As it asks for encryption to any server. */
  readonly unverified: string;
  /** The hint for a certificate with another name. */
  readonly otherName: string;
  readonly socket: string;
}

const closed: Cause = ['the connection was closed', 'Retry, and check the log of the server.'];

/** Causes by codes of the system and of TLS, in the words of one kind of address. */
export function connectionCauses({ authority, unverified, otherName, socket }: AddressWords) {
  const untrusted: Cause = [
    "the server's certificate is not trusted",
    `Name the authority's certificate: \`?${authority}=FILE\` behind the address, or NODE_EXTRA_CA_CERTS.`,
    `With \`?${unverified}\`, the connection is encrypted, but the server is not verified.`,
  ];
  const anotherHost: Cause = ["the server's certificate is for another host", otherName];
  const noAnswer: Cause = ['no answer', 'Check the host, the port, and whether the server runs.'];
  const byCode: Readonly<Record<string, Cause>> = {
    ECONNREFUSED: ['connection refused', 'Check the host, the port, and whether the server runs.'],
    ENOTFOUND: ['host not found', 'Check the host.'],
    ENOENT: ['socket not found', `Check the ${socket} of the socket, and whether the server runs.`],
    ECONNRESET: closed,
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
    ERR_TLS_CERT_ALTNAME_INVALID: anotherHost,
  };
  return { byCode, untrusted, anotherHost, closed, noAnswer };
}

/** The cause of a query that took too long. */
export const tooLate = (what: string): Cause => [
  `${what} took longer than the time limit`,
  'Make the query faster, or add `?statement_timeout=MILLISECONDS` to the URL (0: no limit).',
];

export const writes: Cause = ['the query writes, but smsctl only reads', 'Use a query that selects.'];
export const denied: Cause = ['permission denied', 'Ask for the permission to select.'];
export const noDatabase: Cause = ['database not found', 'Check the last part of the URL.'];

/** The cause of an error that is not known. */
export const unknownCause = (code: string, client: string): Cause => [
  `unknown error (${code})`,
  `Try the query in ${client}.`,
];
