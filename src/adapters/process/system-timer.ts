import type { Timer } from '../../ports.ts';

/** The machine's own. */
export const systemTimer: Timer = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    const { setTimeout } = await import('node:timers/promises');
    await setTimeout(ms, undefined, signal && { signal });
  },
};
