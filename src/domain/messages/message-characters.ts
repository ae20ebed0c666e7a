import { counted } from '../text/counts.ts';
import { hasHiddenCharacters } from '../text/printable.ts';
import { finding, type MessageFinding, type Position, positionAt } from './message-finding.ts';
import { assumedLength, type Culprit, type MeasuredMessage, type MessageReport } from './message-report.ts';
import { fillPlaceholders } from './placeholders.ts';
import { plainFor } from './plain-text.ts';
import { isGsm, type Segmentation, segmentsOf, splitCharacters } from './segments.ts';

/** The characters that are not in GSM-7, in the order of the text. */
export function findCulprits(text: string): readonly Culprit[] {
  const culprits = new Map<string, { position: Position; count: number }>();
  let [before, line, column] = [0, 1, 1];
  for (const character of splitCharacters(text)) {
    const length = [...character].length;
    if (!isGsm(character)) {
      const { position = { character: before + 1, line, column }, count = 0 } = culprits.get(character) ?? {};
      culprits.set(character, { position, count: count + 1 });
    }
    before += length;
    [line, column] = character === '\n' ? [line + 1, 1] : [line, column + length];
  }
  return [...culprits].map(([character, seen]) => ({
    character,
    codePoints: [...character].map(codePoint).join(' '),
    ...seen,
    replacement: plainFor(character) ?? null,
  }));
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** See `MessageReport.plain`. */
export function plainVersion(text: string, culprits: readonly Culprit[]): MessageReport['plain'] {
  if (culprits.length === 0 || culprits.some(({ replacement }) => replacement === null)) return null;
  const plain = splitCharacters(text)
    .map((character) => plainFor(character) ?? character)
    .join('');
  return { text: plain, ...segmentsOf(fillPlaceholders(plain, 'x', assumedLength)) };
}

/** The text in GSM-7 without emoji and other symbols. Undefined if a letter has no replacement. */
function withoutSymbols(text: string, culprits: readonly Culprit[]): Segmentation | undefined {
  if (culprits.some(({ character, replacement }) => replacement === null && /\p{L}/u.test(character))) return undefined;
  const plain = splitCharacters(text).map((character) => plainFor(character) ?? '');
  return segmentsOf(fillPlaceholders(plain.join(''), 'x', assumedLength));
}

/** Characters that make the text UCS-2, and hidden ones. */
export function characterFindings(
  text: string,
  { encoding, segments, culprits, plain }: MeasuredMessage,
): readonly MessageFinding[] {
  const found: MessageFinding[] = [];
  const [first] = culprits;
  if (encoding === 'UCS-2' && first !== undefined) {
    const kinds = `${counted(culprits.length, 'character')} ${culprits.length === 1 ? 'is' : 'are'}`;
    const detail = `${kinds} not in GSM-7, so each segment holds 70 characters instead of 160.`;
    const cheapest = (plain ?? withoutSymbols(text, culprits))?.segments ?? segments;
    const isCostly = cheapest < segments;
    const change = plain === null ? 'Replace or delete the listed characters' : 'Replace the listed characters';
    const remedy = isCostly
      ? `${change} to send ${counted(cheapest, 'segment')} instead of ${segments}.`
      : 'No action needed: plain characters do not save a segment.';
    found.push(finding('message.ucs2', isCostly ? 'warning' : 'note', detail, remedy, { position: first.position }));
  }
  const hidden = splitCharacters(text).find((character) => !/^[\n\r]$/.test(character) && isHidden(character));
  if (hidden !== undefined) {
    const detail = `The text contains an invisible character (${[...hidden].map(codePoint).join(' ')}), which is sent and billed.`;
    const position = positionAt(text, text.indexOf(hidden));
    found.push(finding('message.hidden-characters', 'warning', detail, 'Delete it.', { position }));
  }
  return found;
}

/** Hidden as a whole: the joiners inside an emoji are part of it. */
const isHidden = (character: string): boolean => [...character].every(hasHiddenCharacters);
