import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import type { Given, Inputs } from '../../../src/app/setup/answer-sheet.ts';
import { runSetup } from '../../../src/app/setup/run-setup.ts';
import type { SetupEvent, SetupOutcome, SetupPorts, SetupRequest } from '../../../src/app/setup/setup-walk.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { OwnedSender } from '../../../src/domain/readiness/facts.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { AnswerKey } from '../../../src/domain/settings/question.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { Cancelled, UserError, WentBack } from '../../../src/domain/user-error.ts';
import type { Prompter, Provider } from '../../../src/ports.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import type { StepId } from '../../../src/setup/step/step.ts';
import { steps } from '../../../src/setup/steps.ts';
import { setupLines } from '../../support/event-lines.ts';
import {
  accountSid,
  authToken,
  clock,
  newAuthToken,
  otherAccountSid,
  quietProvider,
  readySettings,
  tokenCredential,
} from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';
import { back, enter, leave, scripted } from '../../support/scripted.ts';

const sender = '+12025550123';
const { contacts } = readySettings as { contacts: ContactsSettings };

const rental = (account: string): OwnedSender => ({
  sid: `PN${'1'.repeat(32)}`,
  sender,
  accountSid: account,
  smsCapable: true,
  inbound: 'https',
});

/** A provider that knows these secrets, and which account holds the number. */
const providerOf = (secrets: readonly string[], holder = accountSid) => ({
  openProvider: async (credential: typeof tokenCredential): Promise<Provider> => ({
    ...quietProvider,
    accept: async () => {
      if (!secrets.includes(credential.secret.reveal())) {
        throw new ProviderError({ kind: 'rejected', message: 'Authenticate', status: 401, providerCode: 20003 });
      }
    },
    account: async () => ({
      sid: credential.accountSid,
      name: 'Acme',
      status: 'active',
      type: 'Full',
      ownerSid: credential.accountSid,
    }),
    phoneNumber: async () => (credential.accountSid === holder ? rental(holder) : null),
    shortCode: async () => null,
  }),
});

const unreachable = {
  openProvider: async (): Promise<Provider> => {
    const fail = () => Promise.reject(new ProviderError({ kind: 'unreachable', message: 'No answer came.' }));
    const names = Object.keys(quietProvider).map((name) => [name, fail]);
    return {
      ...quietProvider,
      ...Object.fromEntries(names),
      accept: fail,
      account: fail,
      phoneNumber: fail,
      shortCode: fail,
    };
  },
};

function world(initial?: Settings, change: Partial<SetupPorts> = {}) {
  const settings = memorySettings(initial);
  const secrets = memorySecrets();
  let keys = 0;
  const newKey = () => {
    keys += 1;
    return `default.new-${keys}`;
  };
  const vault = credentialVault({ settings, openStore: () => secrets, newKey });
  const ports: SetupPorts = {
    settings,
    vault,
    ambient: {},
    clock,
    ...providerOf([authToken, newAuthToken]),
    probeStores: async () => [{ kind: 'memory', ready: true, problem: null, sentence: 'Ready.', nextStep: null }],
    checkContacts: async ({ sources, known }) => {
      const result = known ?? contacts.result;
      const source = `/abs/${(sources[0] ?? '').replace(/^\/abs\//, '')}`;
      const { name, bytes, modifiedAt, rows } = result;
      const list = {
        source,
        name,
        bytes,
        modifiedAt,
        rows,
        phoneColumns: ['phone'],
        sheet: null,
        countryColumn: null,
        columns: [],
        samples: [],
        findings: [],
      };
      return { lists: [list], result, examples: {}, proposal: null };
    },
    listColumns: async () => ({ name: 'contacts.csv', all: ['phone'], phones: ['phone'], ...noColumns }),
    verification: { load: async () => undefined, save: async () => true },
    ...change,
  };
  return { settings, secrets, ports, vault };
}

const noColumns = { possible: [], country: null, consent: null };

/** A world in which `readySettings` is saved and its secret is stored. */
async function readyWorld(change: Partial<SetupPorts> = {}) {
  const made = world({ ...readySettings, contacts: { ...contacts, source: '/abs/contacts.csv' } }, change);
  await made.vault.save(tokenCredential, {
    credentials: readySettings.credentials as NonNullable<Settings['credentials']>,
  });
  return made;
}

/** `--account-sid` for `credentials.accountSid`; the flags of secrets take no value. */
const flagNames = new Map(
  steps.flatMap(({ questions }) =>
    questions.map((question) => [question.key, question.kind === 'secret' ? question.stdinFlag : question.flag]),
  ),
);

const flags = (values: Partial<Record<AnswerKey, string | Secret>>): ReadonlyMap<AnswerKey, Given> =>
  givenBy(values, (key) => flagNames.get(key) ?? key);

const givenBy = (
  values: Partial<Record<AnswerKey, string | Secret>>,
  sourceOf: (key: AnswerKey) => string,
): ReadonlyMap<AnswerKey, Given> =>
  new Map(Object.entries(values).map(([key, raw]) => [key as AnswerKey, { raw, source: sourceOf(key as AnswerKey) }]));

const inputs = (prompter: Prompter | null, given = flags({})): Inputs => ({ prompter, given, defaults: new Map() });

const step = (id: StepId) => steps.find((each) => each.id === id) as (typeof steps)[number];

const request = (change: Partial<SetupRequest>): SetupRequest => ({
  organization: 'acme',
  inputs: inputs(null),
  dryRun: false,
  yes: false,
  operator: 'ada',
  ci: false,
  ...change,
});

/** The events of a walk, and how it ended. */
async function attempt(wanted: SetupRequest, ports: SetupPorts) {
  const events: SetupEvent[] = [];
  const walking = runSetup(wanted, ports);
  try {
    for (;;) {
      const next: IteratorResult<SetupEvent, SetupOutcome> = await walking.next();
      if (next.done === true) return { events, outcome: next.value };
      events.push(next.value);
    }
  } catch (error) {
    return { events, error };
  }
}

async function walk(wanted: SetupRequest, ports: SetupPorts) {
  const { events, outcome, error } = await attempt(wanted, ports);
  if (outcome === undefined) throw error;
  return { events, outcome };
}

const types = (events: readonly SetupEvent[], type: SetupEvent['type']) =>
  events.flatMap((event) => (event.type === type && 'step' in event ? [event.step.id] : []));

const everything = {
  'owner.team': 'Messaging',
  'owner.contact': '#sms',
  'number.sender': sender,
  'credentials.accountSid': accountSid,
  'credentials.method': 'auth-token',
  'credentials.store': 'memory',
  'credentials.authToken': authToken,
  'method.confirmed': 'auth-token',
  'method.confirmedBy': 'Ada',
  'contacts.source': 'contacts.csv',
  'contacts.country': 'US',
  'contacts.minimum': '95',
  'contacts.acknowledged': 'yes',
  'contacts.shortForm': 'yes',
  'contacts.acknowledgedBy': 'Ada',
};
const { 'credentials.authToken': _, ...plain } = everything;
/** The column is confirmed in a prompt only. */
const prompted = { ...everything, 'contacts.column': enter };
const allGiven = flags({ ...plain, 'credentials.authToken': new Secret(authToken) });

type World = ReturnType<typeof world>;

