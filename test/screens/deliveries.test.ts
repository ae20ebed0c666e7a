import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import {
  american,
  british,
  type MessageGroup,
  messaging,
  replied,
  webhookFailing,
} from '../../src/sandbox/scenarios/message-worlds.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { noPermission } from '../../src/sandbox/scenarios/worlds.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { World } from '../../src/sandbox/twilio/world.ts';
import { settingsOf, variablesOf } from '../support/scenario.ts';
import { screenCli } from '../support/support-screens.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('UTC');

const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`deliveries/${name}.txt`);
const ready = scenarios.find(({ name }) => name === 'ready') as Scenario;
const now = new Date('2026-11-30T12:20:00.000Z');
const customer = '+12025550123';
const price = '-0.00830';

/** What a terminal shows of `deliveries`. */
async function screenOf(world: World, argv: readonly string[], columns = 80): Promise<string> {
  const server = await startSandbox({ world });
  const { cli, screen } = screenCli({ url: server.url, columns });
  cli.now = () => now;
  cli.env = variablesOf(ready.setup);
  try {
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(ready));
    // The bar counts how fast this machine is.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the line ends with one.
    return (await screen('deliveries', ...argv)).replace(/\r[^\u001b]*\u001b\[K/g, '');
  } finally {
    await server.close();
  }
}

const on = (groups: readonly MessageGroup[], ...alerts: NonNullable<Parameters<typeof messaging>[1]>) =>
  messaging(groups, alerts, now.getTime());

/** The campaign of docs/deliveries.md: carriers filter a third of it, and the customer's message of noon is among these. */
const filtered = on([
  { status: 'undelivered', code: 30007, to: customer, minutesAgo: 18, price },
  { count: 180, minutesAgo: 20, everyMinutes: 0.5, price },
  { count: 40, to: british, minutesAgo: 25, everyMinutes: 2, price: '-0.04630' },
  { count: 71, to: (index) => american(index + 30), status: 'undelivered', code: 30007, minutesAgo: 19, price },
  { count: 4, status: 'undelivered', code: 30003, minutesAgo: 40, everyMinutes: 9, price },
  { count: 12, status: 'sent', minutesAgo: 30 },
  { count: 3, status: 'queued', minutesAgo: 1 },
  replied('STOP', american(7), 90),
  { to: customer, minutesAgo: 3 * 24 * 60, price },
  { to: customer, minutesAgo: 9 * 24 * 60, status: 'undelivered', code: 30003, price },
]);

const page = readFileSync(new URL('../../docs/deliveries.md', import.meta.url), 'utf8');
/** A screen without the line that only a mock server has, and without the exit code. */
const shown = (screen: string): string =>
  screen
    .replace(/^Not Twilio.*\n/m, '')
    .replace(/\[exit \d\]\n$/, '')
    .trimEnd();

describe('the screens of deliveries', () => {
  it('of the last day, and on the page', async () => {
    const screen = await screenOf(filtered, []);
    await golden('overview', screen);
    expect(page).toContain(shown(screen));
  });

  it('of the ticket, and on the page', async () => {
    const screen = await screenOf(filtered, ['--to', customer]);
    await golden('ticket', screen);
    expect(page).toContain(shown(screen));
  });

  it.each([
    ['message', filtered, ['--message', `SM${'1'.padStart(32, '0')}`]],
    ['none', on([]), []],
    ['few', on([{ count: 3 }, { status: 'failed', code: 21610 }]), []],
    ['webhook', on([{ count: 30, price }], webhookFailing(11200, 4)), []],
    ['refused', on([{ count: 30 }], { code: 21408, count: 12 }), []],
    ['limit', filtered, ['--limit', '50']],
    ['week', filtered, ['--since', '7d']],
    [
      'opted-out',
      on([replied('STOP', customer, 400), { to: customer, status: 'failed', code: 21610 }]),
      ['--to', customer],
    ],
    ['no-message', on([]), ['--to', customer]],
    ['plain', filtered, ['--plain']],
    ['no-alerts', { ...filtered, faults: [{ on: 'GET /v1/Alerts', respond: noPermission }] }, []],
    ['could-not-look', { ...filtered, faults: [{ on: '*', respond: noPermission }] }, []],
  ] as const)('%s', async (name, world, argv) => golden(name, await screenOf(world, argv)));

  it('at 50 columns', async () => golden('overview-50', await screenOf(filtered, [], 50)));

  it('fits 80 columns', async () => {
    for (const argv of [[], ['--since', '7d'], ['--to', customer], ['--since', '400d']]) {
      const wide = (await screenOf(filtered, argv)).split('\n').filter((line) => [...line].length > 80);
      expect(wide).toEqual([]);
    }
  });
});
