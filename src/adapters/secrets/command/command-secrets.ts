import type { Environment } from '../../../domain/environment.ts';
import { SecretStoreError } from '../../../domain/secret-store-error.ts';
import { storeNames } from '../../../domain/settings/settings.ts';
import { rememberSecret } from '../../../domain/text/redaction.ts';
import { Secret } from '../../../domain/text/secret.ts';
import type { SecretStore } from '../../../ports.ts';
import { readyStore } from '../store-health.ts';
import { commandEnvironment } from './command-environment.ts';
import { commandError, failureOf } from './command-problems.ts';
import { runCommand } from './run-command.ts';

interface CommandOptions {
  readonly env: Environment;
  /** True if a person may be answering a window of the program. */
  readonly interactive: boolean;
  /** Called if the program, whose name it gets, takes long. */
  readonly onWaiting?: (program: string) => void;
  /** The timeout. The default depends on `interactive`. */
  readonly deadlineMs?: number;
}

/** The timeout if no person can answer. Programs that ask a server take some seconds. */
const unattendedMs = 30_000;
/** The timeout if a person may be answering a window. */
const attendedMs = 120_000;

/**
 * Secrets in the output of a program, such as a secret manager's. A key is the command: the program and its arguments, as a JSON
 * array. Read-only. `get` runs the command and resolves to its output without a byte-order mark and one line end; it rejects if
 * that is not one line of text. `probe` runs nothing, since a program may ask a person.
 */
export function commandSecrets({ env, interactive, onWaiting, deadlineMs }: CommandOptions): SecretStore {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new SecretStoreError({
        problem: 'read-only',
        message: 'smsctl never writes to the secret manager of the store `command`.',
        nextStep: 'Change the secret with the program of that manager.',
      }),
    );
  return {
    kind: 'command',
    location: storeNames.command,
    probe: async () =>
      readyStore(
        'command',
        'smsctl runs a command such as `op read` at every run, and never writes there. For secret managers.',
      ),
    get: async (key) => {
      const words = JSON.parse(key) as readonly string[];
      const [command = '', ...args] = words;
      const end = await runCommand(
        { command, args, environment: commandEnvironment(env) },
        {
          deadlineMs: deadlineMs ?? (interactive ? attendedMs : unattendedMs),
          onWaiting: interactive ? () => onWaiting?.(command) : undefined,
        },
      );
      if (end.kind !== 'ended') throw commandError({ state: end.kind, words, end });
      const text = decoded(end.output);
      const state = failureOf(end, text);
      if (state === 'lines' || end.exit !== 0) rememberLikelySecrets(text ?? '', words);
      if (text === undefined || state !== undefined)
        throw commandError({ state: state ?? 'encoding', words, end, text });
      return new Secret(text);
    },
    prepare: refuse,
    set: refuse,
    delete: refuse,
  };
}

/** Also a command that fails may have printed the secret, and may repeat it on stderr. Words and sentences are none. */
function rememberLikelySecrets(output: string, command: readonly string[]): void {
  const lines = output.split(/\r?\n/).slice(0, 100);
  // Its own words may be repeated, and are no secret.
  const likely = lines.filter((line) => /^\S{16,4096}$/.test(line) && !command.some((word) => word.includes(line)));
  for (const line of likely) rememberSecret(line);
}

/** UTF-8 without a byte-order mark and one line end. Undefined: it is no text. */
function decoded(output: Buffer): string | undefined {
  try {
    // The decoder removes a byte-order mark.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(output).replace(/\r?\n$/, '');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
