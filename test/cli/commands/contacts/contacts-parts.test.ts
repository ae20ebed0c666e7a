import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Context } from '../../../../src/cli/command/context.ts';
import { lineLimit, noContact } from '../../../../src/domain/contacts/classified-line.ts';
import { contactRules } from '../../../../src/domain/numbers/contact-rules.ts';
import type { ContactsSettings, Settings } from '../../../../src/domain/settings/settings.ts';
import { testCli } from '../../../support/context.ts';
import { readySettings } from '../../../support/fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'smsctl-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The command line, with these lines on stdin. */
function cliOn(lines: readonly string[]) {
  const written: string[] = [];
  const files = {
    pipeLines: async (change: (line: string) => string, atEnd?: () => string) => {
      for (const line of lines) written.push(change(line));
      if (atEnd !== undefined) written.push(atEnd());
    },
  };
  const cli = testCli({ url: 'http://127.0.0.1:9' }, { contactFiles: async () => files as never });
  return { ...cli, written };
}

let made: string[] = [];
beforeEach(() => () => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

interface Classified {
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Settings;
}

/** What `contacts classify` makes of these lines. */
async function classify(lines: readonly string[], argv: readonly string[], { env = {}, settings }: Classified = {}) {
  const cli = cliOn(lines);
  made = [...made, cli.directory];
  Object.assign(cli.env, env);
  if (settings !== undefined) {
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settings);
  }
  const { code, err } = await cli.run('contacts', 'classify', ...argv);
  return { code, err, lines: cli.written };
}

const us = ['--contacts-country', 'US'];
const ada = '+12025550123\tUS\tFIXED_LINE_OR_MOBILE\ttextable\t';

