import { hasPrices } from '../../domain/prices/country-prices.ts';
import { byContacts, type ListCost, listCost } from '../../domain/prices/list-cost.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { pricesOf, withPrices } from '../../domain/readiness/remember.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import type { Clock, OpenProvider, VerificationStore } from '../../ports.ts';

/** For how many countries prices are read: each is a request. */
const mostRead = 20;

interface PricePorts {
  readonly clock: Clock;
  readonly verification: VerificationStore;
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
}

/**
 * What one segment to each contact costs the account, by the prices that were read within a day. `read`: prices of the twenty
 * countries with most contacts that are not known are read, and remembered; rejects with `ProviderError` or
 * `SecretStoreError` if that fails. Null if no price is known, or no number or credentials are saved.
 */
export async function priceContacts(
  countries: Readonly<Record<string, number>>,
  { settings, read }: { readonly settings: Settings; readonly read: boolean },
  { clock, verification, openProvider, readCredential }: PricePorts,
): Promise<ListCost | null> {
  const { number, credentials } = settings;
  if (number === undefined || credentials === undefined) return null;
  const now = clock.now();
  const known = pricesOf(await verification.load(), settings, now);
  const wanted = byContacts(countries).slice(0, mostRead);
  const missing = read ? wanted.map(([country]) => country).filter((country) => !known.has(country)) : [];
  if (missing.length === 0) return listCost(countries, known, number);
  if (!hasPrices(credentials.region)) throw otherRegion();
  const provider = await openProvider(await readCredential(credentials));
  const answers = await Promise.all(missing.map(async (country) => [country, await provider.prices(country)] as const));
  // Load again: another command may have saved results meanwhile.
  await verification.save(withPrices(await verification.load(), new Map(answers), settings, now));
  return listCost(countries, new Map([...known, ...answers]), number);
}

const otherRegion = (): ProviderError =>
  new ProviderError({ kind: 'refused', message: 'Prices are known for the region us1 only.', hints: [] });
