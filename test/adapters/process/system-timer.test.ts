import { describe, expect, it } from 'vitest';
import { systemTimer } from '../../../src/adapters/process/system-timer.ts';

describe('the timer of the machine', () => {
  it('waits', async () => {
    const before = systemTimer.now();
    await systemTimer.sleep(20);
    // Node's timers may be a millisecond early.
    expect(systemTimer.now() - before).toBeGreaterThan(15);
  });

  it('stops waiting when it is told to', async () => {
    const abort = new AbortController();
    const waiting = systemTimer.sleep(600_000, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
