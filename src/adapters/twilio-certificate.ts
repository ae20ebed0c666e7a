import type { Agent } from 'node:http';
import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { printable } from '../domain/printable.ts';
import { ProviderError } from '../domain/provider-error.ts';

/** True for the error of a TLS connection whose certificate is not trusted. */
export const isUntrusted = (error: unknown): error is ProviderError =>
  error instanceof ProviderError &&
  error.kind === 'unreachable' &&
  /no trusted TLS|not valid today/i.test(error.message);

/** The error, with the name of whoever signed the certificate put into it: a company's proxy is recognized by it. */
export async function nameIssuer(
  error: ProviderError,
  url: URL,
  agent: Agent,
  timeoutMs: number,
): Promise<ProviderError> {
  const issuer = await issuerAt(url, agent, Math.min(timeoutMs, 5000));
  if (issuer === undefined) return error;
  const message = `${error.message} The certificate there was issued by "${issuer}".`;
  return new ProviderError({ kind: error.kind, message, hints: error.hints });
}

/** Who signed what the host shows, on the way that requests take. Looks, and hangs up: no credentials are near. */
function issuerAt({ origin }: URL, agent: Agent, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = request(origin, { method: 'HEAD', agent, rejectUnauthorized: false, timeout: timeoutMs });
    const read = (socket: TLSSocket): void => {
      resolve(nameOf(socket));
      probe.destroy();
    };
    probe.once('socket', (socket) => {
      const secure = socket as TLSSocket;
      if (secure.getPeerCertificate?.().issuer !== undefined) read(secure);
      else secure.once('secureConnect', () => read(secure));
    });
    probe.once('timeout', () => probe.destroy());
    probe.once('error', () => resolve(undefined)).once('close', () => resolve(undefined));
  });
}

function nameOf(socket: TLSSocket): string | undefined {
  const { issuer } = socket.getPeerCertificate(true);
  const name: unknown = issuer?.O ?? issuer?.CN;
  return typeof name === 'string' ? printable(name, 80) : undefined;
}