describe('contacts classify', () => {
  it('writes a line for each line, in order, and one that is no contact for a header and a blank line', async () => {
    const { code, lines } = await classify(['phone', '202-555-0123', '', 'n/a'], us);
    expect([code, lines]).toEqual([0, [noContact, ada, noContact, '\t\t\tnot-textable\tplaceholder']]);
  });

  it('counts the contacts alone with --trailer', async () => {
    const { lines } = await classify(['phone', '202-555-0123', '', 'n/a'], [...us, '--trailer']);
    expect(lines.at(-1)).toBe('#smsctl rows 2');
    expect(lines).toHaveLength(5);
  });

  it('puts each line as it is before its result with --keep, without a trailer', async () => {
    const { lines } = await classify(['\ufeff202-555-0123', 'n/a'], [...us, '--keep']);
    expect(lines).toEqual([`\ufeff202-555-0123\t${ada}`, 'n/a\t\t\t\tnot-textable\tplaceholder']);
  });

  it('drops a byte-order mark at the start of its input', async () => {
    const header = 'phone,name';
    const { code, lines } = await classify(
      [`\ufeff${header}`, '202-555-0123,Ada'],
      [...us, '--contacts-column', 'phone'],
    );
    expect([code, lines]).toEqual([0, [noContact, ada]]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['numbers', ['--contacts-column', '2'], ['Ada,202-555-0123', 'Bob,n/a']],
    ['headers', ['--contacts-column', 'phone'], ['name,phone', 'Ada,202-555-0123', 'Bob,n/a']],
    ['numbers, with another delimiter', ['--contacts-column', '2', '--delimiter', ';'], ['A;202-555-0123', 'B;n/a']],
    ['numbers, with tabs', ['--contacts-column', '2', '--delimiter', 'tab'], ['A\t202-555-0123', 'B\tn/a']],
    [
      'numbers, with tabs as a shell has them',
      ['--contacts-column', '2', '--delimiter', '\\t'],
      ['A\t202-555-0123', 'B\tn/a'],
    ],
  ])('reads columns by their %s', async (_, argv, lines) => {
    const { code, lines: written } = await classify(lines, [...us, ...argv]);
    expect([code, written.slice(-2)]).toEqual([0, [ada, '\t\t\tnot-textable\tplaceholder']]);
  });

  it.each(['', ',,', 'é'])('refuses the delimiter %j', async (delimiter) => {
    expect((await classify(['1'], ['--contacts-column', '2', `--delimiter=${delimiter}`])).code).toBe(2);
  });
});

describe('the country of numbers that are classified', () => {
  const contacts = readySettings.contacts as ContactsSettings;
  const { country: _, ...placeless } = contacts;
  /** The plan of a list with one column, as `contacts check` writes it. */
  async function planFor(country: string | null): Promise<string> {
    const path = join(folder, `${country}.json`);
    const list = file('list.csv', 'phone\n+12025550123\n');
    const cli = testCli({ url: 'http://127.0.0.1:9' });
    made = [...made, cli.directory];
    const flags = country === null ? [] : ['--contacts-country', country];
    await cli.run('contacts', 'check', list, ...flags, '--plan-out', path, '--yes');
    return path;
  }
  const number = '2025550123';
  const saved = (country: string): Settings => ({ ...readySettings, contacts: { ...contacts, country } });
  /** The same number belongs to the US by one source, and to no country by all others. */
  const decides = async (argv: readonly string[], given: Classified) =>
    (await classify([number], argv, given)).lines[0]?.startsWith('+1');

  it('is the flag, else that of the plan, else the variable, else the saved one, else that of the number', async () => {
    const [planUs, planDe] = [await planFor('US'), await planFor('DE')];
    const env = (country: string) => ({ SMSCTL_CONTACTS_COUNTRY: country });
    const flag = (country: string) => ['--contacts-country', country];
    expect(await decides([...flag('US'), '--plan', planDe], { env: env('DE'), settings: saved('DE') })).toBe(true);
    expect(await decides([...flag('DE'), '--plan', planUs], { env: env('US'), settings: saved('US') })).toBe(false);
    expect(await decides(['--plan', planUs], { env: env('DE'), settings: saved('DE') })).toBe(true);
    expect(await decides(['--plan', planDe], { env: env('US'), settings: saved('US') })).toBe(false);
    expect(await decides([], { env: env('US'), settings: saved('DE') })).toBe(true);
    expect(await decides([], { env: env('DE'), settings: saved('US') })).toBe(false);
    expect(await decides(['--plan', planUs], { env: env(''), settings: saved('DE') })).toBe(true);
    expect(await decides(['--plan', planDe], { settings: saved('US') })).toBe(false);
    expect(await decides([], { settings: saved('US') })).toBe(true);
    expect(await decides([], { settings: saved('DE') })).toBe(false);
    expect(await decides([], { settings: { ...readySettings, contacts: placeless } })).toBe(true);
    expect(await decides([], {})).toBe(false);
  });

  it('is none if the plan has none, whatever is saved or in the variable', async () => {
    expect(await decides(['--plan', await planFor(null)], { settings: saved('US') })).toBe(false);
    const given = { env: { SMSCTL_CONTACTS_COUNTRY: 'US' } };
    expect(await decides(['--plan', await planFor(null)], given)).toBe(false);
  });

  it('is refused if it is none', async () => {
    const { code, lines } = await classify([number], ['--contacts-country', 'Atlantis']);
    expect([code, lines]).toEqual([2, []]);
  });

  it('is not that of settings that cannot be read, which are named', async () => {
    const cli = cliOn([number]);
    made = [...made, cli.directory];
    mkdirSync(join(cli.directory, 'organizations'), { mode: 0o700 });
    writeFileSync(join(cli.directory, 'organizations', 'default.json'), '{', { mode: 0o600 });
    const { code, err } = await cli.run('contacts', 'classify');
    expect([code, cli.written.length]).toEqual([0, 1]);
    expect(err).toContain('Continuing without the saved settings: ');
    expect((await cli.run('contacts', 'classify', ...us)).err).toBe('');
  });
});

const summary = (rows: number) => ({
  ...{ rules: contactRules, rows, textable: rows, reasons: {}, countries: { US: rows }, types: { MOBILE: rows } },
});

describe('contacts merge', () => {
  const cli = testCli({ url: 'http://127.0.0.1:9' });
  afterAll(() => rmSync(cli.directory, { recursive: true }));
  const merge = async (...texts: readonly string[]) => {
    const { code, out, err } = await cli.run('contacts', 'merge', ...texts.map((text, at) => file(`part-${at}`, text)));
    return { code, err, document: code === 2 ? undefined : JSON.parse(out) };
  };
  const bob = '+12025550124\tUS\tFIXED_LINE_OR_MOBILE\ttextable\t';

  it.each<[string, readonly string[], number]>([
    ['lines', [`${ada}\n${bob}\n`], 2],
    ['the lines of several files', [`${ada}\n`, `${bob}\n`], 2],
    ['lines below a header and between blank ones', [`${noContact}\n\n${ada}\n \n`], 1],
    ['a header that was counted', [`      2 ${noContact}\n${ada}\n`], 1],
    ['a summary on one line', [`${JSON.stringify(summary(3))}\n`], 3],
    ['a summary on several lines', [`${JSON.stringify(summary(3), null, 2)}\n`], 3],
    ['two summaries in one file', [`${JSON.stringify(summary(3))}\n${JSON.stringify(summary(4))}\n`], 7],
    ['lines and summaries', [`${ada}\n${JSON.stringify(summary(3), null, 2)}\n${bob}\n`], 5],
    ['no line', [''], 0],
  ])('adds up %s', async (_, texts, rows) => {
    const { code, document } = await merge(...texts);
    expect([code, document]).toMatchObject([0, { rows, promised: null }]);
  });

  it.each<[string, string, number]>([
    ['a line that is none', `${ada}\nhello\n`, 2],
    ['a line with another verdict', `${ada}x\n`, 1],
    ['a summary that is no JSON', '{"rows": 1,}\n', 1],
    ['a summary without counts', '{"schema": "x"}\n', 1],
    ['a summary that ends too early', `${ada}\n{\n"rows": 1\n`, 3],
    ['a document that is too long', `{\n${`"${'x'.repeat(1022)}",\n`.repeat(lineLimit / 1024)}}\n`, 1024],
  ])('names the line of %s', async (_, text, line) => {
    const { code, err } = await merge(text);
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, ' ')).toContain(`Invalid line ${line} in ${join(folder, 'part-0')}`);
  });

  it('refuses a summary of other rules', async () => {
    const { code, err } = await merge(JSON.stringify({ ...summary(1), rules: 'contacts.rules/0' }));
    expect([code, err]).toEqual([2, expect.stringContaining('contacts.rules/0')]);
  });

  it.each<[string, readonly string[], readonly string[], number, number | null]>([
    ['the trailers of all parts', [`${ada}\n#smsctl rows 1\n`, `${bob}\n#smsctl rows 1\n`], [], 0, 2],
    ['a part that is missing', [`${ada}\n#smsctl rows 1\n`, '#smsctl rows 1\n'], [], 1, 2],
    ['a part that came twice', [`${ada}\n${bob}\n#smsctl rows 1\n`], [], 1, 1],
    ['--rows before the trailers', [`${ada}\n#smsctl rows 5\n`], ['--rows', '1'], 0, 5],
    ['--rows against the trailers', [`${ada}\n#smsctl rows 1\n`], ['--rows', '5'], 1, 1],
    ['--rows 0 of no line', [''], ['--rows', '0'], 0, null],
  ])('exits by %s', async (_, texts, flags, exit, promised) => {
    const paths = texts.map((text, at) => file(`trailer-${at}`, text));
    const { code, out, err } = await cli.run('contacts', 'merge', ...paths, ...flags);
    expect([code, JSON.parse(out)]).toMatchObject([exit, { promised, exitCode: exit }]);
    expect(err.includes('Parts are missing or duplicate')).toBe(exit === 1);
  });

  it.each(['-1', '1.5', 'x', ''])('refuses --rows %j', async (rows) => {
    expect((await cli.run('contacts', 'merge', `--rows=${rows}`)).code).toBe(2);
  });

  it('reads stdin without a file, and calls it so', async () => {
    const read: string[] = [];
    const readLines = (paths: readonly string[]) => {
      read.push(...paths);
      return (async function* () {
        yield 'hello';
      })();
    };
    const change = { contactFiles: async () => ({ readLines }) as never } satisfies Partial<Context>;
    const piped = testCli({ url: 'http://127.0.0.1:9' }, change);
    made = [...made, piped.directory];
    expect((await piped.run('contacts', 'merge')).err).toContain('line 1 in stdin');
    expect((await piped.run('contacts', 'record', '--name', 'export')).err).toContain('line 1 in stdin');
    expect(read).toEqual(['-', '-']);
  });
});

