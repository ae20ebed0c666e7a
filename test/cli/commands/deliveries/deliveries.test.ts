import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Context } from '../../../../src/cli/command/context.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import {
  american,
  type MessageGroup,
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

const ready = scenarios.find(({ name }) => name === 'ready') as Scenario;
const { number } = sandboxIds;
const customer = '+12025550123';
const sidOf = (place: number): string => `SM${place.toString(16).padStart(32, '0')}`;

async function onWorld(world: World, change: Partial<Context> = {}) {
  const server = await startSandbox({ world });
  onTestFinished(() => server.close());
  const cli = testCli(server, change);
  cli.env = variablesOf(ready.setup);
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(ready));
  const run = async (...argv: readonly string[]) => {
    const ran = await cli.run('deliveries', ...argv);
    if (!argv.includes('--json')) return { ...ran, document: null };
    const document = JSON.parse(ran.out);
    expect(faultsIn('deliveries', document)).toEqual([]);
    return { ...ran, document };
  };
  return { run, cli, requests: server.requests };
}

const failed = (code: number, minutesAgo: number): MessageGroup => ({
  status: code === 21610 ? 'failed' : 'undelivered',
  code,
  to: customer,
  minutesAgo,
});

describe('the history of a recipient', () => {
  const rows: readonly (readonly [string, readonly MessageGroup[], exit: number, code: string | null, RegExp])[] = [
    ['filtered', [{ to: customer, minutesAgo: 900 }, failed(30007, 20)], 1, '30007', /filter/],
    ['off', [failed(30003, 20)], 1, '30003', /switched off/],
    ['delivered after a failure', [failed(30003, 900), { to: customer }], 0, null, /delivered/],
    ['opted out', [replied('STOP', customer, 900), failed(21610, 20)], 1, '21610', /opted out/],
    [
      'opted in again',
      [replied('STOP', customer, 900), replied('START', customer, 60), { to: customer, minutesAgo: 5 }],
      0,
      null,
      /delivered/,
    ],
    ['waiting', [{ to: customer, status: 'queued', minutesAgo: 1 }], 0, null, /waiting/],
    ['without a report', [{ to: customer, status: 'sent', minutesAgo: 100 }], 0, null, /not reported/],
    ['never sent', [replied('Hello?', customer, 10)], 0, null, /no record/],
    [
      'through a service, before a sender was chosen',
      [{ ...failed(21610, 20), from: null, service: sandboxIds.messagingService }],
      1,
      '21610',
      /opted out/,
    ],
    ['a year ago', [failed(30005, 300 * 24 * 60)], 1, '30005', /current number/],
  ];

  it.each(rows)('%s', async (_, groups, exit, code, words) => {
    const others = { count: 30, to: american(50) } as const;
    const { run, requests } = await onWorld(messaging([...groups, others]));
    const { document, code: exited } = await run('--to', customer, '--json');
    expect(exited).toBe(exit);
    expect(document).toMatchObject({ kind: 'recipient', recipient: '+1••••••0123', complete: true });
    const [newest = null] = document.messages.filter((each: { direction: string }) => each.direction === 'outbound');
    expect(newest?.code ?? null).toBe(code);
    expect(document.customer.text).toMatch(words);
    expect(document.messages).toHaveLength(groups.length);
    const { out } = await run('--to', customer);
    expect(out.replace(/\s+/g, ' ')).toContain(document.customer.text);
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
    // Two lists of messages; and the alerts, if there is no message.
    expect(document.requests).toBe(newest === null ? 3 : 2);
  });

  it('takes a national number, as the sender writes it', async () => {
    const { run } = await onWorld(messaging([failed(30007, 20)]));
    expect((await run('--to', '(202) 555-0123', '--json')).document.messages).toHaveLength(1);
  });

  it('names refused requests if there is no message', async () => {
    const { run } = await onWorld(messaging([], [{ code: 21211, count: 3 }]));
    const { document, code } = await run('--to', customer, '--json');
    expect([code, document.messages]).toEqual([0, []]);
    expect(document.alerts).toMatchObject([{ kind: 'refused', code: '21211', count: 3 }]);
  });

  it.each(['12', 'hello', '+1', 'whatsapp:+12025550123'])('refuses %j', async (to) => {
    const { run, requests } = await onWorld(messaging([]));
    const { code, document } = await run('--to', to, '--json');
    expect([code, document.error.code, requests.length]).toEqual([2, 'input.recipient', 0]);
  });
});

