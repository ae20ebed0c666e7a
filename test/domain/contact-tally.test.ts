import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactReasons } from '../../src/domain/contact-reasons.ts';
import { startTally } from '../../src/domain/contact-tally.ts';

const line = (number: number, ...phones: readonly string[]) => ({ line: number, phones });

describe('the tally', () => {
  it('calls a number that came before, in whatever form, a duplicate', () => {
    const tally = startTally('US');
    const cells = ['+12025550123', '(202) 555-0123', '202-555-0124'];
    const verdicts = cells.map((cell, index) => tally.add(line(index + 2, cell)));
    expect(verdicts.map(({ reason }) => reason)).toEqual([null, 'duplicate', null]);
    expect(verdicts.map(({ number }) => number?.e164)).toEqual(['+12025550123', '+12025550123', '+12025550124']);
    expect(tally.summary()).toMatchObject({ rows: 3, textable: 2, reasons: { duplicate: 1 } });
    expect(tally.examples()).toEqual({ duplicate: [{ list: null, line: 3, shown: '(•••) •••-••23' }] });
  });

  it.each([
    ['gb', 'GB'],
    ['United Kingdom', 'GB'],
    ['Vereinigtes Königreich', 'GB'],
    ['U.K.', 'GB'],
    ['+44', 'GB'],
    ['0044', 'GB'],
  ])("reads a row's own country, %s, before the list's", (country, expected) => {
    const tally = startTally('US');
    tally.add({ line: 2, phones: ['07400 123456'], country });
    expect(tally.summary().countries).toEqual({ [expected]: 1 });
  });

  it('ignores a country that is none', () => {
    const tally = startTally('US');
    tally.add({ line: 2, phones: ['2025550123'], country: 'Narnia' });
    expect(tally.summary().countries).toEqual({ US: 1 });
  });

  it('counts a person with several numbers once: the first that can be texted, or the first that is there', () => {
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

  it('names five lines of a reason at most', () => {
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

  it('adds up: rows are the textable ones and each reason, whatever the cells hold', () => {
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
