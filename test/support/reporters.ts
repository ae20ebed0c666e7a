import type { InlineConfig, Reporter, TestModule } from 'vitest/node';

/** Says at the end why suites were skipped, each reason once: what `named` put into their names. */
const skipped: Reporter = {
  onTestRunEnd: (modules: readonly TestModule[]) => {
    const reasons = modules
      .flatMap(({ children }) => [...children.allSuites(), ...children.allTests()])
      .flatMap(({ name }) => /\[skipped: (.*)\]$/.exec(name)?.slice(1) ?? []);
    for (const reason of new Set(reasons)) process.stderr.write(`Skipped: ${reason}.\n`);
  },
};

/** .ci/run counts what the report at REPORT says. */
const report = process.env.REPORT;

export const reporters: NonNullable<InlineConfig['reporters']> = [
  'default',
  skipped,
  ...(report === undefined ? [] : [['json', { outputFile: report }] as ['json', object]]),
];
