import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { type CreateKeyEvent, type CreateKeyRequest, createKey } from '../../../src/app/credentials/create-key.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../../src/domain/settings/credential.ts';
import { type Settings, storedCredentials } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import type { ApiKeys, SecretStore } from '../../../src/ports.ts';
import { clock, otherAccountSid, quietProvider, readyFacts, tokenCredential } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

/** What a crash looks like from inside: nothing is called any more. */
class Crash extends Error {}

const active: Settings = {
  credentials: {
    accountSid: tokenCredential.accountSid,
    method: 'auth-token',
    store: 'memory',
    secretKey: 'default.token',
    fingerprint: fingerprintOf(tokenCredential),
    savedAt: '2026-11-20T09:00:00.000Z',
  },
};

/** An account's keys at the provider, and everything that a run touches; each call passes `turn`. */
function world(initial: Settings = active) {
  const settings = memorySettings(initial);
  const secrets = memorySecrets();
  const remote = new Map<string, { readonly sid: string; readonly secret: string }>();
  let fail: (call: string) => Error | undefined = () => undefined;
  const calls: string[] = [];
  const turn = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    calls.push(call);
    const before = fail(`${call} before`);
    if (before !== undefined) throw before;
    const result = await work();
    const after = fail(`${call} after`);
    if (after !== undefined) throw after;
    return result;
  };
  let made = 0;
  const keys: ApiKeys = {
    create: (name) =>
      turn('create', async () => {
        made += 1;
        const key = { sid: `SK${String(made).padStart(32, '0')}`, secret: `NotARealSecretNotARealSecret${made}` };
        remote.set(name, key);
        return { sid: key.sid, secret: new Secret(key.secret) };
      }),
    named: (name) =>
      turn('named', async () => {
        const key = remote.get(name);
        return key === undefined ? [] : [key.sid];
      }),
    delete: (sid) =>
      turn('delete', async () => {
        for (const [name, key] of remote) if (key.sid === sid) remote.delete(name);
      }),
  };
  const store: SecretStore = {
    ...secrets,
    prepare: () => turn('prepare', secrets.prepare),
    set: (key, secret) => turn('set', () => secrets.set(key, secret)),
    delete: (key) => turn('forget', () => secrets.delete(key)),
  };
  const guarded = {
    ...settings,
    update: (change: (current: Settings) => Settings) => turn('update', () => settings.update(change)),
  };
  let count = 0;
  const vault = credentialVault({
    settings: guarded,
    openStore: () => store,
    newKey: () => {
      count += 1;
      return `default.new-${count}`;
    },
  });
  const ports = {
    settings: guarded,
    vault,
    clock,
    ambient: {},
    openApiKeys: async () => keys,
    openStore: () => store,
    sleep: async () => {},
    openProvider: async () => ({
      ...quietProvider,
      accept: () => turn('accept', async () => {}),
      account: readyFacts.account,
      phoneNumber: async () => null,
      shortCode: async () => null,
    }),
  };
  return {
    remote,
    calls,
    settings: async () => (await settings.load()) ?? {},
    failWhen: (next: typeof fail) => {
      fail = next;
    },
    run: async (change: Partial<CreateKeyRequest> = {}) => {
      const request = {
        maker: tokenCredential,
        store: 'memory',
        use: false,
        dryRun: false,
        yes: false,
        name: 'smsctl default host 1',
        ...change,
      } as const;
      const events: CreateKeyEvent[] = [];
      const running = createKey(request, ports);
      for (;;) {
        const next = await running.next();
        if (next.done === true) return { ...next.value, events };
        events.push(next.value);
      }
    },
  };
}

/** Keys at the provider that neither credentials nor what is pending tells of. */
function untold(remote: ReadonlyMap<string, { readonly sid: string }>, settings: Settings): readonly string[] {
  const told = [
    ...storedCredentials(settings).map(({ apiKeySid }) => apiKeySid),
    ...(settings.pendingKeys ?? []).flatMap(({ name, sid }) => [name, sid]),
  ];
  return [...remote].filter(([name, { sid }]) => !told.includes(name) && !told.includes(sid)).map(([name]) => name);
}

