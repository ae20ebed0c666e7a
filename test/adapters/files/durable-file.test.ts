import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeDirectory,
  parentsMade,
  removeDurably,
  temporaryName,
  writeDurably,
} from '../../../src/adapters/files/durable-file.ts';
import { type DiskCall, onDisk } from '../../support/failing-disk.ts';

let root: string;
let folder: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smsctl-durable-'));
  folder = join(root, 'one', 'two');
  file = join(folder, 'settings.json');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const bytes = Buffer.from('what is to be kept, and is longer than a few bytes');
const shown = ({ name, file: touched }: DiskCall) => `${name.replace(/Sync$/, '')} ${touched}`;
const thrownBy = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not throw.');
};

describe('writing durably', () => {
  it('syncs the bytes before the rename and the directory before it returns', async () => {
    mkdirSync(folder, { recursive: true });
    const calls = await onDisk(() => writeDurably(file, bytes));
    expect(calls.map(shown)).toEqual([
      'mkdir two',
      'open .settings.json.tmp',
      'fchmod .settings.json.tmp',
      'write .settings.json.tmp',
      'fsync .settings.json.tmp',
      'close .settings.json.tmp',
      'readFile .settings.json.tmp',
      'rename .settings.json.tmp',
      'open two',
      'fsync two',
      'close two',
    ]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('continues after a partial write', async () => {
    await onDisk(
      () => writeDurably(file, bytes),
      ({ name }) => (name === 'writeSync' ? { taken: 7 } : undefined),
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('fails and keeps the former file when a write takes nothing', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, 'former');
    await expect(
      onDisk(
        () => writeDurably(file, bytes),
        ({ name }) => (name === 'writeSync' ? { taken: 0 } : undefined),
      ),
    ).rejects.toThrow('what was written is not what is on the disk');
    expect(readFileSync(file, 'utf8')).toBe('former');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('runs the callback when the bytes are complete and before the rename', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, 'former');
    let ran = 0;
    writeDurably(file, bytes, () => {
      ran += 1;
      const [temporary] = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
      expect(readFileSync(join(folder, String(temporary))).equals(bytes)).toBe(true);
      expect(readFileSync(file, 'utf8')).toBe('former');
    });
    expect(ran).toBe(1);
    const refused = () => {
      throw new Error('not now');
    };
    expect(thrownBy(() => writeDurably(file, Buffer.from('later'), refused)).message).toBe('not now');
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('reports a new file in place when only its directory was not synced', async () => {
    mkdirSync(folder, { recursive: true });
    const error = await onDisk(
      () => writeDurably(file, bytes),
      ({ name, file: touched }) => (name === 'fsyncSync' && touched === 'two' ? { errno: 'EIO' } : undefined),
    ).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ path: file, message: 'the disk reports an error (EIO)' });
    expect((error as Error).cause).toMatchObject({ code: 'EIO' });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it.each(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
    'ignores a directory that does not support fsync (%s)',
    async (errno) => {
      const calls = await onDisk(
        () => writeDurably(file, bytes),
        ({ name, file: touched }) => (name === 'fsyncSync' && !touched.endsWith('.tmp') ? { errno } : undefined),
      );
      expect(readFileSync(file).equals(bytes)).toBe(true);
      const count = (name: string) => calls.filter((call) => call.name === name).length;
      expect(count('closeSync')).toBe(count('openSync'));
    },
  );

  it('fails when the file itself does not support fsync', async () => {
    await expect(
      onDisk(
        () => writeDurably(file, bytes),
        ({ name, file: touched }) =>
          name === 'fsyncSync' && touched.endsWith('.tmp') ? { errno: 'EINVAL' } : undefined,
      ),
    ).rejects.toMatchObject({ code: 'EINVAL' });
    expect(existsSync(file)).toBe(false);
  });

  it('keeps only the former file when any call fails before the rename', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, 'former');
    for (const failing of [
      'openSync',
      'fchmodSync',
      'writeSync',
      'fsyncSync',
      'closeSync',
      'readFileSync',
      'renameSync',
    ]) {
      let done = false;
      const attempt = onDisk(
        () => writeDurably(file, bytes),
        ({ name }) => {
          if (name !== failing || done) return undefined;
          done = true;
          return { errno: 'EIO' };
        },
      );
      await expect(attempt, failing).rejects.toMatchObject({ code: 'EIO', syscall: failing.replace(/Sync$/, '') });
      expect(readFileSync(file, 'utf8'), failing).toBe('former');
      expect(readdirSync(folder), failing).toEqual(['settings.json']);
    }
  });

  it('reports the first failure, not the failed clean-up', async () => {
    await expect(
      onDisk(
        () => writeDurably(file, bytes),
        ({ name }) => {
          if (name === 'renameSync') return { errno: 'EROFS' };
          return name === 'unlinkSync' ? { errno: 'EACCES' } : undefined;
        },
      ),
    ).rejects.toMatchObject({ code: 'EROFS' });
  });

  it('never writes through a file that has the temporary name', () => {
    const one = temporaryName(file);
    expect(temporaryName(file)).not.toBe(one);
    expect(one.slice(folder.length + 1)).toMatch(
      new RegExp(`^\\.settings\\.json\\.${process.pid}\\.[0-9a-f]{12}\\.tmp$`),
    );
  });
});

describe('making a directory', () => {
  it('creates private parents and syncs each name', async () => {
    const calls = await onDisk(() => makeDirectory(folder));
    expect([folder, join(root, 'one')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    const above = root.slice(root.lastIndexOf('/') + 1);
    expect(calls.filter(({ name }) => name === 'fsyncSync').map(({ file: touched }) => touched)).toEqual([
      'one',
      above,
    ]);
    expect(await onDisk(() => makeDirectory(folder))).toHaveLength(1);
  });
});

describe('the parents of directories that were made', () => {
  it.each([
    [posix, '/a/b/c', '/a/b', ['/a/b', '/a']],
    [posix, '/a', '/a', ['/']],
    [win32, 'C:\\a\\b\\c', 'C:\\a\\b', ['C:\\a\\b', 'C:\\a']],
    // As Node 22 gives it; nothing above C:\\ is looked for.
    [win32, 'C:\\a\\b', '\\\\?\\C:\\a', ['C:\\a', 'C:\\']],
    [win32, 'C:\\a', '\\\\?\\C:\\a', ['C:\\']],
    [win32, '\\\\server\\share\\a', '\\\\?\\UNC\\server\\share\\a', ['\\\\server\\share\\']],
  ])('%# end at the outermost one or the root: %s', (path, made, first, parents) => {
    expect(parentsMade(made, first, path)).toEqual(parents);
  });
});

describe('removing durably', () => {
  it('syncs the removal before it returns', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, 'x');
    const calls = await onDisk(() => removeDurably(file));
    expect(calls.map(shown)).toEqual(['unlink settings.json', 'open two', 'fsync two', 'close two']);
    expect(existsSync(file)).toBe(false);
  });

  it('ignores a missing file and passes on other errors', async () => {
    mkdirSync(folder, { recursive: true });
    expect((await onDisk(() => removeDurably(file))).map(shown)).toEqual(['unlink settings.json']);
    mkdirSync(file);
    expect(thrownBy(() => removeDurably(file))).toMatchObject({ syscall: 'unlink' });
  });
});
