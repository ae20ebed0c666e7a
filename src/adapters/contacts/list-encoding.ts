import { unreadable } from './list-file.ts';

// Not as CSV: a spreadsheet would write 4.47911E+11 for 447911123456.
const saveAsXlsx = 'Save the list as an Excel workbook (.xlsx), or export it as CSV from the program that made it.';

/**
 * The form of a file that is no stream of rows: a ZIP file, as workbooks are, a compound file of old Office programs, or a
 * Parquet file.
 */
export function containerOf(bytes: Buffer): 'zip' | 'compound' | 'parquet' | undefined {
  const hex = bytes.subarray(0, 4).toString('hex');
  // A text may begin with these letters. The length of the first page has a NUL byte.
  if (hex === '50415231' && bytes.subarray(4, 4096).some((byte) => byte < 9)) return 'parquet';
  return hex === '504b0304' || hex === '504b0506' ? 'zip' : hex === 'd0cf11e0' ? 'compound' : undefined;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Throws `UserError` (`contacts.unreadable`) if the bytes are not text. */
export function encodingOf(bytes: Buffer, name: string): Encoding {
  const hex = bytes.subarray(0, 8).toString('hex');
  if (hex.startsWith('fffe')) return 'utf-16le';
  if (hex.startsWith('feff')) return 'utf-16be';
  let even = 0;
  let odd = 0;
  for (const [index, byte] of bytes.subarray(0, 4096).entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const sampled = Math.min(bytes.length, 4096);
  // In UTF-16, every other byte of Latin letters is NUL.
  if (odd > sampled * 0.3 && even < sampled * 0.05) return 'utf-16le';
  if (even > sampled * 0.3 && odd < sampled * 0.05) return 'utf-16be';
  if (even + odd > sampled * 0.1) throw unreadable(name, 'contains NUL bytes and is not text', saveAsXlsx);
  return 'utf-8';
}

const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf);

const withoutMark = (bytes: Buffer): Buffer => (bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes);

export const decoded = (bytes: Buffer, encoding: Encoding): Buffer =>
  encoding === 'utf-8' ? withoutMark(bytes) : Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');

/** The chunks as UTF-8 without a byte-order mark. */
export async function* translated(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    let first = true;
    for await (const chunk of chunks) {
      yield first ? withoutMark(chunk) : chunk;
      first = false;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}
