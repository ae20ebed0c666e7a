import { win32 } from 'node:path';
import type { Machine } from './default-directories.ts';

/** What to tell the user if Windows may let others read a directory. */
interface Unprotected {
  /** One sentence. */
  readonly problem: string;
  /** A command that cmd.exe and PowerShell take. */
  readonly remedy: string;
}

/**
 * On Windows, a file inherits the permissions of its folder. Those of the user's profile deny access to other users; those of
 * another drive or of a shared folder may not. Undefined if the directory is in the profile, and on other systems, where modes
 * protect the files.
 */
export function unprotectedDirectory(directory: string, { env, platform, home }: Machine): Unprotected | undefined {
  if (platform !== 'win32') return undefined;
  const path = win32.resolve(directory);
  const own = [home, env.USERPROFILE, env.APPDATA, env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined && folder !== '',
  );
  if (own.some((folder) => isInside(path, win32.resolve(folder as string)))) return undefined;
  const user = env.USERDOMAIN ? `${env.USERDOMAIN}\\${env.USERNAME}` : (env.USERNAME ?? 'USER');
  return {
    problem: `${path} is outside your user profile: other users of this computer may be able to read it.`,
    remedy: `icacls "${path}" /inheritance:r /grant:r "${user}:(OI)(CI)F"`,
  };
}

const warned = new Set<string>();

/** Warns once in a process that a directory is unprotected, and says how to protect it. */
export function warnOnce(directory: string, machine: Machine, say: (text: string) => void): void {
  const found = warned.has(directory) ? undefined : unprotectedDirectory(directory, machine);
  warned.add(directory);
  if (found !== undefined) say(`Warning: ${found.problem} To deny them access, run \`${found.remedy}\`.\n`);
}

/** Windows compares names without case. */
function isInside(path: string, folder: string): boolean {
  const way = win32.relative(folder.toLowerCase(), path.toLowerCase());
  return way !== '..' && !way.startsWith('..\\') && !win32.isAbsolute(way);
}
