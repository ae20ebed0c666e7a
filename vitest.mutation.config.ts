import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { folders } from './scripts/mutation/folders.mjs';

/**
 * The suites that Stryker runs against the mutants of a folder, which MUTATION_FOLDER names: those that stay in one process,
 * with few cases a property.
 */
const folder = process.env.MUTATION_FOLDER;
const suites = Object.entries(folders).find(([name]) => name === folder)?.[1].suites ?? [];

/** Suites of the folder come first, in the order of its list: a mutant that one of them notices needs no other. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => suites.findIndex((name) => moduleId.includes(`/test/${name}`));
    return [...files].sort((one, other) => placeOf(one) - placeOf(other));
  }
}

export default defineConfig({
  test: {
    include: suites.map((name) => (name.endsWith('.ts') ? `test/${name}` : `test/${name}/**/*.test.ts`)),
    // These read the sources as text, or start programs that know nothing of the mutant.
    exclude: [
      'test/cli/commands/contacts/contacts-classify.test.ts',
      'test/domain/countries/country-table.test.ts',
      // A thread cannot change its directory.
      'test/screens/{contacts,contact-parts}.test.ts',
      'test/domain/numbers/{number-readings,number-groups,reading-matrix}.test.ts',
      'test/adapters/settings/settings-processes.test.ts',
      // One of them waits for an answer until its time limit.
      'test/openapi/scenarios.test.ts',
    ],
    setupFiles: ['test/support/one-mutant.ts', 'test/support/few-runs.ts', 'test/support/fresh-modules.ts'],
    // A mutant is switched on in a process that runs on: packages stay loaded.
    isolate: false,
    sequence: { sequencer: NearestFirst },
    testTimeout: 60_000,
    // To build each mutant would take longer than all that these suites do.
    env: { KEEP_BUILD: '1' },
  },
});
