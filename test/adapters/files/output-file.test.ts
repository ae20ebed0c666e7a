import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutput, writeOutput } from '../../../src/adapters/files/output-file.ts';
import type { Replacing } from '../../../src/adapters/files/output-target.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { type DiskCall, type DiskFault, onDisk } from '../../support/failing-disk.ts';
import { isRoot, otherUser } from '../../support/users.ts';

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smsctl-output-'));
  out = join(folder, 'out');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const names = (): readonly string[] => readdirSync(folder).sort();
const textOf = (path: string): string => readFileSync(path, 'utf8');
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const keep: Replacing = { replace: false };
const replace: Replacing = { replace: true };
const refused = (words: string) =>
  expect.objectContaining({ code: 'output.refused', exit: 2, message: expect.stringContaining(words) });
const failed = (words: string) =>
  expect.objectContaining({ code: 'output.failed', exit: 74, message: expect.stringContaining(words) });

/** Both ways to write a file: piece by piece, and a text at once. */
const ways = [
  [
    'in pieces',
    async (path: string, replacing: Replacing) => {
      const file = openOutput(path, replacing);
      try {
        for (const piece of ['ne', 'w']) file.write(piece);
        file.commit();
      } finally {
        file.abort();
      }
    },
  ],
  ['at once', (path: string, replacing: Replacing) => writeOutput(path, 'new', replacing)],
] as const;

