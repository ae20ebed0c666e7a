import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCode } from '../domain/exit-code.ts';
import { organizationPattern } from '../domain/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { OrganizationStore } from '../ports.ts';
import { isSystemError, reasonOf } from './file-problem.ts';
import { whileBusy } from './while-busy.ts';

interface OrganizationFilesOptions {
  /** The configuration directory. */
  readonly directory: string;
  /** The state directory. */
  readonly state: string;
  /** Where a directory's own `.smsctl.json` is looked for, and above. */
  readonly workingDirectory: string;
}

/** Longer than any such file. In characters. */
const longest = 4096;
const settingsEnd = '.json';
const endings = [settingsEnd, `${settingsEnd}.bak`];

/**
 * Organizations are the files of `<directory>/organizations`; the one that `org use` chose stands in `<directory>/organization`.
 */
export function organizationFiles({ directory, state, workingDirectory }: OrganizationFilesOptions): OrganizationStore {
  const folder = join(directory, 'organizations');
  const choice = join(directory, 'organization');
  const record = (id: string): string => join(state, `${id}.verification.json`);
  const current = (): string | undefined => {
    const id = textOf(choice)?.trim();
    return id !== undefined && organizationPattern.test(id) ? id : undefined;
  };
  const use = (id: string): Promise<void> =>
    saving(choice, async () => (await import('./durable-file.ts')).writeDurably(choice, Buffer.from(`${id}\n`)));
  return {
    directory,
    exists: async (id) => hasEntry(join(folder, `${id}${settingsEnd}`)),
    list: async () =>
      namesIn(folder)
        .filter((name) => name.endsWith(settingsEnd))
        .map((name) => name.slice(0, -settingsEnd.length))
        .filter((id) => organizationPattern.test(id))
        .sort(),
    current: async () => current(),
    use,
    rename: async (from, to) => {
      const path = join(folder, `${from}${settingsEnd}`);
      await saving(path, async () => {
        const { withLock } = await import('./file-lock.ts');
        await withLock(`${path}.lock`, () => {
          for (const ending of endings) move(join(folder, `${from}${ending}`), join(folder, `${to}${ending}`));
          move(record(from), record(to));
        });
      });
      if (current() === from) await use(to);
    },
    remove: async (id) => {
      const path = join(folder, `${id}${settingsEnd}`);
      await saving(path, async () => {
        const { withLock } = await import('./file-lock.ts');
        await withLock(`${path}.lock`, () => {
          for (const file of [...endings.map((ending) => join(folder, `${id}${ending}`)), record(id)]) {
            whileBusy(() => rmSync(file, { force: true }));
          }
        });
        if (current() === id) whileBusy(() => rmSync(choice, { force: true }));
      });
    },
    bound: async () => boundIn(workingDirectory),
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return whileBusy(() => (isThere(path) ? readFileSync(path, 'utf8') : undefined));
  } catch {
    return undefined;
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

function move(from: string, to: string): void {
  if (existsSync(from)) whileBusy(() => renameSync(from, to));
}

/** The nearest `.smsctl.json`, from `directory` up. */
function boundIn(directory: string): { readonly id: string; readonly path: string } | undefined {
  const path = join(directory, '.smsctl.json');
  const text = bindingIn(path);
  if (text !== undefined) return { id: organizationIn(text, path), path };
  const parent = dirname(directory);
  return parent === directory ? undefined : boundIn(parent);
}

function bindingIn(path: string): string | undefined {
  try {
    return isThere(path) ? readFileSync(path, 'utf8') : undefined;
  } catch (error) {
    throw broken(path, `it cannot be read (${isSystemError(error) ? reasonOf(error) : 'unknown reason'})`);
  }
}

/** Most often it is not, and Node takes longer to make an error than to look. Throws where that cannot be told. */
const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

function organizationIn(text: string, path: string): string {
  let value: unknown;
  try {
    value = text.length > longest ? undefined : JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The parser's own words would repeat what is in the file.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(path, 'it is no JSON object');
  const { org, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw broken(path, 'it holds something else than `org`');
  if (typeof org === 'string' && organizationPattern.test(org)) return org;
  throw broken(path, '`org` is no organization id: lower-case letters, digits and hyphens, such as acme-eu');
}

const broken = (path: string, problem: string): UserError =>
  new UserError({
    code: 'project.unreadable',
    message: `${path} cannot be used: ${problem}.`,
    hints: ['It looks like {"org": "acme-eu"}. Mend it, or say which organization is meant with `--org`.'],
    exit: exitCode.unknown,
  });

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
