import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runProgram, smsctl } from '../support/program.ts';
import { keys, openTerminal } from '../support/terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'smsctl-variables-'));
afterAll(() => rmSync(home, { recursive: true }));
const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_KEYCHAIN: 'off' };
type Variables = Readonly<Record<string, string>>;

/** Whether a status on a terminal has colours. */
async function isColoured(more: Variables, ...argv: readonly string[]): Promise<boolean> {
  const terminal = openTerminal([...smsctl, 'status', ...argv], { env: { ...env, ...more } });
  expect(await terminal.ended).toBe(0);
  expect(terminal.text()).toContain('SMS of default');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences.
  return /\u001b\[\d/.test(terminal.raw());
}

describe.skipIf(process.platform === 'win32')('colours on a terminal', () => {
  it.each<[Variables, boolean]>([
    [{}, true],
    [{ NO_COLOR: '' }, true],
    [{ NO_COLOR: '1' }, false],
    // https://no-color.org: "regardless of its value".
    [{ NO_COLOR: '0' }, false],
    [{ NO_COLOR: 'false' }, false],
    [{ TERM: 'dumb' }, false],
    [{ ACCESSIBLE: '1' }, false],
    [{ ACCESSIBLE: '0' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', ACCESSIBLE: '1' }, false],
  ])('when the environment has %j: %j', async (more, expected) => {
    expect(await isColoured(more)).toBe(expected);
  });

  it('are none when --no-color or --plain is given', async () => {
    expect(await isColoured({}, '--no-color')).toBe(false);
    expect(await isColoured({}, '--plain')).toBe(false);
  });
});

describe('colours in a pipe', () => {
  it.each<[Variables, readonly string[], boolean]>([
    [{}, [], false],
    [{ FORCE_COLOR: '1' }, [], true],
    [{ FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('with %j and %j: %j', async (more, argv, expected) => {
    const { out, err } = await runProgram([...smsctl, 'status', ...argv], { env: { ...env, ...more } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences.
    expect(/\u001b\[\d/.test(out)).toBe(expected);
    expect(err).toBe('');
  });
});

describe.skipIf(process.platform === 'win32')('questions on a terminal', () => {
  it.each<[Variables, readonly string[]]>([
    [{}, []],
    [{ CI: 'false' }, []],
    [{ CI: '0' }, []],
    [{ CI: '' }, []],
    [{ SMSCTL_NO_INPUT: '0' }, []],
  ])('are asked when the environment has %j', async (more, argv) => {
    const terminal = openTerminal([...smsctl, 'setup', '--plain', ...argv], { env: { ...env, ...more } });
    await terminal.until(/Step 1 of 5[\s\S]*: $/);
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
  });

  it.each<[Variables, readonly string[]]>([
    [{ CI: 'true' }, []],
    [{ CI: '1' }, []],
    [{ CI: 'woodpecker' }, []],
    [{ SMSCTL_NO_INPUT: '1' }, []],
    [{}, ['--no-input']],
  ])('are not asked when the environment has %j and the command line %j', async (more, argv) => {
    const terminal = openTerminal([...smsctl, 'setup', '--plain', ...argv], { env: { ...env, ...more } });
    expect(await terminal.ended).toBe(2);
    expect(terminal.text()).toContain('--owner-team');
  });
});

describe('the .smsctl.json of a directory above', () => {
  it('names the organization of a command that is started below it', async () => {
    const below = join(home, 'checkout', 'deep', 'er');
    mkdirSync(below, { recursive: true });
    writeFileSync(join(home, 'checkout', '.smsctl.json'), '{"org":"acme"}');
    const organization = async (cwd: string) => {
      const { out } = await runProgram([...smsctl, 'verify', '--offline', '--json'], { env, cwd });
      const document = JSON.parse(out) as {
        readonly organization: string;
        readonly error: { readonly message: string };
      };
      return `${document.organization} ${document.error?.message ?? ''}`;
    };
    expect(await organization(below)).toContain('acme');
    expect(await organization(join(home, 'checkout'))).toContain('acme');
    expect(await organization(home)).not.toContain('acme');
  });
});
