import type { Agent } from 'node:http';
import { request } from 'node:https';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { ProviderError } from '../../domain/provider-error.ts';
import { printable } from '../../domain/text/printable.ts';

/**
 * Adds to the error of an untrusted certificate who issued it, which shows a company's proxy, and, if it is not valid now, its
 * dates and this machine's.
 */
export async function withCertificate(
  error: ProviderError,
  { url, agent, timeoutMs }: { readonly url: URL; readonly agent: Agent; readonly timeoutMs: number },
): Promise<ProviderError> {
  const certificate = await certificateAt(url, agent, Math.min(timeoutMs, 5000));
  if (certificate === undefined) return error;
  const { kind, message, hints } = error;
  return new ProviderError({ kind, message: [message, ...wordsOn(certificate)].join(' '), hints });
}

function wordsOn({ issuer, valid_from: from, valid_to: to }: PeerCertificate): readonly string[] {
  const name: unknown = issuer?.O ?? issuer?.CN;
  const now = new Date();
  const isOver = now < new Date(from) || now > new Date(to);
  return [
    ...(typeof name === 'string' ? [`It was issued by "${printable(name, 80)}".`] : []),
    ...(isOver ? [`It is valid from ${dayOf(from)} to ${dayOf(to)}; the date on this machine is ${dayOf(now)}.`] : []),
  ];
}

function dayOf(time: string | Date): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}

/** The certificate that requests to this host get. Reads it and closes the connection without sending a request. */
function certificateAt({ origin }: URL, agent: Agent, timeoutMs: number): Promise<PeerCertificate | undefined> {
  return new Promise((resolve) => {
    const probe = request(origin, { method: 'HEAD', agent, rejectUnauthorized: false, timeout: timeoutMs });
    const read = (socket: TLSSocket): void => {
      resolve(socket.getPeerCertificate());
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
