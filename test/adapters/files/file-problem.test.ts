import { describe, expect, it } from 'vitest';
import {
  codeOf,
  isMissing,
  isSystemError,
  mapSystemErrors,
  reasonOf,
} from '../../../src/adapters/files/file-problem.ts';

const systemError = (code?: string) => Object.assign(new Error(`${code}: x, open '/a'`), { code, syscall: 'open' });

describe('an error of the system', () => {
  it.each([
    ['EACCES', 'permission denied (EACCES)'],
    ['ENOSPC', 'no space left on the disk (ENOSPC)'],
    ['Unknown system error -122', 'the disk quota is exceeded (EDQUOT)'],
    ['EWEIRD', 'EWEIRD'],
    [undefined, 'unknown'],
  ])('%s is explained without its own words', (code, reason) => expect(reasonOf(systemError(code))).toBe(reason));

  it.each([
    [new Error('words'), 'words'],
    [Object.assign(new Error('words'), { code: 'EACCES' }), 'words'],
    ['text', 'text'],
  ])('is none: %s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
    expect([isSystemError(error), isMissing(error)]).toEqual([false, false]);
  });

  it('is one only as an error with call and code', () => {
    expect(isSystemError(systemError('EIO'))).toBe(true);
    expect(isSystemError({ code: 'EIO', syscall: 'open' })).toBe(false);
    expect(isSystemError(Object.assign(new Error(), { syscall: 'open' }))).toBe(false);
    expect([codeOf(systemError('EIO')), codeOf(new Error())]).toEqual(['EIO', undefined]);
  });

  it('tells that something is missing', () => {
    const codes = ['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR'];
    expect(codes.filter((code) => isMissing(systemError(code)))).toEqual(['ENOENT', 'ENOTDIR']);
    expect(isMissing(Object.assign(new Error(), { code: 'ENOENT' }))).toBe(false);
  });

  it('is replaced, and no other error', async () => {
    const replaced = new Error('replaced');
    const mapped = (error: Error) =>
      mapSystemErrors(
        () => Promise.reject(error),
        () => replaced,
      );
    await expect(mapped(systemError('EIO'))).rejects.toBe(replaced);
    const bug = new TypeError('bug');
    await expect(mapped(bug)).rejects.toBe(bug);
    expect(
      await mapSystemErrors(
        async () => 'done',
        () => replaced,
      ),
    ).toBe('done');
  });
});
