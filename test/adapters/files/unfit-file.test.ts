import type { Stats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { otherKind, tooLarge, UnfitFile } from '../../../src/adapters/files/unfit-file.ts';

const checks = ['isFile', 'isDirectory', 'isFIFO', 'isSocket', 'isCharacterDevice', 'isBlockDevice'] as const;
const statsOf = (kind: string) =>
  Object.fromEntries(checks.map((check) => [check, () => check === kind])) as unknown as Stats;

describe('what is no file', () => {
  it.each([
    ['isFile', undefined],
    ['isDirectory', 'it is a directory'],
    ['isFIFO', 'it is a pipe, not a file'],
    ['isSocket', 'it is a socket, not a file'],
    ['isCharacterDevice', 'it is a device, not a file'],
    ['isBlockDevice', 'it is a device, not a file'],
    ['isOther', 'it is not a file'],
  ])('is named: %s', (kind, words) => expect(otherKind(statsOf(kind))).toBe(words));

  it('is a directory only when that is said', () => {
    expect(new UnfitFile('words')).toMatchObject({ message: 'words', isDirectory: false });
    expect(new UnfitFile('words', { isDirectory: true }).isDirectory).toBe(true);
  });

  it.each([
    [1024 * 1024, '1 MiB'],
    [8 * 1024 * 1024, '8 MiB'],
    [4096, '4 KiB'],
    [1024 * 1024 + 1024, '1025 KiB'],
    [1500, '1 KiB'],
  ])('is too large for %d bytes: %s', (limit, words) => expect(tooLarge(limit).message).toContain(words));
});
