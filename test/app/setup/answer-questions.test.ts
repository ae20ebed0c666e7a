import { describe, expect, it } from 'vitest';
import { Questioner } from '../../../src/app/setup/answer-questions.ts';
import { type Answered, type AnswerSheet, emptySheet, type Given } from '../../../src/app/setup/answer-sheet.ts';
import { preflight } from '../../../src/app/setup/preflight.ts';
import type { AnswerKey, PromptContext, PromptLookup, Question } from '../../../src/domain/settings/question.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { Cancelled, UserError } from '../../../src/domain/user-error.ts';
import type { Prompter } from '../../../src/ports.ts';
import { steps } from '../../../src/setup/steps.ts';
import { authToken, readySettings } from '../../support/fixtures.ts';
import { back, enter, leave, scripted } from '../../support/scripted.ts';

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
  readonly lookup?: PromptLookup;
  readonly stores?: PromptContext['stores'];
}

async function answers(keys: readonly AnswerKey[], situation: Situation) {
  const { saved = {}, given = {}, defaults = {}, prompter = null, insist = [], lookup, stores } = situation;
  const context = { ...contextOf(saved), ...(lookup && { lookup }), ...(stores && { stores }) };
  const map = (values: Partial<Record<AnswerKey, Given>>) => new Map(Object.entries(values)) as Map<AnswerKey, Given>;
  const inputs = { given: map(given), defaults: map(defaults), prompter };
  const sheet: AnswerSheet = { ...emptySheet, askAgain: new Set(insist) };
  const asking = new Questioner(inputs, context).answer(keys.map(question), sheet);
  const told: Answered[] = [];
  for (;;) {
    const next = await asking.next();
    if (next.done === true) return { ...next.value.sheet, wentBack: next.value.wentBack, told };
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

describe('an answer that no person gives', () => {
  const by = 'contacts.acknowledgedBy';
  const saidYes = { 'contacts.acknowledged': { raw: 'yes', source: '--acknowledge-contacts' } } as const;
  const named = { 'method.confirmedBy': { raw: 'Grace', source: '--confirmed-by' } } as const;
  const own = { [by]: { raw: 'Alan', source: '--acknowledged-by' } } as const;
  const sandbox = { [by]: { raw: 'Sandy', source: 'sandbox' } } as const;
  const { contacts: _, ...confirmed } = readySettings;

  it.each<[string, Situation, string | undefined, string | undefined]>([
    ['its own input', { given: { ...saidYes, ...own, ...named }, defaults: sandbox }, 'Alan', '--acknowledged-by'],
    ['the default of the sandbox', { given: { ...saidYes, ...named }, defaults: sandbox }, 'Sandy', 'sandbox'],
    ['the input of the question that is the same', { given: { ...saidYes, ...named } }, 'Grace', '--confirmed-by'],
    ['the proposal', { given: saidYes, saved: confirmed }, 'Ada', 'proposed'],
    ['nothing', { given: saidYes }, undefined, undefined],
  ])('is %s', async (_name, situation, value, source) => {
    const { told } = await answers(['contacts.acknowledged', by], situation);
    expect(told.find(({ key }) => key === by)).toEqual(
      value === undefined ? undefined : { key: by, message: question(by).message, value, shown: value, source },
    );
  });

  it.each<[AnswerKey, string | Secret, unknown, string]>([
    ['owner.team', ' Messaging ', 'Messaging', 'Messaging'],
    ['contacts.minimum', '90 %', 90, '90'],
    ['contacts.acknowledged', 'y', true, 'yes'],
    ['contacts.acknowledged', 'no', false, 'no'],
    ['credentials.store', ' KEYCHAIN', 'keychain', 'keychain'],
    ['credentials.region', 'IE1', 'ie1', 'ie1'],
  ])('is told as it was understood: %s, %j', async (key, raw, value, shown) => {
    expect((await answers([key], { given: { [key]: { raw, source: 'x' } } })).told).toMatchObject([
      { key, value, shown, source: 'x' },
    ]);
  });

  it('is told to be none when an optional question has no answer', async () => {
    const { told, answers: found } = await answers(['credentials.region'], {});
    expect([told, found]).toMatchObject([[{ key: 'credentials.region', shown: 'none', source: null }], {}]);
    expect(told[0]).not.toHaveProperty('value');
  });
});

describe('a question that is left out', () => {
  it('keeps its saved answer, and is asked when the step insists', async () => {
    const only = new Set<AnswerKey>(['owner.contact']);
    const saved: Settings = { ...(readySettings.owner && { owner: readySettings.owner }) };
    const asked = async (insist: readonly AnswerKey[]) => {
      const prompter = scripted({ 'owner.team': 'Others', 'owner.contact': '#others' });
      const inputs = { given: new Map(), defaults: new Map(), prompter };
      const sheet: AnswerSheet = { ...emptySheet, askAgain: new Set(insist) };
      const asking = new Questioner(inputs, contextOf(saved), { only }).answer(
        (['owner.team', 'owner.contact'] as const).map(question),
        sheet,
      );
      for (;;) {
        const next = await asking.next();
        if (next.done === true) return [prompter.asked.map(({ key }) => key), next.value.sheet.answers];
      }
    };
    expect(await asked([])).toEqual([
      ['owner.contact'],
      { 'owner.team': 'Customer Messaging', 'owner.contact': '#others' },
    ]);
    expect((await asked(['owner.team']))[0]).toEqual(['owner.team', 'owner.contact']);
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

  it('that is saved is kept without a prompt, and told by its store', async () => {
    const { told, answers: found } = await answers(keys, { saved });
    expect(told.at(-1)).toMatchObject({ key: token, source: 'saved', shown: expect.stringContaining('memory') });
    expect(found).not.toHaveProperty(token);
  });

  it('is told by dots, wherever it comes from', async () => {
    const account = { 'credentials.accountSid': { raw: readySettings.credentials?.accountSid ?? '', source: 'x' } };
    const given = { ...account, [token]: { raw: new Secret(authToken), source: '--auth-token-stdin' } };
    for (const situation of [{ given }, { given: account, prompter: scripted({ [token]: authToken, ...kept }) }]) {
      const { told } = await answers(keys, situation);
      expect(told.at(-1)).toMatchObject({ key: token, shown: '••••••••', value: expect.any(Secret) });
    }
  });

  it('of the sandbox is taken by Enter, and only if none is saved', async () => {
    const defaults = {
      'credentials.accountSid': { raw: `AC${'0'.repeat(32)}`, source: 'sandbox' },
      [token]: { raw: new Secret('0'.repeat(32)), source: 'sandbox' },
    };
    const script = () => scripted({ ...kept, [token]: '' });
    const fresh = await answers(keys, { defaults, prompter: script() });
    expect((fresh.answers[token] as Secret).reveal()).toBe('0'.repeat(32));
    const known = await answers(keys, { saved, defaults, prompter: script() });
    expect(known.answers).not.toHaveProperty(token);
  });

  it('is required when nothing gives it', async () => {
    const prompter = scripted({
      'credentials.accountSid': `AC${'0'.repeat(32)}`,
      'credentials.method': enter,
      [token]: ['', authToken],
    });
    await answers(keys, { prompter });
    expect(prompter.refused.map(({ raw }) => raw)).toEqual(['']);
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
        if (next.done === true) return next.value.sheet.answers;
      }
    };
    expect((await walk('TWILIO_AUTH_TOKEN'))[token]).toBeInstanceOf(Secret);
    expect(await walk('--auth-token-stdin')).not.toHaveProperty(token);
  });
});

describe('going back', () => {
  const keys = ['owner.team', 'owner.contact', country] as const;

  it('asks the question before again, and offers what was typed there', async () => {
    const prompter = scripted({
      'owner.team': ['Mesaging', 'Messaging'],
      'owner.contact': [back, '#sms'],
      [country]: 'US',
    });
    expect((await answers(keys, { prompter })).answers).toEqual({
      'owner.team': 'Messaging',
      'owner.contact': '#sms',
      [country]: 'US',
    });
    expect(prompter.asked.filter(({ key }) => key === 'owner.team').map(({ initial }) => initial)).toEqual([
      undefined,
      'Mesaging',
    ]);
  });

  it('passes over questions that no person was asked', async () => {
    const given = { 'owner.contact': { raw: '#sms', source: '--owner-contact' } };
    const prompter = scripted({ 'owner.team': ['Mesaging', 'Messaging'], [country]: [back, 'US'] });
    expect((await answers(keys, { prompter, given })).answers).toMatchObject({ 'owner.team': 'Messaging' });
  });

  it('asks an optional question again that was left empty, and only that one', async () => {
    const prompter = scripted({
      'owner.team': 'Messaging',
      [country]: ['none', 'US'],
      'contacts.minimum': [back, '90'],
    });
    const { answers: found } = await answers(['owner.team', country, 'contacts.minimum'], { prompter });
    expect(found).toEqual({ 'owner.team': 'Messaging', [country]: 'US', 'contacts.minimum': 90 });
  });

  it('is not offered at the first question, unless there is a step before', async () => {
    const prompter = scripted({ 'owner.team': 'Messaging', 'owner.contact': '#sms', [country]: 'US' });
    await answers(keys, { prompter });
    expect(prompter.asked.map(({ back }) => back)).toEqual([false, true, true]);
  });
});

describe('suggestions', () => {
  const senders = async () => ({
    complete: true,
    senders: [
      { sender: '+12025550142', name: 'Main', smsCapable: true, services: [{ sid: serviceSid, name: 'Notices' }] },
      { sender: '+12025550143', name: null, smsCapable: false, services: [] },
    ],
  });
  const serviceSid = `MG${'1'.repeat(32)}`;
  const lookup = { senders, columns: async () => undefined };
  const keys = ['number.sender', 'number.messagingService'] as const;

  it('are the senders of the account and the Messaging Services of the chosen one', async () => {
    const prompter = scripted({ 'number.sender': '+12025550142', 'number.messagingService': serviceSid });
    expect((await answers(keys, { prompter, lookup })).answers).toEqual({
      'number.sender': '+12025550142',
      'number.messagingService': serviceSid,
    });
    const choices = prompter.asked.map(({ choices = [] }) => choices.map(({ value, disabled }) => [value, disabled]));
    expect(choices).toEqual([
      [
        ['+12025550142', undefined],
        ['+12025550143', expect.any(String)],
        [expect.any(String), undefined],
      ],
      [
        ['none', undefined],
        [serviceSid, undefined],
      ],
    ]);
  });

  it('leave room for another answer, and for the way back to them', async () => {
    const other = 'type-another';
    const prompter = scripted({ 'number.sender': [other, back, other, '+14155552671'] });
    expect((await answers(keys, { prompter, lookup })).answers).toEqual({ 'number.sender': '+14155552671' });
    expect(prompter.asked.map(({ kind }) => kind)).toEqual(['choice', 'text', 'choice', 'text']);
  });

  it('end with the person who leaves while typing another answer', async () => {
    for (const answered of [['type-another', leave], [leave]]) {
      const prompter = scripted({ 'number.sender': answered });
      await expect(answers(keys, { prompter, lookup })).rejects.toBeInstanceOf(Cancelled);
    }
  });

  it('are not made without a prompt, or if nothing can be looked up', async () => {
    const given = { 'number.sender': { raw: '+12025550142', source: '--number' } };
    expect((await answers(keys, { given, lookup })).answers).toEqual({ 'number.sender': '+12025550142' });
    const prompter = scripted({ 'number.sender': '+12025550142' });
    await answers(keys, { prompter, lookup: { ...lookup, senders: async () => undefined } });
    expect(prompter.asked.map(({ kind }) => kind)).toEqual(['text']);
  });
});

describe('a contact list', () => {
  const source = 'contacts.source';
  const column = 'contacts.column';
  const list = { name: 'list.csv', all: ['id', 'mobile', 'land'], possible: [], country: 'land', consent: null };
  const lookupOf = (phones: readonly string[]) => ({
    senders: async () => undefined,
    columns: async (path: string) => {
      if (path === 'nope.csv') throw new UserError({ code: 'contacts.unreadable', message: 'File not found.' });
      return { ...list, phones };
    },
  });

  it('is looked at when it is typed, and its recognized columns are confirmed by Enter', async () => {
    const prompter = scripted({ [source]: ['nope.csv', "'list.csv'"], [column]: enter });
    const found = await answers([source, column], { prompter, lookup: lookupOf(['mobile']) });
    expect(found.answers).toEqual({ [source]: 'list.csv' });
    expect(prompter.refused.map(({ raw }) => raw)).toEqual(['nope.csv']);
    expect(prompter.asked.at(-1)?.choices?.map(({ value }) => value)).toEqual(['none', 'id', 'land']);
    expect(prompter.asked.at(-1)?.choices?.[0]?.name).toMatch(/mobile.*land/);
  });

  it('without a certain phone column asks for one of its columns', async () => {
    const prompter = scripted({ [source]: 'list.csv', [column]: 'mobile' });
    const found = await answers([source, column], { prompter, lookup: lookupOf([]) });
    expect(found.answers).toEqual({ [source]: 'list.csv', [column]: 'mobile' });
    expect(prompter.asked.at(-1)?.choices?.map(({ value }) => value)).toEqual(['id', 'mobile', 'land']);
  });
});

describe('a store that is not usable', () => {
  it('is shown with the reason and cannot be chosen in a prompt', async () => {
    const key = 'credentials.store';
    const stores = [
      { kind: 'keychain', ready: false, problem: 'no-bus', sentence: '' },
      { kind: 'file', ready: true, problem: null, sentence: '' },
    ] as const;
    const prompter = scripted({ [key]: ['keychain', 'file'] });
    expect((await answers([key], { prompter, stores })).answers).toEqual({ [key]: 'file' });
    expect(prompter.asked[0]?.choices?.map(({ disabled }) => disabled)).toEqual([expect.any(String), undefined]);
  });
});

describe('the look ahead', () => {
  const lookAt = (
    these: Parameters<typeof preflight>[0],
    values: Partial<Record<AnswerKey, string>>,
    prompter: Prompter | null = null,
  ) => {
    const given = Object.entries(values).map(([key, raw]) => [key as AnswerKey, { raw, source: key }] as const);
    const inputs = { given: new Map(given), defaults: new Map(), prompter };
    return preflight(these, inputs, contextOf({})).then(
      () => undefined,
      ({ code, exit, message, hints }: UserError) => ({ code, exit, message, hints }),
    );
  };

  it('names invalid inputs with a prompt, and missing ones as well without it', async () => {
    expect(await lookAt(steps, {}, scripted({}))).toBeUndefined();
    const wrong = { 'contacts.minimum': '101', [country]: 'Atlantis' };
    expect(await lookAt(steps, wrong, scripted({}))).toMatchObject({ code: 'input.invalid', exit: 2 });
    expect((await lookAt(steps, wrong, scripted({})))?.hints.map((hint) => hint.split(':')[0])).toEqual([
      ...[country, 'contacts.minimum'],
    ]);
    const missing = await lookAt(steps, {});
    expect(missing).toMatchObject({ code: 'input.missing', exit: 2 });
    const both = await lookAt(steps, wrong);
    expect(both?.code).toBe('input.missing');
    expect(both?.hints).toHaveLength((missing?.hints.length ?? 0) + 2);
  });

  const some = (...keys: readonly AnswerKey[]) => [{ questions: keys.map(question) }];

  it('counts what is invalid and what is missing', async () => {
    const owner = some('owner.team', 'owner.contact');
    expect((await lookAt(owner, {}))?.message).toMatch(/^2 required inputs are missing/);
    expect((await lookAt(owner, { 'owner.team': 'A' }))?.message).toMatch(/^1 required input is missing/);
    expect(await lookAt(owner, { 'owner.team': 'A', 'owner.contact': '#a' })).toBeUndefined();
    const wrong = await lookAt(owner, { 'owner.team': ' ', 'owner.contact': '#a' });
    expect([wrong?.code, wrong?.message]).toEqual(['input.invalid', '1 invalid input.']);
    expect((await lookAt(owner, { 'owner.team': ' ' }))?.message).toMatch(
      /^1 invalid input\. 1 required input is missing/,
    );
  });

  it.each<[string, Partial<Record<AnswerKey, string>>, AnswerKey, RegExp]>([
    ['a text', {}, 'owner.team', /: --owner-team VALUE, SMSCTL_\w+ or owner\.team in --answers FILE$/],
    [
      'a confirmation',
      {},
      'contacts.acknowledged',
      /[a-z]: --acknowledge-contacts or contacts\.acknowledged in --answers FILE$/,
    ],
    [
      'a secret',
      { 'credentials.method': 'auth-token' },
      'credentials.authToken',
      /: --auth-token-stdin, --auth-token-file FILE or TWILIO_AUTH_TOKEN$/,
    ],
    [
      'a secret in the environment',
      { 'credentials.method': 'auth-token', 'credentials.store': 'env' },
      'credentials.authToken',
      /: TWILIO_AUTH_TOKEN \(/,
    ],
    [
      'a file that a variable names',
      { 'credentials.store': 'file' },
      'credentials.passphraseFile',
      /: SMSCTL_PASSPHRASE_FILE$/,
    ],
  ])('says how to give %s', async (_name, values, key, words) => {
    const these = some(...(Object.keys(values) as AnswerKey[]), key);
    const stores = ['keychain', 'file', 'env'].map((kind) => ({ kind, ready: true, problem: null, sentence: '' }));
    const given = Object.entries(values).map(([name, raw]) => [name as AnswerKey, { raw, source: name }] as const);
    const context = { ...contextOf({}), stores } as PromptContext;
    const failure = await preflight(
      these,
      { given: new Map(given), defaults: new Map(), prompter: null },
      context,
    ).catch((error: UserError) => error);
    expect((failure as UserError).hints).toEqual([expect.stringMatching(words)]);
  });
});
