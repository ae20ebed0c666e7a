import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileWindow, padding } from '../../../src/adapters/counting/file-window.ts';

const directory = mkdtempSync(join(tmpdir(), 'smsctl-window-'));
const path = join(directory, 'list.csv');
writeFileSync(path, 'abcdefghij');
const fd = openSync(path, 'r');
afterAll(() => {
  closeSync(fd);
  rmSync(directory, { recursive: true });
});

function open(bufferBytes: number) {
  const buffer = Buffer.alloc(bufferBytes + padding, '"');
  const view = (from: number, to: number) => buffer.subarray(from, to);
  return { buffer, window: new FileWindow({ fd, fileBytes: 10, bufferBytes, view }) };
}
const textOf = ({ text }: FileWindow): string => Buffer.from(text).toString();

describe('a window on a file', () => {
  it('loads a part, and blanks what follows it in the buffer', () => {
    const { buffer, window } = open(20);
    window.load(2, 5);
    expect([textOf(window), window.from, window.size, window.isLast]).toEqual(['cde', 2, 3, false]);
    expect(buffer.toString('latin1', 3, 3 + padding)).toBe(' '.repeat(padding));
  });

  it('is extended to the end of the file, and no further', () => {
    const { window } = open(20);
    window.load(2, 5);
    expect(window.extend(4)).toBe(true);
    expect([textOf(window), window.isLast]).toEqual(['cdefghi', false]);
    expect(window.extend(4)).toBe(true);
    expect([textOf(window), window.isLast]).toEqual(['cdefghij', true]);
    expect(window.extend(4)).toBe(false);
  });

  it('is not extended beyond its buffer', () => {
    const { window } = open(4);
    window.load(0, 3);
    expect(window.extend(5)).toBe(true);
    expect(textOf(window)).toBe('abcd');
    expect(window.extend(5)).toBe(false);
  });

  it('starts anew with the next load', () => {
    const { window } = open(20);
    window.load(0, 8);
    window.load(8, 30);
    expect([textOf(window), window.from, window.isLast]).toEqual(['ij', 8, true]);
  });
});
