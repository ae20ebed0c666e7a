import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { dayText, localDates } from '../../../src/cli/render/day.ts';

const former = process.env.TZ;
const setZone = (zone: string | undefined): void => {
  // Assigning undefined would set the text.
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
};
/** A thread, such as one of Stryker's, cannot change the zone of its process. */
const canSetZone = ((): boolean => {
  setZone('Pacific/Kiritimati');
  return new Date('2026-11-24').getTimezoneOffset() === -14 * 60;
})();
beforeEach(() => setZone('Europe/Berlin'));
afterAll(() => setZone(former));

describe('a date for people', () => {
  it.skipIf(!canSetZone).each([
    ['UTC', '24 November 2026 at 18:05 UTC'],
    ['Europe/Berlin', '24 November 2026 at 19:05 UTC+1'],
    ['America/St_Johns', '24 November 2026 at 14:35 UTC-3:30'],
    ['Asia/Kolkata', '24 November 2026 at 23:35 UTC+5:30'],
    ['Pacific/Kiritimati', '25 November 2026 at 08:05 UTC+14'],
  ])('is in the local time zone: %s', (zone, expected) => {
    setZone(zone);
    expect(dayText('2026-11-24T18:05:00.000Z')).toBe(expected);
  });

  it('has the offset of its own season', () => {
    expect(dayText('2026-07-01T00:00:00.000Z')).toBe('1 July 2026 at 02:00 UTC+2');
  });

  it('is the day that it names if it has no time', () => {
    setZone('Pacific/Honolulu');
    expect(dayText('2026-11-24')).toBe('24 November 2026');
  });

  it('is left as it is if it is none', () => {
    expect(dayText('soon')).toBe('soon');
  });
});

describe('the dates of a text', () => {
  it('become local', () => {
    const text = 'Saved 2026-11-24T18:05:00.000Z, changed on 2026-12-31T23:30:00Z.';
    expect(localDates(text)).toBe('Saved 24 November 2026 at 19:05 UTC+1, changed on 1 January 2027 at 00:30 UTC+1.');
    expect(localDates('(2026-11-24T18:05:00.000Z)')).toBe('(24 November 2026 at 19:05 UTC+1)');
  });

  it('keep the day of a date without a time', () => {
    expect(localDates('As of 2026-11-24.')).toBe('As of 24 November 2026.');
  });

  it.each(['list-2026-11-24T18:05:00Z', '2026-11-24T18:05:00Z.csv', 'list_2026-11-24', '2026-99-99'])(
    'do not include %s',
    (text) => {
      expect(localDates(`See ${text}.`)).toBe(`See ${text}.`);
    },
  );
});
