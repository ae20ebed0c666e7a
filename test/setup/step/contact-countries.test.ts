import { describe, expect, it } from 'vitest';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { isTooMuch, named, total } from '../../../src/setup/step/contact-countries.ts';
import { readySettings } from '../../support/fixtures.ts';

const settingsWith = (rows: number, textable: number, minimum: number): Settings => {
  const contacts = readySettings.contacts as ContactsSettings;
  return { ...readySettings, contacts: { ...contacts, minimum, result: { ...contacts.result, rows, textable } } };
};

describe('countries in a sentence', () => {
  it('are named with their contacts, most first, eight at most', () => {
    expect(named([])).toBe('');
    expect(named([['GB', 2]])).toBe('GB (2)');
    expect(
      named([
        ['GB', 2],
        ['US', 1_500],
        ['DE', 3],
      ]),
    ).toBe('US (1,500), DE (3), GB (2)');
    const many = Array.from({ length: 10 }, (_, index) => [`C${index}`, 10 - index] as const);
    expect(named(many.slice(0, 8))).toMatch(/C7 \(3\)$/);
    expect(named(many)).toMatch(/C7 \(3\) and 2 more$/);
  });

  it('are added up', () => {
    expect(total([])).toBe(0);
    expect(
      total([
        ['GB', 2],
        ['US', 5],
      ]),
    ).toBe(7);
  });
});

describe('lost contacts', () => {
  it.each([
    [100, 100, 95, 5, false],
    [100, 100, 95, 6, true],
    [100, 97, 95, 2, false],
    [100, 97, 95, 3, true],
    [100, 90, 95, 0, true],
    [1_000, 1_000, 99.9, 1, false],
    [1_000, 1_000, 99.9, 2, true],
    [100, 100, 0, 100, false],
    [0, 0, 95, 0, false],
  ])('of %i rows, %i textable, at least %d %%: %i lost is too much: %s', (rows, textable, minimum, lost, expected) => {
    expect(isTooMuch(lost, settingsWith(rows, textable, minimum))).toBe(expected);
  });

  it('are never too much without a list', () => {
    const { contacts: _, ...settings } = readySettings;
    expect(isTooMuch(9, settings)).toBe(false);
  });
});
