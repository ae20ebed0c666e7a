import { plainTexts } from './plain-rows.ts';
import { damaged, tooLargeInside } from './workbook-problem.ts';
import { type XmlHandlers, xmlReader } from './xml-reader.ts';

/** Names, addresses and numbers of a million rows have about 60 MiB. */
const mostText = 160 * 1024 * 1024;
const mostStrings = 32 * 1024 * 1024;
/** The first strings are often those that repeat, such as countries. */
const keptStrings = 4096;
const firstBytes = 64 * 1024;
/** A cell has at most 32,767 characters. */
const longestText = 1024 * 1024;

export interface SharedStrings {
  /** Undefined: no string has this index. */
  readonly at: (index: number) => string | undefined;
}

/**
 * Keeps the texts that the cells of a workbook share as bytes, which take a third of the memory of strings. Rejects with
 * `UserError` (`contacts.unreadable`).
 */
export async function sharedStrings(name: string, chunks: AsyncIterable<Buffer>): Promise<SharedStrings> {
  let bytes = Buffer.allocUnsafeSlow(firstBytes);
  let ends = new Uint32Array(1024);
  let count = 0;
  let size = 0;
  const add = (text: string): void => {
    const most = text.length * 3;
    if (size + most > mostText || count >= mostStrings) throw tooLargeInside(name, '160 MiB of text');
    if (size + most > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length + (bytes.length >> 1), size + most));
      bytes.copy(larger, 0, 0, size);
      bytes = larger;
    }
    if (count === ends.length) {
      const larger = new Uint32Array(ends.length + (ends.length >> 1));
      larger.set(ends);
      ends = larger;
    }
    size += bytes.write(text, size);
    ends[count] = size;
    count += 1;
  };
  await readStrings(name, chunks, add);
  const kept = new Map<number, string>();
  return {
    at: (index) => {
      if (!(index >= 0 && index < count)) return undefined;
      const known = kept.get(index);
      if (known !== undefined) return known;
      const text = bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
      if (index < keptStrings) kept.set(index, text);
      return text;
    },
  };
}

async function readStrings(name: string, chunks: AsyncIterable<Buffer>, add: (text: string) => void): Promise<void> {
  let text = '';
  let isText = false;
  /** Inside of the reading that is printed above a word in Japanese. */
  let isPhonetic = false;
  const handlers: XmlHandlers = {
    open: (tag) => {
      if (tag === 't') isText = !isPhonetic;
      else if (tag === 'rPh') isPhonetic = true;
      else if (tag === 'si') text = '';
    },
    close: (tag) => {
      if (tag === 't') isText = false;
      else if (tag === 'rPh') isPhonetic = false;
      else if (tag === 'si') add(plainText(text));
    },
    text: (part) => {
      if (!isText) return;
      text += part;
      if (text.length > longestText) throw damaged(name);
    },
  };
  const plain = plainTexts((whole) => {
    if (whole.length > longestText) throw damaged(name);
    add(plainText(whole));
  });
  const reader = xmlReader(name, handlers, plain);
  for await (const chunk of chunks) reader.push(chunk);
  reader.end();
}

/** Excel writes a character that XML excludes, such as a line end, as `_x000D_`. */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

export const noStrings: SharedStrings = { at: () => undefined };
