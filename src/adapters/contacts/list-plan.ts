import { areTimes, type Sample } from '../../domain/columns/column-content.ts';
import { isCommon } from '../../domain/columns/common-vocabulary.ts';
import { type PossibleColumn, planColumns } from '../../domain/columns/contact-columns.ts';
import { type ColumnChoice, type ColumnRole, isSimple, type ListPlan } from '../../domain/columns/contact-plan.ts';
import type { SampleRow } from '../../domain/contacts/contact-quality.ts';
import type { CellEntry } from '../../domain/contacts/contact-row.ts';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';
import { PhoneColumnUnknown } from '../../domain/contacts/phone-column-unknown.ts';
import { international, isTime } from '../../domain/contacts/row-judge.ts';
import { maskCell } from '../../domain/text/mask.ts';
import { printable } from '../../domain/text/printable.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { OpenContactsOptions } from '../../ports.ts';
import { chosenColumns, noPhoneColumn, shellName } from './chosen-columns.ts';

/** The rows that decide what the columns are. */
const columnRows = 200;
/** The rows that decide everything else about a list, whatever its format. */
export const planRows = 10_000;

/** If these rows raise no doubt, the further ones are not read. */
const firstRows = 1000;

export interface PlannedList {
  /** The name in messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Its first rows, at most `limit`. */
  readonly rows: (limit: number) => Sample;
  /** The line of a row of the sample; by default, rows are on consecutive lines. */
  readonly lineOf?: (row: number) => number;
  /** The entries of a row of the sample; by default, its cells. */
  readonly entries?: (row: number, column: number) => readonly CellEntry[];
}

/** Decides how a list is read. Throws `UserError` (`contacts.no-phone-column`, `contacts.column-uncertain`). */
export async function planList(list: PlannedList, options: OpenContactsOptions, log: FindingLog): Promise<ListPlan> {
  const { columns, hasHeader, name } = list;
  const choice = choiceFrom(columns, options, name);
  const sample = list.rows(columnRows);
  const words =
    hasHeader && !isCommon(columns)
      ? (await import('../../domain/columns/column-vocabulary.ts')).vocabulary
      : undefined;
  const planned = planColumns(columns, sample, choice, hasHeader, words);
  if (!planned.ok) throw uncertain(list, sample, planned.possible);
  if (planned.byContent) log.add('column-by-content', 1);
  const plan = await withCountries(planned.plan, list, options, log);
  await noteConsent(plan, list, log);
  return { ...plan, ...(await readingsOf(plan, list, options)) };
}

/** `NAME=VALUE`, unless a column has that name. */
function consentChoice(text: string, columns: readonly string[], name: string): ColumnChoice['consent'] {
  if (text === 'none') return null;
  const at = text.lastIndexOf('=');
  if (at <= 0 || columns.includes(text))
    return { column: chosenColumns(columns, [text], name)[0] ?? -1, allowed: null };
  const values = text.slice(at + 1).split('|');
  return { column: chosenColumns(columns, [text.slice(0, at)], name)[0] ?? -1, allowed: values };
}

function choiceFrom(
  columns: readonly string[],
  { columns: wanted = [], countryColumn, consentColumn }: OpenContactsOptions,
  name: string,
): ColumnChoice {
  const consent = consentColumn === undefined ? undefined : consentChoice(consentColumn, columns, name);
  return {
    phones: chosenColumns(columns, wanted, name),
    ...(countryColumn !== undefined && {
      country: countryColumn === 'none' ? -1 : (chosenColumns(columns, [countryColumn], name)[0] ?? -1),
    }),
    ...(consent !== undefined && { consent }),
  };
}

const reasons: Readonly<Record<PossibleColumn['why'], string>> = {
  content: 'its cells are numbers',
  'other-person': "another person's number",
  machine: 'a fax or another machine',
  identifier: 'an identifier',
};

function uncertain(list: PlannedList, sample: Sample, possible: readonly PossibleColumn[]): UserError {
  if (possible.length === 0) return noPhoneColumn(list.columns, list.name);
  const shown = possible.slice(0, 5).map(({ column, why }) => {
    const cells = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
    const masked = cells.slice(0, 3).map((cell) => maskCell(cell));
    return `"${printable(list.columns[column] ?? '', 40)}" (${reasons[why]}): ${masked.join(', ')}.`;
  });
  const [first] = possible;
  return new PhoneColumnUnknown({
    ...{ name: list.name, columns: list.columns },
    possible: possible.map(({ column }) => list.columns[column] ?? ''),
    code: 'contacts.column-uncertain',
    message: `The phone column of ${printable(list.name)} is ambiguous.`,
    hints: [
      ...shown,
      `Name the column, such as \`--contacts-column ${shellName(list.columns[first?.column ?? 0] ?? '')}\`.`,
    ],
  });
}

const twoLetters = /^[A-Z]{2}$/;

async function withCountries(
  plan: ListPlan,
  list: PlannedList,
  { country }: OpenContactsOptions,
  log: FindingLog,
): Promise<ListPlan> {
  if (plan.country === -1) return plan;
  const isPlain = (cell: string): boolean => cell === '' || (twoLetters.test(cell) && plainCodes.has(cell));
  if (list.rows(firstRows).every((row) => isPlain(row[plan.country] ?? ''))) return plan;
  const counts = new Map<string, number>();
  for (const row of list.rows(planRows)) {
    const cell = row[plan.country] ?? '';
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = [...counts.keys()];
  const { readCountries, readCountryIn } = await import('../../domain/countries/country-columns.ts');
  const { countryOf } = await import('../../domain/contacts/contact-country.ts');
  const column = readCountries(counts, { isHeaded: true });
  if (column.kind === 'regions' && column.context.regionsOf === country) {
    log.add('country-of-regions', 1);
    return { ...plan, country: -1, uses: plan.uses.filter(({ role }) => role !== 'country') };
  }
  const seen = cells.flatMap((cell) => {
    const reading = readCountryIn(column.context, cell);
    return reading.kind === 'country' ? [reading.country] : [];
  });
  const decided = { ...plan, countryContext: column.context, countriesSeen: [...new Set(seen)] };
  const doubts = cells.filter((cell) => countryOf(decided, cell) === null);
  const most = doubts.toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0)).slice(0, 5);
  return { ...decided, countryDoubts: most.map((cell) => maskedValue(cell.trim())) };
}

