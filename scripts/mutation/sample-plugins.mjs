import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { keyOf } from './mutants.mjs';

/** Stryker names files by their whole path, in the tree that it has copied or in the one that it has copied from. */
const keyHere = (mutant) => keyOf({ ...mutant, fileName: relative(process.cwd(), mutant.fileName) });

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
      this.sample.has(keyHere(mutant)) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, resultOf(mutant)]));
  }
}

/** Appends each result to MUTATION_RESULTS, a line of JSON each, so that a run that was stopped loses none. */
class ResultsReporter {
  onMutantTested({ status, killedBy, ...mutant }) {
    if (status === 'CompileError') return;
    appendFileSync(process.env.MUTATION_RESULTS, `${JSON.stringify({ key: keyHere(mutant), status, killedBy })}\n`);
  }
}

export const strykerPlugins = [
  { kind: 'Checker', name: 'sample', injectableClass: SampleChecker },
  { kind: 'Reporter', name: 'results', injectableClass: ResultsReporter },
];
