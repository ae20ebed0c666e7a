import { UserError } from '../user-error.ts';

interface Parts {
  readonly code: 'contacts.no-phone-column' | 'contacts.column-uncertain';
  readonly message: string;
  readonly hints: readonly string[];
  /** The list's name. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns that may hold the phone numbers, most likely first. */
  readonly possible: readonly string[];
}

/** The phone column of a list is not certain, and an option can name it. */
export class PhoneColumnUnknown extends UserError {
  /** As the list's owner wrote it. */
  readonly list: string;
  readonly columns: readonly string[];
  readonly possible: readonly string[];

  constructor({ columns, possible, name, ...parts }: Parts) {
    super(parts);
    this.list = name;
    this.columns = columns;
    this.possible = possible;
  }
}
