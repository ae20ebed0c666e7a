import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Major versions of Node that scripts/fetch-windows-node fetches. */
export type WindowsNode = 20 | 22;

export const windowsNode = (version: WindowsNode): string =>
  fileURLToPath(new URL(`../../.cache/windows-node/${version}/node.exe`, import.meta.url));

/** A path of this machine as Windows programs in Wine name it. */
export const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

const project = fileURLToPath(new URL('../..', import.meta.url));
const smsctl = windowsPath(join(project, 'bin', 'smsctl.js'));

interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly node?: WindowsNode;
  readonly env?: Readonly<Record<string, string>>;
  /** What stdin holds; absent: nothing. */
  readonly input?: string;
  /** A folder of this machine. */
  readonly cwd?: string;
  /** Ends the program after that; the code is then null. In milliseconds. */
  readonly deadlineMs?: number;
  /** Looked at again and again; once it is true, the program is ended. */
  readonly endWhen?: () => boolean;
}

/** A computer with Windows, as far as Wine is one. */
export interface Wine {
  /** Drive C: and the user's profile on it, as this machine sees them, and the profile as Windows does. */
  readonly drive: string;
  readonly profile: string;
  readonly userProfile: string;
  /** The folder for temporary files. */
  readonly temporary: string;
  /** Runs `node ARGS`. */
  readonly node: (args: readonly string[], options?: RunOptions) => Promise<Finished>;
  /** Runs `smsctl ARGS`. */
  readonly smsctl: (args: readonly string[], options?: RunOptions) => Promise<Finished>;
}

const environment = (prefix: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: prefix,
  LANG: 'C.UTF-8',
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // No dialogs that offer to install what is not needed.
  WINEDLLOVERRIDES: 'mscoree=;mshtml=',
});

/** Makes a Wine prefix in a temporary directory, and keeps its server running, since to start it takes seconds. */
export function startWine(): { readonly prefix: string; readonly stop: () => void } {
  const prefix = mkdtempSync(join(tmpdir(), 'smsctl-wine-'));
  const env = environment(prefix);
  execFileSync('wineserver', ['--persistent=600'], { env, stdio: 'ignore' });
  // Node refuses to run on the Windows that Debian's Wine is without being told.
  for (const args of [
    ['wineboot', '--init'],
    ['winecfg', '-v', 'win10'],
  ]) {
    execFileSync('wine', args, { env, stdio: 'ignore', timeout: 120_000 });
  }
  return {
    prefix,
    stop: () => {
      try {
        execFileSync('wineserver', ['--kill'], { env, stdio: 'ignore' });
      } catch {
        // It has ended by itself.
      }
      rmSync(prefix, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

let runs = 0;

/** The Wine of a prefix that `startWine` made. */
export function wineIn(prefix: string): Wine {
  const logs = join(prefix, 'logs');
  const node: Wine['node'] = async (args, options = {}) => {
    const { node: version = 22, env = {}, input, cwd, deadlineMs = 300_000, endWhen } = options;
    runs += 1;
    mkdirSync(logs, { recursive: true });
    const file = (name: string) => join(logs, `${process.pid}-${runs}-${name}`);
    const files = { in: file('in'), out: file('out'), err: file('err') };
    // Files, since Node for Windows cannot write to the pipes that Wine makes of ours.
    writeFileSync(files.in, input ?? '');
    const stdio = [openSync(files.in, 'r'), openSync(files.out, 'w'), openSync(files.err, 'w')];
    const child = spawn('wine', [windowsNode(version), ...args], {
      cwd: cwd ?? prefix,
      env: { ...environment(prefix), ...env },
      stdio,
    });
    const watching = setInterval(() => {
      if (endWhen?.() !== true) return;
      clearInterval(watching);
      child.kill('SIGKILL');
    }, 2);
    const late = new AbortController();
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const code = await Promise.race([ended, sleep(deadlineMs, null, { signal: late.signal })]);
    late.abort();
    clearInterval(watching);
    if (code === null) child.kill('SIGKILL');
    for (const each of stdio) closeSync(each);
    return { code, out: readFileSync(files.out, 'utf8'), err: readFileSync(files.err, 'utf8') };
  };
  const drive = join(prefix, 'drive_c');
  const { username } = userInfo();
  return {
    drive,
    profile: join(drive, 'users', username),
    temporary: join(drive, 'users', username, 'Temp'),
    userProfile: `C:\\users\\${username}`,
    node,
    smsctl: (args, options) => node([smsctl, ...args], options),
  };
}

/** Why nothing can be run on Windows here; undefined: it can. */
export function wineRequirement(): string | undefined {
  try {
    execFileSync('sh', ['-c', 'command -v wine && command -v wineserver'], { stdio: 'ignore' });
  } catch {
    return 'The suites on Windows need wine: run scripts/install-debian-packages (Debian, as root)';
  }
  return existsSync(windowsNode(20)) && existsSync(windowsNode(22))
    ? undefined
    : 'The suites on Windows need its Node: run scripts/fetch-windows-node';
}
