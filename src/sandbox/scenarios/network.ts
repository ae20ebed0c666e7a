import type { ScenarioRow } from './scenario.ts';
import { absent, fault, loginPage } from './worlds.ts';

const messageRoute = 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json';

/** Faults of the network, and of proxies and gateways in it. */
export const network: readonly ScenarioRow[] = [
  ['server-error', 'Twilio responds with 500', [3, 'credentials.accepted', 'unknown', '20500'], fault({ status: 500 })],
  ['rate-limited', 'Twilio responds with 429', [3, 'credentials.accepted', 'unknown', '20429'], fault({ status: 429 })],
  [
    'rate-limited-wait',
    'Twilio asks to wait for an hour',
    [3, 'credentials.accepted', 'unknown', '20429'],
    fault({ status: 429, headers: { 'retry-after': '3600' } }),
  ],
  [
    'captive-portal',
    'a login page of the network responds',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 200, body: loginPage }),
  ],
  [
    'captive-redirect',
    'the network redirects to its login page',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 302, headers: { location: 'https://portal.example/login' }, body: '' }),
  ],
  [
    'error-page',
    'a gateway responds with its own error page',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 502, body: '<h1>Bad Gateway</h1>' }),
  ],
  [
    'empty-object',
    'the response is an empty JSON object',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 200, body: {} }),
  ],
  [
    'proxy-sign-in',
    'a proxy requires authentication',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 407, body: '<h1>Proxy</h1>' }),
  ],
  ['connection-cut', 'the connection breaks', [3, 'credentials.accepted', 'unknown', null], fault('reset')],
  ['hang', 'Twilio never responds', [3, 'credentials.accepted', 'unknown', null], fault('hang')],
  [
    'gateway-502',
    'a gateway of Twilio responds with 502',
    [3, 'credentials.accepted', 'unknown', '20502'],
    fault({ status: 502 }),
  ],
  ['out-of-order', 'Twilio responds with 503', [3, 'credentials.accepted', 'unknown', '20503'], fault({ status: 503 })],
  [
    'gateway-504',
    'a gateway of Twilio responds with 504',
    [3, 'credentials.accepted', 'unknown', '20504'],
    fault({ status: 504 }),
  ],
  [
    'access-policy',
    "the account's access policy rejects this machine",
    [3, 'credentials.accepted', 'unknown', '20006'],
    fault({ status: 403, body: { code: 20006, message: 'Access Denied', status: 403 } }),
  ],
  [
    'forbidden',
    'Twilio forbids every request',
    [3, 'credentials.accepted', 'unknown', '20403'],
    fault({ status: 403, body: { code: 20403, message: 'Forbidden', status: 403 } }),
  ],
  [
    'key-without-any-permission',
    'the key may read nothing',
    [3, 'credentials.accepted', 'unknown', '70051'],
    fault({ status: 401, body: { code: 70051, message: 'Authorization failed', status: 401 } }),
  ],
  [
    'client-validation',
    'the account requires signed requests (public key client validation)',
    [3, 'credentials.accepted', 'unknown', '70052'],
    fault({ status: 401, body: { code: 70052, message: 'Public key client validation is required', status: 401 } }),
  ],
  [
    'list-of-another-account',
    'the list of messages belongs to another account',
    [3, 'credentials.accepted', 'unknown', null],
    fault({ status: 200, body: { messages: [{ account_sid: `AC${absent}` }] } }, messageRoute),
  ],
];
