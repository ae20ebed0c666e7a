import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Settings } from '../../../../src/domain/settings/settings.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld } from '../../../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../../../support/context.ts';
import { readySettings } from '../../../support/fixtures.ts';
import { scripted } from '../../../support/scripted.ts';

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());

async function setUp(settings: Settings, change: Parameters<typeof testCli>[1] = {}) {
  const cli = testCli(server, change);
  const store = settingsFile({ directory: cli.directory, organization: 'default' });
  await store.update(() => settings);
  return { ...cli, contacts: async () => (await store.load())?.contacts };
}

const verdictOf = (out: string, id: string) =>
  JSON.parse(out).checks.find((check: { id: string }) => check.id === id).status;

describe('smsctl acknowledge', () => {
  it('records another person when the former record is stale', async () => {
    const { contacts, run } = await setUp({
      ...readySettings,
      number: { sender: '12345', kind: 'short-code', country: 'US' },
    });
    const stale = await run('verify', '--offline', '--json', '--check', 'contacts.short-form');
    expect(verdictOf(stale.out, 'contacts.short-form')).toBe('fail');

    const { code, out } = await run('acknowledge', 'short-form', '--by', 'Grace', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([0, { subject: 'short-form', changed: true, by: 'Grace' }]);
    expect((await contacts())?.shortForm).toMatchObject({ by: 'Grace', sender: '12345', method: 'auth-token' });
    const current = await run('verify', '--offline', '--json', '--check', 'contacts.short-form');
    expect(verdictOf(current.out, 'contacts.short-form')).toBe('pass');
    expect(JSON.parse((await run('status', '--json')).out).acknowledgements.shortForm.by).toBe('Grace');
  });

  it('records who knows the state of the contact data', async () => {
    const { contacts, run } = await setUp(readySettings);
    const before = await contacts();
    expect((await run('acknowledge', 'contacts', '--by', 'Grace')).code).toBe(0);
    const { acknowledged, ...after } = (await contacts()) ?? {};
    expect(acknowledged).toMatchObject({ by: 'Grace' });
    expect({ ...after, acknowledged: before?.acknowledged }).toEqual(before);
  });

  it('changes nothing when the same person is recorded already', async () => {
    const { contacts, run } = await setUp(readySettings);
    const { out } = await run('acknowledge', 'short-form', '--by', 'Ada', '--json');
    expect(JSON.parse(out)).toMatchObject({ changed: false, by: 'Ada', at: '2026-11-20T09:10:00.000Z' });
    expect((await contacts())?.shortForm?.at).toBe('2026-11-20T09:10:00.000Z');
  });

  it('asks for the name and a confirmation on a terminal', async () => {
    const yes = await setUp(readySettings, {
      interactive: true,
      prompter: scripted({ 'acknowledge.by': 'Grace', 'acknowledge.confirm': 'yes' }),
    });
    expect((await yes.run('acknowledge', 'short-form')).code).toBe(0);
    expect((await yes.contacts())?.shortForm?.by).toBe('Grace');
    const no = await setUp(readySettings, {
      interactive: true,
      prompter: scripted({ 'acknowledge.confirm': 'no' }),
    });
    expect((await no.run('acknowledge', 'short-form', '--by', 'Grace')).code).toBe(130);
    expect((await no.contacts())?.shortForm?.by).toBe('Ada');
  });

  it.each([
    [['short-form'], 'input.missing'],
    [['everything', '--by', 'Ada'], 'input.usage'],
    [['short-form', '--by', 'A\u001b[2Jda'], 'input.invalid'],
    [['short-form', '--by', ' '], 'input.invalid'],
  ])('refuses %j', async (argv, error) => {
    const { run } = await setUp(readySettings);
    const { code, out } = await run('acknowledge', ...argv, '--json');
    expect([code, JSON.parse(out).error.code]).toEqual([2, error]);
  });

  it('is refused before a setup exists', async () => {
    const { run } = await setUp({ owner: { team: 'T', contact: 'c' } });
    const { code, out } = await run('acknowledge', 'short-form', '--by', 'Ada', '--json');
    const { error } = JSON.parse(out);
    expect([code, error.code]).toEqual([1, 'acknowledge.not-set-up']);
    expect(error.hints.join(' ')).toContain('`smsctl setup number`');
  });
});
