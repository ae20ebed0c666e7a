import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Each test has its own, as each process has. */
let leaving: typeof import('../../../src/adapters/process/leaving.ts');
beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  leaving = await import('../../../src/adapters/process/leaving.ts');
});
afterEach(() => {
  vi.useRealTimers();
});

function startProcess() {
  const codes: number[] = [];
  return { codes, process: { exit: (code: number) => codes.push(code) } };
}

describe('leaving a process', () => {
  it('is at once when nothing is to be done', () => {
    const { codes, process } = startProcess();
    leaving.leave(process, 130);
    expect(codes).toEqual([130]);
  });

  it('waits for all works, also if one fails', async () => {
    const { codes, process } = startProcess();
    const done: string[] = [];
    leaving.beforeLeaving(async () => {
      throw new Error('not possible');
    });
    leaving.beforeLeaving(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      done.push('ended');
    });
    leaving.leave(process, 143);
    await vi.advanceTimersByTimeAsync(999);
    expect(codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect({ done, codes }).toEqual({ done: ['ended'], codes: [143] });
  });

  it('does not wait for longer than three seconds', async () => {
    const { codes, process } = startProcess();
    leaving.beforeLeaving(() => new Promise(() => {}));
    leaving.leave(process, 130);
    await vi.advanceTimersByTimeAsync(2999);
    expect(codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(codes).toEqual([130]);
  });

  it('is at once for the second signal, and after works that were taken back', () => {
    const [first, second] = [startProcess(), startProcess()];
    const takeBack = leaving.beforeLeaving(() => new Promise(() => {}));
    takeBack();
    leaving.leave(first.process, 0);
    expect(first.codes).toEqual([0]);
    leaving.beforeLeaving(() => new Promise(() => {}));
    leaving.leave(second.process, 130);
    expect(second.codes).toEqual([]);
    leaving.leave(second.process, 130);
    expect(second.codes).toEqual([130]);
  });
});
