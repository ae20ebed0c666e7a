import { accepted, type Parsed, refused } from './parsed.ts';
import { hasHiddenCharacters } from './printable.ts';

const lengthLimit = 100;

/** One line of plain text, at most 100 characters; white space at its ends is dropped. `wanted` completes `Enter …`. */
export function parseLine(raw: string, wanted: string): Parsed<string> {
  const text = raw.trim();
  if (text === '') return refused(`Enter ${wanted}.`);
  if (text.length > lengthLimit) return refused(`Enter at most ${lengthLimit} characters, not ${text.length}.`);
  return hasHiddenCharacters(text) ? refused('Enter one line of plain text.') : accepted(text);
}

/** As `parseLine`, for a name: it has a letter, so that `?` or `1` is no name. */
export function parseName(raw: string, wanted: string): Parsed<string> {
  const line = parseLine(raw, wanted);
  return line.ok && !/\p{L}/u.test(line.value) ? refused(`Invalid name: it has no letter. Enter ${wanted}.`) : line;
}
