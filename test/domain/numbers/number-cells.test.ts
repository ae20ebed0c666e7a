import { describe, expect, it } from 'vitest';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import type { ContactReason } from '../../../src/domain/numbers/contact-reasons.ts';
import { repairOf } from '../../../src/domain/numbers/contact-repair.ts';

const judged = (cell: string, country: string | undefined): string => {
  const verdict = judgeCell(cell, country);
  return verdict.textable ? verdict.e164 : verdict.reason;
};

type Country = string | undefined;

describe('a number that can be texted, however it is grouped and dialled', () => {
  it.each<[string, Country, string]>([
    ['0041 7912 34567', 'CH', '+41791234567'],
    ['0043664 1234567', 'AT', '+436641234567'],
    ['0033612 345678', 'FR', '+33612345678'],
    ['+33 6/12/34/56/78', 'FR', '+33612345678'],
    ['0470/12/34/56', 'BE', '+32470123456'],
    ['+436641/234567', 'AT', '+436641234567'],
    ['+4479 1112 3456', 'US', '+447911123456'],
    ['0044791112 3456', 'GB', '+447911123456'],
    ['0011 61 412 345 678', 'AU', '+61412345678'],
    ['0011 49 1522 8817386', 'NZ', '+4915228817386'],
    ['00 1 202 555 0123', 'AU', '+12025550123'],
    ['+54 11 15 2345-6789', 'AR', '+5491123456789'],
    ['0221 15 612-3456', 'AR', '+5492216123456'],
    ['0 41 11 98765 4321', 'BR', '+5511987654321'],
    ['+86 138 0013 8000', 'CN', '+8613800138000'],
    ['+81 90-1234-5678', 'JP', '+819012345678'],
    ['+61 412 345 678', 'AU', '+61412345678'],
    ['+1 202 555 0142', 'US', '+12025550142'],
  ])('%s (country %s): %s', (cell, country, e164) => expect(judged(cell, country)).toBe(e164));
});

/** What is proposed instead of the cell; undefined: nothing is. */
type Fix = string | undefined;

describe('a number that is written in a form of its country or program is proposed', () => {
  it.each<[string, Country, ContactReason, Fix]>([
    ['+52 1 55 1234 5678', 'MX', 'too-long', '+525512345678'],
    ['5213312345678', 'ES', 'too-long', '+523312345678'],
    ['044 (33) 1234-5678', 'MX', 'too-long', '+523312345678'],
    ['045 81 1234 5678', 'MX', 'too-long', '+528112345678'],
    ['+52 044 55 1234 5678', 'MX', 'too-long', '+525512345678'],
    ['(0xx21) 99876-5432', 'BR', 'words-beside', '+5521998765432'],
    ['0XX21 99876 5432', 'BR', 'words-beside', '+5521998765432'],
    ['0**21 99876-5432', 'BR', 'words-beside', '+5521998765432'],
    ['++44 7400 123123', 'GB', 'not-a-number', '+447400123123'],
    ['+0044 7400 123123', 'GB', 'unknown-calling-code', '+447400123123'],
    ['(+) +44 7400 123123', 'GB', 'not-a-number', '+447400123123'],
    ['00 +44 7400 123123', 'GB', 'not-a-number', '+447400123123'],
    ['https://wa.me/447400123123?text=Hi', 'US', 'words-beside', '+447400123123'],
    ['wa.me/+447400123123', 'US', 'words-beside', '+447400123123'],
    ['https://web.whatsapp.com/send?phone=447400123123', 'US', 'words-beside', '+447400123123'],
    ['http://wa.me/447400123123', 'US', 'words-beside', '+447400123123'],
    ['447400123123@c.us', 'US', 'words-beside', '+447400123123'],
    ['5491123456789@s.whatsapp.net', 'US', 'words-beside', '+5491123456789'],
    ['tel:0612-345-678;phone-context=+33', 'DE', 'words-beside', '+33612345678'],
    ['tel:612345678;phone-context=+33', undefined, 'words-beside', '+33612345678'],
    ['+1 (0) 202 555 0123', 'DE', 'too-long', '+12025550123'],
    ['090ー1234ー5678', 'JP', 'non-ascii-digits', '+819012345678'],
    ['090－1234－5678', 'JP', 'non-ascii-digits', '+819012345678'],
    ['+447400123123\ufeff', 'GB', 'hidden-characters', '+447400123123'],
    ['4915112345678', 'DE', 'plus-lost', '+4915112345678'],
    ['41 79 123 45 67', 'DE', 'plus-lost', '+41791234567'],
    ['4791234567', 'DE', 'plus-lost', '+4791234567'],
    ['8613800138000', 'DE', 'plus-lost', '+8613800138000'],
    ['6591234567', 'FR', 'plus-lost', '+6591234567'],
    ['0612345678 0612345679', 'FR', 'several-numbers', '+33612345678'],
    ['06 12 34 56 78 06 12 34 56 79', 'FR', 'several-numbers', '+33612345678'],
    ['0151 23456789/90', 'DE', 'several-numbers', '+4915123456789'],
    ['+447400123123 / +447400123124', 'GB', 'several-numbers', '+447400123123'],
    ['+447400123123/+447400123124', 'US', 'several-numbers', '+447400123123'],
    // What is no number of a known form stays without a proposal.
    ['120363025550123@g.us', 'US', 'not-a-number', undefined],
    ['tel:0612345678;phone-context=example.com', 'FR', 'words-beside', '+33612345678'],
    ['https://example.com/447400123123', 'GB', 'not-a-number', undefined],
    ['15 2345-6789', 'AR', 'not-assigned', undefined],
    ['1+2025550123', 'US', 'not-a-number', undefined],
    ['="202"5550123', 'US', 'formula', undefined],
    ['+44 7400123123440012312', 'GB', 'too-long', undefined],
  ])('%s (country %s): %s, %s', (cell, country, reason, fix) => {
    expect(judged(cell, country)).toBe(reason);
    expect(repairOf(cell, reason, country)?.e164).toBe(fix);
  });
});

