import { numberText } from './cell-values.ts';
import type { NumberFormat } from './number-formats.ts';
import { plainRows } from './plain-rows.ts';
import { plainText, type SharedStrings } from './shared-strings.ts';
import { longestRow, mostRows, rowBuilder, type SheetRow } from './sheet-row.ts';
import { damaged } from './workbook-problem.ts';
import { type XmlHandlers, xmlReader } from './xml-reader.ts';

export interface SheetSource {
  /** The name in messages. */
  readonly name: string;
  readonly strings: SharedStrings;
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
  /** Called with the last row of each range of merged cells, after the last row of the sheet. */
  readonly onMerged?: (lastRow: number) => void;
}

/**
 * The rows of a sheet in batches, without empty ones. Numbers keep all digits, formulas have the value that was saved with them,
 * and dates are ISO texts. Rejects with `UserError` (`contacts.unreadable`).
 */
export async function* sheetRows(
  chunks: AsyncIterable<Buffer>,
  { name, strings, formats, from1904, onMerged }: SheetSource,
): AsyncGenerator<readonly SheetRow[]> {
  let batch: SheetRow[] = [];
  let line = 0;
  let column = -1;
  let type: string | undefined;
  let style = 0;
  let text = '';
  /** Text is read inside of `v`, and of `t` in `is`. */
  let isValue = false;
  let isPhonetic = false;
  let hasFormula = false;
  let inData = false;
  const { start, note, reaches, put, row: builtRow } = rowBuilder();

  const openRow = (given: Readonly<Record<string, string | undefined>>): void => {
    const named = Number(given.r);
    line = Number.isInteger(named) && named > 0 ? named : line + 1;
    if (line > mostRows) throw damaged(name);
    column = -1;
    start();
    if (given.hidden === '1' || given.hidden === 'true') note('hidden', column);
  };
  const openCell = ({ r, s, t }: Readonly<Record<string, string | undefined>>): void => {
    column = columnOf(r) ?? column + 1;
    type = t;
    style = s === undefined ? 0 : Number(s);
    text = '';
    hasFormula = false;
  };
  const valueText = (): string => {
    if (type === 's') return strings.at(Number(text)) ?? missing(name);
    if (type === 'str' || type === 'inlineStr') return plainText(text);
    if (type === 'b') return text === '1' || text === 'true' ? 'TRUE' : 'FALSE';
    if (type === 'd') return text.replace(/T00:00:00(?:\.0+)?Z?$/, '');
    if (type === 'e') {
      note('error', column);
      return text;
    }
    const value = numberText(text, formats[style], from1904);
    if (value.note !== null) note(value.note, column);
    return value.text;
  };
  const closeCell = (): void => {
    if (text === '') {
      if (hasFormula && type !== 'str') note('no-value', column);
      return;
    }
    if (reaches(column)) put(column, valueText());
  };
  const closeRow = (): void => {
    const row = builtRow(line);
    if (row !== undefined) batch.push(row);
  };
  const plain = plainRows((row, cells) => {
    line = row > 0 ? row : line + 1;
    if (line > mostRows) throw damaged(name);
    start();
    hasFormula = false;
    for (const cell of cells) {
      ({ column, type, style, value: text } = cell);
      if (text.length > longestRow) throw damaged(name);
      closeCell();
    }
    closeRow();
  });
  const handlers: XmlHandlers = {
    open: (tag, attributes) => {
      if (tag === 'c') openCell(attributes());
      else if (tag === 'v') isValue = true;
      else if (tag === 'row') openRow(attributes());
      else if (tag === 't') isValue = inData && type === 'inlineStr' && !isPhonetic;
      else if (tag === 'rPh') isPhonetic = true;
      else if (tag === 'f') hasFormula = true;
      else if (tag === 'sheetData') inData = true;
      else if (tag === 'mergeCell') onMerged?.(lastRowOf(attributes().ref));
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') isValue = false;
      else if (tag === 'c') closeCell();
      else if (tag === 'rPh') isPhonetic = false;
      else if (tag === 'row') closeRow();
      else if (tag === 'sheetData') inData = false;
    },
    text: (part) => {
      if (!isValue) return;
      text += part;
      if (text.length > longestRow) throw damaged(name);
    },
  };
  const reader = xmlReader(name, handlers, plain);
  for await (const chunk of chunks) {
    reader.push(chunk);
    if (batch.length === 0) continue;
    yield batch;
    batch = [];
  }
  reader.end();
  if (batch.length > 0) yield batch;
}

const missing = (name: string): never => {
  throw damaged(name);
};

/** The last row of a range such as `A2:A5`; 0 if it names no row. */
const lastRowOf = (range = ''): number => Number(/(\d+)$/.exec(range)?.[1] ?? 0);

/** The index of a column from a reference such as `AB12`; undefined if it names no column. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? undefined : column - 1;
}
