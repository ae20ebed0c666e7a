import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCell, startTally } from '../../src/domain/contact-quality.ts';
import { contactReasons } from '../../src/domain/contact-reasons.ts';

const reasonOf = (cell: string, country?: string): string => {
  const verdict = judgeCell(cell, country);
  return verdict.textable ? `${verdict.e164} ${verdict.country}` : verdict.reason;
};

describe('a cell that can be texted', () => {
  it.each<[string, string | undefined, string]>([
    ['+12025550123', undefined, '+12025550123 US'],
    ['(202) 555-0123', 'US', '+12025550123 US'],
    ['202.555.0123', 'US', '+12025550123 US'],
    ['1-202-555-0123', 'US', '+12025550123 US'],
    ['0012025550123', 'DE', '+12025550123 US'],
    ['+44 7400 123456', undefined, '+447400123456 GB'],
    ['07400 123456', 'GB', '+447400123456 GB'],
    ['+1 416 555 0123', 'US', '+14165550123 CA'],
    ['＋１２０２５５５０１２３', undefined, '+12025550123 US'],
    ['٢٠٢٥٥٥٠١٢٣', 'US', 'not-a-number'],
    ['+49 1512 3456789', undefined, '+4915123456789 DE'],
    ['2025550123/', 'US', '+12025550123 US'],
    ['+44 56 0000 0000', undefined, '+445600000000 GB'],
  ])('%s (country %s): %s', (cell, country, expected) => expect(reasonOf(cell, country)).toBe(expected));
});

describe('a cell that cannot be texted has one reason', () => {
  it.each<[string, string | undefined, keyof typeof contactReasons]>([
    ['', 'US', 'empty'],
    ['   ', 'US', 'empty'],
    ['n/a', 'US', 'placeholder'],
    ['N/A', 'US', 'placeholder'],
    ['none', 'US', 'placeholder'],
    ['NULL', 'US', 'placeholder'],
    ['-', 'US', 'placeholder'],
    ['---', 'US', 'placeholder'],
    ['0', 'US', 'placeholder'],
    ['0000000000', 'US', 'placeholder'],
    ['000-000-0000', 'US', 'placeholder'],
    ['(999) 999-9999', 'US', 'placeholder'],
    ['555-555-5555', 'US', 'placeholder'],
    ['1.20256E+10', 'US', 'scientific-notation'],
    ['4,47911E+11', 'GB', 'scientific-notation'],
    ['1.2e10', 'US', 'scientific-notation'],
    ['2025550123.0', 'US', 'decimal-point'],
    ['12025550123,00', 'US', 'decimal-point'],
    ["'+12025550123", 'US', 'formula'],
    ['="+12025550123"', 'US', 'formula'],
    ['"2025550123', 'US', 'formula'],
    ['202-555-0123 / 202-555-0124', 'US', 'several-numbers'],
    ['2025550123; 2025550124', 'US', 'several-numbers'],
    ['2025550123,2025550124', 'US', 'several-numbers'],
    ['2025550123 or 2025550124', 'US', 'several-numbers'],
    ['+12025550123 ::: +12025550124', 'US', 'several-numbers'],
    ['202-555-0123 x45', 'US', 'extension'],
    ['202-555-0123 ext. 45', 'US', 'extension'],
    ['2025550123#7', 'US', 'extension'],
    ['2025\u200b550123', 'US', 'hidden-characters'],
    ['\u202a+12025550123\u202c', 'US', 'hidden-characters'],
    ['202555O123', 'US', 'look-alike-letters'],
    ['2O25550l23', 'US', 'look-alike-letters'],
    ['1-800-FLOWERS', 'US', 'vanity-letters'],
    ['call me', 'US', 'not-a-number'],
    ['ada@example.com', 'US', 'not-a-number'],
    ['➕12025550123', 'US', 'not-a-number'],
    ['x'.repeat(300), 'US', 'not-a-number'],
    ['2025550123', undefined, 'no-country'],
    ['07911 123456', undefined, 'no-country'],
    ['447400123456', 'US', 'plus-lost'],
    ['4915123456789', undefined, 'plus-lost'],
    ['0999123456789', 'US', 'too-long'],
    ['+999123456789', 'US', 'unknown-calling-code'],
    ['12345', 'US', 'short-code'],
    ['911', 'US', 'short-code'],
    ['12', 'US', 'too-short'],
    ['5550123', 'US', 'too-short'],
    ['698765432', 'IT', 'leading-zero-lost'],
    ['+1202555012', 'US', 'too-short'],
    ['+120255501234', 'US', 'too-long'],
    ['+19995550123', 'US', 'not-assigned'],
    ['+44 20 7946 0018', undefined, 'landline'],
    ['800 555 0199', 'US', 'toll-free'],
    ['900 555 0123', 'US', 'premium'],
  ])('%s (country %s): %s', (cell, country, expected) => expect(reasonOf(cell, country)).toBe(expected));
});

describe('the tally', () => {
  it('calls a number that came before, in whatever form, a duplicate', () => {
    const tally = startTally('US');
    for (const [line, cell] of ['+12025550123', '(202) 555-0123', '202-555-0124'].entries()) tally.add(line + 2, cell);
    expect(tally.summary()).toMatchObject({ rows: 3, textable: 2, reasons: { duplicate: 1 } });
    expect(tally.examples()).toEqual({ duplicate: [3] });
  });

  it("lets a row's own country beat the default, and ignores one that is none", () => {
    const tally = startTally('US');
    tally.add(2, '07400 123456', 'gb');
    tally.add(3, '2025550123', 'Narnia');
    expect(tally.summary().countries).toEqual({ GB: 1, US: 1 });
  });

  it('names five lines of a reason at most', () => {
    const tally = startTally('US');
    for (let line = 2; line < 12; line += 1) tally.add(line, '');
    expect(tally.examples()).toEqual({ empty: [2, 3, 4, 5, 6] });
  });

  it('adds up: rows are the textable ones and each reason, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[+\d ().,eEx-]{0,20}$/),
      fc.constantFrom('+12025550123', '2025550123', ''),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), fc.constantFrom(undefined, 'US', 'GB'), (cells, country) => {
        const tally = startTally(country);
        for (const [index, each] of cells.entries()) tally.add(index + 1, each);
        const { rows, textable, reasons, countries, types } = tally.summary();
        const sum = (counts: object) =>
          Object.values(counts).reduce((total: number, count: number) => total + count, 0);
        expect(rows).toBe(cells.length);
        expect(textable + sum(reasons)).toBe(rows);
        expect(sum(countries)).toBe(textable);
        expect(sum(types)).toBe(textable);
        expect(Object.keys(reasons).filter((reason) => !(reason in contactReasons))).toEqual([]);
      }),
    );
  });
});