describe('a number that is no person', () => {
  it.each<[string, Country, ContactReason]>([
    ['+44 70 1234 5678', undefined, 'other-type'],
    ['533-234-5678', 'CA', 'other-type'],
    ['(415) 555-1212', 'US', 'placeholder'],
    ['+1 800 555 1212', undefined, 'placeholder'],
    ['(713) 555-5555', 'US', 'placeholder'],
    ['11 99999-9999', 'BR', 'placeholder'],
    ['+55 11 99999-9999', undefined, 'placeholder'],
    ['06 66 66 66 66', 'FR', 'placeholder'],
    ['+33 6 00 00 00 00', undefined, 'placeholder'],
    ['8888888888', 'IN', 'placeholder'],
    ['0 98765 43210', 'IN', 'placeholder'],
    ['+91 98765 43210', undefined, 'placeholder'],
    ['234-567-8901', 'US', 'placeholder'],
    ['010-0000-0000', 'KR', 'placeholder'],
    ['88888888', 'HK', 'placeholder'],
    ['07123456789', 'GB', 'placeholder'],
    ['+44 7123 456789', undefined, 'placeholder'],
    ['202-555-0123,,12', 'US', 'extension'],
    ['555555', 'US', 'placeholder'],
    ['55', 'US', 'too-short'],
    ['555556', 'US', 'short-code'],
    ['5555555', 'US', 'placeholder'],
    ['5555556', 'US', 'too-short'],
    ['202-555-0123*12#', 'US', 'extension'],
    ['2025550123;12', 'US', 'extension'],
    ['2025550123w4', 'US', 'extension'],
  ])('%s (country %s): %s', (cell, country, reason) => {
    expect(judged(cell, country)).toBe(reason);
    expect(repairOf(cell, reason, country)).toBeUndefined();
  });

  it.each<[string, Country, string]>([
    // Fewer repeated or counting digits are part of many real numbers.
    ['0171 0000000', 'DE', '+491710000000'],
    ['0412 345 678', 'AU', '+61412345678'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['11 98765-4321', 'BR', '+5511987654321'],
    ['912 345 67 89', 'RU', '+79123456789'],
    ['0912 345 678', 'VN', '+84912345678'],
    ['010-1234-5678', 'KR', '+821012345678'],
  ])('%s (country %s) is one: %s', (cell, country, e164) => expect(judged(cell, country)).toBe(e164));
});
