import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskCell, maskIdentifiers, maskSender, maskSid } from '../../../src/domain/text/mask.ts';
import { accountSid } from '../../support/fixtures.ts';

describe('a masked identifier', () => {
  it('shows the ends of a SID and of a number, and all of what is public', () => {
    expect(maskSid('AC0123456789abcdef0123456789abcdef')).toBe('AC01…cdef');
    expect(maskSender('+12025550123')).toBe('+1••••••0123');
    for (const open of ['55501', 'Acme']) expect(maskSender(open)).toBe(open);
  });

  it.each(['AC', 'SK', 'MG', 'PN', 'SC'])('replaces each SID with %s in a text, in either case', (prefix) => {
    const [lower, upper] = [`${prefix}${'a1'.repeat(16)}`, `${prefix}${'B2'.repeat(16)}`];
    expect(maskIdentifiers(`${lower}, ${upper}.`)).toBe(`${prefix}a1…a1a1, ${prefix}B2…B2B2.`);
  });

  it.each([
    ['From +12025550123 to +447400123456', 'From +1••••••0123 to +4••••••3456'],
    ['+1234567', '+1••••••4567'],
    ['+123456 is too short', '+123456 is too short'],
    ['+0123456789 is none', '+0123456789 is none'],
    [`x${accountSid} is part of a word`, `x${accountSid} is part of a word`],
    [`${accountSid}0 is longer`, `${accountSid}0 is longer`],
  ])('in %j', (text, masked) => expect(maskIdentifiers(text)).toBe(masked));
});

describe('a masked cell', () => {
  it.each([
    ['+1 (202) 555-0123', '+• (•••) •••-••23'],
    ['  2025550123 ', '••••••••23'],
    ['202-555-0123 ext 4', '•••-•••-•••3 … 4'],
    ['Ada Lovelace 0151 234', '… … •••• •34'],
    ['to 12', 'to 12'],
    ['٢٠٢٥', '••٢٥'],
    ['Жанна 12345', '… •••45'],
    ['Ünal 123', '… •23'],
    ['a\u0007b', 'a\\x07b'],
    ['', ''],
  ])('%j shows its format: %j', (cell, masked) => expect(maskCell(cell)).toBe(masked));

  it.each(['n/a', 'N/A', '#N/A', 'none', 'NULL', 'NaN', 'unknown', 'test', 'TBD', '#null!'])(
    'that means nothing stays: %s',
    (cell) => expect(maskCell(` ${cell} `)).toBe(cell),
  );

  it('that is longer than a word for nothing is masked', () => {
    expect(maskCell('none of them')).toBe('… of …');
    expect(maskCell('not null')).toBe('… …');
  });

  it('shows at most two digits and 40 characters, for any cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789٣ +-()abcЖ\u0007') }), (cell) => {
        const masked = maskCell(cell);
        expect((masked.replaceAll('\\x07', '').match(/\p{N}/gu) ?? []).length).toBeLessThanOrEqual(2);
        expect(masked).not.toMatch(/\p{L}{3,}/u);
      }),
    );
    expect(maskCell('1 '.repeat(100))).toHaveLength(40);
    expect(maskCell(`${'1 '.repeat(200)}`)).not.toMatch(/\d/);
  });
});
