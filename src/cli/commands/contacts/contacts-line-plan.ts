import { linePlanText } from '../../../domain/contacts/line-plan-file.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { ContactList } from '../../../ports.ts';
import type { Plan } from './contacts-plan.ts';

/** How the one list is read, for `contacts classify --plan`. Throws `UserError` (`contacts.plan`). */
export function linePlanOf(
  { name, plan, delimiter, header: written, columns, linesBefore }: ContactList,
  { sources, country }: Pick<Plan, 'sources' | 'country'>,
): string {
  if (sources.length > 1) throw noPlan('Several lists have no common plan.', 'Check them one by one.');
  if (linesBefore === null) {
    throw noPlan(`The rows of ${printable(name)} are not lines of a delimited file.`, 'Export the list as CSV.');
  }
  const header = written === null ? null : columns;
  return linePlanText({ plan, delimiter, header, before: linesBefore, country: country ?? null });
}

const noPlan = (message: string, hint: string): UserError =>
  new UserError({ code: 'contacts.plan', message, hints: [hint] });
