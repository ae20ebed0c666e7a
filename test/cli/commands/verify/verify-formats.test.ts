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
  source: { kind: 'organization', file: null, variables: [] },
  provider: 'twilio',
  checkedAt: '2026-11-24T12:00:00.000Z',
  verdict: 'unknown',
  results,
  needed: [],
  selection,
  strict,
  docsPage: (page) => `file:///docs/${page}`,
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

/** Results of checks that were not selected, and what they become: a case of JUnit, an annotation of GitHub. */
const neededResults: readonly (readonly [
  Partial<CheckResult>,
  strict: boolean,
  junitCase: string | null,
  annotation: string | null,
])[] = [
  [{ status: 'fail' }, false, 'failure', 'error'],
  [{ status: 'unknown' }, false, 'error', 'warning'],
  [{ status: 'unknown', required: false }, false, 'error', 'warning'],
  [{ status: 'unknown', blockedBy: 'credentials.accepted' }, false, 'error', null],
  [{ status: 'warn' }, false, null, null],
  [{ status: 'warn' }, true, 'failure', null],
  [{ status: 'skip' }, false, null, null],
  [{ status: 'pass' }, false, null, null],
];

describe('a check that the selected ones need, and that is', () => {
  const ids = checklist.map(({ id }) => id);
  const runWith = (change: Partial<CheckResult>, strict: boolean): VerifyRun => ({
    ...runOf([result({ id: 'number.registered' })], strict),
    needed: [result(change)],
    selection: selectionOf(ids, ['number.registered']),
  });

  it.each(neededResults)('%j (strict: %s) is a %s of JUnit', async (change, strict, kind) => {
    const suites = (await parse(junit(runWith(change, strict)))) as TestSuites;
    const [, required, ...others] = suites.testsuite ?? [];
    expect(others).toEqual([]);
    expect([suites.tests, suites.failures, suites.errors]).toEqual([
      kind === null ? 1 : 2,
      kind === 'failure' ? 1 : 0,
      kind === 'error' ? 1 : 0,
    ]);
    if (kind === null) expect(required).toBeUndefined();
    else {
      expect(required?.name).toBe('Required by the selected checks');
      expect(required?.testcase?.map((each) => [each.classname, 'failure' in each, 'error' in each])).toEqual([
        ['smsctl.number.owned', kind === 'failure', kind === 'error'],
      ]);
    }
  });

  it.each(neededResults)('%j (strict: %s) has its annotation of GitHub', (change, strict, _, level) => {
    const lines = githubAnnotations(runWith(change, strict)).match(/^::\w+ title=smsctl number\.\w+/gm) ?? [];
    expect(lines).toEqual(level === null ? [] : [`::${level} title=smsctl number.owned`]);
  });
});

describe.each(['fail', 'warn', 'unknown', 'skip'] as const)('a check that is %s', (status) => {
  it.each([
    ['JUnit XML', junit],
    ['annotations', githubAnnotations],
  ] as const)('masks identifiers and numbers in %s', (_, format) => {
    const identifiers = ['AC', 'SK', 'MG', 'PN'].map((prefix) => prefix + '0123456789abcdef'.repeat(2));
    const detail = `Of ${identifiers.join(', ')} and +12025550123.`;
    const remedy = { text: `Change ${identifiers[0]}.`, command: null };
    const text = format(runOf([result({ status, detail, remedy })], true));
    for (const each of [...identifiers, '2025550123']) expect(text).not.toContain(each);
  });
});

describe('a run of selected checks', () => {
  const ids = checklist.map(({ id }) => id);
  const selected = {
    ...runOf(
      [
        result({ id: 'number.owned', status: 'unknown', required: false, durationMs: 1500 }),
        result({ id: 'owner.assigned', headline: 'A team owns SMS setup.', status: 'pass', durationMs: 20 }),
      ],
      false,
    ),
    selection: selectionOf(ids, ['number.owned', 'owner.assigned'], ['number.pool']),
    needed: [
      result({ id: 'credentials.accepted', status: 'fail', detail: 'Refused.', durationMs: 30 }),
      result({ id: 'credentials.store', status: 'pass' }),
      result({ id: 'credentials.saved', status: 'warn' }),
    ],
  };

  it('has a suite for each headline and one for what fails below them, with the selection in each', async () => {
    const suites = (await parse(junit(selected))) as TestSuites;
    expect(suites.testsuite?.map(({ name, testcase = [] }) => [name, testcase.map(({ name: each }) => each)])).toEqual([
      [result({}).headline, ['number.owned: The number is held by this account']],
      ['A team owns SMS setup.', ['owner.assigned: The number is held by this account']],
      ['Required by the selected checks', ['credentials.accepted: The number is held by this account']],
    ]);
    // The named check counts although it is not required.
    expect(suites).toMatchObject({ tests: 3, failures: 1, errors: 1, skipped: 0, time: 1.55 });
    expect(suites.testsuite?.map(({ tests, failures, errors }) => [tests, failures, errors])).toEqual([
      [1, 0, 1],
      [1, 0, 0],
      [1, 1, 0],
    ]);
    const text = junit(selected);
    expect(text.match(/value="owner\.assigned,number\.owned"|value="number\.owned,owner\.assigned"/g)).toHaveLength(3);
    expect(text.match(/value="number\.pool"/g)).toHaveLength(3);
    expect(junit(runOf([result({})], false))).not.toContain('<propert');
  });

  it('has a notice of the selection and an annotation for what fails below', () => {
    const lines = githubAnnotations({ ...selected, verdict: 'not-ready' })
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => line.split('::')[1])).toEqual([
      'notice title=smsctl selection',
      'warning title=smsctl number.owned',
      'error title=smsctl credentials.accepted',
    ]);
  });

  it('has an unknown that does not count as a notice', () => {
    const complete = githubAnnotations(runOf([result({ status: 'unknown', required: false })], false));
    expect(complete).toMatch(/^::notice title=smsctl number\.owned::/);
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
    expect(found?.error?.[0]?.message).toContain(':1:15');
    expect([code, err.startsWith('smsctl: ')]).toEqual([3, true]);
  });

  it('is an annotation of GitHub', async () => {
    const { out, code } = await cli.run('verify', '--format=github');
    expect(out).toMatch(/^::error title=smsctl settings\.unreadable::.*:1:15\b.*\n$/);
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

  it('are one notice of success, so that a log shows that the run took place', () => {
    const ready = { ...runOf([result({}), result({ status: 'skip' })], false), verdict: 'ready' as const };
    expect(githubAnnotations(ready)).toMatch(/^::notice title=smsctl verify::[^\n]+\n$/);
    expect(githubAnnotations({ ...ready, verdict: 'unknown' })).toBe('');
  });

  it('are the warnings as well as the notice of success', () => {
    const warned = { ...runOf([result({ status: 'warn' })], false), verdict: 'ready' as const };
    expect(githubAnnotations(warned).match(/^::\w+/gm)).toEqual(['::notice', '::warning']);
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
    const { error } = JSON.parse(out);
    expect(error.code).toBe('input.usage');
    expect([error.message, ...error.hints].join(' ')).toContain('`--json`');
  });
});
