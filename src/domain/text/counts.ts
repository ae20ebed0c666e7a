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

/** `1,234,567`, for whole numbers; by hand, since `Intl` takes as long to load as all the rest of a short run. */
export const countText = (count: number): string =>
  count < 1000 ? String(count) : String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** The share in percent, rounded down so that nothing looks whole that is not; `< 0.1 %` for what is there at all. */
export function shareText(count: number, total: number): string {
  if (total === 0) return '0 %';
  const share = Math.floor((count / total) * 1000) / 10;
  return share === 0 && count > 0 ? '< 0.1 %' : `${share} %`;
}
