import { chmodSync, closeSync, fchmodSync, lstatSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exitCode } from '../../domain/exit-code.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { holdsSecret } from '../../domain/text/redaction.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import { UserError } from '../../domain/user-error.ts';
import { makeDirectory, NotSynced, writeDurably } from '../files/durable-file.ts';
import { type LockOptions, withLock } from '../files/file-lock.ts';
import { isSystemError, reasonOf } from '../files/file-problem.ts';
import { namesBeside, removeLeftovers } from '../files/leftovers.ts';
import { openRegular, readRegular } from '../files/named-file.ts';
import { withoutItsSignals } from '../process/signal-listeners.ts';
import { settingsForm } from './settings-document.ts';
import {
  isOurs,
  read,
  type Stored,
  sizeLimit,
  type Target,
  targetOf,
  unreadable,
  withoutForm,
} from './settings-reading.ts';
import { settingsSchema } from './settings-schema.ts';

/** `SettingsStore.update`, on one file. */
export async function updateSettings(
  location: string,
  change: (current: Settings) => Settings,
  lock: LockOptions,
): Promise<Settings> {
  const target = targetOf(location);
  // Before the lock: what will be refused is refused before anything is touched, such as the directory of another
  // user, and opening conf takes longer than all the rest.
  const stored = read(target);
  if (stored !== undefined && !isOurs({ uid: stored.owner })) throw foreign(target.path, stored.owner);
  const conf = await openConf(target.path);
  if (stored !== undefined) conf.settingsOf(stored);
  return saying(target.path, async () => {
    makePrivate(dirname(location));
    return withLock(`${target.path}.lock`, (assertHeld) => save(target, conf, change, assertHeld), lock);
  });
}

/** What conf makes of a settings file. Rejects with `UserError` `settings.unreadable` that says what does not fit. */
export const settingsByConf = async (target: Target, stored: Stored): Promise<Settings> =>
  (await openConf(target.path)).settingsOf(stored);

function save(
  target: Target,
  conf: CheckedFile,
  change: (current: Settings) => Settings,
  assertHeld: () => void,
): Settings {
  const { path } = target;
  // Nobody else writes these while we hold the lock.
  removeLeftovers(path, () => false);
  removeLeftovers(`${path}.bak`, () => false);
  const stored = read(target);
  if (stored !== undefined) refuseWhileRenamed(path);
  const before = stored === undefined ? {} : conf.settingsOf(stored);
  const after = JSON.parse(JSON.stringify(change(structuredClone(before)))) as Settings;
  if (isDeepStrictEqual(after, before)) {
    if (stored !== undefined) makeFilePrivate(path);
    return before;
  }
  conf.replace(stored, after, assertHeld);
  return after;
}

/**
 * A rename that was killed leaves one file with two names (`organization-renaming.ts`). A save would part them, and both would
 * point to the same secrets.
 */
function refuseWhileRenamed(path: string): void {
  // Numbers of NTFS are too long for a double.
  const { nlink, ino, dev } = statSync(path, { bigint: true });
  if (nlink < 2n) return;
  const other = namesBeside(path, '').find((each) => {
    if (each.path === path || !each.path.endsWith('.json')) return false;
    const stats = lstatSync(each.path, { bigint: true, throwIfNoEntry: false });
    return stats?.ino === ino && stats.dev === dev;
  });
  if (other === undefined) return;
  const [mine, theirs] = [basename(path, '.json'), basename(other.path, '.json')];
  throw new UserError({
    code: 'org.half-renamed',
    message: `Renaming between the organizations ${mine} and ${theirs} was interrupted. Nothing is saved until it is finished.`,
    hints: [
      `To finish as ${theirs}, run \`smsctl org rename ${mine} ${theirs}\`.`,
      `To finish as ${mine}, run \`smsctl org rename ${theirs} ${mine}\`.`,
    ],
    exit: exitCode.unknown,
  });
}

/** conf over one file: it knows the place and the schema, and checks what comes out and what goes in. */
interface CheckedFile {
  /** Throws `UserError` `settings.unreadable` when what is stored does not fit the schema. */
  readonly settingsOf: (stored: Stored) => Settings;
  /** Keeps `former` as the generation before. Throws `UserError` `settings.unwritable`, or what `assertHeld` throws. */
  readonly replace: (former: Stored | undefined, settings: Settings, assertHeld: () => void) => void;
}

/** As far as conf is used. Its own types call private what is used of it. */
type ConfClass = new (
  options: object,
) => {
  /** Throws what the schema does not allow. */
  readonly _validate: (value: object) => void;
};

let conf: Promise<(path: string) => CheckedFile> | undefined;

/** Slow the first time, since conf takes long to load and to compile the schema; one command may save several times. */
async function openConf(path: string): Promise<CheckedFile> {
  conf ??= loadConf().then(checkedBy);
  return (await conf)(path);
}

/** conf brings a writer of its own, which is not used, and which would end this process at a file size limit. */
async function loadConf(): Promise<ConfClass> {
  const { default: Conf } = await withoutItsSignals(() => import('conf'));
  // Without any listener the system would end the process: Node ignores this signal only as long as nobody listened to it.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
  return Conf as unknown as ConfClass;
}

