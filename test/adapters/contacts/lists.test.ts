import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import type { ContactRow } from '../../../src/ports.ts';
import { built } from '../../support/built.ts';
import { clock } from '../../support/fixtures.ts';

await built();

const folder = mkdtempSync(join(tmpdir(), 'smsctl-contacts-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function write(content: string | Buffer, extension = 'csv'): string {
  files += 1;
  const path = join(folder, `list-${files}.${extension}`);
  writeFileSync(path, content);
  return path;
}

async function readAll(path: string, column?: string) {
  const list = await openContacts(path, column === undefined ? {} : { columns: [column] });
  const rows: ContactRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  return { list, rows, findings: list.findings() };
}

const read = async (path: string, column?: string) => (await readAll(path, column)).rows;
/** The preferred phone cell of each row; undefined for a row that cannot be read. */
const phones = async (path: string, column?: string) =>
  (await read(path, column)).map(({ phones: cells }) => cells?.[0]);
const codes = async (path: string) =>
  (await readAll(path)).findings.map(({ code, line, column, count }) => [code, line, column, count]);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

const openJudge = async () => compiledJudge();

describe('the forms of a list', () => {
  it.each<[string, string | Buffer, string]>([
    ['commas', 'name,phone\nAda,1\nBob,2\n', 'csv'],
    ['semicolons', 'name;phone\nAda;1\nBob;2\n', 'csv'],
    ['tabs', 'name\tphone\nAda\t1\nBob\t2\n', 'tsv'],
    ['bars', 'name|phone\nAda|1\nBob|2\n', 'csv'],
    ['CRLF', 'name,phone\r\nAda,1\r\nBob,2\r\n', 'csv'],
    ['CR alone', 'name,phone\rAda,1\rBob,2\r', 'csv'],
    ['mixed line ends', 'name,phone\r\nAda,1\nBob,2\r', 'csv'],
    ['no line end at the end', 'name,phone\nAda,1\nBob,2', 'csv'],
    ['a byte-order mark', '\ufeffname,phone\nAda,1\nBob,2\n', 'csv'],
    ['a byte-order mark and quotes', '\ufeff"phone","name"\n"1","Ada"\n"2","Bob"\n', 'csv'],
    ['UTF-16 from Excel', utf16('name\tphone\nAda\t1\nBob\t2\n'), 'csv'],
    ['line breaks in quotes', 'name,phone\n"Ada\nLovelace",1\nBob,2\n', 'csv'],
    ['quotes in quotes', 'name,phone\n"Ada ""A"" L",1\n"B, ob",2\n', 'csv'],
    ['a stray quote', 'name,phone\nAda 5" L,1\nBob,2\n', 'csv'],
    ['blank lines', 'name,phone\n\nAda,1\n\n\nBob,2\n\n', 'csv'],
    ['ragged rows', 'name,phone,city\nAda,1\nBob,2,Rome,extra\n', 'csv'],
    ['a header with a comma in quotes', '"name, first",phone\nAda,1\nBob,2\n', 'csv'],
    ['NDJSON', '{"name":"Ada","phone":"1"}\n{"phone":2,"name":"Bob"}\n', 'ndjson'],
    ['NDJSON by its content', '{"phone":"1"}\n\n{"phone":"2"}', 'txt'],
    ['a header that is called __proto__', '__proto__,phone\nx,1\ny,2\n', 'csv'],
    ['duplicate headers', 'phone,phone\n1,8\n2,9\n', 'csv'],
  ])('%s', async (_, content, extension) => expect(await phones(write(content, extension))).toEqual(['1', '2']));

  it('reads a list without a header', async () => {
    expect(await phones(write('Ada,+12025550123\nBob,+12025550124\n'))).toEqual(['+12025550123', '+12025550124']);
  });

  it('returns an empty cell when a row lacks it', async () => {
    expect(await phones(write('name,phone\nAda\nBob,2\n'))).toEqual(['', '2']);
    expect(await phones(write('{"phone":"1"}\n{"name":"Bob"}\n{"phone":null}\n', 'jsonl'))).toEqual([
      '1',
      undefined,
      undefined,
    ]);
  });

  it('returns the line on which a row starts', async () => {
    const rows = await read(write('name,phone\nAda,1\n"Bob\nB",2\nCleo,3\n'));
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  it('returns the country of a row when there is a country column', async () => {
    const rows = await read(write('phone,country\n1,US\n2,\n3,Narnia\n'));
    expect(rows).toMatchObject([
      { line: 2, phones: ['1'], country: 'US' },
      { line: 3, phones: ['2'] },
      { line: 4, phones: ['3'], country: null },
    ]);
    expect(rows[1]).not.toHaveProperty('country');
  });
});

describe('broken rows are reported by line and column and kept', () => {
  it.each<[string, string | Buffer, readonly (string | undefined)[], unknown]>([
    [
      'a quote that is never closed',
      'name,phone\nAda,1\n"Bob,2\nCleo,3\n',
      ['1', '2', '3'],
      [['unclosed-quote', 3, 1, 1]],
    ],
    [
      'a quote that is never closed, with quotes behind it',
      'name,phone\n"Ada,1\n"Bob",2\n"C, D",3\n',
      ['1', '2', '3'],
      [['unclosed-quote', 2, 1, 1]],
    ],
    [
      'a quote in the last cell that is never closed',
      'name,phone\nAda,1\nBob,"2',
      ['1', '"2'],
      [['unclosed-quote', 3, 5, 1]],
    ],
    [
      'quotes in quotes that are not doubled',
      'name,phone\n"Ada "A" L, B",1\nBob,2\n',
      ['1', '2'],
      [['stray-quote', 2, 6, 1]],
    ],
    ['ragged rows', 'a,phone,c\nAda,1\nBob,2,x,y\nC,3,z\n', ['1', '2', '3'], [['ragged', 2, null, 2]]],
    ['mixed line ends', 'a,phone\r\nAda,1\nBob,2\r', ['1', '2'], [['mixed-line-ends', 2, null, 1]]],
    ['CR alone', 'a,phone\rAda,1\rBob,2\r', ['1', '2'], [['cr-line-ends', null, null, 1]]],
    ['blank lines', 'a,phone\n\nAda,1\n  \nBob,2\n', ['1', '2'], [['blank-lines', 2, null, 2]]],
    ['NUL bytes', 'a,phone\nA\u0000da,1\nBob,2\n', ['1', '2'], [['nul', 2, null, 1]]],
    ['Latin-1', Buffer.from('a,phone\nJos\xe9,1\n', 'latin1'), ['1'], [['latin1-suspected', 2, null, 1]]],
    [
      'UTF-8 and Latin-1',
      Buffer.concat([Buffer.from('a,phone\nJos\u00e9,1\n'), Buffer.from('Jos\xe9,2\n', 'latin1')]),
      ['1', '2'],
      [['invalid-utf8', 3, null, 1]],
    ],
    ['duplicate headers', 'phone,phone\n1,8\n', ['1'], [['duplicate-header', 1, null, 1]]],
    ['semicolons', 'a;phone\nAda;1\n', ['1'], [['delimiter', null, null, 1]]],
    ['a hint for Excel', 'sep=;\na;phone\nAda;1\n', ['1'], [['delimiter', null, null, 1]]],
    [
      'a row that has no end',
      `phone\n1\n${'x'.repeat(1_500_000)}\n3\n`,
      ['1', undefined, '3'],
      [['record-too-long', 3, null, 1]],
    ],
    [
      'broken JSON',
      '{"phone":"1"}\n{"phone": private}\n[3]\n{"phone":"4"}\n',
      ['1', undefined, undefined, '4'],
      [['broken-json', 2, null, 2]],
    ],
    [
      'a string in an array that does not end',
      '[\n{"phone":"1"},\n{"phone":"2,"b":1},\n{"phone":"3"}\n]\n',
      ['1', undefined, '3'],
      [['broken-json', 3, null, 1]],
    ],
    [
      'a card that is not ended',
      'BEGIN:VCARD\nTEL:1\nBEGIN:VCARD\nTEL:2\nEND:VCARD\n',
      ['1', '2'],
      [['broken-vcard', 1, null, 1]],
    ],
    [
      'gzip that breaks off',
      gzipSync(`phone\n${'12345\n'.repeat(3)}`).subarray(0, -6),
      ['12345', '12345', '12345'],
      [['truncated-gzip', null, null, 1]],
    ],
  ])('%s', async (_, content, cells, expected) => {
    const path = write(content, 'txt');
    expect(await phones(path)).toEqual(cells);
    expect(await codes(path)).toEqual(expected);
  });

  it('quotes no cell of the list in a finding', async () => {
    const { findings } = await readAll(write('{"phone":"1"}\n{"phone": private}\n'));
    expect(JSON.stringify(findings)).not.toContain('private');
  });
});

describe('exports of common programs', () => {
  it.each<[string, string, readonly string[], readonly (readonly string[])[]]>([
    [
      'Google Contacts',
      'First Name,Last Name,Labels,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Country\n' +
        'Ada,L,* myContacts,Mobile,11 ::: 12,Home Fax,13,US\n',
      ['Phone 1 - Value', 'Phone 2 - Value'],
      [['11', '12']],
    ],
    [
      'Outlook',
      "First Name,Home Phone,Business Phone,Business Fax,Mobile Phone,Car Phone,Pager,Assistant's Phone,Company Main Phone,Home Country/Region\n" +
        'Ada,1,2,3,4,5,6,7,8,US\n',
      ['Mobile Phone', 'Home Phone', 'Business Phone'],
      [['4', '1', '2']],
    ],
    [
      'HubSpot',
      'Record ID,Phone Number,Mobile Phone Number,Number of Sales Activities,Fax Number,Country/Region\n1,1,2,3,4,US\n',
      ['Mobile Phone Number', 'Phone Number'],
      [['2', '1']],
    ],
    [
      'Salesforce',
      '"Id","Phone","MobilePhone","HomePhone","AssistantPhone","Fax","MailingCountry"\n"003","1","2","3","4","5","US"\n',
      ['MobilePhone', 'Phone', 'HomePhone'],
      [['2', '1', '3']],
    ],
    [
      'Mailchimp',
      'Email Address,First Name,Phone Number,SMS Phone Number,SMS Phone Number Source,COUNTRY\na@example.com,Ada,1,2,x,US\n',
      ['SMS Phone Number', 'Phone Number'],
      [['2', '1']],
    ],
  ])('%s', async (_, content, columns, cells) => {
    const { list, rows } = await readAll(write(content));
    expect(list.phoneColumns).toEqual(columns);
    expect(rows.map((row) => row.phones)).toEqual(cells);
    expect(rows.map((row) => row.country)).toEqual(['US']);
  });

  it.each<[string, string, readonly (readonly string[])[]]>([
    ['an array', '[{"phone":"1"},{"phone":"2"}]', [['1'], ['2']]],
    ['a pretty array', '[\n  {\n    "phone": "1"\n  },\n  {\n    "phone": "2"\n  }\n]\n', [['1'], ['2']]],
    [
      'an object with an array',
      '{"total": 2, "contacts": [{"phone":"1"},{"phone":"2"}], "next": null}',
      [['1'], ['2']],
    ],
    ['objects one after another', '{\n "phone": "1"\n}\n{\n "phone": "2"\n}\n', [['1'], ['2']]],
    ['several numbers', '[{"phones":["1",{"type":"mobile","value":"2"}]}]', [['2', '1']]],
    ['a number in an object', '[{"id":7,"properties":{"phone":"1"}}]', [['1']]],
    ['bare numbers', '["+12025550123", "+12025550124"]', [['+12025550123'], ['+12025550124']]],
    ['brackets in texts', '[{"phone":"1","note":"]} \\" {["},{"phone":"2"}]', [['1'], ['2']]],
  ])('JSON: %s', async (_, content, cells) => {
    expect((await read(write(content, 'json'))).map((row) => row.phones)).toEqual(cells);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'vCard 2.1',
      'BEGIN:VCARD\r\nVERSION:2.1\r\nN:L;Ada\r\nTEL;HOME;VOICE:1\r\nTEL;CELL:2\r\nTEL;FAX:3\r\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\r\nTEL:9\r\nEND:VCARD\r\n',
      ['2', '1'],
    ],
    [
      'vCard 3',
      'BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nitem1.TEL;type=CELL;type=VOICE;type=pref:+1 202\n  555 0123\nEND:VCARD\n',
      ['+1 202 555 0123'],
    ],
    [
      'vCard 4',
      'BEGIN:VCARD\nVERSION:4.0\nTEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-202-555-0123\nADR:;;;;;;Germany\nEND:VCARD\n',
      ['+1-202-555-0123'],
    ],
  ])('%s', async (_, content, cells) => {
    expect((await read(write(content, 'vcf'))).map((row) => row.phones)).toEqual([cells]);
  });

  it('reads gzip, and UTF-16 of either byte order, with a mark or without', async () => {
    const text = 'a\tphone\nJos\u00e9\t1\n';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const content of [
      gzipSync(text),
      little,
      big,
      Buffer.concat([Buffer.from('feff', 'hex'), big]),
      utf16(text),
    ]) {
      expect(await phones(write(content, 'dat'))).toEqual(['1']);
    }
  });

  it('recognizes a phone column by its cells when no header names it', async () => {
    const { list, findings } = await readAll(write('who,contact\nAda,+12025550123\nBob,(202) 555-0124\n'));
    expect(list.phoneColumns).toEqual(['contact']);
    expect(findings.map(({ code }) => code)).toEqual(['column-by-content']);
  });

  it('ignores a column whose header only resembles one', async () => {
    const rows = Array.from({ length: 6 }, (_, index) => `yes,+1202555012${index}`).join('\n');
    expect((await readAll(write(`sms,phone\n${rows}\n`))).list.phoneColumns).toEqual(['phone']);
  });
});

describe('the phone column', () => {
  it.each([
    ['mobile before other phones', 'Home Phone,Mobile Phone,Work Phone'],
    ['the export of an address book', 'Name,Phone 1 - Type,Mobile'],
    ['another language', 'Vorname,Handy-Nummer,Ort'],
    ['underscores', 'contact_id,mobile_phone,segment'],
    ['shouting', 'NAME,PHONE NUMBER,CITY'],
  ])('is found: %s', async (_, header) => {
    const names = header.split(',');
    const at = names.findIndex((name) => /mobile|handy|phone number/i.test(name));
    const cells = names.map((__, index) => (index === at ? 'this' : 'other'));
    expect(await phones(write(`${header}\n${cells.join(',')}\n`))).toEqual(['this']);
  });

  it('is the named one', async () => {
    expect(await phones(write('mobile,Backup Line\n1,2\n'), 'backup line')).toEqual(['2']);
  });

  it.each([
    ['that is not there', 'a,b\n1,2\n', 'fax', /"fax".*"a", "b"/],
    ['where nothing looks like one', 'name,city\nAda,Rome\n', undefined, /"name", "city"/],
  ])('is reported with the existing columns when %s', async (_, content, column, words) => {
    const failure = await read(write(content), column).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'contacts.no-phone-column' });
    const { message, hints } = failure as { message: string; hints: readonly string[] };
    expect(`${message} ${hints.join(' ')}`).toMatch(words);
  });
});

