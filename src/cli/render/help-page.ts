import type { CommandSpec, Example } from '../command/command.ts';
import { paragraphs, row, rows } from './columns.ts';
import { fill } from './style.ts';

/** How the parser's help prints what it knows, in `columns`. */
export const helpStyle = (columns: number) => ({
  boxWrap: (text: string) => paragraphs(text, columns),
  formatItem: (term: string, termWidth: number, words: string) => row(term, words, termWidth, columns),
  styleUsage: (usage: string) => fill(usage, columns - 'Usage: '.length).join('\n       '),
});

const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'ready, or done'],
  ['1', 'not ready: a check failed'],
  ['2', 'invalid or missing input'],
  ['3', 'unknown: Twilio, the secret store or the settings cannot be read'],
  ['70', 'bug in smsctl'],
  ['74', 'output not written'],
  ['75', 'another smsctl is saving'],
  ['130', 'cancelled'],
];

/** What follows the list of commands. */
export const programEnd = (columns: number): string =>
  [
    `\nExit codes:\n${rows(exitCodes, columns)}`,
    paragraphs('Start with `smsctl setup --sandbox`: it needs no account and keeps nothing.', columns),
    paragraphs('Topics: `smsctl help`.', columns),
  ].join('\n');

/** What follows the options of a command. */
export const helpEnd = ({ examples, furtherHelp }: CommandSpec, columns: number): string =>
  [
    `\nExamples:\n${examples.map((example) => exampleLines(example, columns)).join('\n')}`,
    ...(furtherHelp === undefined ? [] : [`\n${paragraphs(furtherHelp, columns)}\n`]),
    `\n${paragraphs('Global options: `smsctl --help`.', columns)}\n`,
  ].join('');

function exampleLines([does, line]: Example, columns: number): string {
  const comment = fill(does, columns - 4).map((each) => `  # ${each}\n`);
  return `${comment.join('')}${shellLines(line, columns)}`;
}

/** Quoted text is one word; so is a redirection with its file, and an option with its value. */
const shellWords = /(?:[<>|] |--[a-z-]+ (?=[^-<>|\s]))?(?:"[^"]*"|'[^']*'|\S)+/g;

/** A command line in several lines, as a shell reads them. */
function shellLines(line: string, columns: number): string {
  const lines: string[] = [];
  let current = '  $';
  for (const word of line.match(shellWords) ?? []) {
    if (`${current} ${word} \\`.length > columns && current.trim() !== '$') {
      lines.push(`${current} \\\n`);
      current = `     ${word}`;
    } else current += ` ${word}`;
  }
  return `${lines.join('')}${current}\n`;
}
