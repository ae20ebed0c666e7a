import { describe, expect, it } from 'vitest';
import {
  type Answered,
  type AnswerSheet,
  emptySheet,
  type Given,
  Questioner,
} from '../../../src/app/setup/answer-questions.ts';
import { preflight } from '../../../src/app/setup/preflight.ts';
import type { AnswerKey, PromptContext, Question } from '../../../src/domain/settings/question.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { Prompter } from '../../../src/ports.ts';
import { steps } from '../../../src/setup/steps.ts';
import { authToken, readySettings } from '../../support/fixtures.ts';
import { enter, scripted } from '../../support/scripted.ts';

const question = (key: AnswerKey): Question => {
  const found = steps.flatMap(({ questions }): readonly Question[] => questions).find((each) => each.key === key);
  if (found === undefined) throw new Error(`There is no question ${key}.`);
  return found;
};

const contextOf = (saved: Settings, given: readonly AnswerKey[] = []): PromptContext => ({
  saved,
  given: new Set(given),
  stores: [{ kind: 'keychain', ready: true, problem: null, sentence: '' }],
  operator: 'ada',
  ci: false,
});

interface Situation {
  readonly saved?: Settings;
  readonly given?: Partial<Record<AnswerKey, Given>>;
  readonly defaults?: Partial<Record<AnswerKey, Given>>;
  readonly prompter?: Prompter | null;
  readonly insist?: readonly AnswerKey[];
}

async function answers(keys: readonly AnswerKey[], situation: Situation) {
  const { saved = {}, given = {}, defaults = {}, prompter = null, insist = [] } = situation;
  const map = (values: Partial<Record<AnswerKey, Given>>) => new Map(Object.entries(values)) as Map<AnswerKey, Given>;
  const inputs = { given: map(given), defaults: map(defaults), prompter };
  const sheet: AnswerSheet = { ...emptySheet, askAgain: new Set(insist) };
  const asking = new Questioner(inputs, contextOf(saved)).answer(keys.map(question), sheet);
  const told: Answered[] = [];
  for (;;) {
    const next = await asking.next();
    if (next.done === true) return { ...next.value, told };
    told.push(next.value);
  }
}

const country = 'contacts.country';
const usNumber: Settings = readySettings.number === undefined ? {} : { number: readySettings.number };

describe('a question with a proposal', () => {
  it('takes the proposal when it is answered by Enter', async () => {
    const prompter = scripted({ [country]: enter });
    expect((await answers([country], { saved: usNumber, prompter })).answers).toEqual({ [country]: 'US' });
    expect(prompter.asked[0]?.initial).toBe('US');
  });

  it.each(['none', ' None ', 'NONE', ''])('takes the proposal away when it is answered by "%s"', async (raw) => {
    const prompter = scripted({ [country]: raw });
    const { answers: given, told } = await answers([country], { saved: usNumber, prompter });
    expect(given).toEqual({});
    expect(told).toMatchObject([{ key: country, shown: 'none' }]);
    const byFlag = { [country]: { raw, source: '--contacts-country' } };
    expect((await answers([country], { saved: usNumber, given: byFlag })).answers).toEqual({});
  });

  it('takes and reports the proposal without a prompt', async () => {
    const { answers: given, told } = await answers([country], { saved: usNumber });
    expect(given).toEqual({ [country]: 'US' });
    expect(told[0]?.source).toBe('proposed');
  });

  it('prefers what is saved to the proposal, and what is given to both', async () => {
    const { contacts } = readySettings;
    const saved: Settings = { ...usNumber, ...(contacts && { contacts: { ...contacts, country: 'CA' } }) };
    expect((await answers([country], { saved })).told[0]).toMatchObject({ value: 'CA', source: 'saved' });
    const given = { [country]: { raw: 'gb', source: '--contacts-country' } };
    expect((await answers([country], { saved, given })).told[0]).toMatchObject({
      value: 'GB',
      source: '--contacts-country',
    });
  });

  it('takes a default of the sandbox before the proposal', async () => {
    const defaults = { [country]: { raw: 'GB', source: 'sandbox' } };
    expect((await answers([country], { saved: usNumber, defaults })).told[0]).toMatchObject({ source: 'sandbox' });
  });
});

describe('a column', () => {
  const column = 'contacts.countryColumn';

  it('is the word none when that is answered, which is another answer than nothing', async () => {
    const given = (raw: string) => ({ given: { [column]: { raw, source: '--country-column' } } });
    expect((await answers([column], given('none'))).answers).toEqual({ [column]: 'none' });
    expect((await answers([column], given(' '))).answers).toEqual({});
  });

  it('is asked for only when the step insists', async () => {
    expect((await answers([column], { prompter: scripted({}) })).answers).toEqual({});
    const prompter = scripted({ [column]: 'land' });
    expect((await answers([column], { prompter, insist: [column] })).answers).toEqual({ [column]: 'land' });
  });
});

