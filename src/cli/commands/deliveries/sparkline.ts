const unicodeLevels = '▁▂▃▄▅▆▇█';
const asciiLevels = '.:-=+*#@';

/**
 * Counts as one character each, by their share of the largest. Zero is a space, so that the smallest count is seen. Counts that do
 * not fit `width` are added up in groups of equal size.
 */
export function sparkline(counts: readonly number[], width: number, unicode: boolean): string {
  const levels = unicode ? unicodeLevels : asciiLevels;
  const size = Math.max(Math.ceil(counts.length / width), 1);
  const sums = Array.from({ length: Math.ceil(counts.length / size) }, (_, index) =>
    counts.slice(index * size, (index + 1) * size).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(...sums, 1);
  return sums
    .map((sum) => (sum === 0 ? ' ' : levels[Math.min(Math.ceil((sum / most) * levels.length), levels.length) - 1]))
    .join('');
}
