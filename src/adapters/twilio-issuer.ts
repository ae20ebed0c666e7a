import { connect, type DetailedPeerCertificate } from 'node:tls';
import { printable } from '../domain/printable.ts';
import { ProviderError } from '../domain/provider-error.ts';

/** True for the error of a TLS connection whose certificate is not trusted. */
export const isUntrusted = (error: unknown): error is ProviderError =>
  error instanceof ProviderError &&
  error.kind === 'unreachable' &&
  /no trusted TLS|not valid today/i.test(error.message);

/** The error, with the name of whoever signed the certificate put into it: a company's proxy is recognized by it. */
export async function nameIssuer(error: ProviderError, url: URL, timeoutMs: number): Promise<ProviderError> {
  const issuer = await issuerAt(url, Math.min(timeoutMs, 5000));
  if (issuer === undefined) return error;
  const message = `${error.message} The certificate there was issued by "${issuer}".`;
  return new ProviderError({ kind: error.kind, message, hints: error.hints });
}

/** Who signed what the host shows. Looks at the certificate and hangs up: nothing is sent over this connection. */
function issuerAt({ hostname, port }: URL, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { host: hostname, port: port === '' ? 443 : Number(port), servername: hostname };
    const socket = connect({ ...options, rejectUnauthorized: false }, () => {
      resolve(nameOf(socket.getPeerCertificate(true)));
      socket.destroy();
    });
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.once('error', () => resolve(undefined)).once('close', () => resolve(undefined));
  });
}

function nameOf({ issuer }: DetailedPeerCertificate): string | undefined {
  const name: unknown = issuer?.O ?? issuer?.CN;
  return typeof name === 'string' ? printable(name, 80) : undefined;
}