interface Branch {
  readonly when: string;
  /** Absent: nothing is saved. */
  readonly on?: () => World | Promise<World>;
  readonly ports?: (made: World) => Partial<SetupPorts>;
  readonly request: Partial<SetupRequest>;
  readonly lines: readonly string[];
  /** The code of the error that it ends with. */
  readonly error?: string;
}

const theStep = (id: StepId) => `step ${steps.indexOf(step(id)) + 1} of 5: ${id}`;
const typed = (script: Parameters<typeof scripted>[0], given = flags({})) => inputs(scripted(script), given);

const ownerAnswers = 'answered team, contact';
const numberAnswers = 'answered sender, messagingService';
const numberAndCountry = 'answered sender, country, messagingService';
const tokenAnswers = 'answered accountSid, method, region, store, authToken';
const methodAnswers = 'answered confirmed, confirmedBy';
const listAnswers = 'answered source, column, country, countryColumn, consentColumn, numbers, sheet, minimum';
const report = 'contacts: 100 rows, at least 95 %';
const briefing = 'briefing: Sender, Countries, Credentials, Carriers';

/** The walk that saves everything, without prompts. */
const wholeWalk = (verb: 'saved' | 'would-save') => [
  ...[theStep('owner'), ownerAnswers, `${verb} owner: team, contact; pass`],
  ...[theStep('number'), numberAnswers, `${verb} number: sender, kind, country, type; pass`],
  ...[theStep('credentials'), tokenAnswers, `${verb} credentials: accountSid, method, store; pass`],
  ...[theStep('method'), methodAnswers, `${verb} method: method, by, at; pass`],
  ...[theStep('contacts'), listAnswers, report, 'answered acknowledged, shortForm, acknowledgedBy'],
  `${verb} contacts: source, country, minimum, by, at, by, at, sender, method; pass`,
];

const otherNumber = '+12025550199';
const notHeld = 'refused by number.owned fail';
const otherNumberAlone = { step: step('number'), inputs: inputs(null, flags({ 'number.sender': otherNumber })) };
/** Credentials, each answered by Enter but the token. */
const keptBut = (authTokens: readonly string[], more: Parameters<typeof scripted>[0] = {}) => ({
  ...{ 'credentials.accountSid': enter, 'credentials.method': enter, 'credentials.store': enter },
  'credentials.authToken': authTokens,
  ...more,
});

/** A vault whose first save ends with an error. */
const savingLate = (error: Error) => (made: World) => {
  let isFirst = true;
  const save: typeof made.vault.save = (...given) => {
    if (!isFirst) return made.vault.save(...given);
    isFirst = false;
    return Promise.reject(error);
  };
  return { vault: { ...made.vault, save } };
};
const lockedStore = () => new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' });

const { shortForm: _shortForm, ...unread } = contacts;
const otherHolder = providerOf([authToken, newAuthToken], otherAccountSid);

const twoStores: SetupPorts['probeStores'] = async () =>
  (['memory', 'file'] as const).map((kind) => ({
    ...{ kind, ready: true, problem: null, sentence: 'Ready.', nextStep: null },
  }));

