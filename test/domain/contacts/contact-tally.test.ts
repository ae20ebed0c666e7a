import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTally, type TallyRow } from '../../../src/domain/contacts/contact-tally.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { contactReasons } from '../../../src/domain/numbers/contact-reasons.ts';
import { numberSet } from '../../../src/domain/numbers/number-set.ts';

const line = (number: number, ...phones: readonly string[]) => ({ line: number, phones });

describe('the tally', () => {
  it('counts a number in any form as a duplicate when it came before', () => {
    const tally = startTally('US');
    const cells = ['+12025550123', '(202) 555-0123', '202-555-0124'];
    const verdicts = cells.map((cell, index) => tally.add(line(index + 2, cell)));
    expect(verdicts.map(({ reason }) => reason)).toEqual([null, 'duplicate', null]);
    expect(verdicts.map(({ number }) => number?.e164)).toEqual(['+12025550123', '+12025550123', '+12025550124']);
    expect(tally.summary()).toMatchObject({ rows: 3, textable: 2, reasons: { duplicate: 1 } });
    expect(tally.examples()).toEqual({ duplicate: [{ list: null, line: 3, shown: '(•••) •••-••23' }] });
  });

  it("prefers the calling code to the row's country and that to the list's", () => {
    const tally = startTally('US');
    tally.add({ line: 2, phones: ['07400 123456'], country: 'GB' });
    tally.add({ line: 3, phones: ['07400 123457'], homes: ['GB'], country: 'DE' });
    expect(tally.summary()).toMatchObject({ textable: 2, countries: { GB: 2 } });
  });

  it('reads no number by the list’s country when its own is not understood', () => {
    const tally = startTally('US');
    const rows = ['2025550123', '+12025550124', '0012025550125', '', 'n/a'].map((cell, index) =>
      tally.add({ line: index + 2, phones: [cell], country: null }),
    );
    expect(rows.map(({ reason }) => reason)).toEqual(['country-unknown', null, null, 'empty', 'placeholder']);
  });

  it('counts an opt-out as one, whatever the numbers', () => {
    const tally = startTally('US');
    expect(tally.add({ line: 2, phones: ['+12025550123'], refusal: 'do-not-text' })).toMatchObject({
      reason: 'do-not-text',
    });
    expect(tally.add({ line: 3, phones: ['202-555-0124 (STOP)', '+12025550125'] }).reason).toBe('do-not-text');
    expect(tally.add({ line: 4, phones: ['+12025550124'] }).reason).toBeNull();
  });

  it.each([
    ['national', null],
    ['international', 'plus-lost'],
    ['unclear', 'reading-unclear'],
    ['undecided', 'reading-unclear'],
  ] as const)('reads a number of two countries as the rest of the list: %s', (readings, reason) => {
    const tally = startTally('BR');
    // A mobile number of Porto Alegre, and one of Peru.
    expect(tally.add({ line: 2, phones: ['51912345678'] }, null, readings).reason).toBe(reason);
    expect(tally.add({ line: 3, phones: ['51912345679'], country: 'BR' }, null, readings).reason).toBeNull();
    expect(tally.add({ line: 4, phones: ['+5551912345670'] }, null, readings).reason).toBeNull();
  });

  it('counts a person once by the first textable number, or the first one', () => {
    const tally = startTally('US');
    expect(tally.add(line(2, '', '800 555 0199', '2025550123', '2025550124'))).toMatchObject({
      reason: null,
      number: { e164: '+12025550123' },
    });
    expect(tally.add(line(3, '', '800 555 0199', 'n/a')).reason).toBe('toll-free');
    expect(tally.add(line(4, '', ' ')).reason).toBe('empty');
    expect(tally.add(line(5)).reason).toBe('empty');
    expect(tally.add({ line: 6, phones: undefined }).reason).toBe('unreadable');
    expect(tally.summary()).toMatchObject({ rows: 5, textable: 1 });
  });

  it.each<[string, Omit<TallyRow, 'line'>, object]>([
    ['the first textable one', { phones: ['', 'x', '2025550123', '2025550124'] }, { reason: null, at: 2 }],
    ['the first that is not empty', { phones: ['', '800 555 0199', '900 555 0123'] }, { reason: 'toll-free', at: 1 }],
    [
      'an opt-out before a textable one',
      { phones: ['STOP 2025550125', '2025550126'] },
      { reason: 'do-not-text', at: 0 },
    ],
    ['a textable one before an opt-out', { phones: ['2025550127', 'STOP 2025550128'] }, { reason: null, at: 0 }],
    ['an opt-out after another reason', { phones: ['x', 'STOP 2025550129'] }, { reason: 'do-not-text', at: 1 }],
    ['none of empty ones', { phones: ['', ' '] }, { reason: 'empty', at: -1, cell: '' }],
    ['none of a row that cannot be read', { phones: undefined }, { reason: 'unreadable', at: -1, cell: '' }],
    ['the first of a row that is refused', { phones: ['x', 'y'], refusal: 'do-not-text' }, { cell: 'x', at: 0 }],
    ['none of a row that is refused and has none', { phones: [], refusal: 'do-not-text' }, { cell: '', at: 0 }],
    [
      'the one with a dialling code of its own',
      { phones: ['07400 123456', '07400 123456'], homes: [undefined, 'GB'], country: 'US' },
      { reason: null, at: 1 },
    ],
    [
      'none whose dialling code is not understood',
      { phones: ['07400 123457'], homes: [null], country: 'GB' },
      { reason: 'country-unknown', at: 0 },
    ],
  ])('takes the verdict of a row from %s', (_, row, expected) => {
    const verdict = startTally('US').add({ line: 2, ...row });
    expect(verdict).toMatchObject({ cell: row.phones?.[verdict.at] ?? verdict.cell, ...expected });
  });

  it('returns the number of a row by its verdict', () => {
    const tally = startTally('US');
    const number = { e164: '+12025550123', country: 'US', type: 'FIXED_LINE_OR_MOBILE' };
    expect(tally.add(line(2, '2025550123'))).toEqual({ reason: null, cell: '2025550123', at: 0, number });
    expect(tally.add(line(3, '2025550123')).number).toEqual(number);
    expect(tally.add(line(4, '+442079460018')).number).toEqual({
      ...{ e164: '+442079460018', country: 'GB', type: 'FIXED_LINE' },
    });
    expect(tally.add(line(5, 'call me'))).toEqual({ reason: 'not-a-number', cell: 'call me', at: 0 });
    expect(tally.add({ line: 6, phones: ['2025550124'], refusal: 'do-not-text' })).not.toHaveProperty('number');
    expect(tally.summary()).toMatchObject({ countries: { US: 1 }, types: { FIXED_LINE_OR_MOBILE: 1 } });
  });

  it('knows the numbers of other lists, and names the list of an example', () => {
    const seen = numberSet();
    startTally('US', judgeCell, seen).add(line(2, '2025550123'));
    const tally = startTally('US', judgeCell, seen);
    expect(tally.add(line(3, '2025550123'), 'second.csv').reason).toBe('duplicate');
    expect(tally.examples().duplicate).toEqual([{ list: 'second.csv', line: 3, shown: '••••••••23' }]);
  });

  it('lists at most five lines of a reason', () => {
    const tally = startTally('US');
    for (let at = 2; at < 12; at += 1) tally.add(line(at, ''));
    expect(tally.examples().empty?.map((example) => example.line)).toEqual([2, 3, 4, 5, 6]);
  });

  it('shows no number in an example', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+\d ().,eEx/;O-]{5,30}$/), (cell) => {
        const tally = startTally();
        tally.add(line(1, cell));
        expect(
          JSON.stringify(Object.values(tally.examples()).flatMap((rows) => rows?.map(({ shown }) => shown))),
        ).not.toMatch(/\d\D*\d\D*\d/);
      }),
    );
  });

  it('counts rows as the sum of textable rows and reasons', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[+\d ().,eEx-]{0,20}$/),
      fc.constantFrom('+12025550123', '2025550123', ''),
    );
    const row = fc.oneof(fc.constant(undefined), fc.array(cell, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.constantFrom(undefined, 'US', 'GB'), (rows, country) => {
        const tally = startTally(country);
        for (const [index, phones] of rows.entries()) tally.add({ line: index + 1, phones });
        const summary = tally.summary();
        const sum = (counts: object) =>
          Object.values(counts).reduce((total: number, count: number) => total + count, 0);
        expect(summary.rows).toBe(rows.length);
        expect(summary.textable + sum(summary.reasons)).toBe(summary.rows);
        expect(sum(summary.countries)).toBe(summary.textable);
        expect(sum(summary.types)).toBe(summary.textable);
        expect(Object.keys(summary.reasons).filter((reason) => !(reason in contactReasons))).toEqual([]);
      }),
    );
  });
});