describe.skipIf(process.platform === 'win32').each(ways)('an output that is written %s', (_, write) => {
  it('is a file that only its owner can read', async () => {
    await write(out, keep);
    expect([names(), textOf(out), modeOf(out)]).toEqual([['out'], 'new', 0o600]);
  });

  it('replaces a file only when that is allowed, and keeps its mode', async () => {
    for (const mode of [0o644, 0o640, 0o400]) {
      writeFileSync(out, 'former');
      chmodSync(out, mode);
      await expect(write(out, keep)).rejects.toEqual(refused('already exists'));
      expect([names(), textOf(out)]).toEqual([['out'], 'former']);
      await write(out, replace);
      expect([names(), textOf(out), modeOf(out)]).toEqual([['out'], 'new', mode]);
      rmSync(out);
    }
  });

  it('replaces smsctl’s own file, which it recognizes by its text', async () => {
    const own = (former: string) => former === 'own';
    writeFileSync(out, 'own');
    await write(out, { replace: false, isOwn: own });
    expect(textOf(out)).toBe('new');
    await expect(write(out, { replace: false, isOwn: own })).rejects.toEqual(refused('already exists'));
    await write(out, { replace: true, isOwn: own });
  });

  it('does not read a file of more than 8 MiB to recognize it', async () => {
    const asked: number[] = [];
    const isOwn = (former: string) => asked.push(former.length) > 0;
    writeFileSync(out, '');
    truncateSync(out, 8 * 1024 * 1024 + 1);
    await expect(write(out, { replace: false, isOwn })).rejects.toEqual(refused('already exists'));
    expect(asked).toEqual([]);
    truncateSync(out, 8 * 1024 * 1024);
    await write(out, { replace: false, isOwn });
    expect(asked).toEqual([8 * 1024 * 1024]);
  });

  it('never replaces a file that is being read, whatever its name', async () => {
    writeFileSync(at('list'), 'list');
    linkSync(at('list'), at('same'));
    symlinkSync('list', at('link'));
    for (const name of ['list', 'same', 'link']) {
      const inputs = [at('missing'), at('list')];
      await expect(write(at(name), { ...replace, inputs })).rejects.toEqual(refused('is the list itself'));
    }
    writeFileSync(out, 'former');
    await write(out, { ...replace, inputs: [at('list')] });
    expect([textOf(out), textOf(at('list'))]).toEqual(['new', 'list']);
  });

  it('goes through links to a file, which stay links', async () => {
    writeFileSync(at('target'), 'former');
    mkdirSync(at('sub'));
    symlinkSync('../target', at('sub/link'));
    symlinkSync('sub/link', out);
    await expect(write(out, keep)).rejects.toEqual(refused('already exists'));
    await write(out, replace);
    expect([textOf(at('target')), readlinkSync(out), readlinkSync(at('sub/link'))]).toEqual([
      ...['new', 'sub/link', '../target'],
    ]);
  });

  it.each<[string, () => void, string]>([
    ['a directory', () => mkdirSync(out), 'is a directory'],
    ['a link to a directory', () => symlinkSync(folder, out), 'is a directory'],
    ['a link to nothing', () => symlinkSync('nothing', out), 'is a broken symbolic link'],
    ['a link to itself', () => symlinkSync('out', out), 'is a broken symbolic link'],
    [
      'a link to a link to nothing',
      () => [symlinkSync('other', out), symlinkSync('no', at('other'))],
      'is a broken symbolic link',
    ],
  ])('is refused over %s', async (_kind, make, words) => {
    make();
    const before = names();
    for (const replacing of [keep, replace]) {
      await expect(write(out, replacing)).rejects.toEqual(refused(words));
      expect(names()).toEqual(before);
    }
  });

  it('fails when its directory does not exist, and creates none', async () => {
    await expect(write(at('missing/out'), keep)).rejects.toEqual(failed('no such file'));
    expect(names()).toEqual([]);
  });

  it('contains no secret', async () => {
    new Secret('a-secret-in-an-output');
    await writeOutput(out, 'x a-secret-in-an-output y', keep);
    const file = openOutput(at('other'), keep);
    file.write('x a-secret-in-an-output y');
    file.commit();
    expect([textOf(out), textOf(at('other'))]).toEqual(['x [secret] y', 'x [secret] y']);
  });

  /** The faults of a disk that is full, or gives an error, at each call that an output makes. */
  it('leaves a former file and no other when any call fails', async () => {
    for (const replacing of [keep, replace]) {
      const begin = () => {
        if (replacing.replace) writeFileSync(out, 'former');
        else rmSync(out, { force: true });
      };
      begin();
      const calls = await onDisk(() => write(out, replacing));
      expect(calls.length).toBeGreaterThan(4);
      for (let failing = 1; failing <= calls.length; failing += 1) {
        begin();
        let outcome: unknown;
        await onDisk(
          async () => {
            outcome = await write(out, replacing).then(
              () => 'done',
              (error: unknown) => error,
            );
          },
          (_call, now) => (now === failing ? { errno: 'EIO' } : undefined),
        );
        const isDone = existsSync(out) && textOf(out) === 'new';
        const label = `call ${failing}: ${calls[failing - 1]?.name}`;
        if (outcome !== 'done') expect(outcome, label).toEqual(failed('(EIO)'));
        if (!isDone) expect([outcome, existsSync(out)], label).toEqual([expect.any(Error), replacing.replace]);
        if (!isDone && replacing.replace) expect(textOf(out), label).toBe('former');
        // A temporary file may be left when it is its removal that fails.
        if (calls[failing - 1]?.name !== 'rmSync') expect(names().length, label).toBeLessThanOrEqual(1);
        for (const name of names()) rmSync(at(name));
      }
    }
  });
});

/** Runs work on a disk on which these calls meet a fault. */
async function failing(work: () => unknown, faults: Partial<Record<DiskCall['name'], DiskFault>>) {
  let outcome: unknown = 'done';
  await onDisk(
    async () => {
      try {
        await work();
      } catch (error) {
        outcome = error;
      }
    },
    ({ name }) => faults[name],
  );
  return outcome;
}

