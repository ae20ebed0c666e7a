import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodeGroups, errorCodes } from '../../../src/domain/error-codes/error-codes.ts';
import { messageStates } from '../../../src/domain/messages/message-states.ts';
import { checklist } from '../../../src/setup/checklist.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The numbers alone, from the provider's dictionary of February 2025 and from its pages since. */
const provided = read('test/support/provider-codes.txt').trim().split('\n').map(Number);
const codes = errorCodes.map(({ code }) => code);
const ids: readonly string[] = checklist.map(({ id }) => id);

const sentences = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+/);
const wordCount = (text: string): number => text.split(/\s+/).length;

/** Values that appear more than once. */
const repeated = <T>(values: readonly T[]): readonly T[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('the list of error codes', () => {
  it('has an entry for every code that the provider lists for SMS', () => {
    expect(provided.length).toBeGreaterThan(750);
    expect(provided.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('is sorted, and has each code once', () => {
    expect(codes).toEqual([...codes].sort((one, other) => one - other));
    expect(repeated(codes)).toEqual([]);
    expect(codes.filter((code) => !/^[1-9]\d{4,5}$/.test(String(code)))).toEqual([]);
  });

  it('gives each code a title and a meaning of its own', () => {
    expect(repeated(errorCodes.map(({ title }) => title))).toEqual([]);
    expect(repeated(errorCodes.map(({ meaning }) => meaning))).toEqual([]);
  });

  it('groups every code under a heading without empty groups', () => {
    expect([...new Set(errorCodes.map(({ group }) => group))].sort()).toEqual([...errorCodeGroups].sort());
    expect(repeated(errorCodeGroups)).toEqual([]);
  });

  it.each(errorCodes)('$code: $title', ({ title, meaning, causes, remedy, checks }) => {
    expect(title).toMatch(/^\S.{0,58}[^.\s]$/);
    expect(meaning).toMatch(/^\S.*\.$/);
    expect(sentences(meaning).length).toBeLessThanOrEqual(2);
    expect(remedy.text).toMatch(/^\S.*\.$/);
    expect(causes.length).toBeGreaterThan(0);
    // The short forms of companies end with a full stop.
    for (const cause of causes) expect(cause).toMatch(/^\S.*(?:[^.\s]|Corp\.)$/);
    const long = [...sentences(meaning), ...sentences(remedy.text), ...causes].filter((text) => wordCount(text) > 20);
    expect(long).toEqual([]);
    expect(checks.filter((id) => !ids.includes(id))).toEqual([]);
    expect(repeated(checks)).toEqual([]);
    expect(`${title} ${meaning} ${remedy.text} ${causes.join(' ')}`).not.toMatch(/\b(?:some|no)body\b|\bsomeone\b/i);
  });
});

describe('lookups in the list', () => {
  it('has every code that a check detects and names that check', () => {
    for (const { id, codes: detected = [] } of checklist) {
      for (const code of detected) {
        const entry = errorCodes.find((each) => String(each.code) === code);
        expect(entry?.checks, `${code} of ${id}`).toContain(id);
      }
    }
  });

  it('has every code that a finding or a report names', () => {
    const files = ['src/setup', 'src/app/status'].flatMap((folder) =>
      readdirSync(new URL(`../../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    );
    const named = files
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) =>
        [...read(path).matchAll(/(?<=[[ (]')[1-9]\d{4,5}(?=')|(?<=\[)[1-9]\d{4,5}(?=, )/g)].map(([code]) =>
          Number(code),
        ),
      );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe('the message states', () => {
  it('are those of the provider', () => {
    expect(messageStates.map(({ id }) => id).sort()).toEqual(
      [
        ...['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'canceled'],
        ...['receiving', 'received', 'read', 'partially_delivered'],
      ].sort(),
    );
  });

  it.each([
    ['queued', false, false],
    // Handed over is not delivered: some carriers never report.
    ['sent', false, null],
    ['delivered', true, true],
    ['read', true, true],
    ['undelivered', true, false],
    ['failed', true, false],
    ['canceled', true, false],
    ['partially_delivered', null, null],
    ['received', true, null],
  ])('says whether %s is final (%s) and reached the phone (%s)', (id, final, delivered) => {
    expect(messageStates.find((each) => each.id === id)).toMatchObject({ final, delivered });
  });

  it.each(messageStates)('names known codes for $id', ({ meaning, remedy, codes: often }) => {
    expect(often.filter((code) => !codes.includes(code))).toEqual([]);
    const long = [...sentences(meaning), ...sentences(remedy.text)].filter((text) => wordCount(text) > 20);
    expect(long).toEqual([]);
  });
});
