import type { NumberKind } from '../contact-words/header-role.ts';
import type { CountryContext } from '../countries/country-columns.ts';

/** What a column of a contact list is used for, or why it is not used. */
export type ColumnRole =
  | 'number'
  | 'dialling-code'
  | 'area-code'
  | 'extension'
  | 'label'
  | 'country'
  | 'opt-out'
  | 'consent'
  | 'other-person'
  | 'machine'
  | 'identifier';

export interface ColumnUse {
  readonly name: string;
  readonly role: ColumnRole;
  /** False if it looks like numbers but is not used. */
  readonly used: boolean;
  /** Decided by an option, by its header, or by its cells alone. */
  readonly ground: 'option' | 'header' | 'content';
  /** Rows whose verdict comes from its cell; null if nothing was counted, and for all but number columns. */
  readonly rows: number | null;
}

export interface PlannedNumber {
  readonly column: number;
  readonly kind: NumberKind;
  /** Columns that belong to this one; -1: none. */
  readonly label: number;
  readonly dialling: number;
  readonly area: number;
  readonly extension: number;
  /** Its cells may hold several numbers, separated by ` ::: `. */
  readonly isList: boolean;
}

export interface PlannedConsent {
  readonly column: number;
  /** Whether yes forbids (`opt-out`) or allows (`consent`) texting the person. */
  readonly sense: 'opt-out' | 'consent';
  /** Values that allow texting, given by an option; null: the usual words decide. */
  readonly allowed: readonly string[] | null;
}

/**
 * How numbers without a + are read that are valid both in the list's country and, after a +, in another. `unclear`: the
 * other rows do not decide. `undecided`: the sample holds no such rows. `times`: the numbers are seconds
 * since 1970 as well, all of one month.
 */
export type Readings = 'national' | 'international' | 'unclear' | 'undecided' | 'times';

/** All decisions about a list before its rows are judged; plain data, so that it can be saved. */
export interface ListPlan {
  /** In the order of preference. */
  readonly numbers: readonly PlannedNumber[];
  /** -1: none. */
  readonly country: number;
  readonly countryContext: CountryContext;
  /** Countries that the column names without ambiguity. They decide between the meanings of an ambiguous name. */
  readonly countriesSeen: readonly string[];
  /** Some of its cells that are not understood, masked. */
  readonly countryDoubts: readonly string[];
  readonly consents: readonly PlannedConsent[];
  /** Columns of other people's numbers, to find rows that hold nothing else. */
  readonly others: readonly number[];
  readonly readings: Readings;
  /** Both readings of the first number that has two, masked; null: there is none, or `readings` decides. */
  readonly readingDoubt: string | null;
  readonly uses: readonly ColumnUse[];
}

/** The columns that options name, as indexes. */
export interface ColumnChoice {
  /** Empty: not given. */
  readonly phones: readonly number[];
  /** -1: use none. Undefined: not given. */
  readonly country?: number;
  /** Null: use none. Undefined: not given. */
  readonly consent?: { readonly column: number; readonly allowed: readonly string[] | null } | null;
}

/** A country column before its cells are known: its header says what it is. */
export const headedColumn: CountryContext = { regionsOf: null, bareCallingCodes: true, lowerCaseCodes: true };

/** Whether rows are read from number cells and at most a country cell. */
export const isPlain = ({ numbers, consents, others }: ListPlan): boolean =>
  consents.length === 0 &&
  others.length === 0 &&
  numbers.every(
    ({ isList, label, dialling, area, extension }) =>
      !isList && label === -1 && dialling === -1 && area === -1 && extension === -1,
  );

/** Whether rows are read from one number cell and at most a country cell. */
export const isSimple = (plan: ListPlan): boolean => plan.numbers.length === 1 && isPlain(plan);

/** The columns whose cells decide about a row; -1 for those that a plan leaves out. */
export const usedColumns = ({ numbers, country, consents }: ListPlan): ReadonlySet<number> =>
  new Set([
    ...numbers.flatMap(({ column, label, dialling, area, extension }) => [column, label, dialling, area, extension]),
    country,
    ...consents.map(({ column }) => column),
  ]);
