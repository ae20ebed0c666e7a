import { pieceBytes, unreadable } from '../../list-file.ts';
import { type PlacedBytes, readerAt } from '../placed-bytes.ts';
import type { SheetRow } from '../sheet-row.ts';
import type { Workbook } from '../workbook.ts';
import { damaged, encrypted } from '../workbook-problem.ts';
import { readXml, UnclearContent } from '../xml-reader.ts';
import type { ZipParts } from '../zip-parts.ts';
import { odsReader } from './ods-reader.ts';

const content = 'content.xml';
const manifest = 'meta-inf/manifest.xml';
const manifestBytes = 16 * 1024 * 1024;
/** Sheets beyond these are not listed. */
const mostSheets = 10_000;
/** The first rows of each sheet are kept, so that smsctl can choose one without reading the document for each. */
const firstRows = 200;
const firstCharacters = 16 * 1024 * 1024;
/** A row counts for this much at least. */
const rowCharacters = 100;
/** Rows that are made of a repeated one at a time. */
const batchRows = 1000;

interface OdsSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly first: SheetRow[];
  /** `first` has all rows. */
  isWhole: boolean;
}

/** Where the XML of a spreadsheet comes from. */
interface OdsDocument extends Pick<Workbook, 'bytesRead'> {
  /** Its bytes, which can be read more than once. */
  readonly chunks: () => AsyncIterable<Buffer>;
}

/** Opens an OpenDocument spreadsheet (.ods). Rejects with `UserError` (`contacts.unreadable`). */
export async function openOds(name: string, parts: ZipParts): Promise<Workbook> {
  await refuseEncrypted(name, parts);
  if (!parts.names().includes(content)) throw damaged(name);
  return workbookOf(name, { chunks: () => parts.chunks(content), bytesRead: parts.bytesRead });
}

/** Opens an OpenDocument spreadsheet in one XML file (.fods). Rejects with `UserError` (`contacts.unreadable`). */
export async function openFlatOds(placed: PlacedBytes): Promise<Workbook> {
  const read = readerAt(placed);
  let furthest = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < placed.size; ) {
      const chunk = await read(at, pieceBytes);
      if (chunk.length === 0) throw damaged(placed.name);
      at += chunk.length;
      furthest = Math.max(furthest, at);
      yield chunk;
    }
  }
  return workbookOf(placed.name, { chunks, bytesRead: () => furthest });
}

async function workbookOf(name: string, document: OdsDocument): Promise<Workbook> {
  const sheets = await readSheets(name, document, true).catch((error: unknown) => {
    if (error instanceof UnclearContent) return readSheets(name, document, false);
    throw error;
  });
  if (sheets.length === 0) throw unreadable(name, 'has no sheet with cells', 'Check that this is the right workbook.');
  return {
    sheets,
    bytesRead: document.bytesRead,
    rows: async function* (at, onMerged) {
      const sheet = sheets[at];
      if (sheet === undefined) return;
      // Merged cells may be in any row.
      if (onMerged !== undefined) {
        yield* sheetRows(name, document, at, onMerged);
        return;
      }
      if (sheet.first.length > 0) yield sheet.first;
      if (sheet.isWhole) return;
      const last = sheet.first.at(-1)?.line ?? 0;
      for await (const rows of sheetRows(name, document, at)) {
        const further = rows.filter(({ line }) => line > last);
        if (further.length > 0) yield further;
      }
    },
  };
}

/**
 * The names of all sheets, and their first rows. Takes the whole document, so that a wrong checksum is noticed; `skips`: does not
 * look at further rows.
 */
async function readSheets(name: string, { chunks }: OdsDocument, skips: boolean): Promise<readonly OdsSheet[]> {
  const sheets: OdsSheet[] = [];
  let characters = 0;
  const reader = odsReader(name, {
    onSheet: (sheetName, isHidden) => {
      if (sheets.length >= mostSheets) throw damaged(name);
      sheets.push({ name: sheetName, isHidden, first: [], isWhole: true });
      return true;
    },
    onRow: (row, times) => {
      const sheet = sheets.at(-1);
      if (sheet === undefined) return false;
      for (let at = 0; at < times; at += 1) {
        if (sheet.first.length >= firstRows || characters >= firstCharacters) {
          sheet.isWhole = false;
          return false;
        }
        sheet.first.push({ ...row, line: row.line + at });
        characters += row.cells.reduce((sum, cell) => sum + cell.length + 1, rowCharacters);
      }
      return true;
    },
    skips,
  });
  for await (const chunk of chunks()) reader.push(chunk);
  reader.end();
  return sheets;
}

async function* sheetRows(
  name: string,
  { chunks }: OdsDocument,
  wanted: number,
  onMerged?: (lastRow: number) => void,
): AsyncGenerator<readonly SheetRow[]> {
  let found: { readonly row: SheetRow; readonly times: number }[] = [];
  let sheet = -1;
  const reader = odsReader(name, {
    onSheet: () => {
      sheet += 1;
      return sheet === wanted;
    },
    onRow: (row, times) => {
      found.push({ row, times });
      return true;
    },
    ...(onMerged !== undefined && { onMerged }),
  });
  for await (const chunk of chunks()) {
    reader.push(chunk);
    const rows = found;
    found = [];
    yield* batches(rows);
    // The further sheets were read when the workbook was opened.
    if (sheet > wanted) return;
  }
  reader.end();
}

function* batches(
  found: readonly { readonly row: SheetRow; readonly times: number }[],
): Generator<readonly SheetRow[]> {
  let batch: SheetRow[] = [];
  for (const { row, times } of found) {
    for (let at = 0; at < times; at += 1) {
      batch.push(at === 0 ? row : { ...row, line: row.line + at });
      if (batch.length < batchRows) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function refuseEncrypted(name: string, parts: ZipParts): Promise<void> {
  const names = parts.names();
  if (names.includes('encrypted-package')) throw encrypted(name, howInLibreOffice);
  if (!names.includes(manifest)) return;
  await readXml(name, parts.chunks(manifest, manifestBytes), {
    open: (tag) => {
      if (tag === 'encryption-data') throw encrypted(name, howInLibreOffice);
    },
  });
}

const howInLibreOffice = 'In LibreOffice, open it, clear "Save with password" in File > Save As, and save it.';
