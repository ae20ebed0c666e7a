import { describe, expect, it } from 'vitest';
import { choiceOf, type Offer, type PromptParts, promptOf, type Resolved } from '../../../src/app/setup/prompt-of.ts';
import type { PromptContext, PromptLookup, Question, Suggestions } from '../../../src/domain/settings/question.ts';
import { accepted } from '../../../src/domain/text/parsed.ts';

const context: PromptContext = { saved: {}, given: new Set(), stores: [], operator: 'ada', ci: false };
const lookup: PromptLookup = { senders: async () => undefined, columns: async () => undefined };

const text: Question = {
  ...{ kind: 'text', key: 'owner.team', message: 'Team', help: 'who answers', flag: '--owner-team', variable: null },
  ...{ current: () => undefined, parse: (raw: string) => accepted(raw) },
};
const choice: Question = {
  ...text,
  ...{ kind: 'choice', key: 'credentials.method' },
  choices: () => [
    { value: 'auth-token', name: 'Token' },
    { value: 'api-key', name: 'Key', disabled: 'there is none' },
  ],
  parse: () => accepted('auth-token' as const),
} as Question;
const secret: Question = { ...text, kind: 'secret', key: 'credentials.authToken' } as unknown as Question;

const none: Offer = { current: undefined, fallback: undefined };
const fallback = { raw: 'of the sandbox', source: 'sandbox' };

const parts = (question: Question, change: Partial<PromptParts> = {}): PromptParts => ({
  ...{ question, context, about: undefined, offer: none, typed: undefined, answers: {}, back: false },
  parse: async (raw): Promise<Resolved> =>
    raw === 'bad' || raw === ''
      ? { refused: 'Not this.', source: null }
      : ({ key: question.key, message: '', value: raw, shown: raw, source: null } as Resolved),
  ...change,
});

describe('a prompt', () => {
  it.each<[string, Partial<PromptParts>, string | undefined]>([
    ['nothing', {}, undefined],
    ['the fallback', { offer: { current: undefined, fallback } }, 'of the sandbox'],
    ['what is saved before the fallback', { offer: { current: 'saved', fallback } }, 'saved'],
    ['what was typed before what is saved', { typed: 'typed', offer: { current: 'saved', fallback } }, 'typed'],
    ['an empty text that was typed', { typed: '', offer: { current: 'saved', fallback } }, ''],
  ])('offers %s', (_name, change, initial) => {
    for (const question of [text, choice]) expect(promptOf(parts(question, change)).initial).toBe(initial);
  });

  it('of a secret describes what Enter keeps, and never offers it', () => {
    const labelOf = (offer: Offer) => promptOf(parts(secret, { offer, typed: 'hidden' }));
    expect(labelOf({ current: 'the saved one', fallback }).initialLabel).toBe('the saved one');
    expect(labelOf({ current: undefined, fallback }).initialLabel).toMatch(/sandbox/);
    expect(labelOf(none)).not.toHaveProperty('initialLabel');
    expect(labelOf({ current: 'the saved one', fallback })).not.toHaveProperty('initial');
    expect(JSON.stringify(labelOf({ current: undefined, fallback }))).not.toContain('of the sandbox');
  });

  it('has choices only if the question has', () => {
    expect(promptOf(parts(choice)).choices?.map(({ value }) => value)).toEqual(['auth-token', 'api-key']);
    expect(promptOf(parts(text))).not.toHaveProperty('choices');
  });

  it('has the help of the question, then what the step is about', () => {
    expect(promptOf(parts(text)).help).toBe('Who answers.');
    expect(promptOf(parts(text, { about: 'About it.' })).help).toBe('Who answers. About it.');
    expect([promptOf(parts(text)).back, promptOf(parts(text, { back: true })).back]).toEqual([false, true]);
  });
});

