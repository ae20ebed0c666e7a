import type { HeaderRole, NumberKind } from '../contact-words/header-role.ts';
import type { ColumnContent } from './column-content.ts';
import { plainName } from './column-names.ts';
import type { Vocabulary } from './common-vocabulary.ts';
import type { PlannedNumber } from './contact-plan.ts';

/** A column of a list whose roles are decided. */
export interface Column {
  readonly index: number;
  readonly name: string;
  readonly header: HeaderRole;
  readonly content: () => ColumnContent;
  /** Its first cells that are not empty. */
  readonly cells: () => readonly string[];
}

/** The number columns in the order of preference, each with the columns that belong to it. */
export const numberColumns = (
  kinds: ReadonlyMap<number, NumberKind>,
  columns: readonly Column[],
  words: Vocabulary,
): readonly PlannedNumber[] => attach(inOrder(kinds, columns), columns, words);

/** The share of cells that decides what a column is. */
const mostly = 0.6;

const order: readonly NumberKind[] = ['mobile', 'plain', 'home', 'work', 'company'];

/** A column that a program derived from another comes first: it has a +. */
const derived = /e ?164|msisdn|calculated|normali[sz]ed|international format/i;

function inOrder(kinds: ReadonlyMap<number, NumberKind>, columns: readonly Column[]): readonly PlannedNumber[] {
  const rank = (index: number, kind: NumberKind): number =>
    order.indexOf(kind) * 2 + (derived.test(columns[index]?.name ?? '') ? 0 : 1);
  return [...kinds]
    .toSorted(([one, kind], [other, otherKind]) => rank(one, kind) - rank(other, otherKind))
    .map(([column, kind]) => ({
      column,
      kind,
      label: -1,
      dialling: -1,
      area: -1,
      extension: -1,
      // Google Contacts puts all numbers with one label into one cell.
      isList: /^phone \d+ value$/.test(plainName(columns[column]?.name ?? '')),
    }));
}

/** Gives each number its own label, dialling code and extension: a column of the same name, or next to it. */
function attach(
  numbers: readonly PlannedNumber[],
  columns: readonly Column[],
  words: Vocabulary,
): readonly PlannedNumber[] {
  const having = (roles: readonly HeaderRole['role'][], isOne: (cell: string) => boolean): readonly Column[] =>
    columns.filter(({ header, cells }) => {
      if (!roles.includes(header.role)) return false;
      const all = cells();
      return all.length > 0 && all.filter(isOne).length >= all.length * mostly;
    });
  const written = columns.filter(isWrittenCode);
  const codes = [
    ...having(['dialling-code', 'code-or-country'], (cell) => /\d/.test(cell) && cell.length <= 20),
    ...written,
  ];
  const areas = having(['area-code'], (cell) => /^[+(]?\d{1,5}\)?$/.test(cell)).filter(
    (column) => !written.includes(column),
  );
  const extensions = having(['extension'], (cell) => /^\d{1,6}$/.test(cell));
  const labels = having(['label'], words.isLabel);
  return numbers.map((number) => ({
    ...number,
    dialling: partner(number, codes, numbers, columns, words.stemOf, 'any number'),
    area: partner(number, areas, numbers, columns, words.stemOf, 'numbers without one'),
    extension:
      number.kind === 'mobile' ? -1 : partner(number, extensions, numbers, columns, words.stemOf, 'one number'),
    label: partner(number, labels, numbers, columns, words.stemOf, 'one number'),
  }));
}

const isEach = (cells: readonly string[], isOne: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.every(isOne);

/** Headers whose columns may hold calling codes nevertheless. */
const perhapsCodes: ReadonlySet<HeaderRole['role']> = new Set([
  'unknown',
  'weak-number',
  'number',
  'place',
  'area-code',
  'identifier',
  'other',
]);

/**
 * Whether all cells are calling codes, some of them with a + or 00, so that they are neither ages nor area codes. The header
 * does not matter then.
 */
export const isWrittenCode = ({ header, cells }: Column): boolean =>
  perhapsCodes.has(header.role) &&
  isEach(cells(), (cell) => /^(?:\+|00)?\s?[1-9]\d{0,3}$/.test(cell)) &&
  // An identifier may begin with zeros.
  cells().some((cell) => cell.startsWith('+') || (cell.startsWith('00') && header.role !== 'identifier'));

/**
 * The numbers that the only column of a list may belong to. `Code` and `Phone` have the same stem, which is empty: a person's
 * calling code counts for `Mobile` as well, but the area code of a telephone does not.
 */
type Reach = 'any number' | 'numbers without one' | 'one number';

/** The column with the number's stem; else the only one next to it, or the only one of the list that reaches it; else -1. */
function partner(
  number: PlannedNumber,
  found: readonly Column[],
  numbers: readonly PlannedNumber[],
  columns: readonly Column[],
  stemOf: Vocabulary['stemOf'],
  reach: Reach,
): number {
  if (found.length === 0) return -1;
  const stemAt = (column: number): string => stemOf(columns[column]?.name ?? '');
  const isNamedAs = (column: number, { name }: Column): boolean => stemOf(name) === stemAt(column);
  const isOf = (column: number, one: Column): boolean =>
    isNamedAs(column, one) && !(reach === 'any number' && stemAt(column) === '');
  const own = found.find((one) => isOf(number.column, one));
  if (own !== undefined) return own.index;
  const free = found.filter((one) => !numbers.some(({ column }) => isOf(column, one)));
  const beside =
    free.find(({ index }) => index === number.column - 1) ?? free.find(({ index }) => index === number.column + 1);
  if (beside !== undefined) {
    // Between two numbers, it belongs to the second.
    const isOthers =
      beside.index > number.column &&
      numbers.some(({ column }) => column === beside.index + 1) &&
      reach !== 'one number';
    if (!isOthers) return beside.index;
  }
  const [only, ...more] = free;
  if (only !== undefined && more.length === 0 && (reach !== 'one number' || numbers.length === 1)) return only.index;
  return free.find((one) => isNamedAs(number.column, one))?.index ?? -1;
}
