import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import { type JsonText, lineScanner } from '../json/json-scanner.ts';
import type { Piece } from '../stored-bytes.ts';

export interface Property {
  /** The line on which it begins. */
  readonly line: number;
  /** `item1` of `item1.TEL`, in lower case; empty: none. */
  readonly group: string;
  readonly name: string;
  /** Upper case, with or without names: `TYPE=CELL`, `CELL`. */
  readonly parameters: string;
  /** As it is written; `textOf` decodes it. */
  readonly written: string;
}

interface LogicalLine {
  readonly line: number;
  text: string;
}

/** Reads pieces of a file of cards one after the other; each call returns the properties that are complete. */
export function propertyReader(log: FindingLog): (piece: Piece) => readonly Property[] {
  const { push } = lineScanner(log);
  let current: LogicalLine | undefined;
  return ({ piece, last }) => {
    const properties: Property[] = [];
    const end = (): void => {
      const property = current === undefined ? undefined : propertyOf(current);
      if (property !== undefined) properties.push(property);
    };
    // A line that begins with white space, or follows a soft line break, continues the one before.
    const take = ({ line, text = '' }: JsonText): void => {
      const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (current !== undefined && (bare.startsWith(' ') || bare.startsWith('\t'))) current.text += bare.slice(1);
      else if (current !== undefined && isSoft(current.text)) current.text = current.text.slice(0, -1) + bare;
      else {
        end();
        current = { line, text: bare };
      }
    };
    for (const value of push(piece, last)) take(value);
    if (last) {
      end();
      current = undefined;
    }
    return properties;
  };
}

const isSoft = (text: string): boolean => text.endsWith('=') && /QUOTED-PRINTABLE/i.test(text.slice(0, 200));

function propertyOf({ line, text }: LogicalLine): Property | undefined {
  const colon = colonOf(text);
  if (colon === -1) return undefined;
  const head = text.slice(0, colon);
  const written = text.slice(colon + 1);
  const semicolon = head.indexOf(';');
  const name = semicolon === -1 ? head : head.slice(0, semicolon);
  if (name === '') return undefined;
  const isGrouped = name.includes('.');
  return {
    line,
    group: isGrouped ? (/^(.*)\./.exec(name)?.[1]?.trim().toLowerCase() ?? '') : '',
    name: (isGrouped ? name.replace(/^.*\./, '') : name).trim().toUpperCase(),
    parameters: semicolon === -1 ? '' : head.slice(semicolon + 1).toUpperCase(),
    written,
  };
}

/** The first colon that is not inside of quotes; -1: no colon follows, or a quote before it is not closed. */
function colonOf(text: string): number {
  const first = text.indexOf(':');
  const quote = text.indexOf('"');
  if (quote === -1 || quote > first) return first;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === ':') return at;
    if (text[at] !== '"') continue;
    at = text.indexOf('"', at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

/** The value of a property, without what protects its commas and semicolons. */
export function textOf({ parameters, written }: Property): string {
  const text = parameters.includes('QUOTED-PRINTABLE') ? quotedPrintable(written) : written;
  return (text.includes('\\') ? text.replace(/\\([,;\\])/g, '$1').replace(/\\n/gi, ' ') : text).trim();
}

const quotedPrintable = (value: string): string =>
  Buffer.from(
    value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
