import { commonRole } from '../contact-words/common-headers.ts';
import type { HeaderRole } from '../contact-words/header-role.ts';

/** The meaning of words in headers and cells, in all languages. Lists with common headers are planned without it. */
export interface Vocabulary {
  readonly roleOf: (header: string) => HeaderRole;
  /** A header without the words for a number and its type. Columns that belong together have the same stem. */
  readonly stemOf: (header: string) => string;
  /** Whether a cell names the type of a number. */
  readonly isLabel: (cell: string) => boolean;
  /** Whether a cell is yes, no, or a date. */
  readonly isAnswer: (cell: string) => boolean;
  /** The meaning of yes under a header about text messages; undefined: it is about something else. */
  readonly askedBy: (header: string) => 'opt-out' | 'consent' | undefined;
}

/** Whether a list can be planned without a vocabulary. */
export const isCommon = (names: readonly string[]): boolean => names.every((name) => commonRole(name) !== undefined);

/** For lists whose headers are all common: none of them is for a label or a dialling code. */
export const commonVocabulary: Vocabulary = {
  roleOf: (header) => commonRole(header) ?? { role: 'unknown' },
  stemOf: (header) => header,
  isLabel: () => false,
  isAnswer: () => false,
  askedBy: () => undefined,
};
