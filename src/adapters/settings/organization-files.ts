import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode } from '../../domain/exit-code.ts';
import { organizationPattern } from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { OrganizationStore } from '../../ports.ts';
import { mapSystemErrors, reasonOf } from '../files/file-problem.ts';
import { readRegular } from '../files/named-file.ts';
import { whileBusy } from '../files/while-busy.ts';
import { projectFile } from './project-file.ts';

interface OrganizationFilesOptions {
  /** The configuration directory. */
  readonly directory: string;
  /** The state directory. */
  readonly state: string;
  /** The first directory that may have a `.smsctl.json`; its parents follow. */
  readonly workingDirectory: string;
}

/** Longer than the file that `org use` writes. In bytes. */
const longest = 4096;
const settingsEnd = '.json';

/**
 * Organizations are the files of `<directory>/organizations`. `<directory>/organization` holds the one that `org use` chose.
 */
export function organizationFiles({ directory, state, workingDirectory }: OrganizationFilesOptions): OrganizationStore {
  const folder = join(directory, 'organizations');
  const choice = join(directory, 'organization');
  const record = (id: string): string => join(state, `${id}.verification.json`);
  const use = (id: string): Promise<void> =>
    mapErrors(choice, async () => {
      const { writeDurably } = await import('../files/durable-file.ts');
      writeDurably(choice, Buffer.from(`${id}\n`));
      const { removeLeftovers } = await import('../files/leftovers.ts');
      removeLeftovers(choice);
    });
  const renamings = async () =>
    (await import('./organization-renaming.ts')).renamings({
      settings: (id) => join(folder, `${id}${settingsEnd}`),
      record,
      choice: { is: (id) => isChosen(choice, id), use },
    });
  return {
    directory,
    exists: async (id) => isThere(join(folder, `${id}${settingsEnd}`), true),
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
      mapErrors(join(folder, `${from}${settingsEnd}`), async () => (await renamings()).rename(from, to)),
    remove: async (id) => {
      const path = join(folder, `${id}${settingsEnd}`);
      await mapErrors(path, async () => {
        const { withLock } = await import('../files/file-lock.ts');
        await withLock(`${path}.lock`, () => {
          // Settings last: while they exist, a command that was killed can be run again.
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

/** Throws `UserError` if the file cannot be read: commands would be about another organization. */
function chosenIn(choice: string): string | undefined {
  if (!isThere(choice, false)) return undefined;
  try {
    const id = readRegular(choice, longest).bytes.toString('utf8').trim();
    return organizationPattern.test(id) ? id : undefined;
  } catch (error) {
    throw new UserError({
      code: 'org.choice-unreadable',
      message: `The default organization cannot be read from ${choice}: ${reasonOf(error)}.`,
      hints: ['Pass `--org` or set SMSCTL_ORG, or delete the file and run `smsctl org use ID`.'],
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

/** `otherwise`: the result if the directory cannot be read. Reading a file in it then reports the problem. */
function isThere(path: string, otherwise: boolean): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return otherwise;
  }
}

const mapErrors = (path: string, work: () => Promise<void>): Promise<void> =>
  mapSystemErrors(
    work,
    (error) =>
      new UserError({
        code: 'settings.unwritable',
        message: `Could not change ${path}: ${reasonOf(error)}.`,
        hints: ['Correct the cause, then run the command again.'],
        exit: exitCode.unknown,
      }),
  );
