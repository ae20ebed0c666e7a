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
      ? 'Look at the network, or give it more time: `smsctl verify --timeout 60s`. Where only a proxy leads out, set HTTPS_PROXY.'
      : 'Look at the proxy, or give it more time: `smsctl verify --timeout 60s`.',
  );

const trustVariable =
  'If your company opens TLS traffic, point NODE_EXTRA_CA_CERTS to its root certificate (PEM); if not, somebody reads along: leave this network.';

/** Uses only the error's code and the host name that could not be resolved. */
export function networkError(error: unknown, destination: Destination): ProviderError {
  const code = networkCode(error);
  const place = placeOf(destination);
  if (code.startsWith('HPE_')) return notTwilio(`What ${place} sent is no HTTP (${code}).`);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return unreachable(
      `The certificate of ${place} is not valid today (${code}).`,
      `Set this machine's clock right. Where it is right: ${trustVariable}`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return unreachable(
      `What answers for ${place} shows the certificate of another host (${code}).`,
      "Open a web page from here: a network's login page may answer in its place. Then look at DNS and /etc/hosts.",
    );
  }
  if (certificateCode.test(code)) {
    return unreachable(`The certificate shown for ${place} is not trusted (${code}).`, trustVariable);
  }
  if (/ERR_TLS|ERR_SSL|^EPROTO$/.test(code)) {
    return unreachable(
      `No TLS connection to ${place} came about (${code}): something that does not speak TLS answers.`,
      'Look for a proxy or a firewall in between; a proxy is named with HTTPS_PROXY.',
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
  const proxyHint = 'Correct or unset HTTPS_PROXY; NO_PROXY leaves hosts out.';
  const directly = (hint: string): string => (isProxy ? proxyHint : hint);
  const network = directly('Look at the network. Where only a proxy leads out, set HTTPS_PROXY.');
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(
        `${subject} has no address: its name could not be resolved (${code}).`,
        directly('Look at the network and its DNS server. Where only a proxy leads out, set HTTPS_PROXY.'),
      );
    case 'ECONNREFUSED':
      if (isMock) {
        return unreachable(
          `${subject}, which stands in for Twilio, accepts no connection (${code}).`,
          'Start it again with `smsctl sandbox`, or unset SMSCTL_TWILIO_URL.',
        );
      }
      return unreachable(
        `${subject} accepts no connection (${code}).`,
        directly('A firewall may be in between. Where only a proxy leads out, set HTTPS_PROXY.'),
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return unreachable(
        isProxy
          ? `${subject}, or something behind it, cut the connection to ${host} (${code}).`
          : `${subject} cut the connection (${code}).`,
        'Try again with `smsctl verify --wait 2m`; where it stays, look for a firewall or a proxy in between.',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(`${subject} cannot be reached from this network (${code}).`, network);
    case 'ETIMEDOUT':
      return unreachable(`${subject} did not answer (${code}).`, network);
    default:
      return unreachable(`${subject} could not be reached (${code}).`, directly('Look at the network, and try again.'));
  }
}
