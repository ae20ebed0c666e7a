import { describe, expect, it } from 'vitest';
import {
  capitalized,
  counted,
  countryName,
  countText,
  mostFirst,
  numberTypeWords,
  shareText,
} from '../../../src/domain/text/counts.ts';

describe('counts in words', () => {
  it.each([0, 7, 12, 999, 1000, 12_345, 999_999, 1_000_000, 123_456_789, Number.MAX_SAFE_INTEGER])(
    'groups the digits of %i as Intl does',
    (count) => expect(countText(count)).toBe(count.toLocaleString('en-US')),
  );

  it.each([
    [0, 0, '0 %'],
    [0, 10, '0 %'],
    [1, 100_000, '< 0.1 %'],
    [9_999, 10_000, '99.9 %'],
    [10_000, 10_000, '100 %'],
    [1, 3, '33.3 %'],
    [12, 76, '15.8 %'],
    [64, 76, '84.2 %'],
  ])('formats %i of %i as %s, never rounded up to the whole', (count, total, text) =>
    expect(shareText(count, total)).toBe(text),
  );

  it.each([
    [0, '0 segments'],
    [1, '1 segment'],
    [2, '2 segments'],
    [1_001, '1,001 segments'],
  ])('counts %i of a noun as "%s"', (count, text) => expect(counted(count, 'segment')).toBe(text));

  it.each([
    ['the number', 'The number'],
    ['The', 'The'],
    ['é', 'É'],
    ['', ''],
  ])('begins a sentence: %j', (text, sentence) => expect(capitalized(text)).toBe(sentence));

  it('sorts by count and keeps zero counts', () => {
    expect(mostFirst({ a: 1, b: 3, c: undefined, d: 2 })).toEqual([
      ['b', 3],
      ['d', 2],
      ['a', 1],
      ['c', 0],
    ]);
  });

  it.each([
    ['GB', 'United Kingdom'],
    ['001', 'no country'],
    ['QQ', 'QQ'],
    ['<b>', 'no country'],
    ['USA', 'no country'],
    ['aUS', 'no country'],
  ])('names the country %s %s', (code, name) => expect(countryName(code)).toBe(name));

  it.each([
    ['FIXED_LINE_OR_MOBILE', 'fixed line or mobile'],
    ['VOIP', 'VoIP'],
  ])('names the type %s %s', (type, words) => expect(numberTypeWords(type)).toBe(words));
});
