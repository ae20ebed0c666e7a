import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { plainPrompter } from '../../../src/adapters/terminal/plain-prompter.ts';
import { Cancelled } from '../../../src/domain/user-error.ts';
import type { Ask } from '../../../src/ports.ts';
import { bareScreen } from '../../support/bare-screen.ts';

/** A terminal in which `type` is the keyboard, and `shown` what was written. */
function terminal(columns = 80) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => modes.push(raw) });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  let interrupted: (() => void) | undefined;
  const prompter = plainPrompter({
    input: input as unknown as NodeJS.ReadStream,
    output,
    explain: (help) => output.write(`(${help})\n`),
    screen: () => bareScreen(columns),
    onInterrupt: (listener) => {
      interrupted = listener;
      return () => {
        interrupted = undefined;
      };
    },
  });
  return {
    ask: prompter.ask,
    type: (...pieces: readonly string[]) => {
      for (const piece of pieces) input.write(piece);
    },
    close: () => input.end(),
    interrupt: () => interrupted?.(),
    listens: () => interrupted !== undefined,
    modes,
    shown: () => shown,
  };
}

const text: Ask = {
  key: 'team',
  kind: 'text',
  message: 'Team',
  problem: async (raw) => (raw === 'bad' ? 'Not that one.' : undefined),
};
const secret: Ask = {
  key: 'token',
  kind: 'secret',
  message: 'Token',
  problem: async (raw) => (raw === 'bad' ? 'Not that one.' : undefined),
};
const choice: Ask = {
  key: 'method',
  kind: 'choice',
  message: 'Method',
  initial: 'b',
  choices: [
    { value: 'a', name: 'First', description: 'the one' },
    { value: 'b', name: 'Second' },
  ],
};

describe('asking line by line', () => {
  it('accepts a line and shows the default, and the help only when it is asked for', async () => {
    const { ask, type, shown } = terminal();
    type('?\n', 'Messaging\n');
    expect(await ask({ ...text, help: 'Who it is.', initial: 'Ops' })).toBe('Messaging');
    expect(shown()).toBe('Team [Ops]: (Who it is.)\nTeam [Ops]: ');
  });

  it('lists a choice that is disabled, with the reason, and refuses it', async () => {
    const { ask, type, shown } = terminal();
    const choices =
      choice.choices?.map((each) => (each.value === 'b' ? { ...each, disabled: 'no session' } : each)) ?? [];
    type('2\n', 'b\n', '\n');
    expect(await ask({ ...choice, choices })).toBe('a');
    expect(shown()).toMatch(/^Method:\n.*\n {2}2\. .*no session.*\nNumber \[1\]: /);
    expect(shown().split(/Number \[1\]: .*no session/)).toHaveLength(3);
  });

  it('folds a question, its choices and an error at word boundaries', async () => {
    const { ask, type, shown } = terminal(24);
    type('9\n', '1\n');
    const long = 'A rather long name, of more than a line';
    expect(await ask({ ...choice, message: long, initial: 'none', choices: [{ value: 'a', name: long }] })).toBe('a');
    type('bad\n', 'good\n');
    await ask({
      ...text,
      message: long,
      initial: 'Ops',
      problem: async (raw) => (raw === 'bad' ? `${long}.` : undefined),
    });
    // The line break that was typed is not echoed here.
    const lines = shown().split(/\n|: /);
    expect(lines.filter((line) => line.length > 24)).toEqual([]);
    expect(shown().replaceAll(/\s+/g, ' ').split(long)).toHaveLength(8);
  });

  it('accepts the default or an empty line on Enter', async () => {
    const { ask, type, shown } = terminal();
    type('\n');
    expect(await ask({ ...text, initial: 'Ops' })).toBe('Ops');
    type('\n');
    expect(await ask(text)).toBe('');
    expect(shown()).toBe('Team [Ops]: Team: ');
  });

  it('asks again, with the reason', async () => {
    const { ask, type, shown } = terminal();
    type('bad\n', 'good\n');
    expect(await ask(text)).toBe('good');
    expect(shown()).toBe('Team: Not that one.\nTeam: ');
  });

  it('keeps type-ahead for later questions', async () => {
    const { ask, type } = terminal();
    type('on', 'e\r\ntwo\nthr');
    expect(await ask(text)).toBe('one');
    expect(await ask(text)).toBe('two');
    type('ee\n');
    expect(await ask(text)).toBe('three');
  });

  it.each([
    ['1\n', 'a'],
    ['2\n', 'b'],
    ['\n', 'b'],
    ['a\n', 'a'],
    [' First \n', 'a'],
    ['3\n0\n-1\nx\n1\n', 'a'],
  ])('numbers choices: %j', async (typed, value) => {
    const { ask, type, shown } = terminal();
    type(typed);
    expect(await ask(choice)).toBe(value);
    expect(shown()).toContain('Method:\n  1. First: the one\n  2. Second\nNumber [2]: ');
    if (typed.length > 10) expect(shown().split('Type a number from 1 to 2.\n')).toHaveLength(5);
  });

  it('has the first as the default when none is proposed, or one that is not there', async () => {
    const { ask, type, shown } = terminal();
    const { initial: _, ...open } = choice;
    type('\n', '\n');
    expect(await ask(open)).toBe('a');
    expect(await ask({ ...open, initial: 'z' })).toBe('a');
    expect(shown()).toContain('Number [1]: ');
  });

  it.each([
    ['y\n', 'yes'],
    ['YES\n', 'yes'],
    ['n\n', 'no'],
    ['no\n', 'no'],
    ['\n', 'no'],
    ['maybe\nyess\ny\n', 'yes'],
  ])('asks for yes or no: %j', async (typed, value) => {
    const { ask, type, shown } = terminal();
    type(typed);
    expect(await ask({ key: 'ok', kind: 'confirm', message: 'Go on' })).toBe(value);
    expect(shown()).toMatch(/^Go on\? yes or no \[no\]: /);
    if (value === 'yes' && typed.startsWith('maybe')) expect(shown()).toContain('Type yes or no.\n');
  });

  it('accepts the proposed answer to a yes or no', async () => {
    const { ask, type, shown } = terminal();
    type('\n');
    expect(await ask({ key: 'ok', kind: 'confirm', message: 'Go on', initial: 'yes' })).toBe('yes');
    expect(shown()).toContain('[yes]');
  });
});

