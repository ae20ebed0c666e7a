import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../src/adapters/memory-secrets.ts';
import { credentialVault } from '../../src/app/credential-vault.ts';
import { fingerprintOf } from '../../src/domain/credential.ts';
import { Secret } from '../../src/domain/secret.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import type { CredentialSettings, SecretStoreKind, Settings } from '../../src/domain/settings.ts';
import { Cancelled } from '../../src/domain/user-error.ts';
import type { SecretStore } from '../../src/ports.ts';
import { authToken, keyCredential, otherAccountSid, tokenCredential } from '../support/fixtures.ts';
import { memorySettings } from '../support/memory.ts';

const section = (store: SecretStoreKind = 'memory', change: Partial<CredentialSettings> = {}): CredentialSettings => ({
  accountSid: tokenCredential.accountSid,
  method: 'auth-token',
  store,
  fingerprint: fingerprintOf(tokenCredential),
  savedAt: '2026-11-23T18:00:00.000Z',
  ...change,
});

/** A vault over memory, with the pieces in reach. `keys` are handed out in turn. */
function open(initial?: Settings, change: Partial<SecretStore> = {}) {
  const settings = memorySettings(initial);
  const secrets = { ...memorySecrets(), ...change };
  let count = 0;
  const vault = credentialVault({
    settings,
    openStore: () => secrets,
    newKey: () => {
      count += 1;
      return `default.key-${count}`;
    },
  });
  return { settings, secrets, vault };
}

const refuse = () =>
  Promise.reject(new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' }));

describe('saving a credential', () => {
  it('writes the intent, then the secret, then switches, then forgets the former one', async () => {
    const { settings, secrets, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    await vault.save({ ...tokenCredential, secret: new Secret('f'.repeat(32)) }, { credentials: section() });
    expect(
      settings.history.map(({ credentials, pending }) => [credentials?.secretKey, pending?.map(({ key }) => key)]),
    ).toEqual([
      [undefined, ['default.key-1']],
      ['default.key-1', undefined],
      ['default.key-1', ['default.key-2']],
      ['default.key-2', ['default.key-1']],
      ['default.key-2', ['default.key-1']],
      ['default.key-2', undefined],
    ]);
    expect(await secrets.get('default.key-1')).toBeUndefined();
    expect((await vault.read((await settings.load())?.credentials as CredentialSettings)).secret.reveal()).toBe(
      'f'.repeat(32),
    );
  });

  it('saves the other sections in the same write as the switch', async () => {
    const { settings, vault } = open();
    await vault.save(tokenCredential, { credentials: section(), number: { sender: 'Acme', kind: 'alphanumeric' } });
    const switched = settings.history.filter(
      ({ number, credentials }) => (number === undefined) !== (credentials === undefined),
    );
    expect(switched).toEqual([]);
  });

  it('keeps the former credential in use when the store refuses the new one', async () => {
    const { settings, secrets, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    const locked = credentialVault({
      settings,
      openStore: () => ({ ...secrets, set: refuse, delete: refuse }),
      newKey: () => 'default.late',
    });
    await expect(locked.save(keyCredential, { credentials: section() })).rejects.toThrow('Locked.');
    const after = await settings.load();
    expect(after?.credentials?.secretKey).toBe('default.key-1');
    expect(after?.pending).toMatchObject([{ store: 'memory', key: 'default.late' }]);
    expect((await vault.read(after?.credentials as CredentialSettings)).secret.reveal()).toBe(authToken);
  });

  it('leaves no trace of a secret that the store refused, where it can be cleared', async () => {
    const { settings, vault } = open(undefined, { set: refuse });
    await expect(vault.save(tokenCredential, { credentials: section() })).rejects.toThrow('Locked.');
    expect(await settings.load()).toEqual({});
  });

  it('writes nothing when the person leaves while the store asks for its passphrase', async () => {
    const { settings, vault } = open(undefined, { prepare: () => Promise.reject(new Cancelled()) });
    await expect(vault.save(tokenCredential, { credentials: section() })).rejects.toBeInstanceOf(Cancelled);
    expect(settings.history).toEqual([]);
  });

  it('does not switch to a secret that another process has begun to delete', async () => {
    const { settings, vault, secrets } = open();
    const racing = credentialVault({
      settings,
      newKey: () => 'default.race',
      openStore: () => ({
        ...secrets,
        set: async (key, secret) => {
          await secrets.set(key, secret);
          await vault.clear();
        },
      }),
    });
    await expect(racing.save(tokenCredential, { credentials: section() })).rejects.toMatchObject({
      code: 'settings.overtaken',
    });
    expect((await settings.load())?.credentials).toBeUndefined();
  });

  it('stores nothing for the environment', async () => {
    const { settings, vault } = open(undefined, { set: refuse });
    await vault.save(tokenCredential, { credentials: section('env') });
    expect((await settings.load())?.credentials?.secretKey).toBeUndefined();
  });
});

describe('reading a credential', () => {
  it('says missing, not "not set up", when the secret is gone', async () => {
    const { vault } = open();
    await expect(vault.read(section('keychain', { secretKey: 'default.gone' }))).rejects.toMatchObject({
      problem: 'missing',
      message: expect.stringContaining('stored on 2026-11-23 is not in the OS keychain any more'),
    });
  });

  it('never uses a secret of another account', async () => {
    const { settings, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    const saved = (await settings.load())?.credentials as CredentialSettings;
    await expect(vault.read({ ...saved, accountSid: otherAccountSid })).rejects.toMatchObject({ problem: 'mismatch' });
    await expect(vault.read({ ...saved, method: 'api-key', apiKeySid: 'SK1' })).rejects.toMatchObject({
      problem: 'mismatch',
    });
  });

  it('calls what is no envelope a mismatch, and does not repeat it', async () => {
    const { secrets, vault } = open();
    await secrets.set('default.odd', new Secret('not an envelope'));
    const failure = await vault.read(section('memory', { secretKey: 'default.odd' })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem: 'mismatch' });
    expect(String(failure)).not.toContain('not an envelope');
  });
});

describe('clearing what is pending', () => {
  it('keeps it listed while the store is locked', async () => {
    const pending = [{ store: 'memory', key: 'default.old' }] as const;
    const { settings, vault } = open({ pending }, { delete: refuse });
    expect(await vault.clear()).toBe(1);
    expect((await settings.load())?.pending).toMatchObject(pending);
  });

  it('never deletes the secret in use, even when it is listed', async () => {
    const { settings, secrets, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    await settings.update((current) => ({ ...current, pending: [{ store: 'memory', key: 'default.key-1' }] }));
    expect(await vault.clear()).toBe(0);
    expect(await secrets.get('default.key-1')).toBeDefined();
  });
});
