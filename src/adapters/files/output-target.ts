import { lstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { isSystemError } from './file-problem.ts';
import { readRegular } from './named-file.ts';

/** Where an output goes: a new file, a file that is replaced, or a pipe or device that is written into. */
export type OutputTarget =
  | { readonly kind: 'new'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly stats: Stats }
  | { readonly kind: 'stream'; readonly path: string; readonly stats: Stats };

/** When a file that exists may be replaced. */
export interface Replacing {
  /** The user said so. */
  readonly replace: boolean;
  /** If `replace` is false: whether the text of a file is smsctl's own, so that it may be replaced. Absent: never. */
  readonly isOwn?: (former: string) => boolean;
  /** Files that are being read. They are never replaced. */
  readonly inputs?: readonly string[];
}

/** `isOwn` is not asked about larger files. In bytes. */
const longestFormer = 8 * 1024 * 1024;

export const refused = (path: string, what: string, hint: string): UserError =>
  new UserError({ code: 'output.refused', message: `${printable(path)} ${what}.`, hints: [hint] });

export const existsAlready = (path: string): UserError =>
  refused(path, 'already exists', 'Pass `--yes` to replace it, or name another file.');

/**
 * What the name of an output refers to. Symbolic links are followed to a file of this user. Throws `UserError`
 * `output.refused` (exit 2) if writing would replace a file that must stay, and the system's own errors.
 */
export function outputTarget(name: string, { replace, isOwn, inputs = [] }: Replacing): OutputTarget {
  const named = resolve(name);
  const behind = statAt(named);
  if (behind?.isFIFO() || behind?.isCharacterDevice()) return { kind: 'stream', path: named, stats: behind };
  const { path, stats } = followed(named);
  if (stats === undefined) return { kind: 'new', path: join(realpathSync(dirname(path)), basename(path)) };
  if (stats.isDirectory()) throw refused(named, 'is a directory', 'Name a file in it.');
  if (!stats.isFile()) throw refused(named, 'is a device or a socket', 'Name a file.');
  if (inputs.some((input) => isSame(statAt(input), stats))) {
    throw refused(named, 'is the list itself', 'Name another file. smsctl never changes the list.');
  }
  if (!replace && !(isOwn !== undefined && stats.size <= longestFormer && isOwn(textOf(path)))) {
    throw existsAlready(named);
  }
  return { kind: 'file', path, stats };
}

export const isSame = (one: Pick<Stats, 'dev' | 'ino'> | undefined, other: Stats): boolean =>
  one !== undefined && one.dev === other.dev && one.ino === other.ino;

const textOf = (path: string): string => readRegular(path, longestFormer).bytes.toString('utf8');

/** Undefined if nothing has the name, and for a dangling link. */
function statAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isSystemError(error) && error.code === 'ELOOP') return undefined;
    throw error;
  }
}

/** Linux follows as many. */
const mostLinks = 40;

/**
 * The end of a chain of links. Every link must be this user's or root's, and a file behind one this user's: in a directory
 * that others write to, a link may have been placed to have another file replaced.
 */
function followed(named: string): { readonly path: string; readonly stats: Stats | undefined } {
  let path = named;
  let stats = lstatSync(path, { throwIfNoEntry: false });
  for (let links = 0; stats?.isSymbolicLink(); links += 1) {
    if (!isOneOf(stats, 0)) throw refused(named, 'is a symbolic link that belongs to another user', nameTheFile);
    path = resolve(realpathSync(dirname(path)), readlinkSync(path));
    stats = links < mostLinks ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    if (stats === undefined) throw refused(named, 'is a broken symbolic link', nameTheFile);
  }
  if (path !== named && stats !== undefined && !isOneOf(stats)) {
    throw refused(named, 'is a symbolic link to a file that belongs to another user', nameTheFile);
  }
  return { path, stats };
}

const nameTheFile = 'Name the file itself.';

/** True for files of this user or of `others`. Windows has no user IDs. */
const isOneOf = ({ uid }: Stats, ...others: readonly number[]): boolean => {
  const user = process.getuid?.();
  return user === undefined || uid === user || others.includes(uid);
};
