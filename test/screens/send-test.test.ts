import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { World } from '../../src/sandbox/twilio/world.ts';
import { settingsOf, variablesOf } from '../support/scenario.ts';
import { scripted } from '../support/scripted.ts';
import { screenCli } from '../support/support-screens.ts';

const recipient = '+12025550123';
const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`send-test/${name}.txt`);
const ended = (statuses: World['fates'][number]['statuses'], errorCode: number | null = null) => ({
  fates: [{ to: recipient, statuses, errorCode }],
});

interface Sending {
  readonly change?: Partial<World>;
  readonly flags?: readonly string[];
  readonly columns?: number;
}

/** What a terminal shows of `send-test` in a scenario of the sandbox. */
async function screenIn(name: string, { change = {}, flags = ['--yes'], columns = 80 }: Sending = {}): Promise<string> {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const server = await startSandbox({ world: { ...scenario.world, ...change } });
  const prompter = scripted({ 'send.confirm': 'no' });
  const { cli, screen } = screenCli({ url: server.url, columns, context: { interactive: true, prompter } });
  cli.now = () => new Date();
  cli.env = variablesOf(scenario.setup);
  try {
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(scenario));
    return await screen('send-test', '--to', recipient, ...flags);
  } finally {
    await server.close();
  }
}

describe('the screens of send-test', () => {
  it('before the message is sent', async () => golden('preview', await screenIn('ready', { flags: [] })));

  it.each([
    ['delivered', ended(['queued', 'sent', 'delivered'])],
    ['undelivered', ended(['queued', 'undelivered'], 30034)],
    ['no-report', ended(['queued', 'sent'])],
  ])('after it: %s', async (name, change) => {
    await golden(name, await screenIn('ready', { change, flags: ['--yes', '--follow', '5s'] }));
  });

  it('of a setup that is not ready', async () => golden('not-ready', await screenIn('wrong-token')));

  it('of a message that Twilio refuses', async () => golden('refused', await screenIn('trial-all-verified')));

  it('at 50 columns', async () => {
    await golden('undelivered-50', await screenIn('ready', { change: ended(['undelivered'], 30034), columns: 50 }));
  });
});
