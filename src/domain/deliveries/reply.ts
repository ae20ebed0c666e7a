import { replyWords } from '../messages/reply-words.ts';

const effects = new Map(
  replyWords.flatMap(({ id, others }) =>
    id === 'HELP' ? [] : [id, ...others].map((word) => [word, id === 'STOP' ? 'stop' : 'start'] as const),
  ),
);

/** Longer texts are no single word of the list. */
const longestWord = Math.max(...[...effects.keys()].map(({ length }) => length));

/**
 * What an incoming message asks for by the provider's default words. Only a message of one such word counts, in either case.
 * Null: neither. A Messaging Service may have other words.
 */
export function replyOf(text: string): 'stop' | 'start' | null {
  const word = text.trim();
  return word.length > longestWord ? null : (effects.get(word.toUpperCase()) ?? null);
}
