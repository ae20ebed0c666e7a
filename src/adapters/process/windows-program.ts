import { win32 } from 'node:path';

/** The extensions of files that Windows can start. */
const startable: ReadonlySet<string> = new Set(['.com', '.exe', '.bat', '.cmd']);
const isStartable = (name: string): boolean => startable.has(win32.extname(name).toLowerCase());
const isBatch = (path: string): boolean => /\.(?:bat|cmd)$/i.test(path);

type Variables = Readonly<Record<string, string>>;

/**
 * The file that `command` refers to on Windows: with each extension of PATHEXT that Windows can start, in each absolute
 * directory of PATH. Unlike cmd.exe, does not search the working directory, whose author would get the credentials.
 * Undefined if not found.
 */
export function findWindowsProgram(
  command: string,
  environment: Variables,
  isFile: (path: string) => boolean,
): string | undefined {
  const listed = (variable(environment, 'PATHEXT') ?? '').toLowerCase().split(';');
  const known = listed.filter((extension) => startable.has(extension));
  const extensions = known.length > 0 ? known : [...startable];
  const names = [...(isStartable(command) ? [command] : []), ...extensions.map((extension) => command + extension)];
  const directories = /[\\/:]/.test(command) ? [''] : searched(variable(environment, 'PATH') ?? '');
  return directories
    .flatMap((directory) => names.map((name) => win32.join(directory, name)))
    .find((path) => isFile(path));
}

/** Entries may have quotation marks. Relative ones are left out, since they are below the working directory. */
const searched = (path: string): readonly string[] =>
  path
    .split(';')
    .map((entry) => entry.trim().replaceAll('"', ''))
    .filter((entry) => /^(?:[a-z]:)?[\\/]/i.test(entry));

/** Names of variables are compared without case on Windows. */
const variable = (environment: Variables, wanted: string): string | undefined =>
  Object.entries(environment).find(([name]) => name.toUpperCase() === wanted)?.[1];

/** The arguments of `spawn`. */
interface Start {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Variables;
  /** True if `args` are quoted already. */
  readonly windowsVerbatimArguments: boolean;
}

/** Makes cmd.exe not search the working directory for programs that a batch file starts, such as `node`. */
const notHere = 'NoDefaultCurrentDirectoryInExePath';

/**
 * How to start a file that `findWindowsProgram` found. A batch file is run by cmd.exe, which would interpret `&`, `|`, `%` and
 * quotation marks in arguments. Null if an argument contains a line break or a NUL, which cannot be passed to a batch file.
 */
export function startOnWindows(file: string, args: readonly string[], environment: Variables): Start | null {
  if (!isBatch(file)) return { file, args, environment, windowsVerbatimArguments: false };
  if (args.some((arg) => /[\0\r\n]/.test(arg))) return null;
  const line = [`"${withPercents(win32.normalize(file))}"`, ...args.map(batchArgument)].join(' ');
  // Not ComSpec, which may be another shell with other quoting.
  const shell = win32.join(variable(environment, 'SYSTEMROOT') ?? 'C:\\Windows', 'System32', 'cmd.exe');
  return {
    file: shell,
    args: ['/e:ON', '/v:OFF', '/d', '/s', '/c', `"${line}"`],
    environment:
      variable(environment, notHere.toUpperCase()) === undefined ? { ...environment, [notHere]: '1' } : environment,
    windowsVerbatimArguments: true,
  };
}

/**
 * As in Rust's standard library since CVE-2024-24576. Quotation marks are doubled, so that they are balanced and cmd.exe
 * interprets nothing outside them, also if the batch file passes `%*` on. The program reads a pair as one. An empty
 * substring of `%cd%` after each percent sign prevents that it starts a variable's name.
 */
function batchArgument(argument: string): string {
  const balanced = argument.replace(
    /(\\*)("|$)/g,
    (_, backslashes: string, mark: string) => backslashes + backslashes + mark + mark,
  );
  return `"${withPercents(balanced)}"`;
}

const withPercents = (text: string): string => text.replaceAll('%', '%%cd:~,%');
