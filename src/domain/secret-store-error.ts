import { exitCode } from './exit-code.ts';
import { UserError } from './user-error.ts';

/**
 * What keeps a secret store from answering. None of these means "not set up":
 * `missing` the store is readable and the secret that the settings name is not in it;
 * `mismatch` what is stored belongs to another account or organization;
 * `locked` it is there and locked, or the window that asked to unlock it was closed;
 * `no-service` there is a session bus and no keychain service on it;
 * `no-bus` there is no session bus (a server, a container, WSL);
 * `no-library` the keychain library cannot be loaded;
 * `prompt-timeout` nobody answered, or the service hangs;
 * `crashed` the keychain library took its process down;
 * `denied` the store refused, and said why;
 * `read-only` this store is never written to;
 * `unresolved` it holds a reference, a placeholder or something else that is no secret of this kind;
 * `wrong-passphrase` the file does not open with this passphrase;
 * `damaged` the file is not what was written;
 * `logged-out` the program of the store `command` has no session with its secret manager;
 * `command-not-found`, `command-not-executable` that program is not there, or cannot be started;
 * `command-failed` it ended with an exit code, for a reason that smsctl does not know;
 * `command-killed`, `command-timeout` a signal ended it, or smsctl did, since it took too long;
 * `command-unreachable` it could not reach its server;
 * `command-empty`, `command-lines`, `command-shape`, `command-too-long`, `command-encoding` it printed nothing, several lines,
 * something that is no secret of this kind, too much, or something that is no text.
 */
export type SecretStoreProblem =
  | 'missing'
  | 'mismatch'
  | 'locked'
  | 'no-service'
  | 'no-bus'
  | 'no-library'
  | 'prompt-timeout'
  | 'crashed'
  | 'denied'
  | 'read-only'
  | 'unresolved'
  | 'wrong-passphrase'
  | 'damaged'
  | 'logged-out'
  | 'command-not-found'
  | 'command-not-executable'
  | 'command-failed'
  | 'command-killed'
  | 'command-timeout'
  | 'command-unreachable'
  | 'command-empty'
  | 'command-lines'
  | 'command-shape'
  | 'command-too-long'
  | 'command-encoding';

/** True when there is no such store on this machine: what was to be written to it was never stored. */
export const isAbsent = (problem: SecretStoreProblem | null): boolean =>
  problem === 'no-service' || problem === 'no-bus' || problem === 'no-library';

interface SecretStoreErrorParts {
  readonly problem: SecretStoreProblem;
  /** One sentence: what the store's state is. */
  readonly message: string;
  /** One next step. */
  readonly nextStep: string;
  /** The system's own words, sanitized; shown with `--verbose` only: they are written for developers. */
  readonly systemText?: string;
}

/** A secret could not be read or saved. The message and the next step are safe to print. */
export class SecretStoreError extends UserError {
  readonly problem: SecretStoreProblem;
  readonly systemText: string | undefined;

  constructor({ problem, message, nextStep, systemText }: SecretStoreErrorParts) {
    super({ code: `store.${problem}`, message, hints: [nextStep], exit: exitCode.unknown });
    this.problem = problem;
    this.systemText = systemText;
  }
}