describe('a file that is not complete', () => {
  it('has no name, and the former file stays', () => {
    writeFileSync(out, 'former');
    const file = openOutput(out, replace);
    expect(file.path).toBe(out);
    file.write('new');
    expect(textOf(out)).toBe('former');
    expect(names()).toHaveLength(2);
    file.commit();
    expect([names(), textOf(out)]).toEqual([['out'], 'new']);
    file.abort();
    expect([names(), textOf(out)]).toEqual([['out'], 'new']);
  });

  it('is removed when it is aborted, once', () => {
    const file = openOutput(out, keep);
    file.write('new');
    file.abort();
    file.abort();
    expect(names()).toEqual([]);
    expect(() => file.write('more')).toThrow(failed('finished'));
    expect(() => file.commit()).toThrow(failed('finished'));
    expect(names()).toEqual([]);
  });

  it('cannot be written after it is complete', () => {
    const file = openOutput(out, keep);
    file.commit();
    expect(() => file.write('more')).toThrow(failed('finished'));
    expect(() => file.commit()).toThrow(failed('finished'));
    expect(textOf(out)).toBe('');
  });

  it('is removed when the process ends', () => {
    const before = process.listeners('exit');
    const files = [openOutput(out, keep), openOutput(at('other'), keep)];
    const added = process.listeners('exit').filter((listener) => !before.includes(listener));
    expect([added.length, names().length]).toEqual([1, 2]);
    added[0]?.(0);
    expect(names()).toEqual([]);
    files[0]?.abort();
    expect(process.listeners('exit')).toHaveLength(before.length + 1);
    files[1]?.abort();
    expect(process.listeners('exit')).toEqual(before);
  });

  it('is refused to a second output of the same file, until the first is over', () => {
    writeFileSync(at('target'), 'former');
    symlinkSync('target', out);
    const first = openOutput(out, replace);
    expect(() => openOutput(at('target'), replace)).toThrow(refused('is named for two outputs'));
    const other = openOutput(at('other'), keep);
    first.abort();
    openOutput(at('target'), replace).abort();
    other.abort();
  });

  it('fails when another program took the name meanwhile, and replaces nothing', () => {
    const file = openOutput(out, keep);
    writeFileSync(out, 'theirs');
    expect(() => file.commit()).toThrow(refused('already exists'));
    file.abort();
    expect([names(), textOf(out)]).toEqual([['out'], 'theirs']);
  });

  it.each([
    ['replaced', () => [writeFileSync(at('new'), 'theirs'), renameSync(at('new'), out)], 'theirs'],
    ['deleted', () => rmSync(out), undefined],
  ])('fails when another program %s the former file meanwhile', (_, change, left) => {
    writeFileSync(out, 'former');
    const file = openOutput(out, replace);
    change();
    expect(() => file.commit()).toThrow(refused('was replaced by another program'));
    file.abort();
    expect([names(), existsSync(out) ? textOf(out) : undefined]).toEqual([left === undefined ? [] : ['out'], left]);
  });

  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES'])(
    'gets its name by a rename when links are answered with %s, and then replaces nothing',
    async (errno) => {
      const write = () => writeOutput(out, 'new', keep);
      expect(await failing(write, { linkSync: { errno } })).toBe('done');
      expect([names(), textOf(out)]).toEqual([['out'], 'new']);
      rmSync(out);
      const file = openOutput(out, keep);
      writeFileSync(out, 'theirs');
      expect(await failing(() => file.commit(), { linkSync: { errno } })).toEqual(refused('already exists'));
      file.abort();
      expect([names(), textOf(out)]).toEqual([['out'], 'theirs']);
    },
  );

  it.each([
    ['ENOSPC', 'disk space'],
    ['EDQUOT', 'disk space'],
    ['EFBIG', 'disk space'],
    ['EIO', 'a directory'],
  ])('fails with a remedy for %s', async (errno, remedy) => {
    for (const call of ['writeSync', 'fsyncSync'] as const) {
      const outcome = await failing(() => writeOutput(out, 'new', keep), { [call]: { errno } });
      expect(outcome).toEqual(failed(`(${errno})`));
      expect((outcome as { readonly hints: readonly string[] }).hints).toEqual([expect.stringContaining(remedy)]);
      expect(names()).toEqual([]);
    }
  });

  it('is written whole when the system takes a part at a time, and fails when it takes nothing', async () => {
    expect(await failing(() => writeOutput(out, 'new', keep), { writeSync: { taken: 1 } })).toBe('done');
    expect(textOf(out)).toBe('new');
    expect(await failing(() => writeOutput(out, 'other', replace), { writeSync: { taken: 0 } })).toEqual(
      failed('no space'),
    );
    expect([names(), textOf(out)]).toEqual([['out'], 'new']);
  });

  it('is removed although it cannot be closed', async () => {
    const file = openOutput(out, keep);
    expect(await failing(() => file.abort(), { closeSync: { errno: 'EIO' } })).toBe('done');
    expect(names()).toEqual([]);
  });
});

