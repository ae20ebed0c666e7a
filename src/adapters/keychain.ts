import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { printable } from '../domain/printable.ts';
import { Secret } from '../domain/secret.ts';
import { SecretStoreError, type SecretStoreProblem } from '../domain/secret-store-error.ts';
import type { SecretStore } from '../ports.ts';
import type { KeychainAnswer, KeychainRequest } from './keychain-child.ts';

interface KeychainOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when a person may be answering an unlock window. */
  readonly interactive: boolean;
  /** The compiled child; absent: the one beside this file. */
  readonly childPath?: string;
  /** How long a call may take; absent: what `interactive` calls for. */
  readonly deadlineMs?: number;
}

/** Nobody can answer a window: a keychain that has not answered by then will not. A stopped daemon takes 50 s to say so. */
const unattendedMs = 3_000;
/** Somebody is typing a passphrase. */
const attendedMs = 60_000;
/** Windows keeps at most 2560 bytes an item. */
const longestSecretBytes = 2_400;

/** What a keychain needs of the environment; nothing else of it reaches the child. */
const passedOn =
  /^(?:PATH|HOME|USER|LOGNAME|DBUS_.*|XDG_.*|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|TEMP|TMP)$/i;

/** Ctrl-C and the end of this process end every child that is still waiting for a keychain. */
const running = new Set<{ readonly kill: () => void }>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * The operating system's keychain, through a child process with a deadline. `SMSCTL_KEYCHAIN=off` keeps away from it. A
 * problem is told by what a round trip came to; the system's words, which the child reads in English, only choose the sentence.
 */
export function keychain({ env, interactive, childPath, deadlineMs }: KeychainOptions): SecretStore {
  const hasDisplay = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) || process.platform !== 'linux';
  const deadline = deadlineMs ?? (interactive && hasDisplay ? attendedMs : unattendedMs);

  const call = async (request: KeychainRequest): Promise<string | null> => {
    if (env.SMSCTL_KEYCHAIN === 'off') throw problem('denied', 'SMSCTL_KEYCHAIN=off');
    const outcome = await runChild(childPath ?? besideThis(), request, childEnvironment(env), deadline);
    if (outcome === 'late') throw problem('prompt-timeout');
    if (outcome === 'crashed') throw problem('crashed');
    if (outcome.ok) return outcome.value;
    throw problem(classify(outcome), outcome.text);
  };

  return {
    kind: 'keychain',
    location: `the OS keychain (${systemName})`,
    probe: async () => {
      try {
        await call({ operation: 'probe' });
        return {
          kind: 'keychain',
          ready: true,
          problem: null,
          sentence: `The OS keychain (${systemName}) can be written, read and deleted from.`,
          nextStep: null,
        };
      } catch (error) {
        const { problem: found, message, hints } = asStoreError(error);
        return { kind: 'keychain', ready: false, problem: found, sentence: message, nextStep: hints[0] ?? null };
      }
    },
    prepare: async () => {},
    get: async (key) => {
      const value = await call({ operation: 'get', key });
      return value === null ? undefined : new Secret(value);
    },
    set: async (key, secret) => {
      refuseUnstorable(secret);
      await call({ operation: 'set', key, value: secret.reveal() });
    },
    delete: async (key) => {
      await call({ operation: 'delete', key });
    },
  };
}

const systemName: string =
  { darwin: 'macOS Keychain', win32: 'Windows Credential Manager' }[process.platform as string] ?? 'Secret Service';

const besideThis = (): string => fileURLToPath(new URL('./keychain-child.js', import.meta.url));

