import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../../src/adapters/terminal/asking.ts';
import { lineBreakSign, pastedLines, withoutPastedBreaks } from '../../../src/adapters/terminal/pasted-input.ts';

const [start, end] = ['\u001b[200~', '\u001b[201~'];
const translated = (...pieces: readonly string[]): string => pieces.map(pastedLines()).join('');

describe('input of a terminal', () => {
  it.each([
    ['keys as they are typed', ['a', 'b', '\r'], 'ab\r'],
    ['a line with its Enter', ['abc\r'], 'abc\r'],
    ['Enter, then an arrow', ['\r\u001b[B'], '\r\u001b[B'],
    ['Enter twice', ['\r\r'], '\r\r'],
    ['control keys', ['\u0003\u0004\u0015\u007f'], '\u0003\u0004\u0015\u007f'],
    ['letters of any script', ['Zoë €'], 'Zoë €'],
  ])('is unchanged: %s', (_, pieces, keys) => expect(translated(...pieces)).toBe(keys));

  it.each([
    ['CR', 'one\rtwo'],
    ['LF', 'one\ntwo'],
    ['CRLF', 'one\r\ntwo'],
  ])('does not end an answer at a %s inside pasted text', (_, piece) => {
    expect(translated(piece)).toBe('one␤two');
    expect(translated(`${piece}\r`)).toBe('one␤two\r');
  });

  it('is recognized as pasted between its marks, also in pieces', () => {
    expect(translated(`${start}one\rtwo${end}\r`)).toBe('one␤two\r');
    expect(translated(`${start}one`, '\r', `two${end}`, '\r')).toBe('one␤two\r');
    expect(translated(`a${start}one${end}b\r`)).toBe('aoneb\r');
  });

  it('loses only the line break at the end of a paste', () => {
    expect(translated(`${start}one\r${end}`)).toBe('one');
    expect(translated(`${start}one\r\n\r\n${end}`)).toBe('one');
    expect(translated(`${start}one`, '\n', end, '\r')).toBe('one\r');
    expect(translated(`${start}\rone${end}`)).toBe('␤one');
    expect(translated(`${start}one\r`, `\rtwo\r${end}`)).toBe('one␤␤two');
  });

  it('is typed input again after a paste', () => {
    expect(translated(`${start}one\r${end}`, 'two', '\r')).toBe('onetwo\r');
    expect(translated(`${start}one\r${end}${start}two${end}`)).toBe('onetwo');
  });
});

describe('an answer with a pasted line break', () => {
  const ask = {
    key: 'a',
    kind: 'text',
    message: 'A',
    problem: async (raw: string) => (raw === '' ? 'Empty.' : undefined),
  } as const;

  it('is refused for every question', async () => {
    expect(await problemOf(ask, `one${lineBreakSign}two`)).toBeDefined();
    expect(await problemOf({ key: 'a', kind: 'secret', message: 'A' }, lineBreakSign)).toBeDefined();
  });

  it('is accepted without a break', async () => {
    expect(await problemOf(ask, 'one')).toBeUndefined();
    expect(await problemOf(ask, '')).toBe('Empty.');
    expect(await problemOf({ key: 'a', kind: 'text', message: 'A' }, 'one')).toBeUndefined();
  });
});

describe('a prompt’s input', () => {
  const terminal = () => {
    const modes: boolean[] = [];
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (raw: boolean) => modes.push(raw) });
    return { modes, input: input as unknown as NodeJS.ReadStream & PassThrough };
  };
  const read = async (keys: PassThrough): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return String(keys.read() ?? '');
  };

  it('passes keys on, joins split characters and sets the terminal’s mode', async () => {
    const { input, modes } = terminal();
    const { keys, end: giveBack } = withoutPastedBreaks(input);
    const euro = Buffer.from('€');
    input.write(euro.subarray(0, 1));
    input.write(euro.subarray(1));
    input.write('one\rtwo\r');
    expect(await read(keys)).toBe('€one␤two\r');
    expect(keys.setRawMode(true)).toBe(keys);
    expect([keys.isTTY, modes]).toEqual([true, [true]]);
    giveBack();
    expect(input.isPaused()).toBe(true);
    expect(input.listenerCount('data') + input.listenerCount('error')).toBe(0);
  });

  it('ends when the terminal does', async () => {
    const { input } = terminal();
    const { keys } = withoutPastedBreaks(input);
    const ended = new Promise((resolve) => keys.once('end', resolve));
    keys.resume();
    input.end();
    await ended;
    const broken = terminal();
    const second = withoutPastedBreaks(broken.input);
    const gone = new Promise((resolve) => second.keys.once('end', resolve));
    second.keys.resume();
    broken.input.emit('error', new Error('EIO'));
    await gone;
  });
});
