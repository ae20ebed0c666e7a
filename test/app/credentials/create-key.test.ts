import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { type CreateKeyEvent, type CreateKeyRequest, createKey } from '../../../src/app/credentials/create-key.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import { SecretStoreError, type SecretStoreProblem } from '../../../src/domain/secret-store-error.ts';
import { type Credential, fingerprintOf } from '../../../src/domain/settings/credential.ts';
import {
  type CredentialSettings,
  type PendingKey,
  type Settings,
  storedCredentials,
} from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { ApiKeys, SecretStore } from '../../../src/ports.ts';
import { credentialLines } from '../../support/event-lines.ts';
import {
  accountSid,
  apiKeySid,
  clock,
  keyCredential,
  otherAccountSid,
  quietProvider,
  readyFacts,
  tokenCredential,
} from '../../support/fixtures.ts';
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
function world(initial: Settings = active, change: Partial<SecretStore> = {}) {
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
  const pauses: number[] = [];
  const opened: Credential[] = [];
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
    ...change,
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
    sleep: async (ms: number) => {
      pauses.push(ms);
    },
    openProvider: async (credential: Credential) => {
      opened.push(credential);
      return {
        ...quietProvider,
        accept: () => turn('accept', async () => {}),
        account: readyFacts.account,
        phoneNumber: async () => null,
        shortCode: async () => null,
      };
    },
  };
  const attempt = async (change: Partial<CreateKeyRequest> = {}) => {
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
    try {
      for (;;) {
        const next = await running.next();
        if (next.done === true) return { created: next.value, events };
        events.push(next.value);
      }
    } catch (error) {
      return { error, events };
    }
  };
  return {
    remote,
    calls,
    pauses,
    opened,
    attempt,
    settings: async () => (await settings.load()) ?? {},
    failWhen: (next: typeof fail) => {
      fail = next;
    },
    run: async (change: Partial<CreateKeyRequest> = {}) => {
      const { created, error, events } = await attempt(change);
      if (created === undefined) throw error;
      return { ...created, events };
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

const token = active.credentials as CredentialSettings;
const key: CredentialSettings = {
  ...token,
  ...{ method: 'api-key', apiKeySid, secretKey: 'default.key', fingerprint: fingerprintOf(keyCredential) },
};
const leftOver: PendingKey = {
  ...{ accountSid, name: 'smsctl default host 0', requestedAt: '2026-11-20T09:00:00.000Z' },
};
const leftSid = `SK${'9'.repeat(32)}`;
const ofOther: PendingKey = { ...leftOver, accountSid: otherAccountSid };

type World = ReturnType<typeof world>;

interface Branch {
  readonly when: string;
  readonly settings?: Settings;
  readonly store?: Partial<SecretStore>;
  readonly request?: Partial<CreateKeyRequest>;
  readonly before?: (tried: World) => void;
  readonly lines: readonly string[];
  /** The code of the error that it ends with. */
  readonly error?: string;
  /** Names of the keys that are at the provider afterwards. */
  readonly remote?: readonly string[];
  readonly pendingKeys?: readonly PendingKey[];
}

/** Errors of a call, from when another call was made; until then the call succeeds. */
const failing = (call: string, error: () => Error, after?: string) => (tried: World) =>
  tried.failWhen((each) =>
    each === call && (after === undefined || tried.calls.includes(after)) ? error() : undefined,
  );

const notReady = (problem: SecretStoreProblem | null): Partial<SecretStore> => ({
  probe: async () => ({ kind: 'memory', ready: false, problem, sentence: 'It is not ready.', nextStep: null }),
});

const created = 'created smsctl default host 1: 01';
const mine = ['smsctl default host 1'];

/** Every branch of the use case, with its events in order. */
const branches: readonly Branch[] = [
  { when: 'an Auth Token is active', lines: [created, 'checked: pass', 'stored api-key 01'], remote: mine },
  {
    when: 'the key is to be used',
    request: { use: true },
    lines: [created, 'checked: pass', 'stored api-key 01', 'checked: pass', 'switched auth-token to api-key 01'],
    remote: mine,
  },
  {
    when: 'none is active',
    settings: {},
    lines: [created, 'checked: pass', 'switched none to api-key 01'],
    remote: mine,
  },
  {
    when: 'none is active and the key is to be used',
    settings: {},
    request: { use: true },
    lines: [created, 'checked: pass', 'switched none to api-key 01'],
    remote: mine,
  },
  {
    when: 'another key is active and an Auth Token is standby',
    settings: { credentials: key, standby: [token] },
    request: { use: true },
    lines: [created, 'checked: pass', 'stored api-key 01', 'checked: pass', 'switched api-key cc to api-key 01'],
    remote: mine,
  },
  {
    when: 'the credentials that make it have a region',
    request: { maker: { ...tokenCredential, region: 'ie1' } },
    lines: [created, 'checked: pass', 'stored api-key 01 ie1'],
    remote: mine,
  },
  {
    when: 'an earlier run left a key',
    settings: { ...active, pendingKeys: [leftOver] },
    before: ({ remote }) => remote.set(leftOver.name, { sid: leftSid, secret: '' }),
    lines: ['cleaned smsctl default host 0: deleted', created, 'checked: pass', 'stored api-key 01'],
    remote: mine,
  },
  {
    when: 'an earlier run left a key that is known by its SID alone',
    settings: { ...active, pendingKeys: [{ ...leftOver, sid: leftSid }] },
    before: ({ remote }) => remote.set('renamed since', { sid: leftSid, secret: '' }),
    lines: ['cleaned smsctl default host 0: deleted', created, 'checked: pass', 'stored api-key 01'],
    remote: mine,
  },
  {
    when: 'an earlier run never created its key',
    settings: { ...active, pendingKeys: [leftOver] },
    lines: ['cleaned smsctl default host 0: never created', created, 'checked: pass', 'stored api-key 01'],
    remote: mine,
  },
  {
    when: 'a key that an earlier run left cannot be deleted now',
    settings: { ...active, pendingKeys: [leftOver] },
    before: failing('named before', () => outage('unreachable')),
    lines: [created, 'checked: pass', 'stored api-key 01'],
    remote: mine,
    pendingKeys: [leftOver],
  },
  {
    when: 'an earlier run left a key of another account',
    settings: { ...active, pendingKeys: [ofOther] },
    lines: [created, 'checked: pass', 'stored api-key 01'],
    remote: mine,
    pendingKeys: [ofOther],
  },
  {
    when: 'nothing is to be written',
    settings: { ...active, pendingKeys: [leftOver] },
    request: { dryRun: true },
    lines: [],
    pendingKeys: [leftOver],
  },
  {
    when: 'a key is standby already',
    settings: { ...active, standby: [key] },
    lines: [],
    error: 'credentials.key-stands-by',
  },
  ...(['rejected', 'unreachable', 'suspended'] as const).map((kind) => ({
    when: `the credentials that make it are ${kind}`,
    before: failing('accept before', () => outage(kind)),
    lines: [],
    error: kind === 'rejected' ? 'credentials.refused' : `provider.${kind}`,
  })),
  { when: 'the store is locked', store: notReady('locked'), lines: [], error: 'store.locked' },
  { when: 'the store is not ready and gives no reason', store: notReady(null), lines: [], error: 'store.denied' },
  {
    when: 'the store does not open',
    before: failing('prepare before', () => locked()),
    lines: [],
    error: 'store.locked',
  },
  {
    when: 'Twilio refuses to create it',
    before: failing('create before', () => outage('refused')),
    lines: [],
    error: 'provider.refused',
  },
  {
    when: 'the answer about it is lost',
    before: failing('create after', () => outage('unreachable')),
    lines: [],
    error: 'provider.unreachable',
  },
  {
    when: 'Twilio never accepts it',
    before: failing('accept before', () => outage('rejected'), 'create'),
    lines: [created, 'checked: credentials.accepted fail'],
    error: 'credentials.refused',
  },
  {
    when: 'Twilio never accepts it and that is agreed to',
    request: { yes: true },
    before: failing('accept before', () => outage('rejected'), 'create'),
    lines: [created, 'checked: credentials.accepted fail', 'stored api-key 01'],
    remote: mine,
  },
  {
    when: 'it cannot be checked',
    before: failing('accept before', () => outage('unreachable'), 'create'),
    lines: [created, 'checked: credentials.accepted unknown'],
    error: 'credentials.unproven',
  },
  {
    when: 'it cannot be stored',
    before: failing('set before', () => locked()),
    lines: [created, 'checked: pass'],
    error: 'store.locked',
  },
  {
    when: 'it can be neither stored nor deleted',
    before: (tried) =>
      tried.failWhen((call) =>
        call === 'set before' ? locked() : call === 'delete before' ? outage('unreachable') : undefined,
      ),
    lines: [created, 'checked: pass'],
    error: 'store.locked',
    remote: mine,
    pendingKeys: [
      {
        accountSid,
        name: 'smsctl default host 1',
        requestedAt: clock.now().toISOString(),
        sid: `SK${'1'.padStart(32, '0')}`,
      },
    ],
  },
  {
    when: 'it is refused when it is to be used',
    request: { use: true },
    before: failing('accept before', () => outage('rejected'), 'set'),
    lines: [created, 'checked: pass', 'stored api-key 01', 'checked: credentials.accepted fail'],
    error: 'credentials.refused',
    remote: mine,
  },
];

describe('the events of creating an API key', () => {
  it.each(branches)(
    'when $when',
    async ({ settings, store, request, before, lines, error, remote = [], pendingKeys }) => {
      const tried = world(settings, store);
      before?.(tried);
      const ended = await tried.attempt(request);
      expect(credentialLines(ended.events)).toEqual(lines);
      expect((ended.error as UserError | undefined)?.code).toBe(error);
      expect([...tried.remote.keys()]).toEqual(remote);
      const saved = await tried.settings();
      expect(saved.pendingKeys).toEqual(pendingKeys);
      // Nothing but the new key changes what is stored.
      const { standby: _, credentials: __, ...rest } = saved;
      expect(rest).toEqual(pendingKeys === undefined ? {} : { pendingKeys });
      if (error !== undefined && !lines.some((line) => line.startsWith('stored'))) {
        expect(saved).toEqual({ ...(settings ?? active), ...(pendingKeys !== undefined && { pendingKeys }) });
      }
      const sid = ended.created?.sid ?? undefined;
      if (sid !== undefined) expect(storedCredentials(saved).map((each) => each.apiKeySid)).toContain(sid);
      expect(ended.created === undefined).toBe(error !== undefined);
    },
  );

  it('does not end the key when the error comes after it was stored', async () => {
    const tried = world();
    const full = new UserError({ code: 'settings.unwritable', message: 'The disk is full.' });
    let updates = 0;
    tried.failWhen((call) => {
      if (call !== 'update after') return undefined;
      updates += 1;
      // The name, the SID, the intent to store the secret, the switch.
      return updates === 4 ? full : undefined;
    });
    const { error } = await tried.attempt();
    expect(error).toBe(full);
    expect([...tried.remote.keys()]).toEqual(mine);
    const [standby] = (await tried.settings()).standby ?? [];
    expect(standby?.apiKeySid).toBe([...tried.remote.values()][0]?.sid);
  });

  it('waits half a second between two looks for a new key, for ten seconds at most', async () => {
    const never = world();
    failing('accept before', () => outage('rejected'), 'create')(never);
    await never.attempt();
    expect(never.pauses).toEqual(Array.from({ length: 20 }, () => 500));
    for (const [refusals, pauses] of [
      [0, []],
      [2, [500, 500]],
    ] as const) {
      const late = world();
      let left: number = refusals;
      late.failWhen((call) => {
        if (call !== 'accept before' || !late.calls.includes('create') || left === 0) return undefined;
        left -= 1;
        return outage('rejected');
      });
      await late.run();
      expect(late.pauses).toEqual(pauses);
    }
    const silent = world();
    failing('accept before', () => outage('unreachable'), 'create')(silent);
    await silent.attempt();
    expect(silent.pauses).toEqual([]);
  });
});

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
      hints: ['Unlock it.', expect.stringContaining('deleted')],
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
      await expect(tried.run()).rejects.toMatchObject({ hints: [expect.stringContaining('No API key')] });
      expect(tried.calls).toContain('named');
    },
  );

  it.each([undefined, 'ie1', 'au1'])(
    'keeps the region of the credentials that made it when it is %s',
    async (region) => {
      const maker = { ...tokenCredential, ...(region !== undefined && { region }) };
      for (const use of [false, true]) {
        const tried = world();
        const { settings, sid } = await tried.run({ maker, use });
        const key = storedCredentials(settings).find(({ apiKeySid }) => apiKeySid === sid);
        expect(key?.region).toBe(region);
        expect(new Set(tried.opened.map((each) => each.region))).toEqual(new Set([region]));
      }
    },
  );

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
