import type { Context, Screen } from '../command/context.ts';
import { fill } from './style.ts';

/** In columns. On narrower screens, tables do not fit. */
const wideEnough = 60;

/** In columns. Words do not fit narrower lines. */
const least = 20;

/** The indent that a broken line keeps at most. */
const leastIndent = 4;

/**
 * The context with screens that wrap lines on narrow terminals; unchanged if no terminal is narrow. Not for output that is copied or
 * read by a program.
 */
export function onNarrowScreens(context: Context): Context {
  const { out, err } = context;
  return isNarrow(out) || isNarrow(err) ? { ...context, out: narrowed(out), err: narrowed(err) } : context;
}

/** Plain lines on a terminal count as well. What is no terminal has 80 columns. */
const isNarrow = ({ columns }: Screen): boolean => columns < wideEnough;

function narrowed(screen: Screen): Screen {
  if (!isNarrow(screen)) return screen;
  // JSON is for programs, and a line that replaces itself is cut to the screen: never wrapped.
  return { ...screen, write: (text) => screen.write(/^[{[\r]/.test(text) ? text : fitted(text, screen.columns)) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
const colours = /\u001b\[[0-9;]*m/g;
const widthOf = (text: string): number => [...text.replace(colours, '')].length;

/**
 * Breaks lines that are wider than `columns` at white space, and reduces their indent. Never breaks a word, nor a command in
 * backticks or after a `$`, so that it can be copied.
 */
export function fitted(text: string, columns: number): string {
  const width = Math.max(columns, least);
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= width || /^\s*\$ /.test(line) ? line : broken(line, width)))
    .join('\n');
}

function broken(line: string, width: number): string {
  const indent = ' '.repeat(Math.min(line.length - line.trimStart().length, leastIndent));
  const lines = fill(line, width - indent.length, widthOf);
  return lines.map((each) => indent + each).join('\n');
}
