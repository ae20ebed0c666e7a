import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';
import { back, leave } from '../support/scripted.ts';
import { sandboxed, terminalOf } from '../support/wizard.ts';

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));
afterEach(() => vi.unstubAllEnvs());

const golden = (text: string, name: string) => expect(text).toMatchFileSnapshot(`setup/${name}.txt`);

describe('the screen of a sandbox setup', () => {
  it('has at most 80 lines when Enter answers every question', async () => {
    const screen = await sandboxed([]);
    expect(screen.split('\n').length - 3).toBeLessThanOrEqual(80);
    await golden(screen, 'sandbox');
  });

  it('fits 50 columns', async () => {
    await golden(await sandboxed([], { columns: 50 }), 'sandbox-50');
  });

  it('is a short log without a terminal', async () => {
    await golden(await sandboxed([], { interactive: false }), 'sandbox-log');
  });

  it('shows what a dry run would save', async () => {
    await golden(await sandboxed(['--dry-run'], { interactive: false }), 'dry-run');
  });

  it('keeps the answers on the way back, and says what was saved when the person leaves', async () => {
    const script = { 'owner.contact': [back, '#sms'], 'credentials.accountSid': [leave] };
    await golden(await sandboxed([], { script }), 'back-and-leave');
  });

  it('offers the numbers of the account when the number is the problem', async () => {
    const script = { 'credentials.unproven': ['number'], 'number.sender': ['+12025550111', sandboxIds.number] };
    await golden(await sandboxed(['--scenario', 'number-of-nobody'], { script }), 'other-number');
  });
});

describe('the screen of a finished setup', () => {
  const { accountSid, authToken, number } = sandboxIds;

  it('opens with its verdict, goes on with what a change makes outdated, and ends with what is next', async () => {
    const server = await startSandbox({ world: defaultWorld() });
    try {
      const script = {
        'setup.change': ['number'],
        'number.sender': ['+447400123456'],
        'number.unproven': ['save'],
        'contacts.shortForm': ['yes'],
      };
      const { shown, length, change } = terminalOf({ script });
      const cli = testCli(server, change);
      cli.now = () => new Date('2026-11-23T18:00:00.000Z');
      cli.env = { ...cli.env, TWILIO_AUTH_TOKEN: authToken };
      const given = [
        ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
        ...['--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--contacts', 'samples/contacts.csv'],
        ...['--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form', '--no-input'],
      ];
      expect((await cli.run('setup', ...given, '--quiet')).code).toBe(0);
      const before = length();
      const { code } = await cli.run('setup');
      await golden(`$ smsctl setup\n${await shown(before)}[exit ${code}]\n`, 'finished');
    } finally {
      await server.close();
    }
  });
});