describe('a file that is no list', () => {
  it.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'missing.csv'), /^File not found: /],
    ['a folder', () => folder, /is a directory/],
    ['a workbook of which little is left', () => write(Buffer.from('504b030414000600', 'hex'), 'xlsx'), /incomplete/],
    ['an old document', () => write(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'doc'), /old Office document/],
    ['a PDF', () => write('%PDF-1.7\n'), /a PDF/],
    ['NUL bytes all over', () => write('\u0000\u0000p\u0000\u0000\u0000'), /NUL bytes/],
    [
      'a pipe',
      () => {
        const path = join(folder, 'pipe');
        execFileSync('mkfifo', [path]);
        return path;
      },
      /a device or a pipe/,
    ],
    ['a path through a file', () => join(write('phone\n1\n'), 'inside.csv'), /^File not found: /],
  ])('%s', async (_, make, words) => {
    await expect(read(make())).rejects.toMatchObject({
      code: 'contacts.unreadable',
      message: expect.stringMatching(words),
    });
  });

  it.each(['', '\ufeff', ' \n\n'])('is refused when it is empty: %j', async (content) => {
    await expect(read(write(content))).rejects.toMatchObject({ code: 'contacts.empty' });
  });

  it('is refused quickly when its first row has no end', async () => {
    await expect(read(write('x'.repeat(3_000_000)))).rejects.toMatchObject({ code: 'contacts.no-header' });
  });

  it('escapes names of files and columns', async () => {
    const path = join(folder, 'evil\u001b[31m.csv');
    writeFileSync(path, 'a\u001b]0;x\u0007,b\n1,2\n');
    const failure = (await read(path).catch((error: unknown) => error)) as {
      message: string;
      hints: readonly string[];
    };
    expect(failure.message + failure.hints.join('')).not.toMatch(/\p{Cc}/u);
  });
});

