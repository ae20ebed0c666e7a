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
import { mapSystemErrors, reasonOf } from '../files/file-problem.ts';
import { namesBeside, removeLeftovers } from '../files/leftovers.ts';
import { openRegular, readRegular } from '../files/named-file.ts';
import { loadConf, type Validate } from './conf.ts';
import { settingsSchemaName } from './settings-document.ts';
import {
  isOurs,
  read,
  type Stored,
  sizeLimit,
  type Target,
  targetOf,
  unreadable,
  withoutSchemaName,
} from './settings-reading.ts';

/** `SettingsStore.update`, on one file. */
export async function updateSettings(
  location: string,
  change: (current: Settings) => Settings,
  lock: LockOptions,
): Promise<Settings> {
  const target = targetOf(location);
  // Checked before the lock is taken, so that a save that must fail changes nothing, such as the mode of another user's
  // directory. conf is loaded before it too, since that takes longer than the save.
  const stored = read(target);
  if (stored !== undefined && !isOurs({ uid: stored.owner })) throw ownedByOther(target.path, stored.owner);
  const validate = await loadConf();
  if (stored !== undefined) settingsOf(target, stored, validate);
  return mapSystemErrors(
    async () => {
      makePrivate(dirname(location));
      return withLock(`${target.path}.lock`, (assertHeld) => save(target, validate, change, assertHeld), lock);
    },
    (error) => unwritable(target.path, reasonOf(error)),
  );
}

/** The settings of a file, validated by conf. Rejects with `UserError` `settings.unreadable` that says what does not fit. */
export const settingsByConf = async (target: Target, stored: Stored): Promise<Settings> =>
  settingsOf(target, stored, await loadConf());

function save(
  target: Target,
  validate: Validate,
  change: (current: Settings) => Settings,
  assertHeld: () => void,
): Settings {
  const { path } = target;
  // No other process writes these while this one holds the lock.
  removeLeftovers(path, () => false);
  removeLeftovers(`${path}.bak`, () => false);
  const stored = read(target);
  if (stored !== undefined) refuseWhileRenamed(path);
  const before = stored === undefined ? {} : settingsOf(target, stored, validate);
  const after = JSON.parse(JSON.stringify(change(structuredClone(before)))) as Settings;
  if (isDeepStrictEqual(after, before)) {
    if (stored !== undefined) makeFilePrivate(path);
    return before;
  }
  const document = { schema: settingsSchemaName, ...after };
  const problem = validate(document);
  if (problem !== undefined) throw new Error(`The new settings do not fit: ${problem.pointer} ${problem.problem}`);
  write(path, stored?.bytes, Buffer.from(`${JSON.stringify(document, undefined, 2)}\n`), assertHeld);
  return after;
}

/**
 * A rename that was killed leaves one file with two names (`organization-renaming.ts`). A save would separate them, and both
 * would name the same secrets.
 */
function refuseWhileRenamed(path: string): void {
  // NTFS's numbers do not fit a double.
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
    message: `A rename between the organizations ${mine} and ${theirs} was interrupted. Finish it before you save.`,
    hints: [
      `To finish as ${theirs}, run \`smsctl org rename ${mine} ${theirs}\`.`,
      `To finish as ${mine}, run \`smsctl org rename ${theirs} ${mine}\`.`,
    ],
    exit: exitCode.unknown,
  });
}

/** The settings of a file. Throws `UserError` `settings.unreadable` if it does not fit the schema. */
function settingsOf({ path }: Target, { document, placeOf }: Stored, validate: Validate): Settings {
  const found = validate(document);
  if (found === undefined) return withoutSchemaName(document);
  const { pointer, problem } = found;
  if (pointer === undefined) throw unreadable(path, problem, placeOf(''));
  // Names below the third level may be the file's own.
  const field = pointer.split('/').slice(0, 3).join('.');
  throw unreadable(path, `\`${field}\` ${problem}`, placeOf(`/${pointer}`));
}

/** The backup is replaced once the new file is complete: if the disk is full, both stay as they were. */
function write(path: string, former: Buffer | undefined, bytes: Buffer, assertHeld: () => void): void {
  if (bytes.length > sizeLimit) throw unwritable(path, 'they exceed 1 MiB');
  if (holdsSecret(bytes.toString())) throw unwritable(path, 'one of the answers is a secret');
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

/** A network file system may report that a rename failed although it was done. */
function holds(path: string, bytes: Buffer): boolean {
  try {
    return readRegular(path, bytes.length).bytes.equals(bytes);
  } catch {
    return false;
  }
}

/**
 * Makes the folder, or removes other users' access to it if this user owns it. The user may have chosen any folder above it,
 * so that one only loses write access, by which others could replace this one. A sticky one such as /tmp prevents that
 * already.
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

/** Changes the mode of the open file, so that a link that was placed there is not followed. Windows has no modes. */
function makeFilePrivate(path: string): void {
  if (process.platform === 'win32') return;
  const { file, stats } = openRegular(path, { followsLinks: false });
  try {
    if ((stats.mode & 0o077) !== 0) fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

/** A file belongs to the user who replaces it: after a save with `sudo`, its former owner could not read it. */
function ownedByOther(path: string, owner: number): UserError {
  return new UserError({
    code: 'settings.unwritable',
    message: `The settings in ${path} belong to another user (user ID ${owner}). Nothing was changed.`,
    hints: [`Run the command as that user, or take ownership of the file: \`chown "$(id -u)" ${shellWord(path)}\`.`],
    exit: exitCode.unknown,
  });
}

function unwritable(path: string, reason: string, state: 'unchanged' | 'in place' = 'unchanged'): UserError {
  const outcome =
    state === 'unchanged'
      ? 'The saved settings were not changed.'
      : 'The new settings are saved, but a power failure may lose them.';
  return new UserError({
    code: 'settings.unwritable',
    message: `Could not save the settings to ${path}: ${reason}. ${outcome}`,
    hints: ['Correct the cause and run the command again, or name another directory in `SMSCTL_CONFIG_DIR`.'],
    exit: exitCode.unknown,
  });
}
