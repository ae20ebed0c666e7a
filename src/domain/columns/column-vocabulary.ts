import { askedBy } from '../contact-words/asking-words.ts';
import { commonRole } from '../contact-words/common-headers.ts';
import { type HeaderRole, headerRole, withoutTypeWords } from '../contact-words/header-role.ts';
import type { Vocabulary } from './common-vocabulary.ts';
import { isUnderstood } from './contact-consent.ts';
import { isLabel } from './contact-labels.ts';

const roleOf = (header: string): HeaderRole => commonRole(header) ?? headerRole(header);

/** All languages. */
export const vocabulary: Vocabulary = { roleOf, stemOf: withoutTypeWords, isLabel, isAnswer: isUnderstood, askedBy };

const longestName = 40;

/** Whether a cell is the header of a number column, and not a sentence. */
export const isNumberName = (cell: string): boolean =>
  cell.trim().length <= longestName && roleOf(cell).role === 'number';
