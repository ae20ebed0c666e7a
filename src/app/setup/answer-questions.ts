import { secretCommandLine } from '../../domain/settings/command-words.ts';
import {
  type AnswerKey,
  type Answers,
  type GivenAnswers,
  isNone,
  type PromptContext,
  type Question,
  type Suggestions,
} from '../../domain/settings/question.ts';
import { didYouMean } from '../../domain/text/nearest.ts';
import { Secret } from '../../domain/text/secret.ts';
import { UserError, WentBack } from '../../domain/user-error.ts';
import type { Prompter } from '../../ports.ts';
import { type Answered, type AnswerSheet, type Given, type Inputs, oneBack, withAnswer } from './answer-sheet.ts';
import { choiceOf, type Offer, type PromptParts, promptOf, type Resolved } from './prompt-of.ts';

/** `wentBack`: the person wants the question before the first of these. */
interface Asked {
  readonly sheet: AnswerSheet;
  readonly wentBack: boolean;
}

/** A prompt to show. */
interface Prompt extends Pick<PromptParts, 'offer' | 'typed' | 'answers' | 'back'> {
  readonly prompter: Prompter;
  readonly suggestions: Suggestions | undefined;
}

interface QuestionerOptions {
  /** The questions to prompt for, if the others keep their saved answers. */
  readonly only?: ReadonlySet<AnswerKey>;
  /** Sentences on what the questions are about, for the help of each. */
  readonly about?: string;
}

/** Answers questions from the inputs of a run, with a prompt where they give no answer. */
export class Questioner {
  readonly #inputs: Inputs;
  readonly #context: PromptContext;
  readonly #options: QuestionerOptions;

  constructor(inputs: Inputs, context: PromptContext, options: QuestionerOptions = {}) {
    this.#inputs = inputs;
    this.#context = context;
    this.#options = options;
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
   * Answers the questions that are open on the sheet. Yields each answer. `back`: there are questions before these, so that `<`
   * at the first one leaves. Throws `UserError` if an input is invalid and there is no prompter.
   */
  async *answer(
    questions: readonly Question[],
    sheet: AnswerSheet,
    { back = false }: { readonly back?: boolean } = {},
  ): AsyncGenerator<Answered, Asked> {
    let open = sheet;
    for (;;) {
      const asked = yield* this.#answerOnce(questions, open, back);
      if (!asked.wentBack) return asked;
      const before = oneBack(asked.sheet, questions);
      if (before === undefined) return asked;
      open = before;
    }
  }

  async *#answerOnce(
    questions: readonly Question[],
    sheet: AnswerSheet,
    back: boolean,
  ): AsyncGenerator<Answered, Asked> {
    const { askAgain } = sheet;
    let { answers, prompted } = sheet;
    const typed = new Map(sheet.typed);
    for (const question of questions) {
      const { key } = question;
      if (key in answers || prompted.includes(key) || !(await this.applies(question, answers))) continue;
      const suggestions = await this.#suggestionsFor(question, answers);
      const prompter = this.#prompterFor(question, answers, askAgain, suggestions);
      let answered: Resolved;
      if (prompter === null) {
        answered = await this.resolve(question, answers);
      } else {
        const offer = this.#offer(question, answers);
        const mayGoBack = back || prompted.length > 0;
        const prompt = { prompter, offer, typed: typed.get(key), suggestions, answers, back: mayGoBack };
        const raw = await this.#ask(question, prompt);
        if (raw === undefined) return { sheet: { answers, typed, askAgain, prompted }, wentBack: true };
        answered = await this.#understand(question, raw, offer);
        if (question.kind !== 'secret') typed.set(key, raw);
        prompted = [...prompted.filter((each) => each !== key), key];
      }
      if ('refused' in answered) throw new UserError({ code: 'input.invalid', message: answered.refused });
      // If only a variable or a file can give the answer, the settling step explains it, or the store asks for it.
      if ('open' in answered) continue;
      answers = withAnswer(answers, answered);
      yield answered;
    }
    return { sheet: { answers, typed, askAgain, prompted }, wentBack: false };
  }