function childEnvironment(env: KeychainOptions['env']): NodeJS.ProcessEnv {
  const passed = Object.entries(env).filter(([name, value]) => value !== undefined && passedOn.test(name));
  // The system's words are compared in English.
  return { ...Object.fromEntries(passed), LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', LANGUAGE: 'C' };
}

function runChild(
  path: string,
  request: KeychainRequest,
  env: NodeJS.ProcessEnv,
  deadlineMs: number,
): Promise<KeychainAnswer | 'late' | 'crashed'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-warnings', path], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    const ours = { kill: () => child.kill('SIGKILL') };
    running.add(ours);
    let output = '';
    const finish = (answer: KeychainAnswer | 'late' | 'crashed'): void => {
      clearTimeout(timer);
      running.delete(ours);
      child.kill('SIGKILL');
      // A child in an uninterruptible call must not keep us: its pipes are let go of.
      child.stdout.destroy();
      child.unref();
      resolve(answer);
    };
    const timer = setTimeout(() => finish('late'), deadlineMs);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.endsWith('\n')) finish(JSON.parse(output) as KeychainAnswer);
    });
    child.on('error', () => finish('crashed'));
    child.on('close', () => finish('crashed'));
    // A child that is gone before it has read breaks the pipe; its end is reported above.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(request));
  });
}

function classify({ failed, text }: Extract<KeychainAnswer, { ok: false }>): SecretStoreProblem {
  if (failed === 'load') return 'no-library';
  if (/locked collection|prompt was dismissed|not allowed|No such object path|Object does not exist/i.test(text))
    return 'locked';
  if (/org\.freedesktop\.secrets/.test(text)) return 'no-service';
  if (
    /autolaunch|Could not connect|dbus-launch|does not contain a colon|unsupported transport|Connection refused/i.test(
      text,
    )
  ) {
    return 'no-bus';
  }
  if (/Timeout was reached/.test(text)) return 'prompt-timeout';
  return 'denied';
}

const orFile = 'or keep the secret in an encrypted file: `smsctl setup credentials --store file`';

const words: Readonly<Partial<Record<SecretStoreProblem, readonly [sentence: string, nextStep: string]>>> = {
  locked: [
    'The OS keychain is locked, or it has no login keyring yet.',
    `Unlock it (log in on the desktop, or run \`gnome-keyring-daemon --unlock\`), ${orFile}.`,
  ],
  'no-service': [
    'There is no keychain service on this machine.',
    `Install one (Debian, Ubuntu: gnome-keyring; Fedora: gnome-keyring), ${orFile}.`,
  ],
  'no-bus': [
    'There is no OS keychain here: no desktop session (D-Bus), as on servers, in containers and in WSL.',
    `Run inside a session (\`dbus-run-session\`, package dbus, with gnome-keyring), ${orFile}.`,
  ],
  'no-library': [
    'The keychain library cannot be loaded.',
    `Install it (Debian, Ubuntu: libsecret-1-0; Fedora: libsecret; Alpine is not supported), ${orFile}.`,
  ],
  'prompt-timeout': [
    'The OS keychain did not answer in time: it may be waiting in a window, or be stuck.',
    `Answer its window, or restart it, and run the command again; ${orFile}.`,
  ],
  crashed: ['The keychain library crashed; nothing else was harmed.', `Run the command again, ${orFile}.`],
  denied: ['The OS keychain refused.', `Look at it with \`smsctl setup credentials\`, ${orFile}.`],
};

function problem(found: SecretStoreProblem, systemText?: string): SecretStoreError {
  if (systemText === 'SMSCTL_KEYCHAIN=off') {
    return new SecretStoreError({
      problem: 'denied',
      message: 'The OS keychain is switched off by SMSCTL_KEYCHAIN=off.',
      nextStep: `Unset that variable, ${orFile}.`,
    });
  }
  const [message, nextStep] = words[found] ?? [
    'The OS keychain could not be used.',
    `Run the command again, ${orFile}.`,
  ];
  return new SecretStoreError({
    problem: found,
    message,
    nextStep,
    ...(systemText !== undefined && { systemText: printable(systemText) }),
  });
}

function asStoreError(error: unknown): SecretStoreError {
  if (error instanceof SecretStoreError) return error;
  throw error;
}

/** What the library would change in silence, or a keychain would not take. */
function refuseUnstorable(secret: Secret): void {
  const text = secret.reveal();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  const unfit = text === '' || /[\u0000-\u0008\u000b-\u001f]|\p{Surrogate}/u.test(text);
  if (!unfit && Buffer.byteLength(text) <= longestSecretBytes) return;
  throw new SecretStoreError({
    problem: 'denied',
    message: `A keychain keeps plain text of 1 to ${longestSecretBytes} bytes; this is something else.`,
    nextStep: 'Paste the secret alone.',
  });
}
