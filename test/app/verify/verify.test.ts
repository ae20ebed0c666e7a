import { describe, expect, it } from 'vitest';
import { selectChecks, type VerifyPorts, verify } from '../../../src/app/verify/verify.ts';
import type { CheckResult } from '../../../src/domain/readiness/check.ts';
import type { VerificationRecord } from '../../../src/domain/readiness/verification.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { clock, now, quietProvider, readyFacts, readySettings, tokenCredential } from '../../support/fixtures.ts';

function bench(initial?: VerificationRecord) {
  let record = initial;
  let opened = 0;
  let beforeSaving = () => {};
  const ports: VerifyPorts = {
    clock,
    ambient: {},
    readCredential: async () => tokenCredential,
    openProvider: async () => {
      opened += 1;
      const { account, ownedSender: phoneNumber } = readyFacts;
      return { ...quietProvider, accept: async () => {}, account, phoneNumber, shortCode: async () => null };
    },
    verification: {
      load: async () => {
        beforeSaving();
        return record;
      },
      save: async (next) => {
        record = next;
        return true;
      },
    },
  };
  return {
    record: () => record,
    opened: () => opened,
    whenLoaded: (change: (record: VerificationRecord | undefined) => VerificationRecord | undefined) => {
      let loads = 0;
      beforeSaving = () => {
        loads += 1;
        if (loads === 2) record = change(record);
      };
    },
    run: async (named?: readonly string[], skipped?: readonly string[], more: object = {}) => {
      const results: CheckResult[] = [];
      const request = { settings: readySettings, selection: await selectChecks(named, skipped), ...more };
      for await (const result of verify(request, ports)) results.push(result);
      return results;
    },
  };
}

const earlier: VerificationRecord = { completedAt: '2026-11-01T00:00:00.000Z', results: {} };
const liveIds = checklist.filter(({ live }) => live).map(({ id }) => id);
const allIds = checklist.map(({ id }) => id);

describe('what verify remembers', () => {
  it('is a whole verification when every check ran, however they were named', async () => {
    for (const named of [undefined, allIds]) {
      const tried = bench(earlier);
      const results = await tried.run(named);
      expect(results.map(({ status }) => status)).not.toContain('fail');
      expect(tried.record()?.completedAt).toBe(now.toISOString());
      expect(Object.keys(tried.record()?.results ?? {}).toSorted()).toEqual(liveIds.toSorted());
    }
  });

  it.each([
    ['a check without a provider was named', ['owner.assigned'], undefined],
    ['live checks were named', ['number.owned', 'credentials.accepted'], undefined],
    ['one check was skipped', undefined, ['owner.assigned']],
    ['a live check was skipped', undefined, ['number.owned']],
  ])('is no whole verification when %s', async (_, named, skipped) => {
    const first = bench();
    await first.run(named, skipped);
    expect(first.record()?.completedAt).toBeNull();
    const again = bench(earlier);
    await again.run(named, skipped);
    expect(again.record()?.completedAt).toBe(earlier.completedAt);
  });

  it('keeps the results of checks that were not selected', async () => {
    const tried = bench();
    await tried.run();
    const before = tried.record()?.results;
    await tried.run(['credentials.accepted']);
    expect(Object.keys(tried.record()?.results ?? {}).toSorted()).toEqual(Object.keys(before ?? {}).toSorted());
  });

  it('keeps a delivery that was recorded meanwhile', async () => {
    const tried = bench(earlier);
    const deliveries: VerificationRecord['deliveries'] = [];
    tried.whenLoaded((record) => ({ ...(record ?? earlier), deliveries }));
    await tried.run();
    expect(tried.record()?.deliveries).toBe(deliveries);
  });

  it('is nothing when no credentials are saved', async () => {
    const { credentials: _, ...settings } = readySettings;
    const tried = bench(earlier);
    await tried.run(undefined, undefined, { settings: settings satisfies Settings });
    expect(tried.record()).toBe(earlier);
    expect(tried.opened()).toBe(0);
  });

  it('is unchanged in an offline run, which calls no provider', async () => {
    const tried = bench(earlier);
    const results = await tried.run(undefined, undefined, { offline: true });
    expect(tried.record()).toBe(earlier);
    expect(tried.opened()).toBe(0);
    expect(results.filter(({ live }) => live).every(({ status }) => status === 'unknown')).toBe(true);
  });
});

describe('the checks that are selected', () => {
  it.each([
    [['nope'], [], 'input.unknown-check'],
    [undefined, ['nope'], 'input.unknown-check'],
    [['owner.assigned'], ['owner.assigned'], 'input.no-check'],
    [undefined, allIds, 'input.no-check'],
  ])('are refused when %j are named and %j are skipped: %s', async (named, skipped, code) => {
    await expect(selectChecks(named, skipped)).rejects.toMatchObject({ code });
  });
});
