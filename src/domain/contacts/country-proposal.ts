import { countryCodes, type Likeness, likeness } from '../numbers/phone.ts';
import type { CountryProposal } from './contact-quality.ts';

/** Fewer numbers fit many countries by chance. */
const fewest = 5;
/** The cells that are tried for every country; the others are tried only for countries that fit these. */
const firstLook = 10;
const wantedShare = 0.7;
/** The least lead over the next country; many plans accept any nine or ten digits. */
const wantedLead = 1.1;

const weights: Readonly<Record<Likeness, number>> = { written: 1, dialled: 0.8, none: 0 };

/**
 * The country whose national numbers `cells` seem to be: most of them are mobile numbers as they are written or dialled there,
 * and clearly more so than in any other. `known` counts the countries of the list's other numbers, which decide between
 * countries that fit equally. Undefined if no country stands out: a wrong country makes wrong numbers.
 */
export function proposeCountry(
  cells: readonly string[],
  known: Readonly<Record<string, number>>,
): CountryProposal | undefined {
  if (cells.length < fewest) return undefined;
  const scores = countryCodes()
    .filter((country) => shareIn(country, cells.slice(0, firstLook)) >= wantedShare / 2)
    .map((country) => ({
      country,
      share: shareIn(country, cells),
      score: cells.reduce((sum, cell) => sum + weights[likeness(cell, country)], 0),
      bonus: known[country] ?? 0,
    }));
  const [best, next] = scores.toSorted((one, other) => other.score - one.score || other.bonus - one.bonus);
  if (best === undefined || best.share < wantedShare) return undefined;
  const leads = next === undefined || best.score >= next.score * wantedLead || best.bonus > next.bonus;
  return leads ? { country: best.country, share: Math.floor(best.share * 100) } : undefined;
}

const shareIn = (country: string, cells: readonly string[]): number =>
  cells.filter((cell) => likeness(cell, country) !== 'none').length / cells.length;
