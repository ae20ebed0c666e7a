import type { Context, Screen } from '../command/context.ts';
import { fill } from './style.ts';

/** Below this the renderers' own columns no longer fit beside each other. */
const wideEnough = 60;

/** Narrower than this no word fits. */
const least = 20;

/** What a line keeps of its indent where there is no room for more. */
const leastIndent = 4;

/**
 * The same context, whose screens break what is wider than a narrow terminal; the same one where none is narrow. Only for
 * words: what a command prints to be copied or read by a program goes to the screen as it is.
 */
export function onNarrowScreens(context: Context): Context {
  const { out, err } = context;
  return isNarrow(out) || isNarrow(err) ? { ...context, out: narrowed(out), err: narrowed(err) } : context;
}

const isNarrow = ({ isTerminal, columns }: Screen): boolean => isTerminal && columns < wideEnough;

function narrowed(screen: Screen): Screen {
  if (!isNarrow(screen)) return screen;
  // A document is for a program, whatever command prints it.
  return { ...screen, write: (text) => screen.write(/^[{[]/.test(text) ? text : fitted(text, screen.columns)) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
const colours = /\u001b\[[0-9;]*m/g;
const widthOf = (text: string): number => [...text.replace(colours, '')].length;

/**
 * Breaks lines that are wider than `columns` at white space, with less of their indent. A longer word stays whole, and so
 * does a command, in backticks or behind a `$`: it is there to be copied, and a terminal breaks it by itself.
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
