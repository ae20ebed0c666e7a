import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../src/domain/secret.ts';
import type { SecretStore } from '../../src/ports.ts';

/** What lies in a keyring, by key; values as they were stored. */
export type KeyringItems = readonly (readonly [key: string, value: string])[];

/** Another pair of eyes on a keyring than the product's own. */
export interface KeyringEyes {
  /** The items whose keys start with `prefix`. */
  readonly list: (prefix: string) => Promise<KeyringItems>;
  /** Makes these the only ones whose keys start with `prefix`. */
  readonly put: (prefix: string, items: KeyringItems) => Promise<void>;
  readonly close: () => void;
}

/** `env`: that of an unlocked session. */
export function watchKeyring(env: Readonly<Record<string, string>>): KeyringEyes {
  const script = fileURLToPath(new URL('./keyring-items.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((items: KeyringItems) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as KeyringItems));
  const ask = (request: object): Promise<KeyringItems> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  return {
    list: (prefix) => ask({ prefix }),
    put: async (prefix, put) => {
      await ask({ prefix, put });
    },
    close: () => child.stdin.end(),
  };
}

/** The same keyring as a store, without the product's adapter and the process that it starts for every call. */
export function storeThrough(eyes: KeyringEyes, prefix: string): SecretStore {
  return {
    kind: 'keychain',
    location: 'a keyring',
    probe: async () => ({ kind: 'keychain', ready: true, problem: null, sentence: '', nextStep: null }),
    prepare: async () => {},
    get: async (key) => {
      const found = (await eyes.list(prefix)).find(([name]) => name === key);
      return found && new Secret(found[1]);
    },
    set: async (key, secret) => eyes.put(prefix, [...(await eyes.list(prefix)), [key, secret.reveal()]]),
    delete: async (key) =>
      eyes.put(
        prefix,
        (await eyes.list(prefix)).filter(([name]) => name !== key),
      ),
  };
}
