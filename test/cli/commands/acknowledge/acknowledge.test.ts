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
    expect((await run('status')).out).toContain('not for the sender and the method in use');

    const { code, err, out } = await run('acknowledge', 'short-form', '--by', 'Grace');
    expect(code).toBe(0);
    expect(err).toContain('a short code, 100 segments a second');
    expect(err).toContain('Reply STOP to opt out.');
    expect(out).toMatch(/^Recorded: Grace acknowledged it on /);
    expect((await contacts())?.shortForm).toMatchObject({ by: 'Grace', sender: '12345', method: 'auth-token' });
    const current = await run('verify', '--offline', '--json', '--check', 'contacts.short-form');
    expect(verdictOf(current.out, 'contacts.short-form')).toBe('pass');
    expect((await run('status', '--json')).out).toContain('"by": "Grace"');
  });

  it('records who knows the state of the contact data', async () => {
    const { contacts, run } = await setUp(readySettings);
    const before = await contacts();
    const { code, err } = await run('acknowledge', 'contacts', '--by', 'Grace');
    expect(code).toBe(0);
    expect(err).toContain('contacts.csv: 97 of 100 rows can be texted');
    const { acknowledged, ...after } = (await contacts()) ?? {};
    expect(acknowledged).toMatchObject({ by: 'Grace' });
    expect({ ...after, acknowledged: before?.acknowledged }).toEqual(before);
  });

  it('changes nothing when the same person is recorded already', async () => {
    const { contacts, run } = await setUp(readySettings);
    const { out } = await run('acknowledge', 'short-form', '--by', 'Ada');
    expect(out).toBe('Nothing changed: Ada acknowledged it on 2026-11-20.\n');
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
    [['short-form'], 2, 'A name is required, and there is no terminal to ask on.'],
    [['everything', '--by', 'Ada'], 2, 'nothing called `everything`'],
    [['short-form', '--by', 'A\u001b[2Jda'], 2, 'one line of plain text'],
    [['short-form', '--by', ' '], 2, 'Enter a name'],
  ])('refuses %j', async (argv, code, words) => {
    const { run } = await setUp(readySettings);
    const refused = await run('acknowledge', ...argv);
    expect(refused.code).toBe(code);
    expect(refused.err).toContain(words);
  });

  it('is refused before a setup exists', async () => {
    const { run } = await setUp({ owner: { team: 'T', contact: 'c' } });
    const { code, err } = await run('acknowledge', 'short-form', '--by', 'Ada');
    expect(code).toBe(1);
    expect(err).toContain('number, credentials, contacts are not set up');
    expect(err).toContain('smsctl setup number');
  });
});
