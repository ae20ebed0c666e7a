// Decides the use of each column by its header, in the languages of the usual exports, and by its cells. An
// identifier, a fax and another person's number are never used because of their cells: only an option can name them.

import type { HeaderRole, NumberKind } from '../contact-words/header-role.ts';
import { type ColumnContent, contentOf, looksLikePhone, type Sample } from './column-content.ts';
import { plainName } from './column-names.ts';
import { usesOf } from './column-uses.ts';
import { commonVocabulary, type Vocabulary } from './common-vocabulary.ts';
import {
  type ColumnChoice,
  headedColumn,
  type ListPlan,
  type PlannedConsent,
  type PlannedNumber,
} from './contact-plan.ts';
import { type Column, isWrittenCode, numberColumns } from './number-columns.ts';

/** A candidate for the phone column, if it is not certain. */
export interface PossibleColumn {
  readonly column: number;
  readonly why: 'content' | 'other-person' | 'identifier' | 'machine';
}

export type PlannedColumns =
  | { readonly ok: true; readonly plan: ListPlan; readonly byContent: boolean }
  /** Several candidates, or only some that an option has to name; empty: no column holds numbers. */
  | { readonly ok: false; readonly possible: readonly PossibleColumn[] };

/** The number of cells that decide what a column holds. */
const enough = 5;
const mostly = 0.6;
const nearlyAll = 0.8;

/** The number of cells that decide whether a column holds labels or answers. */
const fewCells = 50;

/**
 * Plans how rows are read. `sample`: the first rows, of which some hundred are enough. The countries that a column names, and
 * how numbers with two readings are read, are left as for a list that has neither.
 */
export function planColumns(
  names: readonly string[],
  sample: Sample,
  choice: ColumnChoice,
  hasHeader = true,
  words: Vocabulary = commonVocabulary,
): PlannedColumns {
  const columns = names.map((name, index): Column => {
    let content: ColumnContent | undefined;
    const header: HeaderRole = hasHeader ? words.roleOf(name) : { role: 'unknown' };
    return {
      index,
      name,
      header,
      content: () => {
        content ??= contentOf(index, sample);
        return content;
      },
      cells: () =>
        sample
          .map((row) => row[index]?.trim() ?? '')
          .filter((cell) => cell !== '')
          .slice(0, fewCells),
    };
  });
  const chosen = choice.phones.length > 0;
  const named = chosen ? [] : namedNumbers(columns, words);
  const byContent = chosen || named.length > 0 ? [] : candidates(columns, hasHeader, sample);
  if (!chosen && named.length === 0 && byContent.length !== 1) {
    const possible =
      byContent.length > 0
        ? byContent.map(({ index }) => ({ column: index, why: 'content' as const }))
        : vetoed(columns);
    return { ok: false, possible };
  }
  const kinds = new Map<number, NumberKind>();
  for (const index of chosen ? choice.phones : []) kinds.set(index, 'plain');
  for (const column of [...named, ...byContent]) kinds.set(column.index, kindOf(column.header));
  const numbers = numberColumns(kinds, columns, words);
  const country = choice.country ?? countryColumn(columns, numbers);
  const consents = consentColumns(columns, choice, kinds, words);
  const others = columns.filter(
    (column) => column.header.role === 'other-person' && holdsNumbers(column) && !kinds.has(column.index),
  );
  const plan: ListPlan = {
    numbers,
    country,
    countryContext: headedColumn,
    countriesSeen: [],
    countryDoubts: [],
    consents,
    others: others.map(({ index }) => index),
    readings: 'undecided',
    readingDoubt: null,
    uses: [],
  };
  const ground = chosen ? 'option' : byContent.length > 0 ? 'content' : 'header';
  const isSaid = byContent.length > 0 && hasHeader && columns.length > 1;
  return { ok: true, byContent: isSaid, plan: { ...plan, uses: usesOf(columns, plan, ground, choice) } };
}

const kindOf = (header: HeaderRole): NumberKind =>
  header.role === 'number' || header.role === 'place' ? header.kind : 'plain';

const holdsNumbers = ({ content }: Column): boolean => content().digits > 0;

/** Number columns by header, without those that hold something else, such as `sms: yes`, if another holds numbers. */
function namedNumbers(columns: readonly Column[], words: Vocabulary): readonly Column[] {
  const named = columns.filter(
    ({ header, content }) =>
      header.role === 'number' ||
      (header.role === 'place' && content().filled > 0 && content().phones >= content().filled * nearlyAll),
  );
  const holding = named.filter(
    (column) =>
      !isAnswered(column, words) &&
      !isWrittenCode(column) &&
      (holdsNumbers(column) || column.content().filled < enough),
  );
  return holding.some(holdsNumbers) ? holding : named;
}

