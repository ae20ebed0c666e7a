import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Context } from '../../../../src/cli/command/context.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import type { World } from '../../../../src/sandbox/twilio/world.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { enter, leave, scripted } from '../../../support/scripted.ts';

const colleague = '+12025550123';

/** The command line on a scenario's provider, set up as the scenario says. */
async function onScenario(name: string, change: Partial<World> = {}, context: Partial<Context> = {}) {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const server = await startSandbox({ world: { ...scenario.world, ...change } });
  onTestFinished(() => server.close());
  const cli = testCli(server, context);
  cli.env = variablesOf(scenario.setup);
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(scenario));
  const sent = () => server.requests.filter(({ method }) => method === 'POST').length;
  return { cli, sent };
}

function documentOf(out: string) {
  const document = JSON.parse(out) as Record<string, unknown>;
  expect(faultsIn('send-test', document)).toEqual([]);
  return document;
}

describe('send-test', () => {
  it('sends one message and follows it until it is delivered', async () => {
    const { cli, sent } = await onScenario('ready');
    const { code, out, err } = await cli.run('send-test', '--to', colleague, '--yes');
    expect([code, sent()]).toEqual([0, 1]);
    expect(err).toMatch(/^Billed as: +1 segment, GSM-7$/m);
    expect(err).toMatch(/^Account: +ACaa…aaaa$/m);
    expect(out).toContain('SM00…0001');
  });

  it('sends through the Messaging Service when there is one', async () => {
    const { cli, sent } = await onScenario('messaging-service');
    expect((await cli.run('send-test', '--to', colleague, '--yes')).code).toBe(0);
    expect(sent()).toBe(1);
  });

  it('prints one JSON document with a masked recipient', async () => {
    const { cli } = await onScenario('ready');
    const { code, out, err } = await cli.run('send-test', '--to', colleague, '--yes', '--json', '--body', 'Grüße 🎉');
    expect([code, err]).toEqual([0, '']);
    expect(documentOf(out)).toMatchObject({
      recipient: '+1••••••0123',
      status: 'delivered',
      delivered: true,
      encoding: 'UCS-2',
      segments: 1,
    });
  });

  it('reports why a message did not arrive', async () => {
    const fates = [{ to: colleague, statuses: ['queued', 'sent', 'undelivered'] as const, errorCode: 30034 }];
    const { cli } = await onScenario('ready', { fates });
    const { code, out } = await cli.run('send-test', '--to', colleague, '--yes');
    expect(code).toBe(1);
    expect(out).toContain('`smsctl explain 30034`');
    expect(out).toContain('Long code not registered');
    const document = documentOf((await cli.run('send-test', '--to', colleague, '--yes', '--json')).out);
    expect(document).toMatchObject({ code: '30034', reason: { title: 'Long code not registered' }, delivered: false });
  });

  it('checks the country of the recipient, not those of the contact list', async () => {
    const closed = await onScenario('ready');
    const refused = await closed.cli.run('send-test', '--to', '+2348031234567', '--yes');
    expect([refused.code, closed.sent()]).toEqual([1, 0]);
    expect(refused.err).toMatch(/contacts\.countries: .*\bNG \(1\)/);

    // No US carrier is on the way to a German phone.
    const abroad = await onScenario('unregistered-10dlc');
    expect((await abroad.cli.run('send-test', '--to', '+4915123456789', '--yes')).code).toBe(0);

    // British carriers block foreign numbers.
    const blocked = await abroad.cli.run('send-test', '--to', '+447400123456', '--yes');
    expect([blocked.code, abroad.sent()]).toEqual([1, 1]);
    expect(blocked.err).toContain('contacts.reachable: ');

    const senderId = await onScenario('sender-id');
    const unreached = await senderId.cli.run('send-test', '--to', colleague, '--yes');
    expect([unreached.code, senderId.sent()]).toEqual([1, 0]);
    expect(unreached.err).toContain('contacts.reachable: An alphanumeric sender ID does not reach US');
  });

  describe('send-test as evidence', () => {
    const standing = async (cli: Awaited<ReturnType<typeof onScenario>>['cli']) => {
      const verify = await cli.run('verify', '--json');
      const status = await cli.run('status', '--json');
      const offline = await cli.run('verify', '--offline', '--json');
      const checks = (JSON.parse(offline.out) as { checks: { id: string; status: string }[] }).checks;
      return {
        verify: verify.code,
        status: (JSON.parse(status.out) as { verification: { verdict: string } }).verification.verdict,
        registered: checks.find(({ id }) => id === 'number.registered')?.status,
      };
    };
    it('proves a registration that cannot be read', async () => {
      const { cli } = await onScenario('restricted-key-no-compliance');
      expect(await standing(cli)).toEqual({ verify: 3, status: 'unknown', registered: 'unknown' });
      expect((await cli.run('send-test', '--to', colleague, '--yes')).code).toBe(0);
      const status = JSON.parse((await cli.run('status', '--json')).out) as { verification: { verdict: string } };
      expect(status.verification.verdict).toBe('ready');
      expect(await standing(cli)).toEqual({ verify: 0, status: 'ready', registered: 'pass' });
    });

    it('proves nothing for the US with a message to another country', async () => {
      const { cli } = await onScenario('restricted-key-no-compliance');
      await cli.run('verify');
      expect((await cli.run('send-test', '--to', '+4915123456789', '--yes')).code).toBe(0);
      expect(await standing(cli)).toEqual({ verify: 3, status: 'unknown', registered: 'unknown' });
    });

    it('records no number, text or SID', async () => {
      const fates = [{ to: colleague, statuses: ['undelivered'] as const, errorCode: 30034 }];
      const { cli } = await onScenario('ready', { fates });
      await cli.run('send-test', '--to', colleague, '--yes', '--body', 'Only for Grace');
      const files = readdirSync(cli.directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.verification.json'),
      );
      const text = files.map((name) => readFileSync(join(cli.directory, name), 'utf8')).join('');
      expect(text).toContain('"outcome"');
      expect(text).not.toMatch(/2025550123|Grace|SM[0-9a-f]{32}/);
    });
  });

  it('leaves the results of verify unchanged', async () => {
    const { cli } = await onScenario('ready');
    await cli.run('verify');
    const before = (await cli.run('verify', '--offline', '--json')).out;
    await cli.run('send-test', '--to', '+4915123456789', '--yes');
    const results = (out: string) =>
      (JSON.parse(out) as { readonly checks: readonly { readonly live: boolean }[] }).checks.filter(({ live }) => live);
    expect(results((await cli.run('verify', '--offline', '--json')).out)).toEqual(results(before));
  });

  it('reports that the result is not known when the time is over', async () => {
    const fates = [{ to: colleague, statuses: ['queued', 'sent'] as const, errorCode: null }];
    const { cli } = await onScenario('ready', { fates });
    const { code, out } = await cli.run('send-test', '--to', colleague, '--yes', '--follow', '700ms');
    expect(code).toBe(3);
    expect(out).toContain('`smsctl explain sent`');
  });

  it.each([
    ['test-credentials', 1, 'credentials.live'],
    ['wrong-token', 1, 'credentials.accepted'],
    ['number-of-nobody', 1, 'number.owned'],
    ['unregistered-10dlc', 1, 'number.registered'],
    ['server-error', 3, 'credentials.accepted'],
  ])('sends nothing on %s and names the failed check', async (name, exit, id) => {
    const { cli, sent } = await onScenario(name);
    const { code, out } = await cli.run('send-test', '--to', colleague, '--yes', '--json');
    expect([code, sent()]).toEqual([exit, 0]);
    const { error } = documentOf(out) as { readonly error: { readonly code: string; readonly message: string } };
    expect(error.code).toBe('send.not-ready');
    expect(error.message).toContain(id);
  });

  it('distinguishes a rejected request from a lost message', async () => {
    const { cli, sent } = await onScenario('trial-all-verified');
    const { code, err } = await cli.run('send-test', '--to', colleague, '--yes');
    expect([code, sent()]).toEqual([1, 1]);
    expect(err).toContain('`smsctl explain 21608`');
  });

  it('sends once when the answer is lost', async () => {
    const faults = [{ on: 'POST /2010-04-01/Accounts/{AccountSid}/Messages.json', respond: 'reset' as const }];
    const { cli, sent } = await onScenario('ready', { faults });
    expect((await cli.run('send-test', '--to', colleague, '--yes')).code).toBe(3);
    expect(sent()).toBe(1);
  });

  it.each([
    [['--to', '123456'], 'input.recipient'],
    [['--to', '+12025550142'], 'input.recipient'],
    [['--to', colleague, '--body', ' '], 'input.body'],
    [['--to', colleague, '--body', 'x'.repeat(1601)], 'input.body'],
    [['--to', colleague, '--follow', '5'], 'input.usage'],
    [[], 'input.usage'],
  ])('refuses %j before any request', async (flags, code) => {
    const { cli, sent } = await onScenario('ready');
    const ran = await cli.run('send-test', '--yes', '--json', ...flags);
    expect([ran.code, sent()]).toEqual([2, 0]);
    expect(documentOf(ran.out)).toMatchObject({ error: { code } });
  });

  it('needs --yes without a terminal', async () => {
    const { cli, sent } = await onScenario('ready');
    for (const flags of [[], ['--json']]) {
      expect((await cli.run('send-test', '--to', colleague, ...flags)).code).toBe(2);
    }
    expect(sent()).toBe(0);
    // A program cannot answer, even if its terminal could.
    const prompter = scripted({});
    const terminal = await onScenario('ready', {}, { interactive: true, prompter });
    expect((await terminal.cli.run('send-test', '--to', colleague, '--json')).code).toBe(2);
    expect([terminal.sent(), prompter.asked]).toEqual([0, []]);
  });

  it('asks nothing with --yes', async () => {
    const { cli, sent } = await onScenario('ready', {}, { interactive: true, prompter: scripted({}) });
    expect((await cli.run('send-test', '--to', colleague, '--yes')).code).toBe(0);
    expect(sent()).toBe(1);
  });

  it('asks twice and sends after two right answers', async () => {
    const prompter = scripted({ 'send.confirm': ['yes'], 'send.recipient': ['0123'] });
    const { cli, sent } = await onScenario('ready', {}, { interactive: true, prompter });
    expect((await cli.run('send-test', '--to', colleague)).code).toBe(0);
    expect(sent()).toBe(1);
  });

  it('asks again for the last four digits when others, fewer, more or none are typed', async () => {
    const wrong = ['0124', '123', '50123', 'yes', ''];
    const prompter = scripted({ 'send.confirm': 'yes', 'send.recipient': [...wrong, ' 0123 '] });
    const { cli, sent } = await onScenario('ready', {}, { interactive: true, prompter });
    expect((await cli.run('send-test', '--to', colleague)).code).toBe(0);
    expect(prompter.refused.map(({ raw }) => raw)).toEqual(wrong);
    expect(sent()).toBe(1);
  });

  it.each([
    ['no', { 'send.confirm': ['no'] }],
    ['Enter', { 'send.confirm': [enter] }],
    ['Ctrl-C at the second question', { 'send.confirm': ['yes'], 'send.recipient': [leave] }],
    ['Ctrl-C after wrong digits', { 'send.confirm': ['yes'], 'send.recipient': ['0124', leave] }],
  ])('sends nothing on %s', async (_, answers) => {
    const { cli, sent } = await onScenario('ready', {}, { interactive: true, prompter: scripted(answers) });
    expect((await cli.run('send-test', '--to', colleague)).code).toBe(130);
    expect(sent()).toBe(0);
  });

  it.each([
    [499, 1, 'send.refused'],
    [500, 3, 'provider.unavailable'],
    [503, 3, 'provider.unavailable'],
  ])('says whether the message may be on its way when Twilio answers with %d', async (status, exit, code) => {
    const body = { code: 20500, message: 'No.', status };
    const faults = [{ on: 'POST /2010-04-01/Accounts/{AccountSid}/Messages.json', respond: { status, body } }];
    const { cli, sent } = await onScenario('ready', { faults });
    const ran = await cli.run('send-test', '--to', colleague, '--yes', '--json');
    const { error } = documentOf(ran.out) as { readonly error: { readonly code: string; readonly message: string } };
    expect([ran.code, sent(), error.code]).toEqual([exit, 1, code]);
    expect(error.message.includes('Nothing was sent')).toBe(exit === 1);
  });
});
