import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

interface SuiteOptions {
  readonly exclude?: readonly string[];
  /** True: each file has a process of its own. False is quicker: packages are loaded once. */
  readonly isolate?: boolean;
}

/** A loaded machine is no failure: a limit on time is about hanging. */
const suite = (name: string, include: readonly string[], { exclude = [], isolate = true }: SuiteOptions = {}) => ({
  test: {
    name,
    include: [...include],
    exclude: [...exclude],
    isolate,
    setupFiles: [...(isolate ? [] : ['./test/support/fresh-modules.ts']), './test/support/own-temporary-directory.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

/**
 * Suites by what they need: `unit` nothing, `adapters` files and processes, `stores` a keyring for some, `openapi` Twilio's
 * definitions, `e2e` the built program. Whatever runs the program builds it (test/support/built.ts).
 */
export default defineConfig({
  test: {
    globalSetup: './test/support/global-setup.ts',
    // By default, a machine of two cores runs one file at a time.
    maxWorkers: '100%',
    reporters,
    // A busy machine takes its time to end a worker, too.
    teardownTimeout: 60_000,
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/vitest' },
    projects: [
      suite('architecture', ['test/architecture.test.ts']),
      suite('unit', ['test/{domain,automaton,setup,app,cli,main,sandbox,screens}/**/*.test.ts', 'test/*.test.ts'], {
        exclude: ['test/architecture.test.ts'],
        isolate: false,
      }),
      suite('adapters', ['test/adapters/**/*.test.ts']),
      suite('stores', ['test/stores/**/*.test.ts']),
      suite('openapi', ['test/openapi/**/*.test.ts']),
      suite('e2e', ['test/e2e/**/*.test.ts']),
    ],
  },
});
