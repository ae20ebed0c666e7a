import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exitCode } from '../domain/exit-code.ts';
import type { Settings } from '../domain/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { SettingsStore } from '../ports.ts';
import { writeDurably, writerOf } from './durable-file.ts';
import { withLock } from './file-lock.ts';
import { isAlive } from './process-alive.ts';
import { settingsSchema } from './settings-schema.ts';
import { parseSettings, unreadable } from './settings-text.ts';

interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home directory. */
  readonly home: string;
}

/** `SMSCTL_CONFIG_DIR`, else where the operating system's users expect settings. */
export function configurationDirectory({ env, platform, home }: Machine): string {
  if (env.SMSCTL_CONFIG_DIR) return env.SMSCTL_CONFIG_DIR;
  if (platform === 'darwin') return posix.join(home, 'Library', 'Preferences', 'smsctl');
  if (platform === 'win32') {
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'smsctl', 'Config');
  }
  return posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), 'smsctl');
}

/** For what may be lost: the last verification. Inside `SMSCTL_CONFIG_DIR` where that is set. */
export function stateDirectory(machine: Machine): string {
  const { env, platform, home } = machine;
  if (env.SMSCTL_CONFIG_DIR || platform === 'darwin' || platform === 'win32') {
    return (platform === 'win32' ? win32 : posix).join(configurationDirectory(machine), 'state');
  }
  return posix.join(env.XDG_STATE_HOME || posix.join(home, '.local', 'state'), 'smsctl');
}

interface SettingsFileOptions {
  /** The configuration directory. */
  readonly directory: string;
  readonly organization: string;
}

/** What is on disk: the settings, and the name of their form. */
type Stored = Settings & { readonly schema: typeof settingsSchema.schema.const };

/** One organization's settings in `<directory>/organizations/<organization>.json`, 0600 in a directory of 0700. */
export function settingsFile({ directory, organization }: SettingsFileOptions): SettingsStore {
  const folder = join(directory, 'organizations');
  const path = join(folder, `${organization}.json`);

  const load = async (): Promise<Settings | undefined> => {
    const target = resolveLink(path);
    const bytes = readIfThere(target);
    return bytes === undefined ? undefined : withoutSchema(await validated(target, bytes));
  };

  const save = async (change: (current: Settings) => Settings): Promise<Settings> => {
    const current = await load();
    const next = change(current ?? {});
    if (isDeepStrictEqual(next, current)) return next;
    const target = resolveLink(path);
    removeLeftOvers(folder);
    const former = readIfThere(target);
    if (former !== undefined) writeDurably(`${target}.bak`, former);
    const conf = await openConf(target, former ?? '{}');
    conf.store = { ...next, schema: settingsSchema.schema.const } satisfies Stored;
    return next;
  };

  return {
    location: path,
    load,
    update: async (change) => {
      try {
        makePrivate(directory);
        makePrivate(folder);
        return await withLock(`${path}.lock`, () => save(change));
      } catch (error) {
        throw isSystemError(error) ? unwritable(path, error) : error;
      }
    },
  };
}

async function validated(path: string, bytes: Buffer): Promise<Stored> {
  const value = await parseSettings(path, bytes);
  const conf = await openConf(path, JSON.stringify(value));
  return conf.store;
}

/** The parts of conf that are used, and the two that are replaced. */
interface ConfSurface {
  store: Stored;
}
type ConfConstructor = new (options: Record<string, unknown>) => ConfSurface;

/**
 * conf, for its schema check. Its reader and writer are not used: the one mangles what is no UTF-8, the other reports success
 * for a file that a full disk cut short, and it makes directories while reading. It is slow to load.
 */
async function openConf(path: string, content: string | Buffer): Promise<ConfSurface> {
  const { default: Conf } = await import('conf');
  class DurableConf extends (Conf as unknown as ConfConstructor) {
    _ensureDirectory(): void {
      // Reading creates nothing; saving has made the directory, private, before it took the lock.
    }
    _write(value: Stored): void {
      writeDurably(path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
    }
  }
  try {
    return new DurableConf({
      cwd: join(path, '..'),
      configName: path.replace(/^.*[/\\]/, '').replace(/\.json$/, ''),
      fileExtension: 'json',
      schema: settingsSchema,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      deserialize: () => JSON.parse(String(content)),
    });
  } catch (error) {
    const places = [...String(error).matchAll(/`([a-z0-9/]{0,60})`/gi)].map((match) => match[1]).filter(Boolean);
    throw unreadable(path, `does not fit its schema${places.length === 0 ? '' : ` at ${places.join(', ')}`}`);
  }
}

function withoutSchema({ schema: _, ...settings }: Stored): Settings {
  return { ...settings };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, `cannot be read (${code})`);
  }
}

/** A linked settings file is followed, so that dotfile managers work; not into what belongs to somebody else. */
function resolveLink(path: string): string {
  try {
    if (!lstatSync(path).isSymbolicLink()) return path;
  } catch {
    return path;
  }
  let target: string;
  try {
    target = realpathSync(path);
  } catch (error) {
    throw unreadable(path, `is a link that leads nowhere (${(error as NodeJS.ErrnoException).code})`);
  }
  const owner = process.getuid?.();
  if (owner !== undefined && statSync(target).uid !== owner)
    throw unreadable(path, 'is a link to a file of another user');
  return target;
}

/** Names of one's settings say where secrets are: nobody else has to see them. */
function makePrivate(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && (statSync(directory).mode & 0o077) !== 0) chmodSync(directory, 0o700);
}

/** What killed processes left behind. Called under the lock. */
function removeLeftOvers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const writer = writerOf(name);
    if (writer !== undefined && !isAlive(writer)) unlinkSync(join(folder, name));
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && !(error instanceof UserError) && 'code' in error && 'syscall' in error;

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
};

const unwritable = (path: string, { code = 'unknown reason' }: NodeJS.ErrnoException): UserError =>
  new UserError({
    code: 'settings.unwritable',
    message: `The settings could not be saved in ${path}: ${reasons[code] ?? code}. What was saved before is unchanged.`,
    hints: ['Mend that, or choose another directory with SMSCTL_CONFIG_DIR.'],
    exit: exitCode.unknown,
  });
