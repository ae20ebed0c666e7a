import { SecretStoreError, type SecretStoreProblem } from '../../../domain/secret-store-error.ts';
import { programOf } from '../../../domain/settings/command-words.ts';
import { secretTools } from '../../../domain/settings/secret-tools.ts';
import { type Unresolved, unresolvedIn } from '../../../domain/settings/unresolved.ts';
import { printable } from '../../../domain/text/printable.ts';
import { redactOutsideText } from '../../../domain/text/redaction.ts';
import type { CommandEnd } from './run-command.ts';

/** Why a command gave no secret. */
export type CommandState =
  | Exclude<CommandEnd['kind'], 'ended'>
  | 'missing'
  | 'logged-out'
  | 'locked'
  | 'denied'
  | 'unreachable'
  | 'failed'
  | 'silent'
  | 'killed'
  | 'empty'
  | 'lines'
  | 'encoding'
  | 'reference'
  | 'identifier';

type Ended = Extract<CommandEnd, { kind: 'ended' }>;

/**
 * The state by what the programs of secret managers print on stderr, in English; the first match counts. It only selects the text
 * of an error. By the sources of pass, gopass, Vault, botocore, gcloud, the Azure CLI, Doppler, Infisical and Bitwarden, and by
 * messages of 1Password's `op` in public issues.
 */
const texts: readonly (readonly [RegExp, CommandState])[] = [
  [
    /no pinentry|operation cancelled|inappropriate ioctl|vault is (?:locked|sealed)|locked collection|prompt was dismissed|authorization (?:prompt dismissed|timeout)|user interaction is not allowed|bad passphrase|could not find decryption key/i,
    'locked',
  ],
  [
    /not (?:currently )?(?:signed|logged) in|no accounts? configured|session expired|invalid session|missing client token|unable to locate credentials|token has expired|session associated with this profile has expired|ExpiredToken|reauthentication|active account selected|refreshing your current auth tokens|run '?az login|must be logged in|must provide a token|Invalid (?:Auth|service) token|InvalidClientTokenId|UnrecognizedClientException|invalid bearer token|\b401\b/i,
    'logged-out',
  ],
  [
    /permission denied|PERMISSION_DENIED|access ?denied|\bforbidden\b|\(403\)|code: 403|does not have .{0,40}permission|no secret key|not authorized/i,
    'denied',
  ],
  [
    /connection refused|no such host|could not resolve|could not connect|network is unreachable|i\/o timeout|deadline exceeded|connecting to desktop app|could not be reached|autolaunch|not provided by any \.service|\bE(?:NOTFOUND|CONNREFUSED|TIMEDOUT)\b|TLS handshake|certificate/i,
    'unreachable',
  ],
  [
    /not in the password store|isn't an? (?:item|vault|field)|does not have a field|could not find|no value found|not present in secret|ResourceNotFoundException|ParameterNotFound|NOT_FOUND|SecretNotFound|not found|no entry/i,
    'missing',
  ],
];

/** A SID of Twilio's, which is no secret. */
const identifier = /^\s*(?:AC|SK|MG|PN)[0-9a-fA-F]{32}\s*$/;

/**
 * Undefined if `text`, the output, is one line that may be a secret. What is certainly none is not made one, or smsctl would
 * remove it from all output. `text` is undefined if the output is no text.
 */
export function failureOf({ exit, signal, errors }: Ended, text: string | undefined): CommandState | undefined {
  if (signal !== null) return 'killed';
  if (exit !== 0) {
    const known = texts.find(([pattern]) => pattern.test(errors))?.[1];
    return known ?? (errors.trim() === '' ? 'silent' : 'failed');
  }
  if (text === undefined) return 'encoding';
  if (text.trim() === '') return 'empty';
  if (/[\r\n]/.test(text.trim())) return 'lines';
  if (unresolvedIn(text) !== undefined) return 'reference';
  return identifier.test(text) ? 'identifier' : undefined;
}

interface Failure {
  readonly state: CommandState;
  readonly words: readonly string[];
  readonly end: CommandEnd;
  /** What it printed; absent: it did not end, or printed no text. */
  readonly text?: string | undefined;
}

/** The error for a state: what became of the command, and one next step. `systemText` is what it printed on stderr. */
export function commandError(failure: Failure): SecretStoreError {
  const { state, end } = failure;
  const [problem, message, nextStep] = wordsFor[state](namesIn(failure));
  const errors = end.kind === 'ended' ? errorsOf(end) : '';
  return new SecretStoreError({ problem, message, nextStep, ...(errors !== '' && { systemText: errors }) });
}

/** Hexadecimal digits, or letters and digits, as no word has: a secret that the program repeats, which smsctl may not know. */
const likelySecret =
  /(?<![A-Za-z0-9])(?:[0-9a-fA-F]{32,}|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,})(?![A-Za-z0-9])/g;

const errorsOf = ({ errors }: Ended): string =>
  printable(redactOutsideText(errors).replace(likelySecret, '[secret]').trim(), 2000);

