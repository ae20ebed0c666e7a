import { defineConfig } from 'vitest/config';

/** Suites by what they need: `unit` nothing, `stores` a keyring for some, `e2e` the built program, `openapi` Twilio's definitions. */
const suite = (name: string, include: string[], test: Record<string, unknown> = {}) => ({
  test: { name, include, ...test },
});

export default defineConfig({
  test: {
    globalSetup: './test/support/global-setup.ts',
    // By default, a machine of two cores runs one file at a time.
    maxWorkers: '100%',
    // What .ci/run counts.
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/tests.json' }]] : ['default'],
    projects: [
      suite('architecture', ['test/architecture.test.ts']),
      suite('unit', ['test/{domain,automaton,setup,app,cli,main,sandbox,adapters}/**/*.test.ts', 'test/*.test.ts'], {
        exclude: ['test/architecture.test.ts'],
        // A loaded machine is no failure.
        testTimeout: 120_000,
      }),
      suite('stores', ['test/stores/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000 }),
      suite('openapi', ['test/openapi/**/*.test.ts'], { testTimeout: 120_000 }),
      suite('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 60_000 }),
    ],
  },
});
