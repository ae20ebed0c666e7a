import { judgeFast } from '../automaton/fast-judge.ts';
import type { NumberImage } from '../automaton/image.ts';
import type { ContactVerdict } from '../domain/contact-number.ts';

/** Answers that are kept: lists hold the same odd cells again and again. */
const keptAnswers = 5000;

/** Judges the cells that the kernel leaves alone; loads libphonenumber only when nobody else knows. */
export interface UnusualRows {
  /** Undefined: `load` first. */
  readonly judge: (cell: string, country: string | undefined) => ContactVerdict | undefined;
  /** The country that a cell names, or null; undefined: `load` first. */
  readonly countryOf: (cell: string) => string | null | undefined;
  readonly load: () => Promise<void>;
}

export function unusualRows({ automaton, pairs }: NumberImage): UnusualRows {
  const verdicts = new Map<string, ContactVerdict>();
  const countries = new Map<string, string | null>();
  let library: typeof import('../domain/contact-judge.ts').judgeCell | undefined;
  let names: typeof import('../domain/country-columns.ts').countryNamed | undefined;
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
      const known = countries.get(cell);
      if (known !== undefined) return known;
      const text = cell.trim();
      const country = text === '' ? null : (pairs[text.toLowerCase()] ?? named(cell));
      if (country !== undefined) keep(countries, cell, country);
      return country;
    },
    load: async () => {
      library = (await import('../domain/contact-judge.ts')).judgeCell;
      names = (await import('../domain/country-columns.ts')).countryNamed;
    },
  };

  function named(cell: string): string | null | undefined {
    return names === undefined ? undefined : (names(cell) ?? null);
  }
}

function keep<V>(answers: Map<string, V>, key: string, answer: V): void {
  if (answers.size >= keptAnswers) answers.clear();
  answers.set(key, answer);
}
