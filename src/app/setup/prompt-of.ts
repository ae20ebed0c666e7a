import type {
  AnswerKey,
  Answers,
  GivenAnswers,
  PromptContext,
  PromptLookup,
  Question,
  Suggestions,
} from '../../domain/settings/question.ts';
import { capitalized } from '../../domain/text/counts.ts';
import type { Ask } from '../../ports.ts';
import type { Answered, Given } from './answer-sheet.ts';

/** An answer; or none, since no input gives it; or an invalid one. */
export type Resolved =
  | Answered
  | { readonly open: true }
  | { readonly refused: string; readonly source: string | null };

/** What Enter takes: the current value, else the fallback. */
export interface Offer {
  readonly current: string | undefined;
  readonly fallback: Given | undefined;
}

/** What a prompt for a question is made of. */
export interface PromptParts {
  readonly question: Question;
  readonly context: PromptContext;
  /** Sentences on what the question is about, for its help. */
  readonly about: string | undefined;
  readonly offer: Offer;
  /** What was typed before; undefined: nothing. */
  readonly typed: string | undefined;
  readonly answers: GivenAnswers;
  readonly back: boolean;
  readonly parse: (raw: string) => Promise<Resolved>;
}

export function promptOf(parts: PromptParts): Ask {
  const { question, context, about, offer, typed, answers, back } = parts;
  const { current, fallback } = offer;
  const { key, kind, message } = question;
  const help = [`${capitalized(question.help)}.`, about].filter(Boolean).join(' ');
  const ask = { key, kind, message, help, back, problem: (raw: string) => problemOf(raw, parts) };
  if (kind === 'secret') {
    const initialLabel = current ?? (fallback === undefined ? undefined : "the sandbox's own");
    return { ...ask, ...(initialLabel !== undefined && { initialLabel }) };
  }
  const initial = typed ?? current ?? (fallback === undefined ? undefined : String(fallback.raw));
  return {
    ...ask,
    ...(initial !== undefined && { initial }),
    ...(question.kind === 'choice' && { choices: question.choices(context, answers) }),
  };
}

/** A prompt to choose one of the suggestions. */
export function choiceOf(parts: PromptParts, { choices, note, other }: Suggestions): Ask {
  const { initial, ...ask } = promptOf(parts);
  const isOffered = choices.some(({ value }) => value === initial);
  // A saved answer that is not offered is kept by Enter; one that was just refused is not proposed again.
  const isKept = !isOffered && parts.typed === undefined && initial !== undefined && initial !== '';
  const chosen = isOffered ? initial : isKept ? other : undefined;
  return {
    ...ask,
    ...(note !== undefined && { message: `${ask.message} (${note})` }),
    kind: 'choice',
    choices,
    ...(chosen !== undefined && { initial: chosen }),
    problem: async (raw) => (raw === other ? undefined : ask.problem?.(raw)),
  };
}

async function problemOf(raw: string, parts: PromptParts): Promise<string | undefined> {
  const { question, context, offer, answers, parse } = parts;
  if (raw === '' && question.kind === 'secret' && (offer.current ?? offer.fallback) !== undefined) return undefined;
  const resolved = await parse(raw);
  if ('refused' in resolved) return resolved.refused;
  const choices = question.kind === 'choice' ? question.choices(context, answers) : [];
  const disabled = choices.find(({ value }) => value === raw)?.disabled;
  if (disabled !== undefined) return `It cannot be used now: ${disabled}.`;
  return 'value' in resolved && resolved.value !== undefined ? probe(resolved.value, parts) : undefined;
}

async function probe<K extends AnswerKey>(
  value: Answers[K],
  { question, context: { lookup }, answers }: PromptParts,
): Promise<string | undefined> {
  if (lookup === undefined) return undefined;
  // The parser of the question made the value.
  const probing = question.probe as
    | ((...probed: [PromptLookup, Answers[K], GivenAnswers]) => Promise<string | undefined>)
    | undefined;
  return probing?.(lookup, value, answers);
}
