/** How many, by what: a country, a type, a reason. */
export type Counts = Readonly<Record<string, number | undefined>>;

/** What is counted with how many there are, most first. */
export const mostFirst = (counts: Counts): readonly (readonly [string, number])[] =>
  Object.entries(counts)
    .map(([id, count = 0]) => [id, count] as const)
    .sort(([, one], [, other]) => other - one);

/** libphonenumber's name of a type in words: `FIXED_LINE_OR_MOBILE` is `fixed line or mobile`. */
export const numberTypeWords = (type: string): string =>
  type === 'VOIP' ? 'VoIP' : type.toLowerCase().replaceAll('_', ' ');

let names: Intl.DisplayNames | undefined;

/** `United Kingdom` for `GB` (ISO 3166-1). `001` is libphonenumber's word for numbers of no country. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return 'no country';
  // Made at first use: it takes some milliseconds.
  names ??= new Intl.DisplayNames('en', { type: 'region' });
  return names.of(code) ?? code;
}
