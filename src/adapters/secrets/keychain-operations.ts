// What the child process does with the keychain library.

/** The operation that the parent requests. */
export type KeychainOperation =
  | { readonly operation: 'probe' }
  | { readonly operation: 'get' | 'delete'; readonly key: string }
  | { readonly operation: 'set'; readonly key: string; readonly value: string }
  /** Reads what another program keeps, and writes nothing. */
  | { readonly operation: 'look'; readonly service: string; readonly key: string };

export type KeychainRequest = KeychainOperation & {
  /** How long the parent waits for the answer, in milliseconds. */
  readonly deadlineMs: number;
  /** The parent's pid. */
  readonly parent: number;
};

/**
 * `text` is the system's error message, in English. `value` is null if the key does not exist. For smsctl's own keys, this is only
 * reported after a round trip has proven that the keychain can be read.
 */
export type KeychainAnswer =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly failed: 'load' | 'call' | 'lost'; readonly text: string };

/** The part of the library that is used. */
export interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

const randomUUID = (): string => process.getBuiltinModule('node:crypto').randomUUID();

/** Without a space, which older versions of gnome-keyring do not handle (https://github.com/stripe/stripe-cli/issues/1013). */
const service = 'smsctl';

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
export async function answerWithRetry(keytar: Keytar, request: KeychainRequest): Promise<KeychainAnswer> {
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
    case 'look':
      return { ok: true, value: await keytar.getPassword(request.service, request.key) };
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
