import type { CredentialVault } from '../../src/app/credentials/credential-vault.ts';
import {
  activateNew,
  activateStored,
  moveStored,
  removeStored,
  storeBeside,
} from '../../src/app/credentials/stored-credentials.ts';
import { type Credential, fingerprintOf } from '../../src/domain/settings/credential.ts';
import {
  type CredentialSettings,
  type SecretStoreKind,
  type Settings,
  storedCredentials,
} from '../../src/domain/settings/settings.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { SettingsStore } from '../../src/ports.ts';

const accountSid = `AC${'a'.repeat(32)}`;

/** Plainly made up, and told apart by one digit. */
const token = (digit: string): Credential => ({
  method: 'auth-token',
  accountSid,
  secret: new Secret(digit.repeat(32)),
});

const key = (digit: string): Credential => ({
  method: 'api-key',
  accountSid,
  apiKeySid: `SK${digit.repeat(32)}`,
  secret: new Secret(`NotARealSecretNotARealSecret${digit.repeat(4)}`),
});

const sectionOf = (credential: Credential, store: SecretStoreKind): CredentialSettings => ({
  accountSid: credential.accountSid,
  method: credential.method,
  ...(credential.method === 'api-key' && { apiKeySid: credential.apiKeySid }),
  store,
  fingerprint: fingerprintOf(credential),
  savedAt: '2026-11-23T18:00:00.000Z',
});

type Movable = 'keychain' | 'file';

interface Bench {
  readonly settings: SettingsStore;
  readonly vault: CredentialVault;
  /** The store that it happens in; `move` goes to the other one. */
  readonly store: Movable;
}

const keep = (credential: Credential, store: SecretStoreKind) => ({
  credential,
  section: sectionOf(credential, store),
});
const elsewhere = (store: Movable): Movable => (store === 'keychain' ? 'file' : 'keychain');

async function stored({ settings }: Bench): Promise<Settings> {
  return (await settings.load()) ?? {};
}

interface Operation {
  /** Brings about what it starts from. */
  readonly before: (bench: Bench) => Promise<unknown>;
  readonly run: (bench: Bench) => Promise<unknown>;
}

/** Everything that is done with stored secrets, each with where it starts. */
export const operations = {
  set: {
    before: async () => {},
    run: ({ vault, store }) => activateNew(vault, keep(token('1'), store), { keepFormer: false }),
  },
  update: {
    before: ({ vault, store }) => activateNew(vault, keep(token('1'), store), { keepFormer: false }),
    run: ({ vault, store }) => activateNew(vault, keep(token('2'), store), { keepFormer: false }),
  },
  beside: {
    before: ({ vault, store }) => activateNew(vault, keep(token('1'), store), { keepFormer: false }),
    run: ({ vault, store }) => storeBeside(vault, keep(key('3'), store)),
  },
  rotate: {
    before: async ({ vault, store }) => {
      await activateNew(vault, keep(key('3'), store), { keepFormer: false });
      await activateNew(vault, keep(key('4'), store), { keepFormer: true });
    },
    // The one that stood by for the same method gives way.
    run: ({ vault, store }) => activateNew(vault, keep(key('5'), store), { keepFormer: true }),
  },
  use: {
    before: async ({ vault, store }) => {
      await activateNew(vault, keep(token('1'), store), { keepFormer: false });
      await storeBeside(vault, keep(key('3'), store));
    },
    run: async (bench) => {
      const [target] = (await stored(bench)).standby ?? [];
      if (target === undefined) throw new Error('Nothing stands by.');
      return activateStored(bench.vault, target);
    },
  },
  remove: {
    before: async ({ vault, store }) => {
      await activateNew(vault, keep(token('1'), store), { keepFormer: false });
      await storeBeside(vault, keep(key('3'), store));
    },
    run: async (bench) => removeStored(bench.vault, storedCredentials(await stored(bench))),
  },
  move: {
    before: async ({ vault, store }) => {
      await activateNew(vault, keep(token('1'), store), { keepFormer: false });
      await storeBeside(vault, keep(key('3'), store));
    },
    run: async (bench) => moveStored(bench.vault, await stored(bench), elsewhere(bench.store)),
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as readonly OperationName[];

/** Secrets in their stores, as `store/key`. */
type Places = ReadonlySet<string>;

/** What is wrong: a secret that is needed and gone, or one that lies in a store and that nothing tells of. */
export function faultsOf(settings: Settings, inStores: Places): readonly string[] {
  const needed = storedCredentials(settings).map(({ store, secretKey }) => `${store}/${secretKey}`);
  const listed = (settings.pending ?? []).map((ref) => `${ref.store}/${ref.key}`);
  return [
    ...needed.filter((place) => !inStores.has(place)).map((place) => `${place} is needed and gone`),
    ...[...inStores].filter((place) => ![...needed, ...listed].includes(place)).map((place) => `${place} is an orphan`),
  ];
}

/** What the settings come to, whatever keys the secrets lie under. */
export const outcomeOf = (settings: Settings): string =>
  JSON.stringify(
    [settings.credentials, ...(settings.standby ?? [])].map((one) => (one ? [one.fingerprint, one.store] : null)),
  );