/** Every branch of the walk, with its events in order. An optional question without an answer is told again when it is open again. */
const branches: readonly Branch[] = [
  { when: 'everything is given', request: { inputs: inputs(null, allGiven) }, lines: wholeWalk('saved') },
  {
    when: 'everything is given and nothing is to be written',
    request: { inputs: inputs(null, allGiven), dryRun: true },
    lines: wholeWalk('would-save'),
  },
  {
    when: 'what is saved is given again',
    on: readyWorld,
    request: { inputs: inputs(null, new Map([...allGiven].filter(([key]) => !key.startsWith('owner.')))) },
    lines: [
      ...[theStep('owner'), ownerAnswers, 'unchanged owner: pass'],
      ...[theStep('number'), numberAnswers, 'unchanged number: pass'],
      ...[theStep('credentials'), tokenAnswers, 'unchanged credentials: pass'],
      ...[theStep('method'), methodAnswers, 'unchanged method: pass'],
      ...[theStep('contacts'), listAnswers, report, 'answered acknowledged, shortForm', 'unchanged contacts: pass'],
    ],
  },
  {
    when: 'an input is missing',
    request: { step: step('owner'), inputs: inputs(null, flags({ 'owner.team': 'Messaging' })) },
    lines: [],
    error: 'input.missing',
  },
  {
    when: 'secrets are left that can be deleted',
    on: () => world({ ...readySettings, pending: [{ store: 'memory', key: 'default.former' }] }),
    request: { step: step('owner') },
    lines: [theStep('owner'), ownerAnswers, 'unchanged owner: pass'],
  },
  {
    when: 'secrets are left in a store that is locked',
    on: () => world({ ...readySettings, pending: [{ store: 'memory', key: 'default.former' }] }),
    ports: ({ vault }) => ({ vault: { ...vault, clear: async () => 1 } }),
    request: { step: step('owner') },
    lines: ['pending: memory/default.former', theStep('owner'), ownerAnswers, 'unchanged owner: pass'],
  },
  {
    when: 'two steps are finished',
    on: () =>
      world({
        ...(readySettings.owner && { owner: readySettings.owner }),
        ...(readySettings.number && { number: readySettings.number }),
      }),
    request: { inputs: typed({ 'credentials.accountSid': leave }) },
    lines: ['resumed after owner, number', theStep('credentials')],
    error: 'cancelled',
  },
  {
    when: 'every step is finished and nothing is to be changed',
    on: readyWorld,
    request: { inputs: typed({ 'setup.change': enter }) },
    lines: ['complete: with results'],
  },
  {
    when: 'every step is finished and one is chosen',
    on: readyWorld,
    request: { inputs: typed({ 'setup.change': 'owner', 'owner.team': 'Others', 'owner.contact': enter }) },
    lines: ['complete: with results', theStep('owner'), ownerAnswers, 'saved owner: team; pass'],
  },
  {
    when: 'an answer is refused at a terminal',
    request: {
      step: step('number'),
      inputs: typed({ 'number.sender': ['020 7946 0018', '2025550123'], 'number.country': ['US', enter] }),
    },
    lines: [
      ...[theStep('number'), numberAndCountry, 'refused', numberAndCountry],
      'saved number: sender, kind, country, type; pass',
    ],
  },
  {
    when: 'an answer is refused without a terminal',
    request: {
      step: step('number'),
      inputs: inputs(null, flags({ 'number.sender': '020 7946 0018', 'number.country': 'US' })),
    },
    lines: [theStep('number'), numberAndCountry],
    error: 'input.invalid',
  },
  {
    when: 'a gate is closed without a terminal',
    on: () => readyWorld(otherHolder),
    request: otherNumberAlone,
    lines: [theStep('number'), numberAnswers, notHeld],
    error: 'step.refused',
  },
  {
    when: 'a gate is closed and that is agreed to',
    on: () => readyWorld(otherHolder),
    request: { ...otherNumberAlone, yes: true },
    lines: [theStep('number'), numberAnswers, notHeld, 'saved number: sender; pass'],
  },
  {
    when: 'a gate is closed in a dry run',
    on: () => readyWorld(otherHolder),
    request: { ...otherNumberAlone, dryRun: true },
    lines: [theStep('number'), numberAnswers, notHeld, 'would-save number: sender; pass'],
  },
  {
    when: 'a gate is closed and the person stops',
    on: () => readyWorld(otherHolder),
    request: { step: step('number'), inputs: typed({ 'number.sender': otherNumber, 'number.unproven': 'stop' }) },
    lines: [theStep('number'), numberAnswers, notHeld],
    error: 'step.refused',
  },
  {
    when: 'a gate is closed and the person saves anyway',
    on: () => readyWorld(otherHolder),
    request: {
      step: step('number'),
      inputs: typed({
        ...{ 'number.sender': otherNumber, 'number.unproven': 'save' },
        ...{ 'contacts.shortForm': 'yes', 'contacts.acknowledgedBy': 'Grace' },
      }),
    },
    lines: [
      ...[theStep('number'), numberAnswers, notHeld, 'saved number: sender; pass', 'outdated: contacts'],
      ...[theStep('contacts'), listAnswers, report, 'answered acknowledged', briefing],
      ...['answered shortForm, acknowledgedBy', 'saved contacts: by, at, sender; pass'],
    ],
  },
  {
    when: 'a gate is closed and the person changes the answers',
    request: {
      step: step('credentials'),
      inputs: typed({
        ...{ 'credentials.accountSid': [accountSid, enter], 'credentials.method': [enter, enter] },
        ...{ 'credentials.store': [enter, enter], 'credentials.authToken': ['f'.repeat(32), authToken] },
        'credentials.unproven': 'change',
      }),
    },
    lines: [
      ...[theStep('credentials'), tokenAnswers, 'refused by credentials.accepted fail'],
      ...[tokenAnswers, 'saved credentials: accountSid, method, store; pass'],
    ],
  },
  {
    when: 'a gate is closed and the person goes back',
    request: {
      step: step('credentials'),
      inputs: typed({
        ...{ 'credentials.accountSid': accountSid, 'credentials.method': enter, 'credentials.store': enter },
        ...{ 'credentials.authToken': ['f'.repeat(32), authToken], 'credentials.unproven': back },
      }),
    },
    lines: [
      ...[theStep('credentials'), tokenAnswers, 'refused by credentials.accepted fail'],
      ...['answered region, authToken', 'saved credentials: accountSid, method, store; pass'],
    ],
  },
  {
    when: 'a gate is closed and the person tries again in vain',
    request: {
      step: step('credentials'),
      inputs: typed({
        ...{ 'credentials.accountSid': accountSid, 'credentials.method': enter, 'credentials.store': enter },
        ...{ 'credentials.authToken': 'f'.repeat(32), 'credentials.unproven': ['again', 'stop'] },
      }),
    },
    lines: [
      ...[theStep('credentials'), tokenAnswers, 'refused by credentials.accepted fail'],
      ...['answered region', 'refused by credentials.accepted fail'],
    ],
    error: 'step.refused',
  },
  {
    when: 'the store refuses the secret at a terminal',
    on: readyWorld,
    ports: savingLate(lockedStore()),
    request: {
      step: step('credentials'),
      inputs: typed(keptBut([newAuthToken], { 'credentials.store': [enter, enter] })),
    },
    lines: [
      ...[theStep('credentials'), tokenAnswers, 'refused', 'answered region, store'],
      'saved credentials: credentials; pass',
    ],
  },
  {
    when: 'the store refuses the secret without a terminal',
    on: readyWorld,
    ports: savingLate(lockedStore()),
    request: {
      step: step('credentials'),
      inputs: inputs(null, flags({ 'credentials.authToken': new Secret(newAuthToken) })),
    },
    lines: [theStep('credentials'), tokenAnswers],
    error: 'store.locked',
  },
  {
    when: 'the secret that is kept moves to another store',
    on: readyWorld,
    ports: () => ({ probeStores: twoStores }),
    request: { step: step('credentials'), inputs: typed(keptBut([''], { 'credentials.store': 'file' })) },
    lines: [theStep('credentials'), tokenAnswers, 'saved credentials: store; pass'],
  },
  {
    when: 'the person goes back in a dry run and chooses another store',
    ports: () => ({ probeStores: twoStores }),
    request: {
      dryRun: true,
      inputs: typed({
        ...prompted,
        ...{ 'credentials.store': ['memory', 'file'], 'credentials.authToken': [authToken, back, ''] },
        'method.confirmed': [back, 'auth-token'],
      }),
    },
    lines: [
      ...wholeWalk('would-save').slice(0, 9),
      ...[theStep('method'), theStep('credentials'), 'answered region, region, store, authToken'],
      'would-save credentials: store; pass',
      ...wholeWalk('would-save').slice(9, -2),
      ...['answered acknowledged', briefing, 'answered shortForm, acknowledgedBy'],
      ...wholeWalk('would-save').slice(-1),
    ],
  },
  {
    when: 'the person goes back from the passphrase of the store',
    on: readyWorld,
    ports: savingLate(new WentBack()),
    request: { step: step('credentials'), inputs: typed(keptBut([newAuthToken, newAuthToken])) },
    lines: [...[theStep('credentials'), `${tokenAnswers}, region, authToken`], 'saved credentials: credentials; pass'],
  },
  {
    when: 'another error comes while the secret is stored',
    on: readyWorld,
    ports: savingLate(new UserError({ code: 'settings.busy', message: 'Busy.' })),
    request: { step: step('credentials'), inputs: typed(keptBut([newAuthToken])) },
    lines: [theStep('credentials'), tokenAnswers],
    error: 'settings.busy',
  },
  {
    when: 'credentials work and their number fails, as it did before, and the person saves them',
    on: () => readyWorld(otherHolder),
    request: { step: step('credentials'), inputs: typed(keptBut([newAuthToken], { 'credentials.unproven': 'save' })) },
    lines: [theStep('credentials'), tokenAnswers, notHeld, 'saved credentials: credentials; pass'],
  },
  {
    when: 'credentials work and their number fails, as it did before, without a terminal',
    on: () => readyWorld(otherHolder),
    request: {
      step: step('credentials'),
      inputs: inputs(null, flags({ 'credentials.authToken': new Secret(newAuthToken) })),
    },
    lines: [theStep('credentials'), tokenAnswers, 'saved credentials: credentials; number.owned fail'],
  },
  {
    when: 'credentials work and their number fails, as it did before, and that is agreed to',
    on: () => readyWorld(otherHolder),
    request: { step: step('credentials'), inputs: typed(keptBut([newAuthToken])), yes: true },
    lines: [theStep('credentials'), tokenAnswers, 'saved credentials: credentials; number.owned fail'],
  },
  {
    when: 'a number is not held and the person changes the credentials next',
    on: () => readyWorld(otherHolder),
    request: {
      step: step('number'),
      inputs: typed({
        ...keptBut([newAuthToken], { 'credentials.accountSid': otherAccountSid }),
        ...{ 'number.sender': otherNumber, 'number.unproven': 'carry', 'credentials.other-account': 'acme' },
        ...{ 'contacts.shortForm': 'yes', 'contacts.acknowledgedBy': 'Grace' },
      }),
    },
    lines: [
      ...[theStep('number'), numberAnswers, notHeld, 'carried number'],
      ...[theStep('credentials'), tokenAnswers, 'saved credentials: sender, accountSid; pass', 'outdated: contacts'],
      ...[theStep('contacts'), listAnswers, report, 'answered acknowledged', briefing],
      ...['answered shortForm, acknowledgedBy', 'saved contacts: by, at, sender; pass'],
    ],
  },
  {
    when: 'number and credentials of another account are given together',
    on: () => readyWorld(otherHolder),
    request: {
      inputs: inputs(
        null,
        flags({
          ...{ 'number.sender': otherNumber, 'credentials.accountSid': otherAccountSid },
          'credentials.authToken': new Secret(newAuthToken),
          'method.confirmed': 'auth-token',
        }),
      ),
    },
    lines: [
      ...[theStep('owner'), ownerAnswers, 'unchanged owner: pass'],
      ...[theStep('number'), numberAnswers, notHeld, 'carried number'],
      ...[theStep('credentials'), tokenAnswers, 'saved credentials: sender, accountSid; pass'],
      ...[theStep('method'), methodAnswers, 'unchanged method: pass'],
      ...[theStep('contacts'), listAnswers, report, 'answered acknowledged'],
      'unchanged contacts: contacts.short-form fail',
    ],
  },
  {
    when: 'the limits were not acknowledged and a person is there',
    on: () => world({ ...readySettings, contacts: unread }),
    request: {
      step: step('contacts'),
      inputs: typed({
        ...{ 'contacts.source': enter, 'contacts.column': enter, 'contacts.country': enter },
        ...{ 'contacts.minimum': ['95', enter], 'contacts.acknowledged': [back, enter] },
        ...{ 'contacts.shortForm': 'yes', 'contacts.acknowledgedBy': 'Grace' },
      }),
    },
    lines: [
      ...[theStep('contacts'), listAnswers, report, 'answered countryColumn, consentColumn, numbers, sheet, minimum'],
      ...[report, 'answered acknowledged'],
      ...[briefing, 'answered shortForm, acknowledgedBy'],
      'saved contacts: source, by, at, sender, method; pass',
    ],
  },
];

