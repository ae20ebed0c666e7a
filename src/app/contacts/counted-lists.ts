import type { CheckedList, ContactExamples, ContactsSummary } from '../../domain/contacts/contact-quality.ts';
import type { JudgeCell } from '../../domain/numbers/contact-judge.ts';
import type { Clock, ContactList, OpenContacts, RowWriter } from '../../ports.ts';

export interface ContactsProgress {
  readonly rows: number;
  readonly bytes: number;
  /** Null if the size is unknown. */
  readonly totalBytes: number | null;
}

export interface ContactsPorts {
  readonly openContacts: OpenContacts;
  readonly clock: Clock;
  /** The fastest available judge, for rows that are read one by one. */
  readonly openJudge: () => Promise<JudgeCell>;
  readonly onProgress?: (progress: ContactsProgress) => void;
  /** Called with a sentence that says why a list cannot be counted from its bytes and is read row by row. */
  readonly onSlow?: (why: string) => void;
  /** The writers of a list's rows with their verdicts. */
  readonly openWriters?: (list: ContactList) => readonly RowWriter[];
}

export interface CountedLists {
  readonly lists: readonly CheckedList[];
  readonly summary: ContactsSummary;
  readonly examples: ContactExamples;
  /** Some national numbers for which no country is known, in the order of their rows. */
  readonly withoutCountry: () => Promise<readonly string[]>;
  readonly close: () => void;
}

export interface ListCounts {
  readonly rows: number;
  readonly reasons: ContactsSummary['reasons'];
  /** Rows decided by each of the plan's numbers. */
  readonly decided: readonly number[];
  /** Textable numbers that are reserved for fiction, unless the list reports them itself. */
  readonly fictional: number;
}

/** `counts`: null if the list was not read again. */
export function checkedList(list: ContactList, counts: ListCounts | null): CheckedList {
  const { source, name, bytes, modifiedAt, sheet, phoneColumns, countryColumn, plan } = list;
  const numbers = plan.uses.filter(({ role, used }) => role === 'number' && used);
  const columns = plan.uses.map((use) => {
    const at = numbers.indexOf(use);
    return at === -1 || counts === null ? use : { ...use, rows: counts.decided[at] ?? 0 };
  });
  return {
    source,
    name,
    bytes,
    modifiedAt,
    sheet,
    rows: counts?.rows ?? null,
    phoneColumns,
    countryColumn,
    columns,
    samples: counts === null ? [] : list.samples(),
    findings: [...list.findings(), ...doubtsOf(plan, counts)],
  };
}

/** Findings about rows that are not textable because of an ambiguity in the list. */
function doubtsOf(
  { readingDoubt, countryDoubts }: ContactList['plan'],
  counts: ListCounts | null,
): CheckedList['findings'] {
  const { reasons = {}, fictional = 0 } = counts ?? {};
  const unclear = reasons['reading-unclear'] ?? 0;
  const unknown = reasons['country-unknown'] ?? 0;
  const countries = countryDoubts.map((text) => `"${text}"`).join(', ');
  const nowhere = { line: null, column: null };
  return [
    ...(unclear > 0 ? [{ code: 'reading-unclear', count: unclear, ...nowhere, detail: readingDoubt } as const] : []),
    ...(unknown > 0
      ? [{ code: 'country-unknown', count: unknown, ...nowhere, detail: countries === '' ? null : countries } as const]
      : []),
    ...(fictional > 0 ? [{ code: 'fictional-numbers', count: fictional, ...nowhere, detail: null } as const] : []),
  ];
}
