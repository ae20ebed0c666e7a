import { describe, expect, it } from 'vitest';
import { choiceConfig, confirmConfig, lineConfig } from '../../../src/adapters/terminal/prompt-configs.ts';
import { folded, foldedBefore } from '../../../src/adapters/terminal/prompt-screen.ts';
import type { Ask } from '../../../src/ports.ts';
import { bareScreen } from '../../support/bare-screen.ts';

/** Paints are seen as their names. */
const screen = (columns = 80, unicode = true) => ({
  ...{ ...bareScreen(columns), unicode },
  ...{ strong: (text: string) => `strong(${text})`, dim: (text: string) => `dim(${text})` },
  ...{ good: (text: string) => `good(${text})`, bad: (text: string) => `bad(${text})` },
  accent: (text: string) => `accent(${text})`,
});

/** A prompt with the line or choice that it reports. */
function shown(ask: Ask, draft?: string) {
  const changes: string[] = [];
  return { changes, given: { ask, draft, onChange: (current: string) => changes.push(current) } };
}

const text: Ask = { key: 'team', kind: 'text', message: 'Team' };
const secret: Ask = { key: 'token', kind: 'secret', message: 'Token' };
const line = (ask: Ask, draft?: string, at = screen()) => lineConfig(shown(ask, draft).given, at);

describe('the prompt for a line', () => {
  it('offers the draft, otherwise the proposed answer, and never a secret', () => {
    expect(line({ ...text, initial: 'Ops' })).toMatchObject({ default: 'Ops' });
    expect(line({ ...text, initial: 'Ops' })).not.toHaveProperty('prefill');
    expect(line({ ...text, initial: 'Ops' }, 'Op')).toMatchObject({ default: 'Op', prefill: 'editable' });
    expect(line(text)).not.toHaveProperty('default');
    expect(line({ ...secret, initial: 'a secret' })).not.toHaveProperty('default');
  });

  it('says what Enter takes only at a secret', () => {
    expect(line({ ...secret, initialLabel: 'the saved one' }).message).toContain('the saved one');
    expect(line(secret).message).toBe('Token:');
    expect(line({ ...text, initialLabel: 'the saved one' }).message).toBe('Team:');
  });

  it.each([
    [text, true, 'typed', 'typed'],
    [secret, true, 'typed', '•••••'],
    [secret, false, 'typed', '*****'],
    [secret, true, '', ''],
  ])('reports and shows what is typed: %j, %s', (ask, unicode, typed, seen) => {
    const { changes, given } = shown(ask);
    const { transformer } = lineConfig(given, screen(80, unicode));
    expect(transformer(typed, { isFinal: false })).toBe(seen);
    expect(transformer(typed, { isFinal: true })).toBe(`accent(${seen})`);
    expect(changes).toEqual([typed, typed]);
  });

  it('is cleared after an error only at a secret', () => {
    expect([text, secret].map((ask) => line(ask).theme.validationFailureMode)).toEqual(['keep', 'clear']);
  });

  it.each([
    [40, undefined, 'Which of the teams:'],
    [30, undefined, 'Which of the teams:\n '],
    [40, 'a team with a long name', 'Which of the teams:\n '],
  ])('leaves room for an answer in %d columns with the proposal %j', (columns, initial, expected) => {
    const ask = { ...text, message: 'Which of the teams', ...(initial !== undefined && { initial }) };
    expect(line(ask, undefined, screen(columns)).message).toBe(expected);
  });
});

describe('the prompt for yes or no', () => {
  it.each([
    ['yes', true],
    ['no', false],
    [undefined, false],
  ])('proposes %s', (initial, proposed) => {
    const ask: Ask = { key: 'ok', kind: 'confirm', message: 'Go on', ...(initial !== undefined && { initial }) };
    expect(confirmConfig(ask, screen())).toMatchObject({ message: 'Go on?', default: proposed });
  });
});

const choice: Ask = {
  ...{ key: 'method', kind: 'choice', message: 'Method' },
  choices: [
    { value: 'none', name: 'None', disabled: 'no session' },
    { value: 'first', name: 'First', description: 'the one' },
    { value: 'second', name: 'Second' },
  ],
};
const config = (ask: Ask = choice, draft?: string, at = screen()) => choiceConfig(shown(ask, draft).given, at);

