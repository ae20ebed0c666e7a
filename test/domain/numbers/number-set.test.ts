import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSet } from '../../../src/domain/numbers/number-set.ts';

describe('a set of numbers', () => {
  it('behaves as a Set for any numbers', () => {
    const number = fc.oneof(fc.stringMatching(/^\+[1-9]\d{6,17}$/), fc.stringMatching(/^\+1202555\d{2}$/));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 300 }), (numbers) => {
        const ours = numberSet();
        const theirs = new Set<string>();
        for (const each of numbers) {
          expect(ours.add(each)).toBe(!theirs.has(each));
          theirs.add(each);
        }
        expect(ours.size()).toBe(theirs.size);
      }),
    );
  });

  it('holds a hundred thousand consecutive numbers', () => {
    const set = numberSet();
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 100_000; index += 1) {
        if (set.add(`+1202${5_550_000 + index}`) !== (round === 0)) throw new Error(`Wrong about ${index}.`);
      }
    }
    expect(set.size()).toBe(100_000);
  });
});
