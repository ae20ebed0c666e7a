import { counted, countText } from '../text/counts.ts';
import { costText } from './decimal.ts';
import type { ListCost } from './list-cost.ts';

const mostCountries = 8;

/** "One segment to each of 12,000 contacts costs at least 99.60 USD, plus carrier fees.", and what is not priced. */
export function costSentences({ currency, least, most, priced, unpriced, unpricedCountries }: ListCost): string {
  const to = priced === 1 ? 'the contact' : `each of ${countText(priced)} contacts`;
  const upTo = most > least ? ` and up to ${costText(most)}` : '';
  const cost = `One segment to ${to} costs at least ${costText(least)}${upTo} ${currency}, plus carrier fees.`;
  if (unpriced === 0) return cost;
  const shown = unpricedCountries.slice(0, mostCountries).join(', ');
  const rest = unpricedCountries.length - mostCountries;
  return `${cost} Prices are not known for ${counted(unpriced, 'contact')} in ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
