import { defaultWorld } from '../twilio/default-world.ts';
import { alertsOf, american, british, longLog, messaging, replied, webhookFailing } from './message-worlds.ts';
import type { Scenario, ScenarioRow } from './scenario.ts';

const price = '-0.00830';
const million = 1_000_000;

/** The customer of the ticket in docs/deliveries.md. */
const customer = '+12025550123';

/** Every one of these setups is ready; what matters is what became of its messages. */
const isReady = [0, 'number.registered', 'pass', null] as const;

/** The outcome of `smsctl deliveries` for the last 24 hours: its exit code, and the code of the most frequent failure. */
type Expected = readonly [exit: Scenario['exit'], cause: number | null];

/** What became of messages, for `smsctl deliveries`. */
const rows: readonly (readonly [expected: Expected, row: ScenarioRow])[] = [
  [
    [0, 30003],
    [
      'messages-delivered',
      'of 300 messages, 297 arrived, and three phones were off',
      isReady,
      messaging([
        { count: 200, minutesAgo: 30, price },
        { count: 97, to: british, minutesAgo: 40, everyMinutes: 10, price: '-0.04630' },
        { count: 3, status: 'undelivered', code: 30003, minutesAgo: 200, price },
      ]),
    ],
  ],
  [
    [1, 30007],
    [
      'messages-filtered',
      'carriers filter a campaign: 72 of 240 messages failed with 30007',
      isReady,
      messaging([
        { count: 168, minutesAgo: 120, everyMinutes: 2, price },
        { status: 'undelivered', code: 30007, to: customer, minutesAgo: 130, price },
        { count: 71, status: 'undelivered', code: 30007, minutesAgo: 121, everyMinutes: 2, price },
        { to: customer, minutesAgo: 3 * 24 * 60, price },
        { status: 'undelivered', code: 30003, to: customer, minutesAgo: 9 * 24 * 60, price },
      ]),
    ],
  ],
  [
    [1, 30041],
    [
      'messages-failing-in-gb',
      'half of the messages to the United Kingdom fail, and all others arrive',
      isReady,
      messaging([
        { count: 100, minutesAgo: 30, everyMinutes: 2, price },
        { count: 40, to: british, minutesAgo: 31, everyMinutes: 4, price: '-0.04630' },
        { count: 40, to: british, status: 'undelivered', code: 30041, minutesAgo: 33, everyMinutes: 4 },
      ]),
    ],
  ],
  [
    [0, null],
    [
      'messages-webhook-down',
      'messages arrive, and the webhook for replies answers with HTTP 503',
      isReady,
      messaging(
        [
          { count: 60, minutesAgo: 30, price },
          ...Array.from({ length: 12 }, (_, at) => replied('OK', american(at), 50 + at)),
        ],
        [webhookFailing(11200, 12)],
      ),
    ],
  ],
  [
    [1, 21610],
    [
      'messages-opted-out',
      'recipients replied STOP, and the application goes on sending to them',
      isReady,
      messaging([
        { count: 80, minutesAgo: 30, price },
        replied('Stop', american(81), 700),
        replied('UNSUBSCRIBE', american(82), 720),
        replied('start', american(82), 300),
        { count: 12, status: 'failed', code: 21610, to: american(81), minutesAgo: 60, everyMinutes: 5 },
      ]),
    ],
  ],
  [
    [1, 21408],
    [
      'messages-refused',
      'Twilio refuses requests to a country that is not enabled, so that they become no messages',
      isReady,
      messaging([{ count: 30, minutesAgo: 30, price }], [{ code: 21408, count: 45, minutesAgo: 20 }]),
    ],
  ],
  [
    [0, null],
    ['messages-none', 'the account has sent no message for a month', isReady, messaging([{ minutesAgo: 45_000 }])],
  ],
  [
    [0, 30003],
    [
      'messages-million',
      'the account sent a million messages in 22 hours, and one in fifty failed',
      isReady,
      { ...defaultWorld(), messageLog: longLog(million), alerts: alertsOf([]) },
    ],
  ],
];

export const deliveries: readonly ScenarioRow[] = rows.map(([, row]) => row);

/** By scenario. */
export const expectedDeliveries: ReadonlyMap<string, Expected> = new Map(
  rows.map(([expected, [name]]) => [name, expected]),
);
