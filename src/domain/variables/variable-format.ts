/** A value that is printed. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** What to print. */
export interface PrintedVariables {
  /** In the order of the output. */
  readonly assigned: readonly Variable[];
  /** Names of secrets whose values are not printed. */
  readonly hidden: readonly string[];
  /** Names of variables that contradict the others. */
  readonly removed: readonly string[];
  /** Those of `assigned` that are secrets. */
  readonly secret: readonly string[];
}

/** How one kind of reader writes variables. */
export interface VariableFormat {
  /** Why the format cannot hold a value: the end of a sentence that starts with "the value". Undefined: it can. */
  readonly unfit: (value: string) => string | undefined;
  /** One variable, with the line end. */
  readonly assign: (variable: Variable) => string;
  /** The line that removes a variable. Undefined: the format cannot remove one, or not one of this name. */
  readonly remove?: (name: string) => string | undefined;
  /** A remark of one line, with the line end. Absent: the format has none. */
  readonly remark?: (words: string) => string;
  /** The whole output: `remarks` are those of the format, `lines` the variables. Absent: one after the other. */
  readonly enclose?: (parts: { readonly remarks: string; readonly lines: readonly string[] }) => string;
  /** Lines for stderr that the reader needs before the variables. */
  readonly announce?: (variable: Variable) => string;
}

/** A name that every shell and every reader of files accepts. */
export const isPlainName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** Text that no environment variable can hold. */
export function unfitForEvery(value: string): string | undefined {
  if (value.includes('\0')) return 'contains a NUL character';
  return /\p{Surrogate}/u.test(value) ? 'contains half of a Unicode character' : undefined;
}

/** The remark of `#` until the end of the line. */
export const hashRemark = (words: string): string => `# ${words}\n`;
