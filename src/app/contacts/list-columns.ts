import { PhoneColumnUnknown } from '../../domain/contacts/phone-column-unknown.ts';
import type { ListColumns } from '../../domain/settings/suggested-answers.ts';
import type { OpenContacts } from '../../ports.ts';

/** The columns of a list, from its beginning. Rejects with `UserError` (`contacts.…`) if it cannot be read. */
export async function listColumns(source: string, openContacts: OpenContacts): Promise<ListColumns> {
  try {
    const list = await openContacts(source, {});
    list.close();
    const { name, columns, phoneColumns, countryColumn, plan } = list;
    const consent = plan.uses.find(({ role, used }) => used && (role === 'consent' || role === 'opt-out'));
    return {
      name,
      all: list.form === 'table' ? columns : phoneColumns,
      phones: phoneColumns,
      possible: [],
      country: countryColumn,
      consent: consent?.name ?? null,
    };
  } catch (error) {
    if (!(error instanceof PhoneColumnUnknown)) throw error;
    const { list: name, columns, possible } = error;
    return { name, all: columns, phones: [], possible, country: null, consent: null };
  }
}
