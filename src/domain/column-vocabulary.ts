import { isUnderstood } from './contact-consent.ts';
import { isLabel } from './contact-labels.ts';
import { commonRole } from './contact-words/common-headers.ts';
import { type HeaderRole, headerRole, withoutTypeWords } from './contact-words/header-role.ts';

/** What the words of headers and cells mean, in all languages. Lists with common headers are planned without it. */
export interface Vocabulary {
  readonly roleOf: (header: string) => HeaderRole;
  /** A header without the words for a number and its type: what belongs to one number has the same. */
  readonly stemOf: (header: string) => string;
  /** Whether a cell says of what type a number is. */
  readonly isLabel: (cell: string) => boolean;
  /** Whether a cell says yes, no, or when. */
  readonly isAnswer: (cell: string) => boolean;
}

const roleOf = (header: string): HeaderRole => commonRole(header) ?? headerRole(header);

export const vocabulary: Vocabulary = { roleOf, stemOf: withoutTypeWords, isLabel, isAnswer: isUnderstood };

const longestName = 40;

/** Whether a cell is the name of a column of numbers, and no sentence. */
export const isNumberName = (cell: string): boolean =>
  cell.trim().length <= longestName && roleOf(cell).role === 'number';
