import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import { deliveries, expectedDeliveries } from '../../../../src/sandbox/scenarios/deliveries.ts';
import {
  american,
  british,
  german,
  messaging,
  replied,
  webhookFailing,
} from '../../../../src/sandbox/scenarios/message-worlds.ts';
import type { Scenario } from '../../../../src/sandbox/scenarios/scenario.ts';
import { noPermission } from '../../../../src/sandbox/scenarios/worlds.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import type { World } from '../../../../src/sandbox/twilio/world.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';
import { faultsIn } from '../../../support/schemas.ts';

const { messagingService, tollFree, restrictedKey, number } = sandboxIds;
const ready = scenarios.find(({ name }) => name === 'ready');
if (ready === undefined) throw new Error('There is a scenario that is ready.');

const dayMinutes = 24 * 60;
const list = 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json';
const unavailable = { on: list, respond: { status: 503 } } as const;
const withFaults = (world: World, ...faults: World['faults']): World => ({ ...world, faults });

interface Expected {
  readonly exit: 0 | 1 | 3;
  /** The code of the most frequent failure; null: none, or without a code. Absent: the run shows no overview. */
  readonly cause?: string | null;
  /** Failed, and with a known outcome. */
  readonly failed?: readonly [failed: number, known: number];
  readonly counts?: object;
  readonly gaps?: readonly string[];
  readonly country?: string;
}

type Row = readonly [
  about: string,
  world: World,
  expected: Expected,
  argv?: readonly string[],
  setup?: Partial<Scenario['setup']>,
];

const failing = (count: number, code: number, status: 'failed' | 'undelivered' = 'undelivered') =>
  ({ count, code, status }) as const;