describe('one message', () => {
  const sid = sidOf(1);

  it.each([
    ['delivered', {}, 0],
    ['undelivered', failed(30007, 20), 1],
    ['failed', failed(21610, 20), 1],
    ['queued', { status: 'queued' }, 0],
    ['received', replied('STOP', customer, 5), 0],
  ] as const)('%s', async (_, group, exit) => {
    const { run } = await onWorld(messaging([group]));
    const { code, document } = await run('--message', sid, '--json');
    expect(code).toBe(exit);
    expect(document).toMatchObject({ kind: 'message', messages: [{ sid }], requests: 2 });
    const { out } = await run('--message', sid);
    expect(out).toContain(sid);
  });

  it('has the alerts about it, and no others', async () => {
    const world = messaging(
      [failed(30007, 60)],
      [
        { ...webhookFailing(11200, 2), resourceSid: sid, minutesAgo: 50 },
        { ...webhookFailing(11210, 2), resourceSid: sidOf(2), minutesAgo: 50 },
        { code: 21408, minutesAgo: 50 },
      ],
    );
    const { run } = await onWorld(world);
    const { document } = await run('--message', sid, '--json');
    expect(document.alerts).toMatchObject([
      { code: '11200', count: 2, hosts: ['hooks.example.com'], httpStatuses: [503] },
    ]);
    expect((await run('--message', sid)).out).toContain('11200');
  });

  it('is shown without alerts that the key may not read', async () => {
    const world = { ...messaging([{}]), faults: [{ on: 'GET /v1/Alerts', respond: noPermission }] };
    const { run } = await onWorld(world);
    expect((await run('--message', sid, '--json')).document).toMatchObject({ exitCode: 0, gaps: ['alerts-unread'] });
  });

  it('is an input error if the account has no such message', async () => {
    const { run } = await onWorld(messaging([]));
    const { code, document } = await run('--message', sidOf(99), '--json');
    expect([code, document.error.code]).toEqual([2, 'deliveries.no-message']);
  });
});

describe('the options', () => {
  it.each([
    ['--since', 'yesterday'],
    ['--since', '2026-13-01'],
    ['--until', '5'],
    ['--limit', '0'],
    ['--limit', '1.5'],
    ['--max-failed', '101'],
    ['--max-failed', '-1'],
    ['--message', 'SM1'],
    ['--from', 'whatsapp:+12025550142'],
    ['--since', '1h', '--until', '2h'],
    ['--since', '2999-01-01'],
    ['--to', customer, '--follow'],
    ['--message', sidOf(1), '--since', '1h'],
    ['--show-text'],
    ['--follow', '--json'],
  ])('%s %s %s %s is refused', async (...argv) => {
    const { cli, requests } = await onWorld(messaging([]));
    expect((await cli.run('deliveries', ...argv.filter((word) => word !== undefined))).code).toBe(2);
    expect(requests).toEqual([]);
  });

  it('need saved credentials', async () => {
    const { run, cli } = await onWorld(messaging([]));
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(
      ({ credentials: _, ...rest }) => rest,
    );
    const { code, document } = await run('--json');
    expect([code, document.error.code]).toEqual([1, 'deliveries.not-set-up']);
  });

  it('take a day as from its beginning to its end', async () => {
    const { run, cli } = await onWorld(messaging([]));
    cli.now = () => new Date('2026-11-30T12:00:00Z');
    const { document } = await run('--since', '2026-11-28', '--until', '2026-11-29', '--json');
    expect(Date.parse(document.until) - Date.parse(document.since)).toBe(2 * 86_400_000 - 1);
  });
});

