import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import type { Given, Inputs } from '../../../src/app/setup/answer-questions.ts';
import { runSetup } from '../../../src/app/setup/run-setup.ts';
import type { SetupEvent, SetupOutcome, SetupPorts, SetupRequest } from '../../../src/app/setup/setup-walk.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { OwnedSender } from '../../../src/domain/readiness/facts.ts';
import { fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { AnswerKey } from '../../../src/domain/settings/question.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { Cancelled, type UserError } from '../../../src/domain/user-error.ts';
import type { Prompter, Provider } from '../../../src/ports.ts';
import type { StepId } from '../../../src/setup/step/step.ts';
import { steps } from '../../../src/setup/steps.ts';
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
import { enter, leave, scripted } from '../../support/scripted.ts';

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
        countryColumn: null,
        columns: [],
        samples: [],
        findings: [],
      };
      return { lists: [list], result, examples: {}, proposal: null };
    },
    ...change,
  };
  return { settings, secrets, ports, vault };
}

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

async function walk(wanted: SetupRequest, ports: SetupPorts) {
  const events: SetupEvent[] = [];
  const walking = runSetup(wanted, ports);
  for (;;) {
    const next: IteratorResult<SetupEvent, SetupOutcome> = await walking.next();
    if (next.done === true) return { events, outcome: next.value };
    events.push(next.value);
  }
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
};
const { 'credentials.authToken': _, ...plain } = everything;
const allGiven = flags({ ...plain, 'credentials.authToken': new Secret(authToken) });

describe('a first walk', () => {
  it('asks every question in order and saves each finished step', async () => {
    const { settings, ports } = world();
    const prompter = scripted(everything);
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
    const { events } = await walk(request({ inputs: inputs(scripted(everything)) }), { ...made.ports, checkContacts });
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
      const wanted = request({ step: step('contacts'), inputs: inputs(null, flags({ 'contacts.shortForm': 'yes' })) });
      const { events } = await walk(wanted, world(saved).ports);
      return events.filter(({ type }) => type === 'briefing').length;
    };
    expect(await briefings(readySettings)).toBe(0);
    const { shortForm: _, ...unread } = contacts;
    expect(await briefings({ ...readySettings, contacts: unread })).toBe(1);
  });

  it('does the same from flags without a terminal', async () => {
    const asked = world();
    await walk(request({ inputs: inputs(scripted(everything)) }), asked.ports);
    const given = world();
    await walk(request({ inputs: inputs(null, allGiven) }), given.ports);
    expect(await given.settings.load()).toEqual(await asked.settings.load());
  });

  it('lists every missing input with flag and variable and writes nothing', async () => {
    const { settings, ports } = world();
    const failure = await walk(request({}), ports).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'input.missing', exit: 2 });
    expect((failure as UserError).hints).toEqual([
      'Team that owns SMS setup: --owner-team VALUE or SMSCTL_OWNER_TEAM',
      'How to reach it: --owner-contact VALUE or SMSCTL_OWNER_CONTACT',
      'Organization phone number: --number VALUE or SMSCTL_NUMBER',
      'Account SID: --account-sid VALUE or TWILIO_ACCOUNT_SID',
      'Auth Token: --auth-token-stdin, --auth-token-file FILE or TWILIO_AUTH_TOKEN',
      'Which credential method is active now: --confirm-method VALUE or SMSCTL_CONFIRM_METHOD',
      'Contact list: --contacts VALUE or SMSCTL_CONTACTS',
      expect.stringMatching(/^The team knows .*: --acknowledge-contacts$/),
      expect.stringMatching(/^Campaign owners .*: --acknowledge-short-form$/),
    ]);
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
    });
    const alone = withDoubt();
    await walk(request({ step: step('contacts'), inputs: inputs(null, given) }), alone.ports);
    expect((await alone.settings.load())?.contacts).toMatchObject({ source: '/abs/other.csv', result: doubtful });

    const asked = withDoubt();
    const prompter = scripted({ 'contacts.country': enter, 'contacts.minimum': enter, 'contacts.numbers': leave });
    const asking = walk(request({ step: step('contacts'), inputs: inputs(prompter, given) }), asked.ports);
    await expect(asking).rejects.toBeInstanceOf(Cancelled);
    expect(prompter.asked.at(-1)?.key).toBe('contacts.numbers');
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
    const prompter = scripted({ ...everything, [key]: leave });
    await expect(walk(request({ inputs: inputs(prompter) }), ports)).rejects.toBeInstanceOf(Cancelled);
    expect(Object.keys((await settings.load()) ?? {})).toEqual(kept);
  });

  it('resumes at the first unfinished step', async () => {
    const { ports } = world();
    const first = scripted({ ...everything, 'method.confirmed': leave });
    await walk(request({ inputs: inputs(first) }), ports).catch(() => {});
    const { events } = await walk(request({ inputs: inputs(scripted(everything)) }), ports);
    expect(types(events, 'step')).toEqual(['method', 'contacts']);
    expect(events.find(({ type }) => type === 'resumed')).toMatchObject({
      finished: [{ id: 'owner' }, { id: 'number' }, { id: 'credentials' }],
    });
  });
});

describe('a walk over a setup that is complete', () => {
  it('changes nothing when every answer is the saved one', async () => {
    const { settings, ports } = await readyWorld();
    const before = settings.history.length;
    const keys = steps.flatMap(({ questions }) => questions.map(({ key }) => [key, enter]));
    const { events, outcome } = await walk(request({ inputs: inputs(scripted(Object.fromEntries(keys))) }), ports);
    expect(types(events, 'unchanged')).toEqual(['owner', 'number', 'credentials', 'method', 'contacts']);
    expect(outcome.changed).toBe(false);
    expect(settings.history.length).toBe(before);
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
    const prompter = scripted({ ...everything, 'credentials.unproven': 'save' });
    await walk(request({ inputs: inputs(prompter) }), ports);
    expect((await settings.load())?.credentials?.accountSid).toBe(accountSid);
  });

  it('offers the typed answers again when the person changes them', async () => {
    const { ports } = world(undefined, providerOf([newAuthToken]));
    const prompter = scripted({
      ...everything,
      'credentials.accountSid': [accountSid, enter],
      'credentials.method': ['auth-token', enter],
      'credentials.store': ['memory', enter],
      'credentials.authToken': [authToken, newAuthToken],
      'credentials.unproven': 'again',
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
    expect(explained).toEqual([
      expect.stringMatching(/^That is not what is saved\. smsctl signs in token-based/),
      expect.stringMatching(/^Then this is what is saved: smsctl signs in token-based/),
    ]);
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
    expect(events[0]).toEqual({ type: 'pending', count: 1 });
    const clean = await walk(wanted, world(readySettings).ports);
    expect(clean.events.map(({ type }) => type)).not.toContain('pending');
  });
});