/** Written before the command was run on them. */
const rows: readonly Row[] = [
  ['no message at all', messaging([]), { exit: 0, cause: null, failed: [0, 0] }],
  ['everything arrived', messaging([{ count: 50 }]), { exit: 0, cause: null, failed: [0, 50] }],
  [
    'exactly the maximum failed',
    messaging([{ count: 95 }, failing(5, 30003)]),
    { exit: 0, cause: '30003', failed: [5, 100] },
  ],
  [
    'one more than the maximum failed',
    messaging([{ count: 94 }, failing(6, 30003)]),
    { exit: 1, cause: '30003', failed: [6, 100] },
  ],
  ['19 messages, all failed', messaging([failing(19, 30007)]), { exit: 0, cause: '30007', failed: [19, 19] }],
  ['20 messages, all failed', messaging([failing(20, 30007)]), { exit: 1, cause: '30007', failed: [20, 20] }],
  [
    'a lower maximum',
    messaging([{ count: 97 }, failing(3, 30008)]),
    { exit: 1, cause: '30008', failed: [3, 100] },
    ['--max-failed', '2.5'],
  ],
  [
    'a maximum of everything',
    messaging([failing(40, 30007)]),
    { exit: 0, cause: '30007', failed: [40, 40] },
    ['--max-failed', '100'],
  ],
  [
    'messages without a delivery report count neither way',
    messaging([{ count: 90, status: 'sent' }, { count: 20 }, failing(1, 30003)]),
    { exit: 0, cause: '30003', failed: [1, 21], counts: { unreported: 90, delivered: 20 } },
  ],
  [
    'waiting, scheduled and canceled messages count neither way',
    messaging([
      { count: 30 },
      { count: 7, status: 'queued' },
      { count: 3, status: 'accepted', from: null, service: messagingService },
      { count: 2, status: 'scheduled', from: null, service: messagingService },
      { count: 4, status: 'canceled' },
    ]),
    { exit: 0, cause: null, failed: [0, 30], counts: { waiting: 12, canceled: 4, messages: 46 } },
  ],
  [
    'failures that were never sent have no date of sending',
    messaging([{ count: 20 }, { ...failing(10, 30001, 'failed'), sentAfter: null }]),
    { exit: 1, cause: '30001', failed: [10, 30], counts: { failed: 10 } },
  ],
  [
    'failures of a service before a sender was chosen',
    messaging([{ count: 20 }, { ...failing(10, 21408, 'failed'), from: null, service: messagingService }]),
    { exit: 1, cause: '21408', failed: [10, 30] },
  ],
  [
    'the same, for the sender that the service chooses',
    messaging([
      { count: 20, service: messagingService },
      { ...failing(10, 21408, 'failed'), from: null, service: messagingService },
      { ...failing(30, 30007), from: tollFree },
    ]),
    { exit: 1, cause: '21408', failed: [10, 30] },
    ['--from', number],
    { messagingService },
  ],
  [
    'another sender fails',
    messaging([{ count: 40 }, { ...failing(40, 30032), from: tollFree }]),
    { exit: 0, cause: null, failed: [0, 40] },
    ['--from', number],
  ],
  [
    'one sender fails',
    messaging([{ count: 40 }, { ...failing(40, 30032), from: tollFree }, replied('STOP', american(1), 60)]),
    { exit: 1, cause: '30032', failed: [40, 40], counts: { received: 0 } },
    ['--from', tollFree],
  ],
  [
    'a service as the sender',
    messaging([{ count: 25, service: messagingService }, { ...failing(30, 30007) }]),
    { exit: 0, cause: null, failed: [0, 25] },
    ['--from', messagingService],
  ],
  [
    'two causes, the more frequent one second in time',
    messaging([{ count: 20 }, { ...failing(5, 30003), minutesAgo: 10 }, { ...failing(9, 30007), minutesAgo: 300 }]),
    { exit: 1, cause: '30007', failed: [14, 34] },
  ],
  [
    'a failure without a code',
    messaging([{ count: 20 }, { count: 10, status: 'failed' }]),
    { exit: 1, cause: null, failed: [10, 30] },
  ],
  [
    'a code that smsctl does not know',
    messaging([{ count: 20 }, failing(10, 39_999)]),
    { exit: 1, cause: '39999', failed: [10, 30] },
  ],
  [
    'all failures in one country of several',
    messaging([{ count: 60 }, { count: 30, to: german }, { ...failing(30, 30041), to: british }]),
    { exit: 1, cause: '30041', failed: [30, 120], country: 'GB' },
  ],
  [
    'older messages that failed are outside the span',
    messaging([{ count: 30 }, { ...failing(30, 30007), minutesAgo: 2 * dayMinutes }]),
    { exit: 0, cause: null, failed: [0, 30] },
  ],
  [
    'the same, in a longer span',
    messaging([{ count: 30 }, { ...failing(30, 30007), minutesAgo: 2 * dayMinutes }]),
    { exit: 1, cause: '30007', failed: [30, 60] },
    ['--since', '7d'],
  ],
  [
    'newer messages are after the span',
    messaging([
      { ...failing(30, 30007), minutesAgo: 5 },
      { count: 30, minutesAgo: 180 },
    ]),
    { exit: 0, cause: null, failed: [0, 30] },
    ['--since', '12h', '--until', '2h'],
  ],
  [
    'scheduled days ago, and sent in the span',
    messaging([{ count: 20 }, { ...failing(10, 30007), minutesAgo: 3 * dayMinutes, sentAfter: 3 * dayMinutes - 90 }]),
    { exit: 1, cause: '30007', failed: [10, 30] },
  ],
  [
    'several pages of messages',
    messaging([
      { count: 2400, everyMinutes: 0.2 },
      { ...failing(200, 30003), everyMinutes: 2 },
    ]),
    { exit: 1, cause: '30003', failed: [200, 2600] },
  ],
  [
    'more messages than the limit',
    messaging([
      { count: 150, minutesAgo: 10, everyMinutes: 0.1 },
      { ...failing(100, 30007), minutesAgo: 200 },
    ]),
    { exit: 0, cause: null, failed: [0, 120], gaps: ['limit'] },
    ['--limit', '120'],
  ],
  [
    'another channel is not SMS',
    messaging([{ count: 30 }, { ...failing(30, 63_016), to: 'whatsapp:+12025550101', from: 'whatsapp:+12025550142' }]),
    { exit: 0, cause: null, failed: [0, 30], counts: { otherChannels: 30, messages: 30 } },
  ],
  [
    'an incoming message with an error code is no failure',
    messaging([{ count: 30 }, { count: 30, status: 'received', direction: 'inbound', code: 30004, from: american(1) }]),
    { exit: 0, cause: null, failed: [0, 30], counts: { received: 30 } },
  ],
  [
    'opt-outs, and an opt-in',
    messaging([
      { count: 30 },
      replied(' stop ', american(1), 60),
      replied('STOP it', american(2), 61),
      replied('UNSTOP', american(1), 5),
    ]),
    { exit: 0, cause: null, failed: [0, 30], counts: { received: 3, stops: 1, starts: 1 } },
  ],
  [
    'refused requests without any message',
    messaging([], [{ code: 21610, count: 25 }]),
    { exit: 1, cause: '21610', failed: [25, 25], counts: { messages: 0 } },
  ],
  [
    'refused requests of the account do not count for one sender',
    messaging([{ count: 30 }], [{ code: 21408, count: 25 }]),
    { exit: 0, cause: null, failed: [0, 30] },
    ['--from', number],
  ],
  [
    'alerts about messages are these messages',
    messaging([{ count: 20 }, failing(10, 30007)], [{ code: 30007, count: 10, resourceSid: `SM${'1'.repeat(32)}` }]),
    { exit: 1, cause: '30007', failed: [10, 30] },
  ],
  [
    'a failing webhook is no failed message',
    messaging([{ count: 30 }], [webhookFailing(11200, 90)]),
    { exit: 0, cause: null, failed: [0, 30] },
  ],
  [
    'alerts that the key may not read',
    withFaults(messaging([{ count: 20 }, failing(10, 30007)]), { on: 'GET /v1/Alerts', respond: noPermission }),
    { exit: 1, cause: '30007', failed: [10, 30], gaps: ['alerts-unread'] },
  ],
  [
    'messages that the key may not read',
    {
      ...messaging([failing(40, 30007)]),
      apiKeys: messaging([]).apiKeys.map((key) => ({ ...key, barred: ['Messages'] })),
    },
    { exit: 3 },
    [],
    { apiKey: restrictedKey },
  ],
  ['messages that are out of reach', withFaults(messaging([failing(40, 30007)]), unavailable), { exit: 3 }],
  [
    'a list that breaks off',
    withFaults(messaging([{ count: 1500, everyMinutes: 0.5 }]), { on: list, times: 1, delayMs: 0 }, unavailable),
    { exit: 3, cause: null, failed: [0, 1000], gaps: ['stopped'] },
  ],
];

