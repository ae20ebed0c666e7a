import { describe, expect, it } from 'vitest';
import type { Readings } from '../../../src/domain/columns/contact-plan.ts';
import { addReading, noReadings, readingsFrom } from '../../../src/domain/contacts/contact-readings.ts';
import { international, isTime, judgeInRow } from '../../../src/domain/contacts/row-judge.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { type ContactVerdict, judgeNumber } from '../../../src/domain/numbers/contact-number.ts';

const judged = (cell: string, own: string | null | undefined, country: string | undefined, readings: Readings) => {
  const verdict = judgeInRow(cell, own, country, readings, judgeCell);
  return verdict.textable ? verdict.e164 : verdict.reason;
};

type Case = readonly [cell: string, own: string | null | undefined, country: string | undefined, expected: string];

const all: readonly Readings[] = ['national', 'international', 'unclear', 'undecided', 'times'];

describe('a cell in its row', () => {
  it.each<Case>([
    // Its own country decides, whatever the list's.
    ['07400 123456', 'GB', 'US', '+447400123456'],
    ['51912345678', 'BR', 'US', '+5551912345678'],
    // A country that is not understood is never replaced by the list's.
    ['07400 123456', null, 'GB', 'country-unknown'],
    ['2025550123', null, 'US', 'country-unknown'],
    ['698765432', null, 'IT', 'country-unknown'],
    ['447400123456', null, 'GB', 'country-unknown'],
    ['+447400123456', null, 'US', '+447400123456'],
    ['n/a', null, 'US', 'placeholder'],
    ['12', null, 'US', 'too-short'],
    ['+442079460018', null, 'US', 'landline'],
    // Without a country in the row, that of the list.
    ['07400 123456', undefined, 'GB', '+447400123456'],
    ['07400 123456', undefined, undefined, 'no-country'],
    ['+447400123456', undefined, undefined, '+447400123456'],
  ])('%j of %s in a list of %s: %s, however its numbers are read', (cell, own, country, expected) => {
    for (const readings of all) expect(judged(cell, own, country, readings)).toBe(expected);
  });

  it.each<[string, string, string, Readings]>([
    ['51912345678', 'BR', '+5551912345678', 'national'],
    ['51912345678', 'BR', 'plus-lost', 'international'],
    ['51912345678', 'BR', 'reading-unclear', 'unclear'],
    ['51912345678', 'BR', 'reading-unclear', 'undecided'],
    ['51912345678', 'BR', 'reading-unclear', 'times'],
    // One reading only.
    ['2025550123', 'US', '+12025550123', 'unclear'],
    ['2025550123', 'US', '+12025550123', 'international'],
    // The same number in both.
    ['12025550123', 'US', '+12025550123', 'unclear'],
    ['447400123123', 'GB', '+447400123123', 'international'],
    // Marked as one of them.
    ['051912345678', 'BR', '+5551912345678', 'unclear'],
    ['+5551912345678', 'BR', '+5551912345678', 'unclear'],
    ['(00) 5551912345678', 'BR', '+5551912345678', 'unclear'],
    // Seconds since 1970, and a German mobile.
    ['1714565400', 'DE', 'reading-unclear', 'times'],
    ['1714565400', 'DE', '+491714565400', 'national'],
    ['1714565400', 'DE', '+491714565400', 'undecided'],
    ['0171 4565400', 'DE', '+491714565400', 'times'],
  ])('%j in a list of %s: %s if its numbers are read as %s', (cell, country, expected, readings) => {
    expect(judged(cell, undefined, country, readings)).toBe(expected);
  });

  /** A plan of which every number can be texted. */
  const every = (cell: string): ContactVerdict => ({
    ...{ textable: true, country: 'DK', type: 'MOBILE', e164: cell.startsWith('+') ? cell : `+45${cell}` },
  });

  it.each([
    // A number of eight digits may be one of a small island.
    ['12345678', 'textable'],
    ['1234 5678', 'textable'],
    ['123456789', 'reading-unclear'],
    ['1-2-3-4-5-6-7-8-9', 'reading-unclear'],
    ['012345678', 'textable'],
  ])('%j, whose digits are an international number as well, is %s', (cell, expected) => {
    const verdict = judgeInRow(cell, undefined, 'DK', 'unclear', every);
    expect(verdict.textable ? 'textable' : verdict.reason).toBe(expected);
  });

  it('is left open by a judge that leaves it open', () => {
    const open = (cell: string, country?: string) => (cell.startsWith('+') ? undefined : judgeCell(cell, country));
    expect(judgeInRow('51912345678', undefined, 'BR', 'unclear', open)).toBeUndefined();
    for (const own of [null, undefined, 'BR']) {
      expect(judgeInRow('1', own, 'BR', 'unclear', () => undefined)).toBeUndefined();
    }
  });

  it.each([
    ['+49', true],
    [' (+49)', true],
    ['-.+49', true],
    ['0049', true],
    ['00 49', true],
    ['0 0 49', true],
    ['0011 49', true],
    ['000', false],
    ['00', false],
    ['0171', false],
    ['49', false],
    ['a+49', false],
  ])('%j begins an international number: %s', (cell, expected) => expect(international.test(cell)).toBe(expected));

  it.each([
    ['1000000000', true],
    [' 1999999999 ', true],
    ['2000000000', false],
    ['100000000', false],
    ['10000000000', false],
    ['1 000000000', false],
    ['+1000000000', false],
  ])('%j may be a time: %s', (cell, expected) => expect(isTime(cell)).toBe(expected));
});

