import { loneRefusalWords, refusalWords, staleWords } from '../contact-words/refusal-words.ts';
import { foldWords, type WordFinder, wordFinder } from '../contact-words/word-table.ts';
import type { ContactReason } from './contact-reasons.ts';

let find: WordFinder | undefined;

/**
 * What words beside a number say against texting it: that its owner does not want it, is dead or another person
 * (`do-not-text`), or that it is out of use (`old-number`). Undefined: they say nothing of that kind.
 */
export function refusalIn(cell: string): ContactReason | undefined {
  const words = foldWords(cell.replace(/\d+/g, ' '));
  if (words === '') return undefined;
  find ??= wordFinder([refusalWords, staleWords, loneRefusalWords]);
  const found = find(words);
  if ((found & 1) !== 0) return 'do-not-text';
  // Nothing but the word: `Stopp` is also a name.
  if ((found & 4) !== 0 && !words.includes(' ')) return 'do-not-text';
  return (found & 2) === 0 ? undefined : 'old-number';
}
