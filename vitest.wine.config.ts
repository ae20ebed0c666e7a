import { defineConfig } from 'vitest/config';

/** The built program on Windows, as far as Wine is one. One file at a time, since they share a Wine prefix. */
export default defineConfig({
  test: {
    name: 'wine',
    include: ['test/wine/**/*.test.ts'],
    globalSetup: './test/support/wine-setup.ts',
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/tests.json' }]] : ['default'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
