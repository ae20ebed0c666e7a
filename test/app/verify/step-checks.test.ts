import { describe, expect, it } from 'vitest';
import { checkDraft, checkSaved, proveDraft } from '../../../src/app/verify/step-checks.ts';
import type { CheckResult } from '../../../src/domain/readiness/check.ts';
import type { Facts } from '../../../src/domain/readiness/facts.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import type { StepId } from '../../../src/setup/step/step.ts';
import { steps } from '../../../src/setup/steps.ts';
import { clock, readyFacts, readySettings } from '../../support/fixtures.ts';

const step = (id: StepId) => steps.find((each) => each.id === id) as (typeof steps)[number];

async function idsOf(checking: AsyncIterable<CheckResult>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of checking) ids.push(id);
  return ids;
}

const without = (section: keyof Settings): Facts => {
  const { [section]: _, ...settings } = readySettings;
  return { ...readyFacts, settings };
};
const missing = { ...readyFacts, ownedSender: async () => null };

async function closedBy(id: StepId, draft: Facts, saved: Facts) {
  const proving = proveDraft(step(id), { draft, saved }, clock);
  for (;;) {
    const next = await proving.next();
    if (next.done === true) return next.value.map((result) => result.id);
  }
}

describe('a draft of a step', () => {
  it('is looked at by what is saved only when no credentials are there', async () => {
    expect(await idsOf(checkDraft(step('number'), without('credentials'), clock))).toEqual(['number.saved']);
    expect(await idsOf(checkDraft(step('number'), readyFacts, clock))).toContain('number.owned');
  });

  it('of the credentials is looked at by the gates of the number as well when a number is saved', async () => {
    expect(await idsOf(checkDraft(step('credentials'), readyFacts, clock))).toContain('number.owned');
    const alone = await idsOf(checkDraft(step('credentials'), without('number'), clock));
    expect(alone.filter((id) => !id.startsWith('credentials.'))).toEqual([]);
  });

  it('is looked at by the checks of its own step, and by gates of others that depend on them only', async () => {
    for (const each of steps) {
      const own = checklist.filter(({ id, afterSaving }) => id.startsWith(`${each.id}.`) && afterSaving !== true);
      const gates = each.id === 'credentials' ? ['number.owned', 'number.sms-capable'] : [];
      const ids = await idsOf(checkDraft(each, readyFacts, clock));
      expect(ids, each.id).toEqual([...own.map(({ id }) => id), ...gates]);
    }
  });

  it('is looked at before and after saving by different checks', async () => {
    const before = await idsOf(checkDraft(step('credentials'), readyFacts, clock));
    const after = await idsOf(checkSaved(step('credentials'), readyFacts, clock));
    expect(after).toEqual(['credentials.saved', 'credentials.store']);
    expect(before.filter((id) => after.includes(id))).toEqual([]);
  });
});

describe('what stops a draft', () => {
  it('is a gate of its own step, whatever holds now', async () => {
    expect(await closedBy('number', missing, readyFacts)).toContain('number.owned');
    expect(await closedBy('number', missing, missing)).toContain('number.owned');
  });

  it('is a gate of another step when it holds now, and none that is closed already', async () => {
    expect(await closedBy('credentials', missing, readyFacts)).toEqual(['number.owned']);
    expect(await closedBy('credentials', missing, missing)).toEqual([]);
    expect(await closedBy('credentials', readyFacts, readyFacts)).toEqual([]);
  });

  it('is a gate that cannot be looked at, too', async () => {
    const silent = {
      ...readyFacts,
      ownedSender: async () => ({ ...(await readyFacts.ownedSender()), smsCapable: null }),
    };
    expect(await closedBy('number', silent as Facts, readyFacts)).toEqual(['number.sms-capable']);
  });
});
