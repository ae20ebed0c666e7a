import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';
import { settingsOf } from '../support/scenario.ts';

/** The command line on a mock Twilio API, with a finished setup whose secret is in a variable. */
async function setUp() {
  const ready = scenarios.find(({ name }) => name === 'ready') as Scenario;
  const server = await startSandbox({ world: ready.world });
  const cli = testCli(server);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(ready));
  const secretFile = (text: string): string => {
    const path = join(cli.directory, 'secret.txt');
    writeFileSync(path, `${text}\n`);
    return path;
  };
  return { cli, server, secretFile };
}

const texts = [
  ...['op://team/twilio/token', 'vault:secret/data/twilio#token', 'arn:aws:secretsmanager:eu-west-1:1:secret:twilio'],
  ...[
    'projects/acme/secrets/twilio/versions/latest',
    `\${TWILIO_TOKEN}`,
    '{{ twilio_token }}',
    '<auth token>',
    'changeme',
  ],
  ...[`"${sandboxIds.authToken}"`, `export TWILIO_AUTH_TOKEN=${sandboxIds.authToken}`],
];

const account = ['--account-sid', sandboxIds.accountSid, '--credential-method', 'auth-token', '--no-input'];

describe.each(texts)('the text %s instead of a secret', (text) => {
  it('in a file is refused before any request, and nothing is saved', async () => {
    const { cli, server, secretFile } = await setUp();
    const before = await cli.run('status', '--json');
    for (const argv of [
      ['setup', 'credentials', ...account, '--store', 'keychain'],
      ['credentials', 'set', ...account, '--store', 'keychain'],
      ['credentials', 'rotate', '--no-input'],
    ]) {
      const { code, out, err } = await cli.run(...argv, '--auth-token-file', secretFile(text));
      expect([argv.join(' '), code], err).toEqual([argv.join(' '), 2]);
      expect(`${out}${err}`).not.toContain(sandboxIds.authToken);
    }
    expect(server.requests).toEqual([]);
    expect((await cli.run('status', '--json')).out.replace(/"(?:now|at)": .*/g, '')).toBe(
      before.out.replace(/"(?:now|at)": .*/g, ''),
    );
  });

  it('in a variable is refused by setup before any request', async () => {
    const { cli, server } = await setUp();
    cli.env = { TWILIO_AUTH_TOKEN: text };
    expect((await cli.run('setup', 'credentials', ...account, '--store', 'env')).code).toBe(2);
    expect(server.requests).toEqual([]);
  });

  it('in the variable of the store fails verify, and stops every other command, before any request', async () => {
    const { cli, server } = await setUp();
    cli.env = { TWILIO_AUTH_TOKEN: text };
    const { code, out } = await cli.run('verify', '--json');
    expect(code).toBe(1);
    const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly id: string }[] };
    expect(checks.find(({ id }) => id === 'credentials.store')).toMatchObject({
      status: 'fail',
      detail: expect.stringMatching(/^TWILIO_AUTH_TOKEN holds no secret\. /),
      remedy: { command: null },
    });
    // `send-test` runs the checks first, and one of them fails.
    for (const [exit, ...argv] of [
      [3, 'exec', '--print-env'] as const,
      [1, 'send-test', '--to', '+12025550199', '--yes'] as const,
    ]) {
      const { code: other, err } = await cli.run(...argv);
      expect([argv[0], other], err).toEqual([argv[0], exit]);
      expect(err.replace(/\s+/g, ' ')).toContain('TWILIO_AUTH_TOKEN holds no secret.');
    }
    expect(server.requests).toEqual([]);
  });
});