describe('the problem of an answer', () => {
  const problem = (question: Question, raw: string, change: Partial<PromptParts> = {}) =>
    promptOf(parts(question, change)).problem?.(raw);

  it('is what the question refuses, or that a choice cannot be used now', async () => {
    expect(await problem(text, 'good')).toBeUndefined();
    expect(await problem(text, 'bad')).toBe('Not this.');
    expect(await problem(choice, 'auth-token')).toBeUndefined();
    expect(await problem(choice, 'api-key')).toContain('there is none');
  });

  it('of an empty secret is none if Enter keeps one', async () => {
    expect(await problem(secret, '')).toBe('Not this.');
    expect(await problem(secret, '', { offer: { current: 'the saved one', fallback: undefined } })).toBeUndefined();
    expect(await problem(secret, '', { offer: { current: undefined, fallback } })).toBeUndefined();
    expect(await problem(secret, 'bad', { offer: { current: 'the saved one', fallback } })).toBe('Not this.');
    expect(await problem(text, '', { offer: { current: 'saved', fallback } })).toBe('Not this.');
  });

  it('is what a look at it finds, with what was answered before', async () => {
    const looked: unknown[] = [];
    const probed = {
      ...text,
      probe: async (...given: unknown[]) => {
        looked.push(given);
        return 'It is not there.';
      },
    } as Question;
    const answers = { 'owner.contact': '#sms' };
    const seen = { context: { ...context, lookup }, answers };
    expect(await problem(probed, 'good', seen)).toBe('It is not there.');
    expect(looked).toEqual([[lookup, 'good', answers]]);
    expect(await problem(probed, 'bad', seen)).toBe('Not this.');
    // Nothing can be looked up.
    expect(await problem(probed, 'good')).toBeUndefined();
    const empty = { ...seen, parse: async (): Promise<Resolved> => ({ open: true }) };
    expect(await problem(probed, 'good', empty)).toBeUndefined();
    const left = { ...seen, parse: async () => ({ key: text.key, message: '', shown: 'none', source: null }) };
    expect(await problem(probed, 'good', left)).toBeUndefined();
    expect(looked).toHaveLength(1);
  });
});

describe('a prompt with suggestions', () => {
  const suggestions: Suggestions = {
    choices: [
      { value: 'one', name: 'One' },
      { value: 'two', name: 'Two' },
      { value: 'other', name: 'Another' },
    ],
    other: 'other',
  };
  const initialOf = (change: Partial<PromptParts>, offered = suggestions) =>
    choiceOf(parts(text, change), offered).initial;
  const saved = (current: string): Partial<PromptParts> => ({ offer: { current, fallback: undefined } });

  it.each<[string, Partial<PromptParts>, string | undefined]>([
    ['nothing', {}, undefined],
    ['the saved answer', saved('two'), 'two'],
    ['to type another answer if the saved one is not among them', saved('three'), 'other'],
    ['nothing if the saved answer is empty', saved(''), undefined],
    ['what was chosen before', { ...saved('two'), typed: 'one' }, 'one'],
    ['nothing in place of what was typed and refused', { ...saved('two'), typed: 'three' }, undefined],
  ])('offers %s', (_name, change, initial) => {
    const asked = choiceOf(parts(text, change), suggestions);
    expect(asked).toMatchObject({ kind: 'choice', key: 'owner.team', choices: suggestions.choices });
    expect(asked.initial).toBe(initial);
    expect('initial' in asked).toBe(initial !== undefined);
  });

  it('offers nothing in place of a saved answer if no other can be typed', () => {
    expect(initialOf(saved('three'), { choices: suggestions.choices })).toBeUndefined();
  });

  it('has the note of the suggestions in its question', () => {
    expect(choiceOf(parts(text), suggestions).message).toBe('Team');
    expect(choiceOf(parts(text), { ...suggestions, note: 'not certain' }).message).toBe('Team (not certain)');
  });

  it('refuses what the question refuses, but not the choice to type another answer', async () => {
    const problem = (raw: string) =>
      choiceOf(parts(text, { parse: async () => ({ refused: 'Not this.', source: null }) }), suggestions).problem?.(
        raw,
      );
    expect(await problem('one')).toBe('Not this.');
    expect(await problem('other')).toBeUndefined();
  });
});
