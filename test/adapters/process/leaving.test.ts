import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beforeLeaving } from '../../../src/adapters/process/leaving.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that ends as ours does. */
function startProcess() {
  const codes: number[] = [];
  const leaving = Object.assign(new EventEmitter(), { exit: (code: number) => codes.push(code) });
  const leave = (code: number): void => {
    if (!leaving.emit('leave', code)) leaving.exit(code);
  };
  return { codes, leaving, leave };
}

const second = () => new Promise((resolve) => setTimeout(resolve, 1000));
const endless = () => new Promise(() => {});

describe('leaving a process', () => {
  it.each([
    ['is done', second],
    [
      'fails',
      async () => {
        await second();
        throw new Error('not possible');
      },
    ],
  ])('waits until a work %s', async (_, work) => {
    const { codes, leaving, leave } = startProcess();
    beforeLeaving(work, leaving);
    leave(143);
    await vi.advanceTimersByTimeAsync(999);
    expect(codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(codes).toEqual([143]);
  });

  it('does not wait for longer than three seconds', async () => {
    const { codes, leaving, leave } = startProcess();
    beforeLeaving(endless, leaving);
    leave(130);
    await vi.advanceTimersByTimeAsync(2999);
    expect(codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(codes).toEqual([130]);
  });

  it('is at once for the second signal, and after a work that was taken back', () => {
    const { codes, leaving, leave } = startProcess();
    beforeLeaving(endless, leaving)();
    leave(0);
    expect(codes).toEqual([0]);
    const takeBack = beforeLeaving(endless, leaving);
    leave(130);
    takeBack();
    expect(codes).toEqual([0]);
    leave(130);
    expect(codes).toEqual([0, 130]);
  });
});
