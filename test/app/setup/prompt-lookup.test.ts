import { describe, expect, it } from 'vitest';
import { promptLookup } from '../../../src/app/setup/prompt-lookup.ts';
import type { SetupState, StepRun } from '../../../src/app/setup/setup-walk.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
import type { Credential } from '../../../src/domain/settings/credential.ts';
import type { AnswerKey } from '../../../src/domain/settings/question.ts';
import type { ContactsSettings, CredentialSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { Provider } from '../../../src/ports.ts';
import {
  accountSid,
  apiKeySecret,
  apiKeySid,
  keyCredential,
  newAuthToken,
  otherAccountSid,
  quietProvider,
  readySettings,
  tokenCredential,
} from '../../support/fixtures.ts';

const savedCredentials = readySettings.credentials as CredentialSettings;
const contacts = readySettings.contacts as ContactsSettings;

interface Situation {
  readonly saved?: Settings;
  readonly given?: Partial<Record<AnswerKey, string | Secret>>;
  readonly draftCredential?: Credential;
  readonly tried?: Credential;
  readonly provider?: Partial<Provider>;
  readonly read?: () => Promise<Credential>;
  readonly listColumns?: StepRun['ports']['listColumns'];
}

function lookup(situation: Situation = {}) {
  const { saved = {}, given = {}, draftCredential, tried, provider = {}, listColumns } = situation;
  const { read = async () => tokenCredential } = situation;
  const opened: Credential[] = [];
  const calls: string[] = [];
  const state: SetupState = { saved, carried: {}, changed: false, ...(tried !== undefined && { credential: tried }) };
  const run = {
    ...(draftCredential !== undefined && { draftCredential }),
    state,
    request: { inputs: { given: new Map(Object.entries(given).map(([key, raw]) => [key, { raw, source: key }])) } },
    ports: {
      vault: { read },
      openProvider: async (credential: Credential) => {
        opened.push(credential);
        return {
          ...quietProvider,
          poolNumbers: async (sid: string) => {
            calls.push(sid);
            return [];
          },
          ...provider,
        };
      },
      listColumns,
    },
  } as unknown as StepRun;
  return { ...promptLookup(run), opened, calls };
}

const secretToken = new Secret(newAuthToken);
const secretOfKey = new Secret(apiKeySecret);
const held = async () => ({
  complete: false,
  senders: [
    { sender: '+12025550142', name: 'Main', smsCapable: true },
    { sender: '55501', name: null, smsCapable: null },
  ],
});

describe('the credential that suggestions are looked up with', () => {
  it.each<[string, Situation, Partial<Credential> | undefined]>([
    ['none when there is none', {}, undefined],
    ['the saved one', { saved: readySettings }, tokenCredential],
    [
      'a given one before the saved one',
      {
        saved: readySettings,
        given: { 'credentials.accountSid': otherAccountSid, 'credentials.authToken': secretToken },
      },
      { accountSid: otherAccountSid, method: 'auth-token', secret: secretToken },
    ],
    [
      'one that was tried before a given one',
      { tried: keyCredential, given: { 'credentials.accountSid': accountSid, 'credentials.authToken': secretToken } },
      keyCredential,
    ],
    ['one of a draft before all others', { draftCredential: tokenCredential, tried: keyCredential }, tokenCredential],
    [
      'a given key',
      {
        given: {
          ...{ 'credentials.accountSid': accountSid, 'credentials.apiKeySid': apiKeySid },
          'credentials.apiKeySecret': secretOfKey,
        },
      },
      { accountSid, method: 'api-key', apiKeySid, secret: secretOfKey },
    ],
    [
      'the token when a token and a key are given',
      {
        given: {
          ...{ 'credentials.accountSid': accountSid, 'credentials.apiKeySid': apiKeySid },
          ...{ 'credentials.apiKeySecret': secretOfKey, 'credentials.authToken': secretToken },
        },
      },
      { method: 'auth-token', secret: secretToken },
    ],
    ['none for an account alone', { given: { 'credentials.accountSid': accountSid } }, undefined],
    ['none for a token alone', { given: { 'credentials.authToken': secretToken } }, undefined],
    [
      'none for a key without its secret',
      { given: { 'credentials.accountSid': accountSid, 'credentials.apiKeySid': apiKeySid } },
      undefined,
    ],
    [
      'none for the secret of a key without the key',
      { given: { 'credentials.accountSid': accountSid, 'credentials.apiKeySecret': secretOfKey } },
      undefined,
    ],
    [
      'none for an invalid account',
      { given: { 'credentials.accountSid': 'AC1', 'credentials.authToken': secretToken } },
      undefined,
    ],
    [
      'the saved one when a given one is invalid',
      { saved: readySettings, given: { 'credentials.accountSid': accountSid, 'credentials.authToken': 'short' } },
      tokenCredential,
    ],
  ])('is %s', async (_name, situation, credential) => {
    const { senders, opened } = lookup(situation);
    const found = await senders();
    expect(opened).toEqual(credential === undefined ? [] : [expect.objectContaining(credential)]);
    expect(found === undefined).toBe(credential === undefined);
  });

  it.each([
    ['of the flag', 'ie1', undefined, 'ie1'],
    ['of the flag before the saved one', 'au1', 'ie1', 'au1'],
    ['that is saved', undefined, 'ie1', 'ie1'],
    ['of no name when the saved one is taken away', 'none', 'ie1', undefined],
    ['of no name otherwise', undefined, undefined, undefined],
  ])('has the region %s', async (_name, given, saved, region) => {
    for (const secret of [
      { 'credentials.authToken': secretToken },
      { 'credentials.apiKeySid': apiKeySid, 'credentials.apiKeySecret': secretOfKey },
    ]) {
      const credentials = { ...savedCredentials, ...(saved !== undefined && { region: saved }) };
      const { senders, opened } = lookup({
        saved: { credentials },
        given: { 'credentials.accountSid': accountSid, ...secret, ...(given && { 'credentials.region': given }) },
      });
      await senders();
      expect(opened.map((credential) => credential.region)).toEqual([region]);
    }
  });
});

describe('the senders to choose from', () => {
  const services = (count: number) => async () => ({
    all: false,
    services: Array.from({ length: count }, (_service, index) => ({
      ...({ sid: `MG${index}`, name: `Service ${index}`, inbound: 'https', registered: false } as const),
    })),
  });

  it('are those of the account, each with the services that hold it', async () => {
    const poolNumbers = async (sid: string) => (sid === 'MG1' ? ['+12025550199', '+12025550142'] : ['+12025550199']);
    const provider = { heldSenders: held, messagingServices: services(2), poolNumbers };
    expect(await lookup({ saved: readySettings, provider }).senders()).toEqual({
      complete: false,
      senders: [
        ...[{ sender: '+12025550142', name: 'Main', smsCapable: true, services: [{ sid: 'MG1', name: 'Service 1' }] }],
        { sender: '55501', name: null, smsCapable: null, services: [] },
      ],
    });
  });

  it('are looked up once, in the pools of the first ten services', async () => {
    const provider = { heldSenders: held, messagingServices: services(12) };
    const { senders, opened, calls } = lookup({ saved: readySettings, provider });
    await Promise.all([senders(), senders()]);
    await senders();
    expect(opened).toHaveLength(1);
    expect(calls).toEqual(Array.from({ length: 10 }, (_service, index) => `MG${index}`));
  });

  const refused = () => Promise.reject(new ProviderError({ kind: 'refused', message: 'No.', status: 403 }));
  const broken = () => Promise.reject(new TypeError('a fault'));

  it.each(['messagingServices', 'poolNumbers'] as const)(
    'have no services when the key may not read %s',
    async (call) => {
      const provider = { heldSenders: held, messagingServices: services(1) };
      const found = await lookup({ saved: readySettings, provider: { ...provider, [call]: refused } }).senders();
      expect(found?.senders.map((each) => each.services)).toEqual([[], []]);
      const fault = lookup({ saved: readySettings, provider: { ...provider, [call]: broken } });
      await expect(fault.senders()).rejects.toThrow('a fault');
    },
  );

  it('are unknown when the provider or the store gives no answer, and a fault is no answer', async () => {
    const locked = () =>
      Promise.reject(new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' }));
    expect(await lookup({ saved: readySettings, provider: { heldSenders: refused } }).senders()).toBeUndefined();
    expect(await lookup({ saved: readySettings, read: locked }).senders()).toBeUndefined();
    await expect(lookup({ saved: readySettings, provider: { heldSenders: broken } }).senders()).rejects.toThrow(
      'fault',
    );
    await expect(lookup({ saved: readySettings, read: broken }).senders()).rejects.toThrow('a fault');
  });
});

describe('the columns of a list', () => {
  const reading = (saved: Settings) => {
    const read: string[] = [];
    const { columns } = lookup({
      saved,
      listColumns: async (source) => {
        read.push(source);
        if (source === 'nope.csv') throw new UserError({ code: 'contacts.unreadable', message: 'No.' });
        return { name: source, all: ['phone'], phones: ['phone'], possible: [], country: null, consent: null };
      },
    });
    return { columns, read };
  };

  it('are read once for each list', async () => {
    const { columns, read } = reading(readySettings);
    expect(await columns('a.csv')).toMatchObject({ name: 'a.csv' });
    await columns('a.csv');
    expect(await columns('b.csv')).toMatchObject({ name: 'b.csv' });
    expect(read).toEqual(['a.csv', 'b.csv']);
    await expect(columns('nope.csv')).rejects.toMatchObject({ code: 'contacts.unreadable' });
  });

  it('are not read of a list that was counted from a pipe or a database', async () => {
    const source = 'postgres://db/contacts';
    const piped = { ...readySettings, contacts: { ...contacts, source, result: { ...contacts.result, bytes: null } } };
    const { columns, read } = reading(piped);
    expect(await columns(source)).toBeUndefined();
    expect(read).toEqual([]);
    // Another list, and a file that is saved, are read.
    expect(await columns('a.csv')).toBeDefined();
    expect(await reading(readySettings).columns(contacts.source)).toBeDefined();
    expect(await reading({}).columns(source)).toBeDefined();
  });
});
