import { describe, expect, it } from 'vitest';
import { contactsLines, contactsReport } from '../../../src/cli/render/contacts-text.ts';
import { styleFor } from '../../../src/cli/render/style.ts';
import type { ContactExample, ContactsReport } from '../../../src/domain/contacts/contact-quality.ts';

const styleOf = (columns: number, verbose = false) =>
  styleFor({ write: () => {}, isTerminal: false, palette: null, columns }, { unicode: true, verbose });
const style = styleOf(100);
const details = { minimum: 95, countryFrom: '', sender: null, cost: null };

const report = (result: Partial<ContactsReport['result']>, change: Partial<ContactsReport> = {}): ContactsReport => ({
  ...{ lists: [], examples: {}, proposal: null, ...change },
  result: {
    ...{ rows: 100, textable: 100, reasons: {}, countries: {}, types: {}, name: 'list.csv', bytes: 1 },
    ...{ modifiedAt: null, checkedAt: '2026-11-23T18:00:00.000Z', rules: 'contacts.rules/1', ...result },
  },
});

const example = (line: number, list: string | null = null): ContactExample => ({ line, list, shown: '•' });

describe('what came of a contact list, on the screen', () => {
  it.each([
    [1, [2], '(line 2)'],
    [3, [2, 3, 4], '(lines 2, 3, 4)'],
    [4, [2, 3, 4], '(lines 2, 3, 4 and more)'],
  ])('names the lines of a reason when it has %d', (count, lines, note) => {
    const examples = { empty: lines.map((line) => example(line)) };
    const text = contactsLines(report({ reasons: { empty: count }, textable: 90 }, { examples }), 95, style);
    expect(text).toContain(note);
    expect(text.includes('and more')).toBe(note.includes('and more'));
  });

  it('names the list of a line when there are several, and none when the reason has no example', () => {
    const examples = { empty: [example(2, 'a.csv')] };
    expect(contactsLines(report({ reasons: { empty: 1 } }, { examples }), 95, style)).toContain('(line a.csv:2)');
    expect(contactsLines(report({ reasons: { empty: 1 } }), 95, style)).not.toContain('(line');
  });

  it.each([
    [5, 5, undefined],
    [6, 6, undefined],
    [7, 5, '2 others 3'],
  ])('names of %d countries %d, the largest first', (count, named, rest) => {
    const codes = Array.from({ length: count }, (_, index) => `A${String.fromCharCode(65 + index)}`);
    const countries = Object.fromEntries(codes.map((code, index) => [code, index + 1]));
    const shownIn = (text: string) => /Countries +(.*)/.exec(text)?.[1]?.split(', ') ?? [];
    const shown = shownIn(contactsLines(report({ countries }), 95, style));
    expect(shown.filter((each) => codes.some((code) => each.startsWith(code)))).toHaveLength(named);
    expect(shown[0]).toBe(`${codes.at(-1)} ${count}`);
    expect(shown[named]).toBe(rest);
    expect(shownIn(contactsLines(report({ countries }), 95, styleOf(100, true)))).toHaveLength(count);
  });

  it('counts those that must not be texted apart, and not among the rows that are wanted', () => {
    const text = contactsLines(report({ rows: 100, textable: 95, reasons: { 'do-not-text': 5 } }), 95, style);
    expect(text).toContain('95 of 95 rows (100 %)');
    expect(text).toMatch(/5 do-not-text rows/);
    expect(contactsLines(report({}), 95, style)).not.toContain('do-not-text');
  });

  it.each([40, 50, 60, 80, 100])('fits %d columns, whatever the counts are', (columns) => {
    const found = report({
      ...{ rows: 1_234_567, textable: 1_000_000, reasons: { empty: 234_567, 'scientific-notation': 9 } },
      ...{ countries: { US: 999_000, '001': 1000 }, types: { FIXED_LINE_OR_MOBILE: 1_000_000 } },
    });
    for (const narrow of [styleOf(columns), styleOf(columns, true)]) {
      const lines = [contactsLines(found, 95, narrow), contactsReport(found, details, narrow)].join('').split('\n');
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
  });

  it('aligns the counts of reasons', () => {
    const reasons = { empty: 1, placeholder: 1234, duplicate: 30 };
    const lines = contactsLines(report({ reasons }), 95, style).split('\n');
    const ends = ['1,234  ', '   30  ', '    1  '].map((count) => lines.find((line) => line.includes(`  ${count}`)));
    expect(ends.map((line) => line?.search(/(?<=\d) {2}[a-z]/))).toEqual([21, 21, 21]);
  });

  const sixReasons = {
    empty: 1,
    placeholder: 2,
    duplicate: 3,
    landline: 4,
    'too-short': 5,
    'too-long': 6,
    extension: 7,
  };

  it('shows the five most frequent reasons and the count of the others in the summary, and all in the report', () => {
    const counts = (text: string) => [...text.matchAll(/^ +(?:Not textable +)?(\d) {2}/gm)].map(([, count]) => count);
    expect(counts(contactsLines(report({ reasons: sixReasons }), 95, style))).toEqual(['7', '6', '5', '4', '3', '3']);
    const whole = contactsReport(report({ reasons: sixReasons }), details, style);
    expect(counts(whole)).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  it('advises on the five most frequent reasons, on all of them with --verbose, and on a country that fits', () => {
    const advice = (verbose: boolean) => {
      const found = report({ reasons: sixReasons }, { proposal: { country: 'GB', share: 97 } });
      return contactsReport(found, details, styleOf(100, verbose)).split('→').slice(1);
    };
    expect(advice(false)).toHaveLength(6);
    expect(advice(true)).toHaveLength(8);
    expect(advice(false).at(-1)).toContain('`--contacts-country GB`');
    const summary = contactsLines(report({}, { proposal: { country: 'GB', share: 97 } }), 95, style);
    expect(summary).toContain('`--contacts-country GB`');
  });
});
