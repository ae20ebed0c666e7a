import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTwilio } from '../src/adapters/twilio/twilio.ts';
import { collectFacts } from '../src/app/verify/collect-facts.ts';
import { runChecks } from '../src/app/verify/run-checks.ts';
import type { CheckResult } from '../src/domain/readiness/check.ts';
import { verdictOf } from '../src/domain/readiness/verdict.ts';
import { scenarios } from '../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../src/sandbox/server.ts';
import { sandboxIds } from '../src/sandbox/twilio/default-world.ts';
import { routes } from '../src/sandbox/twilio/handle.ts';
import { checklist } from '../src/setup/checklist.ts';
import { credentialOf, settingsOf } from './support/scenario.ts';
import { codeIn, rowsOf } from './support/tables.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const account = '/2010-04-01/Accounts/{AccountSid}';

/** The rows of the table of GET requests: path, what is read, verdict. */
const rows = rowsOf('docs/twilio.md', 'GET', 'what smsctl reads', 'verdict without it').map(
  ([cell, , verdict = '']) => {
    const path = codeIn(cell).join();
    return {
      path: path.replace('{Account}', path === '{Account}.json' ? '/2010-04-01/Accounts/{Sid}' : account),
      verdict,
    };
  },
);

/** The verdict with a Restricted key that may not read a path. Empty if the setup does not need it. */
async function verdictWithout(path: string, { world, setup, ...scenario }: Scenario): Promise<string> {
  const place = path.replace(`${account}/`, '').replace(/\/\{\w+\}/g, '/[^/]+');
  const barred = new RegExp(`^(?:/2010-04-01/Accounts/\\w+/)?${place}(?:\\?|$)`);
  const server = await startSandbox({
    world: {
      ...world,
      faults: [{ on: `GET ${path}`, respond: { status: 401, body: { code: 70051, message: 'Denied', status: 401 } } }],
    },
  });
  try {
    const clock = { now: () => new Date() };
    const restricted = { ...setup, apiKey: sandboxIds.restrictedKey };
    const facts = collectFacts({
      settings: settingsOf({ ...scenario, world, setup: restricted }),
      clock,
      openProvider: openTwilio({ baseUrl: server.url, env: {}, timeoutMs: 15_000, retryDelaysMs: [] }),
      readCredential: async () => credentialOf(restricted),
      ambient: {},
    });
    const results: CheckResult[] = [];
    for await (const result of runChecks({ checks: checklist, facts, clock })) results.push(result);
    return server.requests.some((request) => barred.test(request.path)) ? verdictOf(results) : '';
  } finally {
    await server.close();
  }
}

describe('docs/twilio.md', () => {
  it('names every request that smsctl sends, and no other', () => {
    const changes = rowsOf('docs/twilio.md', 'command', 'request', 'effect').flatMap(([, request]) => codeIn(request));
    expect([...rows.map(({ path }) => `GET ${path}`), ...changes].toSorted()).toEqual(routes.toSorted());
  });

  // Each kind of sender needs other requests.
  const ready = ['ready', 'messaging-service', 'short-code', 'sender-id', 'toll-free'];
  const setups = scenarios.filter(({ name }) => ready.includes(name));

  it.each(rows)('says the verdict without $path', async ({ path, verdict }) => {
    const verdicts: readonly string[] = await Promise.all(setups.map((scenario) => verdictWithout(path, scenario)));
    expect(verdicts).not.toContain('not-ready');
    expect(['unknown', 'ready'].find((each) => verdicts.includes(each)) ?? '').toBe(verdict);
  });
});

it('docs/verify.md says which balance is low in each currency', () => {
  const said = rowsOf('docs/verify.md', 'currency', 'amount');
  const known = [...read('src/domain/provider-rules/low-balance.ts').matchAll(/^ {2}([A-Z]{3}): (\d+)n,$/gm)];
  expect(said).toEqual(known.map(([, ...row]) => row));
  expect(said.length).toBeGreaterThan(10);
});
