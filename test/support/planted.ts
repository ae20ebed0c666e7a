import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { smsctl } from './program.ts';
import { isRoot, otherUser } from './users.ts';

/** How to start a program as that user; undefined where this process cannot, or where that user cannot reach Node or the program. */
export const asOtherUser = (() => {
  if (!isRoot) return undefined;
  const user = { uid: otherUser, gid: otherUser };
  const [file = '', ...args] = [...smsctl, '--version'];
  return spawnSync(file, args, { ...user, env: {} }).status === 0 ? user : undefined;
})();

/** What can have the name of a file that is read; `make` puts it there, with `text` where it is a file. */
export const kinds: readonly {
  readonly kind: string;
  readonly make: (path: string, text: string) => void;
  readonly asRoot?: true;
}[] = [
  { kind: 'a pipe without a writer', make: (path) => execFileSync('mkfifo', ['-m', '600', path]) },
  { kind: 'a link to an endless device', make: (path) => symlinkSync('/dev/zero', path) },
  { kind: 'an endless device', make: (path) => execFileSync('mknod', [path, 'c', '1', '5']), asRoot: true },
  { kind: 'a directory', make: (path) => mkdirSync(path, { mode: 0o700 }) },
  { kind: 'a link to itself', make: (path) => symlinkSync(path, path) },
  {
    kind: 'a huge file',
    make: (path) => {
      writeFileSync(path, '', { mode: 0o600 });
      truncateSync(path, 3 * 2 ** 30);
    },
  },
  {
    kind: 'a file of another user',
    make: (path, text) => {
      writeFileSync(path, text, { mode: 0o600 });
      chownSync(path, otherUser, otherUser);
    },
    asRoot: true,
  },
];
