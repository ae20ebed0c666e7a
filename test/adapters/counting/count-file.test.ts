import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CountOptions } from '../../../src/adapters/counting/count-file.ts';
import { countryOf } from '../../../src/domain/contacts/contact-country.ts';
import { startTally } from '../../../src/domain/contacts/contact-tally.ts';
import { plainCountryColumn } from '../../../src/domain/countries/country-columns.ts';
import { built } from '../../support/built.ts';
import { countAt } from '../../support/count-at.ts';
import { type ListForm, lists, type WrittenList } from '../../support/lists.ts';

await built();

const directory = mkdtempSync(join(tmpdir(), 'smsctl-count-'));
// Other processes keep temporary files in the usual directory.
beforeAll(() => void vi.stubEnv('TMPDIR', directory));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});
const path = join(directory, 'list.csv');

const layoutOf = ({ delimiter, header }: Pick<ListForm, 'delimiter' | 'header'>) => ({
  delimiter,
  hasHeader: header,
  columns: 4,
  phones: [2],
  country: 3,
});

/** What the rows come to, row by row. */
function careful({ rows }: WrittenList, country?: string) {
  const tally = startTally(country);
  for (const { line, cells } of rows) {
    const [, , phone = '', own] = cells;
    const home =
      own === undefined ? undefined : countryOf({ countryContext: plainCountryColumn, countriesSeen: [] }, own);
    tally.add({ line, phones: [phone], ...(home !== undefined && { country: home }) });
  }
  return { summary: tally.summary(), examples: tally.examples() };
}

async function fast(text: string | Uint8Array, form: Pick<ListForm, 'delimiter' | 'header'>, options: CountOptions) {
  writeFileSync(path, text);
  const count = await countAt(path, layoutOf(form), { threads: 1, ...options });
  if (!count.ok) throw new Error(count.why);
  const { summary, examples } = count.counted;
  return { summary, examples };
}

const csv = { delimiter: ',', header: true };

describe('a file counted from its bytes', () => {
  it('gives the counts of its rows wherever it is cut into blocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        lists(60),
        fc.constantFrom(undefined, 'US', 'GB'),
        fc.integer({ min: 7, max: 4000 }),
        async ({ form, list }, country, blockBytes) => {
          const options = { blockBytes, ...(country !== undefined && { country }) };
          expect(await fast(list.text, form, options)).toEqual(careful(list, country));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives the same counts in 1 to 64 blocks, on one and two threads, in memory and on disk', async () => {
    const { list } = fc.sample(
      lists(3000).filter(({ form, list: { rows } }) => form.delimiter === ',' && form.header && rows.length > 1500),
      { seed: 5, numRuns: 1 },
    )[0] ?? { list: { text: '', rows: [] } };
    expect(list.rows.length).toBeGreaterThan(1500);
    const expected = careful(list, 'US');
    const bytes = Buffer.byteLength(list.text);
    for (const blocks of [1, 2, 7, 64]) {
      for (const more of [{ threads: 1 }, { threads: 2 }, { threads: 2, budget: 0 }, { threads: 1, budget: 2000 }]) {
        const options = { country: 'US', blockBytes: Math.ceil(bytes / blocks), ...more };
        expect(await fast(list.text, csv, options), JSON.stringify({ blocks, ...more })).toEqual(expected);
      }
    }
    expect(readdirSync(tmpdir()).filter((name) => /^smsctl-[A-Za-z0-9]{6}$/.test(name))).toEqual([]);
  });

  it('counts a cell that looks like rows as one cell in any block', async () => {
    const fake = Array.from({ length: 40 }, (_, index) => `${index},Fake,+1202555${1000 + index},US`).join('\n');
    const rows = Array.from({ length: 30 }, (_, index) => ({
      line: 2 + index * 41,
      cells: ['1', `\n${fake}`, `+1415555${2000 + index}`, 'US'],
    }));
    const text = `id,name,phone,country\n${rows.map(({ cells: [id, name, phone] }) => `${id},"${name}",${phone},US\n`).join('')}`;
    for (const blockBytes of [50, 333, 1024, 5000]) {
      expect(await fast(text, csv, { blockBytes })).toEqual(careful({ text, rows }));
    }
  });

  it('reports the file’s properties beside its counts', async () => {
    writeFileSync(path, 'id,name,phone,country\n1,Ada,+12025550123,US\n\n2,Bob\r\n   \n3,Cy,+12025550124,US,more\n\n');
    const count = await countAt(path, layoutOf(csv), { threads: 1, blockBytes: 20 });
    expect(count.ok && count.counted.notes).toEqual([
      { code: 'blank-lines', times: 2, line: 3 },
      { code: 'ragged', times: 2, line: 4 },
      { code: 'mixed-line-ends', times: 1, line: 4 },
      { code: 'fictional-numbers', times: 2, line: null },
    ]);
  });

  it.each<[string, string | Uint8Array]>([
    ['a phone whose quote is never closed', 'id,name,phone,country\n1,Ada,"+12025550123,US\n2,Bob,+12025550124,US\n'],
    ['more than 200 broken rows', `id,name,phone,country\n${'1,"Ada" L,+12025550123,US\n'.repeat(201)}`],
    ['NUL bytes', 'id,name,phone,country\n1,A\0da,+12025550123,US\n'],
    ['a row of more than 1 MiB', `id,name,phone,country\n1,${'x'.repeat(1100 * 1024)},+12025550123,US\n`],
  ])('leaves a file with %s to the row-by-row reader', async (_, text) => {
    writeFileSync(path, text);
    expect(await countAt(path, layoutOf(csv), { threads: 1 })).toMatchObject({ ok: false });
  });

  it.each([20, 60, 4096])('reads on after broken quotes, in blocks of %i bytes', async (blockBytes) => {
    const rows = ['1,"Ada,+12025550123,US', '2,"Bob" Lee,+12025550124,US', '3,Cy,+12025550125,US', '4,"5" x",,US'];
    writeFileSync(path, `id,name,phone,country\n${rows.join('\n')}\n`);
    const count = await countAt(path, layoutOf(csv), { threads: 1, blockBytes });
    expect(count).toMatchObject({ ok: true, counted: { summary: { rows: 4, textable: 3, reasons: { empty: 1 } } } });
    expect(count.ok && count.counted.notes.slice(0, 2)).toEqual([
      // Text follows the quote behind Bob, and none closes the cell on its line.
      { code: 'unclosed-quote', times: 2, line: 2, column: 3 },
      { code: 'stray-quote', times: 1, line: 5, column: 5 },
    ]);
  });

  it('counts an empty list, and one of a header alone', async () => {
    const nothing = { summary: { rows: 0, textable: 0, reasons: {}, countries: {}, types: {} }, examples: {} };
    expect(await fast('', csv, {})).toEqual(nothing);
    expect(await fast('id,name,phone,country', csv, {})).toEqual(nothing);
    expect(await fast('\ufeffid,name,phone,country\r\n', csv, {})).toEqual(nothing);
  });

  it('reports progress', async () => {
    const text = `id,name,phone,country\n${'1,Ada,+12025550123,US\n'.repeat(1000)}`;
    const seen: number[] = [];
    await fast(text, csv, { blockBytes: 5000, onProgress: ({ rows }) => seen.push(rows) });
    expect(seen.at(-1)).toBe(1000);
    expect(seen.length).toBe(5);
  });
});
