import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeContactList } from '../../../../bench/contact-list.mjs';
import { compiledJudge } from '../../../../src/adapters/counting/compiled-judge.ts';
import {
  noContact,
  parseClassifiedLine,
  parseTrailer,
  trailerLine,
} from '../../../../src/domain/contacts/classified-line.ts';
import { lineClassifier } from '../../../../src/domain/contacts/classify-lines.ts';
import { startMerge } from '../../../../src/domain/contacts/contact-merge.ts';
import { parseLinePlan } from '../../../../src/domain/contacts/line-plan-file.ts';
import { planForHeader, planForNumbers } from '../../../../src/domain/contacts/named-plan.ts';
import { UserError } from '../../../../src/domain/user-error.ts';
import { built } from '../../../support/built.ts';
import { testCli } from '../../../support/context.ts';

await built('tables');

const cases = fileURLToPath(new URL('../../../cases/', import.meta.url));
const judge = compiledJudge();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'smsctl-classify-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a check says of a list, and the plan that it hands on. */
async function checked(path: string, args: readonly string[]) {
  const cli = testCli({ url: 'http://127.0.0.1:9' });
  const planPath = join(folder, 'plan.json');
  const { code, out } = await cli.run('contacts', 'check', path, ...args, '--plan-out', planPath, '--yes', '--json');
  const { rows, textable, reasons, countries, types } = JSON.parse(out);
  return { code, summary: { rows, textable, reasons, countries, types }, planPath };
}

/** The lines of a file in so many parts, classified and merged. */
function merged(path: string, planPath: string, parts: number) {
  const plan = parseLinePlan(readFileSync(planPath, 'utf8'), planPath);
  const lines = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const merge = startMerge();
  for (let part = 0; part < parts; part += 1) {
    const classify = lineClassifier(plan, judge);
    for (const line of lines.filter((_, at) => at % parts === part)) {
      const answer = classify(line);
      const read = parseClassifiedLine(answer);
      if (answer === noContact) continue;
      if (read === undefined) throw new Error(`Not a line: ${answer}`);
      merge.addLine(read);
    }
  }
  return merge.summary();
}

