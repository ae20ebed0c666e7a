import { plainName } from '../columns/column-names.ts';
import { isNumberName, vocabulary } from '../columns/column-vocabulary.ts';
import { planColumns } from '../columns/contact-columns.ts';
import { headedColumn, type ListPlan, type PlannedNumber } from '../columns/contact-plan.ts';
import { splitLine } from '../columns/delimited-line.ts';
import { headerRole } from '../contact-words/header-role.ts';
import { printable } from '../text/printable.ts';
import { UserError } from '../user-error.ts';
import type { LinePlan } from './classify-lines.ts';

/** Columns as options name them: by their headers or, from 1, by their numbers. */
export interface NamedColumns {
  readonly columns: readonly string[];
  readonly countryColumn?: string;
  readonly consentColumn?: string;
  readonly contactsNumbers?: 'national' | 'international';
  readonly delimiter: string;
  readonly country: string | null;
}

const numberOf = (column: number): PlannedNumber => ({
  column,
  kind: 'plain',
  label: -1,
  dialling: -1,
  area: -1,
  extension: -1,
  isList: false,
});

function listPlan(numbers: readonly number[], country: number, { contactsNumbers }: NamedColumns): ListPlan {
  return {
    numbers: numbers.map(numberOf),
    country,
    countryContext: headedColumn,
    countriesSeen: [],
    countryDoubts: [],
    consents: [],
    others: [],
    // The other rows are unknown.
    readings: contactsNumbers ?? 'undecided',
    readingDoubt: null,
    uses: [],
  };
}

/** Columns by their numbers, or the whole line if none is named. */
export function planForNumbers(named: NamedColumns): LinePlan {
  const { columns, countryColumn, consentColumn, delimiter, country } = named;
  const at = (column: string): number => {
    if (/^[1-9]\d{0,4}$/.test(column)) return Number(column) - 1;
    throw new UserError({
      code: 'input.invalid',
      message: `Invalid column number: "${printable(column, 40)}".`,
      hints: ['Use headers for all columns, or numbers for all columns.'],
    });
  };
  const own = countryColumn === undefined || countryColumn === 'none' ? -1 : at(countryColumn);
  const plan = listPlan(columns.length === 0 ? [0] : columns.map(at), own, named);
  const consents =
    consentColumn === undefined || consentColumn === 'none'
      ? []
      : [consentOf(consentColumn, (name) => at(name), 'consent')];
  return {
    plan: { ...plan, consents },
    // No line has this character: the whole line is the number.
    delimiter: columns.length === 0 ? '\0' : delimiter,
    header: null,
    before: [],
    country,
  };
}

function consentOf(text: string, at: (name: string) => number, sense: 'consent' | 'opt-out') {
  const split = text.lastIndexOf('=');
  const name = split <= 0 ? text : text.slice(0, split);
  return { column: at(name), sense, allowed: split <= 0 ? null : text.slice(split + 1).split('|') };
}

/**
 * Columns by their names in the first line. Throws `UserError` (`contacts.no-phone-column`; `contacts.other-columns` if
 * `contacts check` would choose other columns).
 */
export function planForHeader(named: NamedColumns, line: string): LinePlan {
  const { columns, countryColumn, consentColumn, delimiter, country } = named;
  const header = splitLine(line.replace(/^\ufeff/, ''), delimiter).map((cell) => cell.trim());
  const plain = header.map(plainName);
  const at = (column: string): number => {
    const exact = header.indexOf(column);
    const found = exact === -1 ? plain.indexOf(plainName(column)) : exact;
    if (found !== -1) return found;
    throw new UserError({
      code: 'contacts.no-phone-column',
      message: `Column not found in the first line: "${printable(column, 40)}".`,
      hints: ['Repeat the header in every part (`parallel --header :`), or use a column number, such as 3.'],
    });
  };
  const phones = columns.map(at);
  const own = countryColumn === undefined || countryColumn === 'none' ? -1 : at(countryColumn);
  const isRefusal = (column: number): 'opt-out' | 'consent' =>
    headerRole(header[column] ?? '').role === 'opt-out' ? 'opt-out' : 'consent';
  const consents =
    consentColumn === undefined || consentColumn === 'none'
      ? []
      : [consentOf(consentColumn, at, isRefusal(at(consentColumn.replace(/(?<=.)=.*$/, ''))))];
  const known = new Set([...phones, own, ...consents.map(({ column }) => column)]);
  refuseOthers(header, known, named);
  return { plan: { ...listPlan(phones, own, named), consents }, delimiter, header, before: [], country };
}

/** The columns that a check would use in addition to the named ones. */
function refuseOthers(header: readonly string[], known: ReadonlySet<number>, named: NamedColumns): void {
  const planned = planColumns(header, [], { phones: [] }, true, vocabulary);
  const numbers = planned.ok ? planned.plan.numbers.map(({ column }) => column) : [];
  const others = header.flatMap((name, index) => {
    if (known.has(index)) return [];
    const { role } = headerRole(name);
    if (numbers.includes(index)) return [name];
    if (role === 'dialling-code' || role === 'area-code' || role === 'label')
      return role === 'label' && !isNumberLabel(name) ? [] : [name];
    if (role === 'country' || role === 'code-or-country') return named.countryColumn === undefined ? [name] : [];
    if (role === 'opt-out' || role === 'consent') return named.consentColumn === undefined ? [name] : [];
    return [];
  });
  if (others.length === 0) return;
  const shown = others
    .slice(0, 5)
    .map((name) => `"${printable(name, 40)}"`)
    .join(', ');
  throw new UserError({
    code: 'contacts.other-columns',
    message: `\`contacts check\` also uses ${shown}, and the options do not name it.`,
    hints: [
      'Write a plan with `smsctl contacts check LIST --plan-out plan.json`, then pass `--plan plan.json`.',
      'Or set `--country-column` and `--consent-column` to a column name or `none`.',
    ],
  });
}

/** `Phone Type`, but not `Type`, which may be the type of anything. */
const isNumberLabel = (name: string): boolean => isNumberName(name.replace(/type|label/gi, '').trim());
