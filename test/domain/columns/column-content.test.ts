import { describe, expect, it } from 'vitest';
import { areTimes, contentOf, isHeader, looksLikePhone } from '../../../src/domain/columns/column-content.ts';

const counted = (cells: readonly string[]) =>
  contentOf(
    1,
    cells.map((cell) => ['x', cell]),
  );

describe('a cell', () => {
  it.each([
    '+12025550123',
    '(202) 555-0123',
    '202.555.0123',
    '0151/23456789',
    '1234567',
    ' 1234567 ',
    '123456789012345',
    '+1 (202) 555-0123 - 45',
    '2026-111-23',
    '20261-1-23',
    '1-234-5678',
  ])('looks like a telephone number: %s', (cell) => expect(looksLikePhone(cell)).toBe(true));

  it.each([
    '',
    '123456',
    '12 34 56',
    '1234567890123456',
    `${'1 '.repeat(15)}1`,
    '1 - 2 - 3 - 4 - 5 - 6 - 7 - 8 - 9',
    '2026-11-23',
    '23.11.2026',
    '1/2/2026',
    '123-4567a',
    '1+2025550123',
    'x1234567',
    '+',
    '-------',
  ])('does not: %j', (cell) => expect(looksLikePhone(cell)).toBe(false));

  it('makes a first row no header if it is a telephone number', () => {
    expect(isHeader(['name', 'phone'])).toBe(true);
    expect(isHeader(['Ada', '+12025550123'])).toBe(false);
    expect(isHeader([])).toBe(true);
  });
});

describe('the content of a column', () => {
  it.each<[string, readonly string[], Partial<ReturnType<typeof contentOf>>]>([
    ['nothing', ['', ' '], { filled: 0, phones: 0, written: 0, digits: 0, codes: 0, isSequence: false }],
    ['words', ['Ada', 'Bob 12'], { filled: 2, phones: 0, digits: 0, codes: 0 }],
    ['numbers with punctuation', ['+12025550123', '555-0123'], { filled: 2, phones: 2, written: 2, digits: 2 }],
    ['ten digits', ['2025550123', '2025550199'], { phones: 2, written: 0, digits: 2 }],
    ['nine digits', ['202555012', '202555099'], { phones: 0, written: 0, digits: 2 }],
    ['four digits', ['1234', '12 34', '12.34', '123'], { phones: 0, digits: 3, codes: 2 }],
    ['calling codes', ['+44', '0049', '1', '+12345', '44x'], { codes: 3 }],
    [
      'numbers in links',
      ['tel:+12025550123', 'https://wa.me/12025550123', 'wa.me/4915123456789', 'SMS: +12025550123'],
      { filled: 4, phones: 4, written: 2 },
    ],
    ['numbers of a messenger', ['12025550123@c.us', '4915123456789@s.whatsapp.net'], { phones: 2 }],
    ['addresses', ['ada@example.com', 'https://a.example/12025550123'], { phones: 0, digits: 1 }],
  ])('is counted: %s', (_, cells, expected) => expect(counted(cells)).toMatchObject(expected));

  it('is that of its own column', () => {
    expect(contentOf(0, [['+12025550123', 'x'], ['+12025550124']])).toMatchObject({ filled: 2, phones: 2 });
    expect(contentOf(1, [['+12025550123', 'x'], ['+12025550124']])).toMatchObject({ filled: 1, phones: 0 });
  });

  const from = (start: number, steps: readonly number[]) =>
    [0, ...steps].map((_, at) => String(steps.slice(0, at).reduce((sum, step) => sum + step, start)));

  it.each<[string, readonly string[], boolean]>([
    ['five numbers that count up', from(2_025_550_123, [1, 1, 1, 1]), true],
    ['steps of up to twenty', from(2_025_550_123, [20, 3, 7, 20]), true],
    ['a longer step', from(2_025_550_123, [1, 1, 1, 21]), false],
    ['a repeated number', from(2_025_550_123, [1, 0, 1, 1]), false],
    ['numbers that count down', from(2_025_550_123, [-1, -1, -1, -1]), false],
    ['four numbers', from(2_025_550_123, [1, 1, 1]), false],
    ['one among words', [...from(2_025_550_123, [1, 1, 1, 1]), 'x'], false],
    ['one among empty cells', [...from(2_025_550_123, [1, 1, 1, 1]), ''], true],
    ['seconds of one month', ['1764000000', '1764086400', '1764050000'], true],
    ['numbers of six digits', from(202_555, [1, 1, 1, 1]), false],
  ])('is a sequence or not: %s', (_, cells, isSequence) => expect(counted(cells).isSequence).toBe(isSequence));
});

describe('numbers', () => {
  const month = 31 * 24 * 3600;

  it.each<[readonly number[], boolean]>([
    [[1_000_000_000, 1_000_000_001], true],
    [[999_999_999, 1_000_000_001], false],
    [[1_999_999_998, 1_999_999_999], true],
    [[1_999_999_999, 2_000_000_000], false],
    [[1_764_000_000 + month, 1_764_000_000], true],
    [[1_764_000_000, 1_764_000_001 + month], false],
    [[1_764_000_000, 1_764_000_000], false],
    [[1_764_000_000], false],
    [[], false],
  ])('%j are seconds since 1970 of one month: %s', (numbers, expected) => expect(areTimes(numbers)).toBe(expected));
});
