import type { CheckStatus } from '../../domain/readiness/check.ts';
import type { Context, Palette, Screen } from '../command/context.ts';

/** Text styles of one screen. Color is never the only sign. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly careful: (text: string) => string;
  /** `✔ pass`, padded for alignment. */
  readonly badge: (status: CheckStatus) => string;
  readonly mark: (status: CheckStatus) => string;
  readonly arrow: string;
  readonly barFull: string;
  readonly barEmpty: string;
  /** A masked text, in ASCII if the screen has no Unicode. */
  readonly masked: (text: string) => string;
  readonly columns: number;
  readonly verbose: boolean;
}

const symbols: Readonly<Record<CheckStatus, readonly [unicode: string, ascii: string]>> = {
  pass: ['✔', '+'],
  warn: ['▲', '!'],
  fail: ['✖', 'x'],
  skip: ['–', '-'],
  unknown: ['○', 'o'],
};

const same = (text: string): string => text;
const noColours: Palette = { bold: same, dim: same, green: same, yellow: same, red: same, cyan: same };

export function styleFor(
  screen: Screen,
  { unicode, verbose, plain = false }: Pick<Context, 'unicode' | 'verbose' | 'plain'>,
): Style {
  const { bold, dim, green, yellow, red, cyan } = screen.palette ?? noColours;
  const paint: Readonly<Record<CheckStatus, (text: string) => string>> = {
    pass: green,
    warn: yellow,
    fail: red,
    skip: dim,
    unknown: cyan,
  };
  const symbol = (status: CheckStatus): string => symbols[status][unicode ? 0 : 1];
  return {
    strong: bold,
    dim,
    good: green,
    bad: red,
    careful: yellow,
    badge: (status) =>
      plain
        ? `[${status}]`.padEnd('[unknown]'.length)
        : paint[status](`${symbol(status)} ${status.padEnd('unknown'.length)}`),
    mark: (status) => (plain ? `[${status}]` : paint[status](symbol(status))),
    arrow: plain ? 'To do:' : unicode ? '→' : '->',
    barFull: plain ? '' : unicode ? '█' : '#',
    barEmpty: plain ? '' : unicode ? '░' : '.',
    masked: (text) =>
      unicode
        ? text
        : text
            .replaceAll('•', '*')
            .replaceAll('…', '...')
            .replace(/[^\n\x20-\x7e]/g, '?'),
    // Wider lines are hard to read; words do not fit narrower ones.
    columns: Math.min(Math.max(screen.columns, 20), 100),
    verbose,
  };
}

/** Breaks plain text at white space to `columns`, every line after `indent` spaces, by the rules of `fill`. */
export function wrap(text: string, columns: number, indent = 0): string {
  const lines = fill(text, Math.max(columns - indent, 10));
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

/**
 * The words of a text in lines of at most `width`, measured by `widthOf`. Never breaks a word, nor a command in backticks, so that
 * it can be copied. Returns at least one line.
 */
export function fill(
  text: string,
  width: number,
  widthOf: (line: string) => number = (line) => line.length,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[^\s`]*`[^`]*`\S*|\S+/g) ?? []) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
