import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import { refuseBinary } from '../../../../src/adapters/contacts/sources/binary-form.ts';
import { hasSqlite } from '../../../../src/adapters/sqlite/sqlite-reader.ts';
import type { UserError } from '../../../../src/domain/user-error.ts';
import { named, packersRequirement } from '../../../support/requirements.ts';
import { codeIn, rowsOf } from '../../../support/tables.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder('binary-forms');

async function failureOf(path: string): Promise<UserError> {
  const result = await openContacts(path, {}).catch((error: unknown) => error);
  if (!(result instanceof Error)) throw new Error('It was opened.');
  return result as UserError;
}

/** At least this long, with bytes of NUL behind the start. */
const bytes = (start: string | Buffer, length = 600): Buffer => {
  const first = typeof start === 'string' ? Buffer.from(start, 'hex') : start;
  return Buffer.concat([first, Buffer.alloc(Math.max(0, length - first.length))]);
};
const text = (start: string) => bytes(Buffer.from(start, 'latin1'));
const at = (offset: number, words: string) =>
  bytes(Buffer.concat([Buffer.alloc(offset), Buffer.from(words, 'latin1')]));

const dbase = bytes('03 7e0b1e 02000000 6100 2a00'.replaceAll(' ', ''));

const query = "'select mobile, country from contacts'";

const forms: readonly (readonly [what: string, content: Buffer, command: string | undefined])[] = [
  ['a Zstandard file', bytes('28b52ffd'), 'zstd -dc FILE'],
  ['a bzip2 file', bytes('425a6839314159265359'), 'bzip2 -dc FILE'],
  ['an xz file', bytes('fd377a585a00'), 'xz -dc FILE'],
  ['an lz4 file', bytes('04224d18'), 'lz4 -dc FILE'],
  ['an lzip file', bytes('4c5a495001'), 'lzip -dc FILE'],
  ['a file of compress', bytes('1f9d90'), 'gzip -dc FILE'],
  ['a tar archive', at(257, 'ustar'), 'tar -xOf FILE'],
  ['a 7z archive', bytes('377abcaf271c'), '7z x -so FILE'],
  ['a RAR archive', bytes('526172211a070100'), 'unrar p -inul FILE'],
  ['an encrypted Parquet file', text('PARE'), undefined],
  ['an Avro file', bytes('4f626a01'), 'avro-tools tojson FILE'],
  ['an ORC file', text('ORC'), 'orc-contents FILE'],
  [
    'an Arrow or Feather file',
    text('ARROW1'),
    "python3 -c 'import sys, pyarrow as a, pyarrow.csv as c, pyarrow.feather as f; " +
      "c.write_csv(f.read_table(sys.argv[1]), sys.stdout.buffer)' FILE",
  ],
  ['a DuckDB database', at(8, 'DUCK'), `duckdb -readonly -csv FILE ${query}`],
  ['a Microsoft Access database', at(4, 'Standard Jet DB'), 'mdb-export FILE contacts'],
  ['a dBase file', dbase, 'ogr2ogr -f CSV /vsistdout/ FILE'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), undefined],
  ['a picture', bytes('89504e470d0a1a0a'), undefined],
  ['a picture', bytes('ffd8ffe0'), undefined],
  ['a picture', text('GIF89a'), undefined],
  ['a picture', text('RIFF....WEBP'), undefined],
  ['a picture', at(4, 'ftypheic'), undefined],
  ['an Outlook data file', bytes('2142444e'), undefined],
];

