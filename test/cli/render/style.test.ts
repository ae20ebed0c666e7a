import { describe, expect, it } from 'vitest';
import { styleFor } from '../../../src/cli/render/style.ts';

/** Colors that can be seen in a text. */
const palette = {
  bold: (text: string) => `<bold>${text}`,
  dim: (text: string) => `<dim>${text}`,
  green: (text: string) => `<green>${text}`,
  yellow: (text: string) => `<yellow>${text}`,
  red: (text: string) => `<red>${text}`,
  cyan: (text: string) => `<cyan>${text}`,
};

const styleOf = (change: { columns?: number; unicode?: boolean; plain?: boolean; color?: boolean } = {}) => {
  const { columns = 80, unicode = true, plain = false, color = false } = change;
  const screen = { write: () => {}, isTerminal: true, palette: color ? palette : null, columns };
  return styleFor(screen, { unicode, verbose: false, plain });
};

const statuses = ['pass', 'warn', 'fail', 'skip', 'unknown'] as const;

describe('a style', () => {
  it.each([
    [1, 20],
    [20, 20],
    [21, 21],
    [100, 100],
    [101, 100],
    [300, 100],
  ])('of a screen with %d columns has lines of %d', (columns, expected) => {
    expect(styleOf({ columns }).columns).toBe(expected);
  });

  it('has a mark for each status, in Unicode, in ASCII and as a word', () => {
    const marks = (style: ReturnType<typeof styleOf>) => statuses.map((status) => style.mark(status));
    expect(marks(styleOf())).toEqual(['✔', '▲', '✖', '–', '○']);
    expect(marks(styleOf({ unicode: false }))).toEqual(['+', '!', 'x', '-', 'o']);
    expect(marks(styleOf({ plain: true }))).toEqual(statuses.map((status) => `[${status}]`));
  });

  it.each([{}, { unicode: false }, { plain: true }])(
    'has badges of one width, with the status as a word: %o',
    (change) => {
      const badges = statuses.map((status) => styleOf(change).badge(status));
      expect(badges.map((badge) => /[a-z]{3,}/.exec(badge)?.[0])).toEqual(statuses);
      expect(new Set(badges.map(({ length }) => length)).size).toBe(1);
    },
  );

  it('paints by meaning, and nothing without colors or in plain lines', () => {
    const style = styleOf({ color: true });
    expect([style.strong('a'), style.dim('a'), style.good('a'), style.bad('a'), style.careful('a')]).toEqual([
      ...['<bold>a', '<dim>a', '<green>a', '<red>a', '<yellow>a'],
    ]);
    const colors = (of: (status: (typeof statuses)[number]) => string) =>
      statuses.map((status) => /<(\w+)>/.exec(of(status))?.[1]);
    const expected = ['green', 'yellow', 'red', 'dim', 'cyan'];
    expect([colors(style.mark), colors(style.badge)]).toEqual([expected, expected]);
    const none = statuses.map(() => undefined);
    expect(colors(styleOf().mark)).toEqual(none);
    expect(colors(styleOf({ color: true, plain: true }).badge)).toEqual(none);
  });

  it('has symbols that the screen can show', () => {
    const symbols = ({ arrow, barFull, barEmpty }: ReturnType<typeof styleOf>) => [arrow, barFull, barEmpty];
    expect(symbols(styleOf())).toEqual(['→', '█', '░']);
    expect(symbols(styleOf({ unicode: false }))).toEqual(['->', '#', '.']);
    expect(symbols(styleOf({ plain: true }))).toEqual(['To do:', '', '']);
  });

  it('shows masked text in ASCII if the screen has no Unicode', () => {
    const text = '+1••••0123, AC12…7890, é\n';
    expect(styleOf().masked(text)).toBe(text);
    expect(styleOf({ unicode: false }).masked(text)).toBe('+1****0123, AC12...7890, ?\n');
  });
});
