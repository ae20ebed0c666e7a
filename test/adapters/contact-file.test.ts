import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openContactFile } from '../../src/adapters/contact-file.ts';
import { checkContacts } from '../../src/app/check-contacts.ts';
import type { ContactRow } from '../../src/ports.ts';
import { clock } from '../support/fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'smsctl-contacts-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function write(content: string | Buffer, extension = 'csv'): string {
  files += 1;
  const path = join(folder, `list-${files}.${extension}`);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, column?: string): Promise<readonly ContactRow[]> {
  const file = await openContactFile(path, column === undefined ? {} : { column });
  const rows: ContactRow[] = [];
  for await (const batch of file.rows()) rows.push(...batch);
  return rows;
}

const phones = async (path: string, column?: string) => (await read(path, column)).map(({ phone }) => phone);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a list is read in the forms it comes in', () => {
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

  it('gives rows that lack the cell as empty, and drops none', async () => {
    expect(await phones(write('name,phone\nAda\nBob,2\n'))).toEqual(['', '2']);
    expect(await phones(write('{"phone":"1"}\n{"name":"Bob"}\n{"phone":null}\n', 'jsonl'))).toEqual(['1', '', '']);
  });

  it('says on which line a row starts', async () => {
    const rows = await read(write('name,phone\nAda,1\n"Bob\nB",2\nCleo,3\n'));
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  it('gives the country of a row where there is such a column', async () => {
    expect(await read(write('phone,country\n1,US\n2,\n'))).toEqual([
      { line: 2, phone: '1', country: 'US' },
      { line: 3, phone: '2', country: '' },
    ]);
  });
});

describe('the phone column', () => {
  it.each([
    ['mobile before other phones', 'Home Phone,Mobile Phone,Work Phone'],
    ['the export of an address book', 'Name,Phone 1 - Type,Mobile'],
    ['another language', 'Vorname,Handy-Nummer,Ort'],
    ['underscores', 'contact_id,mobile_phone,segment'],
    ['shouting', 'NAME,PHONE NUMBER,CITY'],
  ])('is recognized: %s', async (_, header) => {
    const names = header.split(',');
    const at = names.findIndex((name) => /mobile|handy|phone number/i.test(name));
    const cells = names.map((__, index) => (index === at ? 'this' : 'other'));
    expect(await phones(write(`${header}\n${cells.join(',')}\n`))).toEqual(['this']);
  });

  it('is the one that is named', async () => {
    expect(await phones(write('mobile,Backup Line\n1,2\n'), 'backup line')).toEqual(['2']);
  });

  it.each([
    ['that is not there', 'a,b\n1,2\n', 'fax', /has no column "fax".*"a", "b"/],
    [
      'where nothing looks like one',
      'name,city\nAda,Rome\n',
      undefined,
      /No column .* looks like phone numbers.*"name", "city"/,
    ],
  ])('%s is named, with the columns there are', async (_, content, column, words) => {
    const failure = await read(write(content), column).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'contacts.no-phone-column' });
    const { message, hints } = failure as { message: string; hints: readonly string[] };
    expect(`${message} ${hints.join(' ')}`).toMatch(words);
  });
});

describe('what is no list says so', () => {
  it.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'missing.csv'), /does not exist/],
    ['a folder', () => folder, /is a folder/],
    ['an empty file', () => write(''), /is empty/],
    ['only a byte-order mark', () => write('\ufeff'), /is empty/],
    [
      'an Excel workbook',
      () => write(Buffer.from('504b030414000600', 'hex'), 'xlsx'),
      /a spreadsheet or a ZIP archive, not text/,
    ],
    ['an old workbook', () => write(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'), /old Excel workbook/],
    ['a gzip archive', () => write(Buffer.from('1f8b0800', 'hex'), 'gz'), /gzip/],
    ['a PDF', () => write('%PDF-1.7\n'), /a PDF/],
    ['NUL bytes', () => write('phone\n1\u00002\n'), /NUL bytes/],
    [
      'a pipe',
      () => {
        const path = join(folder, 'pipe');
        execFileSync('mkfifo', [path]);
        return path;
      },
      /a device or a pipe/,
    ],
    ['a path through a file', () => join(write('phone\n1\n'), 'inside.csv'), /does not exist/],
  ])('%s', async (_, make, words) => {
    await expect(read(make())).rejects.toMatchObject({
      code: 'contacts.unreadable',
      message: expect.stringMatching(words),
    });
  });

  it('names the line of a quote that is never closed', async () => {
    const failure = await read(write('name,phone\nAda,1\n"Bob,2\nCleo,3\n')).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'contacts.broken',
      message: expect.stringMatching(/line \d: a quote is opened and never closed/),
    });
  });

  it('stops at a row that has no end, quickly', async () => {
    const endless = write(`phone\n"${'x'.repeat(3_000_000)}`);
    await expect(read(endless)).rejects.toMatchObject({ code: 'contacts.broken' });
  });

  it('names the line of broken JSON without repeating it', async () => {
    const failure = await read(write('{"phone":"1"}\n{"phone": private}\n', 'ndjson')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'contacts.broken', message: expect.stringContaining('line 2') });
    expect(String(failure)).not.toContain('private');
  });

  it('does not let a name of a file or a column speak to the terminal', async () => {
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
  it('finds the sample list good enough, with its bad rows named', async () => {
    const source = new URL('../../samples/contacts.csv', import.meta.url).pathname;
    const { result, examples, column } = await checkContacts(
      { source, country: 'US' },
      { openContacts: openContactFile, clock },
    );
    expect(column).toBe('mobile_phone');
    expect(result).toMatchObject({
      rows: 80,
      textable: 76,
      reasons: { 'scientific-notation': 1, placeholder: 1, landline: 1, duplicate: 1 },
      countries: { US: 64, CA: 12 },
    });
    expect(examples).toMatchObject({ landline: [{ line: 54, shown: '+•• •• •••• ••18' }] });
    expect(JSON.stringify(result)).not.toMatch(/\+\d{7}|Ada|Marlow/);
  });

  it('does not read a list again that did not change, and does when it did', async () => {
    const source = write('phone\n+12025550123\n');
    const ports = { openContacts: openContactFile, clock };
    const first = await checkContacts({ source }, ports);
    const known = { ...first.result, rows: 77 };
    expect((await checkContacts({ source, known }, ports)).result.rows).toBe(77);
    writeFileSync(source, 'phone\n+12025550123\n+12025550124\n');
    expect((await checkContacts({ source, known }, ports)).result.rows).toBe(2);
  });

  it('reads a long list in bounded memory, and tells how far it is', async () => {
    mkdirSync(folder, { recursive: true });
    const rows = 100_000;
    const line = (index: number) =>
      `C-${index},+1202555${String(index % 10_000).padStart(4, '0')},somebody with a name\n`;
    const source = write(`id,phone,name\n${Array.from({ length: rows }, (_, index) => line(index)).join('')}`);
    const seen: number[] = [];
    const before = process.memoryUsage().rss;
    const onProgress = ({ rows: soFar }: { readonly rows: number }) => seen.push(soFar);
    const ticking = { now: () => new Date() };
    const { result } = await checkContacts({ source }, { openContacts: openContactFile, clock: ticking, onProgress });
    expect(result.rows).toBe(rows);
    expect(result.reasons.duplicate).toBeGreaterThan(80_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  }, 60_000);
});
