/** The date of the provider's pages for the sender rules; ISO 8601. Here, since every run prints it and few load the rules. */
export const senderRulesAsOf = '2026-05-09';

/** When the sender rules were last compared with newer sources; ISO 8601. */
export const senderRulesReviewed = '2026-11-29';

/** After how many months a run says that the rules are old. */
const oldAfterMonths = 12;

/** True from twelve months after the date of the rules on. */
export function areRulesOld(now: Date): boolean {
  const old = new Date(`${senderRulesAsOf}T00:00:00.000Z`);
  old.setUTCMonth(old.getUTCMonth() + oldAfterMonths);
  return now >= old;
}
