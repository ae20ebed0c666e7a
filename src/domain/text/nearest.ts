/** How many words are proposed. */
const proposals = 3;

/**
 * The `words` that `word` may be a misspelling of, nearest first, at most three. They are one edit away, or one edit for
 * every three characters, or one begins with the other, and at most one edit more than the nearest. An edit adds, drops or
 * replaces a character, or swaps two neighbours.
 */
export function nearest(word: string, words: readonly string[]): readonly string[] {
  const begins = (one: string, other: string) => one.length >= 3 && other.startsWith(one);
  const near = words
    .map((each) => ({ each, edits: editsBetween(word, each) }))
    .filter(
      ({ each, edits }) =>
        edits <= Math.max(1, Math.floor(each.length / 3)) || begins(word, each) || begins(each, word),
    )
    .sort((one, other) => one.edits - other.edits);
  return near
    .filter(({ edits }) => edits <= (near[0]?.edits ?? 0) + 1)
    .slice(0, proposals)
    .map(({ each }) => each);
}

/** A hint that proposes the nearest of `words`, each as `shown` writes it; none if none is near. */
export function didYouMean(
  word: string,
  words: readonly string[],
  shown: (each: string) => string = (each) => each,
): readonly string[] {
  const near = nearest(word, words).map((each) => `\`${shown(each)}\``);
  return near.length === 0 ? [] : [`Did you mean ${listed(near, 'or')}?`];
}

/** `a, b and c`. */
export const listed = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** The optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance */
function editsBetween(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = next;
  }
  return last[other.length] ?? 0;
}
