import { describe, expect, it } from 'vitest';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../src/domain/settings/credential.ts';
import type { AnswerKey, GivenAnswers, PromptContext, Question } from '../../src/domain/settings/question.ts';
import type { ContactsSettings, CredentialSettings, Settings } from '../../src/domain/settings/settings.ts';
import type { ListColumns } from '../../src/domain/settings/suggested-answers.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { UserError } from '../../src/domain/user-error.ts';
import type { SettleContext, StepId } from '../../src/setup/step/step.ts';
import { steps } from '../../src/setup/steps.ts';
import {
  accountSid,
  apiKeySecret,
  apiKeySid,
  authToken,
  clock,
  keyCredential,
  now,
  otherAccountSid,
  readySettings,
  tokenCredential,
} from '../support/fixtures.ts';
import { fullSettings } from '../support/full-settings.ts';

const questions: readonly Question[] = steps.flatMap((step): readonly Question[] => step.questions);

function question(key: AnswerKey): Question {
  const found = questions.find((each) => each.key === key);
  if (found === undefined) throw new Error(`There is no question ${key}.`);
  return found;
}

const step = (id: StepId) => steps.find((each) => each.id === id) as (typeof steps)[number];
const keysWhere = (holds: (each: Question) => boolean) => questions.filter(holds).map(({ key }) => key);

const contacts = readySettings.contacts as ContactsSettings;
const credentials = readySettings.credentials as CredentialSettings;
const without = (section: keyof Settings): Settings => {
  const { [section]: _, ...settings } = readySettings;
  return settings;
};
const serviceSid = `MG${'f'.repeat(32)}`;

describe('the current answer', () => {
  const ofKey = {
    'credentials.accountSid': fullSettings.credentials.accountSid,
    'credentials.method': 'api-key',
    'credentials.apiKeySid': fullSettings.credentials.apiKeySid,
  } as const;

  it('of every question is the saved one', () => {
    const current = questions.map((each) => [each.key, each.current(fullSettings, ofKey)]);
    expect(Object.fromEntries(current)).toEqual({
      'owner.team': 'Growth',
      'owner.contact': '#growth',
      'number.sender': '+12025550123',
      'number.country': 'US',
      'number.messagingService': fullSettings.number.messagingService,
      ...ofKey,
      'credentials.region': 'ie1',
      'credentials.store': 'keychain',
      'credentials.secretCommand': 'op read op://team/twilio/token',
      'credentials.passphraseFile': undefined,
      'credentials.authToken': 'the saved one (the OS keychain)',
      'credentials.apiKeySecret': 'the saved one (the OS keychain)',
      'method.confirmed': 'api-key',
      'method.confirmedBy': 'Ada',
      'contacts.source': '/data/contacts.csv',
      'contacts.column': 'phone',
      'contacts.country': 'DE',
      'contacts.countryColumn': 'country',
      'contacts.consentColumn': 'none',
      'contacts.numbers': 'national',
      'contacts.sheet': 'Customers',
      'contacts.minimum': '95',
      'contacts.acknowledged': 'yes',
      'contacts.shortForm': 'yes',
      'contacts.acknowledgedBy': undefined,
    });
  });

  it.each(questions)('of $key is none when nothing is saved, and is valid when it is saved', async (each) => {
    expect(each.current({}, {})).toBeUndefined();
    const saved = each.current(fullSettings, ofKey);
    if (saved === undefined || each.kind === 'secret') return;
    expect(await each.parse(saved, fullSettings)).toMatchObject({ ok: true });
  });

  it.each<[string, GivenAnswers]>([
    ['another account', { ...ofKey, 'credentials.accountSid': otherAccountSid }],
    ['another key', { ...ofKey, 'credentials.apiKeySid': apiKeySid }],
    ['another method', { ...ofKey, 'credentials.method': 'auth-token' }],
  ])('of a secret is none when the answers name %s', (_, answers) => {
    expect(question('credentials.apiKeySecret').current(fullSettings, answers)).toBeUndefined();
    expect(question('credentials.authToken').current(fullSettings, answers)).toBeUndefined();
  });

  it('of the confirmation is none when it was given for another account', () => {
    const moved = { ...fullSettings, credentials: { ...fullSettings.credentials, accountSid } };
    expect(question('method.confirmed').current(moved, {})).toBeUndefined();
    expect(question('method.confirmedBy').current(moved, {})).toBeUndefined();
  });

  it('of an acknowledgement is none when it is missing or was given for another sender', () => {
    const { acknowledged: _, ...bare } = contacts;
    expect(question('contacts.acknowledged').current({ ...readySettings, contacts: bare }, {})).toBeUndefined();
    const other: Settings = { ...readySettings, number: { sender: '12345', kind: 'short-code', country: 'US' } };
    expect(question('contacts.shortForm').current(other, {})).toBeUndefined();
    const { sender: _sender, method: _method, ...unbound } = contacts.shortForm ?? { by: '', at: '' };
    const older: Settings = { ...readySettings, contacts: { ...contacts, shortForm: unbound } };
    expect(question('contacts.shortForm').current(older, {})).toBe('yes');
  });
});

