import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDotenv } from '../../../src/domain/application/dotenv-file.ts';

/** Names and values, the last of each name, as programs load them. */
const loaded = (text: string): Record<string, string> | string => {
  const read = readDotenv(text);
  if (!read.ok) return `${read.at.line}:${read.at.column}`;
  return Object.fromEntries(read.assignments.map(({ name, value }) => [name, value]));
};

describe('a dotenv file', () => {
  it.each<[string, string, Record<string, string>]>([
    ['plain', 'A=b\n', { A: 'b' }],
    ['quoted', 'A="b c"\nB=\'d\'\nC=`e`\n', { A: 'b c', B: 'd', C: 'e' }],
    ['exported', 'export A=b\n  export  B = c\n', { A: 'b', B: 'c' }],
    ['of several lines', 'A="x\ny"\nB=c\n', { A: 'x\ny', B: 'c' }],
    ['with escapes in double quotes', 'A="a\\nb"\nB=\'a\\nb\'\n', { A: 'a\nb', B: 'a\\nb' }],
    ['with a quotation mark inside', 'A="a\\"b"\nB=c"d\n', { A: 'a\\"b', B: 'c"d' }],
    ['with comments', '# A=x\nA=b # c\nB="x#y" # z\nC=b#c\n', { A: 'b', B: 'x#y', C: 'b' }],
    ['of Windows', 'A=b\r\nB="c"\r\n', { A: 'b', B: 'c' }],
    ['of an old Macintosh', 'A=b\rB=c\r', { A: 'b', B: 'c' }],
    ['with a byte order mark', '\ufeffA=b\n', { A: 'b' }],
    ['without expansion', `A=\${B}\nC=$D\n`, { A: `\${B}`, C: '$D' }],
    ['without values', 'A=\nB=""\nC=  \n', { A: '', B: '', C: '' }],
    ['with a name twice', 'A=1\nA=2\n', { A: '2' }],
    ['with a colon', 'A: b\n', { A: 'b' }],
    ['with lines of a shell', 'set -a\nexport A\n\nA=b\nset +a', { A: 'b' }],
    ['that looks like another line inside quotes', 'A="x\nB=y\nz"\nC=d\n', { A: 'x\nB=y\nz', C: 'd' }],
    ['empty', '', {}],
  ])('%s is read as dotenv reads it', (_, text, expected) => {
    expect(loaded(text)).toEqual(expected);
    expect(parse(text)).toEqual(expected);
  });

  it('has the line of each variable, also behind one of several lines', () => {
    const read = readDotenv('# x\nA="1\n2\n3"\nB=4\nA=5\n');
    expect(read.ok && read.assignments).toEqual([
      { name: 'A', value: '1\n2\n3', line: 2 },
      { name: 'B', value: '4', line: 5 },
      { name: 'A', value: '5', line: 6 },
    ]);
  });

  it.each([
    ['a line without an equals sign', 'A=b\n  hello world\n', 2, 3, /NAME=value/],
    ['JSON', '{"A": "b"}', 1, 1, /NAME=value/],
    ['a part of a shell script', 'A=b\nif true; then\n', 2, 1, /NAME=value/],
    ['a quoted line after an empty value', 'A=\n"B=c"\n', 2, 1, /NAME=value/],
    ['an open quotation mark', 'X=1\nA="b\nB=c\n', 2, 3, /not closed/],
    ['an open quotation mark, exported', "export A='b\n", 1, 10, /not closed/],
    ['binary data', 'A=b\0c\n', 1, 4, /NUL.*UTF-16/],
    ['another encoding', 'A=b\nB=\ufffd\n', 2, 3, /UTF-8/],
    ['a control character', 'A=\u001b[31mred\u0007\n', 1, 3, /UTF-8/],
  ])('is no file with %s', (_, text, line, column, problem) => {
    expect(readDotenv(text)).toEqual({ ok: false, at: { line, column, problem: expect.stringMatching(problem) } });
  });

  it('never repeats what it does not understand', () => {
    const read = readDotenv('deadbeefdeadbeef hunter2\n');
    expect(JSON.stringify(read)).not.toMatch(/deadbeef|hunter2/);
  });

  it('has the values that dotenv reads, whatever they are', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
    const quoted = fc.string({ maxLength: 12 }).filter((text) => /^[^="'`\\\p{Cc}\ufffd]*$/u.test(text));
    const bare = fc.stringMatching(/^[\w.:/+@-]{0,12}$/);
    const line = fc.oneof(
      fc.tuple(name, bare).map(([key, value]) => `${key}=${value}`),
      fc
        .tuple(name, quoted, fc.constantFrom('"', "'", '`'))
        .map(([key, value, mark]) => `${key}=${mark}${value}${mark}`),
      fc.tuple(name, quoted).map(([key, value]) => `export ${key}="${value}\n${value}" # comment`),
      fc.constantFrom('', '# comment', '  ', '#A="'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.join(end);
        // Where a value is empty, dotenv takes a quoted next line for it.
        expect(loaded(text)).toEqual(parse(text.replace(/=[^\S\n]*(\r?\n|$)/g, '=""$1')));
      }),
      { numRuns: 500 },
    );
  });

  it('has the values that Node.js reads, in files that it understands', () => {
    const text = 'A=b\nB="c d" # e\nexport C=\'f\'\nD=\nE="g\nh"\n';
    expect(loaded(text)).toEqual({ ...parseEnv(text) });
  });

  it('of one megabyte is read in less than a second', () => {
    const started = process.cpuUsage().user;
    const text = 'NAME_OF_VARIABLE="some value" # comment\n'.repeat(26_000);
    const read = readDotenv(text);
    expect(read.ok && read.assignments.length).toBe(26_000);
    const open = readDotenv(`A="${'x\n'.repeat(500_000)}`);
    expect(open.ok).toBe(false);
    expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(5);
  });
});