describe('personal data', () => {
  const planted = '+447400998877';
  const digits = planted.slice(3);
  const secretText = 'PLANTED-BODY-7731';
  const world = messaging(
    [
      { count: 25, to: planted, body: secretText },
      { count: 5, to: planted, body: secretText, status: 'undelivered', code: 30007 },
      { ...replied(secretText, planted, 12) },
      { ...replied('STOP', planted, 11) },
    ],
    [
      {
        ...webhookFailing(11200, 3),
        text: `sourceComponent=14100&httpResponse=500&url=https%3A%2F%2Fuser%3A${secretText}%40hooks.example.com%2F${digits}%3Fto%3D${digits}&ErrorCode=11200&Msg=${secretText}`,
        url: `https://user:${secretText}@hooks.example.com/${digits}?to=${digits}`,
        resourceSid: sidOf(26),
      },
      { code: 21408, count: 2, text: `Permission to send to ${planted}: ${secretText}` },
    ],
  );
  const runs: readonly (readonly string[])[] = [
    [],
    ['--verbose'],
    ['--plain'],
    ['--from', number],
    ['--to', planted],
    ['--to', planted, '--verbose'],
    ['--message', sidOf(26)],
    ['--message', sidOf(31)],
  ];

  it.each([...runs, ...runs.map((argv) => [...argv, '--json'])])('is in no output: %j %j %j', async (...argv) => {
    const { cli } = await onWorld(world);
    const { out, err } = await cli.run(...['deliveries', ...argv.filter((word) => word !== undefined)]);
    expect(out.length).toBeGreaterThan(200);
    expect(out + err).not.toContain(secretText);
    expect(out + err).not.toContain(digits);
  });

  it('is in no output of --follow', async () => {
    const { cli } = await onWorld(world, { untilInterrupted: async () => 130 });
    const { out, err } = await cli.run('deliveries', '--follow', '--since', '24h');
    expect(out + err).not.toContain(digits);
    expect(out + err).not.toContain(secretText);
  });

  it('is shown when it is asked for', async () => {
    const { cli } = await onWorld(world);
    const numbers = await cli.run('deliveries', '--to', planted, '--show-numbers');
    expect(numbers.out).toContain(planted);
    expect(numbers.out).not.toContain(secretText);
    const texts = await cli.run('deliveries', '--message', sidOf(26), '--show-text');
    expect(texts.out).toContain(secretText);
    expect(texts.out).not.toContain(digits);
  });

  it('is not saved', async () => {
    const { run, cli } = await onWorld(world);
    const settings = settingsFile({ directory: cli.directory, organization: 'default' });
    const before = await settings.load();
    await run();
    await run('--to', planted);
    expect(await settings.load()).toEqual(before);
  });
});

describe('--follow', () => {
  /** Interrupted after so many looks, each of which asks for the messages, again by date, and the alerts. */
  const untilRequests = (count: number, requests: () => number): Partial<Context> => ({
    untilInterrupted: async () => {
      while (requests() < count) await new Promise((resolve) => setTimeout(resolve, 5));
      return 130;
    },
    timer: { now: () => performance.now(), sleep: () => new Promise((resolve) => setTimeout(resolve, 20)) },
  });

  it.each([
    [
      'too many failures',
      messaging([{ count: 20 }, { count: 8, status: 'undelivered', code: 30007, minutesAgo: 3 }]),
      1,
    ],
    [
      'few failures',
      messaging([
        { count: 200, everyMinutes: 0.1 },
        { count: 8, status: 'undelivered', code: 30007 },
      ]),
      0,
    ],
  ])('prints failures once, then a summary with its exit code: %s', async (_, world, exit) => {
    let requests: readonly unknown[] = [];
    const opened = await onWorld(
      world,
      untilRequests(9, () => requests.length),
    );
    requests = opened.requests;
    const { code, out, err } = await opened.cli.run('deliveries', '--follow', '--since', '24h');
    expect(err).toContain('Ctrl-C');
    expect(out.match(/to \+1••••••\d{4}: undelivered \(30007/g)).toHaveLength(8);
    expect(out).toContain('with a known outcome failed');
    expect(code).toBe(exit);
  });

  it('exits with 3 if the last look failed', async () => {
    let requests: readonly unknown[] = [];
    const list = 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json';
    const faults = [
      { on: list, times: 2, delayMs: 1 },
      { on: list, respond: { status: 500 } },
    ];
    const opened = await onWorld(
      { ...messaging([{ count: 30 }]), faults },
      untilRequests(12, () => requests.length),
    );
    requests = opened.requests;
    const { code, err } = await opened.cli.run('deliveries', '--follow', '--since', '24h');
    expect(err).toContain('Trying again');
    expect(code).toBe(3);
  });
});
