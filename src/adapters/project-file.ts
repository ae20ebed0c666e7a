import { lstatSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/printable.ts';
import { organizationPattern } from '../domain/settings.ts';
import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../domain/user-error.ts';
import type { OrganizationStore } from '../ports.ts';
import { reasonOf } from './file-problem.ts';
import { readRegular } from './named-file.ts';

/** Longer than any such file. In bytes. */
const longest = 4096;

/** `OrganizationStore.bound` of a working directory: the nearest `.smsctl.json`, from there up. */
export const projectFile =
  (workingDirectory: string): OrganizationStore['bound'] =>
  async ({ onlyOwn }) => {
    const found = nearestTo(workingDirectory);
    if (found === undefined) return undefined;
    const { path, link } = found;
    try {
      const { bytes, stats } = readRegular(path, longest);
      const owners = trustedOwners(workingDirectory, onlyOwn);
      // Whoever made a link chose what it leads to.
      const stranger = [link, stats].find(({ uid }) => owners?.includes(uid) === false);
      if (stranger !== undefined) throw ofAnother(path, stranger);
      return { id: organizationIn(bytes.toString('utf8'), path), path };
    } catch (error) {
      throw error instanceof UserError ? error : broken(path, `it cannot be read: ${reasonOf(error)}`);
    }
  };

/** With its own `lstat`: where a link leads is looked at when it is read. */
function nearestTo(directory: string): { readonly path: string; readonly link: Stats } | undefined {
  const path = join(directory, '.smsctl.json');
  const link = entryAt(path);
  if (link !== undefined) return { path, link };
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestTo(parent);
}

/** Most often there is none, and Node takes longer to make an error than to look. */
function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw broken(path, `it cannot be read: ${reasonOf(error)}`);
  }
}

/**
 * Whose files may choose an organization: the user's and root's. In a container root often works in a checkout of another user.
 * Undefined on Windows, which has no user numbers.
 */
function trustedOwners(workingDirectory: string, onlyOwn: boolean): readonly number[] | undefined {
  const user = process.getuid?.();
  if (user === undefined) return undefined;
  return user === 0 && !onlyOwn ? [0, statSync(workingDirectory).uid] : [0, user];
}

function organizationIn(text: string, path: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The parser's own words would repeat what is in the file.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(path, 'it is no JSON object');
  const { org, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw broken(path, 'it holds something else than `org`');
  if (typeof org === 'string' && organizationPattern.test(org)) return org;
  throw broken(path, '`org` is no organization id: lower-case letters, digits and hyphens, such as acme-eu');
}

const nameIt = 'Pass `--org` or set SMSCTL_ORG: smsctl then does not read the file.';

const broken = (path: string, problem: string): UserError =>
  new UserError({
    code: 'project.unreadable',
    message: `${printable(path)} cannot be used: ${problem}.`,
    hints: ['Fix the file; it looks like {"org": "acme-eu"}.', nameIt],
    exit: exitCode.unknown,
  });

const ofAnother = (path: string, { uid }: Stats): UserError =>
  new UserError({
    code: 'project.untrusted',
    message: `${printable(path)} cannot choose the organization: it belongs to another user (number ${uid}).`,
    hints: [nameIt, `If you trust the file, make it your own: \`sudo chown -h "$(id -u)" ${shellWord(path)}\`.`],
    exit: exitCode.unknown,
  });