const outage = (kind: ProviderErrorKind) => new ProviderError({ kind, message: `It is ${kind}.` });
const locked = () => new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' });

describe('creating an API key', () => {
  it('writes the intent first and stores the key beside the active credentials', async () => {
    const tried = world();
    const { settings, sid } = await tried.run();
    expect(tried.calls.indexOf('update')).toBeLessThan(tried.calls.indexOf('create'));
    expect(settings).toMatchObject({
      credentials: active.credentials,
      standby: [{ method: 'api-key', apiKeySid: sid }],
    });
    expect(settings.pendingKeys).toBeUndefined();
    expect([...tried.remote.keys()]).toEqual(['smsctl default host 1']);
  });

  it('switches to the key and keeps the Auth Token as standby when asked to', async () => {
    const { settings, sid } = await world().run({ use: true });
    expect(settings).toMatchObject({ credentials: { apiKeySid: sid }, standby: [{ method: 'auth-token' }] });
  });

  it('makes the key active when no credentials are active, and stores only the key', async () => {
    const { settings, sid } = await world({}).run();
    expect(storedCredentials(settings)).toMatchObject([{ method: 'api-key', apiKeySid: sid }]);
  });

  it('creates and writes nothing in a dry run', async () => {
    const tried = world();
    expect((await tried.run({ dryRun: true })).sid).toBeNull();
    expect(tried.calls).not.toContain('create');
    expect(tried.calls).not.toContain('update');
  });

  it('creates no key when the store is unusable or the credentials are rejected', async () => {
    for (const [call, error, code] of [
      ['prepare before', locked(), 'store.locked'],
      ['accept before', outage('rejected'), 'credentials.refused'],
      ['accept before', outage('unreachable'), 'provider.unreachable'],
    ] as const) {
      const tried = world();
      tried.failWhen((each) => (each === call ? error : undefined));
      await expect(tried.run()).rejects.toMatchObject({ code });
      expect(tried.calls).not.toContain('create');
      expect(await tried.settings()).toEqual(active);
    }
  });

  it('deletes the key when it cannot be saved', async () => {
    const tried = world();
    tried.failWhen((call) => (call === 'set before' ? locked() : undefined));
    await expect(tried.run()).rejects.toMatchObject({
      code: 'store.locked',
      hints: ['Unlock it.', 'The API key that was made for this was deleted again.'],
    });
    expect(tried.remote.size).toBe(0);
    expect(await tried.settings()).toEqual(active);
  });

  it('names the key and keeps it listed when it can be neither saved nor deleted', async () => {
    const tried = world();
    tried.failWhen((call) =>
      call === 'set before' ? locked() : call === 'delete before' ? outage('unreachable') : undefined,
    );
    const [sid] = ['SK00000000000000000000000000000001'];
    await expect(tried.run()).rejects.toMatchObject({ hints: ['Unlock it.', expect.stringContaining(sid ?? '')] });
    expect(await tried.settings()).toMatchObject({ pendingKeys: [{ name: 'smsctl default host 1', sid }] });
    tried.failWhen(() => undefined);
    const { events, settings } = await tried.run({ name: 'smsctl default host 2' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'cleaned', found: true }));
    expect([...tried.remote.keys()]).toEqual(['smsctl default host 2']);
    expect(settings.pendingKeys).toBeUndefined();
  });

  it.each(['rejected', 'refused', 'test-credentials', 'suspended', 'not-found', 'rate-limited'] as const)(
    'looks for no key that may have been made when the answer is %s',
    async (kind) => {
      const tried = world();
      tried.failWhen((each) => (each === 'create before' ? outage(kind) : undefined));
      await expect(tried.run()).rejects.toMatchObject({ code: `provider.${kind}`, hints: [] });
      expect(tried.calls).not.toContain('named');
      expect(await tried.settings()).toEqual(active);
    },
  );

  it.each(['unreachable', 'unavailable', 'not-twilio', 'not-understood'] as const)(
    'looks for the key by its name, and says that there is none, when the answer is %s',
    async (kind) => {
      const tried = world();
      tried.failWhen((each) => (each === 'create before' ? outage(kind) : undefined));
      await expect(tried.run()).rejects.toMatchObject({ hints: ['No API key was made.'] });
      expect(tried.calls).toContain('named');
    },
  );

  it.each([undefined, 'ie1', 'au1'])(
    'keeps the region of the credentials that made it when it is %s',
    async (region) => {
      const maker = { ...tokenCredential, ...(region !== undefined && { region }) };
      for (const use of [false, true]) {
        const { settings, sid } = await world().run({ maker, use });
        const key = storedCredentials(settings).find(({ apiKeySid }) => apiKeySid === sid);
        expect(key?.region).toBe(region);
      }
    },
  );

  it('waits for a key that is not known at once, and asks for it with its own region', async () => {
    const tried = world();
    let refusals = 0;
    tried.failWhen((each) => {
      if (each !== 'accept before' || !tried.calls.includes('create') || refusals >= 3) return undefined;
      refusals += 1;
      return outage('rejected');
    });
    const { sid } = await tried.run();
    expect(refusals).toBe(3);
    expect(storedCredentials(await tried.settings())).toContainEqual(expect.objectContaining({ apiKeySid: sid }));
  });

  it('leaves a key of another account on the list of those that may be left', async () => {
    const other = {
      accountSid: otherAccountSid,
      name: 'smsctl default host 0',
      requestedAt: '2026-11-20T09:00:00.000Z',
    };
    const tried = world({ ...active, pendingKeys: [other] });
    const { events, settings } = await tried.run();
    expect(events.map(({ type }) => type)).not.toContain('cleaned');
    expect(settings.pendingKeys).toEqual([other]);
  });

  it.each([
    ['rejected', 'create before', 0],
    ['refused', 'create before', 0],
    ['unreachable', 'create before', 0],
    // It was made, and the answer was lost: it is found by its name.
    ['unreachable', 'create after', 0],
    ['unavailable', 'create after', 0],
    ['not-twilio', 'create after', 0],
  ] as const)('leaves nothing behind when the request is %s, %s', async (kind, call, left) => {
    const tried = world();
    tried.failWhen((each) => (each === call ? outage(kind) : undefined));
    await expect(tried.run()).rejects.toMatchObject({ code: `provider.${kind}` });
    expect(tried.remote.size).toBe(left);
    expect(await tried.settings()).toEqual(active);
  });

  it('lists every key after a crash at any call, and the next run cleans up', async () => {
    const { calls } = await (async () => {
      const whole = world();
      await whole.run({ use: true });
      return whole;
    })();
    const points = calls.length * 2;
    expect(points).toBeGreaterThan(20);
    let left = 0;
    for (let at = 1; at <= points; at += 1) {
      const tried = world();
      let passed = 0;
      tried.failWhen(() => {
        passed += 1;
        return passed >= at ? new Crash() : undefined;
      });
      await expect(tried.run({ use: true }), `call ${at}`).rejects.toThrow();
      const crashed = await tried.settings();
      expect(untold(tried.remote, crashed), `call ${at}`).toEqual([]);
      expect(storedCredentials(crashed), `call ${at}`).toContainEqual(active.credentials);
      left += crashed.pendingKeys?.length ?? 0;

      tried.failWhen(() => undefined);
      if (storedCredentials(crashed).length > 1) {
        // It came so far that the key is stored: another one is not made beside it.
        const again = tried.run({ use: true, name: 'smsctl default host 2' });
        const isActive = crashed.credentials?.method === 'api-key';
        if (isActive) await again;
        else await expect(again, `call ${at}`).rejects.toMatchObject({ code: 'credentials.key-stands-by' });
        expect(untold(tried.remote, await tried.settings()), `call ${at}`).toEqual([]);
        continue;
      }
      const { settings } = await tried.run({ use: true, name: 'smsctl default host 2' });
      expect(settings.pendingKeys, `call ${at}`).toBeUndefined();
      expect(settings.pending, `call ${at}`).toBeUndefined();
      expect(tried.remote.has('smsctl default host 2'), `call ${at}`).toBe(true);
      expect([...tried.remote.keys()]).toEqual(['smsctl default host 2']);
    }
    expect(left).toBeGreaterThan(3);
  });
});
