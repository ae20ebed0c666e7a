import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../src/domain/text/secret.ts';
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

/**
 * `env`: that of an unlocked session. The library's listing crashes where an item goes away under it: what was asked is asked
 * again then.
 */
export function watchKeyring(env: Readonly<Record<string, string>>): KeyringEyes {
  const script = fileURLToPath(new URL('./keyring-items.mjs', import.meta.url));
  const waiting: { readonly line: string; readonly resolve: (items: KeyringItems) => void }[] = [];
  let closed = false;
  const start = () => {
    const child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      waiting.shift()?.resolve(JSON.parse(line) as KeyringItems);
    });
    child.stdin.on('error', () => {});
    child.on('close', () => {
      if (closed) return;
      current = start();
      for (const { line } of waiting) current.stdin.write(line);
    });
    return child;
  };
  let current = start();
  const ask = (request: object): Promise<KeyringItems> =>
    new Promise((resolve) => {
      const line = `${JSON.stringify(request)}\n`;
      waiting.push({ line, resolve });
      current.stdin.write(line);
    });
  return {
    list: (prefix) => ask({ prefix }),
    put: async (prefix, put) => {
      await ask({ prefix, put });
    },
    close: () => {
      closed = true;
      current.stdin.end();
    },
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
