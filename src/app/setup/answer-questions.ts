import type { AnswerKey, Answers, GivenAnswers, PromptContext, Question } from '../../domain/settings/question.ts';
import { Secret } from '../../domain/text/secret.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';

/** An input that came without a prompt, and its source: `--number`, `SMSCTL_NUMBER`, `answers.json`. */
export interface Given {
  readonly raw: string | Secret;
  readonly source: string;
}

export interface Inputs {
  readonly given: ReadonlyMap<AnswerKey, Given>;
  /** The sandbox's answers: Enter takes them if nothing is saved, and so does a run without prompts. */
  readonly defaults: ReadonlyMap<AnswerKey, Given>;
  /** Null: no prompts. */
  readonly prompter: Prompter | null;
}

/** The answer to a question. `shown` is safe to print. `value` is absent if it was left empty, or if a saved secret is kept. */
export interface Answered {
  readonly key: AnswerKey;
  readonly message: string;
  readonly value?: Answers[AnswerKey];
  readonly shown: string;
  /** Null: it was typed. */
  readonly source: string | null;
}

export interface AnswerSheet {
  readonly answers: GivenAnswers;
  /** What was typed, to offer again if the step is asked again. */
  readonly typed: ReadonlyMap<AnswerKey, string>;
  /** Keys to prompt for, even if an answer is given. */
  readonly askAgain: ReadonlySet<AnswerKey>;
}

export const emptySheet: AnswerSheet = { answers: {}, typed: new Map(), askAgain: new Set() };

type Resolved = Answered | { readonly open: true } | { readonly refused: string; readonly source: string | null };

/** What Enter takes: the current value, else the fallback. */
interface Offer {
  readonly current: string | undefined;
  readonly fallback: Given | undefined;
}

/** Answers questions from the inputs of a run, with a prompt where they give no answer. */
export class Questioner {
  readonly #inputs: Inputs;
  readonly #context: PromptContext;

  constructor(inputs: Inputs, context: PromptContext) {
    this.#inputs = inputs;
    this.#context = context;
  }

  async applies({ when }: Question, answers: GivenAnswers): Promise<boolean> {
    return when === undefined || when(answers, this.#context.saved);
  }

  /** Answers a question without a prompt. */
  async resolve(question: Question, answers: GivenAnswers): Promise<Resolved> {
    const { key, message } = question;
    const input = this.#inputs.given.get(key);
    if (isVariableOnly(question, answers) && input?.source !== question.variable) return { open: true };
    if (input !== undefined) return this.#parse(question, input);
    const { current, fallback } = this.#offer(question, answers);
    if (current !== undefined) {
      const source = 'saved';
      if (question.kind === 'secret') return { key, message, shown: current, source };
      return this.#parse(question, { raw: current, source });
    }
    if (fallback !== undefined) return this.#parse(question, fallback);
    return question.optional === true ? { key, message, shown: 'none', source: null } : { open: true };
  }

  /**
   * Answers the questions that are open on the sheet. Yields each answer; returns the sheet. Throws `UserError` if an input is
   * invalid and there is no prompter.
   */
  async *answer(questions: readonly Question[], sheet: AnswerSheet): AsyncGenerator<Answered, AnswerSheet> {
    const { askAgain } = sheet;
    let { answers } = sheet;
    const typed = new Map(sheet.typed);
    for (const question of questions) {
      const { key } = question;
      if (key in answers || !(await this.applies(question, answers))) continue;
      const prompter = this.#prompterFor(question, answers, askAgain);
      let answered: Resolved;
      if (prompter === null) {
        answered = await this.resolve(question, answers);
      } else {
        const offer = this.#offer(question, answers);
        const raw = await prompter.ask(this.#prompt(question, offer, typed.get(key)));
        answered = await this.#understand(question, raw, offer);
        if (question.kind !== 'secret') typed.set(key, raw);
      }
      if ('refused' in answered) throw new UserError({ code: 'input.invalid', message: answered.refused });
      // If only a variable or a file can give the answer, the settling step explains it, or the store asks for it.
      if ('open' in answered) continue;
      answers = withAnswer(answers, answered);
      yield answered;
    }
    return { answers, typed, askAgain };
  }

  #prompterFor(question: Question, answers: GivenAnswers, askAgain: ReadonlySet<AnswerKey>): Prompter | null {
    const { given, prompter } = this.#inputs;
    if (isVariableOnly(question, answers)) return null;
    return !askAgain.has(question.key) && (given.has(question.key) || question.unprompted === true) ? null : prompter;
  }

  #offer(question: Question, answers: GivenAnswers): Offer {
    const raw = question.propose?.(this.#context, answers);
    const proposal = raw === undefined ? undefined : { raw, source: 'proposed' };
    return {
      current: question.current(this.#context.saved, answers),
      fallback: this.#inputs.defaults.get(question.key) ?? proposal,
    };
  }

  async #parse(
    question: Question,
    { raw, source }: Omit<Given, 'source'> & Pick<Answered, 'source'>,
  ): Promise<Resolved> {
    const { key, message } = question;
    const text = String(raw);
    // Enter takes a proposal, so an optional question needs the word `none` for an empty answer.
    const isNone = question.takesNone === true ? text.trim() === '' : /^\s*(none)?\s*$/i.test(text);
    if (question.optional === true && isNone) return { key, message, shown: 'none', source };
    const result = question.kind === 'secret' ? question.parse(raw) : await question.parse(text);
    if (!result.ok) return { refused: result.problem, source };
    const { value } = result;
    const choices =
      question.kind === 'choice' ? question.choices(this.#context).map((choice) => choice.value) : undefined;
    if (choices?.includes(String(value)) === false) return { refused: `Give one of ${choices.join(', ')}.`, source };
    return { key, message, value, shown: show(value), source };
  }

  async #understand(question: Question, raw: string, { current, fallback }: Offer): Promise<Resolved> {
    if (question.kind !== 'secret' || raw !== '') return this.#parse(question, { raw, source: null });
    if (current !== undefined) return { key: question.key, message: question.message, shown: current, source: null };
    return fallback === undefined ? { open: true } : this.#parse(question, fallback);
  }

  #prompt(question: Question, { current, fallback }: Offer, typed: string | undefined): Ask {
    const { key, kind, message, help } = question;
    const problem = async (raw: string) => {
      if (raw === '' && kind === 'secret' && (current ?? fallback) !== undefined) return undefined;
      const resolved = await this.#parse(question, { raw, source: null });
      return 'refused' in resolved ? resolved.refused : undefined;
    };
    const ask = { key, kind, message, help, problem };
    if (kind === 'secret') {
      const initialLabel = current ?? (fallback === undefined ? undefined : "the sandbox's own");
      return { ...ask, ...(initialLabel !== undefined && { initialLabel }) };
    }
    const initial = typed ?? current ?? (fallback === undefined ? undefined : String(fallback.raw));
    return {
      ...ask,
      ...(initial !== undefined && { initial }),
      ...(question.kind === 'choice' && { choices: question.choices(this.#context) }),
    };
  }
}

/** True if no flag, file or prompt can give the answer. */
const isVariableOnly = (question: Question, answers: GivenAnswers): boolean =>
  question.kind === 'secret' && question.variableOnly(answers);

function show(value: Answers[AnswerKey]): string {
  if (value instanceof Secret) return '••••••••';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

export const withAnswer = (answers: GivenAnswers, { key, value }: Answered): GivenAnswers =>
  value === undefined ? answers : { ...answers, [key]: value };