async function overview(world: World, argv: readonly string[], setup: Partial<Scenario['setup']> = {}) {
  const server = await startSandbox({ world });
  onTestFinished(() => server.close());
  const scenario = { ...(ready as Scenario), world, setup: { ...(ready as Scenario).setup, ...setup } };
  const cli = testCli(server);
  cli.env = variablesOf(scenario.setup);
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(scenario));
  const ran = await cli.run('deliveries', '--json', ...argv);
  const document = JSON.parse(ran.out);
  expect(faultsIn('deliveries', document)).toEqual([]);
  return { ...ran, document, requests: server.requests };
}

describe('the overview', () => {
  it('has at least 25 worlds', () => expect(rows.length + deliveries.length).toBeGreaterThanOrEqual(25));

  const cases = rows.map(([about, world, expected, argv = [], setup = {}]) => ({
    about,
    world,
    expected,
    argv,
    setup,
  }));

  it.each(cases)('$about', async ({ world, expected, argv, setup }) => {
    const { code, document, requests } = await overview(world, argv, setup);
    expect(code, JSON.stringify(document.error)).toBe(expected.exit);
    expect(document.exitCode).toBe(expected.exit);
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    if (expected.cause === undefined) {
      expect(document).toMatchObject({
        kind: null,
        failures: null,
        error: { code: expect.stringMatching(/^provider\./) },
      });
      return;
    }
    expect(document.failures.cause?.code ?? null).toBe(expected.cause);
    if (expected.failed !== undefined) {
      expect([document.failures.failed, document.failures.known]).toEqual(expected.failed);
    }
    expect(document.counts).toMatchObject(expected.counts ?? {});
    expect(document.gaps).toEqual(expected.gaps ?? []);
    expect(document.failures.country).toBe(expected.country ?? null);
    const { messages, delivered, undelivered, failed, unreported, waiting, canceled, other } = document.counts;
    expect(delivered + undelivered + failed + unreported + waiting + canceled + other).toBe(messages);
  });

  it.each([...expectedDeliveries])('of the scenario %s', async (name, [exit, cause]) => {
    const scenario = scenarios.find((each) => each.name === name);
    const { code, document } = await overview((scenario as Scenario).world, []);
    expect([code, document.failures.cause?.code ?? null]).toEqual([exit, cause === null ? null : String(cause)]);
  });
});
