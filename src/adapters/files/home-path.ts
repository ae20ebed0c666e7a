import { join, type PlatformPath, sep } from 'node:path';

/** A path with the user's home directory for a leading `~/`, or `~\` on Windows: most shells leave it in a quoted path. */
export function withHome(
  path: string,
  home: () => string,
  rules: Pick<PlatformPath, 'join' | 'sep'> = { join, sep },
): string {
  return path.startsWith('~/') || path.startsWith(`~${rules.sep}`) ? rules.join(home(), path.slice(2)) : path;
}
