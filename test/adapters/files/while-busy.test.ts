import { describe, expect, it } from 'vitest';
import { whileBusy } from '../../../src/adapters/files/while-busy.ts';

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'rename' });

/** An operation that is refused with each code in turn, and then done; and what was waited for it, in milliseconds. */
function refused(codes: readonly string[], platform: NodeJS.Platform) {
  const left = [...codes];
  const waited: number[] = [];
  let tries = 0;
  const work = () => {
    tries += 1;
    const code = left.shift();
    if (code !== undefined) throw systemError(code);
    return 'done';
  };
  const run = () => whileBusy(work, { platform, pause: (milliseconds) => void waited.push(milliseconds) });
  return { run, tries: () => tries, waited: () => waited.reduce((sum, each) => sum + each, 0) };
}

describe('an operation on a file that another program uses', () => {
  it.each([['EPERM'], ['EACCES'], ['EBUSY']])('is retried on Windows after %s', (code) => {
    const { run, tries } = refused([code, code, code], 'win32');
    expect(run()).toBe('done');
    expect(tries()).toBe(4);
  });

  it('fails after two seconds with the system’s error', () => {
    const { run, tries, waited } = refused(new Array(500).fill('EBUSY'), 'win32');
    expect(run).toThrow(expect.objectContaining({ code: 'EBUSY' }));
    expect(waited()).toBe(2_000);
    expect(tries()).toBe(104);
  });

  it.each([['ENOENT'], ['ENOSPC'], ['EXDEV']])('is not retried after %s', (code) => {
    const { run, tries } = refused([code], 'win32');
    expect(run).toThrow(expect.objectContaining({ code }));
    expect(tries()).toBe(1);
  });

  it.each<NodeJS.Platform>(['linux', 'darwin'])('is tried once on %s', (platform) => {
    const { run, tries, waited } = refused(['EPERM'], platform);
    expect(run).toThrow(expect.objectContaining({ code: 'EPERM' }));
    expect([tries(), waited()]).toEqual([1, 0]);
  });

  it('waits between tries', () => {
    const before = performance.now();
    let tries = 0;
    const work = () => {
      tries += 1;
      if (tries === 1) throw systemError('EBUSY');
    };
    whileBusy(work, { platform: 'win32' });
    expect(performance.now() - before).toBeGreaterThanOrEqual(1);
  });
});
