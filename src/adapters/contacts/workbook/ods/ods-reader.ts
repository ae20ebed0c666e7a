import { longestRow, mostRows, rowBuilder, type SheetRow } from '../sheet-row.ts';
import { damaged } from '../workbook-problem.ts';
import { type XmlReader, xmlReader } from '../xml-reader.ts';
import { odsText } from './ods-cell.ts';
import { type OdsNames, odsNames } from './ods-names.ts';
import { odsTextReader } from './ods-text.ts';

export interface OdsHandlers {
  /** A sheet begins. Returns whether its rows are wanted. */
  readonly onSheet: (name: string, isHidden: boolean) => boolean;
  /** A row that is not empty; several equal ones have consecutive lines. Returns whether more rows are wanted. */
  readonly onRow: (row: SheetRow, times: number) => boolean;
  readonly onSheetEnd?: () => void;
  /** Cells are merged down to this row. */
  readonly onMerged?: (lastRow: number) => void;
  /** Rows that are not wanted are not looked at. Then the reader may throw `UnclearContent`. */
  readonly skips?: boolean;
}

/** Elements in a cell whose text is not the value of the cell. */
const asides: ReadonlySet<string> = new Set(['annotation', 'note', 'ruby-text', 'frame', 'table', 'shapes']);

/** Reads the sheets of a document (`content.xml`). Throws `UserError` (`contacts.unreadable`). */
export function odsReader(name: string, handlers: OdsHandlers): XmlReader {
  const { onSheet, onRow, onSheetEnd, onMerged, skips = false } = handlers;
  const hiddenStyles = new Set<string>();
  let names: OdsNames = odsNames({});
  let style = '';
  let depth = 0;
  /** The depths of the open elements; 0: none is open. */
  let body = 0;
  let sheet = 0;
  let row = 0;
  let cell = 0;
  let paragraph = 0;
  let aside = 0;
  let isWanted = false;
  let line = 1;
  let rowTimes = 1;
  let column = 0;
  let cellTimes = 1;
  let given: Readonly<Record<string, string | undefined>> = {};
  const text = odsTextReader();
  const { start, note, reaches, put, row: builtRow } = rowBuilder();

  const openRow = (attributes: () => typeof given): void => {
    given = attributes();
    row = depth;
    rowTimes = repeats(given[names.rowsRepeated]);
    column = 0;
    start();
    const visibility = given[names.visibility];
    if (visibility === 'collapse' || visibility === 'filter') note('hidden', -1);
  };
  const openCell = (attributes: () => typeof given): void => {
    given = attributes();
    cell = depth;
    cellTimes = repeats(given[names.columnsRepeated]);
    text.clear();
  };
  const closeCell = (isCovered: boolean): void => {
    cell = 0;
    const at = column;
    column += cellTimes;
    if (isCovered) return;
    noteMerged();
    const type = given[names.valueType];
    const shown = text.text();
    const isError = given[names.shownType] === 'error';
    const hasFormula = given[names.formula] !== undefined;
    if (type === undefined && shown === '' && !hasFormula) return;
    const value = given[names.valueOf(type)];
    const found = odsText({ type, value, shown, isError, hasFormula });
    if (found.text === '' && found.note === null) return;
    if (!reaches(at)) return;
    if (found.note !== null) note(found.note, at);
    put(at, found.text, cellTimes);
  };
  const noteMerged = (): void => {
    const columns = repeats(given[names.columnsSpanned]);
    const rows = repeats(given[names.rowsSpanned]);
    if (columns > 1 || rows > 1) onMerged?.(line + rows - 1);
  };
  const closeRow = (): void => {
    row = 0;
    const built = builtRow(line);
    const end = line + rowTimes;
    if (built !== undefined) {
      if (end - 1 > mostRows) throw damaged(name);
      isWanted = onRow(built, rowTimes);
    }
    line = end;
  };
  const openSheet = (attributes: () => typeof given): void => {
    given = attributes();
    sheet = depth;
    line = 1;
    isWanted = onSheet(given[names.tableName] ?? '', hiddenStyles.has(given[names.styleName] ?? ''));
  };
  const openInCell = (tag: string, attributes: () => typeof given): void => {
    if (asides.has(tag)) aside = depth;
    else if (tag === 'p' && depth === cell + 1) {
      paragraph = depth;
      text.openParagraph();
    } else if (paragraph === 0) return;
    else if (tag === 's') text.addBlanks(repeats(attributes()[names.blanks]));
    else if (tag === 'tab') text.addBlanks(1);
    else if (tag === 'line-break') text.addLineEnd();
  };
  return xmlReader(name, {
    open: (tag, attributes) => {
      depth += 1;
      if (aside !== 0) return;
      if (cell !== 0) openInCell(tag, attributes);
      else if (row !== 0) {
        if (depth === row + 1 && isCell(tag)) openCell(attributes);
      } else if (sheet !== 0) {
        if (tag === 'table-row') {
          if (isWanted) openRow(attributes);
        } else if (asides.has(tag)) aside = depth;
      } else if (body !== 0) {
        if (tag === 'table' && depth === body + 1) openSheet(attributes);
      } else if (tag === 'spreadsheet') body = depth;
      else if (depth === 1) names = odsNames(attributes());
      else if (tag === 'style') style = attributes()[names.ownStyleName] ?? '';
      else if (tag === 'table-properties' && attributes()[names.display] === 'false') hiddenStyles.add(style);
    },
    close: (tag) => {
      if (depth === aside) aside = 0;
      else if (aside === 0) {
        if (depth === paragraph) {
          paragraph = 0;
          text.closeParagraph();
        } else if (depth === cell) closeCell(tag === 'covered-table-cell');
        else if (depth === row) closeRow();
        else if (depth === sheet) {
          sheet = 0;
          onSheetEnd?.();
        } else if (depth === body) body = 0;
      }
      depth -= 1;
    },
    text: (part) => {
      if (paragraph === 0 || aside !== 0) return;
      text.add(part);
      if (text.text().length > longestRow) throw damaged(name);
    },
    unwanted: () => (skips && sheet !== 0 && row === 0 && aside === 0 && !isWanted ? sheet : undefined),
  });
}

const isCell = (tag: string): boolean => tag === 'table-cell' || tag === 'covered-table-cell';

/** More than any sheet has rows. */
const mostRepeats = 2 ** 31;

/** How often an element stands for itself. */
function repeats(text: string | undefined): number {
  if (text === undefined) return 1;
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? Math.min(count, mostRepeats) : 1;
}
