import { hasHiddenCharacters } from '../text/printable.ts';
import { finding, type MessageFinding, type Position, positionAt } from './message-finding.ts';
import { mannersFindings, type Writer } from './message-manners.ts';
import { bodyLimit, recommendedLength } from './message-rules.ts';
import { fillPlaceholders, findOtherPlaceholders, findPlaceholders, type Placeholder } from './placeholders.ts';
import { plainFor } from './plain-text.ts';
import { isGsm, type Segmentation, segmentsOf, splitCharacters } from './segments.ts';

/** What makes the text UCS-2: what a reader sees as one character, wherever it stands. */
export interface Culprit {
  readonly character: string;
  /** `U+2019`, joined by spaces where it is made of several. */
  readonly codePoints: string;
  readonly count: number;
  readonly position: Position;
  /** In GSM-7; empty: it can go; null: there is nothing that says the same. */
  readonly replacement: string | null;
}

export interface MessageReport extends Segmentation {
  readonly culprits: readonly Culprit[];
  /** The text with every replacement made; null where none is needed, or it would still be no GSM-7. */
  readonly plain: (Segmentation & { readonly text: string }) | null;
  /** How many times dearer the text is than the plain one; 1 where there is none, or it is no cheaper. */
  readonly costFactor: number;
  readonly placeholders: readonly Placeholder[];
  /** With every placeholder at its longest, and a value that is no GSM-7, such as an emoji or a name in another script. */
  readonly worstCase: Segmentation;
  readonly findings: readonly MessageFinding[];
}

export interface MessageRequest extends Writer {
  readonly text: string;
  readonly maxSegments?: number;
}

/** More of the same kind say nothing new. */
const sameKindLimit = 10;

/** The longest value where a placeholder does not say: longer than nearly every first name. */
const assumedLength = 20;

/**
 * What a text costs and what keeps it from arriving. Placeholders count at their longest, in plain letters; `worstCase` says
 * what a value in another script makes of it. Looks at the text alone, and never fails.
 */
export function checkMessage(request: MessageRequest): MessageReport {
  const { text } = request;
  const placeholders = findPlaceholders(text);
  const filled = fillPlaceholders(text, 'x', assumedLength);
  const segmentation = segmentsOf(filled);
  const worstCase = placeholders.length === 0 ? segmentation : segmentsOf(fillPlaceholders(text, 'ж', assumedLength));
  const culprits = findCulprits(text);
  const plain = plainVersion(text, culprits);
  const costFactor = plain === null ? 1 : segmentation.segments / Math.min(plain.segments, segmentation.segments);
  const report = { ...segmentation, culprits, plain, costFactor, placeholders, worstCase };
  return { ...report, findings: findingsOf(request, report) };
}

