import type { AnswerKey, Answers, GivenAnswers, Question } from '../../domain/settings/question.ts';
import type { Secret } from '../../domain/text/secret.ts';
import type { Prompter } from '../../ports.ts';

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
  /** What was typed, to offer again if a question is asked again. */
  readonly typed: ReadonlyMap<AnswerKey, string>;
  /** Keys to prompt for, even if an answer is given. */
  readonly askAgain: ReadonlySet<AnswerKey>;
  /** The questions that a person answered, in order: `<` goes back through them. */
  readonly prompted: readonly AnswerKey[];
}

export const emptySheet: AnswerSheet = { answers: {}, typed: new Map(), askAgain: new Set(), prompted: [] };

/** The sheet without the last prompted answer, and without those of the questions after it. Undefined if no answer was prompted. */
export function oneBack(sheet: AnswerSheet, questions: readonly Question[]): AnswerSheet | undefined {
  const last = sheet.prompted.at(-1);
  const at = questions.findIndex(({ key }) => key === last);
  if (at === -1) return undefined;
  const later = new Set<string>(questions.slice(at).map(({ key }) => key));
  return {
    ...sheet,
    answers: Object.fromEntries(Object.entries(sheet.answers).filter(([key]) => !later.has(key))),
    prompted: sheet.prompted.filter((key) => !later.has(key)),
  };
}

export const withAnswer = (answers: GivenAnswers, { key, value }: Answered): GivenAnswers =>
  value === undefined ? answers : { ...answers, [key]: value };
