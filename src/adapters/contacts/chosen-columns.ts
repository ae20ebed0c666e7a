import { plainName } from '../../domain/columns/column-names.ts';
import { PhoneColumnUnknown } from '../../domain/contacts/phone-column-unknown.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';

const shownColumns = 20;

function columnList(columns: readonly string[]): string {
  const shown = columns.slice(0, shownColumns).map((column) => `"${printable(column, 40)}"`);
  const more = columns.length > shown.length ? ` and ${columns.length - shown.length} more` : '';
  return `Name a column with \`--contacts-column\`. Columns: ${shown.join(', ')}${more}.`;
}

/** The indexes of named columns, in their order. Throws `UserError` (`contacts.no-phone-column`). */
export function chosenColumns(columns: readonly string[], wanted: readonly string[], name: string): readonly number[] {
  const plain = columns.map(plainName);
  return wanted.map((column) => {
    const exact = columns.indexOf(column);
    const at = exact === -1 ? plain.indexOf(plainName(column)) : exact;
    if (at !== -1) return at;
    throw new UserError({
      code: 'contacts.no-phone-column',
      message: `Column not found in ${printable(name)}: "${printable(column, 40)}".`,
      hints: [columnList(columns)],
    });
  });
}

export const noPhoneColumn = (columns: readonly string[], name: string): UserError =>
  new PhoneColumnUnknown({
    ...{ name, columns, possible: [] },
    code: 'contacts.no-phone-column',
    message: `No phone column found in ${printable(name)}.`,
    hints: [columnList(columns)],
  });

/** Quotes a name for a shell. */
export const shellName = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `"${printable(name, 40).replace(/["\\$`]/g, '\\$&')}"`;
