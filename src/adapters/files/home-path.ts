import { join, type PlatformPath, sep } from 'node:path';

/** Replaces a leading `~/`, or `~\` on Windows, by the home directory: most shells do not expand it in quotes. */
export function withHome(
  path: string,
  home: () => string,
  rules: Pick<PlatformPath, 'join' | 'sep'> = { join, sep },
): string {
  return path.startsWith('~/') || path.startsWith(`~${rules.sep}`) ? rules.join(home(), path.slice(2)) : path;
}
