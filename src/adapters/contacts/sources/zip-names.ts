import { closeSync } from 'node:fs';
import { openList, tailOf } from '../list-file.ts';
import { nameInShell } from './pipe-hint.ts';

/** The signature of a file in a ZIP archive, as a number of little-endian bytes. */
export const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;

/** The name of the first file of a ZIP archive, and the names of others, as far as the start and the end of it show. */
export function zipNames(
  start: Buffer,
  path: string,
  isUnpacked: boolean,
): { readonly first: string | undefined; readonly names: readonly string[] } {
  const first = namesFrom(start, { signature: localHeader, lengthAt: 26, nameAt: 30 })[0];
  const end = path === '-' || isUnpacked ? start : tailAt(path);
  const names = namesFrom(end, { signature: centralHeader, lengthAt: 28, nameAt: 46 });
  return { first, names: [...new Set(first === undefined ? names : [first, ...names])] };
}

function tailAt(path: string): Buffer {
  const { file, stats } = openList(path);
  try {
    return tailOf({ file, bytes: stats.size });
  } finally {
    closeSync(file);
  }
}

interface Header {
  readonly signature: number;
  readonly lengthAt: number;
  readonly nameAt: number;
}

const longestName = 1024;

/** Any bytes may look like a header: what is read is a proposal to a person. */
function namesFrom(bytes: Buffer, { signature, lengthAt, nameAt }: Header): readonly string[] {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signature);
  const names: string[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 4)) {
    if (at + nameAt > bytes.length) break;
    const length = bytes.readUInt16LE(at + lengthAt);
    if (length > 0 && length <= longestName && at + nameAt + length <= bytes.length) {
      names.push(bytes.subarray(at + nameAt, at + nameAt + length).toString('utf8'));
    }
  }
  return names;
}

/** The file that is most likely a list, and the others that may be. */
export function pickNames(names: readonly string[]): {
  readonly list: string | undefined;
  readonly others: readonly string[];
} {
  const [list, ...others] = names.filter(
    (name) =>
      /\.(?:csv|tsv|txt|json|ndjson|jsonl|vcf)$/i.test(name) &&
      !/(?:^|\/)(?:__MACOSX\/|\.|readme|licen[cs]e)/i.test(name) &&
      !name.startsWith('-') &&
      nameInShell(name, '') !== '',
  );
  return { list, others };
}
