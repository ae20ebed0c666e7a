import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isSupportedCountry } from 'libphonenumber-js/max';

/** A name of a country, as another source has it. */
export interface OracleName {
  readonly name: string;
  readonly country: string;
  /** `common` names, and `official` ones in full. */
  readonly kind: 'common' | 'official' | 'code';
}

const isoCodes = '/usr/share/iso-codes/json/iso_3166-1.json';
const translations = '/usr/share/locale';

/** Languages of the usual address books, as Debian names them. */
const languages =
  'de fr es pt pt_BR it nl pl ru uk tr ar he fa hi zh_CN zh_TW zh_HK ja ko vi th id el cs sv da nb nn fi'.split(' ');

/** Why Debian's iso-codes cannot be asked here. */
export const isoCodesRequirement = (): string | undefined =>
  existsSync(isoCodes)
    ? undefined
    : "Debian's names of countries need iso-codes: run scripts/install-debian-packages (Debian, as root)";

interface IsoCountry {
  readonly alpha_2: string;
  readonly alpha_3: string;
  readonly name: string;
  readonly flag: string;
  readonly official_name?: string;
  readonly common_name?: string;
}

/** Debian's names of countries, in English and the languages that it has translations of. */
export function isoCodesNames(): readonly OracleName[] {
  const { '3166-1': countries } = JSON.parse(readFileSync(isoCodes, 'utf8')) as { '3166-1': readonly IsoCountry[] };
  const installed = new Set(readdirSync(translations));
  const catalogs = languages
    .filter((language) => installed.has(language))
    .map((language) => `${translations}/${language}/LC_MESSAGES/iso_3166-1.mo`)
    .filter(existsSync)
    .map((path) => translationsIn(readFileSync(path)));
  return countries.flatMap((country) => {
    const { alpha_2, alpha_3, flag, name, official_name, common_name } = country;
    const named = (kind: OracleName['kind'], texts: readonly (string | undefined)[]) =>
      texts.flatMap((text) => (text === undefined || text === '' ? [] : [{ name: text, country: alpha_2, kind }]));
    const inAll = (text: string | undefined) =>
      text === undefined ? [] : [text, ...catalogs.map((catalog) => catalog.get(text))];
    return [
      ...named('code', [alpha_2, alpha_3, flag]),
      ...named('common', [...inAll(name), ...inAll(common_name)]),
      ...named('official', inAll(official_name)),
    ];
  });
}

/** The texts of a gettext catalogue by the English ones. */
function translationsIn(file: Buffer): ReadonlyMap<string, string> {
  const textAt = (table: number, index: number): string => {
    const length = file.readUInt32LE(table + index * 8);
    const start = file.readUInt32LE(table + index * 8 + 4);
    return file.toString('utf8', start, start + length);
  };
  const [count, originals, translated] = [8, 12, 16].map((at) => file.readUInt32LE(at));
  return new Map(
    Array.from({ length: count ?? 0 }, (_, index) => [textAt(originals ?? 0, index), textAt(translated ?? 0, index)]),
  );
}

interface WorldName {
  readonly common: string;
  readonly official: string;
}

interface WorldCountry {
  readonly cca2: string;
  readonly cca3: string;
  readonly name: WorldName & { readonly native?: Readonly<Record<string, WorldName>> };
  readonly altSpellings: readonly string[];
  readonly translations: Readonly<Record<string, WorldName>>;
}

/** The names of the package world-countries. */
export function worldNames(): readonly OracleName[] {
  const countries = createRequire(import.meta.url)('world-countries') as readonly WorldCountry[];
  return countries.flatMap(({ cca2, cca3, name, altSpellings, translations: others }) => {
    const country = cca2 === 'UNK' ? 'XK' : cca2;
    const all = [name, ...Object.values(name.native ?? {}), ...Object.values(others)];
    return [
      { name: cca3, country, kind: 'code' as const },
      ...[...all.map(({ common }) => common), ...altSpellings].map((each) => ({
        name: each,
        country,
        kind: 'common' as const,
      })),
      ...all.map(({ official }) => ({ name: official, country, kind: 'official' as const })),
    ];
  });
}

/** Without countries that have no numbering plan, and repetitions. */
export const withPlan = (names: readonly OracleName[]): readonly OracleName[] => [
  ...new Map(
    names
      .filter(({ name, country }) => name !== '' && isSupportedCountry(country))
      .map((each) => [`${each.name}\t${each.country}`, each]),
  ).values(),
];
