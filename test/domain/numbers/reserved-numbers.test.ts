import { describe, expect, it } from 'vitest';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { reservedUse } from '../../../src/domain/numbers/reserved-numbers.ts';

describe('a number that is reserved for fiction', () => {
  it.each(['+12025550100', '+14165550199', '+4915228817386', '+491729973186', '+61491570006', '+61491572983'])(
    'is valid by its plan and marked as reserved: %s',
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
  ])('is not %j', (e164) => expect(reservedUse(e164)).toBeUndefined());
});

describe('a number of directory inquiries or of filled-in forms', () => {
  it.each(['+12125551212', '+18005551212', '+17135555555', '+447123456789'])('%s is a placeholder', (e164) => {
    expect(reservedUse(e164)).toBe('placeholder');
    expect(judgeCell(e164)).toEqual({ textable: false, reason: 'placeholder' });
  });
});
