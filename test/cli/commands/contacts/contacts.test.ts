import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { listFindings } from '../../../../src/domain/contacts/list-findings.ts';
import { contactReasons } from '../../../../src/domain/numbers/contact-reasons.ts';
import { testCli } from '../../../support/context.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { rowsOf } from '../../../support/tables.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
let cli: ReturnType<typeof testCli>;
beforeEach(() => {
  folder = temporaryFolder('lists');
  cli = testCli({ url: 'http://127.0.0.1:9' });
});

function list(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const good = 'name,phone\nAda,+12025550123\nBob,(202) 555-0124\n';
const mixed = 'name,phone\nAda,+12025550123\nBob,2025550123\nCleo,2025550125.0\n=1+1,+44 20 7946 0018\n@dan,n/a\n';

async function check(...argv: readonly string[]) {
  const { code, out, err } = await cli.run('contacts', 'check', ...argv, '--json');
  const document = JSON.parse(out);
  expect(faultsIn('contacts', document)).toEqual([]);
  expect(document.exitCode).toBe(code);
  return { code, document, err };
}

describe('smsctl contacts check', () => {
  it('counts every row once and exits with 0 or 1 by the minimum', async () => {
    const path = list('mixed.csv', mixed);
    const { code, document } = await check(path, '--contacts-country', 'us');
    expect(code).toBe(1);
    expect(document).toMatchObject({
      ok: false,
      rows: 5,
      textable: 1,
      share: 20,
      minimum: 95,
      country: 'US',
      reasons: { duplicate: 1, 'decimal-point': 1, landline: 1, placeholder: 1 },
      lists: [
        { name: 'mixed.csv', rows: 5, phoneColumns: ['phone'], findings: [{ code: 'fictional-numbers', count: 1 }] },
      ],
      saved: false,
    });
    expect((await check(path, '--contacts-country', 'US', '--contacts-minimum', '20')).code).toBe(0);
    expect((await check(list('good.csv', good), '--contacts-country', 'US')).code).toBe(0);
  });

  it.each<[header: string, option: string, textable: number, reasons: Readonly<Record<string, number>>]>([
    ['sms', 'none', 3, {}],
    ['sms', 'sms', 1, { 'do-not-text': 1, 'consent-unclear': 1 }],
    ['sms', 'SMS', 1, { 'do-not-text': 1, 'consent-unclear': 1 }],
    ['sms', 'sms=yes', 1, { 'do-not-text': 2 }],
    ['sms', 'sms=yes|perhaps', 2, { 'do-not-text': 1 }],
    ['sms', 'sms=', 0, { 'do-not-text': 3 }],
    ['sms=ok', 'sms=ok', 1, { 'do-not-text': 1, 'consent-unclear': 1 }],
    ['sms=ok', 'sms=ok=perhaps', 1, { 'do-not-text': 2 }],
    ['=sms', '=sms', 1, { 'do-not-text': 1, 'consent-unclear': 1 }],
  ])('reads consent from the column %j as --consent-column %j says', async (header, option, textable, reasons) => {
    const rows = ['yes', 'no', 'perhaps'].map((consent, index) => `+1202555012${index},${consent}`);
    const path = list('consent.csv', [`phone,${header}`, ...rows, ''].join('\n'));
    expect((await check(path, '--consent-column', option)).document).toMatchObject({ rows: 3, textable, reasons });
  });

  it('finds duplicates between several lists', async () => {
    const lists = [list('a.csv', good), list('b.json', '[{"mobile":"+12025550124"},{"mobile":"n/a"}]')];
    const { document } = await check(...lists, '--contacts-country', 'US');
    expect(document).toMatchObject({ rows: 4, textable: 2, reasons: { duplicate: 1, placeholder: 1 } });
    expect(document.examples.duplicate).toEqual([{ list: 'b.json', line: 1, shown: '+•••••••••24' }]);
  });

  it('prints no number as text, JSON or report', async () => {
    const path = list('mixed.csv', mixed);
    const report = join(folder, 'report.html');
    const words = await cli.run('contacts', 'check', path, '--contacts-country', 'US', '--report', report);
    const { document } = await check(path, '--contacts-country', 'US');
    for (const text of [words.out, words.err, JSON.stringify(document.examples), readFileSync(report, 'utf8')]) {
      expect(text).not.toMatch(/202.{0,3}555|7946|Ada|Cleo/);
    }
  });

  it('writes valid, invalid and fixed rows and disarms formulas', async () => {
    const path = list('mixed.csv', mixed);
    const [valid, invalid, fixed] = ['valid.csv', 'invalid.csv', 'fixed.csv'].map((name) => join(folder, name));
    const outputs = ['--valid', valid, '--invalid', invalid, '--fixed', fixed] as string[];
    const { document } = await check(path, '--contacts-country', 'US', ...outputs);
    const header = 'name,phone,e164,country,type,reason\r\n';
    expect(readFileSync(valid as string, 'utf8')).toBe(
      `${header}Ada,+12025550123,+12025550123,US,FIXED_LINE_OR_MOBILE,\r\n`,
    );
    expect(readFileSync(invalid as string, 'utf8')).toBe(
      `${header}Bob,2025550123,+12025550123,US,FIXED_LINE_OR_MOBILE,duplicate\r\n` +
        'Cleo,2025550125.0,,,,decimal-point\r\n' +
        "'=1+1,+44 20 7946 0018,+442079460018,GB,FIXED_LINE,landline\r\n" +
        "'@dan,n/a,,,,placeholder\r\n",
    );
    expect(readFileSync(fixed as string, 'utf8').split('\r\n')[3]).toBe(
      'Cleo,2025550125.0,+12025550125,US,FIXED_LINE_OR_MOBILE,decimal-point',
    );
    expect(document.files).toMatchObject({ valid: { rows: 1, disarmed: 0 }, invalid: { rows: 4, disarmed: 2 } });
    expect(statSync(valid as string).mode & 0o777).toBe(0o600);
    const again = await check(fixed as string, '--contacts-column', 'e164');
    expect(again.document).toMatchObject({ rows: 5, reasons: { empty: 1, duplicate: 1, landline: 1 } });
  });

  it('keeps delimiters, quotes, accents and JSON unchanged', async () => {
    const csv = list(
      'semicolons.csv',
      '\ufeffname; country ;phone\r\n"L; Ada ""A""";DE;0151 23456789\r\n José;US;2025550123\r\n',
    );
    const json = list('list.json', '[{"phone": "+12025550123", "id": 1.0},\n {"phone":\n null}]');
    const out = join(folder, 'out.txt');
    await check(csv, '--fixed', out);
    expect(readFileSync(out, 'utf8')).toBe(
      'name;" country ";phone;e164;smsctl_country;type;reason\r\n' +
        '"L; Ada ""A""";DE;0151 23456789;+4915123456789;DE;MOBILE;\r\n' +
        '" José";US;2025550123;+12025550123;US;FIXED_LINE_OR_MOBILE;\r\n',
    );
    await check(json, '--fixed', out, '--yes');
    expect(readFileSync(out, 'utf8')).toBe(
      '{"phone": "+12025550123", "id": 1.0,"e164":"+12025550123","country":"US","type":"FIXED_LINE_OR_MOBILE","reason":""}\n' +
        '{"phone": null,"e164":"","country":"","type":"","reason":"empty"}\n',
    );
  });

  it('replaces no file without --yes and leaves none incomplete', async () => {
    const path = list('good.csv', good);
    const taken = list('taken.csv', 'mine');
    const other = join(folder, 'other.csv');
    for (const option of ['--valid', '--report']) {
      const { code, document } = await check(path, '--invalid', other, option, taken);
      expect(code).toBe(2);
      expect(document.error).toMatchObject({
        code: 'output.refused',
        message: expect.stringContaining(taken),
      });
    }
    expect((await check(path, '--valid', path, '--yes')).document.error.code).toBe('output.refused');
    expect((await check(path, '--valid', other, '--report', other)).code).toBe(2);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()).toEqual(['good.csv', 'taken.csv']);
  });

  it('proposes a country for national numbers and names its source', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => `0151 234567${String(index).padStart(2, '0')}`);
    const path = list('german.csv', `phone\n${numbers.join('\n')}\n`);
    const { document } = await check(path);
    expect(document).toMatchObject({ reasons: { 'no-country': 20 }, proposal: { country: 'DE', share: 100 } });
    const words = await cli.run('contacts', 'check', path);
    expect(words.out).toContain('`--contacts-country DE`');
    cli.env = { SMSCTL_CONTACTS_COUNTRY: 'de' };
    const read = await cli.run('contacts', 'check', path);
    expect(read.code).toBe(0);
    expect(read.out).toMatch(/DE .*\(SMSCTL_CONTACTS_COUNTRY\)/);
  });

  it('saves counts and no number with --save', async () => {
    const path = list('good.csv', good);
    const { document } = await check(path, '--contacts-country', 'US', '--save');
    expect(document.saved).toBe(true);
    const saved = readFileSync(join(cli.directory, 'organizations/default.json'), 'utf8');
    expect(JSON.parse(saved).contacts).toMatchObject({
      source: path,
      country: 'US',
      minimum: 95,
      result: { rows: 2, textable: 2 },
    });
    expect(saved).not.toMatch(/2025550|Ada/);
    const again = await cli.run('contacts', 'check');
    expect(again.out).toContain('good.csv');
    const { out } = await cli.run('verify', '--json', '--offline', '--check', 'contacts.quality');
    expect(JSON.parse(out).checks).toMatchObject([{ id: 'contacts.quality', status: 'pass' }]);
  });

  it('saves the minimum and how the list was read when they are given with --save, and keeps acknowledgements', async () => {
    const path = list('good.csv', 'name,mobile,phone,land,sms\nAda,+12025550123,1,US,yes\n');
    const settingsPath = join(cli.directory, 'organizations/default.json');
    const saved = () => JSON.parse(readFileSync(settingsPath, 'utf8')).contacts;
    const how = ['--contacts-column', 'mobile', '--country-column', 'land', '--consent-column', 'sms=yes'];
    await check(path, '--contacts-minimum', '80', '--contacts-numbers', 'national', ...how, '--save');
    expect(saved()).toMatchObject({
      ...{ minimum: 80, column: 'mobile', countryColumn: 'land', consentColumn: 'sms=yes', numbers: 'national' },
    });
    expect((await cli.run('acknowledge', 'contacts', '--by', 'Ada')).code).toBe(0);
    const { acknowledged } = saved();
    await check('--contacts-minimum', '70');
    expect(saved().minimum).toBe(80);
    await check('--save');
    expect(saved()).toMatchObject({ minimum: 80, column: 'mobile', acknowledged });
    await check('--contacts-minimum', '60', '--save');
    expect(saved()).toMatchObject({ minimum: 60, acknowledged: { by: 'Ada' } });
  });

  it.each([
    ['no list at all', [], 'input.missing'],
    ['a list that is not there', ['missing.csv'], 'contacts.unreadable'],
    ['a country that is none', ['x.csv', '--contacts-country', 'XX'], 'input.invalid'],
    ['a minimum that is none', ['x.csv', '--contacts-minimum', '200'], 'input.usage'],
    ['a database without a query', ['postgres://u@127.0.0.1/db'], 'contacts.database'],
    [
      'a database with its password',
      ['postgres://u:hunter22@127.0.0.1/db', '--query', 'select 1'],
      'contacts.database',
    ],
    ['a database that is not there', ['postgres://u@127.0.0.1:9/db', '--query', 'select 1'], 'contacts.database'],
  ])('exits with 2 and a message: %s', async (_, argv, code) => {
    const result = await check(...argv);
    expect(result.code).toBe(2);
    expect(result.document.error.code).toBe(code);
    expect(result.document.error.message + result.err).not.toContain('hunter22');
  });

  it('continues without settings that cannot be read, but does not save over them', async () => {
    const path = list('good.csv', good);
    const broken = join(cli.directory, 'organizations', 'default.json');
    await cli.run('setup', 'owner', '--owner-team', 'A', '--owner-contact', '#a');
    writeFileSync(broken, '{');
    const { code, err } = await check(path, '--contacts-country', 'US');
    expect([code, err]).toEqual([0, expect.stringContaining('Continuing without the saved settings: ')]);
    expect((await check(path, '--contacts-country', 'US', '--save')).code).toBe(3);
    expect(readFileSync(broken, 'utf8')).toBe('{');
  });

  it('says with --verbose why a list is read row by row', async () => {
    const path = list('odd.csv', 'name,phone\nA\0da,+12025550123\nGrace,+12025550124\n');
    expect((await cli.run('contacts', 'check', path)).err).toBe('');
    const verbose = testCli({ url: 'http://127.0.0.1:9' }, { verbose: true });
    expect((await verbose.run('contacts', 'check', path, '--verbose')).err).toContain('row by row');
  });

  it('names each file that it wrote, and the organization of what it saved', async () => {
    const path = list('good.csv', `${good}Eve,=1\n`);
    const names = ['valid.csv', 'invalid.csv', 'report.html', 'plan.json'].map((name) => join(folder, name));
    const [valid = '', invalid = '', report = '', plan = ''] = names;
    const outputs = ['--valid', valid, '--invalid', invalid, '--report', report, '--plan-out', plan];
    const flags = ['--contacts-country', 'US', '--contacts-minimum', '50', ...outputs];
    const { err } = await cli.run('contacts', 'check', path, ...flags, '--save');
    const said = err.replace(/\s+/g, ' ');
    expect(said).toContain(`Wrote 2 rows to ${valid}. Wrote 1 row to ${invalid}. Added an apostrophe to 1 cell`);
    expect(said).toContain(`Wrote the plan to ${plan}. Wrote the report to ${report}. Saved the counts for default.`);
    expect(said).toMatch(/^Organization default/);
    const { document, err: none } = await check(path, ...flags, '--save', '--yes');
    expect([none, document.saved]).toEqual(['', true]);
    expect(document.files).toEqual({
      valid: { path: valid, rows: 2, disarmed: 0 },
      invalid: { path: invalid, rows: 1, disarmed: 1 },
      report: { path: report, rows: null, disarmed: 0 },
    });
    expect((await cli.run('contacts', 'check', path, '--contacts-country', 'US')).err).toBe('');
  });

  it.each([130, 143] as const)(
    'reports progress and leaves nothing behind when a signal ends it with %i',
    async (signal) => {
      // Its rows are read one by one because of the second column.
      const path = list('long.csv', `phone,opt out\n${'+12025550123,no\n'.repeat(200_000)}`);
      const valid = join(folder, 'valid.csv');
      let stop = (): void => {};
      const untilInterrupted = () =>
        new Promise<typeof signal>((resolve) => {
          stop = () => resolve(signal);
        });
      const stopping = testCli({ url: 'http://127.0.0.1:9' }, { untilInterrupted });
      // The clock is looked at after each batch of rows.
      let looks = 0;
      stopping.now = () => {
        looks += 1;
        if (looks === 10) stop();
        return new Date(looks * 1000);
      };
      const { code, err } = await stopping.run('contacts', 'check', path, '--valid', valid);
      expect(code).toBe(signal);
      expect(err).toMatch(/Stopped after [1-9][\d,]* rows/);
      expect(existsSync(valid)).toBe(false);
      expect(readdirSync(folder)).toEqual(['long.csv']);
    },
  );

  it.each([20, 40, 80, 300])('fits a screen of %i columns', async (columns) => {
    const path = list('mixed.csv', `${mixed}${'x,\n'.repeat(1234)}`);
    let out = '';
    const write = (text: string) => {
      out += text;
    };
    const screen = { write, isTerminal: false, palette: null, columns };
    const narrow = testCli({ url: 'http://127.0.0.1:9' }, { out: screen, unicode: false });
    await narrow.run('contacts', 'check', path, '--contacts-country', 'US');
    // A word stays whole, and so does a command.
    const long = out.split('\n').filter((line) => line.length > Math.max(columns, 34));
    expect(long).toEqual([]);
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('the documentation', () => {
  it.each([
    ['reason', contactReasons, rowsOf('docs/contacts.md', 'reason', 'meaning', 'what to do')],
    ['finding', listFindings, rowsOf('docs/contacts.md', 'finding', 'meaning', 'what to do')],
  ] as const)('explains every %s in docs/contacts.md, and no other', (_, words, rows) => {
    const told = Object.entries(words).map(([code, { meaning, remedy }]) => [`\`${code}\``, meaning, remedy]);
    expect(rows.toSorted()).toEqual(told.toSorted());
  });
});
