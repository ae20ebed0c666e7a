import { describe, expect, it } from 'vitest';
import { withoutStateWords } from '../../../src/domain/countries/country-forms.ts';
import { countryKey, visibleText } from '../../../src/domain/countries/country-key.ts';

describe('the key of a name', () => {
  it.each([
    ['The Netherlands', 'Netherlands', 'NETHERLANDS', ' netherlands ', 'Nether\u00adlands', 'Nethérlands'],
    ['St. Kitts & Nevis', 'Saint Kitts and Nevis', 'St Kitts-Nevis', 'SAINT KITTS, NEVIS'],
    ['Isl. of Man', 'Islands Man', 'Is. Man'],
    ['Dem. Rep. of the Congo', 'Democratic Republic of Congo'],
    ['Großbritannien', 'Grossbritannien'],
    ['Łotwa', 'Lotwa'],
    ['Ærø', 'Aero'],
    ['Côte d’Ivoire', "Cote d'Ivoire", 'COTE D IVOIRE'],
    ['臺灣', '台灣', '台 灣'],
    ['ไทย แลนด์', 'ไทยแลนด์'],
    ['إيران', 'ایران'],
    ['ＤＥ', 'DE', 'de'],
    ['\u202aIsrael\u202c', 'Israel'],
  ])('is the same for all spellings: %s', (...spellings) => {
    const keys = spellings.filter((each) => typeof each === 'string').map(countryKey);
    expect([...new Set(keys)]).toEqual([keys[0]]);
    expect(keys[0]).not.toBe('');
  });

  it.each([
    ['My', 'Mỹ'],
    ['Ao', 'Áo'],
    ['Niger', 'Nigeria'],
    ['Guinea', 'Guinea-Bissau'],
    ['Dominica', 'Dominican Republic'],
  ])('differs for %s and %s', (one, other) => expect(countryKey(one)).not.toBe(countryKey(other)));

  it.each(['', ' ', '-', '…', '123'])('of %j has no letters', (text) => expect(countryKey(text)).not.toMatch(/\p{L}/u));

  it.each([
    ['U.S.A.', 'u.s.a'],
    ['.My.', 'my'],
    ['a-b', 'a.b'],
    ['Áo', 'áo'],
  ])('of up to three letters keeps accents and points: %s', (name, key) => expect(countryKey(name)).toBe(key));

  it('of small words alone keeps them', () => {
    expect(countryKey('The')).not.toBe('');
    expect(countryKey('de la')).not.toBe('');
  });

  it('is of the text that is seen', () => {
    expect(visibleText(' a\u200b\u202eb \u00a0 c\n')).toBe('ab c');
    expect(visibleText('Ａ\ufe0f')).toBe('A');
  });
});

describe('a name without words for a kind of state', () => {
  it.each([
    ['republic poland', 'poland'],
    ['poland republic', 'poland'],
    ['kingdom saudi arabia', 'saudi arabia'],
    ['central african republic', 'central african'],
    ['islamic republic iran', 'iran'],
    ['trinidad republic tobago', 'trinidad republic tobago'],
    ['poland', 'poland'],
    ['republic', 'republic'],
    ['大韓民国', '大韓民国'],
    ['ポーランド共和国', 'ポーランド'],
    ['สาธารณรัฐโปแลนด์', 'โปแลนด์'],
  ])('%s is %s', (key, bare) => expect(withoutStateWords(key)).toBe(bare));

  it('is empty if there is nothing else', () => expect(withoutStateWords('federal republic')).toBe(''));
});
