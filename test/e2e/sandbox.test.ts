import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { keys, openTerminal } from '../support/terminal.ts';

/** A machine with nothing on it: an empty home, no session, no variables but these. */
const emptyMachine = () => {
  const home = mkdtempSync(join(tmpdir(), 'smsctl-empty-'));
  return { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
};

const prompts = [
  'Team that owns SMS setup:',
  'How to reach it:',
  'Organization phone number:',
  'Account SID:',
  'How smsctl signs in:',
  'Where the secret is kept:',
  'Auth Token',
  'Which credential method is active now:',
  'Who confirms it:',
  'Contact list:',
  'Country of numbers written without one:',
  'Least share of contacts',
  'The team knows that SMS workflows',
  'Campaign owners understand',
];

describe('smsctl setup --sandbox', () => {
  it('takes and prints every default without a terminal, ends ready and leaves nothing behind', async () => {
    const env = emptyMachine();
    const { code, out, err } = await runProgram([...smsctl, 'setup', '--sandbox'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/Ready: SMS can be used\. \d+ pass, 1 skip/);
    // A long one goes on in the next line.
    for (const prompt of prompts)
      expect(err).toMatch(new RegExp(`${prompt.replace(/:$/, '')}[^(]*\\((?:sandbox|proposed)\\)`));
    for (let step = 1; step <= 5; step += 1) expect(err).toContain(`Step ${step} of 5`);
    const directory = /throwaway\s+directory\s+(\S+),/.exec(err)?.[1] ?? '';
    expect(directory).toContain('smsctl-sandbox-');
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(env.HOME)).toEqual([]);
  });

  it('ignores the variables of a real account', async () => {
    const env = {
      ...emptyMachine(),
      TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: '9'.repeat(32),
      SMSCTL_NUMBER: '+1',
    };
    const { code, err } = await runProgram([...smsctl, 'setup', '--sandbox'], { env });
    expect(code).toBe(0);
    expect(err).not.toContain('999999');
  });

  it.each([
    ['standard-key', 0],
    ['voice-only', 1],
    ['wrong-token', 1],
    ['unregistered-10dlc', 1],
    ['restricted-key-no-numbers', 3],
  ] as const)('ends with the documented verdict in the scenario %s', async (scenario, exit) => {
    const argv = ['setup', '--sandbox', '--scenario', scenario, '--yes', '--no-input'];
    const { code, err } = await runProgram([...smsctl, ...argv], { env: emptyMachine() });
    expect(code, err).toBe(exit);
  });

  it('refuses --scenario without --sandbox', async () => {
    const argv = ['setup', '--scenario', 'voice-only', '--no-input'];
    expect((await runProgram([...smsctl, ...argv], { env: emptyMachine() })).code).toBe(2);
    const unknown = ['setup', '--sandbox', '--scenario', 'nothing-like-it', '--no-input'];
    expect((await runProgram([...smsctl, ...unknown], { env: emptyMachine() })).code).toBe(2);
  });

  it('ends ready in a terminal when only Enter is pressed', async () => {
    const terminal = openTerminal([...smsctl, 'setup', '--sandbox'], { env: emptyMachine(), cwd: projectFolder });
    for (const prompt of prompts) {
      await terminal.until(`? ${prompt}`);
      terminal.type(keys.enter);
    }
    await terminal.until('Ready: SMS can be used.');
    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).not.toContain('deadbeef');
  });
});
