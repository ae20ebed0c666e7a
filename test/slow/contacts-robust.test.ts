import { execFile } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { writeLargeWorkbook } from '../../bench/workbook-files.mjs';
import { built } from '../support/built.ts';
import { runMeasured } from '../support/measured.ts';
import { projectFolder } from '../support/program.ts';
import { hangingMs } from '../support/work.ts';

await built();

const folder = mkdtempSync(join(tmpdir(), 'smsctl-robust-'));
afterAll(() => rmSync(folder, { recursive: true }));
const env = { HOME: folder, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };

const limitMb = 150;
const fuzz = fileURLToPath(new URL('../support/fuzz-lists.mjs', import.meta.url));
const megabyte = 'x'.repeat(1_000_000);

/** A file too large to be one text. */
function write(name: string, ...parts: readonly (readonly [content: string | Buffer, times: number])[]): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (const [content, times] of parts) {
    for (let time = 0; time < times; time += 1) {
      if (typeof content === 'string') writeSync(file, content);
      else writeSync(file, content);
    }
  }
  return path;
}

async function check(path: string) {
  const { code, out, err, peakMb, seconds } = await runMeasured(['contacts', 'check', path, '--json'], env);
  expect([0, 1, 2], err).toContain(code);
  const document = JSON.parse(out);
  const sum = Object.values(document.reasons as Record<string, number>).reduce((total, count) => total + count, 0);
  expect(document.textable + sum).toBe(document.rows);
  expect(peakMb).toBeLessThanOrEqual(limitMb);
  return { document, seconds };
}

describe(`a list of any size and shape is checked in ${limitMb} MB`, () => {
  it('checks a line of 100 MB as the first and as a later line', async () => {
    const first = await check(write('first.csv', [megabyte, 100]));
    expect(first.document.error.code).toBe('contacts.no-header');
    const other = await check(
      write('other.csv', ['phone\n+12025550123\n', 1], [megabyte, 100], ['\n+12025550124\n', 1]),
    );
    expect(other.document).toMatchObject({ rows: 3, textable: 2, reasons: { unreadable: 1 } });
    expect(other.document.lists[0].findings).toEqual([
      { code: 'record-too-long', count: 1, line: 3, column: null, detail: null },
      { code: 'fictional-numbers', count: 2, line: null, column: null, detail: null },
    ]);
    const quoted = await check(write('quoted.csv', ['phone\n"', 1], [megabyte, 100], ['\n+12025550124\n', 1]));
    expect(quoted.document).toMatchObject({ rows: 2, textable: 1, reasons: { unreadable: 1 } });
    const json = await check(
      write(
        'other.json',
        ['[{"phone":"+12025550123"},\n{"a":"', 1],
        [megabyte, 100],
        ['"},\n{"phone":"+12025550124"}]', 1],
      ),
    );
    expect(json.document).toMatchObject({ rows: 3, textable: 2, reasons: { unreadable: 1 } });
    for (const { seconds } of [first, other, quoted, json]) expect(seconds * 1000).toBeLessThan(4 * hangingMs);
  });

  it('checks 100 MB of NUL bytes alone and in a cell', async () => {
    const nul = Buffer.alloc(1_000_000);
    expect((await check(write('nul.csv', [nul, 100]))).document.error.code).toBe('contacts.unreadable');
    const cell = await check(
      write('nuls.csv', [`phone\n${'+12025550123\n'.repeat(1000)}`, 1], [nul, 100], ['\n+12025550124\n', 1]),
    );
    expect(cell.document).toMatchObject({ rows: 1002, textable: 2, reasons: { duplicate: 999, unreadable: 1 } });
  });

  it('checks 100,000 columns', async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => (index === 99_999 ? 'phone' : `c${index}`)).join(',');
    const row = `${','.repeat(99_999)}+12025550123\n`;
    const { document } = await check(write('columns.csv', [`${names}\n`, 1], [row, 20]));
    expect(document).toMatchObject({ rows: 20, textable: 1, reasons: { duplicate: 19 } });
    expect(document.lists[0].findings.map(({ code }: { code: string }) => code)).toContain('too-many-columns');
  });

  it('checks 100,000 quotes that are never closed', async () => {
    const { document, seconds } = await check(
      write('quotes.csv', ['a,phone\n', 1], ['"x,+12025550123\n'.repeat(1000), 100]),
    );
    expect(document.rows).toBe(100_000);
    expect(seconds * 1000).toBeLessThan(4 * hangingMs);
  });

  it('checks a gzip file that unpacks to a hundred times its size', async () => {
    const path = join(folder, 'bomb.csv.gz');
    writeFileSync(path, gzipSync(Buffer.concat([Buffer.from('phone\n'), Buffer.alloc(200_000_000, 0x78)])));
    expect((await check(path)).document).toMatchObject({ rows: 1, reasons: { unreadable: 1 } });
  });
});

it('checks 10,000 generated lists with counts that add up', async () => {
  const run = async (...mode: readonly string[]) => {
    const argv = ['--expose-gc', fuzz, '10000', '20261124', ...mode];
    const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: projectFolder });
    return JSON.parse(stdout);
  };
  const { runs, read, longestMs, peakMb } = await run();
  expect(runs).toBe(10_000);
  expect(read).toBeGreaterThan(4000);
  expect(longestMs).toBeLessThan(hangingMs);
  // The generator itself takes most of it.
  expect(peakMb - (await run('idle')).peakMb).toBeLessThan(50);
});

describe('a workbook', () => {
  it('with as many rows as a sheet can have is checked in 400 MB', async () => {
    const path = join(folder, 'largest.xlsx');
    writeLargeWorkbook(path, 1_048_575);
    const { out, peakMb } = await runMeasured(['contacts', 'check', path, '--json'], env);
    expect(JSON.parse(out)).toMatchObject({ rows: 1_048_575, lists: [{ sheet: 'Contacts' }] });
    expect(peakMb).toBeLessThanOrEqual(400);
  });
});
