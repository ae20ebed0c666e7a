import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { type ContactReason, contactReasonCodes, contactReasons } from '../../../src/domain/numbers/contact-reasons.ts';
import { repairOf } from '../../../src/domain/numbers/contact-repair.ts';
import { processorMs } from '../../support/work.ts';

const judged = (cell: string, country?: string): string => {
  const verdict = judgeCell(cell, country);
  return verdict.textable ? `${verdict.e164} ${verdict.country}` : verdict.reason;
};

describe('a cell that can be texted', () => {
  it.each<[string, string | undefined, string]>([
    ['+12025550123', undefined, '+12025550123 US'],
    ['(202) 555-0123', 'US', '+12025550123 US'],
    ['202.555.0123', 'US', '+12025550123 US'],
    ['1-202-555-0123', 'US', '+12025550123 US'],
    ['  2025550123\t', 'US', '+12025550123 US'],
    ['202\u20135550123', 'US', '+12025550123 US'],
    ['202\u00a0555\u00a00123', 'US', '+12025550123 US'],
    ['0012025550123', 'DE', '+12025550123 US'],
    ['0014155552671', 'US', '+14155552671 US'],
    ['00447400123456', 'US', '+447400123456 GB'],
    ['011 44 7400 123456', 'US', '+447400123456 GB'],
    ['447400123456', 'GB', '+447400123456 GB'],
    ['7400123456', 'GB', '+447400123456 GB'],
    ['+44 7400 123456', undefined, '+447400123456 GB'],
    ['+44 (0)7400 123456', undefined, '+447400123456 GB'],
    ['(+44) 7400 123456', undefined, '+447400123456 GB'],
    ['07400 123456', 'GB', '+447400123456 GB'],
    ['0151/23456789', 'DE', '+4915123456789 DE'],
    ['+1 416 555 0123', 'US', '+14165550123 CA'],
    ['tel:+1-202-555-0123', undefined, '+12025550123 US'],
    ['+49 1512 3456789', undefined, '+4915123456789 DE'],
    ['2025550123/', 'US', '+12025550123 US'],
    ['-2025550123', 'US', '+12025550123 US'],
    ['+44 56 0012 0000', undefined, '+445600120000 GB'],
  ])('%s (country %s): %s', (cell, country, expected) => expect(judged(cell, country)).toBe(expected));
});

/** What is proposed instead of the cell; undefined: nothing can be. */
type Fix = string | undefined;

