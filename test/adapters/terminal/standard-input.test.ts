import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStandardInput } from '../../../src/adapters/terminal/standard-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'smsctl-stdin-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const name = (): string => {
  count += 1;
  return join(folder, `${count}`);
};

/** The text of a file that has these bytes. */
async function ofFile(bytes: string | Buffer): Promise<string> {
  const path = name();
  writeFileSync(path, bytes);
  const file = openSync(path, 'r');
  try {
    return await readStandardInput(file);
  } finally {
    closeSync(file);
  }
}

/** The text of a pipe into which these pieces are written, each when the one before has been read. */
async function ofPipe(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const path = name();
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  // Its socket closes the file.
  const reading = readStandardInput(reader);
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  reading.then(over, over);
  for (const piece of pieces) {
    for (let left = Buffer.from(piece); left.length > 0 && !isOver; ) {
      try {
        left = left.subarray(writeSync(writer, left));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') break;
        if (code !== 'EAGAIN') throw error;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  closeSync(writer);
  return reading;
}

const mebibyte = 1024 * 1024;
const half = 'x'.repeat(mebibyte / 2);

describe.skipIf(process.platform === 'win32').each([
  ['file', (...pieces: readonly string[]) => ofFile(pieces.join(''))],
  ['pipe', ofPipe],
] as const)('the text of a %s', (_, read) => {
  it.each([[''], ['a line\n'], ['Zoë € 𝄞\n'], ['x'.repeat(200_000)]])('is read to its end', async (text) =>
    expect(await read(text)).toBe(text),
  );

  it('is read in pieces', async () => expect(await read('one\n', 'two', half)).toBe(`one\ntwo${half}`));

  it('is read up to a mebibyte and cut off soon after it', async () => {
    expect(await read(half, half)).toHaveLength(mebibyte);
    const { length } = await read(...Array.from({ length: 8 }, () => half));
    expect(length).toBeGreaterThan(mebibyte);
    expect(length).toBeLessThanOrEqual(mebibyte + 64 * 1024);
  });
});

describe.skipIf(process.platform === 'win32')('the text of stdin', () => {
  it('joins a character that comes in two pieces', async () => {
    const euro = Buffer.from('€');
    expect(await ofPipe(euro.subarray(0, 1), euro.subarray(1))).toBe('€');
  });

  it('is empty for /dev/null', async () => {
    const file = openSync('/dev/null', 'r');
    expect(await readStandardInput(file)).toBe('');
    closeSync(file);
  });

  it('cannot be read from a directory or a file that is closed', async () => {
    const file = openSync(folder, 'r');
    await expect(readStandardInput(file)).rejects.toMatchObject({ code: 'EISDIR' });
    closeSync(file);
    await expect(readStandardInput(file)).rejects.toMatchObject({ code: 'EBADF' });
  });
});
