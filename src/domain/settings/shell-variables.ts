import type { Environment } from '../environment.ts';

/** A shell's commands to set and unset an environment variable, one line each. */
export interface ShellSyntax {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

const posix: ShellSyntax = {
  set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
  unset: (name) => `unset ${name}\n`,
};

const powerShell: ShellSyntax = {
  // PowerShell treats curly quotation marks as straight ones.
  set: (name, value) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'\n`,
  unset: (name) => `Remove-Item Env:${name}\n`,
};

interface Machine {
  readonly platform: string;
  readonly env: Environment;
}

/** PowerShell on Windows, except in Git Bash and other MSYS2 shells, which set MSYSTEM; elsewhere any POSIX shell. */
export const shellSyntax = ({ platform, env }: Machine): ShellSyntax =>
  platform === 'win32' && !env.MSYSTEM ? powerShell : posix;
