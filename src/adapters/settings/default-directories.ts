import { posix, win32 } from 'node:path';
import type { Environment } from '../../domain/environment.ts';

export interface Machine {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** The user's home directory. */
  readonly home: string;
}

/** The name of smsctl's directories inside the user's. */
const name = 'smsctl';

/**
 * A directory from an XDG variable; undefined if it is not absolute. "If an implementation encounters a relative path in any
 * of these variables it should consider the path invalid and ignore it."
 * (https://specifications.freedesktop.org/basedir-spec/latest/)
 */
const absolute = (directory: string | undefined): string | undefined =>
  directory?.startsWith('/') ? directory : undefined;

/**
 * The directory of the settings: `SMSCTL_CONFIG_DIR`, or where conf would put them. An empty variable counts as absent.
 * Relative if `SMSCTL_CONFIG_DIR` is.
 */
export function configurationDirectory({ env, platform, home }: Machine): string {
  if (env.SMSCTL_CONFIG_DIR) return env.SMSCTL_CONFIG_DIR;
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), name, 'Config');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Preferences', name);
  return posix.join(absolute(env.XDG_CONFIG_HOME) ?? posix.join(home, '.config'), name);
}

/** The directory of files that may be lost, such as the last results. Beside the settings on systems without such a place. */
export function stateDirectory(machine: Machine): string {
  const { env, platform, home } = machine;
  if (env.SMSCTL_CONFIG_DIR || platform === 'win32' || platform === 'darwin') {
    return (platform === 'win32' ? win32 : posix).join(configurationDirectory(machine), 'state');
  }
  return posix.join(absolute(env.XDG_STATE_HOME) ?? posix.join(home, '.local', 'state'), name);
}
