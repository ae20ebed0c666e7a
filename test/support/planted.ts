import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';

export const isRoot = process.getuid?.() === 0;

/** A user that is nobody here. */
export const otherUser = 65_534;

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
