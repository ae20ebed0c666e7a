import { addedCells } from '../../domain/contacts/row-choices.ts';
import { inertCell } from '../../domain/text/csv-cell.ts';
import { visibleJson } from '../../domain/text/json-text.ts';
import type { OpenRowWriter, RowWriter } from '../../ports.ts';
import { openListOutput } from './list-output.ts';

/** Columns that are added after the list's own. */
const added = ['e164', 'country', 'type', 'reason'] as const;
const bufferedCharacters = 64 * 1024;

/**
 * Writes the rows of a list in UTF-8, followed by `e164`, `country`, `type` and `reason`; a name that
 * the list has itself gets the prefix `smsctl_`. The file appears when it is complete. A cell
 * or header that a spreadsheet would run as a formula gets an apostrophe in front; every other keeps all its characters,
 * invisible and control characters included. JSON may escape these, which means the same. Throws as `OpenOutput` does.
 */
export const openRowWriter: OpenRowWriter = (target, list, { choice, ...options }) => {
  const file = openListOutput(target, options);
  const { path } = file;
  let buffer = '';
  let rows = 0;
  let disarmed = 0;
  const flush = () => {
    if (buffer !== '') file.write(buffer);
    buffer = '';
  };
  const inert = (cell: string): string => {
    const safe = inertCell(cell);
    if (safe !== cell) disarmed += 1;
    return safe;
  };
  const line = (cells: readonly string[]) => {
    buffer += `${cells.map((cell) => tableCell(cell, list.delimiter)).join(list.delimiter)}\r\n`;
  };
  const names = addedNames(list.columns);
  if (list.form === 'table' && list.header !== null) line([...list.header.map(inert), ...names]);
  return {
    path,
    choice,
    writeLines: (lines, count) => {
      flush();
      file.write(lines);
      rows += count;
    },
    write: (written) => {
      const cells = addedCells(choice, written);
      if (cells === undefined) return;
      rows += 1;
      if (list.form === 'json') buffer += jsonLine(written.row.json ?? '', names, cells);
      else {
        const own = written.row.cells ?? [];
        line([...padded(own.map(inert), list.columns.length), ...cells]);
      }
      if (buffer.length >= bufferedCharacters) flush();
    },
    commit: () => {
      flush();
      file.commit();
      return { path, rows, disarmed };
    },
    abort: file.abort,
  } satisfies RowWriter;
};

/** Keeps the added cells in their columns after a row that is shorter than the header. */
const padded = (cells: readonly string[], width: number): readonly string[] =>
  cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill('')];

const tableCell = (text: string, delimiter: string): string =>
  text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function addedNames(columns: readonly string[]): readonly string[] {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  return added.map((name) => (taken.has(name) ? `smsctl_${name}` : name));
}

/** The record on one line, with the added fields; a broken record has only these. */
function jsonLine(text: string, names: readonly string[], cells: readonly string[]): string {
  const fields = names.map((name, index) => `${JSON.stringify(name)}:${JSON.stringify(cells[index] ?? '')}`).join(',');
  const record = visibleJson(text)
    .replace(/\s*\r?\n\s*/g, ' ')
    .trim();
  if (!record.startsWith('{') || !record.endsWith('}')) return `{${fields}}\n`;
  const inner = record.slice(0, -1).trimEnd();
  return `${inner}${inner.endsWith('{') ? '' : ','}${fields}}\n`;
}
