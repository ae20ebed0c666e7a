/** Counts by country, type or reason. */
export type Counts = Readonly<Record<string, number | undefined>>;

/** The entries, largest count first. */
export const mostFirst = (counts: Counts): readonly (readonly [string, number])[] =>
  Object.entries(counts)
    .map(([id, count = 0]) => [id, count] as const)
    .sort(([, one], [, other]) => other - one);

/** libphonenumber's name of a type in words: `FIXED_LINE_OR_MOBILE` is `fixed line or mobile`. */
export const numberTypeWords = (type: string): string =>
  type === 'VOIP' ? 'VoIP' : type.toLowerCase().replaceAll('_', ' ');

let names: Intl.DisplayNames | undefined;

/** `United Kingdom` for `GB` (ISO 3166-1). `001` is libphonenumber's code for numbers without a country. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return 'no country';
  // Lazy: creating it takes some milliseconds.
  names ??= new Intl.DisplayNames('en', { type: 'region' });
  return names.of(code) ?? code;
}

/** `1,234,567`, for whole numbers. Without `Intl`, which takes as long to load as the rest of a short run. */
export const countText = (count: number): string =>
  count < 1000 ? String(count) : String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 segment`, `3 segments`. */
export const counted = (count: number, noun: string): string => `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The text with a capital, for the start of a sentence. Here, since the start file holds this module. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The share in percent, rounded; only a complete one is 100 %. `< 0.1 %` for the smallest ones. */
export function shareText(count: number, total: number): string {
  if (total === 0) return '0 %';
  const rounded = Math.round((count / total) * 1000) / 10;
  const share = count < total ? Math.min(rounded, 99.9) : rounded;
  return share === 0 && count > 0 ? '< 0.1 %' : `${share} %`;
}
