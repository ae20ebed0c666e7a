import { listFindings } from '../../domain/contacts/list-findings.ts';
import { failureCodes } from '../../domain/failure-codes/failure-codes.ts';
import { messageFindingWords } from '../../domain/messages/message-finding-words.ts';
import { replyWords, replyWordsPage } from '../../domain/messages/reply-words.ts';
import { contactReasons } from '../../domain/numbers/contact-reasons.ts';

export type EntryKind = 'reason' | 'list-finding' | 'message-finding' | 'error' | 'reply';

/** What smsctl itself reports, or a recipient replies, with its explanation. */
export interface ExplainedEntry {
  readonly kind: EntryKind;
  readonly id: string;
  /** Other spellings of the id. */
  readonly others: readonly string[];
  /** Without a full stop. Null: the meaning is short enough. */
  readonly title: string | null;
  readonly meaning: string;
  /** In sentences; commands are in backticks. */
  readonly remedy: string;
  /** The provider's error codes that it leads to. */
  readonly codes: readonly number[];
  /** Of an error: the exit codes of a run that ends with it. */
  readonly exits: readonly number[];
  readonly page: string | null;
}

const plain = { others: [], title: null, codes: [], exits: [], page: null } as const;

/** In the order of their kinds. An id may be a reason and a list finding; the reason comes first. */
export const explainedEntries: readonly ExplainedEntry[] = [
  ...Object.entries(contactReasons).map(([id, words]) => ({ ...plain, kind: 'reason' as const, id, ...words })),
  ...Object.entries(listFindings).map(([id, words]) => ({ ...plain, kind: 'list-finding' as const, id, ...words })),
  ...Object.entries(messageFindingWords).map(([id, { code, ...words }]) => ({
    ...plain,
    kind: 'message-finding' as const,
    id,
    ...words,
    codes: code === null ? [] : [Number(code)],
  })),
  ...replyWords.map((word) => ({ ...plain, kind: 'reply' as const, ...word, page: replyWordsPage })),
  ...failureCodes.map(({ code, exits, meaning, remedy }) => ({
    ...plain,
    kind: 'error' as const,
    ...{ id: code, exits, meaning, remedy },
  })),
];
