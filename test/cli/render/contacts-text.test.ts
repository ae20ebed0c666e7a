import { describe, expect, it } from 'vitest';
import { adviceLines, contactsLines } from '../../../src/cli/render/contacts-text.ts';
import { styleFor } from '../../../src/cli/render/style.ts';
import type { ContactExample, ContactsReport } from '../../../src/domain/contacts/contact-quality.ts';

const styleOf = (columns: number) =>
  styleFor({ write: () => {}, isTerminal: false, palette: null, columns }, { unicode: true, verbose: false });
const style = styleOf(100);

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
    [3, [2, 3, 4], '(line 2, 3, 4)'],
    [4, [2, 3, 4], '(line 2, 3, 4 and more)'],
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
    [10, 10, null],
    [11, 11, null],
    [12, 11, '2 more'],
  ])('shows %d countries in %d lines', (count, lines, rest) => {
    const codes = Array.from({ length: count }, (_, index) => `A${String.fromCharCode(65 + index)}`);
    const countries = Object.fromEntries(codes.map((code, index) => [code, count - index]));
    const text = contactsLines(report({ countries }), 95, style);
    const shown = text.slice(text.indexOf('Countries')).split('\n').slice(1, -1);
    expect(shown).toHaveLength(lines);
    if (rest === null) expect(text).not.toMatch(/\d more/);
    else expect(shown.at(-1)).toMatch(new RegExp(`^ +3 .*${rest}$`));
  });

  it('counts those that must not be texted apart, and not among the rows that are wanted', () => {
    const text = contactsLines(report({ rows: 100, textable: 95, reasons: { 'do-not-text': 5 } }), 95, style);
    expect(text).toMatch(/100 % .*95 of 95 rows/);
    expect(text).toMatch(/Do not text: 5/);
    expect(contactsLines(report({}), 95, style)).not.toContain('Do not text');
  });

  it.each([20, 40, 60, 100])('fits %d columns, whatever the counts are', (columns) => {
    const found = report({
      ...{ rows: 1_234_567, textable: 1_000_000, reasons: { empty: 234_567 } },
      ...{ countries: { US: 999_000, '001': 1000 }, types: { MOBILE: 1_000_000 } },
    });
    const [head] = contactsLines(found, 95, styleOf(columns)).split('\n');
    expect(head?.length ?? 0).toBeLessThanOrEqual(columns);
    for (const line of contactsLines(found, 95, styleOf(columns))
      .split('\n')
      .filter((each) => /[█░]/.test(each))) {
      expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  it('advises on the five most common reasons, most rows first, and on a country that fits', () => {
    const reasons = { empty: 1, placeholder: 2, duplicate: 3, landline: 4, 'too-short': 5, 'too-long': 6 };
    const advice = adviceLines(report({ reasons }, { proposal: { country: 'GB', share: 97 } }), style).split('→');
    const counted = advice.map((each) => /\((\d+)\)/.exec(each)?.[1]).filter((each) => each !== undefined);
    expect(counted).toEqual(['6', '5', '4', '3', '2']);
    expect(advice.join('')).toContain('`--contacts-country GB`');
  });
});
