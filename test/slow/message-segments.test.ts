import { describe, expect, it } from 'vitest';
import { segmentsOf, splitCharacters } from '../../src/domain/messages/segments.ts';
import { compareOn } from '../support/message-peer.ts';

describe("segments, and Twilio's own calculator", () => {
  it('agree on 100,000 random texts, except for characters newer than the calculator', () => {
    const outcome = compareOn(100_000, 20_261_124, segmentsOf, splitCharacters);
    process.stdout.write(`${JSON.stringify({ ...outcome, unexplained: outcome.unexplained.length })}\n`);
    expect(outcome.unexplained).toEqual([]);
    expect(outcome.equal + outcome.otherClusters).toBe(100_000);
    expect(outcome.several).toBeGreaterThan(50_000);
    expect(outcome.ucs2).toBeGreaterThan(30_000);
    expect(outcome.otherClusters).toBeLessThan(2_000);
  }, 1_200_000);
});
