import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/** The built program on Windows, as far as Wine is one. One file at a time, since they share a Wine prefix. */
export default defineConfig({
  test: {
    name: 'wine',
    include: ['test/wine/**/*.test.ts'],
    globalSetup: './test/support/wine-setup.ts',
    reporters,
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
});
