import { callingCodeCountry, countryCodes, isCountry } from './phone.ts';

/** Languages whose names of countries are known; those of the usual address books. */
const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'tr',
  'ja',
  'zh',
  'ru',
];

/** What people write, and the dictionaries of the languages do not hold. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  gbr: 'GB',
  can: 'CA',
  deu: 'DE',
  brd: 'DE',
  fra: 'FR',
  esp: 'ES',
  ita: 'IT',
  nld: 'NL',
  holland: 'NL',
  'the netherlands': 'NL',
  che: 'CH',
  aut: 'AT',
  aus: 'AU',
  nzl: 'NZ',
  ind: 'IN',
  mex: 'MX',
  bra: 'BR',
  irl: 'IE',
  uae: 'AE',
  'czech republic': 'CZ',
  turkey: 'TR',
  russia: 'RU',
  'south korea': 'KR',
  vietnam: 'VN',
};

let names: ReadonlyMap<string, string> | undefined;

/** Made at first use: it takes some milliseconds. */
function allNames(): ReadonlyMap<string, string> {
  if (names !== undefined) return names;
  const made = new Map(Object.entries(otherNames));
  for (const language of languages) {
    const dictionary = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of countryCodes()) {
      const name = dictionary.of(code)?.toLowerCase();
      if (name !== undefined && !made.has(name)) made.set(name, code);
    }
  }
  names = made;
  return made;
}

/**
 * The country (ISO 3166-1 alpha-2) that a cell of a country column names: by its code, its name in one of the usual
 * languages, or its calling code (`+44`, `44`; of a shared one its main country). Undefined where it names none.
 */
export function countryNamed(cell: string): string | undefined {
  const text = cell.trim();
  if (text.length === 2 && isCountry(text.toUpperCase())) return text.toUpperCase();
  if (text === '' || text.length > 60) return undefined;
  const code = /^(?:\+|00)?([1-9]\d{0,2})$/.exec(text)?.[1];
  if (code !== undefined) return callingCodeCountry(code);
  return allNames().get(text.toLowerCase().replace(/\.(?=\s|$|[a-z]\.)/g, ''));
}
