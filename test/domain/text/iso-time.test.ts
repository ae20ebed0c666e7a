import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../src/domain/text/iso-time.ts';

describe('a time in ISO 8601', () => {
  it('equals toISOString for every date', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(isoTime(date)).toBe(date.toISOString());
      }),
    );
  });

  it.each([
    '0000-01-01T00:00:00.000Z',
    '0999-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59.999Z',
    '2024-02-29T00:00:00.001Z',
  ])('is padded: %s', (text) => {
    expect(isoTime(new Date(text))).toBe(text);
  });

  it('is missing when there is no date', () => {
    expect(() => isoTime(new Date(Number.NaN))).toThrow(RangeError);
  });
});