const checkIds = new Set<string>(checklist.map(({ id }) => id));

describe('the events of a walk', () => {
  it('have the results of the checks before and after the save', async () => {
    const { events } = await walk(request({ inputs: inputs(null, allGiven) }), world().ports);
    const ids = events.flatMap((event) =>
      event.type === 'saved' && event.step.id === 'credentials' ? event.results.map(({ id }) => id) : [],
    );
    expect(ids.slice(-2)).toEqual(['credentials.saved', 'credentials.store']);
    expect(ids).toContain('credentials.accepted');
  });

  it.each(branches)('when $when', async ({ on = () => world(), ports, request: change, lines, error }) => {
    const made = await on();
    const ended = await attempt(request(change), { ...made.ports, ...ports?.(made) });
    expect(setupLines(ended.events)).toEqual(lines);
    expect((ended.error as UserError | undefined)?.code).toBe(error);
    const { prompter } = change.inputs ?? {};
    if (error === undefined && prompter) expect((prompter as ReturnType<typeof scripted>).unused()).toEqual([]);
    for (const event of ended.events) {
      const ids = 'results' in event ? event.results.map(({ id }) => id) : [];
      expect(ids).toEqual([...new Set(ids)].filter((id) => checkIds.has(id)));
    }
    if (ended.outcome === undefined) return;
    const isSaved = lines.some((line) => line.startsWith('saved '));
    expect(ended.outcome.changed).toBe(isSaved);
    if (change.dryRun !== true) expect(ended.outcome.settings).toEqual(await made.settings.load());
  });
});

describe('a first walk', () => {
  it('asks every question in order and saves each finished step', async () => {
    const { settings, ports } = world();
    const prompter = scripted(prompted);
    const { events } = await walk(request({ inputs: inputs(prompter) }), ports);
    expect(prompter.unused()).toEqual([]);
    expect(types(events, 'saved')).toEqual(['owner', 'number', 'credentials', 'method', 'contacts']);
    const saved = await settings.load();
    expect(saved?.number).toMatchObject({ sender, kind: 'number', country: 'US' });
    expect(saved?.method?.confirmed).toMatchObject({
      by: 'Ada',
      method: 'auth-token',
      fingerprint: fingerprintOf(tokenCredential),
    });
    expect(JSON.stringify(saved)).not.toContain(authToken);
  });

  it('asks for acknowledgements after the report and reads the list once', async () => {
    let reads = 0;
    const made = world();
    const checkContacts: SetupPorts['checkContacts'] = (wanted) => {
      reads += 1;
      return made.ports.checkContacts(wanted);
    };
    const { events } = await walk(request({ inputs: inputs(scripted(prompted)) }), { ...made.ports, checkContacts });
    const shown = events.findIndex(({ type }) => type === 'contacts');
    const acknowledged = events.findIndex(
      (event) => event.type === 'answered' && event.answer.key === 'contacts.acknowledged',
    );
    expect(shown).toBeGreaterThan(0);
    expect(acknowledged).toBeGreaterThan(shown);
    expect(reads).toBe(1);
  });

  it('shows the limits of a short form when they are not acknowledged for what is in use, and only then', async () => {
    const briefings = async (saved: Settings) => {
      const given = flags({ 'contacts.shortForm': 'yes' });
      const keys = step('contacts').questions.map(({ key }) => [key, enter] as const);
      const prompter = scripted(Object.fromEntries(keys));
      const wanted = request({ step: step('contacts'), inputs: inputs(prompter, given) });
      const { events } = await walk(wanted, world(saved).ports);
      return events.filter(({ type }) => type === 'briefing').length;
    };
    expect(await briefings(readySettings)).toBe(0);
    const { shortForm: _, ...unread } = contacts;
    expect(await briefings({ ...readySettings, contacts: unread })).toBe(1);
  });

  it('does the same from flags without a terminal', async () => {
    const asked = world();
    await walk(request({ inputs: inputs(scripted(prompted)) }), asked.ports);
    const given = world();
    await walk(request({ inputs: inputs(null, allGiven) }), given.ports);
    expect(await given.settings.load()).toEqual(await asked.settings.load());
  });

  it('lists every missing input with flag and variable and writes nothing', async () => {
    const { settings, ports } = world();
    const failure = await walk(request({}), ports).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'input.missing', exit: 2 });
    const wanted = [
      ...['owner.team', 'owner.contact', 'number.sender', 'credentials.accountSid', 'credentials.authToken'],
      ...['method.confirmed', 'contacts.source', 'contacts.acknowledged', 'contacts.shortForm'],
    ];
    const { hints } = failure as UserError;
    expect(hints).toHaveLength(wanted.length);
    for (const [index, key] of wanted.entries()) {
      const question = steps.flatMap(({ questions }) => questions).find((each) => each.key === key);
      if (question === undefined) throw new Error(`There is no question ${key}.`);
      const ways = question.kind === 'secret' ? [question.stdinFlag, question.fileFlag] : [question.flag, key];
      for (const way of [...ways, question.variable]) expect(hints[index]).toContain(way ?? '');
    }
    expect(settings.history).toEqual([]);
  });

  it('lists every invalid input before anything is saved', async () => {
    const { settings, ports } = world();
    const given = flags({ 'number.sender': '+1500', 'credentials.accountSid': `SK${'a'.repeat(32)}` });
    const failure = await walk(request({ inputs: inputs(scripted({}), given) }), ports).catch(
      (error: unknown) => error,
    );
    expect((failure as UserError).hints).toHaveLength(2);
    expect((failure as UserError).hints[1]).toMatch(/^--account-sid: This is an API key SID/);
    expect(settings.history).toEqual([]);
  });

  it('asks for the country only when the number is national', async () => {
    const { settings, ports } = world();
    const prompter = scripted({ 'number.sender': '(202) 555-0123', 'number.country': 'us' });
    await walk(request({ step: step('number'), inputs: inputs(prompter) }), ports);
    expect((await settings.load())?.number?.sender).toBe(sender);
    expect(prompter.unused()).toEqual([]);
  });

  it('asks again when a national number is invalid in its country', async () => {
    const { settings, ports } = world();
    const prompter = scripted({ 'number.sender': ['020 7946 0018', '2025550123'], 'number.country': ['US', enter] });
    const { events } = await walk(request({ step: step('number'), inputs: inputs(prompter) }), ports);
    expect(events.some(({ type }) => type === 'refused')).toBe(true);
    expect((await settings.load())?.number?.sender).toBe(sender);
    // What was typed is offered again, and so is what depends on it.
    expect(prompter.unused()).toEqual([]);
    const offered = prompter.asked.map(({ key, initial }) => `${key} ${initial}`);
    expect(offered.filter((each) => each.startsWith('number.') && !each.includes('Service'))).toEqual([
      'number.sender undefined',
      'number.country undefined',
      'number.sender 020 7946 0018',
      'number.country US',
    ]);
  });

  it('asks about a doubt of the contact list, and counts its rows unchanged without a prompt', async () => {
    const doubtful = { ...contacts.result, reasons: { 'reading-unclear': 3 } };
    const withDoubt = () => {
      const made = world(readySettings);
      const checkContacts: SetupPorts['checkContacts'] = async (wanted) => ({
        ...(await made.ports.checkContacts({ ...wanted, known: doubtful })),
      });
      return { settings: made.settings, ports: { ...made.ports, checkContacts } };
    };
    const given = flags({
      'contacts.source': 'other.csv',
      'contacts.acknowledged': 'yes',
      'contacts.shortForm': 'yes',
      'contacts.acknowledgedBy': 'Ada',
    });
    const alone = withDoubt();
    await walk(request({ step: step('contacts'), inputs: inputs(null, given) }), alone.ports);
    expect((await alone.settings.load())?.contacts).toMatchObject({ source: '/abs/other.csv', result: doubtful });

    const asked = withDoubt();
    const prompter = scripted({
      ...{ 'contacts.country': enter, 'contacts.column': enter, 'contacts.minimum': enter },
      'contacts.numbers': leave,
    });
    const asking = walk(request({ step: step('contacts'), inputs: inputs(prompter, given) }), asked.ports);
    await expect(asking).rejects.toBeInstanceOf(Cancelled);
    expect(prompter.asked.at(-1)?.key).toBe('contacts.numbers');
  });
});

