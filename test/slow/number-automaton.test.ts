import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { built } from '../support/built.ts';
import { suitePart } from '../support/suite-part.ts';

await built();

const run = promisify(execFile);
const script = join(import.meta.dirname, '../support/compare-numbers.mjs');

interface Comparison {
  readonly compared: number;
  readonly asked: number;
  readonly different: number;
  readonly first: readonly unknown[];
}

/** Two processes, each with half of the numbers of the wanted part. */
async function compare(kind: 'transitions' | 'random', { index, parts } = { index: 0, parts: 1 }, count = 0) {
  const halves = await Promise.all(
    [0, 1].map(async (half) => {
      const own = [2 * index + half, 2 * parts, count / (2 * parts)].map(String);
      const { stdout } = await run(process.execPath, [script, kind, ...own]);
      return JSON.parse(stdout) as Comparison;
    }),
  );
  const sum = (key: 'compared' | 'asked' | 'different') => halves.reduce((total, half) => total + half[key], 0);
  return {
    compared: sum('compared'),
    asked: sum('asked'),
    different: sum('different'),
    first: halves.flatMap(({ first }) => first),
  };
}

describe('the compiled numbering plans judge as libphonenumber-js does', () => {
  it('on a number for every transition', async () => {
    const { compared, asked, ...difference } = await compare('transitions');
    expect(difference).toEqual({ different: 0, first: [] });
    expect(compared).toBeGreaterThan(500_000);
    expect(asked / compared).toBeLessThan(0.05);
  });

  it('on five million numbers: random, of every calling code, and examples of every country changed digit by digit', async () => {
    const part = suitePart();
    const { compared, asked, ...difference } = await compare('random', part, 5_000_000);
    expect(difference).toEqual({ different: 0, first: [] });
    expect(compared).toBeGreaterThanOrEqual(5_000_000 / part.parts);
    expect(asked / compared).toBeLessThan(0.1);
  });
});
