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
});
