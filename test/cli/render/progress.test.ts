import { describe, expect, it } from 'vitest';
import { progressBar, waitLine } from '../../../src/cli/render/progress.ts';
import { styleFor } from '../../../src/cli/render/style.ts';

/** A bar on a terminal of so many columns, one second after it began or as a test says. */
function barOn({ columns = 80, isTerminal = true, name = 'contacts.csv' } = {}) {
  const written: string[] = [];
  const screen = { write: (text: string) => written.push(text), isTerminal, palette: null, columns };
  let at = 0;
  const style = styleFor(screen, { unicode: true, verbose: false });
  const bar = progressBar(name, screen, style, 'rows', () => at);
  return {
    written,
    end: bar.end,
    show: (rows: number, bytes: number, totalBytes: number | null, seconds = 1) => {
      at = seconds * 1000;
      bar.show({ rows, bytes, totalBytes });
      return (written.at(-1) ?? '').replace(/^\r/, '').replace('\u001b[K', '');
    },
  };
}

describe('a progress bar', () => {
  it.each([1, 10, 20, 40, 60, 80, 200])(
    'leaves the last of %d columns free, so that its line never breaks',
    (columns) => {
      const bar = barOn({ columns, name: 'a-very-long-name-of-a-contact-list.csv' });
      const line = bar.show(123_456_789, 999, 1000, 2000);
      expect(line.length).toBeLessThan(columns);
      // A part that does not fit is left out, and not cut.
      if (columns >= 40) expect(line).toMatch(/ (?:rows|left)$/);
    },
  );

  it('is as full as the share that was read', () => {
    const full = (line: string) => line.split('█').length - 1;
    const bar = barOn();
    expect([0, 500, 1000, 2000].map((bytes) => full(bar.show(1, bytes, 1000)))).toEqual([0, 12, 24, 24]);
  });

  it('tells rows, rate and the time left when a second is over, and no time before', () => {
    const bar = barOn({ columns: 100 });
    expect(bar.show(1000, 250, 1000, 0.5)).not.toContain('left');
    expect(bar.show(1000, 250, 1000, 1)).toMatch(/1,000 rows of contacts\.csv, 1,000 a second, 3 s left$/);
    expect(bar.show(1000, 250, 1000, 40)).toMatch(/, 25 a second, 2 min left$/);
    expect(bar.show(1000, 250, 1000, 3600)).toMatch(/ 3 h left$/);
    expect(bar.show(1000, 0, 1000, 5)).not.toContain('left');
  });

  it('draws no bar when the size is not known or nothing', () => {
    const bar = barOn();
    for (const total of [null, 0])
      expect(bar.show(10, 5, total)).toMatch(/^ {2}10 rows of contacts\.csv, 10 a second$/);
  });

  it('writes nothing when there is no terminal, and takes away what it drew only', () => {
    const none = barOn({ isTerminal: false });
    none.show(1, 1, 2);
    none.end();
    expect(none.written).toEqual([]);
    const never = barOn();
    never.end();
    expect(never.written).toEqual([]);
    const drawn = barOn();
    drawn.show(1, 1, 2);
    drawn.end();
    expect(drawn.written.at(-1)).toBe('\r\u001b[K');
  });
});

describe('a line while something is waited for', () => {
  function lineOn(isTerminal: boolean) {
    const written: string[] = [];
    const screen = { write: (text: string) => void written.push(text), isTerminal, palette: null, columns: 80 };
    return { written, ...waitLine('Checking...', screen) };
  }

  it('is drawn once until it is taken away, and again after that', () => {
    const line = lineOn(true);
    line.show();
    line.show();
    expect(line.written).toEqual(['  Checking...']);
    line.end();
    line.end();
    expect(line.written.slice(1)).toEqual(['\r\u001b[K']);
    line.show();
    expect(line.written.slice(2)).toEqual(['  Checking...']);
  });

  it('takes nothing away that was not drawn, and is not drawn without a terminal', () => {
    const line = lineOn(true);
    line.end();
    const none = lineOn(false);
    none.show();
    none.end();
    expect([line.written, none.written]).toEqual([[], []]);
  });
});
