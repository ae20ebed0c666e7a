import { type CountryCode, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { compiledDigits } from '../../../src/adapters/counting/compiled-judge.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { built } from '../../support/built.ts';
import { mobileNumbers } from '../../support/mobile-numbers.ts';

await built('tables');

const countries =
  'US GB IE DE AT CH FR BE NL ES PT IT PL CZ SE NO DK FI GR TR RU UA IL AE SA EG ZA NG KE IN PK CN HK JP KR SG ID VN TH PH AU NZ BR MX AR CL CO PE'.split(
    ' ',
  );

const separators = [' ', '-', '.', '/', '  ', ' - ', ' / ', '\u00a0', '\u2011'];

/** The groups that libphonenumber writes, and every two groups. */
function groupings(number: string): readonly (readonly string[])[] {
  const usual = parsePhoneNumberWithError(number).formatInternational().split(/[ -]/).slice(1);
  const national = usual.join('');
  const halves = Array.from({ length: national.length - 3 }, (_, at) => [
    national.slice(0, at + 2),
    national.slice(at + 2),
  ]);
  return [usual, ...halves];
}

/** 1234567/89 are two numbers, where the first is one by itself; so are Austria's and Finland's, of whatever length. */
const isOtherEnd = (separator: string, groups: readonly string[]): boolean =>
  separator.includes('/') && groups.length === 2 && (groups[1]?.length ?? 0) <= 3;

/** A number in its groups, with what stands in front of them apart or joined to the first. */
function written(e164: string): readonly string[] {
  const parsed = parsePhoneNumberWithError(e164);
  const code = parsed.countryCallingCode;
  const trunk = parsed.formatNational().replace(/\D/g, '').startsWith('0') && !e164.startsWith('+39') ? ['(0)'] : [];
  return groupings(e164).flatMap((groups) =>
    separators
      .filter((separator) => !isOtherEnd(separator, groups))
      .flatMap((separator) => [
        [`+${code}`, ...groups].join(separator),
        [`00${code}`, ...groups].join(separator),
        `+${code}${groups.join(separator)}`,
        `00${code}${groups.join(separator)}`,
        `(+${code}) ${groups.join(separator)}`,
        ...trunk.map((zero) => `+${code} ${zero}${groups.join(separator)}`),
        ...trunk.map(() => `0${groups.join(separator)}`),
      ]),
  );
}

test('no grouping makes two numbers of one, or another', () => {
  const digits = compiledDigits();
  const all = countries.flatMap((country) =>
    mobileNumbers(country, 3, digits).flatMap((e164) => written(e164).map((text) => ({ country, e164, text }))),
  );
  const others = all.filter(({ country, e164, text }) => {
    const verdict = judgeCell(text, country as CountryCode);
    return !verdict.textable || verdict.e164 !== e164;
  });
  process.stderr.write(`${all.length} groupings of ${countries.length * 3} numbers: ${others.length} read otherwise\n`);
  expect(all.length).toBeGreaterThan(6119);
  expect(others.map(({ text }) => text)).toEqual([]);
});
