import type { Parsed } from './parsed.ts';
import { parseName } from './plain-line.ts';

/** The name of a person who confirms something: one line of plain text with a letter, at most 100 characters. */
export const parsePersonName = (raw: string): Parsed<string> => parseName(raw, 'the name of a person');