describe('asking for a secret', () => {
  it('echoes nothing and restores the terminal', async () => {
    const { ask, type, shown, modes } = terminal();
    type('hid', 'den\r');
    expect(await ask({ ...secret, initialLabel: 'the saved one' })).toBe('hidden');
    expect(shown()).toBe('Token (Enter takes the saved one), not shown: \n');
    expect(modes).toEqual([true, false]);
  });

  it.each([
    ['abx\u007fc\r', 'abc'],
    ['abx\bc\n', 'abc'],
    ['a€\u007fb\r', 'ab'],
    ['wrong\u0015right\r', 'right'],
    ['a\u001b[Ab\u001b[3~c\u001bOPd\u0001\u0007\r', 'abcd'],
    ['ab\u0004c\r', 'abc'],
    ['\r', ''],
  ])('lets it be corrected: %j', async (typed, value) => {
    const { ask, type } = terminal();
    type(typed);
    expect(await ask(secret)).toBe(value);
  });

  it('refuses one that was pasted over two lines', async () => {
    const { ask, type, shown } = terminal();
    type('0123456789\rabcdef\r', '\u001b[200~one\ntwo\u001b[201~\r', 'right\r');
    expect(await ask(secret)).toBe('right');
    expect(shown().split('line break')).toHaveLength(3);
  });

  it('asks again, with the reason', async () => {
    const { ask, type, shown } = terminal();
    type('bad\r', 'good\r');
    expect(await ask(secret)).toBe('good');
    expect(shown()).toBe('Token, not shown: \nNot that one.\nToken, not shown: \n');
  });

  it.each(['\u0003', '\u0004', 'abc\u0003'])('ends on %j', async (typed) => {
    const { ask, type, modes, listens } = terminal();
    type(typed);
    await expect(ask(secret)).rejects.toThrow(Cancelled);
    expect(modes).toEqual([true, false]);
    expect(listens()).toBe(false);
  });
});

describe('leaving', () => {
  it('happens on Ctrl-C and at the end of the input', async () => {
    const one = terminal();
    const asked = one.ask(text);
    expect(one.listens()).toBe(true);
    one.interrupt();
    await expect(asked).rejects.toThrow(Cancelled);
    expect(one.listens()).toBe(false);
    const other = terminal();
    const waiting = other.ask(text);
    other.close();
    await expect(waiting).rejects.toThrow(Cancelled);
  });
});
