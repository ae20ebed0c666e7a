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
  if (sources.length > 1) throw noPlan('`--plan-out` needs exactly one list.', 'Check the lists one by one.');
  if (linesBefore === null) {
    throw noPlan(
      `Unsupported list for \`--plan-out\`: the rows of ${printable(name)} are not single lines of a delimited file.`,
      'Export the list as CSV, with each row on one line.',
    );
  }
  const header = written === null ? null : columns;
  return linePlanText({ plan, delimiter, header, before: linesBefore, country: country ?? null });
}

const noPlan = (message: string, hint: string): UserError =>
  new UserError({ code: 'contacts.plan', message, hints: [hint] });
