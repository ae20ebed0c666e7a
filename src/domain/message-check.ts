import { bodyLimit, findMarkup, findShortLinks, hasOptOut, recommendedLength, strangeOptOut } from './message-rules.ts';
import { fillPlaceholders, findOtherPlaceholders, findPlaceholders, type Placeholder } from './placeholders.ts';
import { plainFor } from './plain-text.ts';
import { hasHiddenCharacters } from './printable.ts';
import { isGsm, type Segmentation, segmentsOf, splitCharacters } from './segments.ts';

/** Where something stands in the text, from 1: in Unicode characters from the beginning, and by line and column. */
interface Position {
  readonly character: number;
  readonly line: number;
  readonly column: number;
}

type MessageFindingId =
  | 'message.empty'
  | 'message.too-long'
  | 'message.max-segments'
  | 'message.long'
  | 'message.ucs2'
  | 'message.hidden-characters'
  | 'message.placeholder-length'
  | 'message.placeholder-worst-case'
  | 'message.placeholder-other'
  | 'message.opt-out'
  | 'message.opt-out-word'
  | 'message.sender-name'
  | 'message.short-link'
  | 'message.markup';

/** `error`: it will not be sent as it is, or costs more than was allowed · `warning`: it costs more or is filtered · `note`: worth a look. */
export interface MessageFinding {
  readonly id: MessageFindingId;
  readonly severity: 'error' | 'warning' | 'note';
  /** Null: it concerns the whole text. */
  readonly position: Position | null;
  readonly detail: string;
  readonly remedy: string;
  /** The provider's error code that it leads to; null: none. */
  readonly code: string | null;
}

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

export interface MessageRequest {
  readonly text: string;
  readonly maxSegments?: number;
  /** Names by which recipients know who writes; empty: not known. */
  readonly names: readonly string[];
  /** True when the sender shown on the phone is a name itself. */
  readonly alphanumeric?: boolean;
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

function positionAt(text: string, index: number): Position {
  const before = [...text.slice(0, index)];
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    character: before.length + 1,
    line: before.filter((character) => character === '\n').length + 1,
    column: before.length - lineStart + 1,
  };
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
    ...mannersFindings(request),
  ];
}

const finding = (
  id: MessageFindingId,
  severity: MessageFinding['severity'],
  detail: string,
  remedy: string,
  { position = null, code = null }: { readonly position?: Position | null; readonly code?: string | null } = {},
): MessageFinding => ({ id, severity, position, detail, remedy, code });

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function lengthFindings({ text, maxSegments }: MessageRequest, { worstCase }: Looked): readonly MessageFinding[] {
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
    found.push(finding('message.max-segments', 'error', detail, 'Shorten it, or replace what makes it UCS-2.'));
  }
  return found;
}

function characterFindings(text: string, { encoding, segments, culprits, plain }: Looked): readonly MessageFinding[] {
  const found: MessageFinding[] = [];
  const [first] = culprits;
  if (encoding === 'UCS-2' && first !== undefined) {
    const kinds = plural(culprits.length, 'different character');
    const detail = `${kinds} of it ${culprits.length === 1 ? 'is' : 'are'} not in GSM-7, so that a segment holds 70 characters instead of 160.`;
    const saving =
      plain === null
        ? 'Leave out what has no replacement, or accept the price.'
        : `Replace ${culprits.length === 1 ? 'it' : 'them'}: it is then ${plural(plain.segments, 'segment')} instead of ${segments}.`;
    found.push(finding('message.ucs2', 'warning', detail, saving, { position: first.position }));
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

function mannersFindings({ text, names, alphanumeric = false }: MessageRequest): readonly MessageFinding[] {
  const found: MessageFinding[] = [];
  const strange = strangeOptOut(text);
  if (strange !== undefined) {
    const detail = `The provider does not act on ${strange.word} by itself: whoever answers with it goes on getting messages.`;
    const position = positionAt(text, strange.index);
    found.push(finding('message.opt-out-word', 'warning', detail, 'Use STOP, or set the word up.', { position }));
  } else if (!hasOptOut(text)) {
    const detail = 'It does not say how to opt out; carriers want it in the first message of a campaign.';
    found.push(finding('message.opt-out', 'warning', detail, 'Add "Reply STOP to opt out."', { code: '30007' }));
  }
  const lower = text.toLowerCase();
  if (!alphanumeric && !names.some((name) => lower.includes(name.toLowerCase()))) {
    const detail =
      names.length === 0
        ? 'Recipients see a number and no name.'
        : `Recipients see a number and no name, and ${names.join(', ')} is not in the text.`;
    found.push(finding('message.sender-name', 'note', detail, 'Begin with who writes.'));
  }
  for (const { domain, index } of findShortLinks(text).slice(0, sameKindLimit)) {
    const detail = `${domain} is a public URL shortener: carriers filter it, whatever stands behind it.`;
    const position = positionAt(text, index);
    found.push(
      finding('message.short-link', 'warning', detail, 'Link to a domain of your own.', { position, code: '30007' }),
    );
  }
  const markup = findMarkup(text);
  if (markup !== undefined) {
    const detail = `${markup.written} arrives as it is written: an SMS has no formatting.`;
    found.push(
      finding('message.markup', 'warning', detail, 'Write plain text.', { position: positionAt(text, markup.index) }),
    );
  }
  return found;
}
