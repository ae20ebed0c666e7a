import { accepted, type Parsed, refused } from './parsed.ts';
import { hasHiddenCharacters } from './printable.ts';

/** The name of a person who confirms something: one line of plain text, at most 100 characters. */
export function parsePersonName(raw: string): Parsed<string> {
  const text = raw.trim();
  if (text === '' || text.length > 100) return refused('Enter a name of at most 100 characters.');
  return hasHiddenCharacters(text) ? refused('Enter one line of plain text.') : accepted(text);
}
