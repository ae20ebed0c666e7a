import { chownSync, lchownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectFile } from '../../../src/adapters/settings/project-file.ts';
import { onDisk } from '../../support/failing-disk.ts';

let root: string;
let below: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smsctl-project-'));
  below = join(root, 'a', 'b', 'c');
  mkdirSync(below, { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const bind = (directory: string, text: string): string => {
  const path = join(directory, '.smsctl.json');
  writeFileSync(path, text);
  return path;
};
const found = (directory: string) => projectFile(directory)({ onlyOwn: false });

describe('the .smsctl.json that names the organization', () => {
  it('is that of the working directory, or the nearest one above it', async () => {
    const top = bind(root, '{"org":"top"}');
    for (const directory of [root, join(root, 'a'), below]) {
      expect(await found(directory)).toEqual({ id: 'top', path: top });
    }
    const nearer = bind(join(root, 'a', 'b'), '\ufeff{"org":"nearer"}');
    expect(await found(below)).toEqual({ id: 'nearer', path: nearer });
    expect(await found(join(root, 'a'))).toEqual({ id: 'top', path: top });
    const own = bind(below, '{"org":"own"}');
    expect(await found(below)).toEqual({ id: 'own', path: own });
  });

  it('is none below the working directory or beside it', async () => {
    bind(below, '{"org":"own"}');
    mkdirSync(join(root, 'beside'));
    bind(join(root, 'beside'), '{"org":"beside"}');
    expect(await found(join(root, 'a'))).toBeUndefined();
  });

  it.each(['{"org":"Acme EU"}', '{"org":"acme","x":1}', '{}', '[]', 'null', '{"org":', '{"org":1}', ''])(
    'stops the search when it is broken, and is reported: %s',
    async (text) => {
      bind(root, '{"org":"top"}');
      const path = bind(join(root, 'a'), text);
      await expect(found(below)).rejects.toMatchObject({
        code: 'project.unreadable',
        exit: 3,
        message: expect.stringContaining(path),
      });
    },
  );

  it('is read when the system does not tell what has its name', async () => {
    const path = bind(below, '{"org":"own"}');
    await onDisk(
      async () => expect(await found(below)).toEqual({ id: 'own', path }),
      ({ name, file }) => (name === 'lstatSync' && file === '.smsctl.json' ? { errno: 'EACCES' } : undefined),
    );
  });

  it('is refused when it is longer than any such file', async () => {
    bind(below, `{"org":"own"}${' '.repeat(4096)}`);
    await expect(found(below)).rejects.toMatchObject({ code: 'project.unreadable' });
  });

  it('stops the search when it is no file', async () => {
    bind(root, '{"org":"top"}');
    mkdirSync(join(root, 'a', '.smsctl.json'));
    await expect(found(below)).rejects.toMatchObject({ code: 'project.unreadable' });
  });
});

/** Only root can give a file to another user. */
describe.skipIf(process.getuid?.() !== 0)('the owner of a .smsctl.json', () => {
  const [me, other] = [1000, 1001];

  /** Whether the organization is taken, for the owners of the file, of the entry and of the working directory. */
  async function isTaken(owners: { file: number; entry?: number; directory?: number }, user: number, onlyOwn = false) {
    const path = join(below, '.smsctl.json');
    const { file, entry, directory = 0 } = owners;
    const target = entry === undefined ? path : join(root, 'target');
    writeFileSync(target, '{"org":"own"}');
    chownSync(target, file, file);
    if (entry !== undefined) {
      symlinkSync(target, path);
      lchownSync(path, entry, entry);
    }
    chownSync(below, directory, directory);
    vi.spyOn(process, 'getuid').mockReturnValue(user);
    return projectFile(below)({ onlyOwn }).then(
      ({ id } = { id: '', path }) => id === 'own',
      (error) => {
        expect(error).toMatchObject({ code: 'project.untrusted', exit: 3 });
        return false;
      },
    );
  }

  it.each([
    ['this user’s', { file: me }, me, true],
    ['root’s', { file: 0 }, me, true],
    ['another user’s', { file: other }, me, false],
    ['another user’s, in that user’s directory', { file: other, directory: other }, me, false],
    ['another user’s, behind an own link', { file: other, entry: me }, me, false],
    ['this user’s, behind another user’s link', { file: me, entry: other }, me, false],
    ['this user’s, behind root’s link', { file: me, entry: 0 }, me, true],
    ['another user’s, for root', { file: other }, 0, false],
    ['the one of the working directory, for root', { file: other, directory: other }, 0, true],
    ['root’s, in a directory of another user', { file: 0, directory: other }, 0, true],
    ['a third user’s, for root', { file: me, directory: other }, 0, false],
  ] as const)('decides: %s', async (_, owners, user, isOne) => {
    expect(await isTaken(owners, user)).toBe(isOne);
  });

  it('has to be root or this user when that is asked for', async () => {
    expect(await isTaken({ file: other, directory: other }, 0, true)).toBe(false);
    expect(await isTaken({ file: 0, directory: other }, 0, true)).toBe(true);
  });
});
