import { extname } from 'node:path';
import type { ByteSource } from './byte-source.ts';

/** NDJSON, an array of objects, objects one after another, or an object that holds such an array. */
export function isJson({ sample, source }: ByteSource): boolean {
  if (['.ndjson', '.jsonl', '.json'].includes(extname(source.replace(/\.gz$/i, '')).toLowerCase())) return true;
  const start = sample.subarray(0, 4096).toString('utf8').trimStart();
  return /^\{\s*["}]/.test(start) || /^\[\s*[[{"\]]/.test(start);
}

/** A shortcut that Google Drive leaves in a folder for a sheet: JSON with an address, without any contacts. */
export function isSheetShortcut({ sample, isWhole }: ByteSource): boolean {
  if (!isWhole || sample.length > 4096 || sample[0] !== 0x7b) return false;
  const text = sample.toString('utf8');
  return /"doc_id"\s*:/.test(text) && /"resource_key"\s*:|"url"\s*:\s*"https:\/\/docs\.google\.com\//.test(text);
}

/** An OpenDocument spreadsheet in one XML file (.fods). */
export function isFlatOds({ sample }: ByteSource): boolean {
  const start = sample.subarray(0, 16 * 1024).toString('latin1');
  return /^(?:\s|<\?[^>]*\?>|<!--(?:(?!-->).)*-->)*<(?:\w+:)?document\s[^>]*opendocument/s.test(start);
}

export const isVcard = ({ sample }: ByteSource): boolean =>
  /^\s*begin:vcard/i.test(sample.subarray(0, 64).toString('latin1'));