describe('an answer', () => {
  it.each<readonly [key: AnswerKey, raw: string, value: unknown]>([
    ['owner.team', ' Customer Messaging ', 'Customer Messaging'],
    ['owner.contact', ' #1 ', '#1'],
    ['number.sender', '+1 (202) 555-0123', '+12025550123'],
    ['number.sender', ' (202) 555-0123 ', '(202) 555-0123'],
    ['number.sender', ' 12345 ', '12345'],
    ['number.sender', 'ACME', 'ACME'],
    ['number.country', 'us', 'US'],
    ['number.messagingService', ' None ', 'none'],
    ['number.messagingService', serviceSid, serviceSid],
    ['credentials.accountSid', ` ${accountSid} `, accountSid],
    ['credentials.method', ' API-Key ', 'api-key'],
    ['credentials.apiKeySid', apiKeySid, apiKeySid],
    ['credentials.region', ' IE1 ', 'ie1'],
    ...(['keychain', 'file', 'env', 'command', 'memory'] as const).map(
      (store) => ['credentials.store', ` ${store.toUpperCase()} `, store] as const,
    ),
    ['credentials.secretCommand', " op read 'op://my team/token' ", ['op', 'read', 'op://my team/token']],
    ['credentials.secretCommand', '["op", "read", "a b"]', ['op', 'read', 'a b']],
    ['credentials.passphraseFile', ' pass.txt', ' pass.txt'],
    ['method.confirmed', ' Auth-Token ', 'auth-token'],
    ['method.confirmed', 'API-KEY', 'api-key'],
    ['method.confirmed', 'unsure', 'unsure'],
    ['method.confirmedBy', ' Ada ', 'Ada'],
    ['contacts.source', " '/lists/my list.csv' ", '/lists/my list.csv'],
    ['contacts.source', 'lists/postgres://a', 'lists/postgres://a'],
    ['contacts.country', 'gb', 'GB'],
    ['contacts.column', ' Mobile phone ', 'Mobile phone'],
    ['contacts.countryColumn', ' land ', 'land'],
    ['contacts.consentColumn', ' sms=yes ', 'sms=yes'],
    ['contacts.numbers', ' National ', 'national'],
    ['contacts.sheet', ' People ', 'People'],
    ['contacts.minimum', '90 %', 90],
    ...(['contacts.acknowledged', 'contacts.shortForm'] as const).flatMap((key) => [
      ...['yes', ' Y ', 'TRUE'].map((raw) => [key, raw, true] as const),
      ...['no', ' N ', 'FALSE'].map((raw) => [key, raw, false] as const),
    ]),
    ['contacts.acknowledgedBy', 'Ada', 'Ada'],
  ])('to %s is read: "%s"', async (key, raw, value) => {
    expect(await question(key).parse(raw)).toEqual({ ok: true, value });
  });

  it.each<[key: AnswerKey, raw: string]>([
    ['owner.team', '123'],
    ['owner.contact', ' '],
    ['owner.contact', '##'],
    ['number.sender', '+1500'],
    ['number.sender', ''],
    ['number.country', 'Atlantis'],
    ['number.messagingService', 'Notices'],
    ['credentials.accountSid', apiKeySid],
    ['credentials.method', 'token'],
    ['credentials.apiKeySid', accountSid],
    ['credentials.region', 'us2'],
    ['credentials.store', 'disk'],
    ['credentials.passphraseFile', ' '],
    ['credentials.authToken', apiKeySecret],
    ['credentials.apiKeySecret', authToken],
    ['method.confirmed', 'both'],
    ['method.confirmedBy', '?'],
    ['contacts.source', ' '],
    ['contacts.source', "''"],
    ['contacts.source', '-'],
    ['contacts.source', 'postgres://db.example/crm'],
    ['contacts.source', 'mysql://db.example/crm'],
    ['contacts.source', 'https://example.com/contacts.csv'],
    ['contacts.source', 'sqlite:crm.db'],
    ['contacts.source', 'PostgreSQL://db.example/crm'],
    ['contacts.country', 'Atlantis'],
    ['contacts.column', ' '],
    ['contacts.countryColumn', ''],
    ['contacts.consentColumn', ' '],
    ['contacts.numbers', 'local'],
    ['contacts.sheet', ' '],
    ['contacts.minimum', '101'],
    ['contacts.acknowledged', 'maybe'],
    ['contacts.shortForm', ''],
    ['contacts.acknowledgedBy', '1'],
  ])('to %s is refused with a sentence: "%s"', async (key, raw) => {
    expect(await question(key).parse(raw)).toEqual({ ok: false, problem: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  it.each([
    ['-', null, '-', true],
    ['-', null, ' - ', false],
    ['-', 100, '-', false],
    ['postgresql://db.example/crm', null, 'postgresql://db.example/crm', true],
    ['postgresql://db.example/crm', null, '-', false],
  ])('that names the saved list "%s" of %s bytes again: "%s" is valid: %s', async (source, bytes, raw, ok) => {
    const saved: Settings = { contacts: { ...contacts, source, result: { ...contacts.result, bytes } } };
    expect(await question('contacts.source').parse(raw, saved)).toMatchObject({ ok, ...(ok && { value: source }) });
  });

  it('to a secret is kept as a secret', async () => {
    const token = await question('credentials.authToken').parse(authToken);
    expect(token).toMatchObject({ ok: true, value: expect.any(Secret) });
    expect(await question('credentials.apiKeySecret').parse(apiKeySecret)).toMatchObject({
      ok: true,
      value: expect.any(Secret),
    });
  });
});

describe('a question', () => {
  it('may be left empty, only if a command works without its answer', () => {
    expect(keysWhere(({ optional }) => optional === true)).toEqual([
      'number.messagingService',
      'credentials.region',
      'contacts.column',
      'contacts.country',
      'contacts.countryColumn',
      'contacts.consentColumn',
      'contacts.numbers',
      'contacts.sheet',
    ]);
  });

  it('distinguishes the word none from an empty answer, only if none is an answer', () => {
    expect(keysWhere(({ takesNone }) => takesNone === true)).toEqual([
      'number.messagingService',
      'contacts.countryColumn',
      'contacts.consentColumn',
    ]);
  });

  it('is put to a person who set up nothing yet, unless smsctl finds the answer', () => {
    expect(keysWhere(({ unprompted }) => unprompted !== true)).toEqual([
      ...['owner.team', 'owner.contact', 'number.sender', 'number.country'],
      ...['credentials.accountSid', 'credentials.method', 'credentials.apiKeySid', 'credentials.store'],
      ...['credentials.secretCommand', 'credentials.authToken', 'credentials.apiKeySecret'],
      ...['method.confirmed', 'method.confirmedBy'],
      ...['contacts.source', 'contacts.country', 'contacts.minimum'],
      ...['contacts.acknowledged', 'contacts.shortForm', 'contacts.acknowledgedBy'],
    ]);
  });

  it('is asked after the report, if the report is what it asks about', () => {
    expect(keysWhere(({ afterReport }) => afterReport === true)).toEqual([
      'contacts.acknowledged',
      'contacts.shortForm',
      'contacts.acknowledgedBy',
    ]);
  });

  const { acknowledged: _, ...unread } = contacts;
  const { shortForm: __, ...unlimited } = contacts;
  it.each<[key: AnswerKey, answers: GivenAnswers, saved: Settings, applies: boolean]>([
    ['number.country', {}, {}, false],
    ['number.country', { 'number.sender': '(202) 555-0123' }, {}, true],
    ['number.country', { 'number.sender': '+12025550123' }, {}, false],
    ['credentials.apiKeySid', { 'credentials.method': 'api-key' }, {}, true],
    ['credentials.apiKeySid', { 'credentials.method': 'auth-token' }, {}, false],
    ['credentials.apiKeySecret', { 'credentials.method': 'api-key' }, {}, true],
    ['credentials.apiKeySecret', { 'credentials.method': 'auth-token' }, {}, false],
    ['credentials.authToken', { 'credentials.method': 'auth-token' }, {}, true],
    ['credentials.authToken', { 'credentials.method': 'api-key' }, {}, false],
    ['credentials.authToken', { 'credentials.method': 'auth-token', 'credentials.store': 'command' }, {}, false],
    ['credentials.apiKeySecret', { 'credentials.method': 'api-key', 'credentials.store': 'command' }, {}, false],
    ['credentials.secretCommand', { 'credentials.store': 'command' }, {}, true],
    ['credentials.secretCommand', { 'credentials.store': 'keychain' }, {}, false],
    ['credentials.passphraseFile', { 'credentials.store': 'file' }, {}, true],
    ['credentials.passphraseFile', { 'credentials.store': 'keychain' }, {}, false],
    ['method.confirmedBy', { 'method.confirmed': 'api-key' }, {}, true],
    ['method.confirmedBy', { 'method.confirmed': 'auth-token' }, { credentials }, true],
    ['method.confirmedBy', { 'method.confirmed': 'api-key' }, { credentials }, false],
    ['method.confirmedBy', { 'method.confirmed': 'unsure' }, { credentials }, false],
    ['contacts.acknowledgedBy', { 'contacts.acknowledged': true }, { ...readySettings, contacts: unread }, true],
    ['contacts.acknowledgedBy', { 'contacts.acknowledged': false }, { ...readySettings, contacts: unread }, false],
    ['contacts.acknowledgedBy', { 'contacts.acknowledged': true }, without('contacts'), true],
    ['contacts.acknowledgedBy', { 'contacts.acknowledged': true, 'contacts.shortForm': true }, readySettings, false],
    ['contacts.acknowledgedBy', { 'contacts.shortForm': true }, { ...readySettings, contacts: unlimited }, true],
    ['contacts.acknowledgedBy', { 'contacts.shortForm': false }, { ...readySettings, contacts: unlimited }, false],
  ])('%s with %o applies to what is saved', async (key, answers, saved, applies) => {
    expect(await question(key).when?.(answers, saved)).toBe(applies);
  });

  it('applies always, if its answer depends on no other', () => {
    expect(keysWhere(({ when }) => when !== undefined)).toEqual([
      'number.country',
      ...['credentials.apiKeySid', 'credentials.secretCommand', 'credentials.passphraseFile'],
      ...['credentials.authToken', 'credentials.apiKeySecret'],
      'method.confirmedBy',
      'contacts.acknowledgedBy',
    ]);
  });

  it.each(['credentials.authToken', 'credentials.apiKeySecret'] as const)(
    'takes %s from its variable alone when the store is the environment',
    (key) => {
      const found = question(key);
      if (found.kind !== 'secret') throw new Error('It is a secret.');
      expect(found.variableOnly({ 'credentials.store': 'env' })).toBe(true);
      expect(found.variableOnly({ 'credentials.store': 'file' })).toBe(false);
      expect(found.variableOnly({})).toBe(false);
    },
  );
});

const ready = { ready: true, problem: null, sentence: 'Ready.' } as const;
const contextOf = (change: Partial<PromptContext> = {}): PromptContext => ({
  saved: {},
  given: new Set(),
  stores: [
    { kind: 'keychain', ready: false, problem: 'no-bus', sentence: 'No.' },
    { kind: 'file', ...ready },
    { kind: 'env', ...ready },
  ],
  operator: 'grace',
  ci: false,
  ...change,
});

describe('a proposal', () => {
  const given = (...keys: readonly AnswerKey[]) => ({ given: new Set(keys) });
  it.each<[key: AnswerKey, change: Partial<PromptContext>, proposal: string | undefined]>([
    ['credentials.method', {}, 'auth-token'],
    ['credentials.method', given('credentials.authToken'), 'auth-token'],
    ['credentials.method', given('credentials.apiKeySid'), 'api-key'],
    ['credentials.method', given('credentials.apiKeySecret'), 'api-key'],
    ['credentials.method', given('credentials.apiKeySid', 'credentials.authToken'), 'auth-token'],
    ['credentials.store', {}, 'file'],
    ['credentials.store', { ci: true }, 'env'],
    ['credentials.store', { stores: [] }, undefined],
    ['credentials.store', { ci: true, ...given('credentials.secretCommand') }, 'command'],
    ['method.confirmedBy', {}, 'grace'],
    ['contacts.country', { saved: readySettings }, 'US'],
    ['contacts.country', {}, undefined],
    ['contacts.minimum', {}, '95'],
    ['contacts.acknowledgedBy', { saved: readySettings }, 'Ada'],
    ['contacts.acknowledgedBy', given('method.confirmed'), 'grace'],
    ['contacts.acknowledgedBy', {}, undefined],
  ])('for %s: case %#', (key, change, proposal) => {
    expect(question(key).propose?.(contextOf(change), {})).toBe(proposal);
  });

  it('is made for these questions, and the person who confirms the method also acknowledges', () => {
    expect(keysWhere(({ propose }) => propose !== undefined)).toEqual([
      ...['credentials.method', 'credentials.store', 'method.confirmedBy'],
      ...['contacts.country', 'contacts.minimum', 'contacts.acknowledgedBy'],
    ]);
    expect(questions.flatMap(({ key, sameAs }) => (sameAs === undefined ? [] : [[key, sameAs]]))).toEqual([
      ['contacts.acknowledgedBy', 'method.confirmedBy'],
    ]);
  });
});

describe('the choices', () => {
  const choicesOf = (key: AnswerKey, change: Partial<PromptContext> = {}, answers: GivenAnswers = {}) => {
    const found = question(key);
    if (found.kind !== 'choice') throw new Error('It has choices.');
    return found.choices(contextOf(change), answers);
  };

  it('of a method are all that its parser accepts', async () => {
    expect(choicesOf('credentials.method').map(({ value }) => value)).toEqual(['auth-token', 'api-key']);
    expect(choicesOf('method.confirmed').map(({ value }) => value)).toEqual(['auth-token', 'api-key', 'unsure']);
    for (const { name } of choicesOf('method.confirmed')) expect(name).toMatch(/\w/);
  });

  it.each<[method: GivenAnswers['credentials.method'], given: AnswerKey | undefined, disabled: string | undefined]>([
    [undefined, undefined, undefined],
    ['auth-token', undefined, 'TWILIO_AUTH_TOKEN is not set'],
    ['auth-token', 'credentials.apiKeySecret', 'TWILIO_AUTH_TOKEN is not set'],
    ['auth-token', 'credentials.authToken', undefined],
    ['api-key', undefined, 'TWILIO_API_SECRET is not set'],
    ['api-key', 'credentials.authToken', 'TWILIO_API_SECRET is not set'],
    ['api-key', 'credentials.apiKeySecret', undefined],
  ])('of a store offer the environment when it holds the secret of the method: %s, %s', (method, key, disabled) => {
    const answers = method === undefined ? {} : { 'credentials.method': method };
    const change = { given: new Set(key === undefined ? [] : [key]) };
    const shown = choicesOf('credentials.store', change, answers);
    expect(shown.map(({ value }) => value)).toEqual(['keychain', 'file', 'env']);
    expect(shown.map((each) => each.disabled)).toEqual([expect.stringContaining('D-Bus'), undefined, disabled]);
    expect(shown.map(({ description }) => description)).toEqual(['No.', 'Ready.', 'Ready.']);
  });

  it('of a store say that it is not usable when no problem is known, whatever the environment holds', () => {
    const stores = (['file', 'env'] as const).map((kind) => ({ ...ready, kind, ready: false }));
    const shown = choicesOf('credentials.store', { stores }, { 'credentials.method': 'auth-token' });
    expect(shown.map(({ disabled }) => disabled)).toEqual(['not usable now', 'not usable now']);
  });
});

describe('suggestions', () => {
  type Senders = NonNullable<Awaited<ReturnType<NonNullable<PromptContext['lookup']>['senders']>>>;
  const nothing = { senders: async () => undefined, columns: async () => undefined };
  const suggest = (key: AnswerKey, lookup: Partial<NonNullable<PromptContext['lookup']>>, answers: GivenAnswers = {}) =>
    question(key).suggest?.({ ...nothing, ...lookup }, answers);

  const main = { sender: '+12025550142', name: 'Main', smsCapable: true };
  const bare = { sender: '12345', name: null, smsCapable: null, services: [] };
  const held = (complete = true): Senders => ({
    complete,
    senders: [
      { ...main, services: [{ sid: serviceSid, name: 'Notices' }] },
      bare,
      { ...bare, sender: '+12025550199', smsCapable: false },
    ],
  });

  it('for the number are the senders of the account with name and services, and another one', async () => {
    const shown = await suggest('number.sender', { senders: async () => held() });
    expect(shown?.choices).toEqual([
      { value: '+12025550142', name: '+12025550142, Main, Messaging Service Notices' },
      { value: '12345', name: '12345' },
      { value: '+12025550199', name: '+12025550199', disabled: 'cannot send SMS' },
      { value: shown?.other, name: 'Type another sender' },
    ]);
    const more = await suggest('number.sender', { senders: async () => held(false) });
    expect(more?.choices.at(-1)?.name).toContain('more');
  });

  it('for the number are none when the account holds none, or cannot be read', async () => {
    expect(await suggest('number.sender', { senders: async () => ({ senders: [], complete: true }) })).toBeUndefined();
    expect(await suggest('number.sender', nothing)).toBeUndefined();
  });

  it.each([
    ['+12025550142', ['none', serviceSid]],
    ['12345', undefined],
    ['+14155552671', undefined],
    [undefined, undefined],
  ])('for the Messaging Service of %s are those that hold it: %j', async (sender, values) => {
    const answers = sender === undefined ? {} : { 'number.sender': sender };
    const shown = await suggest('number.messagingService', { senders: async () => held() }, answers);
    expect(shown?.choices.map(({ value }) => value)).toEqual(values);
    expect(await suggest('number.messagingService', nothing, answers)).toBeUndefined();
  });

  const list: ListColumns = {
    ...{ name: 'list.csv', all: ['id', 'mobile', 'land'], phones: ['mobile'], possible: ['land', 'mobile'] },
    ...{ country: null, consent: null },
  };
  const columns = (change: Partial<ListColumns>) =>
    suggest('contacts.column', { columns: async () => ({ ...list, ...change }) }, { 'contacts.source': 'list.csv' });

  it('for the column begin with the recognized one, and name the columns with a role', async () => {
    const shown = await columns({ country: 'land', consent: 'opt_in' });
    expect(shown?.note).toBeUndefined();
    expect(shown?.choices[0]).toEqual({
      value: 'none',
      name: 'mobile (recognized); country: land; consent: opt_in',
    });
    expect(shown?.choices.slice(1).map(({ value }) => value)).toEqual(['land', 'id']);
    expect((await columns({}))?.choices[0]?.name).toBe('mobile (recognized)');
  });

  it('for the column include each of several recognized ones', async () => {
    const shown = await columns({ phones: ['mobile', 'land'] });
    expect(shown?.choices.map(({ value }) => value)).toEqual(['none', 'land', 'mobile', 'id']);
    expect(shown?.choices[0]?.name).toBe('mobile, land (recognized)');
  });

  it('for the column say that none is certain, the likely ones first, and at most fifty', async () => {
    const shown = await columns({ phones: [] });
    expect(shown?.note).toBeDefined();
    expect(shown?.choices.map(({ value }) => value)).toEqual(['land', 'mobile', 'id']);
    const all = Array.from({ length: 60 }, (_, index) => `c${index}`);
    const many = await columns({ phones: [], possible: ['c59'], all });
    expect(many?.choices.map(({ value }) => value)).toEqual(['c59', ...all.slice(0, 49)]);
  });

  it('for the column are none when no list is named, or it cannot be read', async () => {
    const asked: string[] = [];
    const read = async (source: string) => {
      asked.push(source);
      return list;
    };
    expect(await suggest('contacts.column', { columns: read }, {})).toBeUndefined();
    expect(asked).toEqual([]);
    const closed = () => Promise.reject(new UserError({ code: 'contacts.unreadable', message: 'No.' }));
    expect(await suggest('contacts.column', { columns: closed }, { 'contacts.source': 'x' })).toBeUndefined();
    expect(await suggest('contacts.column', nothing, { 'contacts.source': 'x' })).toBeUndefined();
  });

  it('are not made from a list that cannot be read: the answer is refused with the reason', async () => {
    const probe = question('contacts.source').probe as unknown as (
      lookup: NonNullable<PromptContext['lookup']>,
      source: string,
    ) => Promise<string | undefined>;
    const read = (columns: NonNullable<PromptContext['lookup']>['columns']) => probe({ ...nothing, columns }, 'x.csv');
    expect(await read(async () => list)).toBeUndefined();
    const closed = new UserError({ code: 'contacts.unreadable', message: 'File not found.', hints: ['Look.'] });
    expect(await read(() => Promise.reject(closed))).toContain('File not found.');
    await expect(read(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});

describe('a step', () => {
  it.each(steps)('$id is finished when its section is saved and complete', ({ id, finished }) => {
    expect(finished(readySettings)).toBe(true);
    expect(finished({})).toBe(false);
    expect(finished(without(id))).toBe(false);
    for (const other of steps) {
      if (other.id === id || (id === 'method' && other.id === 'credentials')) continue;
      if (id === 'contacts' && (other.id === 'number' || other.id === 'credentials')) continue;
      expect(finished(without(other.id)), other.id).toBe(true);
    }
  });

  const stale: Settings = { ...readySettings, number: { sender: '12345', kind: 'short-code', country: 'US' } };
  const { acknowledged: _, ...unread } = contacts;
  const { shortForm: __, ...unlimited } = contacts;

  it.each<[string, Settings]>([
    ['one acknowledgement is missing', { ...readySettings, contacts: unread }],
    ['the other one is missing', { ...readySettings, contacts: unlimited }],
    ['the sender has changed since', stale],
  ])('contacts is not finished when %s', (_, saved) => {
    expect(step('contacts').finished(saved)).toBe(false);
  });

  const changed: Settings = { ...readySettings, credentials: { ...credentials, method: 'api-key', apiKeySid } };
  it.each<[id: StepId, saved: Settings, keys: readonly AnswerKey[]]>([
    ['method', readySettings, []],
    ['method', changed, ['method.confirmed', 'method.confirmedBy']],
    ['method', without('method'), []],
    ['contacts', readySettings, []],
    ['contacts', stale, ['contacts.shortForm', 'contacts.acknowledgedBy']],
    ['contacts', changed, ['contacts.shortForm', 'contacts.acknowledgedBy']],
    ['contacts', { ...stale, contacts: unread }, []],
    ['contacts', { ...stale, contacts: unlimited }, []],
    ['contacts', without('contacts'), []],
  ])('%s asks again what was answered for other settings, and only that', (id, saved, keys) => {
    expect(step(id).outdated?.(saved)).toEqual(keys);
  });

  it('asks nothing again, if its answers depend on no other step', () => {
    expect(steps.filter(({ outdated }) => outdated !== undefined).map(({ id }) => id)).toEqual(['method', 'contacts']);
  });
});

describe('the answers of a step', () => {
  const settle = (id: StepId, answers: GivenAnswers, settings: Settings = {}) => {
    const context: SettleContext = {
      ...{ settings, now, canAsk: false },
      readCredential: () =>
        Promise.reject(new SecretStoreError({ problem: 'missing', message: 'None.', nextStep: 'Enter it.' })),
      checkContacts: () => Promise.reject(new UserError({ code: 'contacts.unreadable', message: 'None.' })),
    };
    return step(id).settle(answers, context);
  };

  it('become the section of the owner, and replace only what was answered', async () => {
    const answers = { 'owner.team': 'Growth', 'owner.contact': '#growth' };
    const owner = { team: 'Growth', contact: '#growth' };
    expect(await settle('owner', answers)).toEqual({ ok: true, section: { owner } });
    expect(await settle('owner', { 'owner.team': 'Growth' }, readySettings)).toEqual({
      ok: true,
      section: { owner: { team: 'Growth', contact: '#sms-help' } },
    });
    expect(await settle('owner', { 'owner.contact': '#growth' }, readySettings)).toEqual({
      ok: true,
      section: { owner: { team: 'Customer Messaging', contact: '#growth' } },
    });
  });

  it.each<[GivenAnswers, Settings, object]>([
    [
      { 'number.sender': '(202) 555-0123', 'number.country': 'US' },
      {},
      { sender: '+12025550123', kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' },
    ],
    [
      { 'number.sender': '12345', 'number.country': 'US', 'number.messagingService': serviceSid },
      {},
      { sender: '12345', kind: 'short-code', country: 'US', messagingService: serviceSid },
    ],
    [{ 'number.sender': 'ACME' }, {}, { sender: 'ACME', kind: 'alphanumeric' }],
    [{}, readySettings, readySettings.number ?? {}],
    [
      { 'number.sender': 'ACME' },
      readySettings,
      { sender: 'ACME', kind: 'alphanumeric', messagingService: serviceSid },
    ],
    [
      { 'number.sender': 'ACME', 'number.messagingService': 'none' },
      readySettings,
      { sender: 'ACME', kind: 'alphanumeric' },
    ],
  ])('%o become the section of the number', async (answers, saved, number) => {
    expect(await settle('number', answers, saved)).toStrictEqual({ ok: true, section: { number } });
  });

  it('name the invalid one', async () => {
    const answers = { 'number.sender': '020 7946 0018', 'number.country': 'US' };
    expect(await settle('number', answers)).toEqual({
      ok: false,
      key: 'number.sender',
      problem: expect.stringMatching(/^[A-Z].*\.$/),
    });
    expect(await settle('number', {})).toMatchObject({ ok: false, key: 'number.sender' });
  });

  it('confirm the method of the credentials in use, with the time and what is in use', async () => {
    const answers = { 'method.confirmed': 'auth-token', 'method.confirmedBy': 'Grace' } as const;
    const { fingerprint } = credentials;
    const at = clock.now().toISOString();
    const confirmed = { method: 'auth-token', by: 'Grace', at, fingerprint, accountSid } as const;
    expect(await settle('method', answers, { credentials })).toEqual({ ok: true, section: { method: { confirmed } } });
    expect(await settle('method', answers, readySettings)).toMatchObject({ section: { method: { confirmed } } });
    // The same person confirms the same again.
    const again = { ...answers, 'method.confirmedBy': 'Ada' };
    expect(await settle('method', again, readySettings)).toEqual({ ok: true, section: {} });
    const ada = { ...confirmed, by: 'Ada' } as const;
    const moved = { ...credentials, accountSid: otherAccountSid };
    const other: Settings = { ...readySettings, credentials: moved, method: { confirmed: ada } };
    expect(await settle('method', again, other)).toMatchObject({
      section: { method: { confirmed: { by: 'Ada', accountSid: otherAccountSid } } },
    });
  });

  it.each<[string, GivenAnswers, Settings, AnswerKey]>([
    [
      'no credentials are saved',
      { 'method.confirmed': 'auth-token', 'method.confirmedBy': 'Ada' },
      {},
      'method.confirmed',
    ],
    ['another method is in use', { 'method.confirmed': 'api-key' }, { credentials }, 'method.confirmed'],
    ['the person is not sure', { 'method.confirmed': 'unsure' }, { credentials }, 'method.confirmed'],
    ['nothing was answered', {}, { credentials }, 'method.confirmed'],
    ['nobody is named', { 'method.confirmed': 'auth-token' }, { credentials }, 'method.confirmedBy'],
  ])('confirm no method when %s', async (_, answers, saved, key) => {
    expect(await settle('method', answers, saved)).toMatchObject({ ok: false, key });
  });

  it('on the method are explained by what is saved, and told apart from a doubt', async () => {
    const problemOf = async (said: 'api-key' | 'unsure') => {
      const settled = await settle('method', { 'method.confirmed': said }, { credentials });
      return settled.ok ? '' : settled.problem;
    };
    const [wrong, unsure] = [await problemOf('api-key'), await problemOf('unsure')];
    expect(wrong).toContain('Auth Token');
    expect(unsure).toContain('Auth Token');
    expect(wrong).toContain('not what is saved');
    expect(unsure).not.toContain('not what is saved');
  });

  it('are settled by the modules of the credentials and of the contacts', async () => {
    expect(await settle('credentials', { 'credentials.store': 'env' })).toMatchObject({ key: 'credentials.store' });
    expect(await settle('contacts', { 'contacts.source': 'x.csv' })).toMatchObject({ key: 'contacts.source' });
    const answers = {
      'credentials.accountSid': accountSid,
      'credentials.method': 'auth-token',
      'credentials.store': 'file',
      'credentials.authToken': tokenCredential.secret,
    } as const;
    expect(await settle('credentials', answers)).toMatchObject({
      section: { credentials: { fingerprint: fingerprintOf(tokenCredential) } },
    });
    expect(fingerprintOf(tokenCredential)).not.toBe(fingerprintOf(keyCredential));
  });
});
