import { ProviderError } from '../../domain/provider-error.ts';
import { type Destination, notTwilio } from './twilio-errors.ts';

const unreachable = (message: string, ...hints: readonly string[]): ProviderError =>
  new ProviderError({ kind: 'unreachable', message, hints });

/**
 * Node's code of a network error, or `UNKNOWN`. The error's message and fields may contain the request, so they are only
 * compared.
 */
export function networkCode(error: unknown): string {
  const { code, message } = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,60}$/.test(code)) return code;
  // https-proxy-agent's message if the proxy closed the connection before it answered.
  return typeof message === 'string' && message.startsWith('Proxy connection ended') ? 'ECONNRESET' : 'UNKNOWN';
}

const certificateCode = /CERT|UNABLE_TO_|HOSTNAME_MISMATCH/;

/** True if a TLS connection failed because the certificate is not trusted. */
export const isAboutCertificate = (error: unknown): boolean => certificateCode.test(networkCode(error));

/** `api.twilio.com through the proxy proxy.example.com:8080`. */
const placeOf = ({ host, proxy }: Destination): string =>
  proxy === undefined ? host : `${host} through the proxy ${proxy}`;

export const timedOut = (destination: Destination): ProviderError =>
  unreachable(
    `No answer from ${placeOf(destination)} within ${destination.timeoutMs / 1000} seconds.`,
    destination.proxy === undefined
      ? 'Check the network, or allow more time with `smsctl verify --timeout 60s`. If this network requires a proxy, set HTTPS_PROXY.'
      : 'Check the proxy, or allow more time with `smsctl verify --timeout 60s`.',
  );

const trustVariable =
  'If your company inspects TLS traffic, set NODE_EXTRA_CA_CERTS to its root certificate (PEM). Otherwise do not use this network: the connection may be intercepted.';

/** Uses only the error's code and the host name that could not be resolved. */
export function networkError(error: unknown, destination: Destination): ProviderError {
  const code = networkCode(error);
  const place = placeOf(destination);
  if (code.startsWith('HPE_')) return notTwilio(`${place} did not answer in HTTP (${code}).`);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return unreachable(
      `The certificate of ${place} is not valid today (${code}).`,
      `Check the clock of this machine. ${trustVariable}`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return unreachable(
      `The certificate of ${place} is for another host (${code}).`,
      'Open a web page on this machine: the login page of a network may answer. Then check DNS and /etc/hosts.',
    );
  }
  if (certificateCode.test(code)) {
    return unreachable(`The certificate of ${place} is not trusted (${code}).`, trustVariable);
  }
  if (/ERR_TLS|ERR_SSL|^EPROTO$/.test(code)) {
    return unreachable(
      `TLS connection to ${place} failed (${code}): the other side does not use TLS.`,
      'Check for a proxy or a firewall in between. To name a proxy, set HTTPS_PROXY.',
    );
  }
  return connectionError(code, nameOf(error), destination);
}

/** The host that a DNS error is about. */
function nameOf(error: unknown): string | undefined {
  const { hostname } = typeof error === 'object' && error !== null ? (error as { hostname?: unknown }) : {};
  return typeof hostname === 'string' ? hostname : undefined;
}

function connectionError(code: string, name: string | undefined, destination: Destination): ProviderError {
  const { host, proxy, isMock } = destination;
  const isProxy = proxy !== undefined && name !== host;
  const subject = isProxy ? `The proxy ${proxy}` : host;
  const proxyHint = 'Correct or unset HTTPS_PROXY. To exclude hosts, set NO_PROXY.';
  const directly = (hint: string): string => (isProxy ? proxyHint : hint);
  const network = directly('Check the network. If it requires a proxy, set HTTPS_PROXY.');
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(
        `${subject} could not be resolved (${code}).`,
        directly('Check the network and its DNS server. If it requires a proxy, set HTTPS_PROXY.'),
      );
    case 'ECONNREFUSED':
      if (isMock) {
        return unreachable(
          `The mock server ${subject} refused the connection (${code}).`,
          'Start it with `smsctl sandbox`, or unset SMSCTL_TWILIO_URL.',
        );
      }
      return unreachable(
        `${subject} refused the connection (${code}).`,
        directly('Check for a firewall. If the network requires a proxy, set HTTPS_PROXY.'),
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return unreachable(
        isProxy
          ? `${subject} or a host after it closed the connection to ${host} (${code}).`
          : `${subject} closed the connection (${code}).`,
        'Retry with `smsctl verify --wait 2m`. If that fails, check for a firewall or a proxy.',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(`${subject} cannot be reached from this network (${code}).`, network);
    case 'ETIMEDOUT':
      return unreachable(`${subject} did not answer (${code}).`, network);
    default:
      return unreachable(`${subject} could not be reached (${code}).`, directly('Check the network, then retry.'));
  }
}
