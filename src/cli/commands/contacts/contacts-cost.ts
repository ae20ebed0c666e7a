import { priceContacts } from '../../../app/contacts/price-contacts.ts';
import { readStored } from '../../../app/credentials/credential-vault.ts';
import type { ContactsReport } from '../../../domain/contacts/contact-quality.ts';
import { decimalText } from '../../../domain/prices/decimal.ts';
import type { ListCost } from '../../../domain/prices/list-cost.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { SecretStoreError } from '../../../domain/secret-store-error.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { Context } from '../../command/context.ts';
import { styleFor, wrap } from '../../render/style.ts';

interface Wanted {
  readonly settings: Settings;
  readonly report: ContactsReport;
  /** Reads prices that are not known. */
  readonly read: boolean;
}

/** What one segment to each contact costs. If prices cannot be read, prints why, and uses those that are known. */
export async function costOf(
  { err, clock, ...context }: Context,
  { verification, openProvider, openStore }: ReturnType<Context['openWorkspace']>,
  { settings, report, read }: Wanted,
): Promise<ListCost | null> {
  const { countries } = report.result;
  const ports = {
    ...{ clock, verification, openProvider },
    readCredential: (section: NonNullable<Settings['credentials']>) => readStored(section, openStore),
  };
  try {
    return await priceContacts(countries, { settings, read }, ports);
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof SecretStoreError)) throw error;
    const { columns } = styleFor(err, context);
    err.write(`${wrap(`Could not read the prices: ${printable(error.message, 1000)}`, columns)}\n`);
    return priceContacts(countries, { settings, read: false }, ports);
  }
}

/** A cost in the document of `contacts check`. */
export const costFields = ({ currency, least, most, priced, unpriced, unpricedCountries }: ListCost) => ({
  currency,
  least: decimalText(least),
  most: decimalText(most),
  contacts: priced,
  unpriced,
  unpricedCountries,
});