describe('the prompt for a choice', () => {
  it('lists the choices with their descriptions, and why one is not available', () => {
    expect(config().choices).toEqual([
      { value: 'none', name: 'None (no session)', short: 'None', disabled: ' ' },
      { value: 'first', name: 'First', short: 'First', description: 'the one' },
      { value: 'second', name: 'Second', short: 'Second' },
    ]);
  });

  it.each([
    ['the draft', 'second', 'first', 'second'],
    ['the proposed one', undefined, 'second', 'second'],
    ['the proposed one when the draft is not available', 'none', 'second', 'second'],
    ['the first that is available', undefined, undefined, 'first'],
    ['the first when the proposed one is not available', undefined, 'none', 'first'],
    ['the first when the proposed one is unknown', 'gone', 'other', 'first'],
  ])('marks %s', (_, draft, initial, marks) => {
    expect(config({ ...choice, ...(initial !== undefined && { initial }) }, draft).default).toBe(marks);
  });

  it('marks nothing when nothing is available', () => {
    expect(config({ ...choice, choices: choice.choices?.slice(0, 1) ?? [] }).default).toBe('');
    const { choices: _, ...open } = choice;
    expect(config(open)).toMatchObject({ default: '', choices: [] });
  });

  it('reports the choice that is marked, by its row', () => {
    const { changes, given } = shown(choice);
    const { highlight } = choiceConfig(given, screen()).theme.style;
    expect(highlight('❯ Second')).toBe('accent(❯ Second)');
    highlight('❯ None (no session)');
    highlight('❯ Secon');
    expect(changes).toEqual(['second', 'none']);
  });

  it('names its keys, with the way back when there is one', () => {
    const tip = (ask: Ask, unicode: boolean) => config(ask, undefined, screen(80, unicode)).theme.style.keysHelpTip();
    expect(tip(choice, true)).toBe('dim(↑↓ move · Enter choose · ? help)');
    expect(tip({ ...choice, back: true }, true)).toBe('dim(↑↓ move · Enter choose · ? help · < back)');
    expect(tip({ ...choice, back: true }, false)).toBe('dim(Up/Down move, Enter choose, ? help, < back)');
    expect(tip({ ...choice, back: false }, false)).toBe('dim(Up/Down move, Enter choose, ? help)');
  });

  it.each([
    // The mark and a space, the question, a space and the answer.
    ['Method', 'Second', 16, 'Second'],
    ['Method', 'Second', 15, '\n  Second'],
    ['Which method of two is the one', 'Second', 25, 'Second'],
    ['Which method of two is the one', 'Second', 17, '\n  Second'],
  ])('shows its answer behind the question when it fits: %s %s in %d columns', (message, name, columns, expected) => {
    const { answer } = config({ ...choice, message }, undefined, screen(columns)).theme.style;
    expect(answer(name)).toBe(`accent(${expected})`);
  });

  it('paints disabled rows without blanks behind them, and descriptions', () => {
    const { disabled, description } = config().theme.style;
    expect([disabled('None  '), description('the one')]).toEqual(['dim(None)', 'dim(the one)']);
  });

  it('has signs that the terminal can show', () => {
    const signs = (unicode: boolean) => {
      const { prefix, spinner, icon } = config(choice, undefined, screen(80, unicode)).theme;
      return [prefix.idle, prefix.done, icon.cursor, spinner.frames.length];
    };
    expect([signs(true), signs(false)]).toEqual([
      ['accent(?)', 'good(✔)', '❯', 10],
      ['accent(?)', 'good(+)', '>', 4],
    ]);
  });

  it('paints messages, errors and defaults', () => {
    const { message, error, defaultAnswer } = line(text).theme.style;
    expect([message('Team'), error('No.'), defaultAnswer('Ops')]).toEqual([
      ...['strong(Team)', 'bad(> No.)', 'dim((Ops))'],
    ]);
  });
});

describe('a text on a screen', () => {
  const at = bareScreen(20);

  it('is folded with its further lines behind an indent', () => {
    expect(folded('one two three four five', at)).toBe('one two three four\nfive');
    expect(folded('one two three four five', at, 3)).toBe('one two three\n   four five');
  });

  it('has at least ten characters a line', () => {
    expect(folded('one two three', bareScreen(3), 2)).toBe('one two\n  three');
  });

  it.each([
    [10, 'one two'],
    [12, 'one two'],
    [13, 'one two\n'],
  ])('has room for %d characters behind it, or an empty line', (rest, expected) => {
    expect(foldedBefore('one two', rest, at)).toBe(expected);
  });
});
