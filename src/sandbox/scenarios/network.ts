import type { ScenarioRow } from './scenario.ts';
import { absent, fault, loginPage } from './worlds.ts';

const messageRoute = 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json';

/** Faults of the network, and of proxies and gateways in it. */
export const network: readonly ScenarioRow[] = [
  [
    'server-error',
    'the provider answers with 500',
    [3, 'credentials.accepted', 'unknown', '20500'],
    fault({ status: 500 }),
  ],
  [
    'rate-limited',
    'the provider answers with 429',
    [3, 'credentials.accepted', 'unknown', '20429'],
    fault({ status: 429 }),
  ],
  [
    'rate-limited-wait',
    'the provider asks to wait for an hour',
    [3, 'credentials.accepted', 'unknown', '20429'],
    fault({ status: 429, headers: { 'retry-after': '3600' } }),
  ],
  [
    'captive-portal',
    'a login page of the network answers',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 200, body: loginPage }),
  ],
  [
    'captive-redirect',
    'the network sends us on to its login page',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 302, headers: { location: 'https://portal.example/login' }, body: '' }),
  ],
  [
    'error-page',
    'a gateway answers with its own error page',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 502, body: '<h1>Bad Gateway</h1>' }),
  ],
  [
    'empty-object',
    'something answers with an empty JSON object',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 200, body: {} }),
  ],
  [
    'proxy-sign-in',
    'a proxy asks for a sign-in',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 407, body: '<h1>Proxy</h1>' }),
  ],
  ['connection-cut', 'the connection is cut', [3, 'credentials.accepted', 'unknown', null], fault('reset')],
  ['hang', 'no answer comes', [3, 'credentials.accepted', 'unknown', null], fault('hang')],
  [
    'gateway-502',
    'a gateway of the provider answers with 502',
    [3, 'credentials.accepted', 'unknown', '20502'],
    fault({ status: 502 }),
  ],
  [
    'out-of-order',
    'the provider answers with 503',
    [3, 'credentials.accepted', 'unknown', '20503'],
    fault({ status: 503 }),
  ],
  [
    'gateway-504',
    'a gateway of the provider answers with 504',
    [3, 'credentials.accepted', 'unknown', '20504'],
    fault({ status: 504 }),
  ],
  [
    'access-policy',
    "the account's access policy refuses this machine",
    [3, 'credentials.accepted', 'unknown', '20006'],
    fault({ status: 403, body: { code: 20006, message: 'Access Denied', status: 403 } }),
  ],
  [
    'forbidden',
    'the provider forbids every request',
    [3, 'credentials.accepted', 'unknown', '20403'],
    fault({ status: 403, body: { code: 20403, message: 'Forbidden', status: 403 } }),
  ],
  [
    'key-without-any-permission',
    'the key may read nothing at all',
    [3, 'credentials.accepted', 'unknown', '70051'],
    fault({ status: 401, body: { code: 70051, message: 'Authorization failed', status: 401 } }),
  ],
  [
    'client-validation',
    'the account asks for signed requests (public key client validation)',
    [3, 'credentials.accepted', 'unknown', '70052'],
    fault({ status: 401, body: { code: 70052, message: 'Public key client validation is required', status: 401 } }),
  ],
  [
    'list-of-another-account',
    'the list of messages is of another account',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 200, body: { messages: [{ account_sid: `AC${absent}` }] } }, messageRoute),
  ],
];
