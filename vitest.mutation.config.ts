import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The suites that Stryker runs against the mutants of stryker.config.json: those that stay in one process, with few cases a
 * property. The quickest come first, since a mutant that one of them notices needs no other.
 */
const all = [
  'domain/text/printable',
  'domain/text/outside-text',
  'domain/text/redaction',
  'adapters/files/durable-file',
  'adapters/secrets/keychain-problems',
  'adapters/files/leftovers',
  'adapters/files/running-process',
  'adapters/process/environment',
  'adapters/secrets/environment-secrets',
  'adapters/process/node-settings',
  'adapters/files/strict-json',
  'adapters/settings/settings-document',
  'adapters/process/signal-listeners',
  'app/credentials/credential-vault',
  'app/credentials/stored-credentials',
  'stores/plain-stores',
  'adapters/files/file-lock',
  'adapters/settings/settings-file',
  'stores/encrypted-file',
  'app/credentials/vault-faults',
  'adapters/secrets/keychain',
  'adapters/settings/settings-faults',
];

/**
 * MUTATION_SUITES names those that a file is to be held by alone: what everything uses, such as the lock, is come across by
 * suites that cannot notice much of it and take seconds.
 */
const wanted = process.env.MUTATION_SUITES?.split(',');
const suites = all.filter((name) => wanted?.includes(name) ?? true).map((name) => `test/${name}.test.ts`);

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => suites.findIndex((name) => moduleId.endsWith(name));
    return [...files].sort((one, other) => placeOf(one) - placeOf(other));
  }
}

export default defineConfig({
  test: {
    include: suites,
    setupFiles: ['test/support/few-runs.ts'],
    // A mutant is switched on in a process that runs on: what is loaded stays loaded.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    testTimeout: 30_000,
    // To build each mutant would take longer than all that these suites do.
    env: { KEEP_BUILD: '1' },
  },
});
