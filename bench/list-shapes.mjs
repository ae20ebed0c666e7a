// One list of contacts in the shapes that people have: for `bench/contacts.mjs --parts shapes`.
import { execFileSync } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { compiledModule } from './compiled-module.mjs';
import { workbook } from './workbook-files.mjs';

/** Writes the shapes of a list of `contact-list.mjs` into a directory, one after the other. */
export async function* writeShapes(plain, directory) {
  const at = (name) => join(directory, name);
  const [header, ...lines] = readFileSync(plain, 'utf8').trimEnd().split('\n');
  const cells = () => lines.map((line) => /^(\d+),("[^"]*"|[^,]*),([^,]*),(\w*),(.*)$/.exec(line)?.slice(1) ?? []);
  const table = (name, head, row) => {
    writeFileSync(at(name), `${head}\n`);
    let text = '';
    for (const [index, each] of cells().entries()) {
      text += `${row(each, index)}\n`;
      if (text.length < 1 << 24) continue;
      writeFileSync(at(name), text, { flag: 'a' });
      text = '';
    }
    writeFileSync(at(name), text, { flag: 'a' });
    return at(name);
  };
  yield { name: 'plain', goal: '', file: plain };
  const other = (index) => (index % 3 === 0 ? '' : `+1202555${String(index % 10_000).padStart(4, '0')}`);
  yield {
    name: 'two phone columns',
    goal: '<= 2.5',
    file: table('two.csv', 'id,name,mobile,country,home phone', ([id, name, phone, country], index) =>
      [id, name, phone, country, other(index)].join(),
    ),
  };
  yield {
    name: 'three phone columns',
    goal: '<= 2.5',
    file: table('three.csv', 'id,name,mobile,country,home phone,other phone', ([id, name, phone, country], index) =>
      [id, name, phone, country, other(index), other(index + 1)].join(),
    ),
  };
  const noCountry = table('no-country.csv', 'id,name,phone,last seen', ([id, name, phone, , seen]) =>
    [id, name, phone, seen].join(),
  );
  yield { name: 'no country column', goal: '<= 1.6', file: noCountry };
  const home = ['--contacts-country', 'US'];
  yield { name: 'no country column (US)', goal: '<= 1.6', file: noCountry, args: home };
  const more = Array.from({ length: 55 }, (_, index) => `field ${index}`);
  const filling = more.map((_, index) => (index % 4 === 0 ? '' : `value ${index}`)).join();
  const few = Math.min(lines.length, 300_000);
  yield {
    name: '60 columns (300,000 rows)',
    goal: '<= 2',
    rows: few,
    file: (() => {
      writeFileSync(at('wide.csv'), `${header},${more.join()}\n`);
      for (let from = 0; from < few; from += 10_000) {
        const part = lines.slice(from, Math.min(from + 10_000, few)).map((line) => `${line},${filling}\n`);
        writeFileSync(at('wide.csv'), part.join(''), { flag: 'a' });
      }
      return at('wide.csv');
    })(),
  };
  yield { name: 'stdin', goal: '<= 1.5', stdin: plain };
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(at('list.csv.gz')));
  yield { name: 'gz', goal: '<= 3', file: at('list.csv.gz') };
  writeFileSync(at('utf-16.csv'), Buffer.from(`\ufeff${header}\n${lines.join('\n')}\n`, 'utf16le'));
  yield { name: 'UTF-16', goal: '<= 3', file: at('utf-16.csv') };
  const outputs = (...names) => names.flatMap((name) => [`--${name}`, at(`${name}.csv`)]);
  yield { name: '--valid with --invalid', goal: '<= 4', file: plain, args: [...outputs('valid', 'invalid'), '--yes'] };
  yield { name: '--fixed', goal: '<= 5', file: plain, args: [...outputs('fixed'), '--yes'] };
  yield {
    name: 'NDJSON',
    goal: '<= 4',
    file: (() => {
      writeFileSync(at('list.ndjson'), '');
      const records = cells().map(([id, name, phone, country, seen]) =>
        JSON.stringify({ id: Number(id), name: name.replaceAll('"', ''), phone, country, seen }),
      );
      for (let from = 0; from < records.length; from += 100_000)
        writeFileSync(at('list.ndjson'), `${records.slice(from, from + 100_000).join('\n')}\n`, { flag: 'a' });
      return at('list.ndjson');
    })(),
  };
  const cards = Math.min(lines.length, 100_000);
  const card = ([, name, phone]) =>
    `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name.replaceAll('"', '').replaceAll(',', '\\,')}\r\nTEL;TYPE=CELL:${phone}\r\nEND:VCARD\r\n`;
  writeFileSync(at('list.vcf'), cells().slice(0, cards).map(card).join(''));
  yield { name: 'vCard (100,000 cards)', goal: '<= 10', rows: cards, file: at('list.vcf') };
  yield {
    name: 'a stray quote in the middle',
    goal: '<= 1.2',
    file: (() => {
      const middle = Math.floor(lines.length / 2);
      const broken = lines.with(middle, lines[middle].replace(/^(\d+),"?([^,"]*)/, '$1,"5" $2'));
      writeFileSync(at('stray.csv'), `${[header, ...broken].join('\n')}\n`);
      return at('stray.csv');
    })(),
  };
  const sheetRows = Math.min(lines.length, 200_000);
  const rows = [header.split(','), ...cells().slice(0, sheetRows)];
  writeFileSync(at('list.xlsx'), workbook({ sheets: [{ name: 'Contacts', rows }] }));
  yield { name: 'XLSX (200,000 rows)', goal: '', rows: sheetRows, file: at('list.xlsx') };
  yield* parquet(plain, at('list.parquet'));
  yield* postgres(plain, directory);
}

/** If Python has pyarrow, which writes the file. */
function* parquet(plain, file) {
  const code = `import sys, pyarrow as pa, pyarrow.csv as csv, pyarrow.parquet as parquet
texts = csv.ConvertOptions(column_types={'phone': pa.string(), 'country': pa.string()})
parquet.write_table(csv.read_csv(sys.argv[1], convert_options=texts), sys.argv[2])`;
  try {
    execFileSync('python3', ['-c', code, plain, file], { stdio: 'ignore' });
  } catch {
    console.log('Parquet: left out, since Python has no pyarrow');
    return;
  }
  yield { name: 'Parquet', goal: '', file };
}

/** A server of the tests' own, if this machine has PostgreSQL. */
async function* postgres(plain, directory) {
  const { postgresPrograms, startPostgres } = await compiledModule('test/support/postgres.ts', directory);
  const name = 'PostgreSQL';
  if (postgresPrograms() === undefined) {
    console.log(`${name}: left out, since this machine has no PostgreSQL`);
    return;
  }
  // The server's user has to reach the list.
  chmodSync(directory, 0o711);
  const server = await startPostgres('NotARealPassword42');
  try {
    server.sql('create table contacts (id int, name text, phone text, country text, "last seen" text)');
    server.sql(`\\copy contacts from '${plain}' csv header`);
    const address = `postgres://admin@/postgres?host=${encodeURIComponent(server.folder)}&port=${server.port}`;
    yield { name, goal: '<= 3', file: address, args: ['--query', 'select * from contacts'] };
  } finally {
    await server.stop();
  }
}
