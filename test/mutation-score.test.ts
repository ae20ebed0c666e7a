import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folders, notTables, tables } from '../scripts/mutation/folders.mjs';
import { keyOf, sampleOf } from '../scripts/mutation/mutants.mjs';
import { overallOf, scoreOf } from '../scripts/mutation/score.mjs';

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
const results = (...statuses: readonly string[]) => statuses.map((status) => ({ status }));
const manyOf = (noticed: number, size: number) =>
  Array.from({ length: size }, (_, index) => ({ status: index < noticed ? 'Killed' : 'Survived' }));
const mutants = Array.from({ length: 500 }, (_, line) => ({
  fileName: 'src/a.ts',
  mutatorName: 'BooleanLiteral',
  replacement: 'false',
  location: { start: { line, column: 0 }, end: { line, column: 4 } },
}));

describe('the mutation score', () => {
  it('counts a mutant as noticed if a test fails, the run ends, or it never ends', () => {
    const { noticed, size } = scoreOf(
      results('Killed', 'Timeout', 'RuntimeError', 'Survived', 'NoCoverage', 'Missing', 'CompileError'),
      1000,
    );
    expect([noticed, size]).toEqual([3, 7]);
  });

  // For an infinite population.
  it.each([
    [240, 300, 0.751, 0.8413],
    [300, 300, 0.9874, 1],
    [0, 300, 0, 0.0126],
    [7, 10, 0.3968, 0.8922],
  ])('has Wilson’s interval: %i of %i', (noticed, size, low, high) => {
    const score = scoreOf(manyOf(noticed, size), Number.MAX_SAFE_INTEGER);
    expect(score.low).toBeCloseTo(low, 3);
    expect(score.high).toBeCloseTo(high, 3);
  });

  it('has no interval when every mutant was tried', () => {
    expect(scoreOf(manyOf(8, 10), 10)).toMatchObject({ share: 0.8, low: 0.8, high: 0.8 });
  });

  it('weights folders by their mutants', () => {
    const { share, low, high } = overallOf([scoreOf(manyOf(300, 300), 3000), scoreOf(manyOf(150, 300), 1000)]);
    expect(share).toBeCloseTo(0.875);
    expect(low).toBeLessThan(share);
    expect(high).toBeGreaterThan(share);
  });
});

describe('the sample', () => {
  it('is the same for the same seed, whatever the order', () => {
    const keys = (seed: string, all = mutants) => sampleOf(all, 50, seed).map(keyOf);
    expect(keys('1')).toEqual(keys('1', mutants.toReversed()));
    expect(keys('1')).not.toEqual(keys('2'));
    expect(new Set(keys('1')).size).toBe(50);
  });

  it('takes all mutants when there are fewer', () => {
    expect(sampleOf(mutants, Number.POSITIVE_INFINITY, '1')).toHaveLength(500);
  });
});

describe('the folders', () => {
  it('hold every source but the ports, once', () => {
    const files = filesOf('src').filter((path) => path.endsWith('.ts') && path !== 'src/ports.ts');
    const sources = Object.values(folders).flatMap(({ source }) => source);
    const within = (path: string) => sources.filter((source) => path === source || path.startsWith(`${source}/`));
    expect(files.filter((path) => within(path).length !== 1)).toEqual([]);
  });

  it('leave out paths that exist', () => {
    expect([...tables, ...notTables].filter((path) => !existsSync(path))).toEqual([]);
  });
});