/** The line that says what went wrong: the last one of the program, which often comes after a warning. */
function lastLine(end: CommandEnd): string {
  const lines = end.kind === 'ended' ? end.errors.split('\n').filter((line) => line.trim() !== '') : [];
  const last = lines.at(-1);
  return last === undefined || end.kind !== 'ended' ? '' : printable(errorsOf({ ...end, errors: last }), 200);
}

interface Names {
  readonly program: string;
  /** `exit code 1: its last words`, or `signal SIGTERM`. */
  readonly end: string;
  readonly code: string;
  readonly logIn: string | undefined;
  readonly alone: string | undefined;
  readonly reference: Unresolved | undefined;
}

function namesIn({ words, end, text }: Failure): Names {
  const tool = secretTools.get(programOf(words));
  const said = lastLine(end);
  const exit = end.kind === 'ended' ? (end.signal ?? `exit code ${end.exit}`) : '';
  return {
    program: printable(programOf(words), 60),
    end: said === '' ? `(${exit})` : `(${exit}): ${said.replace(/\.$/, '')}`,
    code: end.kind === 'not-executable' ? end.code : '',
    logIn: tool?.logIn,
    alone: tool?.alone,
    reference: text === undefined ? undefined : unresolvedIn(text),
  };
}

type Words = readonly [problem: SecretStoreProblem, message: string, nextStep: string];

const change = 'or change the command: `smsctl setup credentials`';

const wordsFor: Readonly<Record<CommandState, (names: Names) => Words>> = {
  'not-found': ({ program }) => [
    'command-not-found',
    `The program \`${program}\` of the store \`command\` was not found.`,
    `Install it, add its directory to PATH, ${change}.`,
  ],
  'not-executable': ({ program, code }) => [
    'command-not-executable',
    `The program \`${program}\` of the store \`command\` could not be started (${code}).`,
    'Make it executable (`chmod +x`), and check the interpreter in its first line.',
  ],
  missing: ({ program, end }) => [
    'missing',
    `\`${program}\` did not find the secret ${end}.`,
    `Store the secret there, ${change}.`,
  ],
  'logged-out': ({ program, end, logIn }) => [
    'logged-out',
    `\`${program}\` is not logged in ${end}.`,
    logIn === undefined
      ? 'Log in with that program, then run the command again.'
      : `Log in with \`${logIn}\`, then run the command again. In CI, set the variable of its token.`,
  ],
  locked: ({ program, end, logIn }) => [
    'locked',
    `\`${program}\` could not unlock its secrets ${end}.`,
    logIn === undefined
      ? 'Unlock them with that program, then run the command again. smsctl gives it no terminal to ask on.'
      : `Unlock them with \`${logIn}\`, then run the command again. smsctl gives it no terminal to ask on.`,
  ],
  denied: ({ program, end }) => [
    'denied',
    `\`${program}\` may not read the secret ${end}.`,
    'Give this user or this token access to the secret.',
  ],
  unreachable: ({ program, end }) => [
    'command-unreachable',
    `\`${program}\` could not reach its server ${end}.`,
    'Check its address, the network and the proxy, then run the command again.',
  ],
  failed: ({ program, end }) => [
    'command-failed',
    `\`${program}\` failed ${end}.`,
    'Run the command yourself, and correct what it says. `smsctl config explain` prints it.',
  ],
  // As `secret-tool` does if there is no such item, and also if the keychain is locked.
  silent: ({ program, end }) => [
    'command-failed',
    `\`${program}\` failed without a message ${end}. There may be no such secret, or it may be locked.`,
    'Run the command yourself, and check that the secret is there and unlocked. `smsctl config explain` prints it.',
  ],
  killed: ({ program, end }) => [
    'command-killed',
    `\`${program}\` was ended by a signal ${end}.`,
    'Check the memory of the machine and the log of the system, then run the command again.',
  ],
  late: ({ program }) => [
    'command-timeout',
    `\`${program}\` did not print the secret in time. smsctl ended it.`,
    'If it waits for an answer, log in or unlock it first: smsctl gives it no terminal to ask on.',
  ],
  empty: ({ program }) => [
    'command-empty',
    `\`${program}\` printed nothing, and reported no error.`,
    `Check that the secret has a value there, ${change}.`,
  ],
  lines: ({ program, alone }) => [
    'command-lines',
    `\`${program}\` printed several lines instead of the secret alone.`,
    alone ?? 'Let the command print nothing but the secret.',
  ],
  encoding: ({ program }) => [
    'command-encoding',
    `The output of \`${program}\` is not text in UTF-8.`,
    'Let the command print the secret as text, and not encrypted, compressed or in UTF-16.',
  ],
  reference: ({ program, reference }) => [
    'unresolved',
    `\`${program}\` printed ${reference?.what ?? 'a reference'}.`,
    'Put the secret itself there, and not something that stands for it.',
  ],
  identifier: ({ program, alone }) => [
    'command-shape',
    `\`${program}\` printed a SID, which is not the secret.`,
    alone ?? `Name the field that holds the secret, ${change}.`,
  ],
  'too-long': ({ program }) => [
    'command-too-long',
    `\`${program}\` printed more than 64 KiB. smsctl ended it.`,
    'Let the command print nothing but the secret.',
  ],
};
