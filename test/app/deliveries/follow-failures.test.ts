import { describe, expect, it } from 'vitest';
import { followFailures, type Look } from '../../../src/app/deliveries/follow-failures.ts';
import type { MessageRecord } from '../../../src/domain/deliveries/message-record.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { messageLists } from '../../support/message-list.ts';
import { messageRecord } from '../../support/message-records.ts';

const start = Date.parse('2026-11-30T12:00:00.000Z');
const outage = new ProviderError({ kind: 'unavailable', message: 'Down.' });
const rejection = new ProviderError({ kind: 'rejected', message: 'No.' });

/** Looks once for each state of the list, a pause apart. */
async function looksAt(states: readonly (readonly MessageRecord[] | ProviderError)[]): Promise<readonly Look[]> {
  const stop = new AbortController();
  let look = 0;
  let at = start;
  const provider = messageLists(
    () => {
      const state = states[look];
      return state === undefined || state instanceof ProviderError ? [] : state;
    },
    {
      onPage: () => {
        const state = states[look];
        if (state instanceof ProviderError) throw state;
      },
    },
  );
  const seen: Look[] = [];
  const timer = {
    now: () => at,
    sleep: async (ms: number) => {
      at += ms;
      look += 1;
      if (look === states.length) stop.abort();
    },
  };
  const request = { since: start, sender: null, limit: 1000, countryOf: () => null };
  for await (const each of followFailures(request, { provider, now: () => new Date(at), timer, signal: stop.signal })) {
    seen.push(each);
  }
  return seen;
}

const message = (sid: string, status: string, seconds = 0): MessageRecord =>
  messageRecord({ sid, status, createdAt: start + seconds * 1000, sentAt: start + seconds * 1000 });
const newIn = (looks: readonly Look[]) =>
  looks.map((look) => (look.kind === 'read' ? look.failures.map(({ sid }) => sid) : look.error.kind));

describe('following', () => {
  it('shows each failure once, also one that comes late or is listed late', async () => {
    const looks = await looksAt([
      [message('a', 'sent'), message('b', 'failed')],
      [message('a', 'undelivered'), message('b', 'failed')],
      [message('late', 'failed', 1), message('a', 'undelivered'), message('b', 'failed')],
      [message('a', 'undelivered'), message('b', 'failed')],
    ]);
    expect(newIn(looks)).toEqual([['b'], ['a'], ['late'], []]);
  });

  it('shows failures of one look in the order of time', async () => {
    const looks = await looksAt([
      [message('second', 'failed', 2), message('first', 'failed', 1), message('zero', 'failed')],
    ]);
    expect(newIn(looks)).toEqual([['zero']]);
    const later = await looksAt([[], [message('second', 'failed', 2), message('first', 'failed', 1)]]);
    expect(newIn(later)).toEqual([[], ['first', 'second']]);
  });

  it('goes on after an outage, but not with credentials that are refused', async () => {
    expect(newIn(await looksAt([[], outage, [message('a', 'failed')]]))).toEqual([[], 'unavailable', ['a']]);
    await expect(looksAt([[], rejection, []])).rejects.toBe(rejection);
    await expect(looksAt([outage, []])).rejects.toBe(outage);
  });

  it('waits at least 15 seconds, and longer after a slow look', async () => {
    const waits: number[] = [];
    const stop = new AbortController();
    let at = start;
    const provider = messageLists(() => [], { onPage: () => (at += 5000) });
    const timer = {
      now: () => at,
      sleep: async (ms: number) => {
        waits.push(ms);
        stop.abort();
      },
    };
    const request = { since: start, sender: null, limit: 1000, countryOf: () => null };
    for await (const _ of followFailures(request, { provider, now: () => new Date(at), timer, signal: stop.signal }));
    expect(waits).toEqual([40_000]);
  });
});
