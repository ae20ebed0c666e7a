import { commonRole } from '../contact-words/common-headers.ts';
import type { HeaderRole } from '../contact-words/header-role.ts';

/** What the words of headers and cells mean, in all languages. Lists with common headers are planned without it. */
export interface Vocabulary {
  readonly roleOf: (header: string) => HeaderRole;
  /** A header without the words for a number and its type: what belongs to one number has the same. */
  readonly stemOf: (header: string) => string;
  /** Whether a cell says of what type a number is. */
  readonly isLabel: (cell: string) => boolean;
  /** Whether a cell says yes, no, or when. */
  readonly isAnswer: (cell: string) => boolean;
  /** What a yes means under a header about text messages; undefined: it is about something else. */
  readonly askedBy: (header: string) => 'opt-out' | 'consent' | undefined;
}

/** Whether a list can be planned without a vocabulary. */
export const isCommon = (names: readonly string[]): boolean => names.every((name) => commonRole(name) !== undefined);

/** For headers that are all common: none of them is a label's or a dialling code's. */
export const commonVocabulary: Vocabulary = {
  roleOf: (header) => commonRole(header) ?? { role: 'unknown' },
  stemOf: (header) => header,
  isLabel: () => false,
  isAnswer: () => false,
  askedBy: () => undefined,
};
