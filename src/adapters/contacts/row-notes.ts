import type { ReadRow } from '../../domain/contacts/contact-row.ts';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import type { ContactRow } from '../../ports.ts';

/** Converts a row, and adds its findings to the log. */
export function noteRow(line: number, read: ReadRow, log: FindingLog): ContactRow {
  if (read.isOtherPerson) log.add('other-person-only', line);
  if (read.isConsentEmpty) log.add('consent-empty', line);
  const { phones, sources, homes, country, refusal } = read;
  return {
    line,
    phones,
    sources,
    ...(homes !== undefined && { homes }),
    ...(country !== undefined && { country }),
    ...(refusal !== undefined && { refusal }),
  };
}
