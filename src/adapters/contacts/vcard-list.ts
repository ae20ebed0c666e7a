import type { FindingLog } from '../../domain/list-findings.ts';
import type { ContactRow } from '../../ports.ts';
import type { ByteSource } from './byte-source.ts';
import { lineScanner } from './json-scanner.ts';

const batchSize = 1000;

/** What a card becomes as a row of a table, when rows are written again. */
export const vcardColumns = ['name', 'organization', 'email', 'phone'] as const;

export const isVcard = ({ sample }: ByteSource): boolean =>
  /^\s*begin:vcard/i.test(sample.subarray(0, 64).toString('latin1'));

interface Card {
  readonly line: number;
  name: string;
  organization: string;
  email: string;
  country: string | undefined;
  /** Mobile numbers come first. */
  readonly mobile: string[];
  readonly other: string[];
}

/** vCard 2.1, 3 and 4: a card is a row, with its numbers, those of mobiles first; fax and pager numbers are none. */
export async function* vcardRows(
  source: ByteSource,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  let card: Card | undefined;
  let batch: ContactRow[] = [];
  const end = (isWhole: boolean): void => {
    if (card === undefined) return;
    if (!isWhole) log.add('broken-vcard', card.line);
    const phones = [...card.mobile, ...card.other];
    batch.push({
      line: card.line,
      phones,
      ...(card.country !== undefined && { country: card.country }),
      ...(keepCells && { cells: [card.name, card.organization, card.email, phones.join(' ::: ')] }),
    });
    card = undefined;
  };
  for await (const { line, text } of unfolded(source, log)) {
    const property = propertyOf(text);
    if (property === undefined) continue;
    const { name, value } = property;
    if (name === 'BEGIN' && /^vcard$/i.test(value)) {
      end(false);
      card = { line, name: '', organization: '', email: '', country: undefined, mobile: [], other: [] };
    } else if (name === 'END') end(true);
    else if (card !== undefined) take(card, property);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  end(false);
  if (batch.length > 0) yield batch;
}

interface Property {
  readonly name: string;
  /** Upper case, with their names where they have any: `TYPE=CELL`, `CELL`. */
  readonly parameters: string;
  readonly value: string;
}

function take(card: Card, { name, parameters, value }: Property): void {
  if (name === 'FN') card.name = value;
  else if (name === 'ORG') card.organization ||= value;
  else if (name === 'EMAIL') card.email ||= value;
  else if (name === 'ADR') card.country ??= value.split(';')[6]?.trim() || undefined;
  else if (name === 'TEL' && !/FAX|PAGER|MODEM|BBS/.test(parameters)) {
    (/CELL|MOBILE|IPHONE|TEXT/.test(parameters) ? card.mobile : card.other).push(value.replace(/^tel:/i, ''));
  }
}

function propertyOf(text: string): Property | undefined {
  const [, head = '', value = ''] = /^((?:[^:"]|"[^"]*")*):(.*)$/s.exec(text) ?? [];
  const [name = '', ...parameters] = head.split(';');
  if (name === '') return undefined;
  const given = parameters.join(';').toUpperCase();
  return {
    name: name.replace(/^.*\./, '').trim().toUpperCase(),
    parameters: given,
    value: (given.includes('QUOTED-PRINTABLE') ? quotedPrintable(value) : value)
      .replace(/\\([,;\\])/g, '$1')
      .replace(/\\n/gi, ' ')
      .trim(),
  };
}

const quotedPrintable = (value: string): string =>
  Buffer.from(
    value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** Logical lines: one that begins with white space, or follows a soft line break, belongs to the one before. */
async function* unfolded(source: ByteSource, log: FindingLog) {
  const { push } = lineScanner(log);
  let current: { line: number; text: string } | undefined;
  for await (const { piece, last } of source.pieces()) {
    for (const { line, text = '' } of push(piece, last)) {
      const bare = text.replace(/\r$/, '');
      if (current !== undefined && /^[ \t]/.test(bare)) current.text += bare.slice(1);
      else if (current !== undefined && isSoft(current.text)) current.text = current.text.slice(0, -1) + bare;
      else {
        if (current !== undefined) yield current;
        current = { line, text: bare };
      }
    }
  }
  if (current !== undefined) yield current;
}

const isSoft = (text: string): boolean => text.endsWith('=') && /QUOTED-PRINTABLE/i.test(text.slice(0, 200));
