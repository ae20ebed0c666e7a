import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../domain/environment.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { secretKeyPattern } from '../../domain/settings/settings.ts';
import { Secret } from '../../domain/text/secret.ts';
import type { SecretStore } from '../../ports.ts';
import type { KeychainAnswer, KeychainOperation } from './keychain-operations.ts';
import { hasVanished, keychainError, stateBehind } from './keychain-problems.ts';
import { readyStore, unusableStore } from './store-health.ts';

interface KeychainOptions {
  readonly env: Environment;
  /** True if a user may be answering an unlock window. */
  readonly interactive: boolean;
  /** Called if the user may not have noticed the unlock window. */
  readonly onWaiting?: () => void;
  /** The child process's file. Default: the one beside this file. */
  readonly childPath?: string;
  /** The timeout of a call. The default depends on `interactive`. */
  readonly deadlineMs?: number;
}

/** The timeout if no user can answer a window. A stopped daemon would take 50 s to fail. */
const unattendedMs = 3_000;
/** The timeout if a user may be typing a passphrase. */
const attendedMs = 60_000;
/** After this time, the keychain probably waits for the user. */
const noticeMs = 1_000;
/** Windows stores at most 2560 bytes per item. */
const longestSecretBytes = 2_400;

/** The environment variables that the child process gets, which are those that a keychain needs. */
const passedOn =
  /^(?:PATH|HOME|USER|LOGNAME|DBUS_.*|XDG_.*|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|TEMP|TMP)$/i;

/** Children that wait for a keychain. They are killed when this process ends. */
const running = new Set<{ readonly kill: () => void }>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * The operating system's keychain, through a child process with a timeout: 3 seconds, or 60 if a user may be answering a
 * window. `SMSCTL_KEYCHAIN=off` disables it. A round trip decides whether it works; the system's English message only
 * selects the text of the error.
 */
export function keychain(options: KeychainOptions): SecretStore {
  /** True after a successful round trip. */
  let isProven = false;

  const call = async (request: KeychainOperation): Promise<string | null> => {
    const value = await callKeychain(request, options);
    isProven ||= request.operation === 'probe';
    return value;
  };

  return {
    kind: 'keychain',
    location: `the OS keychain (${systemName})`,
    probe: async () => {
      try {
        await call({ operation: 'probe' });
        return readyStore('keychain', `The OS keychain (${systemName}) works.`);
      } catch (error) {
        if (!(error instanceof SecretStoreError)) throw error;
        return unusableStore('keychain', error);
      }
    },
    prepare: async () => {
      if (!isProven) await call({ operation: 'probe' });
    },
    get: async (key) => {
      const value = await call({ operation: 'get', key });
      return value === null ? undefined : new Secret(value);
    },
    set: async (key, secret) => {
      await call({ operation: 'set', key, value: secret.reveal() });
    },
    delete: async (key) => {
      await call({ operation: 'delete', key });
    },
  };
}

/** The answer of the child process. Rejects with `SecretStoreError`. */
async function callKeychain(
  request: KeychainOperation,
  { env, interactive, onWaiting, childPath, deadlineMs }: KeychainOptions,
): Promise<string | null> {
  const hasDisplay = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) || process.platform !== 'linux';
  const attended = interactive && hasDisplay;
  if (env.SMSCTL_KEYCHAIN === 'off') throw keychainError('off');
  refuseUnstorable(request);
  const notice = attended && onWaiting ? setTimeout(onWaiting, noticeMs) : undefined;
  const ask = () =>
    runChild(childPath ?? besideThis(), request, {
      env: childEnvironment(env),
      deadlineMs: deadlineMs ?? (attended ? attendedMs : unattendedMs),
    });
  const first = await ask();
  const outcome = typeof first === 'object' && !first.ok && hasVanished(first) ? await ask() : first;
  clearTimeout(notice);
  if (outcome === 'late' || outcome === 'crashed') throw keychainError(outcome);
  if (outcome.ok) return outcome.value;
  throw keychainError(stateBehind(outcome), outcome.text);
}

/**
 * What another program keeps in the keychain, by the names of its library. Writes nothing, so that a locked keychain may look empty.
 * Undefined: not found. Rejects with `SecretStoreError`.
 */
export async function keychainItem(
  service: string,
  key: string,
  options: KeychainOptions,
): Promise<Secret | undefined> {
  const value = await callKeychain({ operation: 'look', service, key }, options);
  return value === null ? undefined : new Secret(value);
}

const systemName: string =
  { darwin: 'macOS Keychain', win32: 'Windows Credential Manager' }[process.platform as string] ?? 'Secret Service';

const besideThis = (): string => fileURLToPath(new URL('./keychain-child.js', import.meta.url));

function childEnvironment(env: KeychainOptions['env']): NodeJS.ProcessEnv {
  const passed = Object.entries(env).filter(([name, value]) => value !== undefined && passedOn.test(name));
  // The system's messages are compared in English.
  return { ...Object.fromEntries(passed), LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', LANGUAGE: 'C' };
}

/** The child handles SIGUSR1. If Node has the option, it opens no debugger before that either. */
const childOptions = (): readonly string[] => [
  '--no-warnings',
  ...['--disable-sigusr1'].filter((option) => process.allowedNodeEnvironmentFlags.has(option)),
];

function runChild(
  path: string,
  operation: KeychainOperation,
  { env, deadlineMs }: { readonly env: NodeJS.ProcessEnv; readonly deadlineMs: number },
): Promise<KeychainAnswer | 'late' | 'crashed'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...childOptions(), path], {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const ours = { kill: () => child.kill('SIGKILL') };
    running.add(ours);
    let output = '';
    const finish = (answer: KeychainAnswer | 'late' | 'crashed'): void => {
      clearTimeout(timer);
      running.delete(ours);
      child.kill('SIGKILL');
      // Release the pipes: a child in an uninterruptible call must not keep this process running.
      child.stdin.destroy();
      child.stdout.destroy();
      child.unref();
      resolve(answer);
    };
    const timer = setTimeout(() => finish('late'), deadlineMs);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.endsWith('\n')) finish(parseAnswer(output));
    });
    child.on('error', () => finish('crashed'));
    child.on('close', () => finish('crashed'));
    // The pipe breaks if the child ends before it has read. Its end is handled above.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify({ ...operation, deadlineMs, parent: process.pid }));
  });
}

/** Anything but JSON was written by a library. */
function parseAnswer(line: string): KeychainAnswer | 'crashed' {
  try {
    return JSON.parse(line) as KeychainAnswer;
  } catch {
    return 'crashed';
  }
}

/** Refuses values that the library would change silently or a keychain would not store. */
function refuseUnstorable(request: KeychainOperation): void {
  if (request.operation === 'look') return;
  if (request.operation !== 'probe' && !secretKeyPattern.test(request.key)) {
    throw new SecretStoreError({
      problem: 'denied',
      message: 'Invalid name of a secret in the settings.',
      nextStep: 'Set the credentials up again with `smsctl setup credentials`.',
    });
  }
  if (request.operation !== 'set') return;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  const unfit = request.value === '' || /[\u0000-\u0008\u000b-\u001f]|\p{Surrogate}/u.test(request.value);
  if (!unfit && Buffer.byteLength(request.value) <= longestSecretBytes) return;
  throw new SecretStoreError({
    problem: 'denied',
    message: `Invalid secret: the OS keychain stores plain text of 1 to ${longestSecretBytes} bytes.`,
    nextStep: 'Paste only the secret.',
  });
}