describe('going back', () => {
  it('crosses steps, to the last question of the step before, and saves what is changed there', async () => {
    const { settings, ports } = world();
    const prompter = scripted({
      ...prompted,
      'owner.contact': ['#smss', '#sms'],
      'number.sender': [back, sender],
    });
    const { events } = await walk(request({ inputs: inputs(prompter) }), ports);
    expect(types(events, 'step').slice(0, 4)).toEqual(['owner', 'number', 'owner', 'number']);
    expect((await settings.load())?.owner?.contact).toBe('#sms');
    expect(prompter.asked.filter(({ key }) => key === 'owner.team')).toHaveLength(1);
  });

  it('is offered only if a person was asked before', async () => {
    const waysBack = async (given: ReadonlyMap<AnswerKey, Given>) => {
      const prompter = scripted({ ...prompted, 'number.sender': [sender], 'method.confirmed': leave });
      await walk(request({ inputs: inputs(prompter, given) }), world().ports).catch(() => {});
      return prompter.asked.map(({ key, back }) => `${key} ${back}`);
    };
    const owner = { 'owner.team': 'Messaging', 'owner.contact': '#sms' };
    expect((await waysBack(flags({})))[2]).toBe('number.sender true');
    expect((await waysBack(flags(owner)))[0]).toBe('number.sender false');
    const alone = await waysBack(flags({ ...owner, 'number.sender': sender }));
    expect(alone.slice(0, 2)).toEqual(['credentials.accountSid false', 'credentials.method true']);
  });

  it('leads over steps in which no person was asked', async () => {
    const { settings, ports } = world();
    const prompter = scripted({
      ...prompted,
      'owner.contact': ['#smss', '#sms'],
      'credentials.accountSid': [back, accountSid],
    });
    const given = flags({ 'number.sender': sender });
    const { events } = await walk(request({ inputs: inputs(prompter, given) }), ports);
    expect(types(events, 'step').slice(0, 5)).toEqual(['owner', 'number', 'credentials', 'owner', 'number']);
    expect((await settings.load())?.owner?.contact).toBe('#sms');
    expect(prompter.asked.filter(({ key }) => key === 'owner.team')).toHaveLength(1);
  });

  it('leaves the acknowledgements for the questions before the report', async () => {
    const { settings, ports } = world();
    const prompter = scripted({
      ...prompted,
      'contacts.minimum': ['95', '90'],
      'contacts.acknowledged': [back, 'yes'],
    });
    await walk(request({ inputs: inputs(prompter) }), ports);
    expect((await settings.load())?.contacts?.minimum).toBe(90);
    expect(prompter.unused()).toEqual([]);
  });

  it('asks the last question of the step again from the menu', async () => {
    const { ports } = world(undefined, providerOf([newAuthToken]));
    const prompter = scripted({
      ...prompted,
      'credentials.authToken': [authToken, newAuthToken],
      'credentials.unproven': back,
    });
    await walk(request({ inputs: inputs(prompter) }), ports);
    expect(prompter.asked.filter(({ key }) => key === 'credentials.accountSid')).toHaveLength(1);
    expect(prompter.unused()).toEqual([]);
  });
});

describe('a number that the account does not hold', () => {
  it('is changed from the credentials step, whose answers are kept, among the numbers of the account', async () => {
    const numbers = async () => ({ complete: true, senders: [{ sender, name: null, smsCapable: true }] });
    const { openProvider } = providerOf([authToken]);
    const { settings, ports } = world(undefined, {
      openProvider: async (credential) => {
        const provider = await openProvider(credential);
        const owned = await provider.phoneNumber(sender);
        return {
          ...provider,
          heldSenders: numbers,
          phoneNumber: async (e164: string) => (e164 === sender ? owned : null),
        };
      },
    });
    const prompter = scripted({
      ...prompted,
      // Back from the number leads to the last question of the credentials.
      'number.sender': ['+12025550199', back, sender],
      'credentials.unproven': ['number', 'number'],
      'credentials.authToken': [authToken, authToken],
    });
    const { events } = await walk(request({ inputs: inputs(prompter) }), ports);
    expect(types(events, 'step')).toEqual([
      ...['owner', 'number', 'credentials', 'number', 'credentials', 'number', 'credentials', 'method', 'contacts'],
    ]);
    expect((await settings.load())?.number?.sender).toBe(sender);
    expect(prompter.unused()).toEqual([]);
    const offered = prompter.asked.filter(({ key }) => key === 'number.sender').map(({ kind }) => kind);
    expect(offered).toEqual(['text', 'choice', 'choice']);
  });
});