/** One instance of conf for every file, since each compiles the schema. */
function checkedBy(Conf: ConfClass): (path: string) => CheckedFile {
  let stored: Stored | undefined;
  let writeBytes = (_bytes: Buffer): void => {};

  class DurableConf extends Conf {
    /** Instead of its own reading, which mends broken UTF-8 in silence: what was read strictly is what is checked. */
    get store(): Readonly<Record<string, unknown>> {
      if (stored === undefined) return {};
      this._validate(stored.document);
      return stored.document;
    }

    /** Instead of its own writing, which takes a short write on a full disk for a whole one. */
    set store(value: Readonly<Record<string, unknown>>) {
      this._validate(value);
      writeBytes(Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`));
    }
  }

  // conf neither reads nor writes there.
  const file = new DurableConf({
    cwd: '/',
    schema: settingsSchema.properties,
    accessPropertiesByDotNotation: false,
  });
  return (path) => ({
    settingsOf: (found) => {
      stored = found;
      return withoutForm(fitting(path, found, () => file.store));
    },
    replace: (former, settings, assertHeld) => {
      writeBytes = (bytes) => write(path, former?.bytes, bytes, assertHeld);
      file.store = { schema: settingsForm, ...settings };
    },
  });
}

/** Runs what makes conf check `stored`, and says in our words what does not fit. */
function fitting<T>(path: string, stored: Stored, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isSystemError(error) ? error : misfit(path, stored, error);
  }
}

/** The generation before is kept when the new one is complete: what a full disk stops leaves both as they were. */
function write(path: string, former: Buffer | undefined, bytes: Buffer, assertHeld: () => void): void {
  if (bytes.length > sizeLimit) throw unwritable(path, 'they would be larger than 1 MiB');
  if (holdsSecret(bytes.toString())) throw unwritable(path, 'one of the answers is the secret itself');
  try {
    writeDurably(path, bytes, () => {
      if (former !== undefined) writeDurably(`${path}.bak`, former, assertHeld);
      assertHeld();
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const inPlace = (error instanceof NotSynced && error.path === path) || holds(path, bytes);
    throw unwritable(path, reasonOf(error), inPlace ? 'in place' : 'unchanged');
  }
}

/** A network file system may report that a rename failed, and have done it. */
function holds(path: string, bytes: Buffer): boolean {
  try {
    return readRegular(path, bytes.length).bytes.equals(bytes);
  } catch {
    return false;
  }
}

/**
 * Makes the folder, or takes it away from others where it is ours. The folder above may be any that the user chose, so it
 * only loses what would let others replace ours; one for everybody (sticky, like /tmp) guards that by itself.
 */
function makePrivate(folder: string): void {
  makeDirectory(folder);
  restrict(folder, 0o077);
  restrict(dirname(folder), 0o022);
}

function restrict(directory: string, forbidden: number): void {
  const stats = statSync(directory);
  const sticky = 0o1000;
  if (process.platform === 'win32' || !isOurs(stats) || (stats.mode & sticky) !== 0) return;
  if ((stats.mode & forbidden) !== 0) chmodSync(directory, stats.mode & 0o7777 & ~forbidden);
}

/** Through the open file, so that no link that was put there is followed. Windows has no modes. */
function makeFilePrivate(path: string): void {
  if (process.platform === 'win32') return;
  const { file, stats } = openRegular(path, { followsLinks: false });
  try {
    if ((stats.mode & 0o077) !== 0) fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

/** Runs `work`, and says in our words what the system refused. */
async function saying<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? unwritable(path, reasonOf(error)) : error;
  }
}

/** conf names the value and what it must be, never what it is; names below the third level may be the file's own. */
function misfit(path: string, { placeOf }: Stored, error: unknown): UserError {
  const found = /^Config schema violation: `([\w/]*)` ([^`;]*)/.exec(error instanceof Error ? error.message : '');
  if (found === null) return unreadable(path, 'it does not fit the schema', placeOf(''));
  const [, pointer = '', problem = ''] = found;
  const field = pointer.split('/').slice(0, 3).join('.');
  return unreadable(path, `\`${field}\` ${problem}`, placeOf(`/${pointer}`));
}

/** A file that is replaced belongs to whoever replaces it: as with `sudo`, its user could not even read it any more. */
function foreign(path: string, owner: number): UserError {
  return new UserError({
    code: 'settings.unwritable',
    message: `The settings in ${path} belong to another user (number ${owner}). Nothing was changed.`,
    hints: [`Run the command as that user, or make the file your own: \`chown "$(id -u)" ${shellWord(path)}\`.`],
    exit: exitCode.unknown,
  });
}

function unwritable(path: string, reason: string, state: 'unchanged' | 'in place' = 'unchanged'): UserError {
  const outcome =
    state === 'unchanged'
      ? 'The former settings are unchanged.'
      : 'The new settings are in place, but a power failure may still lose them.';
  return new UserError({
    code: 'settings.unwritable',
    message: `The settings could not be saved to ${path}: ${reason}. ${outcome}`,
    hints: ['Put that right, and run the same command again; `SMSCTL_CONFIG_DIR` names another directory.'],
    exit: exitCode.unknown,
  });
}
