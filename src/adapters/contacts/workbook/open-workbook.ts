import { unreadable } from '../list-file.ts';
import { openExcel } from './excel-workbook.ts';
import type { PlacedBytes } from './placed-bytes.ts';
import type { Workbook } from './workbook.ts';
import { openZip, plainPart, type ZipParts } from './zip-parts.ts';

/** Of a spreadsheet and of a template for one. */
const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet';
const rels = plainPart('_rels/.rels');

/** Opens a ZIP file that is a workbook. Rejects with `UserError` (`contacts.unreadable`) for any other. */
export async function openWorkbook(placed: PlacedBytes): Promise<Workbook> {
  const { name } = placed;
  const parts = await openZip(placed);
  const names = parts.names();
  const kind = await mimeType(parts);
  const isOds = kind === undefined ? names.includes('content.xml') : kind.startsWith(spreadsheet);
  if (isOds) return (await import('./ods/ods-workbook.ts')).openOds(name, parts);
  if (names.some((part) => part.endsWith('.iwa') || part === 'index.apxl' || part === 'index.zip')) {
    throw unreadable(
      name,
      'is a document of Apple Numbers, Pages or Keynote',
      'In Numbers, choose File > Export To > Excel, and use that file.',
    );
  }
  if (names.includes(rels)) return openExcel(name, parts);
  throw unreadable(
    name,
    'is a ZIP archive, not a workbook',
    'Unpack it, and name the list in it: `unzip -p FILE | smsctl contacts check -`.',
  );
}

async function mimeType(parts: ZipParts): Promise<string | undefined> {
  if (!parts.names().includes('mimetype')) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of parts.chunks('mimetype', 1024)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}
