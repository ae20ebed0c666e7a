/** The most blanks that one tag adds. */
const mostBlanks = 1000;

/** Collects the text of a cell. */
export interface OdsText {
  readonly clear: () => void;
  readonly openParagraph: () => void;
  readonly closeParagraph: () => void;
  readonly add: (part: string) => void;
  /** Blanks that count, where those of the XML do not. */
  readonly addBlanks: (count: number) => void;
  readonly addLineEnd: () => void;
  readonly text: () => string;
}

/** Of blanks in the XML, only one counts, and none at the start or end of a paragraph. */
export function odsTextReader(): OdsText {
  let text = '';
  let paragraphs = 0;
  /** The text ends where a blank of the XML would not count. */
  let isAtBlank = true;
  let isBlankOfXml = false;
  const addCounted = (part: string): void => {
    text += part;
    isAtBlank = false;
    isBlankOfXml = false;
  };
  return {
    clear: () => {
      text = '';
      paragraphs = 0;
    },
    openParagraph: () => {
      if (paragraphs > 0) text += '\n';
      paragraphs += 1;
      isAtBlank = true;
      isBlankOfXml = false;
    },
    closeParagraph: () => {
      if (isBlankOfXml) text = text.slice(0, -1);
      isBlankOfXml = false;
    },
    add: (part) => {
      const plain = /[\t\r\n]| {2}|^ | $/.test(part) ? part.replace(/[ \t\r\n]+/g, ' ') : part;
      const added = isAtBlank && plain.startsWith(' ') ? plain.slice(1) : plain;
      if (added === '') return;
      text += added;
      isBlankOfXml = added.endsWith(' ');
      isAtBlank = isBlankOfXml;
    },
    addBlanks: (count) => addCounted(' '.repeat(Math.min(Math.max(count, 1), mostBlanks))),
    addLineEnd: () => addCounted('\n'),
    text: () => text,
  };
}
