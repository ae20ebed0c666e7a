import { beforeEach, describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import {
  activateNew,
  activateStored,
  findStored,
  moveStored,
  removeStored,
  rollBack,
  storeBeside,
} from '../../../src/app/credentials/stored-credentials.ts';
import { type Credential, fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { CredentialSettings, SecretStoreKind, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { SecretStore } from '../../../src/ports.ts';
import { keyCredential, tokenCredential } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

/** A vault over a keychain and a file in memory. */
function open() {
  const settings = memorySettings();
  const stores = new Map<SecretStoreKind, SecretStore>([
    ['keychain', { ...memorySecrets(), kind: 'keychain' }],
    ['file', { ...memorySecrets(), kind: 'file' }],
  ]);
  let count = 0;
  const vault = credentialVault({
    settings,
    openStore: (kind) => stores.get(kind) as SecretStore,
    newKey: () => {
      count += 1;
      return `default.key-${count}`;
    },
  });
  return { settings, stores, vault };
}

const keep = (credential: Credential, store: SecretStoreKind = 'keychain') => ({
  credential,
  section: {
    accountSid: credential.accountSid,
    method: credential.method,
    ...(credential.method === 'api-key' && { apiKeySid: credential.apiKeySid }),
    store,
    fingerprint: fingerprintOf(credential),
    savedAt: '2026-11-23T18:00:00.000Z',
  } satisfies CredentialSettings,
});
const laterToken: Credential = { ...tokenCredential, secret: new Secret('later0token0'.repeat(3).slice(0, 32)) };
const strange: CredentialSettings = { ...keep(laterToken).section, secretKey: 'default.never' };

const methods = ({ credentials, standby = [] }: Settings) => [credentials?.method, standby.map(({ method }) => method)];
const overtaken = {
  code: 'settings.overtaken',
  exit: 75,
  hints: [expect.stringContaining('`smsctl credentials show`')],
};

let at: ReturnType<typeof open>;
const now = async () => (await at.settings.load()) ?? {};
const active = async () => (await now()).credentials as CredentialSettings;
const standing = async () => (await now()).standby?.[0] as CredentialSettings;
const inKeychain = async ({ secretKey = '' }: CredentialSettings) =>
  (await at.stores.get('keychain')?.get(secretKey)) !== undefined;

beforeEach(() => {
  at = open();
});

describe('new credentials', () => {
  it('replace the active credentials and delete their secret', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    const former = await active();
    await activateNew(at.vault, keep(laterToken), { keepFormer: false });
    expect(methods(await now())).toEqual(['auth-token', []]);
    expect((await at.vault.read(await active())).secret.equals(laterToken.secret)).toBe(true);
    expect(await inKeychain(former)).toBe(false);
  });

  it('keep the former credentials as standby when asked to', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: true });
    expect(methods(await now())).toEqual(['auth-token', []]);
    await activateNew(at.vault, keep(keyCredential), { keepFormer: true });
    expect(methods(await now())).toEqual(['api-key', ['auth-token']]);
    expect((await at.vault.read(await standing())).secret.equals(tokenCredential.secret)).toBe(true);
  });

  it('keep the standby of the other method', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    await activateNew(at.vault, keep(laterToken), { keepFormer: false });
    expect(methods(await now())).toEqual(['auth-token', ['api-key']]);
    expect(await inKeychain(await standing())).toBe(true);
  });

  it('replace the standby of the same method', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const former = await standing();
    const other: Credential = {
      ...keyCredential,
      secret: new Secret('another0key0secret0of0thirty0two'),
    } as Credential;
    await storeBeside(at.vault, keep(other));
    expect(methods(await now())).toEqual(['auth-token', ['api-key']]);
    expect((await at.vault.read(await standing())).secret.equals(other.secret)).toBe(true);
    expect(await inKeychain(former)).toBe(false);
  });
});

describe('switching to stored credentials', () => {
  it('swaps active and standby there and back', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const before = await now();
    await activateStored(at.vault, await standing());
    expect(methods(await now())).toEqual(['api-key', ['auth-token']]);
    await activateStored(at.vault, await standing());
    expect(await now()).toEqual(before);
  });

  it('works when no credentials are active', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    await removeStored(at.vault, [await active()]);
    expect(methods(await now())).toEqual([undefined, ['api-key']]);
    await activateStored(at.vault, await standing());
    expect(methods(await now())).toEqual(['api-key', []]);
  });

  it('is refused when they were removed or replaced', async () => {
    await expect(activateStored(at.vault, strange)).rejects.toMatchObject(overtaken);
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const target = await standing();
    for (const change of [{ fingerprint: 'other' }, { store: 'file' as const }, { secretKey: 'default.other' }]) {
      await expect(activateStored(at.vault, { ...target, ...change })).rejects.toMatchObject(overtaken);
    }
    expect(methods(await now())).toEqual(['auth-token', ['api-key']]);
  });
});

describe('removing stored credentials', () => {
  beforeEach(async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
  });

  it('removes only the named credentials and their secrets', async () => {
    const [token, key] = [await active(), await standing()];
    await removeStored(at.vault, [key]);
    expect(methods(await now())).toEqual(['auth-token', []]);
    expect([await inKeychain(token), await inKeychain(key)]).toEqual([true, false]);
    await removeStored(at.vault, [token]);
    expect(await now()).toEqual({});
    expect(await inKeychain(token)).toBe(false);
  });

  it('removes several at once, and a standby when none is active', async () => {
    const [token, key] = [await active(), await standing()];
    await removeStored(at.vault, [token, key]);
    expect(await now()).toEqual({});
    expect([await inKeychain(token), await inKeychain(key)]).toEqual([false, false]);
    await storeBeside(at.vault, keep(keyCredential));
    await removeStored(at.vault, [await standing()]);
    expect(await now()).toEqual({});
  });

  it('is refused as a whole when one of them is gone', async () => {
    await expect(removeStored(at.vault, [await active(), strange])).rejects.toMatchObject(overtaken);
    expect(methods(await now())).toEqual(['auth-token', ['api-key']]);
  });
});

