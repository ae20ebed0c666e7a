import { describe, expect, it } from 'vitest';
import { SecretStoreError, type SecretStoreProblem } from '../../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { GivenAnswers } from '../../../src/domain/settings/question.ts';
import type { CredentialSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { settleCredentials } from '../../../src/setup/credentials/settle.ts';
import type { SettleContext } from '../../../src/setup/step/step.ts';
import {
  accountSid,
  apiKeySid,
  clock,
  keyCredential,
  newAuthToken,
  now,
  otherAccountSid,
  tokenCredential,
} from '../../support/fixtures.ts';

const section: CredentialSettings = {
  accountSid,
  method: 'auth-token',
  store: 'file',
  fingerprint: fingerprintOf(tokenCredential),
  savedAt: '2026-11-01T00:00:00.000Z',
};
const saved: Settings = { credentials: section };
const contextWith = (readCredential: SettleContext['readCredential'], settings: Settings = saved): SettleContext => ({
  settings,
  now: clock.now(),
  canAsk: false,
  readCredential,
  checkContacts: () => Promise.reject(new Error('Credentials have no contacts.')),
});
const failing = (problem: SecretStoreProblem) =>
  contextWith(() => Promise.reject(new SecretStoreError({ problem, message: 'No.', nextStep: 'Wait.' })));
const sameSecret = {
  'credentials.accountSid': accountSid,
  'credentials.method': 'auth-token',
  'credentials.store': 'file',
  'credentials.authToken': tokenCredential.secret,
} as const;

describe('the secret that is saved, given again', () => {
  it('changes nothing while its store holds it', async () => {
    const settled = await settleCredentials(
      sameSecret,
      contextWith(async () => tokenCredential),
    );
    expect(settled).toStrictEqual({ ok: true, section: {} });
  });

  it.each(['missing', 'damaged'] as const)('is stored again if the stored one is %s', async (problem) => {
    const settled = await settleCredentials(sameSecret, failing(problem));
    expect(settled).toMatchObject({
      ok: true,
      credential: tokenCredential,
      section: { credentials: { store: 'file' } },
    });
  });

  it('changes nothing if the store cannot be read now', async () => {
    expect(await settleCredentials(sameSecret, failing('locked'))).toEqual({ ok: true, section: {} });
  });
});

describe('answers about credentials', () => {
  /** A store that holds the token of the saved section, in its region. */
  async function settle(answers: GivenAnswers, settings: Settings = saved) {
    const read: CredentialSettings[] = [];
    const context = contextWith(async (wanted) => {
      read.push(wanted);
      const { region } = wanted;
      return { ...tokenCredential, ...(region !== undefined && { region }) };
    }, settings);
    return { settled: await settleCredentials(answers, context), read };
  }
  const { 'credentials.authToken': _, ...noSecret } = sameSecret;
  const ofKey = {
    'credentials.accountSid': accountSid,
    'credentials.method': 'api-key',
    'credentials.apiKeySid': apiKeySid,
    'credentials.apiKeySecret': keyCredential.secret,
  } as const;
  const fresh = { ...section, savedAt: now.toISOString() };
  const other = { ...tokenCredential, secret: new Secret(newAuthToken) };

  it('with a new secret become its section and a credential to store, and read no store', async () => {
    for (const settings of [{}, saved]) {
      const { settled, read } = await settle({ ...sameSecret, 'credentials.authToken': other.secret }, settings);
      const credentials = { ...fresh, fingerprint: fingerprintOf(other) };
      expect(settled).toStrictEqual({ ok: true, credential: other, section: { credentials } });
      expect(read).toEqual([]);
    }
  });

  it('with a new key name it and its region', async () => {
    const { settled } = await settle({ ...ofKey, 'credentials.region': 'ie1', 'credentials.store': 'keychain' });
    expect(settled).toStrictEqual({
      ok: true,
      credential: { ...keyCredential, region: 'ie1' },
      section: {
        credentials: {
          ...{ accountSid, method: 'api-key', apiKeySid, region: 'ie1', store: 'keychain' },
          ...{ fingerprint: fingerprintOf(keyCredential), savedAt: now.toISOString() },
        },
      },
    });
  });

  it.each([
    [{}, 'keychain'],
    [saved, 'file'],
  ] as const)('without a store, when %j is saved, keep the secret in the %s', async (settings, store) => {
    expect((await settle(ofKey, settings)).settled).toMatchObject({ section: { credentials: { store } } });
  });

  it('without a secret keep the saved one unread, if nothing else changes', async () => {
    const inRegion = { credentials: { ...section, region: 'ie1' } };
    for (const [answers, settings] of [
      [noSecret, saved],
      [{ ...noSecret, 'credentials.region': 'ie1' }, inRegion],
    ] as const) {
      expect(await settle(answers, settings)).toEqual({ settled: { ok: true, section: {} }, read: [] });
    }
  });

  it('without a secret move the saved one to another store', async () => {
    const { settled, read } = await settle({ ...noSecret, 'credentials.store': 'keychain' });
    expect(settled).toStrictEqual({
      ok: true,
      credential: tokenCredential,
      section: { credentials: { ...fresh, store: 'keychain' } },
    });
    expect(read).toEqual([section]);
  });

  it.each([
    [undefined, 'ie1'],
    ['ie1', 'au1'],
    ['ie1', undefined],
  ])('without a secret change the region %s to %s', async (former, region) => {
    const settings = { credentials: { ...section, ...(former !== undefined && { region: former }) } };
    const answers = { ...noSecret, ...(region !== undefined && { 'credentials.region': region }) };
    const { settled } = await settle(answers, settings);
    const wanted = region === undefined ? {} : { region };
    expect(settled).toStrictEqual({
      ok: true,
      credential: { ...tokenCredential, ...wanted },
      section: { credentials: { ...fresh, ...wanted } },
    });
  });

  it.each<[string, GivenAnswers]>([
    ['another store', { ...sameSecret, 'credentials.store': 'keychain' }],
    ['another region', { ...sameSecret, 'credentials.region': 'ie1' }],
  ])('with the saved secret store it again for %s', async (_, answers) => {
    expect((await settle(answers)).settled).toMatchObject({ ok: true, credential: { secret: tokenCredential.secret } });
  });

  it('with the environment as the store read its variable by the names that were answered', async () => {
    const { 'credentials.apiKeySecret': __, ...named } = ofKey;
    const { settled, read } = await settle({ ...named, 'credentials.store': 'env', 'credentials.region': 'ie1' }, {});
    expect(read).toMatchObject([{ accountSid, method: 'api-key', apiKeySid, store: 'env' }]);
    expect(settled).toMatchObject({ credential: { region: 'ie1' }, section: { credentials: { store: 'env' } } });
  });

  it('that the store cannot answer ask for another store, with the reason', async () => {
    const locked = failing('locked');
    expect(await settleCredentials({ ...noSecret, 'credentials.store': 'env' }, locked)).toEqual({
      ok: false,
      key: 'credentials.store',
      problem: 'No. Wait.',
    });
  });

  it('never hide a fault of smsctl', async () => {
    const broken = contextWith(() => Promise.reject(new TypeError('a bug')));
    await expect(settleCredentials({ ...noSecret, 'credentials.store': 'env' }, broken)).rejects.toThrow('a bug');
    await expect(settleCredentials(sameSecret, broken)).rejects.toThrow('a bug');
    // The walk asks for the secret of credentials that are not the saved ones.
    for (const changed of [
      { 'credentials.accountSid': otherAccountSid },
      { 'credentials.method': 'api-key' },
    ] as const) {
      await expect(settle({ ...noSecret, ...changed })).rejects.toThrow(/neither given nor saved/);
    }
    await expect(settle(noSecret, {})).rejects.toThrow(/neither given nor saved/);
  });
});
