import { describe, expect, it } from 'vitest';
import { answerIn, askUntilAnswered, marked, type Reply, wishIn } from '../../../src/adapters/terminal/asking.ts';
import { WentBack } from '../../../src/domain/user-error.ts';
import type { Ask } from '../../../src/ports.ts';

const text: Ask = { key: 'team', kind: 'text', message: 'Team' };
const choice: Ask = {
  ...{ key: 'method', kind: 'choice', message: 'Method' },
  choices: [
    { value: 'a', name: 'First', description: 'the one' },
    { value: 'b', name: 'Second' },
    { value: 'c', name: 'Third', description: 'the other' },
  ],
};

/** Asks a prompt that gives these replies, and returns the answer, what was printed and the draft of each prompt. */
async function asked(ask: Ask, ...replies: readonly Reply[]) {
  const printed: string[] = [];
  const drafts: (string | undefined)[] = [];
  const prompt = async (draft: string | undefined): Promise<Reply> => {
    drafts.push(draft);
    return replies[drafts.length - 1] as Reply;
  };
  const answer = await askUntilAnswered(ask, prompt, (line) => printed.push(line)).catch((error: unknown) => error);
  return { answer, printed, drafts };
}

const answer = { answer: 'right' };
const help = { wish: 'help' } as const;
const back = { wish: 'back' } as const;

describe('a question that is asked', () => {
  it('resolves to the answer', async () => {
    expect(await asked(text, { answer: '' })).toEqual({ answer: '', printed: [], drafts: [undefined] });
  });

  it('goes back only when that is possible', async () => {
    expect((await asked({ ...text, back: true }, back)).answer).toBeInstanceOf(WentBack);
    expect(await asked(text, back, answer)).toMatchObject({ answer: 'right', printed: { length: 1 } });
    expect(await asked({ ...text, back: false }, back, answer)).toMatchObject({
      answer: 'right',
      printed: { length: 1 },
    });
  });

  it('is asked again with its draft after help, a list of names, or a way back that there is not', async () => {
    const listed = { lines: ['one.csv', 'two.csv'], draft: 'list' };
    const replies = [{ ...help, draft: 'help' }, listed, { ...back, draft: 'back' }, help, answer];
    const { drafts, printed } = await asked({ ...text, help: 'Who it is.' }, ...replies);
    expect(drafts).toEqual([undefined, 'help', 'list', 'back', undefined]);
    expect(printed).toEqual(['Who it is.', 'one.csv', 'two.csv', expect.stringContaining('back'), 'Who it is.']);
  });

  it.each<[string, Ask, readonly string[]]>([
    ['its help', { ...text, help: 'Who it is.' }, ['Who it is.']],
    ['its help and its choices', { ...choice, help: 'How.' }, ['How.', 'First: the one', 'Third: the other']],
    ['its choices', choice, ['First: the one', 'Third: the other']],
  ])('has %s, and how to go back when that is possible', async (_, ask, lines) => {
    expect((await asked(ask, help, answer)).printed).toEqual(lines);
    const { printed } = await asked({ ...ask, back: true }, help, answer);
    expect(printed).toEqual([...lines, expect.stringContaining('<')]);
  });

  it('has a line when there is no help', async () => {
    expect((await asked(text, help, answer)).printed).toHaveLength(1);
    expect((await asked({ ...text, back: true }, help, answer)).printed).toHaveLength(2);
    expect((await asked({ ...choice, choices: [] }, help, answer)).printed).toHaveLength(1);
  });
});

it.each([
  ['?', 'help'],
  [' ? ', 'help'],
  ['<', 'back'],
  ['<\t', 'back'],
  ['??', undefined],
  ['a?', undefined],
  ['', undefined],
])('the line %j is the wish %s', (line, wish) => expect(wishIn(line)).toBe(wish));

it.each([
  ['Team', 'Team:'],
  ['Team:', 'Team:'],
  ['Which?', 'Which?'],
  ['Now.', 'Now.'],
  ['Now!', 'Now!'],
  ['a: b', 'a: b:'],
])('the message %j is shown as %j', (message, shown) => expect(marked(message, ':')).toBe(shown));

it('only a path is read as a terminal drops it', () => {
  expect(answerIn({ kind: 'path' }, "'/a b/c.csv' ")).toBe('/a b/c.csv');
  for (const kind of ['text', 'secret'] as const) expect(answerIn({ kind }, "'/a b' ")).toBe("'/a b' ");
});
