import type { Settings } from '../../domain/settings/settings.ts';
import { countText } from '../../domain/text/counts.ts';

export type ContactCountries = readonly (readonly [country: string, rows: number])[];

/** A list of countries, most contacts first, for a sentence. */
export function named(countries: ContactCountries): string {
  const sorted = countries.toSorted(([, one], [, other]) => other - one);
  const shown = sorted.slice(0, 8).map(([country, rows]) => `${country} (${countText(rows)})`);
  return sorted.length > shown.length
    ? `${shown.join(', ')} and ${sorted.length - shown.length} more`
    : shown.join(', ');
}

export const total = (countries: ContactCountries): number => countries.reduce((sum, [, rows]) => sum + rows, 0);

/** A failure when so many are cut off that fewer than the wanted share is left. */
export function isTooMuch(lost: number, { contacts }: Settings): boolean {
  if (contacts === undefined) return false;
  const { rows, textable } = contacts.result;
  return (textable - lost) * 100 < contacts.minimum * rows;
}
