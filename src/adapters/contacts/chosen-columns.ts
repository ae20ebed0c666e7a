import { plainName } from '../../domain/columns/column-names.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';

const shownColumns = 20;

function columnList(columns: readonly string[]): string {
  const shown = columns.slice(0, shownColumns).map((column) => `"${printable(column, 40)}"`);
  const more = columns.length > shown.length ? ` and ${columns.length - shown.length} more` : '';
  return `Its columns are ${shown.join(', ')}${more}; name one with \`--contacts-column\`.`;
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
      message: `${printable(name)} has no column "${printable(column, 40)}".`,
      hints: [columnList(columns)],
    });
  });
}

export const noPhoneColumn = (columns: readonly string[], name: string): UserError =>
  new UserError({
    code: 'contacts.no-phone-column',
    message: `No column of ${printable(name)} looks like phone numbers.`,
    hints: [columnList(columns)],
  });

/** Quotes a name for a shell. */
export const shellName = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `"${printable(name, 40).replace(/["\\$`]/g, '\\$&')}"`;