describe('a file that is not text', () => {
  it.each(forms)('is named: %s', async (what, content, command) => {
    const path = join(folder, `${what.replaceAll(' ', '-')}.csv`);
    writeFileSync(path, content);
    const { code, message, hints } = await failureOf(path);
    expect({ code, message }).toEqual({ code: 'contacts.unreadable', message: `${path} is ${what}.` });
    expect(hints.length).toBeGreaterThan(0);
    expect(hints.join(' ')).not.toContain('libreoffice');
    if (command === undefined) expect(hints.join(' ')).not.toContain('|');
    else expect(hints.join(' ')).toContain(`\`${command.replace('FILE', path)} | smsctl contacts check -\``);
  });

  it.each<[string, Buffer]>([
    ['a word that begins like a form', Buffer.from('ORCHARD,phone\nx,+12025550123\n')],
    ['BMW', Buffer.from('BMW,phone\nx,+12025550123\n')],
    ['Zoë in the first line', Buffer.from('Zoë,phone\nx,+12025550123\n')],
    ['DUCK in its place', Buffer.from('abcdefghDUCK,phone\nx,+12025550123\n')],
    ['UTF-16', Buffer.from('\ufeffname,phone\nAda,+12025550123\n', 'utf16le')],
    ['Rar! as text', Buffer.from('Rar!,phone\nx,+12025550123\n')],
  ])('is not assumed from text: %s', async (_, content) => {
    const path = join(folder, 'text.csv');
    writeFileSync(path, content);
    (await openContacts(path, {})).close();
  });

  it.each<[string, Buffer, { readonly path: string; readonly isUnpacked: boolean }, string]>([
    ['on stdin', bytes('28b52ffd'), { path: '-', isUnpacked: false }, '`zstd -dc | smsctl contacts check -`'],
    ['on stdin', at(257, 'ustar'), { path: '-', isUnpacked: false }, '`tar -xOf - | smsctl contacts check -`'],
    [
      'in gzip',
      at(257, 'ustar'),
      { path: '/a.tgz', isUnpacked: true },
      '`gzip -dc /a.tgz | tar -xOf - | smsctl contacts check -`',
    ],
    [
      'on stdin',
      bytes('4f626a01'),
      { path: '-', isUnpacked: false },
      '`avro-tools tojson FILE | smsctl contacts check -`',
    ],
    [
      'in gzip',
      bytes('4f626a01'),
      { path: '/a.gz', isUnpacked: true },
      '`avro-tools tojson FILE | smsctl contacts check -`',
    ],
    [
      'with an apostrophe',
      bytes('4f626a01'),
      { path: "/it's", isUnpacked: false },
      "`avro-tools tojson '/it'\\''s' | smsctl contacts check -`",
    ],
    [
      'with a line end',
      bytes('4f626a01'),
      { path: '/a\nb', isUnpacked: false },
      '`avro-tools tojson FILE | smsctl contacts check -`',
    ],
    [
      'on stdin',
      text('SQLite format 3'),
      { path: '-', isUnpacked: false },
      `\`sqlite3 -readonly -csv -header FILE ${query} | smsctl contacts check -\``,
    ],
  ])('gets a command that fits: %s %#', (_, content, { path, isUnpacked }, command) => {
    let failure: unknown;
    try {
      refuseBinary(content, path, { isUnpacked });
    } catch (error) {
      failure = error;
    }
    expect((failure as UserError).hints.join(' ')).toContain(command);
    expect((failure as UserError).message).toMatch(
      path === '-' ? /^The input on stdin is/ : isUnpacked ? /in gzip/ : /^\//,
    );
  });
});

describe('docs/contacts.md', () => {
  it('has the command of each form', () => {
    const shown = rowsOf('docs/contacts.md', 'file', 'command').map(([what, cell]) => [what, codeIn(cell)[0]]);
    const said = forms
      .filter(([what, , command]) => command !== undefined && !what.includes('Arrow'))
      .map(([what, , command]) => [what.replace(/^an? /, ''), command]);
    expect(shown.filter(([what]) => what !== 'ZIP archive')).toEqual(said);
  });
});

const reason = packersRequirement();

