import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../src/domain/text/shell-word.ts';

describe('a word for a shell', () => {
  it.each(['contacts.csv', '/a/b_c-d.csv', 'a@b.example', '+12025550123', 'a=b,c:d', '50%'])(
    'is not quoted when no shell reads more in it: %s',
    (text) => expect(shellWord(text)).toBe(text),
  );

  it.each([
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", `'it'\\''s'`],
    ['$HOME', "'$HOME'"],
    ['a;b', "'a;b'"],
    ['*', "'*'"],
    ['~', "'~'"],
    ['ok\nrm', "'ok\nrm'"],
  ])('is quoted otherwise: %j', (text, word) => expect(shellWord(text)).toBe(word));

  it('is the text again in a shell', () => {
    const texts = fc.sample(fc.string({ unit: fc.constantFrom(...'ab \'"$`\\;&|<>*?~!#()\n\t') }), 50);
    const out = execFileSync('sh', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`], { encoding: 'utf8' });
    expect(out.split('\0').slice(0, -1)).toEqual(texts);
  });
});
