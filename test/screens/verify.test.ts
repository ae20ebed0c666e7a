import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';
import { settingsOf, variablesOf } from '../support/scenario.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('Europe/Berlin');

interface Terminal {
  readonly columns?: number;
  readonly unicode?: boolean;
  /** Verified three hours earlier. */
  readonly verified?: true;
}

/** The settings as they were saved at `at`, which is now in a scenario. */
const savedAt = (settings: Settings, at: string): Settings =>
  JSON.parse(JSON.stringify(settings).replace(/"20\d\d-[^"]*Z"/g, `"${at}"`));

/** What a terminal shows of `verify` in a scenario of the sandbox; without one, of a setup in which nothing is saved. */
async function screen(name: string | undefined, flags: readonly string[] = [], terminal: Terminal = {}) {
  const { columns = 80, unicode = true } = terminal;
  const scenario = scenarios.find((each) => each.name === name);
  const server = await startSandbox({ world: scenario?.world ?? defaultWorld() });
  let text = '';
  const write = (words: string) => {
    text += words;
  };
  const shown = { write, isTerminal: true, palette: null, columns };
  const cli = testCli(server, { out: shown, err: shown, unicode, verbose: flags.includes('--verbose') });
  cli.now = () => new Date('2026-11-23T18:00:00.000Z');
  try {
    if (scenario !== undefined) {
      cli.env = variablesOf(scenario.setup);
      const settings = savedAt(settingsOf(scenario), '2026-11-20T09:00:00.000Z');
      await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settings);
    }
    if (terminal.verified === true) {
      await cli.run('verify');
      cli.now = () => new Date('2026-11-23T21:00:00.000Z');
      text = '';
    }
    const { code } = await cli.run('verify', ...flags);
    return `$ ${['smsctl verify', ...flags].join(' ')}\n${text.replaceAll(new URL(server.url).host, '127.0.0.1:PORT')}[exit ${code}]\n`;
  } finally {
    await server.close();
  }
}

describe('the screen of verify', () => {
  it.each<[string, string | undefined, (readonly string[])?, Terminal?]>([
    ['ready', 'ready'],
    ['ready-verbose', 'ready', ['--verbose']],
    ['empty', undefined],
    ['not-ready', 'number-of-nobody'],
    ['not-ready-50', 'number-of-nobody', [], { columns: 50 }],
    ['not-ready-ascii', 'number-of-nobody', [], { unicode: false }],
    ['rejected', 'wrong-token'],
    ['warning', 'low-funds'],
    ['warning-strict', 'low-funds', ['--strict']],
    ['unknown', 'account-down', ['--verbose']],
    ['unreachable', 'connection-cut'],
    ['partial', 'ready', ['--check', 'number.owned,owner.assigned']],
    ['partial-not-ready', 'number-of-nobody', ['--check', 'number.registered']],
    ['offline', 'ready', ['--offline'], { verified: true }],
    ['offline-never-verified', 'ready', ['--offline']],
  ])('%s', async (name, ...run) => {
    await expect(await screen(...run)).toMatchFileSnapshot(`verify/${name}.txt`);
  });

  it('fits a terminal of 24 lines when nothing is saved', async () => {
    const [, ...lines] = (await screen(undefined)).trimEnd().split('\n');
    // The last line is the exit code, and the first one on the mock server.
    expect(lines.length - 2).toBeLessThanOrEqual(25);
  });

  it.each([50, 80, 120])('has no line wider than %i columns', async (columns) => {
    for (const name of [undefined, 'ready', 'number-of-nobody', 'wrong-token', 'unregistered-10dlc']) {
      const lines = (await screen(name, [], { columns })).split('\n').slice(1);
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
  });
});
