import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Cancelled, WentBack } from '../../src/domain/user-error.ts';
import { openSandbox } from '../../src/main/sandbox.ts';
import type { Ask, Prompter } from '../../src/ports.ts';
import { testCli } from './context.ts';
import { projectFolder } from './program.ts';
import { screenAfter } from './screen.ts';
import { back, leave } from './scripted.ts';

// Screens break lines by the length of the list's path, which is the same in every checkout and for every TMPDIR.
const lists = mkdtempSync('/tmp/sms-');
const sampleContacts = join(lists, 'contacts.csv');
copyFileSync(join(projectFolder, 'samples', 'contacts.csv'), sampleContacts);
afterAll(() => rmSync(lists, { recursive: true, force: true }));

/** Answers by key, each in turn; Enter for a question without one. */
type Script = Readonly<Record<string, readonly string[]>>;

/** A person at a terminal, whose prompts and answers are written as they stay on the screen. */
function person(script: Script, write: (text: string) => void, onAsk: (ask: Ask) => void = () => {}): Prompter {
  const left = new Map(Object.entries(script).map(([key, answers]) => [key, [...answers]]));
  return {
    ask: async (ask) => {
      onAsk(ask);
      const first = ask.choices?.find(({ disabled }) => disabled === undefined)?.value;
      const answer = left.get(ask.key)?.shift() ?? ask.initial ?? first ?? '';
      if (answer === leave) throw new Cancelled();
      const name = ask.choices?.find(({ value }) => value === answer)?.name ?? answer;
      write(`? ${ask.message}${/[?]$/.test(ask.message) ? '' : ':'} ${ask.kind === 'secret' ? '' : name}\n`);
      if (answer === back) throw new WentBack();
      const problem = await ask.problem?.(answer);
      // Nothing is left to type: the person gives up.
      if (problem !== undefined) throw new Cancelled();
      return answer;
    },
  };
}

export interface Shown {
  readonly script?: Script;
  readonly interactive?: boolean;
  readonly columns?: number;
  readonly onAsk?: (ask: Ask, screen: () => string) => void;
}

export function terminalOf({ script = {}, interactive = true, columns = 80, onAsk }: Shown) {
  let text = '';
  const write = (words: string) => {
    text += words;
  };
  const screen = { write, isTerminal: interactive, palette: null, columns };
  const prompter = person(script, write, (ask) => onAsk?.(ask, () => text));
  const shown = async (from = 0) =>
    `${(await screenAfter(text.slice(from), { columns, rows: 24 })).lines.join('\n')}\n`
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:PORT')
      .replaceAll(/\S*\/contacts\.csv/g, 'contacts.csv');
  return {
    shown,
    length: () => text.length,
    change: {
      ...{ out: screen, err: screen, interactive, prompter, unicode: true, operator: 'ada' },
      startSandbox: (request: Parameters<typeof openSandbox>[0]) => openSandbox(request, { env: {}, sampleContacts }),
    },
  };
}

/** The screen of a setup in the sandbox. */
export async function sandboxed(argv: readonly string[], options: Shown = {}) {
  const { shown, change } = terminalOf(options);
  const cli = testCli({ url: 'http://127.0.0.1:9' }, change);
  cli.now = () => new Date('2026-11-23T18:00:00.000Z');
  const { code } = await cli.run('setup', '--sandbox', ...argv);
  if (code === 70) throw new Error(await shown());
  return `$ ${['smsctl setup --sandbox', ...argv].join(' ')}\n${await shown()}[exit ${code}]\n`;
}
