import type { Timer } from '../../src/ports.ts';

interface QuickTimer extends Timer {
  /** What was waited for, in milliseconds. */
  readonly waits: readonly number[];
}

/** A timer on which nothing is waited for: each wait only moves its clock. */
export function quickTimer(): QuickTimer {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  };
}
