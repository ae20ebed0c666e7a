import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { built } from '../../support/built.ts';

await built('tables');

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
    ['0011 44 7400 123456', 'AU'],
    ['0012025550123', 'AU'],
    ['001113', 'AU'],
    ['0049152 28817386', 'DE'],
    ['+491522/8817386', 'DE'],
    ['202-555-0129 202-555-0139', 'US'],
    ['4915228817386', 'DE'],
    ['4791234567', 'US'],
    ['4155552671', 'DE'],
    ['212 555 1212', 'US'],
    ['12125551212', 'DE'],
    ['07123 456789', 'GB'],
    ['07777 777777', 'GB'],
    ['+919876543210', undefined],
    ['070 1234 5678', 'GB'],
    ['\ufeff+12025550123', 'US'],
  ])('says of %s (country %s) what the judge says', (cell, country) => {
    expect(judge(cell, country)).toEqual(judgeCell(cell, country));
  });

  it('judges cells of any kind as the judge does', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '+', '00', '0011', '0', '+1', '+44 ', '+49', '49', '47', '1', '(0) ', "'", 'tel:'),
        fc.oneof(
          fc.stringMatching(/^[0-9]{2,13}$/),
          fc.stringMatching(/^[1-9][0-9]{0,4}(0{7,9}|9{7,9}|1234567890|9876543210|2345678901|5551212|55501[0-9]{2})$/),
          fc.stringMatching(/^(4915[0-9]{9}|447[0-9]{9}|479[0-9]{7}|519[0-9]{8}|7123456789)$/),
        ),
        fc.constantFrom(
          '',
          ' ext 4',
          '.0',
          'E+10',
          ' / 2025550123',
          '/22',
          '/8817386',
          ' 8817386',
          'O',
          '\u00a0',
          '-12',
        ),
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
