import { noWords, optedInWords, optedOutWords, yesWords } from '../contact-words/consent-words.ts';
import { foldWords, type WordTable } from '../contact-words/word-table.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';
import type { PlannedConsent } from './contact-plan.ts';

type ConsentValue = 'yes' | 'no' | 'opted-in' | 'opted-out' | 'date' | 'empty' | 'unknown';

const dates =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[. -]{1,2}\p{L}{3,}[. -]{1,2}\d{2,4}|\p{L}{3,} \d{1,2},? \d{4}|\d{8}|1[0-9]{9}|1[0-9]{12})(?:$|[T ,])/u;
const nothing = /^(?:|[-–—_.?]+|\\N|\(?null\)?|n\/?a|nan|undefined)$/i;

let values: ReadonlyMap<string, ConsentValue> | undefined;

function allValues(): ReadonlyMap<string, ConsentValue> {
  if (values !== undefined) return values;
  const made = new Map<string, ConsentValue>();
  const tables: readonly (readonly [WordTable, ConsentValue])[] = [
    [yesWords, 'yes'],
    [noWords, 'no'],
    [optedInWords, 'opted-in'],
    [optedOutWords, 'opted-out'],
  ];
  for (const [table, value] of tables) {
    for (const words of Object.values(table)) for (const word of words.split(', ')) made.set(word, value);
  }
  values = made;
  return made;
}

function consentValue(cell: string): ConsentValue {
  const text = cell.trim();
  if (nothing.test(text)) return 'empty';
  const known = allValues().get(foldWords(text) || text);
  if (known !== undefined) return known;
  return dates.test(text) ? 'date' : 'unknown';
}

/** Whether a value is understood, so that the column can be used. */
export const isUnderstood = (cell: string): boolean => !['unknown', 'empty'].includes(consentValue(cell));

/** Values that are not understood, with their counts. */
export function unclearAnswers(cells: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const text = cell.trim();
    if (consentValue(text) === 'unknown') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/**
 * The reason against texting a person in a consent cell; null: none. `empty`: none, but no consent either. In an opt-out column
 * a yes, a date and a word such as `unsubscribed` forbid; in a consent column a no does.
 */
export function refusalOf({ sense, allowed }: PlannedConsent, cell: string): ContactReason | 'empty' | null {
  if (allowed !== null) {
    const text = foldWords(cell) || cell.trim();
    if (text === '') return sense === 'consent' ? 'empty' : null;
    return allowed.some((value) => (foldWords(value) || value) === text) ? null : 'do-not-text';
  }
  switch (consentValue(cell)) {
    case 'empty':
      return sense === 'consent' ? 'empty' : null;
    case 'opted-out':
      return 'do-not-text';
    case 'opted-in':
      return null;
    case 'yes':
    case 'date':
      return sense === 'opt-out' ? 'do-not-text' : null;
    case 'no':
      return sense === 'consent' ? 'do-not-text' : null;
    default:
      return 'consent-unclear';
  }
}
