import { describe, expect, it } from 'vitest';
import { isLabel, knownRank } from '../../../src/domain/columns/contact-labels.ts';
import type { NumberKind } from '../../../src/domain/contact-words/header-role.ts';

const kinds: readonly NumberKind[] = ['mobile', 'plain', 'home', 'work', 'company'];

describe('the rank of a number', () => {
  it('is that of its column without a label, or with a label that says nothing', () => {
    for (const label of ['', ' ', 'Other', 'preferred']) {
      expect(kinds.map((kind) => knownRank(kind, label))).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it.each([
    ['Mobile', 0],
    ['cell', 0],
    ['Phone', 1],
    ['Home', 2],
    ['Work', 3],
    ['Work Mobile', 0],
    ['Landline', 5],
    ['land-line', 5],
    ['Fixed', 5],
    ['Festnetz privat', 5],
    ['Fixe', 5],
    ['Teléfono fijo', 5],
    ['Fisso', 5],
    ['Home Fax', null],
    ['Pager', null],
    ['Assistant', null],
    ['Spouse Mobile', null],
  ])('is that of its label %s in any column: %s', (label, rank) => {
    // The second answer comes from the cache.
    for (const kind of [...kinds, ...kinds]) expect(knownRank(kind, label)).toBe(rank);
  });

  it('stays right after more labels than are remembered', () => {
    for (let at = 0; at < 1_100; at += 1)
      expect(knownRank(at % 2 === 0 ? 'home' : 'work', `x${at >> 1}`)).toBe(2 + (at % 2));
    expect(knownRank('home', 'Mobile')).toBe(0);
  });
});

describe('a label', () => {
  it.each(['Mobile', 'Home', 'Work', 'Landline', 'Home Fax', 'Pager', 'Assistant', 'Phone', 'Festnetz'])(
    'names the type of a number: %s',
    (text) => expect(isLabel(text)).toBe(true),
  );

  it.each(['', 'Ada', 'blue', 'yes', 'Country', 'affixes'])('does not: %j', (text) =>
    expect(isLabel(text)).toBe(false),
  );
});
