import { loneRefusalWords, refusalWords, staleWords } from '../contact-words/refusal-words.ts';
import { foldWords, type WordFinder, wordFinder } from '../contact-words/word-table.ts';
import type { ContactReason } from './contact-reasons.ts';

let find: WordFinder | undefined;

/**
 * The reason against texting a number in the words beside it: its owner opted out, is dead or is another person
 * (`do-not-text`), or the number is out of use (`old-number`). Undefined: there is none.
 */
export function refusalIn(cell: string): ContactReason | undefined {
  const words = foldWords(cell.replace(/\d+/g, ' '));
  if (words === '') return undefined;
  find ??= wordFinder([refusalWords, staleWords, loneRefusalWords]);
  const found = find(words);
  if ((found & 1) !== 0) return 'do-not-text';
  // Only if there are no other words: `Stopp` is also a name.
  if ((found & 4) !== 0 && !words.includes(' ')) return 'do-not-text';
  return (found & 2) === 0 ? undefined : 'old-number';
}