const torture: readonly (readonly [cell: string, country: string | undefined, reason: ContactReason, fix?: Fix])[] = [
  ['', 'US', 'empty'],
  ['   ', 'US', 'empty'],
  ['\u00a0', 'US', 'empty'],
  ['n/a', 'US', 'placeholder'],
  ['N/A', 'US', 'placeholder'],
  ['#N/A', 'US', 'placeholder'],
  ['#REF!', 'US', 'placeholder'],
  ['########', 'US', 'placeholder'],
  ['none', 'US', 'placeholder'],
  ['NULL', 'US', 'placeholder'],
  ['(null)', 'US', 'placeholder'],
  ['NaN', 'US', 'placeholder'],
  ['undefined', 'US', 'placeholder'],
  ['-', 'US', 'placeholder'],
  ['---', 'US', 'placeholder'],
  ['?', 'US', 'placeholder'],
  ['xxx-xxx-xxxx', 'US', 'placeholder'],
  ['0', 'US', 'placeholder'],
  ['0000000000', 'US', 'placeholder'],
  ['+0', 'US', 'placeholder'],
  ['000-000-0000', 'US', 'placeholder'],
  ['(999) 999-9999', 'US', 'placeholder'],
  ['555-555-5555', 'US', 'placeholder'],
  ['+1 555 555 5555', undefined, 'placeholder'],
  ['1234567890', 'US', 'placeholder'],
  ['0123456789', 'FR', 'placeholder'],
  ['1.20256E+10', 'US', 'scientific-notation'],
  ['1.41555E+10', 'US', 'scientific-notation'],
  ['4,47911E+11', 'GB', 'scientific-notation'],
  ['1.2e10', 'US', 'scientific-notation'],
  ['1.4155552671E+10', 'US', 'scientific-exact', '+14155552671'],
  ['4,47911123456E+11', 'DE', 'scientific-exact', '+447911123456'],
  ['2025550123.0', 'US', 'decimal-point', '+12025550123'],
  ['14155552671.0', 'US', 'decimal-point', '+14155552671'],
  ['447911123456.0', 'US', 'decimal-point', '+447911123456'],
  ['12025550123,00', 'US', 'decimal-point', '+12025550123'],
  ["'+12025550123", 'US', 'formula', '+12025550123'],
  ['="+12025550123"', 'US', 'formula', '+12025550123'],
  ['=HYPERLINK("http://example.com")', 'US', 'formula'],
  ['@SUM(1+1)', 'US', 'formula'],
  ['"2025550123', 'US', 'formula', '+12025550123'],
  ['202-555-0123 / 202-555-0124', 'US', 'several-numbers', '+12025550123'],
  ['2025550123; 2025550124', 'US', 'several-numbers', '+12025550123'],
  ['2025550123,2025550124', 'US', 'several-numbers', '+12025550123'],
  ['2025550123 or 2025550124', 'US', 'several-numbers', '+12025550123'],
  ['2025550123\n2025550124', 'US', 'several-numbers', '+12025550123'],
  ['2025550123 2025550124', 'US', 'several-numbers', '+12025550123'],
  ['+12025550123+12025550124', 'US', 'several-numbers', '+12025550123'],
  ['+12025550123 ::: +12025550124', 'US', 'several-numbers', '+12025550123'],
  ['home 202-555-0123 cell 202-555-0124', 'US', 'several-numbers', '+12025550123'],
  ['202-555-0123 x45', 'US', 'extension'],
  ['202-555-0123 ext. 45', 'US', 'extension'],
  ['+1 (202) 555-0123 extension 4', 'US', 'extension'],
  ['2025550123#7', 'US', 'extension'],
  ['2025550123,,12', 'US', 'extension'],
  ['tel:+12025550123;ext=9', 'US', 'extension'],
  ['2025\u200b550123', 'US', 'hidden-characters', '+12025550123'],
  ['\u202a+12025550123\u202c', 'US', 'hidden-characters', '+12025550123'],
  ['2025550123\u0000', 'US', 'hidden-characters', '+12025550123'],
  ['202\u00ad5550123', 'US', 'hidden-characters', '+12025550123'],
  ['＋１２０２５５５０１２３', undefined, 'non-ascii-digits', '+12025550123'],
  ['٢٠٢٥٥٥٠١٢٣', 'US', 'non-ascii-digits', '+12025550123'],
  ['२०२५५५०१२३', 'US', 'non-ascii-digits', '+12025550123'],
  ['𝟐𝟎𝟐𝟓𝟓𝟓𝟎𝟏𝟐𝟑', 'US', 'non-ascii-digits', '+12025550123'],
  ['➕12025550123', 'US', 'non-ascii-digits', '+12025550123'],
  ['2️⃣0️⃣2️⃣5550123', 'US', 'non-ascii-digits', '+12025550123'],
  ['202555O123', 'US', 'look-alike-letters', '+12025550123'],
  ['O4155552671', 'GB', 'look-alike-letters'],
  ['2O25550l23', 'US', 'look-alike-letters', '+12025550123'],
  ['2025550\u041e23', 'US', 'look-alike-letters', '+12025550023'],
  ['1-800-FLOWERS', 'US', 'vanity-letters'],
  ['1-800-flowers', 'US', 'vanity-letters'],
  ['202 CALL NOW', 'US', 'vanity-letters'],
  ['202-555-0123 (mobile)', 'US', 'words-beside', '+12025550123'],
  ['202-555-0123 (opted out)', 'US', 'do-not-text'],
  ['STOP 202-555-0123', 'US', 'do-not-text'],
  ['202-555-0123 DO NOT TEXT', 'US', 'do-not-text'],
  ['202-555-0123 falsche Nummer', 'US', 'do-not-text'],
  ['202-555-0123 退订', 'US', 'do-not-text'],
  ['202-555-0123 не звонить', 'US', 'do-not-text'],
  ['Stopp, 202-555-0123 (Ada)', 'US', 'words-beside', '+12025550123'],
  ['old: 202-555-0123', 'US', 'old-number'],
  ['202-555-0123 (inactive)', 'US', 'old-number'],
  ['202-555-0123 旧番号', 'US', 'old-number'],
  ['cell: 202-555-0123', 'US', 'words-beside', '+12025550123'],
  ['call me', 'US', 'not-a-number'],
  ['ada2025550123@example.com', 'US', 'not-a-number'],
  ['https://example.com/2025550123', 'US', 'not-a-number'],
  ['123 Main St', 'US', 'not-a-number'],
  ['++12025550123', 'US', 'not-a-number', '+12025550123'],
  ['+', 'US', 'not-a-number'],
  ['()', 'US', 'not-a-number'],
  ['x'.repeat(300), 'US', 'not-a-number'],
  ['1'.repeat(300), 'US', 'not-a-number'],
  ['2025550123', undefined, 'no-country'],
  ['6465550123', undefined, 'no-country'],
  ['07911 123456', undefined, 'no-country'],
  ['447400123456', 'US', 'plus-lost', '+447400123456'],
  ['4915123456789', undefined, 'plus-lost', '+4915123456789'],
  ['442079460018', 'US', 'plus-lost'],
  ['0999123456789', 'US', 'too-long'],
  ['+999123456789', 'US', 'unknown-calling-code'],
  ['12345', 'US', 'short-code'],
  ['911', 'US', 'short-code'],
  ['12', 'US', 'too-short'],
  ['5550123', 'US', 'too-short'],
  ['698765432', 'IT', 'leading-zero-lost'],
  ['+1202555012', 'US', 'too-short'],
  ['+120255501234', 'US', 'too-long'],
  ['+12025550123 2025550124 20', 'US', 'several-numbers', '+12025550123'],
  ['+19995550123', 'US', 'not-assigned'],
  ['+44 20 7946 0018', undefined, 'landline'],
  ['00442079460018', 'US', 'landline'],
  ['800 555 0199', 'US', 'toll-free'],
  ['900 555 0123', 'US', 'premium'],
  ['+44 76 4012 3456', undefined, 'other-type'],
];

