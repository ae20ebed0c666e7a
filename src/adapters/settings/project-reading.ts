import { type Stats, statSync } from 'node:fs';
import { exitCode } from '../../domain/exit-code.ts';
import { organizationPattern } from '../../domain/settings/settings.ts';
import { printable } from '../../domain/text/printable.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import { UserError } from '../../domain/user-error.ts';
import { reasonOf } from '../files/file-problem.ts';
import { readRegular } from '../files/named-file.ts';

/** Longer than any such file. In bytes. */
const longest = 4096;

/** A `.smsctl.json` that was found. */
export interface ProjectFile {
  readonly path: string;
  /** Of the entry itself, which may be a symbolic link. Undefined if the system does not tell. */
  readonly entry: Stats | undefined;
  readonly workingDirectory: string;
  /** See `OrganizationStore.bound`. */
  readonly onlyOwn: boolean;
}

/** The organization that the file names. Throws what `OrganizationStore.bound` rejects with. */
export function organizationOf({ path, entry, workingDirectory, onlyOwn }: ProjectFile): string {
  try {
    const { bytes, stats } = readRegular(path, longest);
    const owners = trustedOwners(workingDirectory, onlyOwn);
    // The owner of a link chose its target.
    const untrusted = [entry ?? stats, stats].find(({ uid }) => owners?.includes(uid) === false);
    if (untrusted !== undefined) throw ofOtherUser(path, untrusted);
    return organizationIn(bytes.toString('utf8'), path);
  } catch (error) {
    throw error instanceof UserError ? error : broken(path, `it cannot be read: ${reasonOf(error)}`);
  }
}

/**
 * The users whose files may choose an organization: this one and root. In a container, root often works in another user's
 * checkout. Undefined on Windows, which has no user IDs.
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
    // The parser's message would repeat the file's text.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(path, 'it is not a JSON object');
  const { org, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw broken(path, 'it has other keys than `org`');
  if (typeof org === 'string' && organizationPattern.test(org)) return org;
  throw broken(path, 'invalid organization ID in `org`. Use lower-case letters, digits and hyphens, such as acme-eu');
}

const nameIt = 'To ignore the file, pass `--org` or set SMSCTL_ORG.';

const broken = (path: string, problem: string): UserError =>
  new UserError({
    code: 'project.unreadable',
    message: `Invalid file ${printable(path)}: ${problem}.`,
    hints: ['Correct the file. Example: {"org": "acme-eu"}', nameIt],
    exit: exitCode.unknown,
  });

const ofOtherUser = (path: string, { uid }: Stats): UserError =>
  new UserError({
    code: 'project.untrusted',
    message: `smsctl does not use ${printable(path)}: the file belongs to another user (user ID ${uid}).`,
    hints: [nameIt, `If you trust the file, take ownership: \`sudo chown -h "$(id -u)" ${shellWord(path)}\`.`],
    exit: exitCode.unknown,
  });
