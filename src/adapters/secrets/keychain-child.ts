// The only process that loads the keychain library. It reads one request from stdin and answers with one line on stdout. The
// parent kills it after a timeout, since a hanging call of the library blocks even `process.exit`. `findCredentials` and
// `findPassword` are not used: they crash if an item is locked (https://github.com/atom/node-keytar/issues/477), and match by
// prefix on Windows.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Without a listener, SIGUSR1 makes Node open its debugger, over which every user of this machine can read the memory.
process.on('SIGUSR1', () => {});

/** The operation that the parent requests. */
export type KeychainOperation =
  | { readonly operation: 'probe' }
  | { readonly operation: 'get' | 'delete'; readonly key: string }
  | { readonly operation: 'set'; readonly key: string; readonly value: string };

export type KeychainRequest = KeychainOperation & {
  /** How long the parent waits for the answer, in milliseconds. */
  readonly deadlineMs: number;
  /** The parent's pid. */
  readonly parent: number;
};

/**
 * `text` is the system's error message, in English. `value` is null if the key does not exist, which is only reported after a
 * round trip has proven that the keychain can be read.
 */
export type KeychainAnswer =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly failed: 'load' | 'call' | 'lost'; readonly text: string };

interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

const randomUUID = (): string => process.getBuiltinModule('node:crypto').randomUUID();

/** Without a space, which older versions of gnome-keyring do not handle (https://github.com/stripe/stripe-cli/issues/1013). */
const service = 'smsctl';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function load(): Promise<Keytar> {
  const { default: keytar } = (await import('keytar')) as unknown as { readonly default: Keytar };
  return keytar;
}

/** The package hides why its binary cannot be loaded, so load that file directly. */
function loadError(error: unknown): string {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  try {
    const folder = dirname(require.resolve('keytar/package.json'));
    require(join(folder, 'prebuilds', `${process.platform}-${process.arch}`, 'keytar.node'));
  } catch (inner) {
    return `${textOf(error)} ${textOf(inner)}`;
  }
  return textOf(error);
}

/** True if a secret that is written under `account` can be read, and is gone after it is deleted. */
async function roundTrips(keytar: Keytar, account: string): Promise<boolean> {
  const canary = randomUUID();
  await keytar.setPassword(service, account, canary);
  const read = await keytar.getPassword(service, account);
  await keytar.deletePassword(service, account);
  return read === canary && (await keytar.getPassword(service, account)) === null;
}

/**
 * A locked keychain answers a read with "not found", so only a round trip proves that it can be read. The name is always the
 * same, so that killed processes leave one canary at most. If another process does the same at this moment, a random name is
 * used.
 */
async function proveReadable(keytar: Keytar): Promise<void> {
  if (await roundTrips(keytar, 'canary')) return;
  if (await roundTrips(keytar, `canary.${randomUUID()}`)) return;
  throw new Error('A canary was written and could not be read back.');
}

/** Errors if the keychain service ends during a call, and if the bus then starts no other. */
const ended = /disconnected from message bus|NoReply|name :[\d.]+ was not provided/;
const goneFor = /was not provided by any/;

/** Retries once if the service ended, since the bus may start a new one. All operations are idempotent. */
async function answerWithRetry(keytar: Keytar, request: KeychainRequest): Promise<KeychainAnswer> {
  try {
    return await answer(keytar, request);
  } catch (first) {
    if (!ended.test(textOf(first))) throw first;
    return await answer(keytar, request).catch((second: unknown) => {
      throw goneFor.test(textOf(second)) ? first : second;
    });
  }
}

/** On Windows, `process.ppid` stays the same after the parent has ended. */
function isOrphan(parent: number): boolean {
  if (process.platform !== 'win32') return process.ppid !== parent;
  try {
    process.kill(parent, 0);
    return false;
  } catch {
    return true;
  }
}

async function answer(keytar: Keytar, request: KeychainRequest): Promise<KeychainAnswer> {
  switch (request.operation) {
    case 'probe':
      await proveReadable(keytar);
      return { ok: true, value: null };
    case 'get': {
      const value = await keytar.getPassword(service, request.key);
      if (value === null) await proveReadable(keytar);
      return { ok: true, value };
    }
    case 'set': {
      await keytar.setPassword(service, request.key, request.value);
      // If the parent was killed, the next process may have cleaned up before this write, and no settings name the item.
      if (isOrphan(request.parent)) await keytar.deletePassword(service, request.key);
      const read = await keytar.getPassword(service, request.key);
      return read === request.value
        ? { ok: true, value: null }
        : { ok: false, failed: 'lost', text: 'What was written is not what is read.' };
    }
    case 'delete': {
      await keytar.deletePassword(service, request.key);
      const left = await keytar.getPassword(service, request.key);
      if (left !== null) return { ok: false, failed: 'lost', text: 'What was deleted is still there.' };
      await proveReadable(keytar);
      return { ok: true, value: null };
    }
  }
}

async function main(): Promise<KeychainAnswer> {
  const request = JSON.parse(readFileSync(0, 'utf8')) as KeychainRequest;
  // In case the parent was killed and cannot kill this process at the deadline.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), request.deadlineMs + 250);
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return { ok: false, failed: 'load', text: loadError(error) };
  }
  try {
    return await answerWithRetry(keytar, request);
  } catch (error) {
    return { ok: false, failed: 'call', text: textOf(error) };
  }
}

void main().then((result) => process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0)));
