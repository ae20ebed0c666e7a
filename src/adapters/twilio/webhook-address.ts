import { BlockList, isIP } from 'node:net';
import type { Webhook } from '../../domain/readiness/facts.ts';
import { isGiven } from './twilio-answers.ts';

/**
 * Addresses that are not on the internet: https://www.iana.org/assignments/iana-ipv4-special-registry and its sibling for
 * IPv6.
 */
const unreachable = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  unreachable.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  unreachable.addSubnet(network, bits, 'ipv6');
}

/** Names that the internet does not resolve: https://www.iana.org/assignments/special-use-domain-names */
const localNames = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)$/;

/** The kind of a webhook's address. `application`: the SID of an application, which replaces the address. */
export function webhookOf(address: unknown, application?: unknown): Webhook {
  if (isGiven(application)) return 'application';
  if (!isGiven(address)) return 'none';
  const text = (address as string).trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'invalid';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isLocal(host)) return 'local';
  // A new number's default, which answers each message with a greeting.
  if (host === 'demo.twilio.com') return 'demo';
  return url.protocol === 'https:' ? 'https' : 'http';
}

function isLocal(host: string): boolean {
  const version = isIP(host);
  if (version === 4) return unreachable.check(host, 'ipv4');
  if (version === 6) return unreachable.check(host, 'ipv6');
  return localNames.test(host) || !host.includes('.');
}
