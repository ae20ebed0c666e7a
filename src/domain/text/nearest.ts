/** How many words are proposed. */
const proposals = 3;

/**
 * The `words` that `word` may be a misspelling of, nearest first, at most three. They are one edit away, or one edit for
 * every three characters, or one begins with the other. An edit adds, drops or replaces a character, or swaps two
 * neighbours.
 */
export function nearest(word: string, words: readonly string[]): readonly string[] {
  const begins = (one: string, other: string) => one.length >= 3 && other.startsWith(one);
  return words
    .map((each) => ({ each, edits: editsBetween(word, each) }))
    .filter(
      ({ each, edits }) =>
        edits <= Math.max(1, Math.floor(each.length / 3)) || begins(word, each) || begins(each, word),
    )
    .sort((one, other) => one.edits - other.edits)
    .slice(0, proposals)
    .map(({ each }) => each);
}

/** The optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance */
function editsBetween(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
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
