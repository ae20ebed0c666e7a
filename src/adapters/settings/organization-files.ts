import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode } from '../../domain/exit-code.ts';
import { organizationPattern } from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { OrganizationStore } from '../../ports.ts';
import { isSystemError, reasonOf } from '../files/file-problem.ts';
import { readRegular } from '../files/named-file.ts';
import { whileBusy } from '../files/while-busy.ts';
import { projectFile } from './project-file.ts';

interface OrganizationFilesOptions {
  /** The configuration directory. */
  readonly directory: string;
  /** The state directory. */
  readonly state: string;
  /** Where a directory's own `.smsctl.json` is looked for, and above. */
  readonly workingDirectory: string;
}

/** Longer than the file that `org use` writes. In bytes. */
const longest = 4096;
const settingsEnd = '.json';

/**
 * Organizations are the files of `<directory>/organizations`; the one that `org use` chose stands in `<directory>/organization`.
 */
export function organizationFiles({ directory, state, workingDirectory }: OrganizationFilesOptions): OrganizationStore {
  const folder = join(directory, 'organizations');
  const choice = join(directory, 'organization');
  const record = (id: string): string => join(state, `${id}.verification.json`);
  const use = (id: string): Promise<void> =>
    saving(choice, async () => {
      const { writeDurably } = await import('../files/durable-file.ts');
      writeDurably(choice, Buffer.from(`${id}\n`));
      // Writing is done in one go, so that a file with our own pid is of an earlier process that had it.
      const { removeLeftovers } = await import('../files/leftovers.ts');
      const { isRunning } = await import('../files/running-process.ts');
      removeLeftovers(choice, (pid) => pid !== process.pid && isRunning(pid));
    });
  const renamings = async () =>
    (await import('./organization-renaming.ts')).renamings({
      settings: (id) => join(folder, `${id}${settingsEnd}`),
      record,
      choice: { is: (id) => isChosen(choice, id), use },
    });
  return {
    directory,
    exists: async (id) => hasEntry(join(folder, `${id}${settingsEnd}`)),
    list: async () =>
      namesIn(folder)
        .filter((name) => name.endsWith(settingsEnd))
        .map((name) => name.slice(0, -settingsEnd.length))
        .filter((id) => organizationPattern.test(id))
        .sort(),
    current: async () => chosenIn(choice),
    use,
    renaming: async (from, to) => (await renamings()).stateOf(from, to),
    rename: async (from, to) =>
      saving(join(folder, `${from}${settingsEnd}`), async () => (await renamings()).rename(from, to)),
    remove: async (id) => {
      const path = join(folder, `${id}${settingsEnd}`);
      await saving(path, async () => {
        const { withLock } = await import('../files/file-lock.ts');
        await withLock(`${path}.lock`, () => {
          // The settings last: while they are there, the same command can be run again after it was killed.
          const files = [record(id), `${path}.bak`, ...(isChosen(choice, id) ? [choice] : []), path];
          for (const file of files) whileBusy(() => rmSync(file, { force: true }));
        });
      });
    },
    bound: projectFile(workingDirectory),
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Throws `UserError` where the file says nothing because it cannot be read: commands would be about another organization. */
function chosenIn(choice: string): string | undefined {
  if (!isThere(choice)) return undefined;
  try {
    const id = readRegular(choice, longest).bytes.toString('utf8').trim();
    return organizationPattern.test(id) ? id : undefined;
  } catch (error) {
    throw new UserError({
      code: 'org.choice-unreadable',
      message: `${choice}, which holds the choice of \`org use\`, cannot be read: ${reasonOf(error)}.`,
      hints: ['Pass `--org` or set SMSCTL_ORG, or remove it and run `smsctl org use ID`.'],
      exit: exitCode.unknown,
    });
  }
}

function isChosen(choice: string, id: string): boolean {
  try {
    return chosenIn(choice) === id;
  } catch {
    return false;
  }
}

/** A directory that cannot be looked into is reported when the settings in it are read. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Also for a link to nothing and for what cannot be looked at: opening it then tells the problem. */
function hasEntry(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

async function saving(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError({
      code: 'settings.unwritable',
      message: `${path} could not be changed: ${reasonOf(error)}.`,
      hints: ['Put that right, and run the same command again.'],
      exit: exitCode.unknown,
    });
  }
}
