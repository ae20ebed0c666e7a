import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/temporary-folder.ts';

const passed = { status: 'passed', fullName: 'a list is read', failureMessages: [] };
const failed = {
  status: 'failed',
  fullName: 'a list is counted',
  failureMessages: ['Error: 3 is not 4\n    at a.test.ts:9\n    at f (/a/node_modules/b/c.js:1)'],
};
const suite = (status: string, ...assertionResults: readonly object[]) => ({
  name: resolve('test/a.test.ts'),
  status,
  message: status === 'failed' && assertionResults.length === 0 ? 'SyntaxError: Unexpected end of input' : '',
  assertionResults,
});

/** What the script prints of a report, and what it writes of failures. */
function read(report: object): readonly [string, string] {
  const folder = temporaryFolder('report');
  const paths = [join(folder, 'report.json'), join(folder, 'failures')] as const;
  writeFileSync(paths[0], JSON.stringify(report));
  const { stdout } = spawnSync(process.execPath, ['scripts/read-report.mjs', ...paths], { encoding: 'utf8' });
  return [stdout.trim(), readFileSync(paths[1], 'utf8')];
}

describe('the report of a test run', () => {
  it('counts what passed and names nothing', () => {
    const report = { success: true, numPassedTests: 1, numFailedTests: 0, testResults: [suite('passed', passed)] };
    expect(read(report)).toEqual(['1 0', '']);
  });

  it('names a test that failed, with its error', () => {
    const testResults = [suite('failed', passed, failed)];
    expect(read({ success: false, numPassedTests: 1, numFailedTests: 1, testResults })).toEqual([
      '1 1',
      '  test/a.test.ts: a list is counted\n    Error: 3 is not 4\n        at a.test.ts:9\n',
    ]);
  });

  it('counts a suite that did not load as one failure', () => {
    const [counts, failures] = read({
      success: false,
      numPassedTests: 0,
      numFailedTests: 0,
      testResults: [suite('failed')],
    });
    expect(counts).toBe('0 1');
    expect(failures).toBe('  test/a.test.ts: the suite\n    SyntaxError: Unexpected end of input\n');
  });

  it('counts an error outside of the tests as one failure', () => {
    const report = { success: false, numPassedTests: 1, numFailedTests: 0, testResults: [suite('passed', passed)] };
    expect(read(report)).toEqual(['1 1', '  an error outside of the tests: see above\n']);
  });
});