const isAnswered = ({ cells }: Column, { isAnswer }: Vocabulary): boolean =>
  cells().length > 0 && cells().every(isAnswer);

/** Columns with an unknown header and mostly telephone numbers; of these, the most likely ones. */
function candidates(columns: readonly Column[], hasHeader: boolean, sample: Sample): readonly Column[] {
  const only = columns.length === 1 && columns[0]?.content().digits !== 0 ? columns[0] : undefined;
  // A list with one column of numbers needs no header for it.
  if (only !== undefined && !isVetoed(only) && sample.some((row) => looksLikePhone(row[0] ?? ''))) return [only];
  const found = columns.filter(({ header, content }) => {
    if (header.role !== 'unknown' && header.role !== 'weak-number') return false;
    const { filled, phones, isSequence } = content();
    return phones > 0 && phones >= filled * mostly && !isSequence;
  });
  // Without a header, the first row holds a number.
  if (found.length === 0 && !hasHeader) {
    return columns.filter(({ index }) => looksLikePhone(sample[0]?.[index] ?? '')).slice(0, 1);
  }
  const best = (rank: (column: Column) => number): readonly Column[] => {
    const most = Math.max(...found.map(rank));
    return found.filter((column) => rank(column) === most);
  };
  return best(({ header, content }) => {
    const { phones, written } = content();
    return (header.role === 'unknown' ? 2 : 0) + (written * 2 >= phones ? 1 : 0);
  });
}

const isVetoed = ({ header: { role } }: Column): boolean =>
  role === 'other-person' || role === 'machine' || role === 'identifier';

/** Columns with numbers that only an option can name: of other people, of machines, and identifiers. */
const vetoed = (columns: readonly Column[]): readonly PossibleColumn[] =>
  columns.flatMap(({ index, header: { role }, content }) =>
    (role === 'other-person' || role === 'machine' || role === 'identifier') && content().phones * 2 > content().filled
      ? [{ column: index, why: role }]
      : [],
  );

/** The country column by its header; the person's country comes before that of an address. */
function countryColumn(columns: readonly Column[], numbers: readonly PlannedNumber[]): number {
  const taken = new Set(numbers.flatMap(({ dialling }) => dialling));
  const found = columns.filter(
    ({ index, header }) => ['country', 'code-or-country', 'dialling-code'].includes(header.role) && !taken.has(index),
  );
  const rank = ({ name, header, content }: Column): number => {
    if (content().filled === 0) return 9;
    const plain = plainName(name);
    if (/\b(?:phone|telephone|mobile|tel)\b/.test(plain)) return 0;
    if (header.role === 'country' && plain.split(' ').length <= 2)
      return /\b(?:billing|shipping|business|other|work|company)\b/.test(plain) ? 3 : 1;
    return header.role === 'code-or-country' ? 2 : 4;
  };
  // A column for the dialling code may hold letters: `US`.
  const usable = found.filter(({ header, content }) => header.role !== 'dialling-code' || content().codes === 0);
  const [first] = usable.toSorted((one, other) => rank(one) - rank(other));
  return first?.index ?? -1;
}

/** Headers that may ask for consent, where the cells answer. */
const perhapsAsking: ReadonlySet<HeaderRole['role']> = new Set(['number', 'unknown', 'weak-number', 'machine']);

function consentColumns(
  columns: readonly Column[],
  { consent }: ColumnChoice,
  kinds: ReadonlyMap<number, NumberKind>,
  words: Vocabulary,
): readonly PlannedConsent[] {
  if (consent === null) return [];
  if (consent !== undefined) {
    const header = columns[consent.column]?.header.role;
    return [{ column: consent.column, sense: header === 'opt-out' ? 'opt-out' : 'consent', allowed: consent.allowed }];
  }
  return columns.flatMap((column): readonly PlannedConsent[] => {
    const { index, name, header } = column;
    if (kinds.has(index)) return [];
    if (header.role === 'opt-out' || header.role === 'consent')
      return [{ column: index, sense: header.role, allowed: null }];
    // `SMS: yes` beside a number.
    const sense = perhapsAsking.has(header.role) && isAnswered(column, words) ? words.askedBy(name) : undefined;
    return sense === undefined ? [] : [{ column: index, sense, allowed: null }];
  });
}
