/** Elements that are read from the text itself, where they have the usual form; the parser of XML reads the others. */
export interface PlainItems {
  /** The element that holds them. */
  readonly within: string;
  readonly item: string;
  /** Reads the item at a place and returns the place behind it; -1: the parser has to read it, and nothing was taken. */
  readonly read: (text: string, at: number) => number;
}

interface Parser {
  readonly write: (text: string) => void;
  /** How many elements are open. */
  readonly depth: () => number;
}

/** An item that is longer is left to the parser, and so is all that follows. */
const longestItem = 256 * 1024;

/**
 * Gives the parser all text but that of plain items. A plain item is looked for only where the parser has closed everything that
 * began inside of `within`, so that text within a comment or an attribute is not taken for an item.
 */
export function itemReader({ within, item, read }: PlainItems, { write, depth }: Parser) {
  let state: 'before' | 'inside' | 'after' = 'before';
  let isOpened = false;
  /** How many elements are open between items. */
  let outside = 0;
  let waiting = '';
  const start = `<${within}`;
  const itemEnd = `</${item}>`;

  const enter = (text: string): number => {
    const at = text.indexOf(start);
    if (at === -1) {
      write(text);
      return text.length;
    }
    const end = text.indexOf('>', at) + 1;
    write(text.slice(0, end));
    // Otherwise the name was part of a comment, or the element is empty.
    state = isOpened && end > 0 && text[end - 2] !== '/' ? 'inside' : 'after';
    outside = depth();
    return end;
  };

  /** From an item that is not plain to the end of one, or to the end of the text. */
  const pass = (text: string, from: number): number => {
    const end = text.indexOf(itemEnd, from);
    if (end === -1 && !text.startsWith(`</${within}`, from) && text.length - from <= longestItem) return from;
    const part = text.slice(from, end === -1 ? text.length : end + itemEnd.length);
    write(part);
    if (end === -1 || depth() !== outside || part.includes('<!') || part.includes('<?')) state = 'after';
    return from + part.length;
  };

  return {
    /** Call it when the parser has opened an element. */
    open: (tag: string): void => {
      if (tag === within) isOpened = true;
    },
    push: (piece: string): void => {
      const text = waiting + piece;
      waiting = '';
      let at = state === 'before' ? enter(text) : 0;
      while (state === 'inside' && at < text.length) {
        const next = read(text, at);
        if (next !== -1) {
          at = next;
          continue;
        }
        const passed = pass(text, at);
        if (passed === at) {
          waiting = text.slice(at);
          return;
        }
        at = passed;
      }
      if (at < text.length) write(text.slice(at));
    },
    end: (): void => {
      if (waiting !== '') write(waiting);
      waiting = '';
    },
  };
}
