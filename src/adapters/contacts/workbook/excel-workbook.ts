import { numberFormats } from './number-formats.ts';
import { noStrings, sharedStrings } from './shared-strings.ts';
import { sheetRows } from './sheet-rows.ts';
import type { Workbook } from './workbook.ts';
import { workbookLayout } from './workbook-layout.ts';
import type { ZipParts } from './zip-parts.ts';

const stylesBytes = 16 * 1024 * 1024;

/** Opens an Excel workbook (.xlsx, .xlsm). Rejects with `UserError` (`contacts.unreadable`). */
export async function openExcel(name: string, parts: ZipParts): Promise<Workbook> {
  const { sheets, from1904, sharedStrings: texts, styles } = await workbookLayout(name, parts);
  const formats = styles === null ? [] : await numberFormats(name, parts.chunks(styles, stylesBytes));
  const strings = texts === null ? noStrings : await sharedStrings(name, parts.chunks(texts));
  return {
    sheets,
    bytesRead: parts.bytesRead,
    rows: (sheet, onMerged) =>
      sheetRows(parts.chunks(sheets[sheet]?.part ?? ''), {
        ...{ name, strings, formats, from1904 },
        ...(onMerged !== undefined && { onMerged }),
      }),
  };
}
