import { refusalOf } from '../columns/contact-consent.ts';
import { knownRank } from '../columns/contact-labels.ts';
import { isSimple, type ListPlan, type PlannedNumber } from '../columns/contact-plan.ts';
import { countryToReadWith } from '../countries/country-columns.ts';
import { readCountry } from '../countries/country-names.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';
import { countryOf } from './contact-country.ts';
import type { TallyRow } from './contact-tally.ts';

export interface CellEntry {
  readonly text: string;
  /** The type that is written next to it, in the same cell or field. */
  readonly label?: string;
  /** A dialling code that belongs to it. */
  readonly dialling?: string;
}

/** The cells of a row by column; several entries if a field holds a list. */
export type RowCells = (column: number) => readonly CellEntry[];

export interface ReadRow extends Omit<TallyRow, 'line'> {
  readonly phones: readonly string[];
  /** The column of each of `phones`, as an index of the plan's numbers. */
  readonly sources: readonly number[];
  /** The consent column is empty in this row. */
  readonly isConsentEmpty?: boolean;
  /** The row has only numbers of another person or a machine. */
  readonly isOtherPerson?: boolean;
}

/** The content of a cell before the number: a calling code or an area code. */
function prefixOf(
  cell: string,
  isArea: boolean,
): { readonly home?: string | null | undefined; readonly area?: string | undefined } {
  const text = cell.trim();
  if (text === '') return {};
  const digits = text.replace(/\D/g, '');
  const isTown = /^[(]?0?\d{1,5}[)]?$/.test(text) && !text.startsWith('00') && (isArea || /^\(?0/.test(text));
  if (isTown) return { area: digits };
  const code = digits.replace(/^00/, '');
  const reading = readCountry(/^\d{1,6}$/.test(text) ? `+${code}` : text);
  if (reading.kind === 'empty') return {};
  return { home: countryToReadWith(reading) ?? null };
}

interface Candidate {
  readonly cell: string;
  readonly home: string | null | undefined;
  readonly rank: number;
  readonly source: number;
}

export function rowReader(plan: ListPlan): (cells: RowCells) => ReadRow {
  const countryIn = knownCountries(plan);
  const [only] = plan.numbers;
  if (only === undefined || !isSimple(plan)) return (cells) => readRow(plan, cells, countryIn);
  return (cells) => {
    const [entry, ...others] = cells(only.column);
    // Several entries may have labels.
    if (entry === undefined || others.length > 0 || entry.label !== undefined || entry.dialling !== undefined) {
      return readRow(plan, cells, countryIn);
    }
    const country = plan.country === -1 ? undefined : countryIn(cells(plan.country)[0]?.text ?? '');
    const phones = [entry.text];
    return country === undefined ? { phones, sources: noSources } : { phones, sources: noSources, country };
  };
}

const noSources: readonly number[] = [0];

const mostCountries = 2000;

/** Cached, since lists repeat the same countries. */
function knownCountries(plan: ListPlan): (cell: string) => string | null | undefined {
  const known = new Map<string, string | null | undefined>();
  return (cell) => {
    if (cell === '') return undefined;
    if (known.has(cell)) return known.get(cell);
    if (known.size >= mostCountries) known.clear();
    const country = countryOf(plan, cell);
    known.set(cell, country);
    return country;
  };
}

function readRow(plan: ListPlan, cells: RowCells, countryIn: (cell: string) => string | null | undefined): ReadRow {
  const candidates: Candidate[] = [];
  let isOtherPerson = false;
  const textOf = (column: number): string => (column === -1 ? '' : (cells(column)[0]?.text ?? ''));
  for (const [source, number] of plan.numbers.entries()) {
    for (const { text, label = textOf(number.label), dialling } of entriesOf(number, cells)) {
      const rank = knownRank(number.kind, label);
      if (rank === null) {
        isOtherPerson ||= text.trim() !== '';
        continue;
      }
      const { home, area } = dialling === undefined ? prefixesOf(number, textOf) : prefixOf(dialling, false);
      const extension = textOf(number.extension).trim();
      const isCut = text.trim() !== '' && /^\d{1,6}$/.test(extension);
      const cell = isCut ? `${text.trim()} x${extension}` : text;
      if (area !== undefined && text.trim() !== '' && !/^\s*(?:\+|00)/.test(text)) {
        candidates.push({ cell: `${area} ${cell.trim()}`, home, rank, source });
      }
      candidates.push({ cell, home, rank, source });
    }
  }
  // The sort is stable: equal ranks keep the order of the columns.
  const sorted = candidates.some(({ rank }, at) => rank < (candidates[at - 1]?.rank ?? 0))
    ? candidates.toSorted((one, other) => one.rank - other.rank)
    : candidates;
  const country = plan.country === -1 ? undefined : countryIn(textOf(plan.country));
  const isEmpty = sorted.every(({ cell }) => cell.trim() === '');
  if (isEmpty) isOtherPerson ||= plan.others.some((column) => textOf(column).trim() !== '');
  const { refusal, isConsentEmpty } = consentOf(plan, textOf);
  return {
    phones: sorted.map(({ cell }) => cell),
    sources: sorted.map(({ source }) => source),
    ...(sorted.some(({ home }) => home !== undefined) && { homes: sorted.map(({ home }) => home) }),
    ...(country !== undefined && { country }),
    ...(refusal !== undefined && { refusal }),
    ...(isConsentEmpty && { isConsentEmpty }),
    ...(isEmpty && isOtherPerson && { isOtherPerson }),
  };
}

function entriesOf({ column, isList }: PlannedNumber, cells: RowCells): readonly CellEntry[] {
  const entries = cells(column);
  if (!isList) return entries;
  return entries.flatMap((entry) =>
    entry.text.includes(' ::: ') ? entry.text.split(' ::: ').map((text) => ({ ...entry, text })) : entry,
  );
}

function prefixesOf({ dialling, area }: PlannedNumber, textOf: (column: number) => string) {
  const code = prefixOf(textOf(dialling), false);
  const town = prefixOf(textOf(area), true);
  // Null: a code that is not understood.
  return { home: code.home === undefined ? town.home : code.home, area: town.area ?? code.area };
}

function consentOf(plan: ListPlan, textOf: (column: number) => string) {
  let refusal: ContactReason | undefined;
  let isConsentEmpty = false;
  for (const consent of plan.consents) {
    const found = refusalOf(consent, textOf(consent.column));
    if (found === 'empty') isConsentEmpty = true;
    else if (found !== null && refusal !== 'do-not-text') refusal = found;
  }
  return { refusal, isConsentEmpty };
}
