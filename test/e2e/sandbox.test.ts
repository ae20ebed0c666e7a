import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { AnswerKey, Question } from '../../src/domain/settings/question.ts';
import { steps } from '../../src/setup/steps.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { screenAfter } from '../support/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { keys, openTerminal } from '../support/terminal.ts';

/** A machine with nothing on it: an empty home, no session, no variables but these. */
const emptyMachine = () => {
  const home = temporaryFolder('empty');
  return { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
};

/** The questions of a sandbox setup, in order, by the beginning of their prompts. */
const prompts = (isTerminal: boolean): readonly string[] => {
  const notAsked: readonly AnswerKey[] = [
    ...(['number.country', 'number.messagingService', 'credentials.apiKeySid', 'credentials.region'] as const),
    ...(['credentials.passphraseFile', 'credentials.secretCommand', 'credentials.apiKeySecret'] as const),
    'contacts.countryColumn',
    ...(['contacts.consentColumn', 'contacts.numbers', 'contacts.sheet'] as const),
    // The recognized column is confirmed in a prompt only.
    ...(isTerminal ? [] : (['contacts.column'] as const)),
  ];
  return steps
    .flatMap(({ questions }): readonly Question[] => questions)
    .filter(({ key }) => !notAsked.includes(key))
    .map(({ message }) => message.slice(0, 30));
};

/** Lines without those that show an answer and its source, which may go on in a second line. */
const linesBesides = (text: string): number =>
  text.replace(/^ {2}\S[^(]*\((?:sandbox|proposed)\)\n/gm, '').split('\n').length - 1;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('smsctl setup --sandbox', () => {
  it('takes and prints every default without a terminal, ends ready and leaves nothing behind', async () => {
    const temporary = temporaryFolder('temporary');
    const env = { ...emptyMachine(), TMPDIR: temporary };
    const { code, out, err } = await runProgram([...smsctl, 'setup', '--sandbox'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^Ready: SMS can be used\./m);
    // The path of the sample list may hold parentheses.
    const shown = err.replace(/\s+/g, ' ').replaceAll(projectFolder, '');
    for (const prompt of prompts(false)) {
      expect(shown).toMatch(new RegExp(`${escaped(prompt)}[^(]*(\\(%\\)[^(]*)?\\((?:sandbox|proposed)\\)`));
    }
    for (let step = 1; step <= 5; step += 1) expect(err).toContain(`Step ${step} of 5`);
    expect([readdirSync(env.HOME), readdirSync(temporary)]).toEqual([[], []]);
  });

  it('prints at most 25 lines besides the answers without a terminal', async () => {
    const { out, err } = await runProgram([...smsctl, 'setup', '--sandbox'], { env: emptyMachine() });
    expect(linesBesides(err) + linesBesides(out)).toBeLessThanOrEqual(25);
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
    const terminal = openTerminal([...smsctl, 'setup', '--sandbox'], {
      ...{ env: emptyMachine(), cwd: projectFolder, columns: 80, rows: 24 },
    });
    for (const prompt of prompts(true)) {
      await terminal.until(`? ${prompt}`);
      terminal.type(keys.enter);
    }
    await terminal.until('Ready: SMS can be used.');
    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).not.toContain('deadbeef');
    const { lines } = await screenAfter(terminal.raw());
    expect(lines.length).toBeLessThanOrEqual(80);
  });
});

describe('smsctl sandbox', () => {
  /** Starts it; resolves with its output when it waits for Ctrl-C. */
  const start = async (...argv: readonly string[]) => {
    const [file = '', ...args] = [...smsctl, 'sandbox', ...argv];
    const env = emptyMachine();
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const seen = { out: '', err: '' };
    await new Promise<void>((resolve) => {
      const add = (stream: 'out' | 'err') => (text: string) => {
        seen[stream] += text;
        if (seen.err.includes('Ctrl-C') && /CONFIG_DIR='.*'/.test(seen.out)) resolve();
      };
      child.stdout.setEncoding('utf8').on('data', add('out'));
      child.stderr.setEncoding('utf8').on('data', add('err'));
    });
    const stop = () =>
      new Promise((resolve) => {
        child.once('close', resolve);
        child.kill('SIGINT');
      });
    const exports = [...seen.out.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]);
    return { ...seen, stop, shell: { ...env, ...Object.fromEntries(exports) } as Readonly<Record<string, string>> };
  };

  it.each([
    ['ready', 0],
    ['voice-only', 1],
    ['wrong-token', 1],
    ['bad-contacts', 1],
    ['contacts-of-last-month', 1],
    ['team-unknown', 1],
    ['restricted-key-no-numbers', 3],
  ] as const)('prints what another shell needs for the documented verdict of %s', async (scenario, exit) => {
    const sandbox = await start('--scenario', scenario);
    try {
      const { code, out } = await runProgram([...smsctl, 'verify', '--json'], { env: sandbox.shell });
      expect(code, out).toBe(exit);
      expect(sandbox.err).toContain(`exit code ${exit}`);
      expect(sandbox.err).toContain(scenario);
    } finally {
      await sandbox.stop();
    }
  });

  it('refuses a port that is in use', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const { code, err } = await runProgram([...smsctl, 'sandbox', '--port', String(port)], { env: emptyMachine() });
    expect([code, err.includes(String(port))]).toEqual([2, true]);
    server.close();
  });

  it('deletes its directory when Ctrl-C stops it', async () => {
    const { shell, err, stop } = await start();
    const { SMSCTL_CONFIG_DIR: directory = '' } = shell;
    expect(err).toContain(directory);
    expect(existsSync(directory)).toBe(true);
    await stop();
    expect(existsSync(directory)).toBe(false);
  });
});
