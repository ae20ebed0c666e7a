import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { keyOf } from './mutants.mjs';

/** A plugin of Stryker that lets it run the mutants of the sample alone. MUTATION_SAMPLE is a JSON file with their keys. */
class SampleChecker {
  async init() {
    this.sample = new Set(JSON.parse(readFileSync(process.env.MUTATION_SAMPLE, 'utf8')));
  }

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    const resultOf = (mutant) =>
      this.sample.has(keyOf({ ...mutant, fileName: relative(process.cwd(), mutant.fileName) }))
        ? { status: 'passed' }
        : { status: 'compileError', reason: 'not in the sample' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, resultOf(mutant)]));
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
