import { describe, expect, it } from 'vitest';
import { didYouMean, listed, nearest } from '../../../src/domain/text/nearest.ts';
import { processorMs } from '../../support/work.ts';

const ids = ['acme-eu', 'acme-us', 'beta', 'default', 'number.owned', 'number.saved'];

describe('the nearest words', () => {
  it.each([
    ['one character is missing', 'acme-e', ['acme-eu', 'acme-us']],
    ['two neighbours are swapped', 'btea', ['beta']],
    ['one is another', 'acne-us', ['acme-us']],
    ['it is the beginning', 'def', ['default']],
    ['it goes on', 'beta-eu-west', ['beta']],
    ['it is the very word', 'beta', ['beta']],
    ['another one is much nearer', 'acme-eux', ['acme-eu', 'acme-us']],
    ['others are too far beside it', 'number.ownd', ['number.owned']],
  ])('are found when %s', (_, word, expected) => {
    expect(nearest(word, ids)).toEqual(expected);
  });

  it.each(['production', 'x', '', 'be'])('are none for another word: %j', (word) => {
    expect(nearest(word, ids)).toEqual([]);
  });

  it('are at most three', async () => {
    const many = Array.from({ length: 100 }, (_, index) => `organization-${index}-${'x'.repeat(40)}`);
    const spent = await processorMs(() => {
      expect(nearest(`organization-7-${'x'.repeat(40)}`, many)).toHaveLength(3);
    });
    expect(spent).toBeLessThan(5_000);
  });
});

describe('the distance of two words', () => {
  const all = ['abcdef'];

  it.each([
    ['abcdef', true],
    ['abcde', true],
    ['bcdef', true],
    ['abcdefg', true],
    ['xabcdef', true],
    ['abxdef', true],
    ['bacdef', true],
    ['abcdfe', true],
    // Two edits of six characters, and three.
    ['badcef', true],
    ['abcxyf', true],
    ['xbcdey', true],
    ['axyzef', false],
    ['badcfe', false],
    ['fedcba', false],
    // The beginning of it, from three characters on.
    ['abc', true],
    ['ab', false],
    ['abcdefghijk', true],
  ])('%s is near abcdef: %s', (word, near) => expect(nearest(word, all)).toEqual(near ? all : []));

  it('of one edit is near for a short word, and two are not', () => {
    expect(['a', 'ab', 'b'].map((word) => nearest(word, ['a']))).toEqual([['a'], ['a'], ['a']]);
    expect(nearest('bc', ['a'])).toEqual([]);
    expect(nearest('ca', ['ac'])).toEqual(['ac']);
  });

  it('orders the proposals, and drops those that are two edits farther than the nearest', () => {
    expect(nearest('abcdefghi', ['abcdexyhi', 'abcdefghx', 'abcdefghi'])).toEqual(['abcdefghi', 'abcdefghx']);
    expect(nearest('abcdefghz', ['abcdexyhz', 'abcdefxyz', 'abcdefghi'])).toEqual([
      ...['abcdefghi', 'abcdexyhz', 'abcdefxyz'],
    ]);
  });
});

describe('a proposal in words', () => {
  it.each([
    ['none', 'zzz', []],
    ['one', 'bet', ['Did you mean `<beta>`?']],
    ['two', 'acme', ['Did you mean `<acme-eu>` or `<acme-us>`?']],
  ])('names %s', (_, word, hints) => {
    expect(didYouMean(word, ids, (each) => `<${each}>`)).toEqual(hints);
  });

  it('names a word as it is', () => expect(didYouMean('bet', ids)).toEqual(['Did you mean `beta`?']));

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('lists %j as %j', (words, text) => expect(listed(words, 'and')).toBe(text));
});
