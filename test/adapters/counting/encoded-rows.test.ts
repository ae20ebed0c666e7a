import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  cellEnd,
  countryColumn,
  decodedRow,
  type EncodableRow,
  firstPhoneColumn,
  rowEncoder,
} from '../../../src/adapters/counting/rows/encoded-row.ts';
import { headedColumn } from '../../../src/domain/columns/contact-plan.ts';
import { countryOf } from '../../../src/domain/contacts/contact-country.ts';
import { startTally } from '../../../src/domain/contacts/contact-tally.ts';
import { built } from '../../support/built.ts';
import { countAt } from '../../support/count-at.ts';
import { numbers } from '../../support/lists.ts';

await built();

const directory = mkdtempSync(join(tmpdir(), 'smsctl-encoded-'));
afterAll(() => rmSync(directory, { recursive: true }));
const path = join(directory, 'rows');

const cell = fc.oneof(
  { weight: 6, arbitrary: numbers },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('+8829999999999999', '4792345678', '\ud800', '"', '\n', cellEnd, '\u0001{}'),
  },
);
const home = fc.constantFrom('US', 'GB', 'DE', 'NO', null, undefined);
const row = fc
  .record(
    {
      gap: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat({ max: 100_000 }) }),
      phones: fc.oneof(
        { weight: 20, arbitrary: fc.array(cell, { maxLength: 4 }) },
        { arbitrary: fc.constant(undefined), weight: 1 },
      ),
      homes: fc.oneof(
        { weight: 9, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.array(home, { maxLength: 4 }) },
      ),
      country: fc.constantFrom(undefined, undefined, null, 'US', 'US', 'GB', 'DE', 'XK'),
      refusal: fc.constantFrom(...Array<undefined>(12), 'do-not-text' as const, 'consent-unclear' as const),
    },
    { requiredKeys: ['gap', 'phones'] },
  )
  .map(({ homes, country, refusal, ...others }) => ({
    ...others,
    ...(homes !== undefined && { homes }),
    ...(country !== undefined && { country }),
    ...(refusal !== undefined && { refusal }),
  }));
const rows: fc.Arbitrary<readonly EncodableRow[]> = fc.array(row, { maxLength: 80, size: 'max' }).map((all) => {
  let line = 0;
  return all.map(({ gap, ...each }) => {
    line += Math.max(gap, 1);
    return { line, ...each };
  });
});

/** As smsctl reads a column of countries; the numbers of the others are not known. */
const isCode = (country: string): boolean =>
  countryOf({ countryContext: headedColumn, countriesSeen: [] }, country) === country;

describe('encoded rows', () => {
  it('are counted as they are judged one by one, wherever they are cut into blocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(undefined, 'US', 'GB', 'NO'),
        fc.constantFrom('national', 'international', 'unclear', 'undecided'),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 7, max: 4000 }),
        async (all, country, readings, width, blockBytes) => {
          const sources = Array.from({ length: width }, (_, at) => at);
          const tally = startTally(country);
          const decided = sources.map(() => 0);
          for (const each of all) {
            const { at } = tally.add(each, null, readings);
            if (decided[at] !== undefined) decided[at] += 1;
          }
          writeFileSync(path, all.map(rowEncoder(sources, isCode)).join(''));
          const layout = {
            ...{ delimiter: cellEnd, hasHeader: false, country: countryColumn, encoded: { sources, readings } },
            columns: firstPhoneColumn + width,
            phones: sources.map((at) => firstPhoneColumn + at),
            asksReadings: readings !== 'national',
          };
          const options = { threads: 1, blockBytes, ...(country !== undefined && { country }) };
          const count = await countAt(path, layout, options);
          if (!count.ok) throw new Error(count.why);
          const { summary, examples } = count.counted;
          expect({ summary, examples }).toEqual({ summary: tally.summary(), examples: tally.examples() });
          if (width > 1) expect(count.counted.decided).toEqual(decided);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const encode = rowEncoder([0, 1, 2], isCode);
        for (const each of all) {
          const text = encode(each);
          expect(text.endsWith('\n')).toBe(true);
          // Nothing is lost in UTF-8, and no phones are one empty cell.
          const decoded = decodedRow(Buffer.from(text).toString().slice(0, -1), undefined, (code) =>
            code === '' ? undefined : code,
          );
          expect(decoded).toEqual(
            each.phones?.length === 0 && !text.includes('\u0001') ? { ...each, phones: [''] } : each,
          );
        }
      }),
    );
  });
});
