import { win32 } from 'node:path';

/** What Windows starts, by the end of the name. */
const startable: ReadonlySet<string> = new Set(['.com', '.exe', '.bat', '.cmd']);
const isStartable = (name: string): boolean => startable.has(win32.extname(name).toLowerCase());
const isBatch = (path: string): boolean => /\.(?:bat|cmd)$/i.test(path);

type Variables = Readonly<Record<string, string>>;

/**
 * The file that `command` means on Windows: with each extension of PATHEXT that Windows can start, in each absolute directory
 * of PATH. A name without a path is never looked for in the working directory, unlike cmd.exe does: whoever wrote that
 * directory would be given the credentials. Undefined: there is none.
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

/** Entries may stand in quotation marks; one that is relative leads to the working directory. */
const searched = (path: string): readonly string[] =>
  path
    .split(';')
    .map((entry) => entry.trim().replaceAll('"', ''))
    .filter((entry) => /^(?:[a-z]:)?[\\/]/i.test(entry));

/** Names of variables are compared without case on Windows. */
const variable = (environment: Variables, wanted: string): string | undefined =>
  Object.entries(environment).find(([name]) => name.toUpperCase() === wanted)?.[1];

/** What `spawn` is called with. */
interface Start {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Variables;
  /** `args` are parts of a command line that is complete as it is. */
  readonly windowsVerbatimArguments: boolean;
}

/** Keeps cmd.exe from looking for the program of a batch file, such as `node`, in the working directory. */
const notHere = 'NoDefaultCurrentDirectoryInExePath';

/**
 * How a file that `findWindowsProgram` found is started. A batch file is run by cmd.exe, which would read `&`, `|`, `%` and
 * quotation marks in arguments as its own. Null: an argument holds a line break or a NUL, which no batch file can be given.
 */
export function startOnWindows(file: string, args: readonly string[], environment: Variables): Start | null {
  if (!isBatch(file)) return { file, args, environment, windowsVerbatimArguments: false };
  if (args.some((arg) => /[\0\r\n]/.test(arg))) return null;
  const line = [`"${withPercents(win32.normalize(file))}"`, ...args.map(batchArgument)].join(' ');
  // Not ComSpec: another shell would read the line in another way.
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
 * As Rust's standard library does it since CVE-2024-24576. A quotation mark is doubled, so that the marks are balanced and
 * cmd.exe finds nothing outside them to obey, also where the batch file hands `%*` on; the program reads the pair as one. A
 * percent sign is followed by an empty piece of `%cd%`, so that it begins no variable's name.
 */
function batchArgument(argument: string): string {
  const balanced = argument.replace(
    /(\\*)("|$)/g,
    (_, backslashes: string, mark: string) => backslashes + backslashes + mark + mark,
  );
  return `"${withPercents(balanced)}"`;
}

const withPercents = (text: string): string => text.replaceAll('%', '%%cd:~,%');
