import { existsSync, lstatSync, realpathSync, type Stats } from 'node:fs';
import { exitCode } from '../../domain/exit-code.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { JsonProblem, type Place } from '../../domain/text/strict-json.ts';
import { UserError } from '../../domain/user-error.ts';
import { isSystemError, reasonOf } from '../files/file-problem.ts';
import { readRegular } from '../files/named-file.ts';
import { whileBusy } from '../files/while-busy.ts';
import { parseSettingsDocument } from './settings-document.ts';

/** Far larger than any settings, and small enough to be read whole. In bytes. */
export const sizeLimit = 1024 * 1024;

/** The settings file, after symbolic links were followed. */
export interface Target {
  readonly path: string;
  readonly linked: boolean;
}

/** A settings file as it was read. */
export interface Stored {
  readonly bytes: Buffer;
  /** The user ID of its owner. */
  readonly owner: number;
  readonly document: Readonly<Record<string, unknown>>;
  readonly placeOf: (pointer: string) => Place;
}

/**
 * Follows a symbolic link, so that it stays a link when the file is replaced. Refuses a dangling link: its target may be on
 * a disk that is not mounted.
 */
export function targetOf(location: string): Target {
  try {
    if (!whileBusy(() => lstatSync(location)).isSymbolicLink()) return { path: location, linked: false };
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return { path: location, linked: false };
    throw unreadable(location, reasonOf(error));
  }
  try {
    return { path: realpathSync(location), linked: true };
  } catch (error) {
    throw unreadable(location, `it is a symbolic link whose target cannot be opened: ${reasonOf(error)}`);
  }
}

/** Undefined if the file does not exist. The checks and the bytes are of one open file, not of a path that is opened twice. */
export function read({ path, linked }: Target): Stored | undefined {
  let found: ReturnType<typeof readRegular>;
  try {
    found = readRegular(path, sizeLimit, { followsLinks: false });
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT' && !linked) return undefined;
    throw unreadable(path, reasonOf(error));
  }
  const { bytes, stats } = found;
  if (linked && !isOurs(stats)) throw unreadable(path, 'it is a symbolic link to a file that belongs to another user');
  return { bytes, owner: stats.uid, ...parsed(path, bytes) };
}

/** Windows has no user IDs, and denies other users access to the profile. */
export const isOurs = ({ uid }: Pick<Stats, 'uid'>): boolean =>
  process.getuid === undefined || uid === process.getuid();

function parsed(path: string, bytes: Buffer): Pick<Stored, 'document' | 'placeOf'> {
  try {
    const { document, version, placeOf } = parseSettingsDocument(bytes);
    if (version > 1) throw newer(path, version);
    return { document, placeOf };
  } catch (error) {
    if (error instanceof JsonProblem) throw unreadable(path, error.message, error.place);
    throw error;
  }
}

export function withoutSchemaName({ schema: _, ...settings }: Readonly<Record<string, unknown>>): Settings {
  return settings;
}

export function unreadable(path: string, problem: string, place?: Place): UserError {
  const where = place === undefined ? path : `${path}:${place.line}:${place.column}`;
  const correct = place === undefined ? 'Correct the cause' : 'Correct the file at that place';
  const backup = `${path}.bak`;
  return new UserError({
    code: 'settings.unreadable',
    message: `Could not read the settings in ${where}: ${problem}. The file was not changed.`,
    hints: [
      existsSync(backup)
        ? `${correct}. To restore the settings before the last change, copy ${backup} to ${path}.`
        : `${correct}, or move the file away and run \`smsctl setup\`.`,
    ],
    exit: exitCode.unknown,
  });
}

function newer(path: string, version: number): UserError {
  return new UserError({
    code: 'settings.newer',
    message: `A newer smsctl wrote the settings in ${path} (version ${version}, supported: 1). The file was not changed.`,
    hints: ['Update smsctl, then run the command again.'],
    exit: exitCode.unknown,
  });
}
