import { describe, expect, test } from 'vitest';
import { readCountry } from '../../../src/domain/countries/country-names.ts';
import {
  isoCodesNames,
  isoCodesRequirement,
  type OracleName,
  withPlan,
  worldNames,
} from '../../support/country-oracles.ts';
import { named } from '../../support/requirements.ts';

const isoCodesReason = isoCodesRequirement();

/** Names that the source itself has for the wrong country. */
const errorsOfIsoCodes = ['República Islâmica do Paquistão is AF', 'فلسطین is ER', 'جمهوری زامبیا is GM'];
const errorsOfWorldCountries = [
  'WybrzeŻe Kości Słoniowej is CM',
  '도미니카 공화국 is DM',
  '多米尼加 is DM',
  '多米尼加共和国 is DM',
  'پاپوآ گینه نو is GN',
  'Guyana is GF',
  '인도 is IO',
  '인도 공화국 is IO',
  'Sudan is SS',
];

interface Rates {
  readonly names: number;
  readonly right: number;
  readonly ambiguous: number;
  readonly wrong: readonly string[];
}

function compare(names: readonly OracleName[]): Rates {
  let right = 0;
  let ambiguous = 0;
  const wrong: string[] = [];
  for (const { name, country } of names) {
    const reading = readCountry(name);
    if (reading.kind === 'country' && reading.country === country) right += 1;
    else if (reading.kind === 'ambiguous' && reading.countries.includes(country)) ambiguous += 1;
    else if (reading.kind !== 'unknown') wrong.push(`${name} is ${country}`);
  }
  return { names: names.length, right, ambiguous, wrong };
}

function rates(source: string, all: readonly OracleName[]): Record<OracleName['kind'], Rates> {
  const of = (kind: OracleName['kind']) => {
    const result = compare(all.filter((each) => each.kind === kind));
    const { names, right, ambiguous, wrong } = result;
    process.stderr.write(
      `${source}, ${kind}: ${names} names, ${right} known, ${ambiguous} ambiguous, ${wrong.length} otherwise\n`,
    );
    return result;
  };
  return { code: of('code'), common: of('common'), official: of('official') };
}

const knownShare = ({ names, right, ambiguous }: Rates): number => (right + ambiguous) / names;

describe.skipIf(isoCodesReason !== undefined)(named("names of Debian's iso-codes", isoCodesReason), () => {
  test('no name is read as another country, and most are known', () => {
    const { code, common, official } = rates('iso-codes', withPlan(isoCodesNames()));
    expect([...code.wrong, ...common.wrong, ...official.wrong].sort()).toEqual([...errorsOfIsoCodes].sort());
    expect(knownShare(code)).toBe(1);
    expect(knownShare(common)).toBeGreaterThan(0.85);
    expect(knownShare(official)).toBeGreaterThan(0.6);
  });
});

describe('names of world-countries', () => {
  test('no name is read as another country, and most are known', () => {
    const { code, common, official } = rates('world-countries', withPlan(worldNames()));
    expect([...code.wrong, ...common.wrong, ...official.wrong].sort()).toEqual([...errorsOfWorldCountries].sort());
    expect(knownShare(code)).toBeGreaterThan(0.99);
    // A third of its languages are none of ours.
    expect(knownShare(common)).toBeGreaterThan(0.75);
    expect(knownShare(official)).toBeGreaterThan(0.55);
  });
});
