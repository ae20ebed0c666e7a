import type { ColumnRole } from '../../domain/columns/contact-plan.ts';

/** The use of a column, in a word or two. */
export const roleWords: Readonly<Record<ColumnRole, string>> = {
  number: 'phone',
  'dialling-code': 'dialing code',
  'area-code': 'area code',
  extension: 'extension',
  label: 'number type',
  country: 'country',
  'opt-out': 'opt-out',
  consent: 'consent',
  'other-person': "another person's number",
  machine: 'fax or other device',
  identifier: 'identifier',
};
