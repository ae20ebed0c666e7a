import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../../src/domain/columns/column-vocabulary.ts';
import { isCommon } from '../../../src/domain/columns/common-vocabulary.ts';
import { planColumns } from '../../../src/domain/columns/contact-columns.ts';
import { commonRole } from '../../../src/domain/contact-words/common-headers.ts';
import * as consent from '../../../src/domain/contact-words/consent-words.ts';
import { headerReader, headerRole, headerTables } from '../../../src/domain/contact-words/header-role.ts';
import * as refusals from '../../../src/domain/contact-words/refusal-words.ts';
import { foldWords, type WordTable } from '../../../src/domain/contact-words/word-table.ts';

/** Headers of real programs and forms, each with the program that writes it. */
const headers = readFileSync(new URL('../../cases/header-words.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [language = '', header = '', role = '', source = ''] = line.split('\t');
    return { language, header, role, source };
  });

/** The same word means a mobile in ten languages, and a car in one; others are a radio's, and everybody's. */
const ambiguous = new Set(['id:Mobil', 'id:mobil', 'sv:Telefon 2', 'de:Mobiltelefon 2', 'el:Τηλέφωνο επικοινωνίας']);
const certain = headers.filter(({ language, header }) => !ambiguous.has(`${language}:${header}`));

/** Whether what a reader says of a header keeps its column from being read wrongly. */
function isRight(role: string, said: ReturnType<typeof headerRole>): boolean {
  if (/^(?:number|whatsapp)/.test(role)) return said.role === 'number' || said.role === 'place';
  if (role === 'country') return ['country', 'code-or-country', 'dialling-code'].includes(said.role);
  if (role === 'dialling-code') return ['dialling-code', 'code-or-country', 'area-code'].includes(said.role);
  if (role === 'opt-out' || role === 'consent') return said.role === role;
  return !['number', 'place', 'unknown', 'weak-number'].includes(said.role);
}

/** The same for a column that stands beside one of numbers: what is not known there is not used. */
const isUsedRight = (role: string, said: ReturnType<typeof headerRole>): boolean =>
  /^(?:fax|pager|other-line|other-person-number|identifier|extension)/.test(role)
    ? said.role !== 'number' && said.role !== 'place'
    : isRight(role, said);

type Header = (typeof headers)[number];

/** Programs in two halves of about as many headers. */
function halves(): readonly [readonly Header[], readonly Header[]] {
  const sources = [...new Set(certain.map(({ source }) => source))];
  const own = sources.map((source) => certain.filter((header) => header.source === source));
  const parts: [Header[], Header[]] = [[], []];
  for (const each of own.toSorted((one, other) => other.length - one.length)) {
    parts[parts[0].length <= parts[1].length ? 0 : 1].push(...each);
  }
  return parts;
}

/** The tables without the words that none of these headers holds. */
function tablesOf(learnt: readonly Header[]): typeof headerTables {
  const text = learnt.map(({ header }) => ` ${foldWords(header)} `).join('\n');
  const isSeen = (word: string): boolean => {
    const bare = word.replace(/^\*|\*$/g, '');
    if (/[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(bare)) return text.includes(bare);
    return text.includes(`${word.startsWith('*') ? '' : ' '}${bare}${word.endsWith('*') ? '' : ' '}`);
  };
  const known = (table: WordTable): WordTable =>
    Object.fromEntries(
      Object.entries(table).map(([language, line]) => [language, line.split(', ').filter(isSeen).join(', ')]),
    );
  return Object.fromEntries(
    Object.entries(headerTables).map(([name, table]) => [name, known(table)]),
  ) as typeof headerTables;
}

const tables: Readonly<Record<string, WordTable>> = { ...headerTables, ...consent, ...refusals };

describe('header words', () => {
  it.each(Object.entries(tables))('are written as they are compared: %s', (_, table) => {
    const words = Object.values(table).flatMap((line) => line.split(', '));
    const bare = words.map((word) => word.replace(/^\*|\*$/g, ''));
    expect(bare.filter((word) => foldWords(word) !== word && foldWords(word) !== '')).toEqual([]);
    expect(bare.filter((word) => word === '')).toEqual([]);
  });

  it('are known in every language of the common exports', () => {
    const rates = new Map<string, { right: number; all: number }>();
    for (const { language, header, role } of certain) {
      const rate = rates.get(language) ?? { right: 0, all: 0 };
      rates.set(language, rate);
      rate.all += 1;
      if (isRight(role, headerRole(header))) rate.right += 1;
    }
    expect(rates.size).toBeGreaterThanOrEqual(29);
    const weak = [...rates].filter(([, { right, all }]) => right < all * 0.9);
    expect(weak).toEqual([]);
  });

  it('of half of the programs classify four in five headers of the other half', () => {
    const [one, other] = halves();
    const rates = [
      [one, other],
      [other, one],
    ].map(([learnt = [], asked = []]) => {
      const read = headerReader(tablesOf(learnt));
      const right = asked.filter(({ header, role }) => isUsedRight(role, read(header))).length;
      return { right, all: asked.length };
    });
    for (const { right, all } of rates) {
      expect(all).toBeGreaterThan(1000);
      expect(right / all).toBeGreaterThanOrEqual(0.8);
    }
  });

  it('never make a phone column of faxes, identifiers and other people', () => {
    const never = certain.filter(({ role }) => /^(?:fax|pager|other-line|other-person-number|identifier)/.test(role));
    expect(never.length).toBeGreaterThan(1000);
    const rows = Array.from({ length: 8 }, (_, at) => [
      'Ada',
      `212555010${at}`,
      at % 4 === 0 ? '' : `(202) 555-012${at}`,
    ]);
    const taken = never.filter(({ header }) => {
      const beside = planColumns(['Name', header, 'Phone'], rows, { phones: [] }, true, vocabulary);
      const alone = planColumns(['Name', header], rows, { phones: [] }, true, vocabulary);
      const isTaken = beside.ok && beside.plan.numbers.some(({ column }) => column === 1);
      return isTaken || alone.ok;
    });
    expect(taken.map(({ header }) => header)).toEqual([]);
  });

  it('give the same result for common headers without the tables', () => {
    const common = ['Phone', 'mobile', 'first_name', 'Email', 'ID', 'country', 'Cell Phone', 'zip', 'last seen'];
    expect(isCommon(common)).toBe(true);
    for (const header of common) {
      const { role } = headerRole(header);
      expect(commonRole(header)?.role === 'other' || commonRole(header)?.role === role, header).toBe(true);
      expect(['number', 'country', 'opt-out', 'consent'].includes(role)).toBe(
        ['number', 'country', 'opt-out', 'consent'].includes(commonRole(header)?.role ?? ''),
      );
    }
  });
});
