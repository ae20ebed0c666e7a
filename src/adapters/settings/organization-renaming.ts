import { type BigIntStats, linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../domain/user-error.ts';
import type { OrganizationStore } from '../../ports.ts';
import { syncDirectory, withoutLinks } from '../files/durable-file.ts';
import { withLock } from '../files/file-lock.ts';
import { codeOf } from '../files/file-problem.ts';
import { whileBusy } from '../files/while-busy.ts';
import { targetOf } from './settings-reading.ts';

interface OrganizationPlaces {
  /** The path of an organization's settings. The backup is beside them. */
  readonly settings: (id: string) => string;
  /** The path of its last results. */
  readonly record: (id: string) => string;
  readonly choice: { readonly is: (id: string) => boolean; readonly use: (id: string) => Promise<void> };
}

interface Renamings {
  /** See `OrganizationStore.renaming`. */
  readonly stateOf: (from: string, to: string) => Awaited<ReturnType<OrganizationStore['renaming']>>;
  /** See `OrganizationStore.rename`. Errors of the file system are passed through. */
  readonly rename: (from: string, to: string) => Promise<void>;
}

/**
 * The settings get their new name first, by a hard link, which never replaces a file, and lose the old one last. A file with
 * both names shows that a rename was interrupted. `settings-writing.ts` saves nothing then.
 */
export function renamings({ settings, record, choice }: OrganizationPlaces): Renamings {
  const backup = (id: string): string => `${settings(id)}.bak`;

  function stateOf(from: string, to: string): 'new' | 'unfinished' | 'absent' {
    const [old, taken] = [statsOf(settings(from)), statsOf(settings(to))];
    if (old === undefined) {
      // Left by a rename on a file system without links, or by an older version.
      const isLeft = statsOf(backup(from)) ?? statsOf(record(from)) ?? (choice.is(from) || undefined);
      return taken === undefined || isLeft === undefined ? 'absent' : 'unfinished';
    }
    if (taken !== undefined) {
      if (from === to || !isSameFile(old, taken)) throw exists(to);
      return 'unfinished';
    }
    if (statsOf(backup(to)) !== undefined) throw inTheWay(backup(to));
    return 'new';
  }

  async function move(from: string, to: string): Promise<void> {
    const state = stateOf(from, to);
    if (state === 'absent') throw goneMeanwhile(from);
    if (state === 'new' && !hasNewName(settings(from), settings(to))) throw exists(to);
    // A file that already has the new name is newer.
    moveUnlessThere(backup(from), backup(to));
    if (state === 'new') whileBusy(() => rmSync(record(to), { force: true }));
    moveUnlessThere(record(from), record(to));
    whileBusy(() => rmSync(record(from), { force: true }));
    if (choice.is(from)) await choice.use(to);
    whileBusy(() => rmSync(settings(from), { force: true }));
    syncDirectory(dirname(settings(to)));
  }

  return {
    stateOf,
    rename: async (from, to) => {
      // Refuse before locking: if both IDs are the same, the two locks would be one.
      stateOf(from, to);
      // Sorted, so that two opposite renames never wait for each other.
      const [first = '', second = ''] = [from, to].map((id) => `${targetOf(settings(id)).path}.lock`).sort();
      await withLock(first, () => withLock(second, () => move(from, to)));
    },
  };
}

/**
 * Gives a file a second name. False if the name is taken. A symbolic link, or a file on a file system without hard links, is
 * moved instead, which the two locks make safe.
 */
function hasNewName(path: string, name: string): boolean {
  if (lstatSync(path).isSymbolicLink()) {
    whileBusy(() => renameSync(path, name));
    return true;
  }
  try {
    linkSync(path, name);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!withoutLinks.has(codeOf(error))) throw error;
    whileBusy(() => renameSync(path, name));
  }
  return true;
}

function moveUnlessThere(from: string, to: string): void {
  if (statsOf(from) !== undefined && statsOf(to) === undefined) whileBusy(() => renameSync(from, to));
}

/** Does not follow symbolic links. Undefined if nothing has the name. NTFS's numbers do not fit a double. */
const statsOf = (path: string): BigIntStats | undefined => lstatSync(path, { bigint: true, throwIfNoEntry: false });

const isSameFile = (one: BigIntStats, other: BigIntStats): boolean => one.ino === other.ino && one.dev === other.dev;

const exists = (id: string): UserError =>
  new UserError({
    code: 'org.exists',
    message: `Organization \`${id}\` already exists.`,
    hints: ['Choose another ID. To list the taken ones, run `smsctl org list`.'],
  });

/** The backup may be the last copy of settings that were moved away. */
const inTheWay = (path: string): UserError =>
  new UserError({
    code: 'org.exists',
    message: `${path} exists without settings beside it. Nothing was changed.`,
    hints: ['Delete or move the file and run the command again, or choose another ID.'],
  });

const goneMeanwhile = (id: string): UserError =>
  new UserError({
    code: 'org.unknown',
    message: `Organization \`${id}\` is no longer set up here.`,
    hints: ['To list those that are, run `smsctl org list`.'],
  });
