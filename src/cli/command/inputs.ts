import type { Given } from '../../app/setup/answer-sheet.ts';
import type { AnswerKey, Question } from '../../domain/settings/question.ts';
import { didYouMean } from '../../domain/text/nearest.ts';
import { printable } from '../../domain/text/printable.ts';
import { Secret } from '../../domain/text/secret.ts';
import { UserError } from '../../domain/user-error.ts';
import { steps } from '../../setup/steps.ts';
import type { Context } from './context.ts';

/** Values of the command line's flags, by their long name: `--owner-team`. `true` for a flag without a value. */
export type Flags = ReadonlyMap<string, string | true>;

/** The answers among the options, by the flag they were given with. */
export function flagsOf(options: object): Flags {
  const flag = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new Map(
    Object.entries(options).flatMap(([name, value]: readonly [string, unknown]) =>
      typeof value === 'string' || value === true ? [[flag(name), value] as const] : [],
    ),
  );
}

const questions: readonly Question[] = steps.flatMap((step) => step.questions);

/** In characters. Secrets are far shorter: a longer file is the wrong one. */
const secretLimit = 4096;

interface InputOptions {
  readonly flags: Flags;
  readonly answersFile: string | undefined;
  /** False in the sandbox: variables name the real account there. */
  readonly useVariables: boolean;
  /** Values of `--from`. They override variables, since they were asked for in this run. */
  readonly takenOver?: ReadonlyMap<AnswerKey, Given>;
}

/** Inputs that need no prompt. A flag overrides `--from`, that a variable, and a variable the answers file. Rejects with `UserError` (exit 2). */
export async function gatherInputs(
  { flags, answersFile, useVariables, takenOver }: InputOptions,
  { env, readInput }: Pick<Context, 'env' | 'readInput'>,
): Promise<ReadonlyMap<AnswerKey, Given>> {
  refuseTwoOfStdin(flags, answersFile);
  const fromFile = answersFile === undefined ? new Map<AnswerKey, Given>() : await readAnswers(answersFile, readInput);
  const given = new Map<AnswerKey, Given>();
  for (const question of questions) {
    const input =
      (await fromFlag(question, flags, readInput)) ??
      takenOver?.get(question.key) ??
      (useVariables ? fromVariable(question, env) : undefined) ??
      fromFile.get(question.key);
    if (input !== undefined) given.set(question.key, input);
  }
  return given;
}

async function fromFlag(question: Question, flags: Flags, readInput: Context['readInput']): Promise<Given | undefined> {
  if (question.kind !== 'secret') {
    const value = question.flag === null ? undefined : flags.get(question.flag);
    if (value === undefined || question.flag === null) return undefined;
    return { raw: value === true ? 'yes' : value, source: question.flag };
  }
  if (flags.has(question.stdinFlag)) return { raw: await readSecret('-', readInput), source: question.stdinFlag };
  const path = flags.get(question.fileFlag);
  return typeof path === 'string' ? { raw: await readSecret(path, readInput), source: question.fileFlag } : undefined;
}

function fromVariable({ kind, variable }: Question, env: Context['env']): Given | undefined {
  const value = variable === null ? undefined : env[variable];
  if (variable === null || value === undefined || value.trim() === '') return undefined;
  return { raw: kind === 'secret' ? new Secret(value) : value, source: variable };
}

/** One line. PowerShell adds CRLF, cmd adds a blank, and editors add a byte-order mark at the start. */
async function readSecret(path: string, readInput: Context['readInput']): Promise<Secret> {
  const text = (await readInput(path)).replace(/^\ufeff/, '');
  if (text.length <= secretLimit) return new Secret(text.replace(/\r?\n$/, ''));
  throw new UserError({
    code: 'input.invalid',
    message: `Invalid secret: ${path === '-' ? 'stdin' : printable(path)} has more than ${secretLimit} characters.`,
    hints: ['Pass only the secret, on one line.'],
  });
}

async function readAnswers(path: string, readInput: Context['readInput']): Promise<Map<AnswerKey, Given>> {
  const source = path === '-' ? 'stdin' : path;
  const given = new Map<AnswerKey, Given>();
  const unknownKeys: string[] = [];
  for (const [key, value] of flatten(parseObject(await readInput(path), source))) {
    const question = questions.find((each) => each.key === key);
    if (question?.kind === 'secret') throw secretInFile(question, source);
    // Questions without a flag take their answer from a variable only.
    if (question === undefined || question.flag === null) unknownKeys.push(key);
    else given.set(question.key, { raw: value === 'true' ? 'yes' : value === 'false' ? 'no' : value, source });
  }
  if (unknownKeys.length === 0) return given;
  const known = questions.filter(({ flag }) => flag !== null).map(({ key }) => key);
  throw new UserError({
    code: 'input.unknown-answer',
    message: `Unknown keys in ${printable(source)}: ${unknownKeys
      .slice(0, 5)
      .map((key) => printable(key, 60))
      .join(', ')}.`,
    hints: [...unknownKeys.slice(0, 1).flatMap((key) => didYouMean(key, known)), `Known keys: ${known.join(', ')}.`],
  });
}

function parseObject(text: string, source: string): object {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The parser's message would quote the file, which may hold a secret.
  }
  throw new UserError({
    code: 'input.invalid',
    message: `Invalid answers file: ${printable(source)} is not a JSON object.`,
    hints: ['An answers file looks like {"owner": {"team": "Messaging"}, "number": {"sender": "+12025550123"}}.'],
  });
}

const lists: readonly string[] = questions.filter(({ takesList }) => takesList === true).map(({ key }) => key);

/** `{"owner": {"team": "x"}}` and `{"owner.team": "x"}` are equivalent. */
function flatten(value: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (Array.isArray(inner) && lists.includes(name)) return [[name, JSON.stringify(inner)] as const];
    if (typeof inner === 'object' && inner !== null) return flatten(inner, name);
    return inner === null ? [] : [[name, String(inner)] as const];
  });
}

const secretInFile = ({ key, stdinFlag, fileFlag, variable }: Extract<Question, { kind: 'secret' }>, source: string) =>
  new UserError({
    code: 'input.secret-in-file',
    message: `Secret in ${printable(source)}: ${key} is not accepted there, since answers files are plain text.`,
    hints: [`Remove it. Pass \`${stdinFlag}\` or \`${fileFlag}\`, or set ${variable}.`],
  });

function refuseTwoOfStdin(flags: Flags, answersFile: string | undefined): void {
  const readers = [...flags.keys()].filter((flag) => flag.endsWith('-stdin'));
  if (answersFile === '-') readers.push('--answers -');
  if (readers.length <= 1) return;
  throw new UserError({
    code: 'input.invalid',
    message: `Only one input can be read from stdin: ${readers.join(', ')}.`,
    hints: ['Pass the others as files.'],
  });
}
