/** Text as one word of a POSIX shell's command line: a command that is named can be copied, whatever a path holds. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
