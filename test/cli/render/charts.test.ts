import { describe, expect, it } from 'vitest';
import { bars, meter, withRest } from '../../../src/cli/render/charts.ts';

const chart = (counts: readonly number[], total: number, change: Partial<Parameters<typeof bars>[0]> = {}) =>
  bars({
    ...{ caption: 'Rows', head: 'Country', total },
    rows: counts.map((count, at) => ({ label: `row ${at}`, count })),
    ...change,
  }).text;

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);
const widths = (text: string) => all(text, /width:([^%]*)%/g);

describe('bars', () => {
  it('are as wide as their share, and never too small to see', () => {
    expect(widths(chart([200, 50, 1, 0], 200))).toEqual(['100.00', '25.00', '0.50', '0.50']);
  });

  it('have no width if the total is 0', () => expect(widths(chart([0], 0))).toEqual(['0']));

  it('print the count and the share of each row, in order', () => {
    const text = chart([1500, 500], 2000);
    expect(all(text, /<th scope="row">(.*?)<\/th>/g)).toEqual(['row 0', 'row 1']);
    expect(all(text, /<td class="number">(.*?)<\/td>/g)).toEqual(['1,500', '500']);
    expect(all(text, /<span class="percent">(.*?)<\/span>/g)).toEqual(['75 %', '25 %']);
  });

  it('have a column of notes if it has a heading, with an empty cell where a row has none', () => {
    const rows = [
      { label: 'a', count: 1, note: 'Fix it.' },
      { label: 'b', count: 1 },
    ];
    const noted = chart([], 2, { noteHead: 'What to do', rows });
    expect(all(noted, /<th scope="col"[^>]*>(.*?)<\/th>/g)).toEqual(['Country', 'Rows', 'Share', 'What to do']);
    expect(all(noted, /<td class="note">(.*?)<\/td>/g)).toEqual(['Fix it.', '']);
    expect(noted).toContain('class="bars noted"');
    const plain = chart([], 2, { rows });
    expect(plain).not.toContain('note');
    expect(all(plain, /<th scope="col"[^>]*>(.*?)<\/th>/g)).toEqual(['Country', 'Rows', 'Share']);
  });

  it('are plain unless they have another tone', () => {
    expect(chart([1], 1)).toContain('class="fill plain"');
    expect(chart([1], 1, { tone: 'bad' })).toContain('class="fill bad"');
  });
});

describe('the rows of a chart', () => {
  const rows = (length: number) => Array.from({ length }, (_, at) => ({ label: `row ${at}`, count: at + 1 }));

  it.each([0, 2, 3, 4])('are all shown if there are %d for 3 places: one more fits in place of the sum', (length) => {
    expect(withRest(rows(length), 3)).toEqual(rows(length));
  });

  it('end with the sum of those that do not fit', () => {
    expect(withRest(rows(6), 3)).toEqual([...rows(3), { label: '3 more', count: 4 + 5 + 6 }]);
  });
});

describe('the meter', () => {
  it.each([
    [94.9, 95, 'bad'],
    [95, 95, 'good'],
    [100, 95, 'good'],
  ])('of %d with the minimum %d is %s', (share, minimum, tone) => {
    const { text } = meter(share, minimum);
    expect(text).toContain(`class="fill ${tone}" style="width:${share}%"`);
    expect(text).toContain(`style="left:${minimum}%"`);
  });
});
