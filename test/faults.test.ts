import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';
import { codeIn, rowsOf } from './support/tables.ts';

// `npm run promises` breaks the product by these faults. Here they are compared with the sources, the suites and the promises.

interface Fault {
  readonly id: string;
  readonly about: string;
  readonly file: string;
  readonly old: string;
  readonly new: string;
  readonly suites: readonly string[];
  /** A row of docs/promises.md. */
  readonly promise?: string;
}

const place = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(place(path), 'utf8');
const faults = readdirSync(place('test/faults')).flatMap((name) => JSON.parse(read(`test/faults/${name}`)) as Fault[]);

/** `reading` is a file of test/slow. */
const suitesIn = (cell = ''): readonly string[] =>
  codeIn(cell).map((name) => (name.startsWith('test/') ? name : `test/slow/${name}.test.ts`));
const promises = rowsOf('docs/promises.md', 'promise', 'test', 'suite').map(([promise = '', , suites]) => ({
  promise: promise.replaceAll('**', ''),
  suites: suitesIn(suites),
}));

describe('the faults', () => {
  it('have names of their own', () => {
    expect(faults.length).toBeGreaterThan(50);
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  });

  it.each(faults)('$id changes one place of $file into something that can be loaded', (fault) => {
    const text = read(fault.file);
    expect(text.split(fault.old)).toHaveLength(2);
    const changed = text.replace(fault.old, () => fault.new);
    expect(changed).not.toBe(text);
    if (/\.[jt]s$/.test(fault.file)) expect(parseSync(fault.file, changed).errors).toEqual([]);
  });

  it.each(faults)('$id has suites that exist, and says what users would get', ({ about, suites }) => {
    expect(suites.length).toBeGreaterThan(0);
    expect(suites.filter((suite) => !/\.test\.ts$/.test(suite) || !existsSync(place(suite)))).toEqual([]);
    expect(about).toMatch(/\S \S/);
  });

  it('that break a promise break one that is made', () => {
    const made = promises.map(({ promise }) => promise);
    const named = faults.flatMap(({ promise }) => promise ?? []);
    expect(named.filter((promise) => !made.includes(promise))).toEqual([]);
  });
});

describe.each(promises)('the promise "$promise"', ({ promise, suites }) => {
  it('names suites that exist', () => {
    expect(suites.length).toBeGreaterThan(0);
    expect(suites.filter((suite) => !existsSync(place(suite)))).toEqual([]);
  });

  it('is broken by a fault for each of its suites', () => {
    const tried = faults.filter((fault) => fault.promise === promise).flatMap((fault) => fault.suites);
    expect(suites.filter((suite) => !tried.includes(suite))).toEqual([]);
  });
});
