import { knownRank } from '../../domain/columns/contact-labels.ts';
import { headedColumn, type ListPlan } from '../../domain/columns/contact-plan.ts';
import { countryOf } from '../../domain/contacts/contact-country.ts';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import type { ContactRow } from '../../ports.ts';
import type { ByteSource } from './byte-source.ts';
import { lineScanner } from './json/json-scanner.ts';

const batchSize = 1000;

/** The columns of a card when rows are written. */
export const vcardColumns = ['name', 'organization', 'email', 'phone'] as const;

export const vcardPlan: ListPlan = {
  numbers: [{ column: 3, kind: 'plain', label: -1, dialling: -1, area: -1, extension: -1, isList: false }],
  country: -1,
  countryContext: headedColumn,
  countriesSeen: [],
  countryDoubts: [],
  consents: [],
  others: [],
  readings: 'national',
  readingDoubt: null,
  uses: [
    { name: 'TEL', role: 'number', used: true, ground: 'header', rows: null },
    { name: 'ADR', role: 'country', used: true, ground: 'header', rows: null },
  ],
};

interface Card {
  readonly line: number;
  name: string;
  organization: string;
  email: string;
  country: string | undefined;
  readonly numbers: { readonly group: string; readonly parameters: string; readonly value: string }[];
  /** The user's label of a number, by its group: `item1.X-ABLabel`. */
  readonly labels: Map<string, string>;
}

/**
 * vCard 2.1, 3 and 4: a card is a row with its numbers, mobile ones first, without fax and pager numbers and those
 * labelled as another person's. A card inside another one (`AGENT`) is another person and not a row.
 */
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
    const phones = phonesOf(card);
    if (phones.length === 0 && card.numbers.some(({ value }) => value !== '')) log.add('other-person-only', card.line);
    const country = card.country === undefined ? undefined : countryOf(vcardPlan, card.country);
    batch.push({
      line: card.line,
      phones,
      ...(country !== undefined && { country }),
      ...(keepCells && { cells: [card.name, card.organization, card.email, phones.join(' ::: ')] }),
    });
    card = undefined;
  };
  let inner = 0;
  let isAgent = false;
  for await (const { line, text } of unfolded(source, log)) {
    const property = propertyOf(text);
    if (property === undefined) continue;
    const { name, value } = property;
    const begins = name === 'BEGIN' && /^vcard$/i.test(value);
    if (begins && (isAgent || inner > 0)) inner += 1;
    isAgent = name === 'AGENT';
    if (inner > 0) {
      if (name === 'END') inner -= 1;
      continue;
    }
    if (begins) {
      end(false);
      card = { line, name: '', organization: '', email: '', country: undefined, numbers: [], labels: new Map() };
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
  /** `item1` of `item1.TEL`, in lower case; empty: none. */
  readonly group: string;
  readonly name: string;
  /** Upper case, with or without names: `TYPE=CELL`, `CELL`. */
  readonly parameters: string;
  readonly value: string;
}

function take(card: Card, { group, name, parameters, value }: Property): void {
  if (name === 'FN') card.name = value;
  else if (name === 'ORG') card.organization ||= value;
  else if (name === 'EMAIL') card.email ||= value;
  else if (name === 'ADR') card.country ??= value.split(';')[6]?.trim() || undefined;
  else if (name === 'X-ABLABEL' && group !== '') card.labels.set(group, value.replace(/^_\$!<|>!\$_$/g, ''));
  else if (name === 'TEL') card.numbers.push({ group, parameters, value: value.replace(/^tel:/i, '') });
}

/** The person's numbers, without machines; mobile ones first. */
function phonesOf({ numbers, labels }: Card): readonly string[] {
  const ranked = numbers.flatMap(({ group, parameters, value }) => {
    if (/FAX|PAGER|MODEM|BBS/.test(parameters)) return [];
    const rank = knownRank('plain', labels.get(group) ?? '');
    if (rank === null) return [];
    return [{ value, isMobile: rank === 0 || /CELL|MOBILE|IPHONE|TEXT/.test(parameters) }];
  });
  return [...ranked.filter(({ isMobile }) => isMobile), ...ranked.filter(({ isMobile }) => !isMobile)].map(
    ({ value }) => value,
  );
}

function propertyOf(text: string): Property | undefined {
  const [, head = '', value = ''] = /^((?:[^:"]|"[^"]*")*):(.*)$/s.exec(text) ?? [];
  const [name = '', ...parameters] = head.split(';');
  if (name === '') return undefined;
  const given = parameters.join(';').toUpperCase();
  return {
    group: /^(.*)\./.exec(name)?.[1]?.trim().toLowerCase() ?? '',
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

/** Logical lines: a line that begins with white space, or follows a soft line break, continues the one before. */
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
