import type { CheckedList, ContactExamples, ContactsSummary } from '../../domain/contacts/contact-quality.ts';
import type { JudgeCell } from '../../domain/numbers/contact-judge.ts';
import type { Clock, ContactList, OpenContacts, RowWriter } from '../../ports.ts';

/** How far a check has come. */
export interface ContactsProgress {
  readonly rows: number;
  readonly bytes: number;
  /** Null where nobody knows how much there is. */
  readonly totalBytes: number | null;
}

export interface ContactsPorts {
  readonly openContacts: OpenContacts;
  readonly clock: Clock;
  /** The fastest judge of cells there is, for rows that are read one by one. */
  readonly openJudge: () => Promise<JudgeCell>;
  /** Called now and then while a list is read. */
  readonly onProgress?: (progress: ContactsProgress) => void;
  /** Told, as a sentence, why a list is read row by row that might have been counted at once. */
  readonly onSlow?: (why: string) => void;
  /** Where the rows of a list are written again, with what was found. */
  readonly openWriters?: (list: ContactList) => readonly RowWriter[];
}

/** What lists came to together. */
export interface CountedLists {
  readonly lists: readonly CheckedList[];
  readonly summary: ContactsSummary;
  readonly examples: ContactExamples;
  /** Some cells that hold a number without a country, in the order of their rows. */
  readonly homeless: () => Promise<readonly string[]>;
  readonly close: () => void;
}

/** What the rows of one list came to. */
export interface ListCounts {
  readonly rows: number;
  readonly reasons: ContactsSummary['reasons'];
  /** Rows that each of the plan's numbers decided. */
  readonly decided: readonly number[];
  /** Textable numbers that are reserved for fiction, if the list does not say so itself. */
  readonly fictional: number;
}

/** `counts`: null where the list was not read again. */
export function checkedList(list: ContactList, counts: ListCounts | null): CheckedList {
  const { source, name, bytes, modifiedAt, phoneColumns, countryColumn, plan } = list;
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
    rows: counts?.rows ?? null,
    phoneColumns,
    countryColumn,
    columns,
    samples: counts === null ? [] : list.samples(),
    findings: [...list.findings(), ...doubtsOf(plan, counts)],
  };
}

/** Findings about rows that cannot be texted because of a doubt about the list. */
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
