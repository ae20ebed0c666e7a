import { fill } from './style.ts';

/** In columns. In a narrower one, words are hard to read: they go below the name. */
const leastWords = 30;
/** In columns. The words of a longer name go below it. */
const mostName = 32;
const indent = '  ';
const belowIndent = '      ';

/** One row of a table with two columns: a name in `nameWidth`, and words beside or below it. */
export function row(name: string, words: string, nameWidth: number, columns: number): string {
  const width = columns - nameWidth - 2 * indent.length;
  if (width < leastWords || name.length > nameWidth) {
    const below = fill(words, columns - belowIndent.length).map((line) => belowIndent + line);
    return [...fill(name, columns - indent.length).map((line) => indent + line), ...below].join('\n');
  }
  const [first = '', ...others] = fill(words, width);
  const start = `${indent}${name.padEnd(nameWidth)}${indent}${first}`.trimEnd();
  return [start, ...others.map((line) => ' '.repeat(nameWidth + 2 * indent.length) + line)].join('\n');
}

/** A table with two columns, a line break after each row. */
export function rows(lines: readonly (readonly [name: string, words: string])[], columns: number): string {
  const width = Math.max(...lines.map(([name]) => name.length).filter((length) => length <= mostName), 0);
  return lines.map(([name, words]) => `${row(name, words, width, columns)}\n`).join('');
}

/** Paragraphs, each wrapped to `columns`; a line break stays one. */
export const paragraphs = (text: string, columns: number): string =>
  text
    .split('\n')
    .map((line) => fill(line, columns).join('\n'))
    .join('\n');
