import { printable } from '../../../domain/text/printable.ts';
import { shellWord } from '../../../domain/text/shell-word.ts';

/** A query to start from. */
export const exampleQuery = 'select mobile, country from contacts';

/** A command in backticks, which writes a list, and smsctl, which reads it. */
export const pipeFrom = (command: string): string => `\`${command} | smsctl contacts check -\``;

/** A name as a word of a shell, or `placeholder` if its characters cannot be printed as they are. */
export const nameInShell = (name: string, placeholder: string): string =>
  printable(name, Number.POSITIVE_INFINITY) === name && !/[`\n]/.test(name) ? shellWord(name) : placeholder;
