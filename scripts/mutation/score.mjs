/** Two-sided, 95 %. */
const z = 1.96;

/**
 * How many of the sampled mutants a suite noticed, with Wilson's interval (Wilson 1927, with the correction for a finite
 * population: a sample of all mutants has no interval).
 * @param {readonly { status: string }[]} results of the whole sample
 * @param {number} population the number of mutants that the sample was taken from
 */
export function scoreOf(results, population) {
  const size = results.length;
  const noticed = results.filter(({ status }) => isNoticed(status)).length;
  const share = size === 0 ? 0 : noticed / size;
  const unseen = population <= 1 ? 0 : (population - size) / (population - 1);
  if (size === 0 || unseen <= 0) return { size, noticed, population, share, low: share, high: share };
  const n = size / unseen;
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { size, noticed, population, share, low: middle - half, high: middle + half };
}

/** A mutant that ends the run, or makes it endless, is noticed; one that no test reaches is not. */
export const isNoticed = (status) => status === 'Killed' || status === 'Timeout' || status === 'RuntimeError';

/** The score of all folders together: each counts by its number of mutants (a stratified sample). */
export function overallOf(scores) {
  const all = scores.reduce((sum, { population }) => sum + population, 0);
  const weighted = scores.map((score) => ({ ...score, weight: score.population / all }));
  const share = weighted.reduce((sum, { share, weight }) => sum + weight * share, 0);
  const variance = weighted.reduce((sum, { share, weight, size, population }) => {
    const unseen = population <= 1 ? 0 : (population - size) / (population - 1);
    return sum + (weight ** 2 * share * (1 - share) * unseen) / size;
  }, 0);
  const half = z * Math.sqrt(variance);
  return { share, low: share - half, high: Math.min(1, share + half) };
}
