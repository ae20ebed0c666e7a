import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { error, warning } from '@actions/core';
import { parse, type TestSuites } from 'junit2json';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { githubAnnotations } from '../../../../src/cli/commands/verify/github.ts';
import { junit } from '../../../../src/cli/commands/verify/junit.ts';
import type { VerifyRun } from '../../../../src/cli/commands/verify/verify-run.ts';
import type { CheckResult } from '../../../../src/domain/readiness/check.ts';
import { unknownIfOld } from '../../../../src/domain/readiness/freshness.ts';
import { selectionOf } from '../../../../src/domain/readiness/selection.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld } from '../../../../src/sandbox/twilio/default-world.ts';
import { checklist } from '../../../../src/setup/checklist.ts';
import { testCli } from '../../../support/context.ts';

let server: Sandbox;
let cli: ReturnType<typeof testCli>;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());
beforeEach(() => {
  cli = testCli(server);
  return () => rmSync(cli.directory, { recursive: true });
});

const result = (change: Partial<CheckResult>): CheckResult => ({
  id: 'number.owned',
  headline: 'A valid organization phone number is saved.',
  title: 'The number is held by this account',
  status: 'pass',
  required: true,
  live: true,
  blockedBy: null,
  detail: 'Held.',
  remedy: null,
  code: null,
  data: {},
  durationMs: 12,
  checkedAt: '2026-11-24T12:00:00.000Z',
  ...change,
});

const selection = selectionOf(
  checklist.map(({ id }) => id),
  undefined,
);

const runOf = (results: readonly CheckResult[], strict: boolean): VerifyRun => ({
  version: '0.0.0',
  organization: 'acme',
  provider: 'twilio',
  checkedAt: '2026-11-24T12:00:00.000Z',
  verdict: 'unknown',
  results,
  needed: [],
  selection,
  strict,
});

const hostile = 'a "b" <c> & \u001b[31m ]]> \n::error::100 %, x: y \u0000\ufffe';

describe('JUnit XML', () => {
  it('has a case for every check', async () => {
    const { out, code } = await cli.run('verify', '--format', 'junit');
    const suites = (await parse(out)) as TestSuites;
    const cases = suites.testsuite?.flatMap(({ testcase = [] }) => testcase) ?? [];
    expect(cases.map(({ classname }) => classname)).toEqual(checklist.map(({ id }) => `smsctl.${id}`));
    expect(suites.tests).toBe(checklist.length);
    expect(suites.failures).toBe(cases.filter(({ failure }) => failure !== undefined).length);
    expect(suites.failures).toBeGreaterThan(0);
    expect(code).toBe(1);
  });

  it.each([
    ['fail', true, false, 'failure'],
    ['warn', true, true, 'failure'],
    ['warn', true, false, undefined],
    ['unknown', true, false, 'error'],
    ['unknown', false, false, 'skipped'],
    ['skip', true, false, 'skipped'],
    ['pass', true, false, undefined],
  ] as const)('reports %s (required: %s, strict: %s) as %s', async (status, required, strict, kind) => {
    const results = [result({ status, required, detail: hostile })];
    const suites = (await parse(junit(runOf(results, strict)))) as TestSuites;
    const found = suites.testsuite?.[0]?.testcase?.[0];
    const outcomes = (['failure', 'error', 'skipped'] as const).filter((name) => found?.[name] !== undefined);
    expect(outcomes).toEqual(kind === undefined ? [] : [kind]);
  });
});

describe('a run that cannot start', () => {
  beforeEach(() => {
    const folder = join(cli.directory, 'organizations');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'default.json'), '{ "format": 1,, }');
  });

  it('is an error case of a JUnit report', async () => {
    const { out, err, code } = await cli.run('verify', '--format', 'junit');
    const suites = (await parse(out)) as TestSuites;
    expect(suites).toMatchObject({ tests: 1, errors: 1, failures: 0 });
    const [found] = suites.testsuite?.[0]?.testcase ?? [];
    expect(found?.error?.[0]).toMatchObject({ type: 'settings.unreadable' });
    expect(found?.error?.[0]?.message).toContain(':1:15 cannot be read');
    expect([code, err.startsWith('smsctl: ')]).toEqual([3, true]);
  });

  it('is an annotation of GitHub', async () => {
    const { out, code } = await cli.run('verify', '--format=github');
    expect(out).toMatch(/^::error title=smsctl settings\.unreadable::.*:1:15 cannot be read.*\n$/);
    expect(out.match(/\n/g)).toHaveLength(1);
    expect(code).toBe(3);
  });

  it.each(['text', 'pdf'])('prints only text as %s', async (form) => {
    const { out, err } = await cli.run('verify', '--format', form);
    expect(out).toBe('');
    expect(err).toContain('smsctl: ');
  });
});

/** What GitHub's own toolkit prints for this annotation. */
function toolkit(level: 'error' | 'warning', title: string, message: string): string {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  ({ error, warning })[level](message, { title });
  spy.mockRestore();
  return lines.join('');
}

describe('annotations for GitHub', () => {
  it.each([
    ['fail', false, 'error'],
    ['warn', false, 'warning'],
    ['warn', true, 'error'],
    ['unknown', false, 'warning'],
  ] as const)('print %s (strict: %s) as its own toolkit prints an %s', (status, strict, level) => {
    const detail = 'Half, or 50 %: a "b".';
    const line = githubAnnotations(runOf([result({ status, detail })], strict));
    expect(line).toBe(toolkit(level, 'smsctl number.owned', detail));
  });

  it('are one line each, for problems alone', () => {
    const results = [result({ status: 'fail', detail: hostile }), result({}), result({ status: 'skip' })];
    const text = githubAnnotations(runOf(results, false));
    expect(text.match(/^::/gm)).toHaveLength(1);
    expect(text.match(/\n/g)).toHaveLength(1);
  });
});

describe('the maximum age of a result', () => {
  const now = new Date('2026-11-25T12:00:00.000Z');
  const day = 86_400_000;
  it.each([
    ['older', 'pass', day - 1, 'unknown'],
    ['as old as it may be', 'pass', day, 'pass'],
    ['older, and failed', 'fail', day - 1, 'unknown'],
    ['older, and skipped', 'skip', 1, 'skip'],
  ] as const)('%s: %s within %d ms is %s', (_, status, maxAgeMs, expected) => {
    expect(unknownIfOld(result({ status }), now, maxAgeMs).status).toBe(expected);
  });

  it('applies to a result from the future', () => {
    const ahead = (ms: number) => unknownIfOld(result({ status: 'pass' }), new Date(now.getTime() - ms), day).status;
    expect([ahead(3 * day), ahead(day + 1_000)]).toEqual(['unknown', 'pass']);
  });

  it('does not apply to checks of the settings', () => {
    expect(unknownIfOld(result({ live: false }), now, 1).status).toBe('pass');
  });

  it('makes a verdict unknown when a required result is too old', async () => {
    const { out } = await cli.run('verify', '--offline', '--max-age', '1h', '--json');
    expect(JSON.parse(out)).toMatchObject({ schema: 'smsctl.verify/1' });
    expect((await cli.run('verify', '--max-age', 'soon')).code).toBe(2);
  });
});

describe('verify --format json', () => {
  it('names --json and exits with 2', async () => {
    const { code, out } = await cli.run('verify', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(out).error).toMatchObject({ code: 'input.usage', message: expect.stringContaining('`--json`') });
  });
});
