import { UserError } from '../user-error.ts';
import { didYouMean } from './nearest.ts';
import { printable } from './printable.ts';

interface UnknownWord {
  readonly code: string;
  /** What the word should name: `step`, `check`. */
  readonly kind: string;
  readonly word: string;
  /** All that exist. */
  readonly known: readonly string[];
  /** Where they are listed, for a set that is too long for a hint. */
  readonly list?: string;
}

/** The error for a word that is not in a closed set: proposes the nearest ones, and says which there are. */
export const unknownWord = ({ code, kind, word, known, list }: UnknownWord): UserError =>
  new UserError({
    code,
    message: `Unknown ${kind} \`${printable(word, 60)}\`.`,
    hints: [...didYouMean(word, known), list ?? `Choose one of: ${known.join(', ')}.`],
  });
