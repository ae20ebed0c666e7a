import { afterEach, describe, expect, it } from 'vitest';
import { withoutItsSignals } from '../../../src/adapters/process/signal-listeners.ts';

const ours = () => {};
const theirs = () => {};
const names = ['SIGUSR2', 'SIGWINCH', 'SIGXFSZ', 'exit', 'xSIGNAL'] as const;
afterEach(() => {
  for (const name of names) {
    process.off(name, ours);
    process.off(name, theirs);
  }
});

describe('signal listeners of a library', () => {
  it('are removed, and others stay', async () => {
    process.on('SIGUSR2', ours);
    process.on('xSIGNAL', ours);
    const result = await withoutItsSignals(async () => {
      for (const name of names) process.on(name, theirs);
      return 'loaded';
    });
    expect(result).toBe('loaded');
    const listening = names.map((name) => [
      process.listeners(name as 'exit').includes(ours),
      process.listeners(name as 'exit').includes(theirs),
    ]);
    expect(listening).toEqual([
      [true, false],
      [false, false],
      [false, false],
      [false, true],
      [true, true],
    ]);
  });
});
