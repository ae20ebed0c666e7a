import { shellWord } from '../text/shell-word.ts';

/** The command as a line that can be copied into a POSIX shell; `parseSecretCommand` makes the same words of it. */
export const secretCommandLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

/** The program's file name, without its directory and the extension of Windows: `op`. */
export const programOf = ([program = '']: readonly string[]): string =>
  (program.split(/[\\/]/).at(-1) ?? program).replace(/\.(?:exe|cmd|bat|com)$/i, '');