describe('moving stored credentials', () => {
  it('moves all of them to the other store in one write', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const [token, key] = [await active(), await standing()];
    const writes = at.settings.history.length;
    await moveStored(at.vault, await now(), 'file');
    expect([(await active()).store, (await standing()).store]).toEqual(['file', 'file']);
    expect((await at.vault.read(await active())).secret.equals(tokenCredential.secret)).toBe(true);
    expect((await at.vault.read(await standing())).secret.equals(keyCredential.secret)).toBe(true);
    expect([await inKeychain(token), await inKeychain(key)]).toEqual([false, false]);
    const kinds = at.settings.history
      .slice(writes)
      .map(({ credentials, standby }) => [credentials?.store, standby?.[0]?.store].join());
    expect(new Set(kinds)).toEqual(new Set(['keychain,keychain', 'file,file']));
  });

  it('leaves secrets that are in the other store already', async () => {
    await activateNew(at.vault, keep(tokenCredential, 'file'), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const before = await active();
    await moveStored(at.vault, await now(), 'file');
    expect(await active()).toEqual(before);
    expect((await standing()).store).toBe('file');
  });

  it('moves a standby when none is active', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    await removeStored(at.vault, [await active()]);
    await moveStored(at.vault, await now(), 'file');
    expect(await active()).toBeUndefined();
    expect((await standing()).store).toBe('file');
  });

  it('moves nothing when one cannot be read or was changed', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const seen = await now();
    const { secretKey = '' } = await standing();
    await activateNew(at.vault, keep(laterToken), { keepFormer: false });
    await at.stores.get('keychain')?.set((seen.credentials as CredentialSettings).secretKey ?? '', new Secret('x'));
    await expect(moveStored(at.vault, seen, 'file')).rejects.toMatchObject({ problem: 'mismatch' });
    await at.stores.get('keychain')?.delete(secretKey);
    const before = await now();
    await expect(moveStored(at.vault, before, 'file')).rejects.toMatchObject({ problem: 'missing' });
    expect(await now()).toEqual(before);
  });

  it('is abandoned when another process changed them after the read', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await storeBeside(at.vault, keep(keyCredential));
    const seen = await now();
    const file = at.stores.get('file') as SecretStore;
    at.stores.set('file', {
      ...file,
      set: async (key, secret) => {
        await file.set(key, secret);
        await at.settings.update(({ credentials, ...rest }) => ({
          ...rest,
          ...(credentials && { credentials: { ...credentials, fingerprint: 'changed' } }),
        }));
      },
    });
    // The other one is as it was: both are moved, or none.
    await expect(moveStored(at.vault, seen, 'file')).rejects.toMatchObject(overtaken);
    expect((await active()).store).toBe('keychain');
  });
});

describe('taking a switch back', () => {
  it('restores the former credentials and deletes the failed ones', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await activateNew(at.vault, keep(keyCredential), { keepFormer: true });
    const [failed, former] = [await active(), await standing()];
    await rollBack(at.vault, { failed, former });
    expect(methods(await now())).toEqual(['auth-token', []]);
    expect([await inKeychain(failed), await inKeychain(former)]).toEqual([false, true]);
  });

  it('keeps the other standby and is refused after any change', async () => {
    await activateNew(at.vault, keep(tokenCredential), { keepFormer: false });
    await activateNew(at.vault, keep(keyCredential), { keepFormer: true });
    const [failed, former] = [await active(), await standing()];
    await expect(rollBack(at.vault, { failed: strange, former })).rejects.toMatchObject(overtaken);
    await expect(rollBack(at.vault, { failed, former: strange })).rejects.toMatchObject(overtaken);
    expect(methods(await now())).toEqual(['api-key', ['auth-token']]);
    await at.settings.update(({ credentials: _, ...rest }) => rest);
    await expect(rollBack(at.vault, { failed, former })).rejects.toMatchObject(overtaken);
  });
});

describe('choosing stored credentials', () => {
  const token = { ...keep(tokenCredential).section, secretKey: 'default.token' };
  const key = { ...keep(keyCredential).section, secretKey: 'default.key' };
  const settings: Settings = { credentials: token, standby: [key] };

  it.each([
    ['auth-token', token],
    ['api-key', key],
    [key.apiKeySid ?? '', key],
    ['previous', key],
  ])('finds them by %s', (word, found) => {
    expect(findStored(settings, word)).toBe(found);
  });

  it('prefers the active credentials to a standby of the same method', () => {
    expect(findStored({ credentials: token, standby: [{ ...token, secretKey: 'default.former' }] }, 'auth-token')).toBe(
      token,
    );
  });

  it.each([
    ['nothing', {}, 'Stored: none.'],
    ['something else', { credentials: token, standby: [token] }, 'Stored: auth-token.'],
    ['both methods', settings, 'Stored: auth-token, api-key.'],
  ] satisfies [string, Settings, string][])('lists what is stored when nothing matches: %s', (_, stored, words) => {
    const failure = (() => {
      try {
        return findStored(stored, 'SKnone');
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({
      code: 'credentials.unknown',
      message: expect.stringContaining('`SKnone`'),
      hints: [words, expect.stringContaining('`smsctl credentials show`')],
    });
  });
});
