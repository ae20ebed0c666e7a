import { describe, expect, it } from 'vitest';
import { openTwilio } from '../../../src/adapters/twilio/twilio.ts';
import { collectFacts } from '../../../src/app/verify/collect-facts.ts';
import { runChecks } from '../../../src/app/verify/run-checks.ts';
import type { CheckResult } from '../../../src/domain/readiness/check.ts';
import { selectionOf } from '../../../src/domain/readiness/selection.ts';
import { selectedVerdict, verdictOf } from '../../../src/domain/readiness/verdict.ts';
import { scenarios } from '../../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { credentialOf, settingsOf } from '../../support/scenario.ts';

const ids = checklist.map(({ id }) => id);

/** What a check needs, and what that needs, by the list alone. */
function neededBy(id: string): readonly string[] {
  const needs = checklist.find((check) => check.id === id)?.needs ?? [];
  return [...new Set([...needs, ...needs.flatMap(neededBy)])];
}

/** Every narrowed run of a scenario, with each fact asked for once. */
async function runs(scenario: Scenario) {
  const server = await startSandbox({ world: scenario.world });
  try {
    const clock = { now: () => new Date() };
    const facts = collectFacts({
      settings: settingsOf(scenario),
      clock,
      openProvider: openTwilio({ baseUrl: server.url, env: {}, timeoutMs: 15_000, retryDelaysMs: [] }),
      readCredential: async () => credentialOf(scenario.setup),
      ambient: {},
    });
    const run = async (only: ReadonlySet<string>) => {
      const results: CheckResult[] = [];
      for await (const result of runChecks({ checks: checklist, facts, clock, only, reportsNeeded: true })) {
        results.push(result);
      }
      return results;
    };
    const complete = await run(new Set(ids));
    const narrowed = [];
    for (const id of ids) {
      const selection = selectionOf(ids, [id]);
      const results = await run(selection.ids);
      narrowed.push({ id, results, verdict: selectedVerdict(results, selection) });
      const skipping = selectionOf(ids, undefined, [id]);
      const others = await run(skipping.ids);
      narrowed.push({ id: `all but ${id}`, results: others, verdict: selectedVerdict(others, skipping) });
    }
    return { complete, narrowed };
  } finally {
    await server.close();
  }
}

/** Those that do not end ready; one that never answers says no more than one whose connection is cut. */
const failing = scenarios.filter(({ exit, name }) => exit !== 0 && name !== 'hang');

describe.concurrent('narrowed runs', () => {
  it('cover many scenarios', () => {
    expect(failing.length * ids.length).toBeGreaterThan(2000);
  });

  it.each(failing)(
    'never pass while a needed check fails: $name',
    async (scenario) => {
      const { complete, narrowed } = await runs(scenario);
      const statusOf = new Map(complete.map(({ id, status }) => [id, status]));
      expect(verdictOf(complete)).toBe(scenario.exit === 1 ? 'not-ready' : 'unknown');
      const wrong = narrowed.filter(({ id, verdict }) => {
        const needed = id.startsWith('all but ') ? ids.filter((each) => `all but ${each}` !== id) : [id];
        const deciding = [...needed, ...needed.flatMap(neededBy)].map((each) => statusOf.get(each));
        if (deciding.includes('fail')) return verdict !== 'not-ready';
        const blocked = needed.flatMap(neededBy).some((each) => statusOf.get(each) === 'unknown');
        // A blocked check whose blocker it does not need counts as that one does.
        const suspended = complete.some(
          ({ id: each, blockedBy }) => needed.includes(each) && blockedBy === 'credentials.account',
        );
        if (suspended) return verdict !== 'not-ready';
        return (blocked && verdict !== 'unknown') || verdict === 'ready';
      });
      expect(wrong.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([]);
      // The root is named, and it is among what was reported.
      for (const { results } of narrowed) {
        const reported = new Map(results.map((result) => [result.id, result]));
        for (const { blockedBy } of results)
          if (blockedBy !== null) expect(reported.get(blockedBy)?.blockedBy).toBeNull();
      }
    },
    120_000,
  );
});
