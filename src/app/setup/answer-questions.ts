import type { AnswerKey, Answers, Circumstances, GivenAnswers, Question } from '../../domain/settings/question.ts';
import type { Parsed } from '../../domain/text/parsed.ts';
import { Secret } from '../../domain/text/secret.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';
import type { SetupStep } from '../../setup/step/step.ts';

/** An input that came without asking, and from where: `--number`, `SMSCTL_NUMBER`, `answers.json`. */
export interface Given {
  readonly raw: string | Secret;
  readonly source: string;
}

export interface Inputs {
  readonly given: ReadonlyMap<AnswerKey, Given>;
  /** What Enter takes where nothing is saved; where nobody can be asked they are taken, and said. The sandbox's. */
  readonly defaults: ReadonlyMap<AnswerKey, Given>;
  /** Null: nobody can be asked. */
  readonly prompter: Prompter | null;
}

/** How a question was answered: `shown` is safe to print. `value` is absent where it was left empty, or is kept as it is. */
export interface Answered {
  readonly key: AnswerKey;
  readonly message: string;
  readonly value?: Answers[AnswerKey];
  readonly shown: string;
  /** Null when the person typed it. */
  readonly source: string | null;
}

const keptSource = 'saved';
const proposedSource = 'proposed';

type Resolved = Answered | { readonly open: true } | { readonly refused: string; readonly source: string | null };

/** What a question comes to without asking anybody. */
async function resolve(
  question: Question,
  answers: GivenAnswers,
  { given, defaults }: Inputs,
  circumstances: Circumstances,
): Promise<Resolved> {
  const { key, message } = question;
  const current = question.current(circumstances.saved, answers);
  const mustBeVariable = question.kind === 'secret' && question.variableOnly(answers);
  const fallback = defaults.get(key) ?? proposal(question, answers, circumstances);
  const input = given.get(key);
  if (mustBeVariable && input?.source !== question.variable) return { open: true };
  if (input !== undefined) return parsed(question, input, circumstances);
  if (current !== undefined) {
    if (question.kind === 'secret') return { key, message, shown: current, source: keptSource };
    return parsed(question, { raw: current, source: keptSource }, circumstances);
  }
  if (fallback !== undefined) return parsed(question, fallback, circumstances);
  return question.optional === true ? { key, message, shown: 'none', source: null } : { open: true };
}

function proposal(question: Question, answers: GivenAnswers, circumstances: Circumstances): Given | undefined {
  const raw = question.propose?.(circumstances, answers);
  return raw === undefined ? undefined : { raw, source: proposedSource };
}

type Parsing = { readonly raw: string | Secret; readonly source: string | null };

async function parsed(question: Question, { raw, source }: Parsing, circumstances: Circumstances): Promise<Resolved> {
  const { key, message } = question;
  const text = raw instanceof Secret ? raw.reveal() : raw;
  // Where something is proposed, an empty line takes it: the word is the way to say that there is none.
  const isNone = question.takesNone === true ? text.trim() === '' : /^\s*(none)?\s*$/i.test(text);
  if (question.optional === true && isNone) return { key, message, shown: 'none', source };
  const result: Parsed<Answers[AnswerKey]> = await question.parse(text);
  const offered = question.kind === 'choice' ? question.choices(circumstances).map(({ value }) => value) : undefined;
  if (result.ok && offered?.includes(String(result.value)) === false) {
    return { refused: `Give one of ${offered.join(', ')}.`, source };
  }
  return result.ok
    ? { key, message, value: result.value, shown: show(result.value), source }
    : { refused: result.problem, source };
}

