import { knownRank } from '../../../domain/columns/contact-labels.ts';
import { headedColumn, type ListPlan } from '../../../domain/columns/contact-plan.ts';
import { countryOf } from '../../../domain/contacts/contact-country.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import type { ContactRow } from '../../../ports.ts';
import type { ByteSource } from '../byte-source.ts';
import { partsOf } from '../stored-bytes.ts';
import { type Property, propertyReader, textOf } from './vcard-properties.ts';

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
  readonly numbers: CardNumber[];
  /** The user's label of a number, by its group: `item1.X-ABLabel`. */
  labels: Map<string, string> | undefined;
}

interface CardNumber extends Pick<Property, 'group' | 'parameters'> {
  readonly value: string;
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
  const properties = propertyReader(log);
  const cards = cardReader(log, keepCells);
  for await (const piece of source.pieces()) {
    for (const part of partsOf(piece)) {
      for (const property of properties(part)) cards.take(property);
      const rows = cards.rows();
      if (rows.length > 0) yield rows;
    }
  }
  cards.end();
  const rows = cards.rows();
  if (rows.length > 0) yield rows;
}

function cardReader(log: FindingLog, keepCells: boolean) {
  let card: Card | undefined;
  let rows: ContactRow[] = [];
  let inner = 0;
  let isAgent = false;
  const end = (isWhole: boolean): void => {
    if (card === undefined) return;
    if (!isWhole) log.add('broken-vcard', card.line);
    const phones = phonesOf(card);
    if (phones.length === 0 && card.numbers.some(({ value }) => value !== '')) log.add('other-person-only', card.line);
    const country = card.country === undefined ? undefined : countryOf(vcardPlan, card.country);
    rows.push({
      line: card.line,
      phones,
      ...(country !== undefined && { country }),
      ...(keepCells && { cells: [card.name, card.organization, card.email, phones.join(' ::: ')] }),
    });
    card = undefined;
  };
  return {
    take: (property: Property): void => {
      const { line, name, group, parameters } = property;
      const begins = name === 'BEGIN' && /^vcard$/i.test(textOf(property));
      if (begins && (isAgent || inner > 0)) inner += 1;
      isAgent = name === 'AGENT';
      if (inner > 0) {
        if (name === 'END') inner -= 1;
        return;
      }
      if (begins) {
        end(false);
        card = { line, name: '', organization: '', email: '', country: undefined, numbers: [], labels: undefined };
      } else if (name === 'END') end(true);
      else if (card === undefined) return;
      else if (name === 'TEL') {
        card.numbers.push({ group, parameters, value: textOf(property).replace(/^tel:/i, '') });
      } else if (name === 'ADR') card.country ??= textOf(property).split(';')[6]?.trim() || undefined;
      else if (name === 'X-ABLABEL' && group !== '') {
        card.labels ??= new Map();
        card.labels.set(group, textOf(property).replace(/^_\$!<|>!\$_$/g, ''));
      } else if (keepCells) takeText(card, property);
    },
    end: (): void => end(false),
    /** The rows since the last call. */
    rows: (): readonly ContactRow[] => {
      const complete = rows;
      rows = [];
      return complete;
    },
  };
}

/** What is only written again. */
function takeText(card: Card, property: Property): void {
  const { name } = property;
  if (name === 'FN') card.name = textOf(property);
  else if (name === 'ORG') card.organization ||= textOf(property);
  else if (name === 'EMAIL') card.email ||= textOf(property);
}

/** The person's numbers, without machines; mobile ones first. */
function phonesOf({ numbers, labels }: Card): readonly string[] {
  const mobile: string[] = [];
  const others: string[] = [];
  for (const { group, parameters, value } of numbers) {
    if (/FAX|PAGER|MODEM|BBS/.test(parameters)) continue;
    const rank = knownRank('plain', labels?.get(group) ?? '');
    if (rank === null) continue;
    const isMobile = rank === 0 || /CELL|MOBILE|IPHONE|TEXT/.test(parameters);
    (isMobile ? mobile : others).push(value);
  }
  return [...mobile, ...others];
}
