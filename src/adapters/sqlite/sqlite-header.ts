import { closeSync, readSync } from 'node:fs';
import { openRegular } from '../files/named-file.ts';

const signature = 'SQLite format 3\0';

/** The first bytes of an SQLite database. Undefined if the file is no such database, or cannot be read. */
export function sqliteHeader(path: string): Buffer | undefined {
  const header = Buffer.alloc(20);
  try {
    const { file } = openRegular(path);
    try {
      readSync(file, header);
    } finally {
      closeSync(file);
    }
  } catch {
    // The reader of lists reports it.
    return undefined;
  }
  return header.toString('latin1').startsWith(signature) ? header : undefined;
}
