import { describe, expect, it } from 'vitest';
import { age } from '../../../src/cli/render/age.ts';

const now = new Date('2026-11-23T18:00:00.000Z');
const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

describe('an age', () => {
  it.each([
    [0, 'just now'],
    [59 * second, 'just now'],
    [minute, '1 minute ago'],
    [2 * minute - 1, '1 minute ago'],
    [2 * minute, '2 minutes ago'],
    [hour - 1, '59 minutes ago'],
    [hour, '1 hour ago'],
    [day - 1, '23 hours ago'],
    [day, '1 day ago'],
    [2 * day - 1, '1 day ago'],
    [2 * day, '2 days ago'],
    [400 * day, '400 days ago'],
    [-hour, 'just now'],
  ])('of %d ms reads as %s', (elapsed, words) => {
    expect(age(new Date(now.getTime() - elapsed).toISOString(), now)).toBe(words);
  });
});