function findCulprits(text: string): readonly Culprit[] {
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

function plainVersion(text: string, culprits: readonly Culprit[]): MessageReport['plain'] {
  if (culprits.length === 0 || culprits.some(({ replacement }) => replacement === null)) return null;
  const plain = splitCharacters(text)
    .map((character) => plainFor(character) ?? character)
    .join('');
  return { text: plain, ...segmentsOf(fillPlaceholders(plain, 'x', assumedLength)) };
}

/** The text in GSM-7 without emoji and the like; undefined where letters of it have no replacement. */
function withoutSymbols(text: string, culprits: readonly Culprit[]): Segmentation | undefined {
  if (culprits.some(({ character, replacement }) => replacement === null && /\p{L}/u.test(character))) return undefined;
  const plain = splitCharacters(text).map((character) => plainFor(character) ?? '');
  return segmentsOf(fillPlaceholders(plain.join(''), 'x', assumedLength));
}

type Looked = Omit<MessageReport, 'findings'>;

function findingsOf(request: MessageRequest, looked: Looked): readonly MessageFinding[] {
  if (request.text.trim() === '') {
    return [finding('message.empty', 'error', 'The text is empty.', 'Write one.', { code: '21602' })];
  }
  return [
    ...lengthFindings(request, looked),
    ...characterFindings(request.text, looked),
    ...placeholderFindings(request.text, looked),
    ...mannersFindings(request.text, request),
  ];
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What makes a text take fewer segments. */
function shorter({ segments, plain, worstCase, placeholders }: Looked): string {
  if (plain !== null && plain.segments < segments) return 'Shorten it, or replace what makes it UCS-2.';
  if (worstCase.segments > segments) return 'Shorten it, or fill in plain letters.';
  return placeholders.length > 0 ? 'Shorten it, or the values of its placeholders.' : 'Shorten it.';
}

function lengthFindings({ text, maxSegments }: MessageRequest, looked: Looked): readonly MessageFinding[] {
  const { worstCase } = looked;
  const found: MessageFinding[] = [];
  // Twilio counts what it gets: the text as it is filled in.
  const { length } = fillPlaceholders(text, 'x', assumedLength);
  if (length > bodyLimit) {
    const detail = `The text has ${length} characters; the provider takes ${bodyLimit}.`;
    found.push(finding('message.too-long', 'error', detail, 'Shorten it.', { code: '21617' }));
  } else if (length > recommendedLength) {
    const detail = `The text has ${length} characters; more than ${recommendedLength} are split by some carriers, and seldom read.`;
    found.push(finding('message.long', 'warning', detail, 'Say one thing, and link to the rest.'));
  }
  if (maxSegments !== undefined && worstCase.segments > maxSegments) {
    const detail = `In the worst case it is ${plural(worstCase.segments, 'segment')}; at most ${maxSegments} may be.`;
    found.push(finding('message.max-segments', 'error', detail, shorter(looked)));
  }
  return found;
}

function characterFindings(text: string, { encoding, segments, culprits, plain }: Looked): readonly MessageFinding[] {
  const found: MessageFinding[] = [];
  const [first] = culprits;
  if (encoding === 'UCS-2' && first !== undefined) {
    const kinds = plural(culprits.length, 'different character');
    const detail = `${kinds} of it ${culprits.length === 1 ? 'is' : 'are'} not in GSM-7, so that a segment holds 70 characters instead of 160.`;
    const cheapest = (plain ?? withoutSymbols(text, culprits))?.segments ?? segments;
    const isCostly = cheapest < segments;
    const change =
      plain === null ? 'Leave out what has no replacement, and replace the others' : 'Replace what is listed';
    const remedy = isCostly
      ? `${change}: it is then ${plural(cheapest, 'segment')} instead of ${segments}.`
      : 'Nothing: other characters make it no cheaper.';
    found.push(finding('message.ucs2', isCostly ? 'warning' : 'note', detail, remedy, { position: first.position }));
  }
  const hidden = splitCharacters(text).find((character) => !/^[\n\r]$/.test(character) && isHidden(character));
  if (hidden !== undefined) {
    const detail = `There is a character that nobody sees (${[...hidden].map(codePoint).join(' ')}); it is sent and paid all the same.`;
    const position = positionAt(text, text.indexOf(hidden));
    found.push(finding('message.hidden-characters', 'warning', detail, 'Delete it.', { position }));
  }
  return found;
}

/** Nothing but what nobody sees: the joiners inside an emoji are part of what is seen. */
const isHidden = (character: string): boolean => [...character].every(hasHiddenCharacters);

function placeholderFindings(text: string, looked: Looked): readonly MessageFinding[] {
  const { placeholders, segments, encoding, worstCase } = looked;
  const found = placeholders
    .filter(({ longest }) => longest === undefined)
    .slice(0, sameKindLimit)
    .map(({ name, written, index }) =>
      finding(
        'message.placeholder-length',
        'warning',
        `${written} does not say how long its values are; ${assumedLength} characters are assumed.`,
        `Write the longest, such as {{${name}:30}}.`,
        { position: positionAt(text, index) },
      ),
    );
  if (worstCase.segments > segments) {
    found.push(
      finding(
        'message.placeholder-worst-case',
        'warning',
        `It is ${plural(segments, 'segment')} of ${encoding} with plain values, and ${worstCase.segments} of UCS-2 for whoever has a value such as Łucja or Ζωή.`,
        'Reckon with the higher price, or fill in plain letters.',
        { position: positionAt(text, placeholders[0]?.index ?? 0) },
      ),
    );
  }
  for (const { written, index } of findOtherPlaceholders(text).slice(0, sameKindLimit)) {
    found.push(
      finding(
        'message.placeholder-other',
        'warning',
        `${written} looks like a placeholder of another tool, and was counted as it stands.`,
        'Write {{name:20}} to have it counted at its longest; see to it that it is filled in before it is sent.',
        { position: positionAt(text, index) },
      ),
    );
  }
  return found;
}
