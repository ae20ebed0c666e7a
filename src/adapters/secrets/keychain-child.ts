// The only process in which the keychain library is loaded. It reads one request from stdin, answers with one line on stdout,
// and is killed when it does not: a stuck call blocks its process beyond `process.exit`, and one of the library's functions
// can crash it. `findCredentials` and `findPassword` are never called: they do when an item is locked
// (https://github.com/atom/node-keytar/issues/477), and on Windows they match by prefix.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Without a listener, SIGUSR1 makes Node open its debugger, over which every user of this machine can read the memory.
process.on('SIGUSR1', () => {});

/** What the parent asks for. */
export type KeychainOperation =
  | { readonly operation: 'probe' }
  | { readonly operation: 'get' | 'delete'; readonly key: string }
  | { readonly operation: 'set'; readonly key: string; readonly value: string };

export type KeychainRequest = KeychainOperation & {
  /** The time after which nobody waits for the answer any more, in milliseconds. */
  readonly deadlineMs: number;
  /** The process that asks. */
  readonly parent: number;
};

/**
 * `failed` carries the system's own words, in English. `value` is null when the key is not there, which is said only after
 * the keychain was proven to be readable.
 */
export type KeychainAnswer =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly failed: 'load' | 'call' | 'lost'; readonly text: string };

interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

/** A name without a blank: gnome-keyring once stumbled over one (https://github.com/stripe/stripe-cli/issues/1013). */
const service = 'smsctl';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function load(): Promise<Keytar> {
  const { default: keytar } = (await import('keytar')) as unknown as { readonly default: Keytar };
  return keytar;
}

/** The package hides why its binary would not load; loading that file by itself tells. */
function trueLoadError(error: unknown): string {
  const require = createRequire(import.meta.url);
  try {
    const folder = dirname(require.resolve('keytar/package.json'));
    require(join(folder, 'prebuilds', `${process.platform}-${process.arch}`, 'keytar.node'));
  } catch (inner) {
    return `${textOf(error)} ${textOf(inner)}`;
  }
  return textOf(error);
}

/** True when what was written under `account` is read, and nothing is once it was deleted. */
async function comesAndGoes(keytar: Keytar, account: string): Promise<boolean> {
  const canary = randomUUID();
  await keytar.setPassword(service, account, canary);
  const read = await keytar.getPassword(service, account);
  await keytar.deletePassword(service, account);
  return read === canary && (await keytar.getPassword(service, account)) === null;
}

/**
 * A locked keychain answers a read with "not there": only a round trip proves that it can be read. One name for all, so
 * that a process that is killed half-way leaves one canary and not one a time; where another is at it at the same moment,
 * a name of our own.
 */
async function proveReadable(keytar: Keytar): Promise<void> {
  if (await comesAndGoes(keytar, 'canary')) return;
  if (await comesAndGoes(keytar, `canary.${randomUUID()}`)) return;
  throw new Error('A canary was written and could not be read back.');
}

/** What a keychain service that ends while it is asked leaves behind, and what follows where the bus starts no other. */
const ended = /disconnected from message bus|NoReply|name :[\d.]+ was not provided/;
const goneFor = /was not provided by any/;

/** A service that ended is started anew by the bus: asked once more, it may answer. Every operation may be done twice. */
async function answerInSpite(keytar: Keytar, request: KeychainRequest): Promise<KeychainAnswer> {
  try {
    return await answer(keytar, request);
  } catch (first) {
    if (!ended.test(textOf(first))) throw first;
    return await answer(keytar, request).catch((second: unknown) => {
      throw goneFor.test(textOf(second)) ? first : second;
    });
  }
}

/** Windows tells the pid of a parent that has ended as if it still ran. */
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
      // Whoever asked was killed, and whoever came next may have cleared up before this was written: nobody would know of it.
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
  // The parent kills at the deadline; where it was killed itself, nobody else would.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), request.deadlineMs + 250);
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return { ok: false, failed: 'load', text: trueLoadError(error) };
  }
  try {
    return await answerInSpite(keytar, request);
  } catch (error) {
    return { ok: false, failed: 'call', text: textOf(error) };
  }
}

void main().then((result) => process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0)));
