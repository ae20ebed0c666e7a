import type { UserError } from '../../../domain/user-error.ts';
import { unreadable } from '../list-file.ts';

const pipe = 'Pipe the list: `duckdb -csv -c "from \'FILE\'" | smsctl contacts check -`.';

/** A Parquet file whose parts contradict each other, or end too early. */
export const damagedParquet = (name: string): UserError =>
  unreadable(name, 'is a damaged or incomplete Parquet file', 'Copy or download it again.');

/** A Parquet file that is intact, and has `what`. */
export const unsupportedParquet = (name: string, what: string): UserError =>
  unreadable(name, `is a Parquet file with ${what}, which smsctl does not read`, pipe);

export const encryptedParquet = (name: string): UserError =>
  unreadable(name, 'is an encrypted Parquet file', 'Decrypt it with the program that has its keys.');

/** A Parquet file that unpacks to more than smsctl reads. */
export const tooLargeParquet = (name: string, what: string): UserError =>
  unreadable(name, `is a Parquet file with ${what}`, 'Check that this is the right file.', pipe);
