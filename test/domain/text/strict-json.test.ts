import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonProblem, parseStrictJson } from '../../../src/domain/text/strict-json.ts';

const problemOf = (text: string): JsonProblem => {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return error;
    throw error;
  }
  throw new Error('It was taken.');
};

const accepts = (parse: (text: string) => unknown, text: string): boolean => {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('strict JSON', () => {
  it('returns the value of any JSON and where each part starts', () => {
    const { value, placeOf } = parseStrictJson('{\r\n  "a/b": [1,\n  {"~": null}]}');
    expect(value).toEqual({ 'a/b': [1, { '~': null }] });
    expect(placeOf('/a~1b/1/~0')).toEqual({ line: 3, column: 9 });
    expect(placeOf('/a~1b/0')).toEqual({ line: 2, column: 11 });
    expect(placeOf('/nowhere')).toEqual({ line: 1, column: 1 });
  });

  const broken: readonly (readonly [string, number, number])[] = [
    ['', 1, 1],
    ['  \n ', 2, 2],
    ['{"a": 1', 1, 8],
    ['{"a": "secret', 1, 7],
    ['{\n  "a": secret\n}', 2, 8],
    ['{\r\n"a": 1\r\n"b": 2}', 3, 1],
    ['[1 2]', 1, 4],
    ['{"a" 1}', 1, 6],
    ["{'a': 1}", 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{} {}', 1, 4],
    ['{"a": 1, "a": 2}', 1, 10],
    ['{"a": 1, "\\u0061": 2}', 1, 10],
    ['{"a": {"__proto__": 1}}', 1, 8],
    ['{"\\u005f_proto__": 1}', 1, 2],
    ['[{"constructor": 1}]', 1, 3],
    ['{"prototype": 1}', 1, 2],
    ['01', 1, 1],
    ['"\u0001"', 1, 1],
  ];
  it.each(broken)('refuses %j', (text, line, column) => {
    expect(problemOf(text)).toMatchObject({ place: { line, column } });
  });

  it('accepts 32 levels and refuses 33 or 100,000', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(accepts(parseStrictJson, nested(32))).toBe(true);
    expect(problemOf(`[${nested(33)}]`).message).toContain('deeper than 32');
    expect(problemOf('['.repeat(100_000)).message).toContain('deeper than 32');
  });

  it('applies the same rules to its own output', () => {
    const written = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nested(levels - 1) });
    expect(parseStrictJson(written(nested(32))).value).toEqual(nested(32));
    expect(problemOf(written(nested(33)))).toMatchObject({ place: { line: 34, column: 77 } });
    const named = (key: string) => written({ a: [{ b: '"__proto__":' }], c: JSON.parse(`{"${key}": 1}`) });
    expect(parseStrictJson(named('d')).placeOf('/c/d')).toEqual({ line: 8, column: 10 });
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      expect(problemOf(named(key))).toMatchObject({
        place: { line: 8, column: 5 },
      });
    }
    expect(problemOf('{\n  "a": 1,\n  "a": 1\n}')).toMatchObject({ place: { line: 3, column: 3 } });
  });

  it('returns the same value and places in any layout', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        const written = JSON.stringify(JSON.parse(json), null, 2);
        fc.pre(accepts(parseStrictJson, json));
        expect(parseStrictJson(written)).toMatchObject({ value: parseStrictJson(json).value });
        expect(parseStrictJson(`${written} \u00a0`.trimEnd()).value).toEqual(parseStrictJson(`\n${written}`).value);
        expect(parseStrictJson(written).placeOf('/0')).toEqual(parseStrictJson(`${written}\n `).placeOf('/0'));
      }),
    );
  });

  it('accepts long strings', () => {
    expect(parseStrictJson(JSON.stringify('x'.repeat(1_000_000))).value).toHaveLength(1_000_000);
  });

  it('agrees with JSON.parse on texts one change away from JSON', () => {
    const piece = fc.constantFrom(...'{}[],:"\\ \n\t-+.eE01u/ntx\u0000\u2028é', '');
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.nat(), piece, fc.nat(1), (json, where, put, cut) => {
        const at = where % (json.length + 1);
        const text = json.slice(0, at) + put + json.slice(at + cut);
        const refused = accepts(parseStrictJson, text) ? '' : problemOf(text).message;
        fc.pre(!/duplicate|not allowed|deeper/.test(refused));
        expect(refused === '').toBe(accepts(JSON.parse, text));
      }),
      { numRuns: 3_000 },
    );
  });
});
