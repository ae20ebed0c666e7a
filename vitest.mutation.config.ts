import { defineConfig } from 'vitest/config';

/** The suites that Stryker runs against the mutants of stryker.config.json: quick ones, with few cases a property. */
export default defineConfig({
  test: {
    include: [
      'test/domain/{outside-text,printable,redaction}.test.ts',
      'test/adapters/{environment,node-settings}.test.ts',
    ],
    setupFiles: ['test/support/few-runs.ts'],
    testTimeout: 30_000,
  },
});
