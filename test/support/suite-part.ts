interface SuitePart {
  /** From 0. */
  readonly index: number;
  readonly parts: number;
}

/**
 * The part of a suite of many equal runs that is wanted: `SUITE_PART=2/2` is the second half. Without the variable, everything.
 * `.ci/run` takes one half at each commit.
 */
export function suitePart(): SuitePart {
  const [index = 1, parts = 1] = process.env.SUITE_PART?.split('/').map(Number) ?? [];
  return { index: index - 1, parts };
}
