import { needsTollFreeVerification, needsUsCampaign } from '../../domain/provider-rules/us-registration.ts';
import type { NumberSettings, Settings } from '../../domain/settings/settings.ts';

/** True if a contact is in a country or territory where this sender, a +1 number, must be registered. */
export function isUsBound({ kind, sender, type }: NumberSettings, { contacts }: Settings): boolean {
  if (kind !== 'number' || !sender.startsWith('+1')) return false;
  const need = type === 'TOLL_FREE' ? needsTollFreeVerification : needsUsCampaign;
  return Object.entries(contacts?.result.countries ?? {}).some(
    ([country, rows]) => rows > 0 && need(country) === 'yes',
  );
}