/** Codes of countries that have no other meaning next to each other. */
const plainCodes: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BJ BN BO BR BS BT BW BY BZ CA CD CG CH CI CL CM CN CO CR CU CV ' +
    'CY CZ DE DK DM DO DZ EC EE EG ES ET FI FR GA GB GE GH GM GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KR ' +
    'KW KZ LA LB LK LT LU LV LY MA MC MD ME MK ML MM MN MT MU MV MX MY MZ NA NG NI NL NO NP NZ OM PA PE PH PK PL PT PY QA RO ' +
    'RS RU RW SA SE SG SI SK SN SV SY TH TN TR TT TW TZ UA UG US UY UZ VE VN YE ZA ZM ZW'
  ).split(' '),
);

/** Reports consent values that are not understood. */
async function noteConsent({ consents }: ListPlan, list: PlannedList, log: FindingLog): Promise<void> {
  if (consents.length === 0) return;
  const { unclearAnswers } = await import('../../domain/columns/contact-consent.ts');
  for (const { column, allowed } of consents) {
    if (allowed !== null) continue;
    const unclear = unclearAnswers(list.rows(planRows).map((row) => row[column] ?? ''));
    if (unclear.size === 0) continue;
    const most = [...unclear].toSorted(([, one], [, other]) => other - one).slice(0, 5);
    const values = most.map(([value, count]) => `"${maskedValue(value)}" (${count})`).join(', ');
    const more = unclear.size > most.length ? `, ${unclear.size - most.length} more` : '';
    const rows = [...unclear.values()].reduce((sum, count) => sum + count, 0);
    log.add('consent-unclear', 1, undefined, rows, `"${printable(list.columns[column] ?? '', 40)}": ${values}${more}.`);
  }
}

/** A value for a message: masked unless it is a short word. */
const maskedValue = (value: string): string => (/^[^\d@]{1,24}$/.test(value) ? printable(value, 24) : maskCell(value));

/** How numbers with two readings are read: by an option, or by the rows with one reading. */
async function readingsOf(
  plan: ListPlan,
  list: PlannedList,
  { country, numbers }: OpenContactsOptions,
): Promise<Pick<ListPlan, 'readings' | 'readingDoubt'>> {
  if (numbers !== undefined) return { readings: numbers, readingDoubt: null };
  if (country === undefined) return { readings: 'national', readingDoubt: null };
  const isHome = (row: readonly string[]): boolean => plan.country === -1 || (row[plan.country] ?? '').trim() === '';
  if (!list.rows(firstRows).some(isHome)) return { readings: 'undecided', readingDoubt: null };
  const times: number[] = [];
  let others = 0;
  /** National numbers of rows without a country. */
  const doubtful: string[] = [];
  const numberOf = await firstNumber(plan, list);
  for (const [at, row] of list.rows(planRows).entries()) {
    if (!isHome(row)) continue;
    const cell = numberOf(at, row);
    if (cell === undefined || cell.trim() === '') continue;
    if (isTime(cell)) times.push(Number(cell));
    else others += 1;
    if (!international.test(cell)) doubtful.push(cell);
  }
  if (others === 0 && areTimes(times)) return { readings: 'times', readingDoubt: 'Unix timestamps or phone numbers' };
  if (doubtful.length === 0) return { readings: 'undecided', readingDoubt: null };
  const { readingsAmong } = await import('../counting/doubtful-numbers.ts');
  return readingsAmong(doubtful, country);
}

/** Returns the number of a row that is read by the list's country, if there is one. */
async function firstNumber(
  plan: ListPlan,
  list: PlannedList,
): Promise<(at: number, row: readonly string[]) => string | undefined> {
  const [only] = plan.numbers;
  if (only !== undefined && isSimple(plan) && list.entries === undefined) return (_, row) => row[only.column];
  const { rowReader } = await import('../../domain/contacts/contact-row.ts');
  const readRow = rowReader(plan);
  return (at, row) => {
    const { phones, homes } = readRow((column) => list.entries?.(at, column) ?? [{ text: row[column] ?? '' }]);
    const index = phones.findIndex((phone) => phone.trim() !== '');
    return homes?.[index] === undefined ? phones[index] : undefined;
  };
}

const sampleRows = 3;
const words: ReadonlySet<ColumnRole> = new Set(['label', 'country', 'consent', 'opt-out', 'dialling-code']);

/** The first rows with the cells of the used columns; all but types and countries are masked. */
export function samplesOf(plan: ListPlan, list: PlannedList, firstLine: number): readonly SampleRow[] {
  const used = plan.uses.filter(({ used: isUsed }) => isUsed);
  return list.rows(sampleRows).map((row, at) => ({
    line: list.lineOf?.(at) ?? firstLine + at,
    cells: used.map(({ name, role }) => {
      const cell = row[list.columns.indexOf(name)] ?? '';
      const isWord = words.has(role) && cell.length <= 24 && !/\d{5}|@/.test(cell);
      return { column: name, shown: isWord ? printable(cell, 40) : maskCell(cell) };
    }),
  }));
}