  /** The raw answer; undefined if the person goes back. */
  async #ask(question: Question, prompt: Prompt): Promise<string | undefined> {
    const { prompter, suggestions } = prompt;
    const parts = this.#parts(question, prompt);
    try {
      if (suggestions === undefined) return await prompter.ask(promptOf(parts));
      for (;;) {
        const chosen = await prompter.ask(choiceOf(parts, suggestions));
        if (chosen !== suggestions.other) return chosen;
        try {
          return await prompter.ask({ ...promptOf(parts), back: true });
        } catch (error) {
          // Back to the suggestions.
          if (!(error instanceof WentBack)) throw error;
        }
      }
    } catch (error) {
      if (error instanceof WentBack) return undefined;
      throw error;
    }
  }

  #prompterFor(
    question: Question,
    answers: GivenAnswers,
    askAgain: ReadonlySet<AnswerKey>,
    suggestions: Suggestions | undefined,
  ): Prompter | null {
    const { given, prompter } = this.#inputs;
    if (isVariableOnly(question, answers)) return null;
    const isLeftOut =
      given.has(question.key) ||
      (question.unprompted === true && suggestions === undefined) ||
      this.#options.only?.has(question.key) === false;
    return !askAgain.has(question.key) && isLeftOut ? null : prompter;
  }

  async #suggestionsFor(question: Question, answers: GivenAnswers): Promise<Suggestions | undefined> {
    const { lookup } = this.#context;
    if (question.suggest === undefined || lookup === undefined || this.#inputs.prompter === null) return undefined;
    return question.suggest(lookup, answers);
  }

  #offer(question: Question, answers: GivenAnswers): Offer {
    const raw = question.propose?.(this.#context, answers);
    const proposal = raw === undefined ? undefined : { raw, source: 'proposed' };
    const same = question.sameAs === undefined ? undefined : this.#inputs.given.get(question.sameAs);
    return {
      current: question.current(this.#context.saved, answers),
      fallback: this.#inputs.defaults.get(question.key) ?? same ?? proposal,
    };
  }

  async #parse(
    question: Question,
    { raw, source }: Omit<Given, 'source'> & Pick<Answered, 'source'>,
  ): Promise<Resolved> {
    const { key, message } = question;
    const text = String(raw);
    const isEmpty = question.takesNone === true ? text.trim() === '' : isNone(text);
    if (question.optional === true && isEmpty) return { key, message, shown: 'none', source };
    const result = question.kind === 'secret' ? question.parse(raw) : await question.parse(text, this.#context.saved);
    const choices =
      question.kind === 'choice' ? question.choices(this.#context, {}).map((choice) => choice.value) : undefined;
    if (!result.ok) {
      const near = didYouMean(text.trim().toLowerCase(), choices ?? []);
      return { refused: [...near, result.problem].join(' '), source };
    }
    const { value } = result;
    if (choices?.includes(String(value)) === false) {
      return { refused: `Invalid value. Valid values: ${choices.join(', ')}.`, source };
    }
    return { key, message, value, shown: show(value), source };
  }

  async #understand(question: Question, raw: string, { current, fallback }: Offer): Promise<Resolved> {
    if (question.kind !== 'secret' || raw !== '') return this.#parse(question, { raw, source: null });
    if (current !== undefined) return { key: question.key, message: question.message, shown: current, source: null };
    return this.#parse(question, { raw: fallback?.raw ?? raw, source: null });
  }

  #parts(question: Question, { offer, typed, answers, back }: Prompt): PromptParts {
    return {
      ...{ question, offer, typed, answers, back, context: this.#context, about: this.#options.about },
      parse: (raw) => this.#parse(question, { raw, source: null }),
    };
  }
}

/** True if no flag, file or prompt can give the answer. */
const isVariableOnly = (question: Question, answers: GivenAnswers): boolean =>
  question.kind === 'secret' && question.variableOnly(answers);

const isCommand = (value: Answers[AnswerKey]): value is readonly string[] => Array.isArray(value);

function show(value: Answers[AnswerKey]): string {
  if (value instanceof Secret) return '••••••••';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isCommand(value)) return secretCommandLine(value);
  return String(value);
}
