import fc from 'fast-check';
import { type CountryCode, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { describe, expect, it, test } from 'vitest';
import { compiledDigits } from '../../../src/adapters/counting/compiled-judge.ts';
import {
  decideReadings,
  type NumberReadings,
  readingKind,
  readingsOf,
} from '../../../src/domain/numbers/number-readings.ts';
import { countryCodes } from '../../../src/domain/numbers/phone.ts';
import { reservedUse } from '../../../src/domain/numbers/reserved-numbers.ts';
import { built } from '../../support/built.ts';
import { processorMs } from '../../support/work.ts';

await built('tables');

const compiled = compiledDigits();

const shown = ({ national, international }: NumberReadings): string =>
  `${national?.e164 ?? '-'} ${international?.e164 ?? '-'}`;

describe('the readings of a number without a +', () => {
  it.each<[string, string | undefined, string]>([
    // Both.
    ['51912345678', 'BR', '+5551912345678 +51912345678'],
    ['84912345678', 'BR', '+5584912345678 +84912345678'],
    ['15125550123', 'DE', '+4915125550123 +15125550123'],
    ['9607712345', 'IN', '+919607712345 +9607712345'],
    ['4791234567', 'MX', '+524791234567 +4791234567'],
    ['(51) 91234-5678', 'BR', '+5551912345678 +51912345678'],
    // Germany has landlines of these digits, which are not textable.
    ['4915228817386', 'DE', '- +4915228817386'],
    ['436641234567', 'DE', '- +436641234567'],
    ['4791234567', 'US', '- +4791234567'],
    ['447400123123', 'US', '- +447400123123'],
    ['447400123123', undefined, '- +447400123123'],
    // The country's own calling code.
    ['447400123123', 'GB', '- +447400123123'],
    ['12025550123', 'US', '- +12025550123'],
    ['01144 7400 123123', 'US', '- +447400123123'],
    // The country alone.
    ['2025550123', 'US', '+12025550123 -'],
    ['07400 123123', 'GB', '+447400123123 -'],
    ['7400 123123', 'GB', '+447400123123 -'],
    ['0151 23456789', 'DE', '+4915123456789 -'],
    ['11 98765-4321', 'BR', '+5511987654321 -'],
    // None that can be texted, or no doubt.
    ['2025550123', undefined, '- -'],
    ['02079460018', 'GB', '- -'],
    ['+51912345678', 'BR', '- -'],
    ['0051912345678', 'BR', '- -'],
    ['n/a', 'BR', '- -'],
    ['51912345678; 51912345679', 'BR', '- -'],
    ['0664 1234567/8', 'AT', '- -'],
    ['51912 345678/9', 'BR', '- -'],
    ['', 'BR', '- -'],
  ])('%s (country %s): %s', (text, country, readings) => {
    expect(shown(readingsOf(text, country))).toBe(readings);
    expect(shown(readingsOf(text, country, compiled))).toBe(readings);
  });
});

/** libphonenumber's own answer, for numbers that can be texted. */
function libraryReads(text: string, country?: string): string | undefined {
  try {
    const number = parsePhoneNumberWithError(text, {
      extract: false,
      ...(country !== undefined && { defaultCountry: country as CountryCode }),
    });
    const isTextable = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP'].includes(number.getType() ?? '');
    return number.isValid() && isTextable && reservedUse(number.number) !== 'placeholder' ? number.number : undefined;
  } catch {
    return undefined;
  }
}

test('readings are those of libphonenumber, by the compiled plans as well', () => {
  const digits = fc
    .oneof(
      fc.stringMatching(/^[1-9][0-9]{6,13}$/),
      fc.stringMatching(/^(519[0-9]{8}|849[0-9]{8}|15[0-9]{9}|4915[0-9]{9}|479[0-9]{7}|447[0-9]{9}|0[0-9]{9,10})$/),
    )
    // Placeholders are refused before their digits are read.
    .filter((text) => !/(\d)\1{7}|^(\d)\2*$|0123456789|1234567890|2345678901|9876543210|^[01]?1234567/.test(text));
  let both = 0;
  fc.assert(
    fc.property(digits, fc.constantFrom(...countryCodes()), (text, country) => {
      const readings = readingsOf(text, country);
      expect(readingsOf(text, country, compiled)).toEqual(readings);
      const isAbroad = !/^00[1-9]/.test(text);
      if (isAbroad) {
        const abroad = libraryReads(`+${text}`);
        const home = libraryReads(text, country);
        const isOwn = home !== undefined && text.endsWith(home.slice(1));
        expect(readings.international?.e164).toBe(abroad ?? (isOwn ? home : undefined));
        expect(readings.national?.e164).toBe(isOwn ? undefined : home);
      }
      if (readingKind(readings) === 'both') both += 1;
    }),
    { numRuns: 3000 },
  );
  expect(both).toBeGreaterThan(0);
});

test('a reading takes some microseconds', async () => {
  const texts = Array.from({ length: 20_000 }, (_, index) => `5191${String(2_345_678 + index).padStart(7, '0')}`);
  readingsOf('51912345678', 'BR', compiled);
  const spent = await processorMs(() => {
    for (const text of texts) readingsOf(text, 'BR', compiled);
  });
  // About one on a machine of 2024; the library takes some hundred.
  expect((spent * 1000) / texts.length).toBeLessThan(100);
});

describe('what rows with one reading decide', () => {
  const decided = (national: number, international: number, both = 100) =>
    decideReadings({ national, international, both, none: 3 });

  it.each<[number, number, string | undefined]>([
    [5, 0, 'national'],
    [0, 5, 'international'],
    [4, 0, undefined],
    [2, 2, undefined],
    [9, 1, 'national'],
    [8, 1, undefined],
    [1, 9, 'international'],
    [90, 10, 'national'],
    [89, 11, undefined],
    [0, 0, undefined],
  ])('%i national and %i international: %s', (national, international, expected) =>
    expect(decided(national, international)).toBe(expected),
  );
});
