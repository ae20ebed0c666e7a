import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/domain/text/nearest.ts';
import { processorMs } from '../../support/work.ts';

const ids = ['acme-eu', 'acme-us', 'beta', 'default'];

describe('the nearest words', () => {
  it.each([
    ['one character is missing', 'acme-e', ['acme-eu', 'acme-us']],
    ['two neighbours are swapped', 'btea', ['beta']],
    ['one is another', 'acne-us', ['acme-us']],
    ['it is the beginning', 'def', ['default']],
    ['it goes on', 'beta-eu-west', ['beta']],
    ['it is the very word', 'beta', ['beta']],
  ])('are found when %s', (_, word, expected) => {
    expect(nearest(word, ids)).toEqual(expected);
  });

  it.each(['production', 'x', '', 'be'])('are none for another word: %j', (word) => {
    expect(nearest(word, ids)).toEqual([]);
  });

  it('are at most three', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `organization-${index}-${'x'.repeat(40)}`);
    const spent = await processorMs(() => {
      expect(nearest(`organization-7-${'x'.repeat(40)}`, many)).toHaveLength(3);
    });
    expect(spent).toBeLessThan(5_000);
  });
});
