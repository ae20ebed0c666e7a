import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbering } from '../../src/automaton/numbering.ts';

describe('a numbering of lists', () => {
  it.each([1, 3, 11])('gives equal lists of up to %i numbers the same number, and others the next', (width) => {
    const list = fc.array(fc.integer({ min: -4, max: 9 }), { maxLength: width });
    fc.assert(
      fc.property(fc.array(list, { maxLength: 400 }), (lists) => {
        const ids = numbering(width);
        const known = new Map<string, number>();
        for (const each of lists) {
          // A shorter list has zeros behind it.
          const name = [...each, ...new Array<number>(width - each.length).fill(0)].join();
          const expected = known.get(name) ?? known.size;
          known.set(name, expected);
          expect(ids.of(each)).toBe(expected);
          expect(ids.size()).toBe(known.size);
        }
      }),
    );
  });

  it('keeps the numbers of the first lists when it grows', () => {
    const ids = numbering(2);
    const lists = Array.from({ length: 5_000 }, (_, index) => [index % 71, Math.floor(index / 71)]);
    expect(lists.map((list) => ids.of(list))).toEqual(lists.map((_, index) => index));
    expect(lists.map((list) => ids.of(list))).toEqual(lists.map((_, index) => index));
    expect(ids.size()).toBe(lists.length);
  });
});
