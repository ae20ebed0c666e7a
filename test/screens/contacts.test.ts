import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleContacts } from '../support/context.ts';
import { bodyLines } from '../support/page-lines.ts';
import { shownBy } from '../support/shown-screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('Europe/Berlin');

// Files have short names in another folder, so that lines break alike on every machine.
const folder = temporaryFolder('screens');
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => process.chdir(before));

function list(name: string, ...lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return name;
}

copyFileSync(sampleContacts, join(folder, 'contacts.csv'));
const sample = 'contacts.csv';
const clean = list('clean.csv', 'name,mobile', 'Ada,+12025550143', 'Bob,(202) 555-0144', 'Cleo,202-555-0145');
const problems = list(
  'problems.csv',
  'name,phone,land,fax',
  ...['Ada,+12025550143,US,', 'Bob,202-555-0143,US,', 'Cleo,2025550145.0,US,', 'Dan,1.41556E+10,US,', 'Eve,,US,'],
  ...['Fay,+442079460018,GB,', 'Gus,n/a,US,', 'Hal,020 7946 0019,GB,+12025550146', 'Ida,call me,US,', 'Joe,123,US,'],
);
const doubt = list(
  'doubt.csv',
  'name,phone,country,opt in',
  'Ada,49151234567,Wonderland,maybe',
  'Bob,4915123456789,,yes',
  'Cleo,+4915123456780,DE,perhaps',
  'Dan,0151 23456781,DE,yes',
  'Eve,0151 23456782,,yes',
);
const headless = list('export.csv', 'a,b', 'Ada,+12025550143', 'Bob,+12025550144', 'Cleo,+12025550145');
const other = list('cards.vcf', 'BEGIN:VCARD', 'FN:Ada', 'TEL;TYPE=CELL:+12025550143', 'END:VCARD', '');
const german = list('german.csv', 'phone', ...Array.from({ length: 20 }, (_, at) => `0151 234567${at + 10}`));

const twoCountries = list('peru.csv', 'celular', ...Array.from({ length: 3 }, (_, at) => `5191234500${at}`));

const check = (...argv: readonly string[]) => [['contacts', 'check', ...argv]];
const us = ['--contacts-country', 'US'];

describe('the screens of contacts', () => {
  it.each<[string, readonly (readonly string[])[], number?]>([
    ['clean', check(clean, ...us)],
    ['sample', check(sample, ...us)],
    ['sample-verbose', check(sample, ...us, '--verbose')],
    ['sample-plain', check(sample, ...us, '--plain')],
    ['problems', check(problems, ...us)],
    ['problems-50', check(problems, ...us), 50],
    ['doubt', check(doubt, '--contacts-country', 'DE')],
    ['doubt-50', check(doubt, '--contacts-country', 'DE'), 50],
    ['headless', check(headless)],
    ['several', check(clean, other, ...us)],
    ['no-country', check(german)],
    ['two-countries', check(twoCountries, '--contacts-country', 'BR')],
    ['files', check(problems, ...us, ...['--valid', 'valid.csv', '--report', 'report.html'], '--save')],
    ['no-list', check()],
    ['two-outputs', check(clean, '--valid', 'a.csv', '--invalid', 'a.csv')],
    ['no-plan', check(clean, other, '--plan-out', 'plan.json')],
  ])('check: %s', async (name, commands, columns = 80) => {
    // A path is as long as the machine's temporary directory.
    const text = (await shownBy(commands, { columns })).replace(/ to\s\S*\/(\w+\.\w+\.\n)/g, ' to DIRECTORY/$1');
    await expect(text).toMatchFileSnapshot(`contacts/check-${name}.txt`);
    // Commands are copied, and their words are not broken.
    const long = text.split('\n').filter((line) => line.length > columns && !line.startsWith('$'));
    expect(long).toEqual([]);
  });
});

describe('the page about contacts', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['clean', check(clean, ...us)],
    ['problems', check(problems, ...us)],
    ['doubt', check(doubt, '--contacts-country', 'DE')],
    ['headless', check(headless)],
    ['several', check(clean, other, ...us)],
    ['no-country', check(german)],
    ['sender', [['setup', 'number', '--number', '+12025550123', '--yes'], ...check(problems, ...us)]],
    ['none-textable', check(list('none.csv', 'phone', 'n/a', 'call me'), ...us)],
  ])('%s', async (name, commands) => {
    const page = join(folder, `${name}.html`);
    await shownBy(commands.map((argv) => (argv[0] === 'contacts' ? [...argv, '--report', page] : argv)));
    await expect(bodyLines(readFileSync(page, 'utf8'))).toMatchFileSnapshot(`contacts/page-${name}.txt`);
  });
});
