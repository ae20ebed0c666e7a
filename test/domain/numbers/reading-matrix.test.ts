import { getCountryCallingCode } from 'libphonenumber-js/max';
import { describe, expect, it, test } from 'vitest';
import { compiledDigits, compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import {
  decideReadings,
  type ReadingKind,
  readingKind,
  readingsOf,
} from '../../../src/domain/numbers/number-readings.ts';
import { built } from '../../support/built.ts';
import { mobileNumbers, writtenForms } from '../../support/mobile-numbers.ts';

await built('tables');

const digits = compiledDigits();
const judge = compiledJudge();

/** The countries with the largest lists. */
const countries =
  'US CA GB IE DE AT CH FR BE NL ES PT IT PL CZ SE NO DK FI GR TR RU UA IL AE SA EG ZA NG KE IN PK CN HK JP KR SG ID VN TH PH AU NZ BR MX AR CL CO PE'.split(
    ' ',
  );

type RowResult = 'unclear' | 'lost plus' | 'right' | 'wrong' | 'not textable';

/** What becomes of each row of a list, by the rules of the readings. */
function readList(cells: readonly string[], truth: readonly string[], country: string): readonly RowResult[] {
  const readings = cells.map((cell) => readingsOf(cell, country, digits));
  const counts: Record<ReadingKind, number> = { national: 0, international: 0, both: 0, none: 0 };
  for (const each of readings) counts[readingKind(each)] += 1;
  const decided = decideReadings(counts);
  return readings.map((each, row) => {
    const isDoubtful = readingKind(each) === 'both';
    if (isDoubtful && decided === undefined) return 'unclear';
    if (isDoubtful && decided === 'international') return 'lost plus';
    const verdict = judge(cells[row] ?? '', country);
    if (!verdict.textable) return verdict.reason === 'plus-lost' ? 'lost plus' : 'not textable';
    return verdict.e164 === truth[row] ? 'right' : 'wrong';
  });
}

const tallied = (results: readonly RowResult[]): string =>
  (['right', 'wrong', 'unclear', 'lost plus', 'not textable'] as const)
    .map((result) => `${result} ${results.filter((each) => each === result).length}`)
    .join(', ');

test('20 numbers of another country without their + are never read as those of the default country', () => {
  const lists = new Map(countries.map((country) => [country, mobileNumbers(country, 20, digits)]));
  const all: RowResult[] = [];
  for (const home of countries) {
    const results = countries
      .filter((foreign) => getCountryCallingCode(foreign as never) !== getCountryCallingCode(home as never))
      .flatMap((foreign) => {
        const truth = lists.get(foreign) ?? [];
        return readList(
          truth.map((e164) => e164.slice(1)),
          truth,
          home,
        );
      });
    process.stderr.write(`${home}: ${tallied(results)}\n`);
    all.push(...results);
  }
  process.stderr.write(`${countries.length} x ${countries.length}: ${tallied(all)}\n`);
  expect(countries.length).toBeGreaterThanOrEqual(40);
  expect(all.filter((result) => result === 'wrong')).toEqual([]);
});

describe('a list of 1,000 numbers of one country', () => {
  it.each(countries)('is textable in every common form without a doubt: %s', (country) => {
    const truth = mobileNumbers(country, 1000, digits);
    for (const [form, write] of Object.entries(writtenForms)) {
      const results = readList(truth.map(write), truth, country);
      // There, landlines have these digits: a proposal each, and no number that is texted.
      const isLost = form === 'lost plus' && ['DE', 'ID'].includes(country);
      expect([form, tallied(results)]).toEqual([form, tallied(truth.map(() => (isLost ? 'lost plus' : 'right')))]);
    }
  });
});
