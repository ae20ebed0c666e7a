/**
 * Reads vitest's report in JSON: prints how many tests passed and failed, and adds what failed to a file.
 *
 *   node scripts/read-report.mjs REPORT FAILURES
 *
 * Standard output: `PASSED FAILED`. A run that failed although each of its tests passed (a suite that did not load, an error
 * outside of tests) counts as one failure more. FAILURES gets a line for each test that failed and the first lines of its error.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [reportPath, failuresPath] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportPath, 'utf8'));
const lines = [];
/** Frames of packages say nothing about the test. */
const shown = (text) => {
  const own = text.split('\n').filter((line) => !/^ +at .*[\\/]node_modules[\\/]/.test(line));
  for (const line of own.slice(0, 12)) lines.push(`    ${line}`);
};
for (const suite of report.testResults) {
  const name = relative(process.cwd(), suite.name);
  const failed = suite.assertionResults.filter(({ status }) => status === 'failed');
  for (const { fullName, failureMessages } of failed) {
    lines.push(`  ${name}: ${fullName}`);
    shown(failureMessages.join('\n'));
  }
  if (suite.status === 'failed' && failed.length === 0) {
    lines.push(`  ${name}: the suite`);
    shown(suite.message ?? '');
  }
}
const outside = report.success ? 0 : 1;
if (outside === 1 && lines.length === 0) lines.push('  an error outside of the tests: see above');
appendFileSync(failuresPath, lines.map((line) => `${line}\n`).join(''));
console.log(`${report.numPassedTests} ${report.numFailedTests + (report.numFailedTests === 0 ? outside : 0)}`);