describe('the readings of a list', () => {
  const counted = (country: string, ...cells: readonly string[]) => {
    const found = noReadings();
    for (const cell of cells) addReading(found, cell, country, judgeNumber);
    return found;
  };

  it.each<[string, string, string]>([
    ['51912345678', 'BR', 'both'],
    ['11 98765-4321', 'BR', 'national'],
    ['447400123123', 'BR', 'international'],
    ['12345', 'BR', 'none'],
  ])('count %s of %s as %s', (cell, country, kind) => {
    expect(counted(country, cell).counts).toEqual({ ...noReadings().counts, [kind]: 1 });
  });

  it.each([
    ['24680135', 'national'],
    ['2468 0135', 'national'],
    ['246801357', 'both'],
  ])('count %s as %s if its digits are an international number as well', (cell, kind) => {
    const found = noReadings();
    addReading(found, cell, 'DK', (isInternational, digits) => ({
      ...{ textable: true, country: 'DK', type: 'MOBILE', e164: isInternational ? `+${digits}` : `+99${digits}0` },
    }));
    expect(found.counts).toEqual({ ...noReadings().counts, [kind]: 1 });
    expect(found.doubt).toBe(kind === 'both' ? 'DK +9••••••3570 or DK +2••••••1357' : null);
  });

  it.each(['+5551912345678', '005551912345678', 'n/a', '', '12'])('do not count %j', (cell) => {
    expect(counted('BR', cell)).toEqual(noReadings());
  });

  it('name both readings of the first number that has two, masked', () => {
    expect(counted('BR', '2025550123', '51912345678', '84912345678').doubt).toBe('BR +5••••••5678 or PE +5••••••5678');
    expect(counted('BR', '11 98765-4321').doubt).toBeNull();
  });

  const national = Array.from({ length: 5 }, (_, at) => `11 98765-432${at}`);

  it.each<[readonly string[], string]>([
    [[], 'undecided'],
    [['11 98765-4321'], 'undecided'],
    [['51912345678'], 'unclear'],
    [['51912345678', ...national.slice(1)], 'unclear'],
    [['51912345678', ...national], 'national'],
    [['51912345678', ...Array.from({ length: 5 }, (_, at) => `44740012312${at}`)], 'international'],
  ])('of %j are %s', (cells, expected) => expect(readingsFrom(counted('BR', ...cells))).toBe(expected));
});
