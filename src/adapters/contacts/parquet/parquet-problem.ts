import type { UserError } from '../../../domain/user-error.ts';
import { unreadable } from '../list-file.ts';
import { nameInShell, pipeFrom } from '../sources/pipe-hint.ts';

/** A function, since DuckDB takes a name alone for a table if it has another ending. */
function pipe(name: string): string {
  const inSql = name.startsWith('/') ? name : 'FILE';
  const query = `from read_parquet('${inSql.replaceAll("'", "''")}')`;
  return `Pipe the list: ${pipeFrom(`duckdb -csv -c ${nameInShell(query, `"from read_parquet('FILE')"`)}`)}.`;
}

/** A Parquet file whose parts contradict each other, or end too early. */
export const damagedParquet = (name: string): UserError =>
  unreadable(name, 'is a damaged or incomplete Parquet file', 'Copy or download it again.');

/** A Parquet file that is intact, and has `what`. */
export const unsupportedParquet = (name: string, what: string): UserError =>
  unreadable(name, `is a Parquet file with ${what}, which smsctl does not read`, pipe(name));

/** A Parquet file in a compression that is rare, so that other programs do not read it either. */
export const unpackableParquet = (name: string, codec: string): UserError =>
  unreadable(
    name,
    `is a Parquet file with ${codec} compression, which smsctl does not read`,
    'Write it again with Snappy or Zstandard.',
  );

export const encryptedParquet = (name: string): UserError =>
  unreadable(name, 'is an encrypted Parquet file', 'Decrypt it with the program that has its keys.');

/** A Parquet file that unpacks to more than smsctl reads. */
export const tooLargeParquet = (name: string, what: string): UserError =>
  unreadable(name, `is a Parquet file with ${what}`, 'Check that this is the right file.', pipe(name));
