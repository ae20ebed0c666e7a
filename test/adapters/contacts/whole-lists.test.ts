import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { afterAll, describe, expect, it } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { compiledDigits, compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import { built } from '../../support/built.ts';
import { clock } from '../../support/fixtures.ts';
import { mobileNumbers, writtenForms } from '../../support/mobile-numbers.ts';

await built();

const folder = mkdtempSync(join(tmpdir(), 'smsctl-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));
const digits = compiledDigits();
const judge = compiledJudge();

/** The countries with the largest lists. */
const countries =
  'US CA GB IE DE AT CH FR BE NL ES PT IT PL CZ SE NO DK FI GR TR RU UA IL AE SA EG ZA NG KE IN PK CN HK JP KR SG ID VN TH PH AU NZ BR MX AR CL CO PE'.split(
    ' ',
  );

async function check(cells: readonly string[], country: string, numbers?: 'national') {
  const path = join(folder, 'list.csv');
  writeFileSync(path, `name,phone\n${cells.map((cell, index) => `P${index},${cell}\n`).join('')}`);
  const ports = { openContacts, openJudge: async () => judge, clock };
  const report = await checkContacts({ sources: [path], country, ...(numbers !== undefined && { numbers }) }, ports);
  const findings = report.lists.flatMap((list) => list.findings).map(({ code }) => code);
  // Numbers that are made by chance may be a film's.
  return { result: report.result, findings: findings.filter((code) => code !== 'fictional-numbers') };
}

describe('a clean list of one country', () => {
  it.each(['national format', 'national digits', 'without trunk prefix', 'international', 'E.164'])(
    'is textable without a finding: %s',
    async (form) => {
      const write = writtenForms[form] ?? String;
      const wrong: string[] = [];
      for (const country of countries) {
        const cells = mobileNumbers(country, 1000, digits).map(write);
        const { result, findings } = await check(cells, country);
        if (result.textable !== 1000 || findings.length > 0) {
          wrong.push(`${country}: ${result.textable}, ${JSON.stringify(result.reasons)}, ${findings.join(' ')}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    240_000,
  );
});

describe('a list of 20 numbers of another country without their +', () => {
  it('is never read by the default country without a finding', async () => {
    const lists = new Map(countries.map((country) => [country, mobileNumbers(country, 20, digits)]));
    const wrong: string[] = [];
    let checked = 0;
    for (const home of countries) {
      for (const [foreign, numbers] of lists) {
        if (getCountryCallingCode(foreign as never) === getCountryCallingCode(home as never)) continue;
        const { result } = await check(
          numbers.map((e164) => e164.slice(1)),
          home,
        );
        checked += 1;
        if (Object.keys(result.countries).some((country) => country !== foreign)) {
          wrong.push(`${foreign} in ${home}: ${JSON.stringify(result.countries)}`);
        }
      }
    }
    expect(checked).toBeGreaterThan(2000);
    expect(wrong).toEqual([]);
  });
});
