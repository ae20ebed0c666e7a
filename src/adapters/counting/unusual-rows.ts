import { judgeFast } from '../../automaton/fast-judge.ts';
import type { NumberImage } from '../../automaton/image.ts';
import { headedColumn } from '../../domain/columns/contact-plan.ts';
import { judgeInRow } from '../../domain/contacts/row-judge.ts';
import type { JudgeCell } from '../../domain/numbers/contact-judge.ts';
import type { ContactNumber, ContactVerdict } from '../../domain/numbers/contact-number.ts';
import type { ContactReason } from '../../domain/numbers/contact-reasons.ts';
import { reservedUse } from '../../domain/numbers/reserved-numbers.ts';
import type { ScanOptions } from './block.ts';
import type { EncodableRow } from './rows/encoded-row.ts';

/** The same unusual cells come again and again in a list. */
const cachedAnswers = 5000;

/** Judges rows that the kernel leaves to the caller. libphonenumber is loaded only for cells that need it. */
export interface UnusualRows {
  /** The country that a cell names; null: it is not understood. Undefined: the cell is empty. `load`: call `load` first. */
  readonly countryOf: (cell: string) => string | null | undefined | 'load';
  /** Where the kernel reads national numbers of a country. */
  readonly rootOf: (country: string) => number;
  /**
   * Where a row with this phone cell and country is counted; `e164`: its number, if it is textable. `load`: call `load` first.
   * `unreadable`: only the row-by-row reader understands the row. `place`: the place of the cell among the phone columns.
   */
  readonly judge: (cell: string, country: string | null | undefined, place?: number) => Judged | 'load' | 'unreadable';
  /** The same of a row that is not ordinary (rows/encoded-row.ts). `place`: of the cell that decided; -1: none. */
  readonly judgeWhole: (row: Omit<EncodableRow, 'line'>) => DecidedRow | 'load';
  readonly load: () => Promise<void>;
  /** What proposes numbers for cells that are not textable, as `repairOf`, and the reasons for which it may find one. */
  readonly fixer: () => Promise<{
    readonly fixable: ReadonlySet<string>;
    readonly fixOf: (
      cell: string,
      reason: ContactReason,
      country: string | null | undefined,
    ) => ContactNumber | undefined;
  }>;
}

interface Judged {
  readonly slot: number;
  readonly e164?: string;
  /** Also of a number that is not textable. */
  readonly number?: ContactNumber;
}

interface DecidedRow extends Judged {
  readonly cell: string;
  readonly place: number;
}

export function unusualRows(
  { automaton, pairs, slots }: NumberImage,
  { layout, country: usual }: Pick<ScanOptions, 'layout' | 'country'>,
): UnusualRows {
  const { phoneNames, countriesSeen = [], asksReadings = false, encoded } = layout;
  const readings = encoded?.readings ?? (asksReadings ? 'undecided' : 'national');
  const verdicts = new Map<string, ContactVerdict>();
  const countries = new Map<string, string | null | undefined>();
  let judgeWithLibrary: typeof import('../../domain/numbers/contact-judge.ts').judgeCell | undefined;
  let judgeRow: typeof import('../../domain/contacts/contact-tally.ts').judgeRow | undefined;
  let countryNamed: ((cell: string) => string | null | undefined) | undefined;

  const judgeCell = (cell: string, country: string | undefined): ContactVerdict | undefined => {
    const key = `${country ?? ''}\n${cell}`;
    const known = verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = judgeFast(automaton, cell, country) ?? judgeWithLibrary?.(cell, country);
    if (verdict !== undefined) keep(verdicts, key, verdict);
    return verdict;
  };

  const judged = (verdict: ContactVerdict): Judged => {
    if (verdict.textable) {
      const { country: of, type, e164 } = verdict;
      const slot = slots.ofNumber({ country: of, type, isFictional: reservedUse(e164) === 'fiction' });
      return { slot, e164, number: { e164, country: of, type } };
    }
    const { reason, e164, country: of, type } = verdict;
    const isNumber = e164 !== undefined && of !== undefined && type !== undefined;
    return { slot: slots.ofReason(reason), ...(isNumber && { number: { e164, country: of, type } }) };
  };

  return {
    countryOf: (cell) => {
      if (countries.has(cell)) return countries.get(cell);
      const text = cell.trim();
      if (text === '') return undefined;
      const known = pairs[text.toLowerCase()];
      if (known === undefined && countryNamed === undefined) return 'load';
      const country = known ?? countryNamed?.(cell);
      keep(countries, cell, country);
      return country;
    },
    rootOf: (country) => automaton.national.get(country) ?? automaton.national.get(usual ?? '') ?? 0,
    judge: (cell, country, place = 0) => {
      if (phoneNames !== undefined && cell.replace('\ufeff', '').trim() === phoneNames[place]) return 'unreadable';
      const verdict = judgeInRow(cell, country, usual, readings, judgeCell);
      if (verdict === undefined) return 'load';
      const isUnclear = !verdict.textable && verdict.reason === 'reading-unclear';
      return isUnclear && encoded === undefined ? 'unreadable' : judged(verdict);
    },
    judgeWhole: (row) => {
      if (judgeRow === undefined) return 'load';
      let isMissing = false;
      const { verdict, cell, at } = judgeRow(row, usual, readings, (each, country) => {
        const known = judgeCell(each, country);
        isMissing ||= known === undefined;
        return known ?? { textable: false, reason: 'empty' };
      });
      if (isMissing) return 'load';
      const source = row.sources?.[at] ?? at;
      return { ...judged(verdict), cell, place: encoded?.sources.indexOf(source) ?? -1 };
    },
    fixer: async () => {
      const { fixableReasons, repairOf } = await import('../../domain/numbers/contact-repair.ts');
      const { judgeCell: judgeExactly } = await import('../../domain/numbers/contact-judge.ts');
      const judge: JudgeCell = (cell, country) => judgeCell(cell, country) ?? judgeExactly(cell, country);
      const fixes = new Map<string, ContactNumber | undefined>();
      return {
        fixable: fixableReasons,
        fixOf: (cell, reason, own) => {
          const home = own === null ? undefined : (own ?? usual);
          const key = `${reason}\n${home ?? ''}\n${cell}`;
          if (fixes.has(key)) return fixes.get(key);
          const fix = repairOf(cell, reason, home, judge);
          keep(fixes, key, fix);
          return fix;
        },
      };
    },
    load: async () => {
      if (encoded !== undefined) ({ judgeRow } = await import('../../domain/contacts/contact-tally.ts'));
      judgeWithLibrary = (await import('../../domain/numbers/contact-judge.ts')).judgeCell;
      const { countryOf } = await import('../../domain/contacts/contact-country.ts');
      countryNamed = (cell) => countryOf({ countryContext: headedColumn, countriesSeen }, cell);
    },
  };
}

function keep<V>(answers: Map<string, V>, key: string, answer: V): void {
  if (answers.size >= cachedAnswers) answers.clear();
  answers.set(key, answer);
}
