import { knownRank } from '../../../domain/columns/contact-labels.ts';
import { headedColumn, isPlain, type ListPlan } from '../../../domain/columns/contact-plan.ts';
import { countryOf } from '../../../domain/contacts/contact-country.ts';
import type { ContactRow } from '../../../ports.ts';
import { type EncodableRow, rowEncoder } from '../../counting/rows/encoded-row.ts';
import type { EncodedPiece } from '../../counting/rows/json-rows.ts';

/** Rows have a column for no more phone cells; a row with more is judged as a whole. */
const mostPhones = 8;

/** How the rows of a list are encoded. */
export interface Encoding {
  /** Which of the plan's numbers each phone column is. */
  readonly sources: readonly number[];
  /** Rows name the numbers of their phones. */
  readonly hasSources: boolean;
  readonly encode: (row: EncodableRow) => string;
  /** The country of an encoded row. */
  readonly countryOf: (cell: string) => string | null | undefined;
}

/** The encoding, once it is known, and the rows in it. */
export interface EncodedRows {
  readonly encoding: Encoding;
  readonly pieces: AsyncIterator<EncodedPiece, unknown>;
}

/** Countries in a column of codes and names, as the kernel reads them (`countriesSeen` decides about ambiguous names). */
export const kernelCountries = ({ countryContext, countriesSeen }: ListPlan) => ({
  countryContext: headedColumn,
  countriesSeen: isHeaded(countryContext) ? countriesSeen : [],
});

const isHeaded = ({ regionsOf, lowerCaseCodes, bareCallingCodes }: ListPlan['countryContext']): boolean =>
  regionsOf === null && lowerCaseCodes && bareCallingCodes;

export function encodingOf(plan: ListPlan, sources: readonly number[], hasSources: boolean): Encoding {
  const countries = kernelCountries(plan);
  const known = new Map<string, string | null | undefined>();
  const read = (cell: string): string | null | undefined => {
    if (known.has(cell)) return known.get(cell);
    const country = cell === '' ? undefined : countryOf(countries, cell);
    known.set(cell, country);
    return country;
  };
  return {
    sources,
    hasSources,
    encode: rowEncoder(sources, (country) => read(country) === country),
    countryOf: read,
  };
}

/**
 * The order of the numbers of a plan in its rows, if the cells of a row are all that decides, and a country is read as the kernel
 * reads it; undefined: it is not so.
 */
export function plainOrder(plan: ListPlan): readonly number[] | undefined {
  const ranks = plan.numbers.map(({ kind }) => knownRank(kind, ''));
  if (!isPlain(plan) || ranks.includes(null) || ranks.length > mostPhones || !isHeaded(plan.countryContext)) {
    return undefined;
  }
  return [...ranks.keys()].toSorted((one, other) => (ranks[one] ?? 0) - (ranks[other] ?? 0));
}

/** Encodes rows. The first ones decide about the columns. */
export async function encodedRows(plan: ListPlan, rows: AsyncIterable<readonly ContactRow[]>): Promise<EncodedRows> {
  const source = rows[Symbol.asyncIterator]();
  const first = await source.next();
  const batch: readonly ContactRow[] = first.done === true ? [] : first.value;
  const hasSources = batch.some((row) => row.sources !== undefined);
  const encoding = encodingOf(plan, sourcesOf(plan, batch, hasSources), hasSources);
  const pieceOf = (of: readonly ContactRow[]): EncodedPiece => {
    let lines = '';
    for (const row of of) lines += encoding.encode(row);
    return { lines: Buffer.from(lines), rows: of.length };
  };
  async function* pieces(): AsyncGenerator<EncodedPiece> {
    try {
      yield pieceOf(batch);
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield pieceOf(next.value);
    } finally {
      await source.return?.();
    }
  }
  return { encoding, pieces: pieces() };
}

/** Which of the plan's numbers each phone column is: as in the longest row. */
function sourcesOf(plan: ListPlan, batch: readonly ContactRow[], hasSources: boolean): readonly number[] {
  let longest: readonly number[] = [];
  for (const { phones = [], sources } of batch) {
    if (phones.length <= longest.length) continue;
    longest = (sources ?? [...phones.keys()]).slice(0, mostPhones);
  }
  const others = [...plan.numbers.keys()].filter((number) => !longest.includes(number));
  const all = [...longest, ...others];
  // The kernel counts by place only if there are several, and rows without sources differ by them.
  return hasSources ? all : [...all, ...[0, 1].slice(all.length)];
}
