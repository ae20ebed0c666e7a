import type { ContactsResult } from '../../domain/contacts/contact-quality.ts';

/** Lists change daily: an older check says little about the list. */
export const staleAfterDays = 30;
const msPerDay = 86_400_000;

export const ageInDays = (result: ContactsResult, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(result.checkedAt)) / msPerDay);