describe.skipIf(!isRoot)('files of other users', () => {
  it('stay theirs when they are replaced by root', async () => {
    writeFileSync(out, 'former');
    chmodSync(out, 0o664);
    chownSync(out, otherUser, otherUser);
    await writeOutput(out, 'new', replace);
    const { uid, gid } = statSync(out);
    expect([textOf(out), uid, gid, modeOf(out)]).toEqual(['new', otherUser, otherUser, 0o664]);
  });

  it('give nothing to another group when the owner cannot be kept', async () => {
    writeFileSync(out, 'former');
    chmodSync(out, 0o664);
    chownSync(out, 0, otherUser);
    await failing(() => writeOutput(out, 'new', replace), { fchownSync: { errno: 'EPERM' } });
    expect([textOf(out), modeOf(out)]).toEqual(['new', 0o604]);
  });

  it.each<[string, () => void]>([
    [
      'a link of another user',
      () => [writeFileSync(at('target'), ''), symlinkSync('target', out), lchownSync(out, otherUser, otherUser)],
    ],
    [
      'a link to a file of another user',
      () => [
        writeFileSync(at('target'), ''),
        chownSync(at('target'), otherUser, otherUser),
        symlinkSync('target', out),
      ],
    ],
  ])('are not replaced through %s', async (_, make) => {
    make();
    await expect(writeOutput(out, 'new', replace)).rejects.toEqual(refused('another user'));
    expect(textOf(at('target'))).toBe('');
  });
});

describe.skipIf(process.platform === 'win32')('a pipe or a device', () => {
  const pipe = (name: string): string => {
    execFileSync('mkfifo', [at(name)]);
    return at(name);
  };

  it('is written into by a whole text alone', async () => {
    const path = pipe('pipe');
    const reader = openSync(path, 'r+');
    new Secret('a-secret-in-a-pipe');
    const text = `a-secret-in-a-pipe${'x'.repeat(1000)}`;
    for (const replacing of [keep, replace]) await writeOutput(path, text, replacing);
    const bytes = Buffer.alloc(10_000);
    const length = readSync(reader, bytes);
    closeSync(reader);
    expect(bytes.subarray(0, length).toString()).toBe(`[secret]${'x'.repeat(1000)}`.repeat(2));
    expect(() => openOutput(path, replace)).toThrow(refused('is a pipe or a device'));
    expect(lstatSync(path).isFIFO()).toBe(true);
    await writeOutput('/dev/null', 'text', keep);
    expect(() => openOutput('/dev/null', replace)).toThrow(refused('is a pipe or a device'));
  });

  it('is not waited for when nothing reads it', async () => {
    await expect(writeOutput(pipe('pipe'), 'text', keep)).rejects.toEqual(failed('no program reads the pipe'));
  });

  it('is written into while its reader is slow', async () => {
    const path = pipe('pipe');
    const reader = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const text = 'x'.repeat(200_000);
    let isWritten = false;
    const writing = writeOutput(path, text, keep).then(() => {
      isWritten = true;
    });
    let read = 0;
    while (read < text.length) {
      await new Promise((resolve) => setImmediate(resolve));
      // A pipe holds less.
      if (read < 100_000) expect(isWritten).toBe(false);
      try {
        read += readSync(reader, Buffer.alloc(20_000));
      } catch (error) {
        expect(error).toMatchObject({ code: 'EAGAIN' });
      }
    }
    await writing;
    closeSync(reader);
    expect(read).toBe(text.length);
  });

  it('fails when writing into it fails', async () => {
    const path = pipe('pipe');
    const reader = openSync(path, 'r+');
    const outcome = await failing(() => writeOutput(path, 'text', keep), { writeSync: { errno: 'EIO' } });
    closeSync(reader);
    expect(outcome).toEqual(failed('(EIO)'));
  });
});
