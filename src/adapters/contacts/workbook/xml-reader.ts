import { Parser } from 'saxen';
import { UserError } from '../../../domain/user-error.ts';
import { unreadable } from '../list-file.ts';
import { itemReader, type PlainItems } from './plain-items.ts';
import { damaged } from './workbook-problem.ts';

/** Longer than any tag or text of a workbook: a cell has at most 32,767 characters. */
const longestToken = 1024 * 1024;
/** Parts of a workbook have a depth of about ten. */
const deepest = 256;
const lessThan = 0x3c;

type Attributes = Readonly<Record<string, string | undefined>>;

/** Names are local ones: `row` for `x:row`. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: () => Attributes) => void;
  readonly close?: (name: string) => void;
  /** A text may come in several parts. */
  readonly text?: (text: string) => void;
  /** The depth of an open element of which only the end is wanted from now on; undefined: everything is wanted. */
  readonly unwanted?: () => number | undefined;
}

/** What cannot be left out, such as a comment: the document has to be read with all elements. */
export class UnclearContent extends Error {}

export interface XmlReader {
  /** Calls the handlers for what is complete. Throws `UserError` (`contacts.unreadable`). */
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/**
 * Reads XML in bounded memory. A document type, which could define entities or name other files, is refused; so are tags or
 * texts of more than 1 MiB and deep nesting. `name` is for messages; `plain` reads the elements that most of a part consists of.
 */
export function xmlReader(name: string, { open, close, text, unwanted }: XmlHandlers, plain?: PlainItems): XmlReader {
  let depth = 0;
  /** The names of the open elements, as they are written. */
  const tags: string[] = [];
  let skipped: { readonly level: number; readonly mark: RegExp } | undefined;
  /** Characters since the last event: those of a comment that does not end. */
  let waiting = 0;
  const counted = ({ read, ...about }: PlainItems): PlainItems => ({
    ...about,
    read: (all, at) => {
      const next = read(all, at);
      if (next !== -1) waiting = 0;
      return next;
    },
  });
  const parser = new Parser()
    .on('openTag', (tag, attributes, decode) => {
      waiting = 0;
      depth += 1;
      if (depth > deepest) throw damaged(name);
      tags.push(tag);
      items?.open(tag);
      open?.(localName(tag), () => decoded(attributes(), decode));
    })
    .on('closeTag', (tag) => {
      waiting = 0;
      depth -= 1;
      tags.pop();
      close?.(localName(tag));
    })
    .on('text', (part, decode) => text?.(part.includes('&') ? decode(part) : part))
    .on('cdata', (part) => text?.(part))
    .on('comment', () => {
      waiting = 0;
    })
    .on('attention', () => {
      throw unreadable(name, 'contains a document type definition, which no workbook has', 'Save it again in Excel.');
    });
  const items =
    plain === undefined
      ? undefined
      : itemReader(counted(plain), { write: (part) => parser.write(part), depth: () => depth });
  let toUtf8: ((chunk: Buffer) => Buffer) | undefined;
  let rest: Buffer = Buffer.alloc(0);
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw error instanceof UserError ? error : damaged(name);
    }
  };
  /** A part without what is not wanted. Tags begin with the only `<` of a document, but for comments and the like. */
  const wantedOf = (part: string): string => {
    const level = unwanted?.();
    if (skipped === undefined && level !== undefined) {
      const tag = tags[level - 1] ?? '';
      const escaped = tag.replaceAll(/[^\w:]/g, '\\$&');
      if (tags.indexOf(tag, level) === -1) skipped = { level, mark: new RegExp(`<(?:/?${escaped}(?=[\\s/>])|[!?])`) };
    }
    if (skipped === undefined) return part;
    const found = skipped.mark.exec(part);
    if (found === null) return '';
    if (!found[0].startsWith('</')) throw new UnclearContent();
    const ends = tags.slice(skipped.level).reverse();
    skipped = undefined;
    return ends.map((tag) => `</${tag}>`).join('') + part.slice(found.index);
  };
  return {
    push: (chunk) => {
      toUtf8 ??= recoderFor(chunk);
      const piece = toUtf8(chunk);
      // The parser may end a tag at a `>` in a cut attribute. No attribute contains a `<`, so a cut there is safe.
      const cut = piece.lastIndexOf(lessThan);
      if (cut === -1) rest = Buffer.concat([rest, piece]);
      else {
        // Joined as bytes: the parser would copy a text that is joined of two.
        const whole = Buffer.concat([rest, piece.subarray(0, cut)]).toString();
        rest = Buffer.from(piece.subarray(cut));
        const wanted = wantedOf(whole);
        waiting += wanted.length;
        guarded(() => (items === undefined ? parser.write(wanted) : items.push(wanted)));
      }
      if (rest.length > longestToken || waiting > longestToken) throw damaged(name);
    },
    end: () => {
      const wanted = wantedOf(rest.toString());
      guarded(() => {
        items?.end();
        parser.write(wanted);
        parser.end();
      });
    },
  };
}

/** Reads a whole part. */
export async function readXml(name: string, chunks: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const reader = xmlReader(name, handlers);
  for await (const chunk of chunks) reader.push(chunk);
  reader.end();
}

const localName = (tag: string): string => {
  const colon = tag.indexOf(':');
  return colon === -1 ? tag : tag.slice(colon + 1);
};

const noAttributes: Attributes = {};

function decoded(attributes: Attributes | false, decode: (text: string) => string): Attributes {
  if (attributes === false) return noAttributes;
  for (const key in attributes) {
    if (attributes[key]?.includes('&')) {
      return Object.fromEntries(Object.entries(attributes).map(([each, value]) => [each, decode(value ?? '')]));
    }
  }
  return attributes;
}

/** Parts are UTF-8, or UTF-16 with a byte-order mark. */
function recoderFor(start: Buffer): (chunk: Buffer) => Buffer {
  const mark = start.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return (chunk) => chunk;
  const decoder = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be');
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }));
}
