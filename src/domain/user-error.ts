import { type ExitCode, exitCode } from './exit-code.ts';

interface UserErrorParts {
  /** Stable and machine-readable, `noun.problem`: `input.missing`, `settings.unreadable`. */
  readonly code: string;
  /** One or more sentences: what failed and why. Never holds a secret. */
  readonly message: string;
  /** What to do, most likely first, with commands in backticks. */
  readonly hints?: readonly string[];
  readonly exit?: ExitCode;
}

/** An error that the user can fix. Every other exception is a bug in smsctl. */
export class UserError extends Error {
  readonly code: string;
  readonly hints: readonly string[];
  readonly exit: ExitCode;

  constructor({ code, message, hints = [], exit = exitCode.usage }: UserErrorParts) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.hints = hints;
    this.exit = exit;
  }
}

/** The message and the hints of an error as one paragraph. */
export const paragraphOf = ({ message, hints }: Pick<UserError, 'message' | 'hints'>): string =>
  [message, ...hints].map((words) => (/[.!?]$/.test(words) ? words : `${words}.`)).join(' ');

/** The message of a run that needs an answer and cannot ask for it. `need` is what is missing, without a full stop. */
export const withoutTerminal = (need: string): string => `${need}, and there is no terminal to ask on.`;

export const cannotAsk = (need: string, ...hints: readonly string[]): UserError =>
  new UserError({ code: 'input.missing', message: withoutTerminal(need), hints });

/** The hint of a confirmation that `--yes` gives. */
export const passYes = 'Pass `--yes` to run without a prompt.';

/** The user cancelled (Ctrl-C, Ctrl-D), or a signal ended the run. Completed steps stay saved. */
export class Cancelled extends UserError {
  constructor(exit: ExitCode = exitCode.interrupted) {
    super({ code: 'cancelled', message: 'Cancelled.', exit });
  }
}

/** The person typed `<` at a prompt, to go back one question. */
export class WentBack extends Error {
  constructor() {
    super('Back to the question before.');
    this.name = new.target.name;
  }
}
