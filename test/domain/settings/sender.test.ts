import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCountry } from '../../../src/domain/numbers/phone.ts';
import { needsCountry, parseSender } from '../../../src/domain/settings/sender.ts';
import { accountSid, apiKeySid } from '../../support/fixtures.ts';

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
    ['Acme-Acme_1', 'US', { sender: 'Acme-Acme_1', kind: 'alphanumeric' }],
    [' 123 ', undefined, { sender: '123', kind: 'short-code' }],
    ['12345678', 'BR', { sender: '12345678', kind: 'short-code', country: 'BR' }],
    [`${' '.repeat(80)}+12025550123`, undefined, us],
    [`+1${' '.repeat(52)}2025550123`, undefined, us],
    ['+1.202/555-0123', undefined, us],
    ['+883510000000091', undefined, { sender: '+883510000000091', kind: 'number', type: 'VOIP' }],
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
    ['0171 234567', 'DE', /too short/],
    ['+19995550123', undefined, /not assigned/],
    ['+999123456789', undefined, /calling code/],
    ['+19005550123', undefined, /premium-rate number, which cannot send SMS/],
    ['MyVeryLongBrand', undefined, /at most 11 characters.* 15/],
    ['Acme!', undefined, /letters, digits, blanks/],
    [accountSid, undefined, /a SID, not a number/],
    ['+1202555\u200b0123', undefined, /hidden characters/],
    ['+1202\u202e5550123', undefined, /hidden characters/],
    ['', undefined, /Enter the number/],
    ['12', undefined, /calling code|Invalid phone number/],
    ['+', undefined, /Invalid phone number/],
    ['++12025550123', undefined, /Invalid phone number/],
    ['1'.repeat(80), undefined, /Invalid sender/],
    [`+1 ${' '.repeat(52)}2025550123`, undefined, /Invalid sender: too long/],
    ['AcmeAcmeAcme', undefined, /at most 11 characters.* 12/],
    ['Acmé', undefined, /letters, digits, blanks/],
    ['+491801234567', undefined, /shared-cost number, which cannot send SMS/],
    ['+445512345678', undefined, /company number \(UAN\), which cannot send SMS/],
    ['+447600123456', undefined, /pager, which cannot send SMS/],
    ['+44123', undefined, /too short/],
    ['12025550123x', undefined, /at most 11 characters/],
    ['#!', undefined, /Invalid phone number/],
    ['123456789', undefined, /calling code/],
    [apiKeySid, undefined, /a SID, not a number/],
    [apiKeySid.toLowerCase(), undefined, /a SID, not a number/],
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
    ['123', true],
    ['12', false],
    ['12345678', true],
    ['123456789', true],
    ['1234567 ', true],
    ['12345678901234567', true],
    ['123456789012345678', false],
    ['01112025550123', false],
    [' (020) 7946/0018', true],
  ])('is needed for %s: %s', (raw, needed) => expect(needsCountry(raw)).toBe(needed));

  it('is accepted in either case', () => {
    expect(parseCountry(' us ')).toEqual({ ok: true, value: 'US' });
    expect(parseCountry('UK')).toMatchObject({ ok: false, problem: expect.stringContaining('GB') });
    expect(parseCountry('United States').ok).toBe(false);
  });
});
