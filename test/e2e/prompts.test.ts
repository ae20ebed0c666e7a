import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/ports.ts';
import { built } from '../support/built.ts';
import { screenAfter } from '../support/screen.ts';
import { keys, openTerminal, type Terminal } from '../support/terminal.ts';

await built();
const child = fileURLToPath(new URL('../support/prompt-child.mjs', import.meta.url));
const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8' };
const rows = 24;

/** A question of the child, which refuses `refused` with `problem`. */
type Asked = Omit<Ask, 'problem'> & { readonly refused?: string; readonly problem?: string };

interface Kind {
  readonly ask: Asked;
  /** What answers it, and its value. */
  readonly right: readonly [typed: string, value: string];
  readonly wrong: string;
  /** What is said about the wrong answer. */
  readonly problem: string | RegExp;
}

const help = 'It helps to know what this is about, in a sentence that is longer than a line.';
const problem = 'Invalid answer: this one is refused, with a reason that does not fit on one line.';
const long = 'The question is so long that it needs more than a line, on a terminal of 50 or of 80 columns';
const first: Asked = { key: 'first', kind: 'text', message: 'First' };

const kindsFor = (plain: boolean): Readonly<Record<string, Kind>> => {
  const line = { right: ['right', 'right'], wrong: 'bad', problem: /Invalid answer/ } as const;
  const refusal = { help, back: true, refused: 'bad', problem };
  return {
    text: { ...line, ask: { key: 'text', kind: 'text', message: 'Team', ...refusal } },
    path: { ...line, ask: { key: 'path', kind: 'path', message: long, ...refusal } },
    secret: {
      ...line,
      ask: { key: 'secret', kind: 'secret', message: 'Auth Token', initialLabel: 'the saved one', ...refusal },
    },
    confirm: {
      ask: { key: 'confirm', kind: 'confirm', message: `${long}?`, help, back: true },
      right: ['y', 'yes'],
      wrong: 'x',
      problem: /Type y/,
    },
    choice: {
      ask: {
        key: 'choice',
        kind: 'choice',
        message: 'Where the secret is kept',
        help,
        back: true,
        initial: 'file',
        choices: [
          { value: 'keychain', name: 'OS keychain', disabled: 'this session has no D-Bus, which the keychain needs' },
          { value: 'file', name: 'Encrypted file', description: 'opened with a passphrase' },
          { value: 'env', name: 'Environment variable', description: 'for CI' },
        ],
      },
      right: plain ? ['3', 'env'] : [keys.down + keys.down, 'env'],
      wrong: plain ? '1' : keys.up,
      problem: /[Nn]ot available[:.]/,
    },
  };
};

interface Screens {
  /** With the problem of a wrong answer. */
  readonly refused: readonly string[];
  readonly end: readonly string[];
}

/** Goes through everything that a person can do at a prompt; returns what is on the screen then, and at the end. */
async function walk({ ask, right, wrong, problem }: Kind, plain: boolean, columns: number): Promise<Screens> {
  const request = JSON.stringify({ plain, asks: [first, ask, ask] });
  const terminal = openTerminal([process.execPath, child, request], { env, columns, rows });
  const atOnce = !plain && (ask.kind === 'choice' || ask.kind === 'confirm');
  const type = (text: string) => terminal.type(`${text}${keys.enter}`);
  const wish = (key: string) => (atOnce ? terminal.type(key) : type(key));
  const message = new RegExp(ask.message.slice(0, 20).split(' ').join('\\s+'));
  const keepsLine = !plain && ask.kind !== 'secret' && ask.kind !== 'choice';
  const retry = (text: string) => type(keepsLine ? keys.clear + text : text);

  await terminal.until('First');
  type('one');
  await terminal.until('= "one"');
  await terminal.until(message);
  wish('?');
  await terminal.until('It helps to know');
  await terminal.until(message);
  type(wrong);
  await terminal.until(problem);
  if (plain) await terminal.until(message);
  const { lines: refused } = await screenAfter(terminal.raw(), { columns, rows });
  await paste(terminal, ask, { plain, problem });
  if (keepsLine) terminal.type(keys.clear);
  wish('<');
  await terminal.until('= "WentBack"');
  await terminal.until('First');
  type('two');
  await terminal.until('= "two"');
  await terminal.until(message);
  retry(right[0]);
  await terminal.until(`= "${right[1]}"`);
  await terminal.until(message);
  terminal.type(keys.interrupt);
  await terminal.until('= "Cancelled"');
  expect(await terminal.ended).toBe(130);
  return { refused, end: (await screenAfter(terminal.raw(), { columns, rows })).lines };
}

/** Pastes two lines, which answer nothing. In plain lines, a terminal sends a break in a text as Enter. */
async function paste(
  terminal: Terminal,
  { kind }: Asked,
  { plain, problem }: { readonly plain: boolean } & Pick<Kind, 'problem'>,
): Promise<void> {
  if (plain && (kind === 'text' || kind === 'path')) return;
  if (kind === 'choice' && !plain) {
    // Only the key after each paste does anything.
    terminal.type(`one\rtwo\r${keys.down}${keys.down}`);
    await terminal.until('for CI');
    terminal.type(keys.paste('one\ntwo\n') + keys.up);
    return terminal.until('opened with');
  }
  const refusal = kind === 'confirm' ? problem : 'line break';
  terminal.type('one\rtwo\r');
  if (plain && kind !== 'secret') return terminal.until(/Type [\s\S]*Type [\s\S]*: $/);
  await terminal.until(refusal);
  terminal.type(`${kind === 'secret' ? '' : keys.clear}${keys.paste('one\ntwo\n')}${keys.enter}`);
  await terminal.until(refusal);
}

// The last test shows what the others saw.
describe.skipIf(process.platform === 'win32')('prompts', { shuffle: false }, () => {
  describe.each([
    ['on a terminal', false, 80],
    ['on a terminal', false, 50],
    ['in plain lines', true, 80],
    ['in plain lines', true, 50],
  ] as const)('%s (plain: %s), of %i columns', (_, plain, columns) => {
    const seen: string[] = [];
    it.each(Object.entries(kindsFor(plain)))('explain, refuse, go back and end at a %s', async (name, kind) => {
      const { refused, end } = await walk(kind, plain, columns);
      // An answer, or an Enter, that was pasted would stand here.
      expect(end.filter((line) => line.startsWith('= '))).toEqual([
        ...['"one"', '"WentBack"', '"two"', `"${kind.right[1]}"`, '"Cancelled"'].map((result) => `= ${result}`),
      ]);
      seen.push(`--- ${name}, refused ---`, ...refused, `--- ${name}, at the end ---`, ...end);
    });

    it('look as they did', async () => {
      const name = `${plain ? 'plain' : 'terminal'}-${columns}`;
      await expect(`${seen.join('\n')}\n`).toMatchFileSnapshot(`../screens/prompts/${name}.txt`);
    });
  });
});