const listed = ['contacts', 'more-contacts'].flatMap((name) =>
  readFileSync(join(cases, `${name}.tsv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([id = '', file = '', args = '']) => ({ id, path: join(cases, name, file), args: args.split(' ') }))
    // A row must stand on one line, of a delimited file.
    .filter(({ path }) => path.endsWith('.csv') && !/"[^"\n]*\n[^"\n]*"/.test(readFileSync(path, 'utf8'))),
);

describe('a list that is classified in parts', () => {
  it.each([1, 2, 7, 64])(
    'gives the result of a check in %i parts: every case',
    async (parts) => {
      let compared = 0;
      for (const { id, path, args } of listed) {
        const { code, summary, planPath } = await checked(path, args);
        if (code === 2) continue;
        expect(merged(path, planPath, parts), id).toEqual(summary);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(180);
    },
    120_000,
  );

  it.each([1, 64])(
    'gives the result of a check in %i parts: a list of 24 countries',
    async (parts) => {
      const path = join(folder, 'list.csv');
      writeContactList(path, 20_000);
      const { summary, planPath } = await checked(path, ['--contacts-country', 'US']);
      expect(summary.rows).toBe(20_000);
      expect(merged(path, planPath, parts)).toEqual(summary);
    },
    120_000,
  );

  it('writes no plan for several lists or a list without lines', async () => {
    const path = join(cases, 'contacts', 'json-id.json');
    const cli = testCli({ url: 'http://127.0.0.1:9' });
    const plan = ['--plan-out', join(folder, 'none.json')];
    const { code, err } = await cli.run('contacts', 'check', path, ...plan);
    expect(code).toBe(2);
    expect(err).toContain('CSV');
    const csv = join(cases, 'contacts', 'husband.csv');
    expect((await cli.run('contacts', 'check', csv, csv, ...plan)).code).toBe(2);
  });

  it.each([
    ['{', 'contacts.plan'],
    ['{"schema":"smsctl.contacts-plan/1"}', 'contacts.plan'],
    ['[1]', 'contacts.plan'],
    ['null', 'contacts.plan'],
  ])('refuses an invalid plan: %s', (text, code) => {
    expect(() => parseLinePlan(text, 'plan.json')).toThrow(expect.objectContaining({ code }));
  });
});

const named = { columns: ['phone'], delimiter: ',', country: 'US' } as const;
const codeOf = (read: () => unknown): string => {
  try {
    read();
    return 'ok';
  } catch (error) {
    return error instanceof UserError ? error.code : 'fault';
  }
};

describe('classify without a plan', () => {
  it.each([
    ['name,phone', {}, 'ok'],
    ['name,email', {}, 'contacts.no-phone-column'],
    ['name,phone,mobile', {}, 'contacts.other-columns'],
    ['name,phone,country', {}, 'contacts.other-columns'],
    ['name,phone,country', { countryColumn: 'country' }, 'ok'],
    ['name,phone,country', { countryColumn: 'none' }, 'ok'],
    ['name,dial code,phone', {}, 'contacts.other-columns'],
    ['name,phone,SMS Consent', {}, 'contacts.other-columns'],
    ['name,phone,SMS Consent', { consentColumn: 'none' }, 'ok'],
    ['name,phone,phone type', {}, 'contacts.other-columns'],
    ['name,phone,type', {}, 'ok'],
    ['name,phone,spouse mobile', {}, 'ok'],
  ] as const)('refuses a header when a check would use other columns: %s %o', (header, options, expected) => {
    expect(codeOf(() => planForHeader({ ...named, ...options }, header))).toBe(expected);
  });

  it('reads named columns as a check does and skips the header', () => {
    const classify = lineClassifier(planForHeader({ ...named, countryColumn: 'country' }, 'id,phone,country'), judge);
    expect(
      ['id,phone,country', '6,4155550123,DE', '7,07400 123123,GB', '', '\ufeffid,phone,country'].map(classify),
    ).toEqual([
      noContact,
      expect.stringContaining('not-textable'),
      '+447400123123\tGB\tMOBILE\ttextable\t',
      noContact,
      noContact,
    ]);
    const byNumber = lineClassifier(planForNumbers({ ...named, columns: ['2'], countryColumn: '3' }), judge);
    expect(['id,phone,country', '7,07400 123123,GB', '8,07400 123123,Narnia'].map(byNumber)).toEqual([
      noContact,
      '+447400123123\tGB\tMOBILE\ttextable\t',
      '\t\t\tnot-textable\tcountry-unknown',
    ]);
    const whole = lineClassifier(planForNumbers({ ...named, columns: [] }), judge);
    expect(['phone', '202-555-0123'].map(whole)).toEqual([
      noContact,
      '+12025550123\tUS\tFIXED_LINE_OR_MOBILE\ttextable\t',
    ]);
  });
});

describe('a trailer', () => {
  it('counts the contacts of a part, also grouped', () => {
    expect(parseTrailer(trailerLine(12))).toBe(12);
    expect(parseTrailer(`      3 ${trailerLine(12)}`)).toBe(36);
    expect(parseTrailer(`${trailerLine(12)}\t2`)).toBe(24);
    expect(parseTrailer('+12025550123\tUS\tMOBILE\ttextable\t')).toBeUndefined();
  });

  it.each([
    ['all lines', ['a', 'b'], [], 0],
    ['a part that broke off', ['a'], [], 1],
    ['as many rows as the list has', ['a', 'b'], ['--rows', '2'], 0],
    ['fewer rows than the list has', ['a', 'b'], ['--rows', '3'], 1],
  ] as const)('lets a merge detect %s', async (_, held, args, expected) => {
    const lines = { a: '+12025550123\tUS\tMOBILE\ttextable\t', b: '\t\t\tnot-textable\tempty' };
    const path = join(folder, 'part.tsv');
    writeFileSync(path, `${held.map((name) => lines[name]).join('\n')}\n${trailerLine(2)}\n`);
    const { code, out } = await testCli({ url: 'http://127.0.0.1:9' }).run('contacts', 'merge', path, ...args);
    expect(code).toBe(expected);
    expect(JSON.parse(out)).toMatchObject({ exitCode: expected, rows: held.length, promised: 2 });
  });
});
