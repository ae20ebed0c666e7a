import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/**
 * Suites that take minutes: processes killed at every point, faults in system calls, millions of numbers compared. They run
 * one file at a time, since they measure and kill, and `npm test` leaves them out.
 */
export default defineConfig({
  test: {
    name: 'slow',
    include: ['test/slow/**/*.test.ts'],
    globalSetup: './test/support/global-setup.ts',
    reporters,
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
