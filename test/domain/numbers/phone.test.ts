import { describe, expect, it } from 'vitest';
import {
  countryCodes,
  isCountry,
  isCutOff,
  type Likeness,
  likeness,
  parseCountry,
  readPhone,
} from '../../../src/domain/numbers/phone.ts';

const read = (text: string, country?: string): string => {
  const answer = readPhone(text, country);
  if (!answer.ok) return answer.problem;
  const { e164, country: home, type, hasExtension } = answer.number;
  return [e164, home ?? '-', type ?? '-', ...(hasExtension ? ['extension'] : [])].join(' ');
};

describe('a telephone number', () => {
  it.each<[string, string | undefined, string]>([
    ['+12025550123', undefined, '+12025550123 US FIXED_LINE_OR_MOBILE'],
    ['+12025550123', 'DE', '+12025550123 US FIXED_LINE_OR_MOBILE'],
    ['2025550123', 'US', '+12025550123 US FIXED_LINE_OR_MOBILE'],
    ['2025550123 ext. 4', 'US', '+12025550123 US FIXED_LINE_OR_MOBILE extension'],
    ['+80012345678', undefined, '+80012345678 - TOLL_FREE'],
    ['2025550123', undefined, 'no-country'],
    ['2025550123', 'XX', 'no-country'],
    ['+999123456789', undefined, 'unknown-calling-code'],
    ['x', 'US', 'not-a-number'],
    ['', undefined, 'not-a-number'],
    ['1', 'US', 'too-short'],
    ['+1202555012', undefined, 'too-short'],
    ['+120255501234', undefined, 'too-long'],
    [`+1${'2'.repeat(20)}`, undefined, 'too-long'],
    ['+19995550123', undefined, 'not-assigned'],
  ])('%s (country %s) is read as %s', (text, country, expected) => expect(read(text, country)).toBe(expected));

  it('is written for people', () => {
    const answer = readPhone('2025550123', 'US');
    expect(answer.ok && answer.number.international).toBe('+1 202 555 0123');
  });

  it.each([
    ['+1202555012', undefined, true],
    ['202555012', 'US', true],
    ['0171 234567', 'DE', true],
    ['+12025550123', undefined, false],
    ['+120255501', undefined, false],
    ['+120255501234', undefined, false],
    ['x', 'US', false],
  ])('%s (country %s) lacks its last digit: %s', (text, country, expected) => {
    expect(isCutOff(text, country)).toBe(expected);
  });

  it.each<[string, string, Likeness]>([
    ['(202) 555-0123', 'US', 'written'],
    ['202 555 0123', 'US', 'written'],
    ['2025550123', 'US', 'dialled'],
    ['01512 3456789', 'DE', 'written'],
    ['0151 23456789', 'DE', 'dialled'],
    ['015123456789', 'DE', 'dialled'],
    ['15123456789', 'DE', 'none'],
    ['+1 202 555 0123', 'DE', 'none'],
    ['+1 202 555 0123', 'US', 'none'],
    // Canada has the plan of the US.
    ['(416) 555-0123', 'US', 'none'],
    ['020 7946 0018', 'GB', 'none'],
    ['9999', 'US', 'none'],
    ['x', 'US', 'none'],
  ])('%s seems written in %s: %s', (text, country, expected) => expect(likeness(text, country)).toBe(expected));
});

describe('a country', () => {
  it('has a numbering plan', () => {
    expect(countryCodes().length).toBeGreaterThan(240);
    expect(countryCodes().every(isCountry)).toBe(true);
    expect(['XX', 'us', 'UK', ''].some(isCountry)).toBe(false);
  });

  it.each([
    ['us', 'US'],
    [' Gb\n', 'GB'],
  ])('is read in either case: %j', (raw, value) => expect(parseCountry(raw)).toEqual({ ok: true, value }));

  it.each([
    ['UK', /GB/],
    ['XX', /two letters/],
    ['USA', /two letters/],
    ['', /two letters/],
  ])('is none: %j', (raw, problem) => {
    expect(parseCountry(raw)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});
