import { describe, expect, it } from 'vitest';
import { parseAge, parseDuration } from '../../../src/cli/command/duration.ts';
import { accepted } from '../../../src/domain/text/parsed.ts';

describe('a time on the command line', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['24h', 86_400_000],
  ])('%s is %d milliseconds', (text, ms) => expect(parseDuration(text)).toEqual(accepted(ms)));

  it.each(['', '5', 'm', '0s', '-1s', '25h', '1d', '2 minutes', '1e3s', 'NaNs'])('%j is refused', (text) => {
    expect(parseDuration(text)).toMatchObject({
      ok: false,
      problem: expect.any(String),
    });
  });
});

describe('an age on the command line', () => {
  it.each([
    ['1s', 1000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['366d', 31_622_400_000],
  ])('%s is %d milliseconds', (text, ms) => expect(parseAge(text)).toEqual(accepted(ms)));

  it.each(['', '7', 'd', '0s', '367d', '-1d', '1.5d', '500ms', '7 days', '1w'])('%j is refused', (text) => {
    expect(parseAge(text)).toMatchObject({ ok: false, problem: expect.any(String) });
  });
});
