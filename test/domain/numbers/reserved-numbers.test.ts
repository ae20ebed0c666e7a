import { describe, expect, it } from 'vitest';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { reservedUse } from '../../../src/domain/numbers/reserved-numbers.ts';

describe('a number that is reserved for fiction', () => {
  it.each(['+12025550100', '+14165550199', '+4915228817386', '+491729973186', '+61491570006', '+61491572983'])(
    '%s can be texted as far as its plan says, and is told apart',
    (e164) => {
      expect(reservedUse(e164)).toBe('fiction');
      expect(judgeCell(e164).textable).toBe(true);
    },
  );

  it.each([
    '+12025550200',
    '+12025560100',
    '+4915228817387',
    '+61491570007',
    '+447700900123',
    '+442025550100',
    '+',
    '',
  ])('%j is none', (e164) => expect(reservedUse(e164)).toBeUndefined());
});

describe('a number of directory inquiries, or that forms are filled with', () => {
  it.each(['+12125551212', '+18005551212', '+17135555555', '+447123456789'])('%s is a placeholder', (e164) => {
    expect(reservedUse(e164)).toBe('placeholder');
    expect(judgeCell(e164)).toEqual({ textable: false, reason: 'placeholder' });
  });
});