describe('an answer that the question refuses', () => {
  it('is asked for again at a terminal', async () => {
    const prompter = scripted({ 'contacts.minimum': ['101', 'many', '90'], [country]: ['Atlantis', 'US'] });
    expect((await answers(['contacts.minimum', country], { prompter })).answers).toEqual({
      'contacts.minimum': 90,
      [country]: 'US',
    });
    expect(prompter.refused.map(({ raw }) => raw)).toEqual(['101', 'many', 'Atlantis']);
  });

  it('is asked for anew when it was given by a flag and the step insists', async () => {
    const given = { [country]: { raw: 'US', source: '--contacts-country' } };
    const prompter = scripted({ [country]: 'GB' });
    expect((await answers([country], { given, prompter, insist: [country] })).answers).toEqual({ [country]: 'GB' });
    expect((await answers([country], { given, prompter: scripted({}) })).answers).toEqual({ [country]: 'US' });
  });

  it('ends the run without a prompt', async () => {
    const given = { 'contacts.minimum': { raw: '101', source: '--contacts-minimum' } } as const;
    await expect(answers(['contacts.minimum'], { given })).rejects.toMatchObject({ code: 'input.invalid', exit: 2 });
  });

  it('is a store that cannot be chosen here, of which those that can are named', async () => {
    const given = { 'credentials.store': { raw: 'memory', source: '--store' } } as const;
    const failure = await answers(['credentials.store'], { given }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).message).toContain('keychain');
  });
});

describe('a secret', () => {
  const token = 'credentials.authToken';
  const keys = ['credentials.accountSid', 'credentials.method', token] as const;
  const saved: Settings = { ...(readySettings.credentials && { credentials: readySettings.credentials }) };
  const kept = { 'credentials.accountSid': enter, 'credentials.method': enter };

  it('that is saved is kept by Enter, and never shown', async () => {
    const { told } = await answers(keys, { saved, prompter: scripted({ ...kept, [token]: '' }) });
    expect(told.at(-1)?.key).toBe(token);
    expect(told.at(-1)).not.toHaveProperty('value');
    const typed = await answers(keys, { saved, prompter: scripted({ ...kept, [token]: authToken }) });
    expect(typed.answers[token]).toBeInstanceOf(Secret);
    expect(JSON.stringify(typed.told)).not.toContain(authToken);
    expect([...typed.typed.keys()]).not.toContain(token);
  });

  it('comes from its variable alone when the store is the environment', async () => {
    const inEnvironment: Settings = {
      ...(readySettings.credentials && { credentials: { ...readySettings.credentials, store: 'env' as const } }),
    };
    const all = ['credentials.accountSid', 'credentials.method', 'credentials.store', token] as const;
    const given = (source: string) => ({
      'credentials.store': { raw: 'env', source: '--store' },
      [token]: { raw: new Secret(authToken), source },
    });
    const stores = contextOf(inEnvironment).stores;
    const env = {
      ...contextOf(inEnvironment),
      stores: [...stores, { ...stores[0], kind: 'env' }],
    } as PromptContext;
    const walk = async (source: string) => {
      const inputs = {
        given: new Map(Object.entries(given(source))) as Map<AnswerKey, Given>,
        defaults: new Map(),
        prompter: null,
      };
      const asking = new Questioner(inputs, env).answer(all.map(question), emptySheet);
      for (;;) {
        const next = await asking.next();
        if (next.done === true) return next.value.answers;
      }
    };
    expect((await walk('TWILIO_AUTH_TOKEN'))[token]).toBeInstanceOf(Secret);
    expect(await walk('--auth-token-stdin')).not.toHaveProperty(token);
  });
});

describe('the look ahead', () => {
  const look = (values: Partial<Record<AnswerKey, string>>, prompter: Prompter | null) => {
    const given = Object.entries(values).map(([key, raw]) => [key as AnswerKey, { raw, source: key }] as const);
    const inputs = { given: new Map(given), defaults: new Map(), prompter };
    return preflight(steps, inputs, contextOf({})).then(
      () => undefined,
      (error: UserError) => ({ code: error.code, exit: error.exit, hints: error.hints.length }),
    );
  };

  it('names invalid inputs with a prompt, and missing ones as well without it', async () => {
    expect(await look({}, scripted({}))).toBeUndefined();
    const wrong = { 'contacts.minimum': '101', [country]: 'Atlantis' };
    expect(await look(wrong, scripted({}))).toEqual({ code: 'input.invalid', exit: 2, hints: 2 });
    const missing = await look({}, null);
    expect(missing).toMatchObject({ code: 'input.missing', exit: 2 });
    expect(await look(wrong, null)).toMatchObject({ code: 'input.missing', hints: (missing?.hints ?? 0) + 2 });
  });
});
