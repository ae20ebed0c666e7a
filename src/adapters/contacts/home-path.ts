import systemPath, { type PlatformPath } from 'node:path';

/** A path with the user's home directory for a leading `~/`, or `~\` on Windows: most shells leave it in a quoted path. */
export function withHome(path: string, home: () => string, { join, sep }: PlatformPath = systemPath): string {
  return path.startsWith('~/') || path.startsWith(`~${sep}`) ? join(home(), path.slice(2)) : path;
}
