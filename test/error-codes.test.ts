import { describe, expect, it } from 'vitest';
import { failureCodes } from '../src/domain/failure-codes/failure-codes.ts';
import { errorCodesPage } from './pages/error-codes.ts';
import { codesIn, thrownCodes } from './support/thrown-codes.ts';

const { thrown, unread } = thrownCodes();
const listed = failureCodes.map(({ code }) => code);

describe('the table of error codes', () => {
  it('has every code that the sources have, and no other', () => {
    expect([...new Set(thrown.map(({ code }) => code))].sort()).toEqual(listed);
  });

  it('can be compared with every error of the sources', () => {
    expect(thrown.length).toBeGreaterThan(100);
    expect(unread).toEqual([]);
  });

  it.each(failureCodes)('has the exit codes of $code', ({ code, exits }) => {
    const written = thrown.filter((each) => each.code === code).flatMap((each) => each.exits ?? []);
    if (written.length > 0) expect([...new Set(written)].sort((one, other) => one - other)).toEqual(exits);
    expect(exits.length).toBeGreaterThan(0);
  });

  it('is the page', async () => {
    await expect(`${errorCodesPage()}\n`).toMatchFileSnapshot('../docs/error-codes.md');
  });
});

describe('the reader of the sources', () => {
  const codes = (text: string) => codesIn('a.ts', text).thrown.map(({ code, exits }) => [code, exits]);

  it.each([
    ['a literal', "throw new UserError({ code: 'a.b', message: 'x' });", [['a.b', [2]]]],
    [
      'both ends of a choice',
      "({ code: failed ? 'a.b' : 'a.c', message: 'x' });",
      [
        ['a.b', undefined],
        ['a.c', undefined],
      ],
    ],
    ['an exit code', "new UserError({ code: 'a.b', message: 'x', exit: exitCode.busy });", [['a.b', [75]]]],
    [
      'what callers pass',
      "const fail = (code: string) => new UserError({ code, message: 'x' }); fail('a.b');",
      [['a.b', undefined]],
    ],
    [
      'a union',
      "type SecretStoreProblem = 'b' | 'c';",
      [
        ['store.b', [3]],
        ['store.c', [3]],
      ],
    ],
  ])('finds %s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('names an error whose code it cannot read', () => {
    expect(codesIn('a.ts', "new UserError({ code: codeOf(x), message: 'x' });").unread).toHaveLength(1);
  });
});
