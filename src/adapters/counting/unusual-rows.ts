import { judgeFast } from '../../automaton/fast-judge.ts';
import type { NumberImage } from '../../automaton/image.ts';
import { headedColumn } from '../../domain/columns/contact-plan.ts';
import type { ContactVerdict } from '../../domain/numbers/contact-number.ts';

/** Answers that are kept: lists hold the same odd cells again and again. */
const keptAnswers = 5000;

/** Judges the cells that the kernel leaves alone; loads libphonenumber only when nobody else knows. */
export interface UnusualRows {
  /** Undefined: `load` first. */
  readonly judge: (cell: string, country: string | undefined) => ContactVerdict | undefined;
  /** The country that a cell names; null: it is not understood. Undefined: it is empty. */
  readonly countryOf: (cell: string) => string | null | undefined | 'load';
  readonly load: () => Promise<void>;
}

/** `countriesSeen`: what the column names beyond doubt, as `ListPlan` has it. */
export function unusualRows({ automaton, pairs }: NumberImage, countriesSeen: readonly string[]): UnusualRows {
  const verdicts = new Map<string, ContactVerdict>();
  const countries = new Map<string, string | null | undefined>();
  let library: typeof import('../../domain/numbers/contact-judge.ts').judgeCell | undefined;
  let names: ((cell: string) => string | null | undefined) | undefined;
  return {
    judge: (cell, country) => {
      const key = `${country ?? ''}\n${cell}`;
      const known = verdicts.get(key);
      if (known !== undefined) return known;
      const verdict = judgeFast(automaton, cell, country) ?? library?.(cell, country);
      if (verdict !== undefined) keep(verdicts, key, verdict);
      return verdict;
    },
    countryOf: (cell) => {
      if (countries.has(cell)) return countries.get(cell);
      const text = cell.trim();
      if (text === '') return undefined;
      const known = pairs[text.toLowerCase()];
      if (known === undefined && names === undefined) return 'load';
      const country = known ?? names?.(cell);
      keep(countries, cell, country);
      return country;
    },
    load: async () => {
      library = (await import('../../domain/numbers/contact-judge.ts')).judgeCell;
      const { countryOf } = await import('../../domain/contacts/contact-country.ts');
      names = (cell) => countryOf({ countryContext: headedColumn, countriesSeen }, cell);
    },
  };
}

function keep<V>(answers: Map<string, V>, key: string, answer: V): void {
  if (answers.size >= keptAnswers) answers.clear();
  answers.set(key, answer);
}
