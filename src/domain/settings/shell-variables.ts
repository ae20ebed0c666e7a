/** How a shell is told to set and unset environment variables, a line each. */
export interface ShellSyntax {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

const posix: ShellSyntax = {
  set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
  unset: (name) => `unset ${name}\n`,
};

const powerShell: ShellSyntax = {
  // PowerShell takes curly quotation marks for straight ones.
  set: (name, value) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'\n`,
  unset: (name) => `Remove-Item Env:${name}\n`,
};

interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** PowerShell on Windows, except in Git Bash and other MSYS2 shells, which set MSYSTEM; elsewhere any POSIX shell. */
export const shellSyntax = ({ platform, env }: Machine): ShellSyntax =>
  platform === 'win32' && !env.MSYSTEM ? powerShell : posix;
