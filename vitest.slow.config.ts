import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/** Suites that measure time, or wait for a deadline. */
const timed = ['contacts-robust', 'keychain-states', 'outliving-child', 'postgres-connections', 'settings-swarm'].map(
  (name) => `test/slow/${name}.test.ts`,
);

const common = { testTimeout: 600_000, hookTimeout: 120_000 };

/**
 * Suites that take minutes: processes killed at every point, faults in system calls, millions of numbers compared. `npm test` leaves
 * them out. Those with a time limit run after all others, one file at a time.
 */
export default defineConfig({
  test: {
    globalSetup: './test/support/global-setup.ts',
    reporters,
    teardownTimeout: 60_000,
    projects: [
      {
        test: { ...common, name: 'slow', include: ['test/slow/**/*.test.ts'], exclude: timed, maxWorkers: '100%' },
      },
      { test: { ...common, name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
