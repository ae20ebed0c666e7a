import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { plainPrompter } from '../../../src/adapters/terminal/plain-prompter.ts';
import { terminalPrompter } from '../../../src/adapters/terminal/terminal.ts';
import { Cancelled, WentBack } from '../../../src/domain/user-error.ts';
import type { Ask, Prompter } from '../../../src/ports.ts';
import { bareScreen } from '../../support/bare-screen.ts';
import { back, enter, help, leave, scripted } from '../../support/scripted.ts';

interface Subject extends Prompter {
  /** Help that was printed. Null: the prompter prints none. */
  readonly printed: readonly string[] | null;
  /** Everything that was written. */
  readonly shown: () => string;
}

/** A prompter and what is typed into it, each as soon as it listens for more. */
type Open = (key: string, typed: readonly string[]) => Subject;

function fakeTerminal(columns: number) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  // A stream that is a process's own is not ended with a prompt.
  const output = Object.assign(new PassThrough(), { columns, _isStdio: true });
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  return { input: input as unknown as NodeJS.ReadStream & PassThrough, output, shown: () => shown };
}

/** Turns of the event loop after which a prompt has read what was typed, and the next one listens. */
async function pause(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function typing(input: PassThrough, typed: readonly string[], lineEnd: (answer: string, ask: Ask) => string) {
  return async (ask: Ask, asked: Promise<string>): Promise<string> => {
    let over = false;
    const end = () => {
      over = true;
    };
    asked.then(end, end);
    for (const answer of typed) {
      await pause();
      if (!over) input.write(lineEnd(answer, ask));
    }
    return asked;
  };
}

const prompters: Readonly<Record<string, Open>> = {
  scripted: (key, typed) => ({ ...scripted({ [key]: typed }), printed: null, shown: () => '' }),
  plain: (_, typed) => {
    const { input, output, shown } = fakeTerminal(80);
    const printed: string[] = [];
    let interrupted = () => {};
    const prompter = plainPrompter({
      input,
      output,
      explain: (line) => printed.push(line),
      screen: () => bareScreen(80),
      onInterrupt: (listener) => {
        interrupted = listener;
        return () => {};
      },
    });
    const type = typing(input, typed, (answer, ask) => {
      if (answer === leave && ask.kind !== 'secret') interrupted();
      return answer === leave ? leave : `${answer === enter ? '' : answer}\n`;
    });
    return { ask: (ask) => type(ask, prompter.ask(ask)), printed, shown };
  },
  terminal: (_, typed) => {
    const { input, output, shown } = fakeTerminal(80);
    const printed: string[] = [];
    const explain = (line: string) => printed.push(line);
    const prompter = terminalPrompter({ input, output, explain, screen: () => bareScreen(80) });
    const type = typing(input, typed, (answer, ask) => {
      const keys = answer === enter || answer === leave ? answer : `${answer}\r`;
      // At these, `?` and `<` act at once, and a choice is found by its name.
      if (ask.kind === 'confirm' || ask.kind === 'choice') {
        const name = ask.choices?.find(({ value }) => value === answer)?.name;
        return answer === help || answer === back ? answer : name === undefined ? keys : `${name}\r`;
      }
      return keys;
    });
    return { ask: (ask) => type(ask, prompter.ask(ask)), printed, shown };
  },
};

const problem = async (raw: string) => (raw === 'bad' ? 'Not that one.' : undefined);
const kinds: readonly (readonly [ask: Ask, right: string])[] = [
  [{ key: 'team', kind: 'text', message: 'Team', problem }, 'Messaging'],
  [{ key: 'list', kind: 'path', message: 'List', problem }, 'contacts.csv'],
  [{ key: 'token', kind: 'secret', message: 'Token', problem }, 'a right one'],
  [{ key: 'ok', kind: 'confirm', message: 'Go on' }, 'yes'],
  [
    {
      key: 'method',
      kind: 'choice',
      message: 'Method',
      choices: [
        { value: 'first', name: 'First' },
        { value: 'second', name: 'Second', description: 'the other' },
      ],
    },
    'second',
  ],
];

describe.each(Object.entries(prompters))('the %s prompter', (_, open) => {
  describe.each(kinds.map(([ask, right]) => [ask.kind, ask, right] as const))('at a %s', (kind, ask, right) => {
    it('resolves to the answer', async () => {
      const subject = open(ask.key, [right]);
      expect(await subject.ask(ask)).toBe(right);
      expect(subject.printed ?? []).toEqual([]);
    });

    it('prints the help on ? and asks again', async () => {
      const subject = open(ask.key, [help, help, right]);
      expect(await subject.ask({ ...ask, help: 'Some help.' })).toBe(right);
      expect((subject.printed ?? ['Some help.', 'Some help.']).filter((line) => line === 'Some help.')).toHaveLength(2);
      expect(await open(ask.key, [help, right]).ask(ask)).toBe(right);
    });

    it('goes back on <', async () => {
      await expect(open(ask.key, [help, back]).ask({ ...ask, back: true })).rejects.toThrow(WentBack);
    });

    it('says that it is the first on <, and asks again', async () => {
      const subject = open(ask.key, [back, right]);
      expect(await subject.ask(ask)).toBe(right);
      expect(subject.printed?.length ?? 1).toBe(1);
    });

    it('ends on Ctrl-C', async () => {
      await expect(open(ask.key, [leave]).ask({ ...ask, back: true })).rejects.toThrow(Cancelled);
    });

    it('takes what is offered on Enter, also after help', async () => {
      if (kind === 'secret') return expect(await open(ask.key, [enter]).ask(ask)).toBe('');
      expect(await open(ask.key, [enter]).ask({ ...ask, initial: right })).toBe(right);
      expect(await open(ask.key, [help, enter]).ask({ ...ask, initial: right })).toBe(right);
    });
  });

  it.each(kinds.slice(0, 3).map(([ask, right]) => [ask.kind, ask, right] as const))(
    'refuses a wrong answer at a %s',
    async (kind, ask, right) => {
      // A text and a path keep the line, to be corrected.
      const again = kind === 'secret' ? right : `\u0015${right}`;
      const clears = open === prompters.terminal;
      expect(await open(ask.key, ['bad', clears ? again : right]).ask(ask)).toBe(right);
    },
  );

  it('does not choose what is disabled', async () => {
    const [ask] = kinds[4] as (typeof kinds)[number];
    const [first, second] = ask.choices ?? [];
    const choices = [{ value: 'none', name: 'None', disabled: 'no session' }, { ...first }, { ...second }];
    const subject = open(ask.key, ['none', 'first']);
    expect(await subject.ask({ ...ask, choices: choices as NonNullable<Ask['choices']> })).toBe('first');
    if (subject.printed !== null) expect(subject.shown()).toContain('no session');
  });

  it('takes the first choice that is not disabled on Enter if none is proposed', async () => {
    const [ask] = kinds[4] as (typeof kinds)[number];
    const choices = [{ value: 'none', name: 'None', disabled: 'no session' }, ...(ask.choices ?? [])];
    expect(await open(ask.key, [enter]).ask({ ...ask, choices })).toBe('first');
  });

  it('reads a path as a terminal drops it', async () => {
    const ask: Ask = { key: 'list', kind: 'path', message: 'List' };
    expect(await open('list', ["'/a b/c.csv' "]).ask(ask)).toBe('/a b/c.csv');
  });
});

describe('the terminal prompter', () => {
  const at = (columns: number) => {
    const { input, output, shown } = fakeTerminal(columns);
    const printed: string[] = [];
    const explain = (line: string) => printed.push(line);
    const prompter = terminalPrompter({ input, output, explain, screen: () => bareScreen(columns) });
    return {
      printed,
      shown,
      type: async (ask: Ask, ...typed: readonly string[]) =>
        typing(input, typed, (answer) => answer)(ask, prompter.ask(ask)),
    };
  };

  it('starts a secret anew after an error', async () => {
    const { type } = at(80);
    const ask: Ask = { key: 't', kind: 'secret', message: 'Token', problem };
    expect(await type(ask, 'bad\r', 'good\r')).toBe('good');
  });

  it('keeps a text that was refused, behind which ? and < can be typed', async () => {
    const { type, printed } = at(80);
    const ask: Ask = { key: 't', kind: 'text', message: 'Team', help: 'Some help.', problem };
    expect(await type(ask, 'bad\r', '?\r', '?\r', 'ly\r')).toBe('badly');
    expect(printed).toEqual(['Some help.', 'Some help.']);
    await expect(type({ ...ask, back: true }, 'bad\r', '<\r')).rejects.toThrow(WentBack);
    expect(await type(ask, 'What?\r')).toBe('What?');
  });

  it('refuses a text that was pasted over several lines', async () => {
    const { type } = at(80);
    const ask: Ask = { key: 't', kind: 'secret', message: 'Token' };
    expect(await type(ask, 'one\rtwo\r', '\u001b[200~one\ntwo\n\u001b[201~\r', 'three\r')).toBe('three');
  });

  it('does not choose or confirm by a text that was pasted over several lines', async () => {
    const { type } = at(80);
    const [choice] = kinds[4] as (typeof kinds)[number];
    expect(await type(choice, 'second\rthird\r', '\r')).toBe('first');
    expect(await type(choice, '\u001b[200~second\n\u001b[201~', '\u001b[A', '\r')).toBe('first');
    const [confirm] = kinds[3] as (typeof kinds)[number];
    expect(await type(confirm, 'yes\ryes\r', '\u0015n\r')).toBe('no');
  });

  it('keeps the choice that was marked when help is printed', async () => {
    const { type, printed } = at(80);
    const [choice] = kinds[4] as (typeof kinds)[number];
    expect(await type(choice, '\u001b[B', '?', '\r')).toBe('second');
    expect(printed).toEqual(['Second: the other']);
  });

  it('does not take the answers of a terminal for keys', async () => {
    const { type, printed } = at(80);
    const [choice] = kinds[4] as (typeof kinds)[number];
    expect(await type(choice, '\u001b[?1;2c', '\u001b[<0;1;1M', '\r')).toBe('first');
    expect(printed).toEqual([]);
  });

  it.each([
    ['Go on?', 'confirm', 'Go on?'],
    ['Go on', 'confirm', 'Go on?'],
    ['What now?', 'text', 'What now?'],
    ['Team', 'text', 'Team:'],
  ] as const)('puts one mark behind %s', async (message, kind, expected) => {
    const { type, shown } = at(80);
    await type({ key: 'k', kind, message }, '\r');
    expect(shown()).toContain(expected);
    expect(shown()).not.toMatch(/\?[?:]/);
  });
});
