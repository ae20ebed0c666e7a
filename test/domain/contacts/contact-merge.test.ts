import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifiedLine, parseClassifiedLine } from '../../../src/domain/contacts/classified-line.ts';
import { addSummaries, noRows, parseSummary, startMerge } from '../../../src/domain/contacts/contact-merge.ts';
import type { ContactsSummary } from '../../../src/domain/contacts/contact-quality.ts';
import { startTally } from '../../../src/domain/contacts/contact-tally.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { contactReasonCodes } from '../../../src/domain/numbers/contact-reasons.ts';

const count = fc.nat(1_000_000);
const counts = (keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), count, { maxKeys: 6 });

const summary: fc.Arbitrary<ContactsSummary> = fc
  .record({ reasons: counts(contactReasonCodes), countries: counts(['US', 'GB', 'DE', '001']) })
  .map(({ reasons, countries }) => {
    const sum = (each: Record<string, number>) => Object.values(each).reduce((total, one) => total + one, 0);
    const textable = sum(countries);
    return {
      rows: textable + sum(reasons),
      textable,
      reasons,
      countries,
      types: textable === 0 ? {} : { MOBILE: textable },
    };
  });

describe('adding summaries', () => {
  it('is associative and commutative with an identity', () => {
    fc.assert(
      fc.property(summary, summary, summary, (a, b, c) => {
        expect(addSummaries(addSummaries(a, b), c)).toEqual(addSummaries(a, addSummaries(b, c)));
        expect(JSON.stringify(addSummaries(a, b))).toBe(JSON.stringify(addSummaries(b, a)));
        expect(addSummaries(a, noRows)).toEqual(a);
        expect(parseSummary(addSummaries(a, b))).toEqual(addSummaries(a, b));
      }),
    );
  });

  const valid = {
    ...{ rows: 5, textable: 3, reasons: { empty: 2 }, countries: { US: 2, GB: 1 }, types: { MOBILE: 3 } },
  };

  it('takes a summary out of a document with other fields', () => {
    expect(parseSummary({ ...valid, schema: 'x', lists: [] })).toEqual(valid);
  });

  it.each(
    Object.keys(valid).flatMap((field) =>
      [undefined, null, -1, 1.5, '3', [], [3], { US: '3' }, { US: -3 }, { US: 1.5 }].map(
        (value) => [field, value] as const,
      ),
    ),
  )('takes none out of a document whose %s are %j', (field, value) => {
    expect(parseSummary({ ...valid, [field]: value })).toBeUndefined();
  });

  it.each<[string, object]>([
    ['rows', { rows: 6 }],
    ['textable rows', { textable: 2 }],
    ['reasons', { reasons: { empty: 3 } }],
    ['countries', { countries: { US: 2 } }],
    ['types', { types: { MOBILE: 2 } }],
  ])('takes none out of a document whose %s do not add up', (_, change) => {
    expect(parseSummary({ ...valid, ...change })).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['no value', undefined],
    ['a text', 'rows'],
    ['counts that do not add up', { ...noRows, rows: 1 }],
    ['a reason that is not known', { ...noRows, rows: 1, reasons: { gremlins: 1 } }],
    ['a negative count', { ...noRows, rows: 0, reasons: { empty: -1, duplicate: 1 } }],
  ])('takes no summary out of %s', (_, value) => expect(parseSummary(value)).toBeUndefined());
});

const cell = fc.oneof(
  fc.stringMatching(/^\+1202555\d{2}$/),
  fc.stringMatching(/^202555000\d$/),
  fc.constantFrom('', 'n/a', '+442079460018', '07400123456', '2025550001.0'),
);

describe('a list that is classified in parts', () => {
  it.each([1, 2, 7, 64])('gives the same summary in %i parts, grouped or not, in any order', (parts) => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 120 }), fc.infiniteStream(fc.nat()), (cells, numbers) => {
        const tally = startTally('US');
        for (const [index, each] of cells.entries()) tally.add({ line: index + 1, phones: [each] });
        const lines = Array.from({ length: parts }, () => [] as string[]);
        for (const each of cells)
          lines[(numbers.next().value ?? 0) % parts]?.push(classifiedLine(judgeCell(each, 'US')));
        const plain = startMerge();
        const grouped = startMerge();
        for (const line of lines.reverse().flat()) plain.addLine(parsed(line));
        for (const part of lines) {
          for (const line of new Set(part)) {
            grouped.addLine(parsed(`  ${part.filter((other) => other === line).length} ${line}`));
          }
        }
        expect(JSON.stringify(plain.summary())).toBe(JSON.stringify(tally.summary()));
        expect(JSON.stringify(grouped.summary())).toBe(JSON.stringify(tally.summary()));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a merge', () => {
  const line = (e164: string, count = 1) => ({ count, e164, country: 'US', type: 'MOBILE', reason: null });

  it('counts a number once and the rest as duplicates, however they are grouped', () => {
    const merge = startMerge();
    merge.addLine(line('+12025550123', 3));
    merge.addLine(line('+12025550123', 2));
    merge.addLine(line('+12025550124'));
    merge.addLine(line('+12025550125', 0));
    merge.addLine({ ...line(''), count: 4, reason: 'empty' });
    expect(merge.summary()).toEqual({
      ...{ rows: 10, textable: 2, reasons: { empty: 4, duplicate: 4 }, countries: { US: 2 }, types: { MOBILE: 2 } },
    });
  });

  it('adds summaries to lines', () => {
    const merge = startMerge();
    merge.addLine(line('+12025550123'));
    const summary = { rows: 3, textable: 2, reasons: { empty: 1 }, countries: { GB: 2 }, types: { MOBILE: 2 } };
    merge.addSummary(summary);
    merge.addSummary(summary);
    expect(merge.summary()).toEqual({
      ...{ rows: 7, textable: 5, reasons: { empty: 2 }, countries: { GB: 4, US: 1 }, types: { MOBILE: 5 } },
    });
    expect(Object.keys(merge.summary().countries)).toEqual(['GB', 'US']);
  });

  it('has no row at first', () => expect(startMerge().summary()).toEqual(noRows));
});

function parsed(line: string) {
  const read = parseClassifiedLine(line);
  if (read === undefined) throw new Error(`Not read: ${line}`);
  return read;
}

describe('a classified line', () => {
  it.each([
    ['+12025550123', '+12025550123\tUS\tFIXED_LINE_OR_MOBILE\ttextable\t'],
    ['', '\t\t\tnot-textable\tempty'],
    ['+442079460018', '+442079460018\tGB\tFIXED_LINE\tnot-textable\tlandline'],
  ])('round-trips %j with counts before or after', (text, line) => {
    expect(classifiedLine(judgeCell(text))).toBe(line);
    expect(parsed(line).count).toBe(1);
    expect(parsed(`      3 ${line}`)).toEqual({ ...parsed(line), count: 3 });
    expect(parsed(`${line}\t12`)).toEqual({ ...parsed(line), count: 12 });
  });

  it('has five fields on one line for any cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = classifiedLine(judgeCell(text, 'US'));
        expect(line).not.toMatch(/[\r\n]/);
        expect(line.split('\t')).toHaveLength(5);
        expect(parseClassifiedLine(line)).toBeDefined();
      }),
    );
  });

  it.each([
    '',
    'x',
    '+12025550123',
    '\t\t\tnot-textable\tgremlins',
    '\t\t\ttextable\t',
    '+1202\tUS\tMOBILE\ttextable\tempty',
  ])('is not %j', (line) => expect(parseClassifiedLine(line)).toBeUndefined());
});