describe('checking a list', () => {
  it('accepts the sample list and names its bad rows', async () => {
    const source = fileURLToPath(new URL('../../../samples/contacts.csv', import.meta.url));
    const { result, examples, lists } = await checkContacts(
      { sources: [source], country: 'US' },
      { openContacts, openJudge, clock },
    );
    expect(lists[0]?.phoneColumns).toEqual(['mobile_phone']);
    expect(result).toMatchObject({
      rows: 80,
      textable: 76,
      reasons: { 'scientific-notation': 1, placeholder: 1, landline: 1, duplicate: 1 },
      countries: { US: 76 },
    });
    expect(examples).toMatchObject({ landline: [{ list: null, line: 54, shown: '+•• •• •••• ••18' }] });
    expect(JSON.stringify(result)).not.toMatch(/\+\d{7}|Ada|Marlow/);
  });

  it('reads a list again only when it changed', async () => {
    const source = write('phone\n+12025550123\n');
    const ports = { openContacts, openJudge, clock };
    const first = await checkContacts({ sources: [source] }, ports);
    const known = { ...first.result, rows: 77 };
    expect((await checkContacts({ sources: [source], known }, ports)).result.rows).toBe(77);
    writeFileSync(source, 'phone\n+12025550123\n+12025550124\n');
    expect((await checkContacts({ sources: [source], known }, ports)).result.rows).toBe(2);
  });

  it.each<[string, string, string, (path: string) => void]>([
    ['grew', 'phone\n+12025550123\n', 'csv', (path) => appendFileSync(path, '+12025550124\n')],
    ['was written again with as many bytes', 'phone\n+12025550123\n', 'csv', (path) => utimesSync(path, 1, 1)],
    ['is gone, as JSON', '{"phone":"+12025550123"}\n', 'ndjson', (path) => rmSync(path)],
    ['grew, read row by row', 'phone\n"+12025550123\n"\n', 'csv', (path) => appendFileSync(path, '1\n')],
    ['grew, as JSON', '{"phone":"+12025550123"}\n', 'ndjson', (path) => utimesSync(path, 1, 1)],
  ])('says that a list changed while it was read when it %s', async (_, content, extension, change) => {
    const found = async (changes: boolean) => {
      const source = write(content, extension);
      const opening: typeof openContacts = async (...request) => {
        const list = await openContacts(...request);
        if (changes) change(source);
        return list;
      };
      const { lists } = await checkContacts({ sources: [source] }, { openContacts: opening, openJudge, clock });
      return lists.flatMap(({ findings }) => findings.map(({ code }) => code));
    };
    expect(await found(true)).toContain('changed-while-reading');
    expect(await found(false)).not.toContain('changed-while-reading');
  });

  it.each<[string, (path: string) => void, string]>([
    ['is deleted', () => {}, 'File not found'],
    ['becomes a folder', (path) => mkdirSync(path), 'is a directory'],
    ['becomes a pipe', (path) => execFileSync('mkfifo', [path]), 'is a device or a pipe'],
    ['becomes a link below a file', (path) => symlinkSync(join(import.meta.filename, 'below'), path), 'File not found'],
  ])('is refused in words when a list %s before its bytes are counted', async (_, put, words) => {
    const source = write('phone\n+12025550123\n');
    const opening: typeof openContacts = async (...request) => {
      const list = await openContacts(...request);
      rmSync(source);
      put(source);
      return list;
    };
    await expect(
      checkContacts({ sources: [source] }, { openContacts: opening, openJudge, clock }),
    ).rejects.toMatchObject({
      code: 'contacts.unreadable',
      message: expect.stringContaining(words),
    });
  });

  it('reads a long list in bounded memory and reports progress', async () => {
    mkdirSync(folder, { recursive: true });
    const rows = 100_000;
    const line = (index: number) =>
      `C-${index},+1202555${String(index % 10_000).padStart(4, '0')},somebody with a name\n`;
    const source = write(`id,phone,name\n${Array.from({ length: rows }, (_, index) => line(index)).join('')}`);
    const seen: number[] = [];
    const before = process.memoryUsage().rss;
    const onProgress = ({ rows: soFar }: { readonly rows: number }) => seen.push(soFar);
    const ticking = { now: () => new Date() };
    const { result } = await checkContacts(
      { sources: [source] },
      { openContacts, openJudge, clock: ticking, onProgress },
    );
    expect(result.rows).toBe(rows);
    expect(result.reasons.duplicate).toBeGreaterThan(80_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  });
});
