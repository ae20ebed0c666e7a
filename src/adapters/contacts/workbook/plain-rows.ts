import type { PlainItems } from './plain-items.ts';

interface PlainCell {
  readonly column: number;
  readonly type: string | undefined;
  readonly style: number;
  readonly value: string;
}

const quote = 0x22;
const space = 0x20;
const zero = 0x30;
/** More digits or letters are left to the parser. */
const mostDigits = 7;
const mostLetters = 3;

/**
 * Rows as Excel, LibreOffice and the usual libraries write them: cells with a reference, and with a value and nothing else. `onRow`
 * gets each.
 */
export function plainRows(onRow: (line: number, cells: readonly PlainCell[]) => void): PlainItems {
  /** The place behind digits and a quote; -1: something else is there. */
  let number = 0;
  const behindNumber = (text: string, from: number): number => {
    number = 0;
    for (let at = from; at <= from + mostDigits; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote && at > from) return at + 1;
      if (!(code >= zero && code <= zero + 9)) return -1;
      number = number * 10 + code - zero;
    }
    return -1;
  };

  const read = (text: string, from: number): number => {
    let at = behindSpace(text, from);
    if (!text.startsWith('<row r="', at)) return -1;
    at = behindNumber(text, at + 8);
    if (at === -1) return -1;
    const line = number;
    const open = text.indexOf('>', at);
    if (open === -1 || (open > at && !isPlainAttributes(text.slice(at, open)))) return -1;
    at = open + 1;
    const cells: PlainCell[] = [];
    while (text.startsWith('<c r="', at)) {
      at += 6;
      let column = 0;
      const letters = at;
      for (let code = text.charCodeAt(at); code >= 65 && code <= 90; code = text.charCodeAt(at)) {
        column = column * 26 + code - 64;
        at += 1;
      }
      if (at === letters || at - letters > mostLetters) return -1;
      at = behindNumber(text, at);
      if (at === -1) return -1;
      let style = 0;
      if (text.startsWith(' s="', at)) {
        at = behindNumber(text, at + 4);
        if (at === -1) return -1;
        style = number;
      }
      let type: string | undefined;
      if (text.startsWith(' t="', at)) {
        const end = text.indexOf('"', at + 4);
        type = typeOf(text.slice(at + 4, end));
        if (type === undefined) return -1;
        at = end + 1;
      }
      if (text.startsWith('/>', at)) {
        at += 2;
        continue;
      }
      const isInline = type === 'inlineStr';
      const before = isInline ? inlineBefore(text, at) : '><v>';
      const after = isInline ? '</t></is></c>' : '</v></c>';
      if (!text.startsWith(before, at)) return -1;
      const begin = at + before.length;
      const end = text.indexOf('<', begin);
      if (end === -1 || !text.startsWith(after, end)) return -1;
      const value = text.slice(begin, end);
      if (value.includes('&')) return -1;
      cells.push({ column: column - 1, type, style, value });
      at = end + after.length;
    }
    if (!text.startsWith('</row>', at)) return -1;
    onRow(line, cells);
    return at + 6;
  };
  return { within: 'sheetData', item: 'row', read };
}

const behindSpace = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) === 0x0a || text.charCodeAt(at) === 0x0d || text.charCodeAt(at) === space) at += 1;
  return at;
};

const inlineBefore = (text: string, at: number): string =>
  text.startsWith('><is><t xml:space="preserve">', at) ? '><is><t xml:space="preserve">' : '><is><t>';

const types: ReadonlyMap<string, string> = new Map(
  ['s', 'str', 'inlineStr', 'n', 'b', 'd'].map((type) => [type, type]),
);
const typeOf = (text: string): string | undefined => types.get(text);

/** Heights and styles of a row; `hidden` is left to the parser. */
const isPlainAttributes = (text: string): boolean =>
  !text.includes('hidden') && /^(?: [A-Za-z0-9:]{1,40}="[^"<>&]{0,100}")*$/.test(text);

/** Shared texts without formats. `onText` gets each. */
export const plainTexts = (onText: (text: string) => void): PlainItems => ({
  within: 'sst',
  item: 'si',
  read: (text, from) => {
    const at = behindSpace(text, from);
    const start = text.startsWith('<si><t>', at) ? '<si><t>' : '<si><t xml:space="preserve">';
    if (!text.startsWith(start, at)) return -1;
    const begin = at + start.length;
    const end = text.indexOf('<', begin);
    if (end === -1 || !text.startsWith('</t></si>', end)) return -1;
    const part = text.slice(begin, end);
    if (part.includes('&')) return -1;
    onText(part);
    return end + 9;
  },
});
