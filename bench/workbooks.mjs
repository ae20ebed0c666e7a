// How smsctl's reader of workbooks compares with hucre and with the stream reader of exceljs: which cells each reads from the
// workbooks of `workbook-torture.mjs`, and how much processor time and memory it takes for lists of contacts (Linux). The libraries are not
// part of the project. Install them anywhere, and name the folder:
//   npm install --prefix /tmp/compare hucre exceljs
//   node bench/workbooks.mjs --libraries /tmp/compare [--rows 200,200000] [--runs 3]
// `parts alone` unpacks and parses the sheet with smsctl's two libraries (yauzl, saxen), and does nothing with it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    libraries: { type: 'string' },
    rows: { type: 'string', default: '200,200000' },
    runs: { type: 'string', default: '3' },
    read: { type: 'string' },
    file: { type: 'string' },
    reader: { type: 'string' },
    torture: { type: 'string', default: 'yes' },
  },
});

const isoDate = (date) => date.toISOString().replace('.000Z', '').replace('T00:00:00', '');
const textOf = (cell) => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return isoDate(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell !== 'object') return String(cell);
  if (cell.richText !== undefined) return cell.richText.map(({ text }) => text).join('');
  return textOf(cell.result ?? cell.error ?? cell.text ?? cell.value ?? '');
};

/** Each calls `onRow` with the cells of each row as texts. */
const readers = {
  smsctl: async (file, onRow) => {
    const { openContacts } = await import(pathToFileURL(values.reader).href);
    const list = await openContacts(file, { columns: [onRow.column], keepCells: true });
    for await (const batch of list.rows()) for (const { cells } of batch) onRow(cells);
  },
  'parts alone': async (file, onRow) => {
    const require = createRequire(import.meta.url);
    const [yauzl, { Parser }] = [require('yauzl'), require('saxen')];
    const zip = await yauzl.openPromise(file);
    for await (const entry of zip.eachEntry()) {
      if (!/worksheets|sharedStrings/.test(entry.fileName)) continue;
      const parser = new Parser()
        .on('openTag', (_, attributes) => attributes())
        .on('text', () => {})
        .on('closeTag', (tag) => {
          if (tag === 'row') onRow([]);
        });
      for await (const chunk of await zip.openReadStreamPromise(entry)) parser.write(chunk.toString());
      parser.end();
    }
  },
  hucre: async (file, onRow) => {
    const { streamXlsxRows } = await import(
      pathToFileURL(join(values.libraries, 'node_modules/hucre/dist/xlsx.mjs')).href
    );
    for await (const { values: cells } of streamXlsxRows(readFileSync(file))) onRow(cells.map(textOf));
  },
  exceljs: async (file, onRow) => {
    const exceljs = createRequire(join(values.libraries, 'package.json'))('exceljs');
    const options = {
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      worksheets: 'emit',
      entries: 'emit',
    };
    for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(file, options)) {
      for await (const row of sheet) onRow(row.values.slice(1).map(textOf));
      return;
    }
  },
};

if (values.read !== undefined) {
  let rows = 0;
  const short = (text) => text.slice(0, 100);
  const cells = [];
  const onRow = (row) => {
    rows += 1;
    if (rows <= 20) cells.push(row.map(short));
  };
  onRow.column = values.file.includes('torture') ? 'Mobile' : 'phone';
  const before = process.cpuUsage();
  try {
    await readers[values.read](values.file, onRow);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    // maxRSS of a child starts with the memory of its parent.
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
    process.stdout.write(JSON.stringify({ rows, cells, ms, peak }));
  } catch (error) {
    process.stdout.write(JSON.stringify({ refusal: String(error.message ?? error) }));
  }
  process.exit(0);
}

const { rolldown } = await import('rolldown');
const folder = mkdtempSync(join(tmpdir(), 'smsctl-bench-workbooks-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const bundle = await rolldown({
  input: fileURLToPath(new URL('../src/adapters/contacts/open-contacts.ts', import.meta.url)),
  platform: 'node',
});
await bundle.write({ dir: join(folder, 'reader'), format: 'esm' });
writeFileSync(join(folder, 'reader', 'package.json'), '{"type":"module"}');

function read(reader, file) {
  const options = ['--read', reader, '--file', file, '--libraries', values.libraries ?? ''];
  const self = fileURLToPath(import.meta.url);
  const started = performance.now();
  const run = spawnSync(process.execPath, [self, ...options, '--reader', join(folder, 'reader', 'open-contacts.js')], {
    timeout: 120_000,
    maxBuffer: 1 << 26,
  });
  const total = performance.now() - started;
  try {
    return { ...JSON.parse(run.stdout), total };
  } catch {
    return { refusal: `crash: ${run.error?.code ?? run.signal ?? run.status}`, isCrash: true, total };
  }
}

const { readable, refused } = await import('./workbook-torture.mjs');
const { writeLargeWorkbook } = await import('./workbook-files.mjs');
const compared = ['smsctl', ...(values.libraries === undefined ? [] : ['hucre', 'exceljs'])];
const counts = new Map(compared.map((name) => [name, { right: 0, refused: 0, crashes: 0 }]));
const path = join(folder, 'torture.xlsx');
for (const [title, file, expected] of values.torture === 'yes' ? readable : []) {
  writeFileSync(path, file);
  for (const name of compared) {
    const { cells = [], refusal, isCrash } = read(name, path);
    // smsctl leaves out the header.
    const found = JSON.stringify(name === 'smsctl' ? cells : cells.slice(1));
    if (isCrash) counts.get(name).crashes += 1;
    if (found === JSON.stringify(expected)) counts.get(name).right += 1;
    else
      console.log(
        `${title}: ${name} ${refusal === undefined ? `reads ${found.slice(0, 120)}` : `refuses: ${refusal}`}`,
      );
  }
}
for (const [title, file] of values.torture === 'yes' ? refused : []) {
  writeFileSync(path, file);
  for (const name of compared) {
    const { refusal, isCrash, rows, total, peak = 0 } = read(name, path);
    if (isCrash) counts.get(name).crashes += 1;
    else if (refusal !== undefined) counts.get(name).refused += 1;
    if (isCrash || refusal === undefined) {
      const what = isCrash ? refusal : `reads ${rows} rows, ${Math.round(peak)} MiB`;
      console.log(`${title}: ${name} ${what} (${Math.round(total)} ms)`);
    }
  }
}
console.log(`\n${readable.length} readable files, ${refused.length} to refuse`);
for (const [name, { right, refused: count, crashes }] of counts) {
  console.log(`${name}: ${right} read right, ${count} refused, ${crashes} never ended or crashed`);
}
for (const rows of values.rows.split(',').map(Number)) {
  const file = join(folder, `${rows}.xlsx`);
  writeLargeWorkbook(file, rows);
  for (const name of [...compared, 'parts alone']) {
    const runs = Array.from({ length: Number(values.runs) }, () => read(name, file)).toSorted(
      (one, other) => one.ms - other.ms,
    );
    const { ms, peak, rows: found, refusal } = runs[Math.floor(runs.length / 2)];
    const words = refusal ?? `${found} rows, ${Math.round(ms)} ms of processors, ${Math.round(peak)} MiB`;
    console.log(`${rows} rows: ${name}: ${words}`);
  }
}
