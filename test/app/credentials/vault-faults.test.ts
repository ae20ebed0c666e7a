import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import { SecretStoreError, type SecretStoreProblem } from '../../../src/domain/secret-store-error.ts';
import { type SecretStoreKind, type Settings, storedCredentials } from '../../../src/domain/settings/settings.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { SecretStore, SettingsStore } from '../../../src/ports.ts';
import { memorySettings } from '../../support/memory.ts';
import { faultsOf, type OperationName, operationNames, operations, outcomeOf } from '../../support/two-stores.ts';

const storeProblem = (problem: SecretStoreProblem) =>
  new SecretStoreError({ problem, message: `The store is ${problem}.`, nextStep: 'Mend it.' });
const settingsProblem = (code: string) => new UserError({ code, message: code, exit: 3 });

/** What may go wrong at a call, by the port that it goes to. `after`: it was done, and then the error came. */
const errors = [
  { name: 'a locked store', port: 'store', error: storeProblem('locked'), after: false },
  { name: 'a store that does not answer in time', port: 'store', error: storeProblem('prompt-timeout'), after: false },
  { name: 'a store that did it and did not answer', port: 'store', error: storeProblem('prompt-timeout'), after: true },
  { name: 'a store that refuses', port: 'store', error: storeProblem('denied'), after: false },
  { name: 'a full disk', port: 'settings', error: settingsProblem('settings.unwritable'), after: false },
  { name: 'another smsctl', port: 'settings', error: settingsProblem('settings.busy'), after: false },
  {
    name: 'a disk that fails after the switch',
    port: 'settings',
    error: settingsProblem('settings.unwritable'),
    after: true,
  },
] as const;

type Fault = (typeof errors)[number];

/** Settings and stores whose calls are counted; the one whose turn it is fails. */
function world(store: 'keychain' | 'file') {
  const contents = new Map<string, Set<string>>();
  const settings = memorySettings();
  let fail: { readonly at: number; readonly fault: Fault; readonly ever: boolean } | undefined;
  let calls = { store: 0, settings: 0 };
  const guard = async <T>(port: Fault['port'], work: () => Promise<T>): Promise<T> => {
    calls = { ...calls, [port]: calls[port] + 1 };
    const isDue =
      fail?.fault.port === port && (fail.ever ? calls[port] >= fail.at : calls[port] === fail.at) ? fail : undefined;
    if (isDue !== undefined && !isDue.fault.after) throw isDue.fault.error;
    const result = await work();
    if (isDue !== undefined) throw isDue.fault.error;
    return result;
  };
  const stores = new Map<SecretStoreKind, SecretStore>();
  const openStore = (kind: SecretStoreKind): SecretStore => {
    const known = stores.get(kind);
    if (known !== undefined) return known;
    const inner = memorySecrets();
    const keys = new Set<string>();
    contents.set(kind, keys);
    const opened: SecretStore = {
      ...inner,
      kind,
      get: (key) => guard('store', () => inner.get(key)),
      prepare: () => guard('store', inner.prepare),
      set: (key, secret) =>
        guard('store', async () => {
          await inner.set(key, secret);
          keys.add(key);
        }),
      delete: (key) =>
        guard('store', async () => {
          await inner.delete(key);
          keys.delete(key);
        }),
    };
    stores.set(kind, opened);
    return opened;
  };
  const guarded: SettingsStore = {
    ...settings,
    update: (change) => guard('settings', () => settings.update(change)),
  };
  let count = 0;
  const newKey = () => {
    count += 1;
    return `default.key-${count}`;
  };
  const vault = credentialVault({ settings: guarded, openStore, newKey });
  return {
    settings: guarded,
    vault,
    store,
    load: async (): Promise<Settings> => (await settings.load()) ?? {},
    places: () => new Set([...contents].flatMap(([kind, keys]) => [...keys].map((key) => `${kind}/${key}`))),
    failAt: (next: typeof fail) => {
      fail = next;
      calls = { store: 0, settings: 0 };
    },
    calls: () => calls,
  };
}

/** The states that an operation leads from and to, and how many calls it makes. */
async function walkThrough(name: OperationName, store: 'keychain' | 'file') {
  const at = world(store);
  await operations[name].before(at);
  const from = outcomeOf(await at.load());
  at.failAt(undefined);
  await operations[name].run(at);
  return { from, to: outcomeOf(await at.load()), calls: at.calls() };
}

const cases = operationNames.flatMap((name) => (['keychain', 'file'] as const).map((store) => [name, store] as const));

describe.each(cases)('an error at every call of %s in the %s', (name, store) => {
  it.each(errors)('leaves the old or the new state and reports it: $name', async (fault) => {
    const { from, to, calls } = await walkThrough(name, store);
    expect(calls.settings).toBeGreaterThan(0);
    for (const ever of [false, true]) {
      for (let at = 1; at <= calls[fault.port]; at += 1) {
        const place = `call ${at}${ever ? ' and all later ones' : ''}`;
        const tried = world(store);
        await operations[name].before(tried);
        tried.failAt({ at, fault, ever });
        const error = await Promise.resolve(operations[name].run(tried)).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        tried.failAt(undefined);
        const settings = await tried.load();
        const outcome = outcomeOf(settings);
        expect([from, to], place).toContain(outcome);
        // What resolves did it. What rejects did nothing, unless the write itself says so.
        if (error === undefined) expect(outcome, place).toBe(to);
        else if (!(fault.port === 'settings' && fault.after)) expect(outcome, place).toBe(from);
        expect(faultsOf(settings, tried.places()), place).toEqual([]);
        for (const section of storedCredentials(settings)) await tried.vault.read(section);

        expect(await tried.vault.clear(), place).toBe(0);
        const healed = await tried.load();
        expect(outcomeOf(healed), place).toBe(outcome);
        expect(healed.pending, place).toBeUndefined();
        expect(faultsOf(healed, tried.places()), place).toEqual([]);
      }
    }
  });
});
