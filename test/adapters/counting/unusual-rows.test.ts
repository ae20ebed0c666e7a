import { describe, expect, it } from 'vitest';
import { loadNumberImage } from '../../../src/adapters/counting/number-image.ts';
import { unusualRows } from '../../../src/adapters/counting/unusual-rows.ts';

const loaded = loadNumberImage();
if (!loaded.ok) throw new Error(loaded.why);
const { image } = loaded;
const { slots } = image;
const layout = { delimiter: ',', hasHeader: true, columns: 2, phones: [0], country: 1 };

describe('rows that the kernel leaves to the caller', () => {
  it('names the country of a cell, from its code at once and from its name once the names are loaded', async () => {
    const rows = unusualRows(image, { layout });
    expect(rows.countryOf('gb')).toBe('GB');
    expect(rows.countryOf('  ')).toBeUndefined();
    expect(rows.countryOf('Spain')).toBe('load');
    await rows.load();
    expect(rows.countryOf('Spain')).toBe('ES');
    expect(rows.countryOf('Atlantis')).toBeNull();
  });

  it('reads national numbers of an unknown country as those of the list', () => {
    const { rootOf } = unusualRows(image, { layout, country: 'US' });
    expect(rootOf('XX')).toBe(rootOf('US'));
    expect(rootOf('GB')).not.toBe(rootOf('US'));
    expect(unusualRows(image, { layout }).rootOf('XX')).toBe(image.automaton.national.get(''));
  });

  it('counts a textable number by its kind, and other cells by their reason', () => {
    const rows = unusualRows(image, { layout, country: 'GB' });
    const mobile = slots.ofNumber({ country: 'GB', type: 'MOBILE', isFictional: false });
    expect(rows.judge('07400 123456', undefined)).toEqual({
      slot: mobile,
      e164: '+447400123456',
      number: { e164: '+447400123456', country: 'GB', type: 'MOBILE' },
    });
    expect(rows.judge('n/a', undefined)).toEqual({ slot: slots.ofReason('placeholder') });
    expect(rows.judge('07400 123456', null)).toEqual({ slot: slots.ofReason('country-unknown') });
  });

  it('finds a repeated header and a number of two countries unreadable', async () => {
    const rows = unusualRows(image, {
      layout: { ...layout, phoneNames: ['Phone'], asksReadings: true },
      country: 'DE',
    });
    expect(rows.judge('\ufeffPhone', undefined)).toBe('unreadable');
    await rows.load();
    expect(rows.judge('4915228817386', undefined)).toEqual({ slot: slots.ofReason('plus-lost') });
    expect(
      unusualRows(image, { layout: { ...layout, asksReadings: true }, country: 'US' }).judge('4792345678', undefined),
    ).toBe('unreadable');
  });
});
