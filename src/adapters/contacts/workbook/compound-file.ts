import type { UserError } from '../../../domain/user-error.ts';
import { unreadable } from '../list-file.ts';
import { type PlacedBytes, readerAt } from './placed-bytes.ts';
import { encrypted } from './workbook-problem.ts';

const saveAsXlsx = 'In Excel or LibreOffice, save it as "Excel Workbook (.xlsx)", and use that file.';

/** What is searched for the directory of a compound file: its beginning and its end. */
const searchedBytes = 1024 * 1024;
/** Some entries of the directory, which may lie anywhere else. */
const directoryBytes = 4096;

/**
 * The error for a compound file: an old Excel workbook, or an encrypted one of any age. The names of its streams tell which. Only
 * its directory contains them in UTF-16.
 */
export async function compoundFile(placed: PlacedBytes): Promise<UserError> {
  const { name, size } = placed;
  const read = readerAt(placed);
  const start = await read(0, searchedBytes);
  const sectorBytes = 2 ** Math.min(start.length < 512 ? 9 : start.readUInt16LE(30), 16);
  const directory = start.length < 512 ? 0 : (start.readUInt32LE(48) + 1) * sectorBytes;
  const searched = [start, await read(Math.max(0, size - searchedBytes), searchedBytes)];
  if (directory < size) searched.push(await read(directory, directoryBytes));
  const has = (stream: string): boolean => searched.some((bytes) => bytes.includes(Buffer.from(stream, 'utf16le')));
  if (has('EncryptedPackage')) {
    return encrypted(
      name,
      'In Excel, open it, remove the password (File > Info > Protect Workbook > Encrypt with Password), and save it.',
    );
  }
  if (has('Workbook') || has('Book')) return unreadable(name, 'is an old Excel workbook (.xls)', saveAsXlsx);
  return unreadable(name, 'is an old Office document, not text', 'Check that this is the right file.', saveAsXlsx);
}
