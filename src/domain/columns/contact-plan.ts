import type { NumberKind } from '../contact-words/header-role.ts';
import type { CountryContext } from '../countries/country-columns.ts';

/** What a column of a contact list is used for, or why it is not. */
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

/** One column with a role, for a report. */
export interface ColumnUse {
  readonly name: string;
  readonly role: ColumnRole;
  /** False where it looks like numbers, and rows are read without it. */
  readonly used: boolean;
  /** `option`: an option names it. `header`: its name tells. `content`: its cells alone do. */
  readonly ground: 'option' | 'header' | 'content';
  /** Rows whose verdict comes from its cell; null where nothing was counted, and for all but columns of numbers. */
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
  /** Its cells may hold several numbers, parted by ` ::: `. */
  readonly isList: boolean;
}

export interface PlannedConsent {
  readonly column: number;
  /** Of yes: whether it forbids (`opt-out`) or allows (`consent`) to text the person. */
  readonly sense: 'opt-out' | 'consent';
  /** Values that an option says to mean that the person may be texted; null: the usual words tell. */
  readonly allowed: readonly string[] | null;
}

/**
 * How numbers without a + are read that are valid both in the list's country and, behind a +, in another. `unclear`: the list's
 * other rows do not tell. `undecided`: there are no such rows where the list was looked at. `times`: the numbers are seconds
 * since 1970 as well, all of one month.
 */
export type Readings = 'national' | 'international' | 'unclear' | 'undecided' | 'times';

/** Everything about a list that is decided before its rows are judged; plain data, so that it can be handed on. */
export interface ListPlan {
  /** The preferred first. */
  readonly numbers: readonly PlannedNumber[];
  /** -1: none. */
  readonly country: number;
  readonly countryContext: CountryContext;
  /** Countries that the column names beyond doubt: of a name that may mean several, the one that is among them is meant. */
  readonly countriesSeen: readonly string[];
  /** Some of its cells that are not understood, as they may be shown. */
  readonly countryDoubts: readonly string[];
  readonly consents: readonly PlannedConsent[];
  /** Columns of other people's numbers, to tell which rows hold nothing else. */
  readonly others: readonly number[];
  readonly readings: Readings;
  /** Both readings of the first number that has two, masked; null: there is none, or `readings` decides. */
  readonly readingDoubt: string | null;
  readonly uses: readonly ColumnUse[];
}

/** A country column before its cells are known: its header says what it is. */
export const headedColumn: CountryContext = { regionsOf: null, bareCallingCodes: true, lowerCaseCodes: true };

/** Rows are read by one cell of a number, and perhaps one of a country. */
export const isSimple = ({ numbers, consents, others }: ListPlan): boolean => {
  const [number] = numbers;
  return (
    number !== undefined &&
    numbers.length === 1 &&
    consents.length === 0 &&
    others.length === 0 &&
    !number.isList &&
    number.label === -1 &&
    number.dialling === -1 &&
    number.area === -1 &&
    number.extension === -1
  );
};
