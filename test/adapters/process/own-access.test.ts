import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepOwnAccess } from '../../../src/adapters/process/own-access.ts';

afterEach(() => vi.restoreAllMocks());

describe('the umask', () => {
  it.each([
    [0o777, 0o077],
    [0o277, 0o077],
    [0o022, 0o022],
    [0o027, 0o027],
    [0o000, 0o000],
  ])('%o is returned and becomes %o', (given, own) => {
    let mask = given;
    // A thread, in which Stryker runs this suite, cannot set it.
    vi.spyOn(process, 'umask').mockImplementation((wanted) => {
      const former = mask;
      if (wanted !== undefined) mask = Number(wanted);
      return former;
    });
    expect(keepOwnAccess()).toBe(given);
    expect(mask).toBe(own);
  });
});