describe.skipIf(reason !== undefined)(named('the command that a message names', reason), () => {
  const list = 'mobile,country\n+12025550123,US\n';
  const run = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  /** Runs the first command of the pipe in a message. */
  async function written(path: string): Promise<string> {
    const { hints } = await failureOf(path);
    const command = /`(.+) \| smsctl contacts check -`/.exec(hints.join(' '))?.[1];
    if (command === undefined) throw new Error(`No command: ${hints.join(' ')}`);
    return run(command);
  }
  const plain = join(folder, "it's a list.csv");
  writeFileSync(plain, list);

  it.each<[command: string, file: string]>([
    ['zstd -q -c PLAIN > a.zst', 'a.zst'],
    ['bzip2 -c PLAIN > a.bz2', 'a.bz2'],
    ['xz -c PLAIN > a.xz', 'a.xz'],
    ['tar -cf a.tar PLAIN', 'a.tar'],
    ['tar -cf - PLAIN | gzip > a.tgz', 'a.tgz'],
    ['xz -c PLAIN | gzip > a.xz.gz', 'a.xz.gz'],
    ['zstd -q -c PLAIN > "it\'s zst"', "it's zst"],
  ])('writes the list: %s', async (command, file) => {
    run(command.replace('PLAIN', `"${basename(plain)}"`));
    expect(await written(join(folder, file))).toBe(list);
  });

  it.skipIf(hasSqlite())('writes the rows of a database', async () => {
    run(
      `sqlite3 'my crm' "create table contacts (mobile, country); insert into contacts values ('+12025550123', 'US')"`,
    );
    expect((await written(join(folder, 'my crm'))).replaceAll('\r', '')).toBe(list);
  });

  it.each<[title: string, files: Readonly<Record<string, string>>, hint: RegExp]>([
    ['one list', { 'a.csv': list }, /^Pipe the list/],
    ['a list behind others', { 'readme.txt': 'x', 'photo.jpg': 'y', 'out/contacts [1]*.csv': list }, /^Pipe the list/],
    ['two lists', { 'a.csv': list, 'b.csv': 'other' }, /It holds 1 more such files/],
    ['an apostrophe', { "it's.csv": list }, /^Pipe the list/],
  ])('writes the list in a ZIP archive: %s', async (title, files, hint) => {
    const path = join(folder, `${title}.zip`);
    writeFileSync(path, zipOf(files));
    expect((await failureOf(path)).message).toBe(`${path} is a ZIP archive.`);
    expect((await failureOf(path)).hints.join(' ')).toMatch(hint);
    expect(await written(path)).toBe(list);
  });
});

describe('a ZIP archive', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['no list', { 'photo.jpg': 'x' }],
    ['nothing', {}],
    ['a name that looks like an option', { '-x.csv': 'x' }],
    ['a name that cannot be printed', { 'a\u001b[31m.csv': 'x' }],
  ])('is named if it holds %s', async (_, files) => {
    const path = join(folder, 'other.zip');
    writeFileSync(path, zipOf(files));
    const { message, hints } = await failureOf(path);
    expect(message).toBe(`${path} is a ZIP archive.`);
    expect(hints.join(' ')).toContain(`\`unzip -l ${path}\``);
    expect(hints.join(' ')).not.toMatch(/\p{Cc}|-x\.csv/u);
  });

  it('is read in bounded time if it lies about its names', async () => {
    const path = join(folder, 'lies.zip');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(2_000_000, Buffer.from('504b0102504b0304', 'hex'))]),
    );
    expect((await failureOf(path)).code).toBe('contacts.unreadable');
  });

  it('in gzip is unpacked first', async () => {
    const path = join(folder, 'zip.gz');
    writeFileSync(path, gzipSync(zipOf({ 'a.csv': 'phone\n1\n' })));
    expect((await failureOf(path)).hints.join(' ')).toContain('Save it unpacked as FILE');
  });
});

/** Stored, without checksums: unzip writes the files, and its complaint on stderr. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const { crc32 } = process.getBuiltinModule('node:zlib') as { crc32: (data: Buffer) => number };
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [data, title] = [Buffer.from(content), Buffer.from(name)];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, title, data]);
    const central = Buffer.alloc(18);
    central.writeUInt32LE(offset, 14);
    centrals.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, central.subarray(4), title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
