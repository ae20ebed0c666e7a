import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Context } from '../../../../src/cli/command/context.ts';
import { rulesNote, sayWaiting } from '../../../../src/cli/commands/verify/verify-notes.ts';
import { ProviderError } from '../../../../src/domain/provider-error.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { checklist } from '../../../../src/setup/checklist.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';
import { faultsIn } from '../../../support/schemas.ts';

/** The command line on the provider of a scenario, set up as the scenario says. */
async function onScenario(name: string, change: Partial<Context> = {}) {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const server = await startSandbox({ world: scenario.world });
  const cli = testCli(server, change);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true });
  });
  cli.env = variablesOf(scenario.setup);
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(scenario));
  return cli;
}

describe('verify that a signal ends', () => {
  const interrupted = { untilInterrupted: async () => 143 as const };

  it('prints the document with the checks that finished and the exit code of the signal', async () => {
    const { run } = await onScenario('hang', interrupted);
    const { code, out, err } = await run('verify', '--json');
    const document = JSON.parse(out);
    expect([code, err, faultsIn('verify', document)]).toEqual([143, '', []]);
    expect(document).toMatchObject({ exitCode: 143, verdict: 'unknown', ready: false, error: { code: 'interrupted' } });
    expect(document.checks.length).toBeLessThan(checklist.length);
  });

  it.each(['junit', 'github'])('prints the failure as %s', async (format) => {
    const { run } = await onScenario('hang', interrupted);
    const { code, out } = await run('verify', '--format', format);
    expect(code).toBe(143);
    expect(out).toMatch(/interrupted/);
  });

  it('does not keep a signal from ending it if people read the results', async () => {
    const refuse = { untilInterrupted: () => Promise.reject(new Error('Signals were taken.')) };
    const { run } = await onScenario('ready', refuse);
    expect((await run('verify')).code).toBe(0);
    expect((await run('verify', '--format', 'text')).code).toBe(0);
  });
});

describe('what verify prints beside its results', () => {
  it('is nothing for a machine', async () => {
    const { run } = await onScenario('ready');
    for (const flags of [['--json'], ['--format', 'junit'], ['--format', 'github']]) {
      expect((await run('verify', ...flags)).err, flags.join(' ')).toBe('');
    }
  });

  it('is the mock server and the organization for people, and no more', async () => {
    const { run } = await onScenario('ready');
    const { err } = await run('verify');
    expect(err.split('\n').map((line) => line.split(/[:,]/)[0])).toEqual(['Not Twilio', 'Organization default', '']);
  });

  it('is also the age of the rules and the requests with --verbose, unless it is offline', async () => {
    const { run } = await onScenario('ready', { verbose: true });
    const online = (await run('verify', '--verbose')).err;
    expect(online).toMatch(/^Sender rules: .*$/m);
    expect(online).toMatch(/^[1-9]\d* requests to Twilio\.$/m);
    const offline = (await run('verify', '--offline', '--verbose')).err;
    expect(offline).toMatch(/^Sender rules: .*$/m);
    expect(offline).not.toContain('to Twilio.');
    const machine = (await run('verify', '--json', '--verbose')).err;
    expect(machine).toMatch(/^Sender rules: .*$/m);
    expect(machine).toMatch(/requests to Twilio\.$/m);
    expect(machine).not.toContain('Organization');
  });

  it('is the reason of each pause, once', () => {
    const said: string[] = [];
    const say = sayWaiting({ err: { write: (text: string) => void said.push(text) } } as unknown as Context);
    const error = (message: string) => new ProviderError({ kind: 'unreachable', message });
    for (const message of ['No answer.', 'Too many requests.', 'No answer.']) say(error(message));
    expect(said.map((line) => line.split('.')[0])).toEqual(['No answer', 'Too many requests']);
  });
});

describe('the age of the sender rules', () => {
  const old = new Date('2040-01-01T00:00:00.000Z');
  const fresh = new Date('2026-11-23T18:00:00.000Z');
  it.each([
    [fresh, false, ''],
    [fresh, true, 'Sender rules'],
    [old, false, 'more than a year old'],
    [old, true, 'more than a year old'],
  ])('at %o, verbose: %s', (now, verbose, words) => {
    const note = rulesNote(now, verbose);
    if (words === '') expect(note).toBe('');
    expect(note).toContain(words);
    expect(note.includes('more than a year old')).toBe(now === old);
  });
});