describe('a cell that cannot be texted has one reason, and a fix where there is one', () => {
  const cases = torture.map(([cell, country, reason, fix]) => ({ cell, country, reason, fix }));
  it.each(cases)('$cell (country $country): $reason, $fix', ({ cell, country, reason, fix }) => {
    expect(judged(cell, country)).toBe(reason);
    expect(repairOf(cell, reason, country)?.e164).toBe(fix);
  });

  it('covers every reason of a single cell', () => {
    expect(torture.length).toBeGreaterThan(90);
    const ofRows = ['unreadable', 'duplicate', 'consent-unclear', 'country-unknown', 'reading-unclear'];
    expect(new Set([...torture.map(([, , reason]) => reason as string), ...ofRows])).toEqual(
      new Set(contactReasonCodes),
    );
  });

  it('keeps the number when only its type is wrong', () => {
    expect(judgeCell('+44 20 7946 0018')).toEqual({
      textable: false,
      reason: 'landline',
      e164: '+442079460018',
      country: 'GB',
      type: 'FIXED_LINE',
    });
  });
});

describe('every reason', () => {
  it.each(Object.entries(contactReasons))('has a description: %s', (code, { title, meaning, remedy }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title.length).toBeLessThanOrEqual(40);
    for (const sentence of [meaning, remedy]) expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/u);
  });
});

describe('judging', () => {
  const cells = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.stringMatching(/^[+\d ().,eEx/;O-]{0,30}$/),
    fc.constantFrom(...torture.map(([cell]) => cell)),
  );

  it('never throws and ignores blanks around a cell', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(undefined, 'US', 'GB', 'IT'), (cell, country) => {
        const verdict = judgeCell(cell, country);
        expect(judgeCell(` ${cell}\t`, country)).toEqual(verdict);
        expect(verdict.textable || verdict.reason in contactReasons).toBe(true);
      }),
    );
  });

  it('proposes only a number that is textable', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(undefined, 'US', 'GB'), (cell, country) => {
        const verdict = judgeCell(cell, country);
        if (verdict.textable) return;
        const fix = repairOf(cell, verdict.reason, country);
        if (fix !== undefined) expect(judgeCell(fix.e164)).toEqual({ textable: true, ...fix });
      }),
    );
  });

  it('is quick on a hostile cell', async () => {
    const hostile = ['1 '.repeat(128), '1-'.repeat(128), `${'1'.repeat(120)};${'1'.repeat(120)}x`, '+1('.repeat(85)];
    for (const cell of hostile) {
      // What tries all ways to divide it would never end; usually it is a millisecond.
      expect(await processorMs(() => judgeCell(cell, 'US'))).toBeLessThan(2_000);
    }
  });
});