describe('credentials of another account that holds another number', () => {
  it('are saved together with that number, in one write', async () => {
    const other = '+12025550199';
    const { openProvider } = providerOf([authToken, newAuthToken]);
    const { settings, ports } = await readyWorld({
      openProvider: async (credential) => ({
        ...(await openProvider(credential)),
        phoneNumber: async (e164: string) =>
          e164 === (credential.accountSid === otherAccountSid ? other : sender)
            ? { ...rental(credential.accountSid), sender: e164 }
            : null,
      }),
    });
    const prompter = scripted({
      'setup.change': 'credentials',
      'credentials.accountSid': otherAccountSid,
      'credentials.method': enter,
      'credentials.store': enter,
      'credentials.authToken': newAuthToken,
      'credentials.unproven': 'number',
      'number.sender': other,
      'credentials.other-account': 'acme',
      'contacts.shortForm': 'yes',
      'contacts.acknowledgedBy': enter,
    });
    const { events } = await walk(request({ inputs: inputs(prompter) }), ports);
    expect(types(events, 'step')).toEqual(['credentials', 'number', 'credentials', 'contacts']);
    expect(events.filter(({ type }) => type === 'refused-checks')).toHaveLength(1);
    const states = settings.history.map(({ number, credentials }) => [number?.sender, credentials?.accountSid]);
    expect(states).not.toContainEqual([other, accountSid]);
    expect(states.at(-1)).toEqual([other, otherAccountSid]);
  });
});

describe('a list that cannot be read again', () => {
  it('keeps its result, and its acknowledgements are asked for', async () => {
    const { shortForm: _, ...unread } = contacts;
    const fromPipe = {
      ...unread,
      source: '-',
      result: { ...contacts.result, bytes: null, checkedAt: clock.now().toISOString() },
    };
    const made = world({ ...readySettings, contacts: fromPipe });
    const prompter = scripted({
      ...{ 'contacts.source': enter, 'contacts.minimum': enter, 'contacts.country': enter },
      'contacts.acknowledged': enter,
      'contacts.shortForm': 'yes',
      'contacts.acknowledgedBy': 'Grace',
    });
    const { events } = await walk(request({ step: step('contacts'), inputs: inputs(prompter) }), made.ports);
    expect(events.some(({ type }) => type === 'contacts')).toBe(false);
    expect((await made.settings.load())?.contacts?.shortForm?.by).toBe('Grace');
  });
});