describe('contacts record', () => {
  /** Records one list of one textable and one empty row. */
  async function record(settings: Settings, ...flags: readonly string[]) {
    const cli = testCli({ url: 'http://127.0.0.1:9' });
    made = [...made, cli.directory];
    cli.now = () => new Date('2026-11-24T12:00:00.000Z');
    const store = settingsFile({ directory: cli.directory, organization: 'default' });
    await store.update(() => settings);
    const lines = file('lines.tsv', `${ada}\n\t\t\tnot-textable\tempty\n`);
    const { code, err, out } = await cli.run('contacts', 'record', lines, '--name', 'crm', ...flags);
    return { code, err, out, saved: (await store.load())?.contacts };
  }
  const { contacts, ...others } = readySettings;

  it('saves the counts in place of the former ones, and keeps what was acknowledged', async () => {
    const { saved } = await record(readySettings);
    expect(saved).toEqual({
      ...contacts,
      source: 'crm',
      minimum: 95,
      result: {
        ...{ rows: 2, textable: 1, reasons: { empty: 1 }, countries: { US: 1 }, types: { FIXED_LINE_OR_MOBILE: 1 } },
        ...{ name: 'crm', bytes: null, modifiedAt: null, checkedAt: '2026-11-24T12:00:00.000Z' },
        rules: contactRules,
      },
    });
  });

  it.each<[string, Settings, readonly string[], number, number]>([
    [
      'the flag',
      { ...others, contacts: { ...(contacts as ContactsSettings), minimum: 50 } },
      ['--contacts-minimum', '60'],
      60,
      1,
    ],
    ['the saved one', { ...others, contacts: { ...(contacts as ContactsSettings), minimum: 50 } }, [], 50, 0],
    [
      'the saved one, which may be 0',
      { ...others, contacts: { ...(contacts as ContactsSettings), minimum: 0 } },
      [],
      0,
      0,
    ],
    ['95', others, [], 95, 1],
  ])('takes the minimum from %s, and exits by it', async (_, settings, flags, minimum, exit) => {
    const { code, saved } = await record(settings, ...flags);
    expect([saved?.minimum, code]).toEqual([minimum, exit]);
  });

  it('prints words, or a document and nothing beside it', async () => {
    const words = await record(readySettings);
    expect([words.out, words.err]).toEqual(['', expect.stringMatching(/^Organization default.*crm.*1 of 2 rows/s)]);
    const document = await record(readySettings, '--json');
    expect([document.err, JSON.parse(document.out)]).toMatchObject([
      '',
      { name: 'crm', rows: 2, textable: 1, share: 50 },
    ]);
  });
});

it('a plan is written as it is read', async () => {
  const cli = testCli({ url: 'http://127.0.0.1:9' });
  made = [...made, cli.directory];
  const list = file('planned.csv', 'name;phone;land\nAda;202-555-0123;US\n');
  const planOf = async (...flags: readonly string[]) => {
    const path = join(folder, 'plan-out.json');
    const { code, err } = await cli.run('contacts', 'check', list, '--plan-out', path, '--yes', ...flags);
    return { code, err, plan: JSON.parse(readFileSync(path, 'utf8')) };
  };
  const { code, err, plan } = await planOf(...us);
  expect([code, err]).toEqual([0, expect.stringContaining('plan-out.json')]);
  expect(plan).toMatchObject({ delimiter: ';', header: ['name', 'phone', 'land'], country: 'US', rules: contactRules });
  expect((await planOf()).plan.country).toBeNull();
  const headless = file('headless.csv', '+12025550123\n+12025550124\n');
  const path = join(folder, 'headless.json');
  await cli.run('contacts', 'check', headless, '--plan-out', path, '--yes');
  expect(JSON.parse(readFileSync(path, 'utf8')).header).toBeNull();
});
