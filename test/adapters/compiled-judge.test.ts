import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledJudge } from '../../src/adapters/compiled-judge.ts';
import { judgeCell } from '../../src/domain/contact-judge.ts';

const judge = compiledJudge();

describe('the compiled judge', () => {
  it.each<[string, string | undefined]>([
    ['+12025550123', undefined],
    ['(202) 555-0123', 'US'],
    ['0044 7400 123456', 'US'],
    ['07400 123456', 'GB'],
    ['447400123456', 'US'],
    ['2025550123', undefined],
    ['011 15 2345 6789', 'AR'],
    ['011 44 7400 123456', 'US'],
    ['+4996596747257805', undefined],
    ['+41 44 668 18 00', undefined],
    ['n/a', 'US'],
    ['1.41556E+10', 'US'],
    ['2025550123 ext. 4', 'US'],
    ['１２０２５５５０１２３', 'US'],
    ['', 'US'],
  ])('says of %s (country %s) what the judge says', (cell, country) => {
    expect(judge(cell, country)).toEqual(judgeCell(cell, country));
  });

  it('says it of cells of any kind', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '+', '00', '0', '+1', '+44 ', '1', '(0) ', "'", 'tel:'),
        fc.stringMatching(/^[0-9]{2,13}$/),
        fc.constantFrom('', ' ext 4', '.0', 'E+10', ' / 2025550123', 'O', '\u00a0', '-12'),
      )
      .map((parts) => parts.join(''));
    const cell = fc.oneof(number, number, fc.stringMatching(/^[-+ ().0-9]{0,20}$/), fc.string());
    const country = fc.constantFrom(undefined, 'US', 'GB', 'DE', 'AR', 'BR', 'IT', 'AG');
    fc.assert(
      fc.property(cell, country, (text, home) => {
        expect(judge(text, home)).toEqual(judgeCell(text, home));
      }),
      { numRuns: 3000 },
    );
  });
});