function show(value: Answers[AnswerKey]): string {
  if (value instanceof Secret) return '••••••••';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

const applies = async (question: Question, answers: GivenAnswers, { saved }: Circumstances): Promise<boolean> =>
  question.when === undefined || question.when(answers, saved);

const add = (answers: GivenAnswers, { key, value }: Answered): GivenAnswers =>
  value === undefined ? answers : { ...answers, [key]: value };

/**
 * Sees to it that nobody is asked half-way: every input that will not do is named at once, and, where there is nobody to
 * ask, every one that is missing, with its flag and its variable. Throws `UserError` (exit 2).
 */
export async function preflight(
  steps: readonly SetupStep[],
  inputs: Inputs,
  circumstances: Circumstances,
): Promise<void> {
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const { questions } of steps) {
    let answers: GivenAnswers = {};
    for (const question of questions) {
      if (!(await applies(question, answers, circumstances))) continue;
      const resolved = await resolve(question, answers, inputs, circumstances);
      if ('refused' in resolved) wrong.push(`${resolved.source}: ${resolved.refused}`);
      else if ('open' in resolved) missing.push(howToGive(question, answers));
      else answers = add(answers, resolved);
    }
  }
  const nobody = inputs.prompter === null;
  if (wrong.length === 0 && (missing.length === 0 || !nobody)) return;
  const lacking = nobody ? missing : [];
  throw new UserError({
    code: lacking.length > 0 ? 'input.missing' : 'input.invalid',
    message: [
      ...(wrong.length > 0 ? [`${count(wrong.length, 'input')} will not do.`] : []),
      ...(lacking.length > 0
        ? [
            `${count(lacking.length, 'input')} ${lacking.length === 1 ? 'is' : 'are'} missing, and there is no terminal to ask on.`,
          ]
        : []),
    ].join(' '),
    hints: [...wrong, ...lacking],
  });
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `Auth Token: --auth-token-stdin, --auth-token-file FILE or TWILIO_AUTH_TOKEN`. */
function howToGive(question: Question, answers: GivenAnswers): string {
  const { message, variable } = question;
  if (question.kind === 'secret') {
    return question.variableOnly(answers)
      ? `${message}: ${variable} (the store \`env\` takes it from nowhere else)`
      : `${message}: ${question.stdinFlag}, ${question.fileFlag} FILE or ${variable}`;
  }
  const flag = question.flag === null ? [] : [question.kind === 'confirm' ? question.flag : `${question.flag} VALUE`];
  return `${message}: ${[...flag, ...(variable === null ? [] : [variable])].join(' or ')}`;
}

/** A step's answers as far as they are known, and what was typed, to be offered again when the step is asked again. */
export interface Sheet {
  readonly answers: GivenAnswers;
  readonly typed: ReadonlyMap<AnswerKey, string>;
}

export const emptySheet: Sheet = { answers: {}, typed: new Map() };

/**
 * Answers what is still open on the sheet. `insist` names keys that a person has to answer anew, whatever was given.
 * Yields each answer; returns the sheet. Throws `UserError` when an input will not do and nobody can be asked.
 */
export async function* answerQuestions(
  questions: readonly Question[],
  sheet: Sheet,
  inputs: Inputs,
  circumstances: Circumstances,
  insist: ReadonlySet<AnswerKey>,
): AsyncGenerator<Answered, Sheet> {
  let { answers } = sheet;
  const typed = new Map(sheet.typed);
  for (const question of questions) {
    const { key } = question;
    if (key in answers || !(await applies(question, answers, circumstances))) continue;
    const { prompter } = inputs;
    const given = inputs.given.has(key) && !insist.has(key);
    const variableOnly = question.kind === 'secret' && question.variableOnly(answers);
    let answered: Resolved;
    if (prompter === null || given || (question.unprompted === true && !insist.has(key)) || variableOnly) {
      answered = await resolve(question, answers, inputs, circumstances);
    } else {
      const fallback = inputs.defaults.get(key) ?? proposal(question, answers, circumstances);
      const raw = await prompter.ask(toAsk(question, answers, circumstances, fallback, typed.get(key)));
      answered = await understood(question, raw, answers, circumstances, fallback);
      if (question.kind !== 'secret') typed.set(key, raw);
    }
    if ('refused' in answered) throw new UserError({ code: 'input.invalid', message: answered.refused });
    // What only a variable or a file can give is the settling step's to explain, or the store's to ask for.
    if ('open' in answered) continue;
    answers = add(answers, answered);
    yield answered;
  }
  return { answers, typed };
}

/** What a person's answer means: Enter takes what was offered. */
async function understood(
  question: Question,
  raw: string,
  answers: GivenAnswers,
  circumstances: Circumstances,
  fallback: Given | undefined,
): Promise<Resolved> {
  if (question.kind !== 'secret' || raw !== '') return parsed(question, { raw, source: null }, circumstances);
  const current = question.current(circumstances.saved, answers);
  if (current !== undefined) return { key: question.key, message: question.message, shown: current, source: null };
  return fallback === undefined ? { open: true } : parsed(question, fallback, circumstances);
}

function toAsk(
  question: Question,
  answers: GivenAnswers,
  circumstances: Circumstances,
  fallback: Given | undefined,
  typed: string | undefined,
): Ask {
  const current = question.current(circumstances.saved, answers);
  const { key, kind, message, help } = question;
  const problem = async (raw: string) => {
    if (raw === '' && question.kind === 'secret' && (current ?? fallback) !== undefined) return undefined;
    const resolved = await parsed(question, { raw, source: null }, circumstances);
    return 'refused' in resolved ? resolved.refused : undefined;
  };
  if (question.kind === 'secret') {
    const initialLabel = current ?? (fallback === undefined ? undefined : "the sandbox's own");
    return { key, kind, message, help, problem, ...(initialLabel !== undefined && { initialLabel }) };
  }
  const initial = typed ?? current ?? (fallback === undefined ? undefined : String(fallback.raw));
  return {
    key,
    kind,
    message,
    help,
    problem,
    ...(initial !== undefined && { initial }),
    ...(question.kind === 'choice' && { choices: question.choices(circumstances) }),
  };
}