describe('the secret stores', () => {
  const probing = () => {
    let probes = 0;
    const made = world();
    const probeStores: SetupPorts['probeStores'] = () => {
      probes += 1;
      return made.ports.probeStores();
    };
    return { ports: { ...made.ports, probeStores }, probes: () => probes };
  };

  it('are probed once, while the first prompt waits', async () => {
    const { ports, probes } = probing();
    const prompter = scripted(prompted);
    const counts: number[] = [];
    const counting: Prompter = {
      ask: (ask) => {
        counts.push(probes());
        return prompter.ask(ask);
      },
    };
    await walk(request({ inputs: inputs(counting) }), ports);
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('are not probed by a walk without the credentials step', async () => {
    const { ports, probes } = probing();
    const given = flags({ 'owner.team': 'Messaging', 'owner.contact': '#sms' });
    await walk(request({ step: step('owner'), inputs: inputs(null, given) }), ports);
    expect(probes()).toBe(0);
  });

  it('are waited for before the first prompt only if an input of the credentials is given', async () => {
    const order = async (given: ReadonlyMap<AnswerKey, Given>, answersAtOnce: boolean) => {
      const seen: string[] = [];
      const made = world();
      let ask = () => {};
      const asked = new Promise<void>((resolve) => {
        ask = resolve;
      });
      const probeStores: SetupPorts['probeStores'] = async () => {
        if (!answersAtOnce) await asked;
        seen.push('probed');
        return made.ports.probeStores();
      };
      const prompter: Prompter = {
        ask: async () => {
          seen.push('asked');
          ask();
          throw new Cancelled();
        },
      };
      await walk(request({ inputs: inputs(prompter, given) }), { ...made.ports, probeStores }).catch(() => {});
      return seen;
    };
    expect(await order(flags({}), false)).toEqual(['asked', 'probed']);
    // The keychain would refuse it: the input is checked first.
    expect(await order(flags({ 'credentials.store': 'memory' }), true)).toEqual(['probed', 'asked']);
    const wrong = flags({ 'credentials.store': 'keychain' });
    expect(await order(wrong, true)).toEqual(['probed']);
  });

  it('end a walk with their error when they cannot be probed', async () => {
    const { ports } = world();
    const probeStores = () => Promise.reject(new TypeError('a fault'));
    const walking = walk(request({ inputs: inputs(null, allGiven) }), { ...ports, probeStores });
    await expect(walking).rejects.toThrow('a fault');
  });
});

describe('leaving', () => {
  it.each([
    ['owner.contact', []],
    ['number.sender', ['owner']],
    ['credentials.authToken', ['owner', 'number']],
    ['method.confirmed', ['owner', 'number', 'credentials']],
    ['contacts.shortForm', ['owner', 'number', 'credentials', 'method']],
  ])('keeps only the finished steps when the person leaves at %s', async (key, kept) => {
    const { settings, ports } = world();
    const prompter = scripted({ ...prompted, [key]: leave });
    await expect(walk(request({ inputs: inputs(prompter) }), ports)).rejects.toBeInstanceOf(Cancelled);
    expect(Object.keys((await settings.load()) ?? {})).toEqual(kept);
  });

  it('resumes at the first unfinished step', async () => {
    const { ports } = world();
    const first = scripted({ ...prompted, 'method.confirmed': leave });
    await walk(request({ inputs: inputs(first) }), ports).catch(() => {});
    const { events } = await walk(request({ inputs: inputs(scripted(prompted)) }), ports);
    expect(types(events, 'step')).toEqual(['method', 'contacts']);
    expect(events.find(({ type }) => type === 'resumed')).toMatchObject({
      finished: [{ id: 'owner' }, { id: 'number' }, { id: 'credentials' }],
    });
  });
});

describe('a walk over a setup that is complete', () => {
  it('shows the verdict, asks what to change and takes that step alone', async () => {
    const { settings, ports } = await readyWorld();
    const before = settings.history.length;
    const prompter = scripted({ 'setup.change': 'owner', 'owner.team': enter, 'owner.contact': enter });
    const { events, outcome } = await walk(request({ inputs: inputs(prompter) }), ports);
    expect(events.map(({ type }) => type).filter((type) => type !== 'answered')).toEqual([
      ...['complete', 'step', 'unchanged'],
    ]);
    expect(events[0]).toMatchObject({ type: 'complete', results: expect.arrayContaining([expect.anything()]) });
    expect(outcome.changed).toBe(false);
    expect(settings.history.length).toBe(before);
  });

  it('takes no step when nothing is to be changed, also with inputs from variables', async () => {
    const { ports } = await readyWorld();
    const given = givenBy({ 'number.sender': '+12025550199' }, () => 'SMSCTL_NUMBER');
    const prompter = scripted({ 'setup.change': enter });
    const { events, outcome } = await walk(request({ inputs: inputs(prompter, given) }), ports);
    expect(types(events, 'step')).toEqual([]);
    expect(outcome.changed).toBe(false);
  });

  it('goes on with the answers that a change makes out of date, and asks those alone', async () => {
    const { settings, ports } = await readyWorld(providerOf([authToken, newAuthToken], otherAccountSid));
    await settings.update(({ method, ...rest }) => ({
      ...rest,
      ...(method && { method: { confirmed: { ...method.confirmed, accountSid } } }),
    }));
    const prompter = scripted({
      'setup.change': 'credentials',
      'credentials.accountSid': otherAccountSid,
      'credentials.method': enter,
      'credentials.store': enter,
      'credentials.authToken': newAuthToken,
      'credentials.other-account': 'acme',
      'method.confirmed': 'auth-token',
      'method.confirmedBy': 'Grace',
    });
    const { events } = await walk(request({ inputs: inputs(prompter) }), ports);
    expect(types(events, 'step')).toEqual(['credentials', 'method']);
    expect(events.filter(({ type }) => type === 'outdated')).toHaveLength(1);
    expect((await settings.load())?.method?.confirmed).toMatchObject({ by: 'Grace', accountSid: otherAccountSid });
    expect(prompter.unused()).toEqual([]);
  });

  it('asks every question of a step that is named, and the outdated ones alone when setup resumes', async () => {
    const asked = async (named: boolean) => {
      const { settings, ports } = await readyWorld();
      await settings.update(({ number, ...rest }) => ({
        ...rest,
        ...(number && { number: { ...number, sender: '+12025550199' } }),
      }));
      const keys = step('contacts').questions.map(({ key }) => [key, enter]);
      const prompter = scripted({ ...Object.fromEntries(keys), 'contacts.shortForm': 'yes' });
      await walk(request({ ...(named && { step: step('contacts') }), inputs: inputs(prompter) }), ports);
      return prompter.asked.map(({ key }) => key);
    };
    expect(await asked(false)).toEqual(['contacts.shortForm', 'contacts.acknowledgedBy']);
    expect(await asked(true)).toContain('contacts.source');
  });

  it('asks for a new acknowledgement of the limits alone when the sender changes', async () => {
    const { settings, ports } = await readyWorld();
    const prompter = scripted({
      'number.sender': '+12025550199',
      'number.unproven': 'save',
      'contacts.shortForm': 'yes',
      'contacts.acknowledgedBy': 'Grace',
    });
    const { events } = await walk(request({ step: step('number'), inputs: inputs(prompter) }), ports);
    expect(types(events, 'step')).toEqual(['number', 'contacts']);
    expect((await settings.load())?.contacts?.shortForm).toMatchObject({ by: 'Grace', sender: '+12025550199' });
    expect((await settings.load())?.contacts?.acknowledged).toEqual(contacts.acknowledged);
  });

  it('changes nothing when the same secret is given again', async () => {
    const { settings, ports } = await readyWorld();
    const before = settings.history.length;
    const given = flags({ 'credentials.authToken': new Secret(authToken) });
    const { outcome } = await walk(request({ step: step('credentials'), inputs: inputs(null, given) }), ports);
    expect(outcome.changed).toBe(false);
    expect(settings.history.length).toBe(before);
  });

  it('keeps the confirmation when only the secret changes', async () => {
    const { settings, ports } = await readyWorld();
    const before = (await settings.load())?.method;
    const given = flags({ 'credentials.authToken': new Secret(newAuthToken) });
    await walk(request({ step: step('credentials'), inputs: inputs(null, given) }), ports);
    const saved = (await settings.load()) as Settings;
    expect(step('method').finished(saved)).toBe(true);
    expect(saved.pending).toBeUndefined();
    const { outcome } = await walk(request({ step: step('method'), inputs: inputs(null) }), ports);
    expect(outcome).toMatchObject({ changed: false, settings: { method: before } });
  });

  it('keeps the former credential when the new one is refused', async () => {
    const { settings, ports } = await readyWorld();
    const before = await settings.load();
    const given = flags({ 'credentials.authToken': new Secret('f'.repeat(32)) });
    const walking = walk(request({ step: step('credentials'), inputs: inputs(null, given) }), ports);
    await expect(walking).rejects.toMatchObject({ code: 'step.refused', exit: 1 });
    expect(await settings.load()).toEqual(before);
  });

  it('saves a number that the account does not hold only when told to', async () => {
    const { settings, ports } = await readyWorld(providerOf([authToken], otherAccountSid));
    const given = flags({ 'number.sender': '+12025550199' });
    const wanted = { step: step('number'), inputs: inputs(null, given) };
    await expect(walk(request(wanted), ports)).rejects.toMatchObject({ code: 'step.refused' });
    expect((await settings.load())?.number?.sender).toBe(sender);
    await walk(request({ ...wanted, yes: true }), ports);
    expect((await settings.load())?.number?.sender).toBe('+12025550199');
  });

  it('lets a failing setup be corrected in any order', async () => {
    const { settings, ports } = await readyWorld(providerOf([authToken, newAuthToken], otherAccountSid));
    const given = flags({ 'credentials.authToken': new Secret(newAuthToken) });
    const { events } = await walk(request({ step: step('credentials'), inputs: inputs(null, given) }), ports);
    expect(types(events, 'saved')).toEqual(['credentials']);
    expect((await settings.load())?.credentials?.fingerprint).not.toBe(fingerprintOf(tokenCredential));
  });

  it('keeps a working setup when the new account does not hold its number', async () => {
    const { settings, ports } = await readyWorld();
    const before = await settings.load();
    const given = flags({
      'credentials.accountSid': otherAccountSid,
      'credentials.authToken': new Secret(newAuthToken),
    });
    const walking = walk(request({ step: step('credentials'), inputs: inputs(null, given) }), ports);
    await expect(walking).rejects.toMatchObject({ code: 'step.refused' });
    expect(await settings.load()).toEqual(before);
  });

  it('saves number and credentials together when both move to another account', async () => {
    const { settings, ports } = await readyWorld(providerOf([authToken, newAuthToken], otherAccountSid));
    const moved = flags({
      'number.sender': '+12025550199',
      'credentials.accountSid': otherAccountSid,
      'credentials.authToken': new Secret(newAuthToken),
      'method.confirmed': 'auth-token',
    });
    const { events } = await walk(request({ inputs: inputs(null, moved) }), ports);
    expect(types(events, 'carried')).toEqual(['number']);
    const states = settings.history.map(({ number, credentials }) => [number?.sender, credentials?.accountSid]);
    expect(states).not.toContainEqual(['+12025550199', accountSid]);
    expect(states.at(-1)).toEqual(['+12025550199', otherAccountSid]);
  });

  describe('whose account would be replaced by another', () => {
    /** Another account that holds the same number, so that no check stands in the way. */
    const otherAccount = {
      'credentials.accountSid': otherAccountSid,
      'credentials.authToken': new Secret(newAuthToken),
    };
    const takeOver = async (prompter: Prompter | null, source: string, change: Partial<SetupRequest> = {}) => {
      const made = await readyWorld(providerOf([authToken, newAuthToken], otherAccountSid));
      const given = givenBy(otherAccount, () => source);
      const walking = walk(request({ step: step('credentials'), inputs: inputs(prompter, given), ...change }), {
        ...made.ports,
      });
      return { walking, saved: async () => (await made.settings.load())?.credentials?.accountSid };
    };

    it('is kept when a variable names another account and no terminal is attached', async () => {
      const { walking, saved } = await takeOver(null, 'TWILIO_ACCOUNT_SID');
      await expect(walking).rejects.toMatchObject({
        code: 'credentials.other-account',
        exit: 2,
        message: expect.stringMatching(/^acme is set up with account AC.+TWILIO_ACCOUNT_SID names account AC/),
      });
      expect(await saved()).toBe(accountSid);
    });

    it('moves when the organization id is typed, and stays when the person leaves', async () => {
      const kept = { 'credentials.method': enter, 'credentials.store': enter };
      const typing = scripted({ ...kept, 'credentials.other-account': 'acme' });
      const moved = await takeOver(typing, 'TWILIO_ACCOUNT_SID');
      await moved.walking;
      expect(await moved.saved()).toBe(otherAccountSid);
      expect(typing.asked.at(-1)?.message).toMatch(/^Replace account AC.+ by account AC.+\? Type .+ acme$/);
      expect(await typing.asked.at(-1)?.problem?.('yes')).toContain('Type acme');

      const leaving = await takeOver(scripted({ ...kept, 'credentials.other-account': leave }), 'TWILIO_ACCOUNT_SID');
      await expect(leaving.walking).rejects.toThrow(Cancelled);
      expect(await leaving.saved()).toBe(accountSid);
    });

    it('prints what would be saved in a dry run and asks for no confirmation', async () => {
      const { walking, saved } = await takeOver(null, 'TWILIO_ACCOUNT_SID', { dryRun: true });
      expect(types((await walking).events, 'would-save')).toEqual(['credentials']);
      expect(await saved()).toBe(accountSid);
    });

    it.each([
      ['--account-sid', {}],
      ['answers.json', { yes: true }],
    ])('moves at once with %s and %o', async (source, change) => {
      const { walking, saved } = await takeOver(null, source, change);
      await walking;
      expect(await saved()).toBe(otherAccountSid);
    });
  });
});

describe('when the provider cannot be reached', () => {
  it('saves anyway when the person chooses to', async () => {
    const { settings, ports } = world(undefined, unreachable);
    const prompter = scripted({ ...prompted, 'credentials.unproven': 'save' });
    await walk(request({ inputs: inputs(prompter) }), ports);
    expect((await settings.load())?.credentials?.accountSid).toBe(accountSid);
  });

  it('tries the same answers again, without asking for them', async () => {
    let isUp = false;
    const up = providerOf([authToken]);
    const { settings, ports } = world(undefined, {
      openProvider: (credential) => (isUp ? up : unreachable).openProvider(credential),
    });
    const prompter = scripted({ ...prompted, 'credentials.unproven': 'again' });
    const whenAsked: Prompter = {
      ask: (ask) => {
        isUp = ask.key === 'credentials.unproven';
        return prompter.ask(ask);
      },
    };
    await walk(request({ inputs: inputs(whenAsked) }), ports);
    expect((await settings.load())?.credentials?.accountSid).toBe(accountSid);
    expect(prompter.asked.filter(({ key }) => key === 'credentials.authToken')).toHaveLength(1);
  });

  it('offers the typed answers again when the person changes them', async () => {
    const { ports } = world(undefined, providerOf([newAuthToken]));
    const prompter = scripted({
      ...prompted,
      'credentials.accountSid': [accountSid, enter],
      'credentials.method': ['auth-token', enter],
      'credentials.store': ['memory', enter],
      'credentials.authToken': [authToken, newAuthToken],
      'credentials.unproven': 'change',
    });
    await walk(request({ inputs: inputs(prompter) }), ports);
    expect(prompter.unused()).toEqual([]);
  });

  it('saves nothing and ends unknown without a terminal', async () => {
    const { settings, ports } = world(undefined, unreachable);
    await expect(walk(request({ inputs: inputs(null, allGiven) }), ports)).rejects.toMatchObject({
      code: 'step.unproven',
      exit: 3,
    });
    expect(Object.keys((await settings.load()) ?? {})).toEqual(['owner', 'number']);
  });
});

describe('the question which method is active', () => {
  it('explains a wrong answer and asks again', async () => {
    const { settings, ports } = await readyWorld();
    await settings.update(({ method: _, ...rest }) => rest);
    const prompter = scripted({ 'method.confirmed': ['api-key', 'unsure', 'auth-token'], 'method.confirmedBy': 'Ada' });
    const { events } = await walk(request({ step: step('method'), inputs: inputs(prompter) }), ports);
    const explained = events.flatMap((event) => (event.type === 'refused' ? [event.problem] : []));
    expect(explained).toEqual([expect.stringMatching(/Auth Token/), expect.stringMatching(/Auth Token/)]);
    expect((await settings.load())?.method?.confirmed.by).toBe('Ada');
    expect(prompter.asked.map(({ initial }) => initial)).toEqual([undefined, undefined, undefined, 'ada']);
  });

  it('refuses a wrong answer without a terminal', async () => {
    const { ports } = await readyWorld();
    const given = flags({ 'method.confirmed': 'api-key' });
    await expect(walk(request({ step: step('method'), inputs: inputs(null, given) }), ports)).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});

describe('a dry run', () => {
  it('checks with the new credential, prints the changes and writes nothing', async () => {
    const { settings, secrets, ports } = world(undefined, providerOf([authToken]));
    const { events, outcome } = await walk(request({ inputs: inputs(null, allGiven), dryRun: true }), ports);
    expect(types(events, 'would-save')).toEqual(['owner', 'number', 'credentials', 'method', 'contacts']);
    expect(settings.history).toEqual([]);
    expect(await secrets.get('default.new-1')).toBeUndefined();
    expect(outcome.credential?.secret.reveal()).toBe(authToken);
  });

  it('leaves the secrets that are still to be deleted, and says nothing of them', async () => {
    const pending = [{ store: 'memory', key: 'default.former' } as const];
    const { settings, secrets, ports } = world({ ...readySettings, pending });
    await secrets.set('default.former', new Secret('f'.repeat(32)));
    const given = flags({ 'owner.team': 'Others' });
    const wanted = { step: step('owner'), inputs: inputs(null, given) };
    const { events } = await walk(request({ ...wanted, dryRun: true }), ports);
    expect(events.map(({ type }) => type)).not.toContain('pending');
    expect(settings.history).toEqual([{ ...readySettings, pending }]);
    expect(await secrets.get('default.former')).toBeDefined();

    await walk(request(wanted), ports);
    expect((await settings.load())?.pending).toBeUndefined();
    expect(await secrets.get('default.former')).toBeUndefined();
  });

  it('says how many secrets are still to be deleted when their store stays locked, and only then', async () => {
    const pending = [{ store: 'memory', key: 'default.former' } as const];
    const made = world({ ...readySettings, pending });
    const vault = { ...made.ports.vault, clear: async () => 1 };
    const wanted = request({ step: step('owner'), inputs: inputs(null) });
    const { events } = await walk(wanted, { ...made.ports, vault });
    expect(events[0]).toMatchObject({ type: 'pending', secrets: pending });
    const clean = await walk(wanted, world(readySettings).ports);
    expect(clean.events.map(({ type }) => type)).not.toContain('pending');
  });
});
