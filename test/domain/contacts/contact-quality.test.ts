import { describe, expect, it } from 'vitest';
import { isEnough, parseMinimum, parseNumbers, textableShare } from '../../../src/domain/contacts/contact-quality.ts';

const counts = (rows: number, textable: number, refused = 0) => ({
  ...{ rows, textable, reasons: refused === 0 ? {} : { 'do-not-text': refused } },
});

describe('the share of contacts that can be texted', () => {
  it.each([
    [counts(100, 95), 95],
    [counts(100_000, 94_999), 94.9],
    [counts(3, 2), 66.6],
    [counts(100, 90, 5), 94.7],
    [counts(100, 95, 5), 100],
    [counts(0, 0), 0],
    [counts(5, 0, 5), 0],
  ])('of %j is %d', (summary, share) => expect(textableShare(summary)).toBe(share));

  it.each([
    [counts(100, 95), true],
    [counts(100_000, 94_999), false],
    [counts(100, 94), false],
    [counts(100, 95, 5), true],
    [counts(100, 90, 6), true],
    [counts(100, 90, 5), false],
    [counts(0, 0), false],
    [counts(5, 0, 5), false],
  ])('of %j is enough for 95 %%: %j', (summary, enough) => expect(isEnough(summary, 95)).toBe(enough));

  it('is enough for no minimum when there are rows', () => {
    expect(isEnough(counts(1, 0), 0)).toBe(true);
    expect(isEnough(counts(0, 0), 0)).toBe(false);
  });
});

describe('a minimum that is typed', () => {
  it.each([
    ['95', 95],
    [' 95 % ', 95],
    ['95%', 95],
    ['0', 0],
    ['100', 100],
    ['94.5', 94.5],
  ])('%j is %d', (text, value) => expect(parseMinimum(text)).toEqual({ ok: true, value }));

  it.each(['', '101', '100.1', '-1', '1e2', '9 5', 'many', '095.', '1000'])('%j is refused', (text) => {
    expect(parseMinimum(text).ok).toBe(false);
  });
});

describe('how numbers are read', () => {
  it.each([
    ['national', 'national'],
    [' International ', 'international'],
  ])('%j is %s', (text, value) => expect(parseNumbers(text)).toEqual({ ok: true, value }));

  it.each(['', 'both', 'nationally'])('%j is refused', (text) => expect(parseNumbers(text).ok).toBe(false));
});
