import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCountry } from '../../../src/domain/numbers/phone.ts';
import { needsCountry, parseSender } from '../../../src/domain/settings/sender.ts';
import { accountSid } from '../../support/fixtures.ts';

const us = { sender: '+12025550123', kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' };

describe('a sender in its normal form', () => {
  it.each<[string, string | undefined, object]>([
    ['+12025550123', undefined, us],
    ['  +1 (202) 555-0123 ', undefined, us],
    ['001 202 555 0123', undefined, us],
    ['011 1 202 555 0123', undefined, us],
    ['(202) 555-0123', 'US', us],
    ['+44 20 7946 0018', undefined, { sender: '+442079460018', kind: 'number', country: 'GB', type: 'FIXED_LINE' }],
    ['020 7946 0018', 'GB', { sender: '+442079460018', kind: 'number', country: 'GB', type: 'FIXED_LINE' }],
    ['+18005550199', undefined, { sender: '+18005550199', kind: 'number', country: 'US', type: 'TOLL_FREE' }],
    ['55501', undefined, { sender: '55501', kind: 'short-code' }],
    ['55501', 'US', { sender: '55501', kind: 'short-code', country: 'US' }],
    ['Acme', undefined, { sender: 'Acme', kind: 'alphanumeric' }],
    ['Acme & Co', undefined, { sender: 'Acme & Co', kind: 'alphanumeric' }],
    ['3rdParty', undefined, { sender: '3rdParty', kind: 'alphanumeric' }],
  ])('%s (country %s)', (raw, country, sender) => {
    expect(parseSender(raw, country)).toEqual({ ok: true, value: sender });
  });
});

describe('what cannot send is refused with the reason', () => {
  it.each<[string, string | undefined, RegExp]>([
    ['+15005550006', undefined, /test numbers/],
    ['+1 500 555 0001', undefined, /test numbers/],
    ['5005550006', 'US', /test numbers/],
    ['2025550123', undefined, /calling code/],
    ['+1202555', undefined, /too short/],
    ['+1202555012345', undefined, /too long/],
    ['+12025550', undefined, /too short/],
    ['+19995550123', undefined, /not assigned/],
    ['+999123456789', undefined, /No country has this calling code/],
    ['+19005550123', undefined, /premium-rate number, which cannot send SMS/],
    ['MyVeryLongBrand', undefined, /at most 11 characters; this has 15/],
    ['Acme!', undefined, /letters, digits, blanks/],
    [accountSid, undefined, /a SID, not a number/],
    ['+1202555\u200b0123', undefined, /hidden characters/],
    ['+1202\u202e5550123', undefined, /hidden characters/],
    ['', undefined, /Enter the number/],
    ['12', undefined, /calling code|no phone number/],
    ['+', undefined, /no phone number/],
    ['++12025550123', undefined, /no phone number/],
    ['1'.repeat(80), undefined, /too long for a sender/],
  ])('%s (country %s)', (raw, country, words) => {
    const parsed = parseSender(raw, country);
    expect(parsed.ok ? parsed.value : parsed.problem).toMatch(words);
  });

  it('gives a sender or one sentence for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(undefined, 'US', 'GB', 'AR'), (raw, country) => {
        const parsed = parseSender(raw, country);
        expect(
          parsed.ok ? /^(?:\+[1-9]\d{6,16}|\d{3,8}|[A-Za-z0-9 +_&-]{1,11})$/.test(parsed.value.sender) : parsed.problem,
        ).toBeTruthy();
      }),
    );
  });
});

describe('the country', () => {
  it.each([
    ['(202) 555-0123', true],
    ['020 7946 0018', true],
    ['+12025550123', false],
    ['0012025550123', false],
    ['55501', true],
    ['Acme', false],
    ['5005550006', false],
  ])('is needed for %s: %s', (raw, needed) => expect(needsCountry(raw)).toBe(needed));

  it('is accepted in either case', () => {
    expect(parseCountry(' us ')).toEqual({ ok: true, value: 'US' });
    expect(parseCountry('UK')).toMatchObject({ problem: 'The United Kingdom is GB.' });
    expect(parseCountry('United States').ok).toBe(false);
  });
});
