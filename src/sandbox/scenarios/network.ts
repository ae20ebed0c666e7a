import type { ScenarioRow } from './scenario.ts';
import { fault, lookHtml } from './worlds.ts';

/** The network, and what stands in it. */
export const network: readonly ScenarioRow[] = [
  ['server-error', 'the provider answers with 500', 3, 'credentials.accepted', 'unknown', null, fault({ status: 500 })],
  ['rate-limited', 'the provider answers with 429', 3, 'credentials.accepted', 'unknown', null, fault({ status: 429 })],
  [
    'rate-limited-wait',
    'the provider asks to wait for an hour',
    3,
    'credentials.accepted',
    'unknown',
    null,
    fault({ status: 429, headers: { 'retry-after': '3600' } }),
  ],
  [
    'captive-portal',
    'a login page of the network answers',
    3,
    'credentials.accepted',
    'unknown',
    null,
    fault({ status: 200, body: lookHtml }),
  ],
  [
    'captive-redirect',
    'the network sends us on to its login page',
    3,
    'credentials.accepted',
    'unknown',
    null,
    fault({ status: 302, headers: { location: 'https://portal.example/login' }, body: '' }),
  ],
  [
    'error-page',
    'a gateway answers with its own error page',
    3,
    'credentials.accepted',
    'unknown',
    null,
    fault({ status: 502, body: '<h1>Bad Gateway</h1>' }),
  ],
  [
    'empty-object',
    'something answers with an empty JSON object',
    3,
    'credentials.accepted',
    'unknown',
    null,
    fault({ status: 200, body: {} }),
  ],
  [
    'proxy-sign-in',
    'a proxy asks for a sign-in',
    3,
    'credentials.accepted',
    'unknown',
    null,
    fault({ status: 407, body: '<h1>Proxy</h1>' }),
  ],
  ['connection-cut', 'the connection is cut', 3, 'credentials.accepted', 'unknown', null, fault('reset')],
  ['hang', 'no answer comes', 3, 'credentials.accepted', 'unknown', null, fault('hang')],
];
