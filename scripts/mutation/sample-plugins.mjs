import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { keyOf } from './mutants.mjs';

/** Stryker names files by their whole path. */
const keyHere = (mutant) => keyOf({ ...mutant, fileName: relative(process.cwd(), mutant.fileName) });

const from0 = ({ line, column }) => ({ line: line - 1, column: column - 1 });

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

/** Appends each result to MUTATION_RESULTS, a line of JSON each. A run that is stopped keeps them. */
class ResultsReporter {
  onMutantTested({ status, killedBy, location: { start, end }, ...mutant }) {
    if (status === 'CompileError' || status === 'Ignored') return;
    // A result counts lines and columns from 1, a mutant from 0.
    const key = keyHere({ ...mutant, location: { start: from0(start), end: from0(end) } });
    appendFileSync(process.env.MUTATION_RESULTS, `${JSON.stringify({ key, status, killedBy })}\n`);
  }
}

export const strykerPlugins = [
  { kind: 'Checker', name: 'sample', injectableClass: SampleChecker },
  { kind: 'Reporter', name: 'results', injectableClass: ResultsReporter },
];
