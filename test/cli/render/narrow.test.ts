import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/cli/command/context.ts';
import { fitted, onNarrowScreens } from '../../../src/cli/render/narrow.ts';

describe('text on a narrow terminal', () => {
  it('is wrapped at white space with a smaller indent', () => {
    expect(fitted('  ✔ pass    The number holds\nshort\n', 20)).toBe('  ✔ pass The number\n  holds\nshort\n');
    expect(fitted(`${' '.repeat(15)}the platform team`, 20)).toBe('    the platform\n    team');
  });

  it('keeps lines that fit unchanged', () => {
    expect(fitted('Owner      Platform\n\n', 20)).toBe('Owner      Platform\n\n');
  });

  it('keeps words and commands whole', () => {
    const long = 'run `smsctl verify --check number.owned`, or a/very/long/path/to/a/file';
    expect(fitted(long, 20)).toBe('run\n`smsctl verify --check number.owned`,\nor\na/very/long/path/to/a/file');
    expect(fitted('Ignore it (`--column none`), or else', 20)).toBe('Ignore it\n(`--column none`),\nor else');
    expect(fitted('  $ smsctl verify --json | jq .verdict', 20)).toBe('  $ smsctl verify --json | jq .verdict');
  });

  it('is measured without its colors', () => {
    const painted = '\u001b[1mtwelve chars\u001b[22m and 20';
    expect(fitted(painted, 20)).toBe(painted);
    expect(fitted(`${painted} more`, 20)).toBe('\u001b[1mtwelve chars\u001b[22m and 20\nmore');
  });

  it('is wrapped for 20 columns when there are fewer', () => {
    expect(fitted('a line of twenty chars and more', 1)).toBe('a line of twenty\nchars and more');
  });
});

describe('a context', () => {
  function contextOf(out: number, err: number) {
    const written = { out: '', err: '' };
    const screen = (name: 'out' | 'err', columns: number) => ({
      write: (text: string) => {
        written[name] += text;
      },
      isTerminal: true,
      palette: null,
      columns,
    });
    const context = { out: screen('out', out), err: screen('err', err) } as unknown as Context;
    return { context, written };
  }
  const long = `${'word '.repeat(30).trim()}\n`;
  const widest = (text: string) => Math.max(...text.split('\n').map(({ length }) => length));

  it('stays as it is on screens of 60 columns and more', () => {
    const { context } = contextOf(60, 80);
    expect(onNarrowScreens(context)).toBe(context);
  });

  it.each([
    [59, 80, 59, 149],
    [80, 59, 149, 59],
    [20, 40, 20, 40],
  ])('wraps the lines of each narrow screen, and of no other: %d and %d columns', (out, err, widestOut, widestErr) => {
    const { context, written } = contextOf(out, err);
    const narrow = onNarrowScreens(context);
    narrow.out.write(long);
    narrow.err.write(long);
    expect([widest(written.out) <= widestOut, widest(written.out) > widestOut - 6]).toEqual([true, true]);
    expect([widest(written.err) <= widestErr, widest(written.err) > widestErr - 6]).toEqual([true, true]);
  });

  it.each(['{"a": ', '["a", ', '\r'])('does not wrap what begins with %j', (start) => {
    const { context, written } = contextOf(40, 40);
    onNarrowScreens(context).out.write(start + long);
    expect(written.out).toBe(start + long);
  });
});
