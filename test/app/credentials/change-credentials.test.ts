import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import {
  bringCredentials,
  type ChangePorts,
  type CredentialsEvent,
  type NewCredentials,
  useCredentials,
} from '../../../src/app/credentials/change-credentials.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { type Credential, fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { CredentialSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { clock, keyCredential, quietProvider, readyFacts, tokenCredential } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

const sectionOf = (credential: Credential): CredentialSettings => ({
  accountSid: credential.accountSid,
  method: credential.method,
  ...(credential.method === 'api-key' && { apiKeySid: credential.apiKeySid }),
  ...{ store: 'memory', fingerprint: fingerprintOf(credential), savedAt: '2026-11-20T09:00:00.000Z' },
});

/** An Auth Token is active; `accepts` answers every question whether credentials are accepted, in turn. */
async function bench(accepts: readonly boolean[] = []) {
  const settings = memorySettings({});
  const secrets = memorySecrets();
  let keys = 0;
  const vault = credentialVault({
    settings,
    openStore: () => secrets,
    newKey: () => {
      keys += 1;
      return `default.key-${keys}`;
    },
  });
  await vault.save(tokenCredential, { credentials: sectionOf(tokenCredential) });
  const left = [...accepts];
  const ports: ChangePorts = {
    ...{ settings, vault, clock, ambient: {} },
    openProvider: async () => ({
      ...quietProvider,
      ...{ account: readyFacts.account, phoneNumber: readyFacts.ownedSender, shortCode: async () => null },
      accept: async () => {
        if (left.shift() === false) throw new ProviderError({ kind: 'rejected', message: 'No.', status: 401 });
      },
    }),
  };
  return { ports, settings, now: async () => (await settings.load()) as Settings };
}

const fresh = { credential: keyCredential, section: sectionOf(keyCredential) };
const asActive: NewCredentials = { fresh, as: 'active', keepFormer: true, proveAgain: true };

async function end(changing: AsyncGenerator<CredentialsEvent, Settings>) {
  const types: string[] = [];
  for (;;) {
    const next = await changing.next();
    if (next.done === true) return { types: [...new Set(types)], settings: next.value };
    types.push(next.value.type);
  }
}

const plain = { dryRun: false, yes: false };

describe('new credentials', () => {
  it('become active when they are proven, and the former ones standby', async () => {
    const { ports, now } = await bench();
    const { types } = await end(bringCredentials(asActive, plain, ports));
    expect(types).toEqual(['checked', 'switched']);
    expect(await now()).toMatchObject({ credentials: { method: 'api-key' }, standby: [{ method: 'auth-token' }] });
  });

  it('become standby when that is asked for', async () => {
    const { ports, now } = await bench();
    const { types } = await end(bringCredentials({ ...asActive, as: 'standby' }, plain, ports));
    expect(types).toEqual(['checked', 'stored']);
    expect(await now()).toMatchObject({ credentials: { method: 'auth-token' }, standby: [{ method: 'api-key' }] });
  });

  it.each([
    ['active', 'api-key'],
    ['standby', 'auth-token'],
  ] as const)('are written nowhere in a dry run, which tells the settings as they would be: %s', async (as, method) => {
    const { ports, settings, now } = await bench();
    const before = [settings.history.length, await now()] as const;
    const { types, settings: told } = await end(
      bringCredentials({ ...asActive, as }, { ...plain, dryRun: true }, ports),
    );
    expect(types).toEqual(['checked']);
    expect(told.credentials?.method).toBe(method);
    expect([settings.history.length, await now()]).toEqual(before);
  });

  it('change nothing when they are rejected, with and without --yes', async () => {
    const refused = await bench([false]);
    const before = await refused.now();
    await expect(end(bringCredentials(asActive, plain, refused.ports))).rejects.toMatchObject({
      ...{ code: 'credentials.refused', exit: 1 },
    });
    expect(await refused.now()).toEqual(before);
    const told = await bench([false]);
    await end(bringCredentials({ ...asActive, proveAgain: false }, { ...plain, yes: true }, told.ports));
    expect((await told.now()).credentials?.method).toBe('api-key');
  });

  it('are taken back when they do not work from their store, unless --yes says otherwise', async () => {
    const broken = await bench([true, false]);
    await expect(end(bringCredentials(asActive, plain, broken.ports))).rejects.toMatchObject({
      ...{ code: 'credentials.rolled-back', exit: 1 },
    });
    expect((await broken.now()).credentials?.method).toBe('auth-token');
    const kept = await bench([true, false]);
    await end(bringCredentials(asActive, { ...plain, yes: true }, kept.ports));
    expect((await kept.now()).credentials?.method).toBe('api-key');
    const once = await bench([true, false]);
    await end(bringCredentials({ ...asActive, proveAgain: false }, plain, once.ports));
    expect((await once.now()).credentials?.method).toBe('api-key');
  });
});

describe('standby credentials', () => {
  const withStandby = async (accepts: readonly boolean[] = []) => {
    const made = await bench([true, ...accepts]);
    await end(bringCredentials({ ...asActive, as: 'standby' }, plain, made.ports));
    const [target] = (await made.now()).standby ?? [];
    if (target === undefined) throw new Error('They are standby.');
    return { ...made, target };
  };

  it('become active when they are proven', async () => {
    const { ports, target, now } = await withStandby();
    expect((await end(useCredentials(target, plain, ports))).types).toEqual(['checked', 'switched']);
    expect(await now()).toMatchObject({ credentials: { method: 'api-key' }, standby: [{ method: 'auth-token' }] });
  });

  it('stay standby in a dry run, which writes nothing', async () => {
    const { ports, target, settings, now } = await withStandby();
    const before = settings.history.length;
    const { settings: told } = await end(useCredentials(target, { ...plain, dryRun: true }, ports));
    expect(told.credentials?.method).toBe('api-key');
    expect(settings.history.length).toBe(before);
    expect((await now()).credentials?.method).toBe('auth-token');
  });

  it('stay standby when they are refused', async () => {
    const { ports, target, now } = await withStandby([false]);
    await expect(end(useCredentials(target, plain, ports))).rejects.toMatchObject({ code: 'credentials.refused' });
    expect((await now()).credentials?.method).toBe('auth-token');
  });
});
