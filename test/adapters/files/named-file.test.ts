import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRegular, readNamed, readRegular } from '../../../src/adapters/files/named-file.ts';
import { readPipe } from '../../../src/adapters/files/named-pipe.ts';
import { UnfitFile } from '../../../src/adapters/files/unfit-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'smsctl-named-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

describe('a file that is read by its name', () => {
  it('may be as long as its limit and no longer', async () => {
    writeFileSync(path('four'), 'four');
    expect(readRegular(path('four'), 4).bytes.toString()).toBe('four');
    expect((await readNamed(path('four'), 4)).toString()).toBe('four');
    expect(() => readRegular(path('four'), 3)).toThrow(UnfitFile);
    await expect(readNamed(path('four'), 3)).rejects.toBeInstanceOf(UnfitFile);
    writeFileSync(path('none'), '');
    expect(readRegular(path('none'), 4).bytes).toHaveLength(0);
    const long = 'x'.repeat(100_000);
    writeFileSync(path('long'), long);
    expect(readRegular(path('long'), 100_000).bytes.toString()).toBe(long);
  });

  it('is the opened file with its owner', () => {
    writeFileSync(path('owned'), 'x');
    const { file, stats } = openRegular(path('owned'));
    closeSync(file);
    expect([stats.size, stats.uid]).toEqual([1, process.getuid?.() ?? 0]);
  });

  it.runIf(existsSync('/proc/self/status'))('may have no size, as in /proc', () => {
    expect(readRegular('/proc/self/status', 65_536).bytes.toString()).toMatch(/^Name:/);
    expect(() => readRegular('/proc/self/status', 10)).toThrow(UnfitFile);
  });

  it('is refused when it is a link and links are not followed', () => {
    writeFileSync(path('target'), 'x');
    symlinkSync('target', path('link'));
    expect(readRegular(path('link'), 10).bytes.toString()).toBe('x');
    expect(() => readRegular(path('link'), 10, { followsLinks: false })).toThrow(/ELOOP/);
  });

  it('is refused when it is a directory', () => {
    expect(() => openRegular(folder)).toThrow(expect.objectContaining({ isDirectory: true }));
    expect(() => openRegular(folder, { followsLinks: false })).toThrow(expect.objectContaining({ isDirectory: true }));
    expect(() => openRegular('/dev/null')).toThrow(expect.objectContaining({ isDirectory: false }));
  });
});

describe.skipIf(process.platform === 'win32')('a pipe that is read by its name', () => {
  const pipe = (name: string): string => {
    execFileSync('mkfifo', [path(name)]);
    return path(name);
  };

  const writer = (name: string) =>
    spawn('sh', ['-c', '(printf four; sleep 0.1; printf more) > "$1"', 'sh', name], { stdio: 'ignore' });

  it('returns what is written to it up to the limit', async () => {
    const name = pipe('pieces');
    const read = readNamed(name, 10);
    writer(name);
    expect((await read).toString()).toBe('fourmore');
    const over = readNamed(name, 7);
    writer(name);
    await expect(over).rejects.toBeInstanceOf(UnfitFile);
  });

  it('times out when nothing is written', async () => {
    await expect(readPipe(pipe('without'), 10, 50)).rejects.toThrow(/nothing was written/);
    const name = pipe('with');
    const file = openSync(name, 'r+');
    await expect(readPipe(name, 10, 50)).rejects.toThrow(/nothing was written/);
    appendFileSync(file, 'late');
    closeSync(file);
  });
});
