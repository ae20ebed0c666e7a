import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { type HostileProvider, startHostileProvider } from '../support/hostile-provider.ts';
import { projectFolder, smsctl } from '../support/program.ts';
import { machine, reading, setUp } from '../support/reading-commands.ts';
import { keys, openTerminal } from '../support/terminal.ts';

const { accountSid, authToken, number } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');

/** What is printed to be copied, or read by a program, and is broken by the terminal alone. */
const verbatim = commands.flatMap((spec) => (spec.verbatim === true ? [spec.path] : []));

/** Command lines that print words for people. A terminal has no input for those that need one. */
const lines: readonly (readonly string[])[] = [
  ...Object.entries(reading)
    .filter(([path]) => !verbatim.includes(path))
    .flatMap(([, rows]) => rows.filter(({ input }) => input === undefined).map(({ argv }) => argv)),
  ['verify', '--verbose'],
  ['message', 'check', 'A text of some length, so that it has to be broken somewhere'],
  ['nothing-like-that'],
  ['setup', 'nothing-like-that'],
  ['help', 'environment'],
  ['help', 'exit-codes'],
  ...commands.map(({ path }) => [...path.split(' '), '--help']),
].filter((argv) => !argv.includes('--json'));

/** A word, a command in backticks or a line for the shell is not broken: it is there to be copied. */
function canBeBroken(line: string): boolean {
  const text = line.trim();
  if (text.startsWith('$ ')) return false;
  const [first = ''] = /^`[^`]*`\S*|^\S+/.exec(text) ?? [];
  return first.length < text.length;
}

/** What a person answers on the way through all five steps, by what is asked. */
const walk: readonly (readonly [prompt: string, typed: string])[] = [
  ['Team that owns', `Messaging${keys.enter}`],
  ['Contact of', `#sms${keys.enter}`],
  ['Organization phone', `${number}${keys.enter}`],
  ['Account SID', `${accountSid}${keys.enter}`],
  ['Credential method', keys.enter],
  ['Auth Token', `${authToken}${keys.enter}`],
  ['Method that', keys.enter],
  ['Who confirms', `Ada${keys.enter}`],
  ['Contact list', `${contacts}${keys.enter}`],
  ['Phone column', keys.enter],
  ['Country of', `US${keys.enter}`],
  ['Minimum share', keys.enter],
  ['Does the team', `y${keys.enter}`],
  ['Do campaign', `y${keys.enter}`],
  ['Who acknowledges', keys.enter],
];

describe.skipIf(process.platform === 'win32')('on a narrow terminal', () => {
  let provider: HostileProvider;
  let base: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    provider = await startHostileProvider();
    base = mkdtempSync(join(tmpdir(), 'smsctl-narrow-'));
    const home = join(base, 'home');
    mkdirSync(home);
    env = { ...machine(base, home, provider.url), TERM: 'xterm-256color' };
    await setUp(env);
  });
  afterAll(async () => {
    await provider.close();
    rmSync(base, { recursive: true, force: true });
  });

  const shown = async (argv: readonly string[], columns: number) => {
    const terminal = openTerminal([...smsctl, ...argv], { env, columns, cwd: base });
    const code = await terminal.ended;
    // What is drawn over, such as progress, does not stay on the screen.
    const stays = (line: string) => line.slice(line.lastIndexOf('\r') + 1);
    const text = stripVTControlCharacters(terminal.raw().split(/\r*\n/).map(stays).join('\n'));
    return { code, text, lines: text.split('\n').map((line) => line.trimEnd()) };
  };

  it.concurrent.each(lines.map((argv) => [argv.join(' '), argv] as const))(
    'of 20 columns: `smsctl %s` fits',
    async (_, argv) => {
      const { code, lines: written, text } = await shown(argv, 20);
      expect([0, 1, 2], text).toContain(code);
      expect(text.trim()).not.toBe('');
      expect(written.filter((line) => [...line].length > 20 && canBeBroken(line))).toEqual([]);
    },
  );

  it.concurrent.each(
    [['status'], ['verify'], ['--help'], ['help'], ['contacts', 'check', contacts], ['nothing-like-that']].map(
      (argv) => [argv.join(' '), argv] as const,
    ),
  )('of one column: `smsctl %s` exits with the same code and prints the same words', async (_, argv) => {
    const [narrow, wide] = [await shown(argv, 1), await shown(argv, 20)];
    expect(narrow.code).toBe(wide.code);
    const words = ({ text }: { readonly text: string }) => text.replace(/\d+ (?:ms|s)\b/g, '').split(/\s+/);
    expect(words(narrow)).toEqual(words(wide));
  });

  it.each([20, 1])('of %i columns, every question of the five steps can be answered', async (columns) => {
    const home = join(base, `walk-${columns}`);
    mkdirSync(home);
    const fresh = { ...machine(base, home, provider.url), TERM: 'xterm-256color' };
    const terminal = openTerminal([...smsctl, 'setup', '--store', 'file'], { env: fresh, columns, cwd: base });
    for (const [prompt, typed] of walk) {
      // A terminal breaks a question anywhere.
      await terminal.until(new RegExp([...prompt.replaceAll(' ', '')].join('\\s*')));
      terminal.type(typed);
    }
    expect(await terminal.ended).toBe(0);
    const { code } = await shown(['verify'], 20);
    expect(code).toBe(0);
  });
});
