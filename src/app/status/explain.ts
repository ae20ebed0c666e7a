import { type ErrorCode, errorCodePage, errorCodes } from '../../domain/error-codes/error-codes.ts';
import { codesIn } from '../../domain/error-codes/pasted-codes.ts';
import { type MessageState, messageStates, messageStatesPage } from '../../domain/messages/message-states.ts';
import type { Check } from '../../domain/readiness/check.ts';
import { countText } from '../../domain/text/counts.ts';
import { UserError } from '../../domain/user-error.ts';
import { checklist } from '../../setup/checklist.ts';

export type Explanation =
  | { readonly kind: 'code'; readonly code: ErrorCode; readonly page: string }
  | { readonly kind: 'unknown-code'; readonly code: number; readonly page: string }
  | { readonly kind: 'check'; readonly check: Check; readonly codes: readonly ErrorCode[] }
  | {
      readonly kind: 'state';
      readonly state: MessageState;
      readonly codes: readonly ErrorCode[];
      readonly page: string;
    };

/** How much of a text is examined. In characters. */
export const longestSubject = 10_000;

/** How many subjects an error names. */
const mostNamed = 5;

/** A longer text is not taken for a typing error. In characters. */
const longestSlip = 40;

/**
 * Explains what a text names: an error code (`30034`, `Error: 30034 - …`, a link to the provider's page, a JSON body), the id of
 * a check (`number.owned`) or a message state (`undelivered`, `MessageStatus=undelivered`). A code comes before the state beside
 * it. A code that is not in the list is explained by the provider's page. Throws `UserError` `input.several-subjects` when the
 * text names several, and `input.unknown-subject` when it names none. No error repeats the text.
 */
export function explain(given: string): Explanation {
  const text = beginningOf(given);
  const named = [...codesIn(text, (code) => codeOf(code) !== undefined).map(String), ...checkIdsIn(text)];
  const [subject, ...others] = named.length > 0 ? named : statesIn(text);
  if (subject === undefined) throw unknownSubject(given);
  if (others.length > 0) throw severalSubjects([subject, ...others]);
  return explained(subject);
}

/** The part of a text that is examined. Excludes a number at the cut, which may be cut in half. */
const beginningOf = (given: string): string =>
  given.length > longestSubject ? given.slice(0, longestSubject).replace(/(?<![a-z0-9])[a-z0-9]+$/i, '') : given;

const codeOf = (code: number): ErrorCode | undefined => errorCodes.find((each) => each.code === code);

function explained(subject: string): Explanation {
  const check = checklist.find(({ id }) => id === subject);
  if (check !== undefined) {
    return { kind: 'check', check, codes: errorCodes.filter(({ code }) => check.codes?.includes(String(code))) };
  }
  const state = messageStates.find(({ id }) => id === subject);
  if (state !== undefined) {
    const codes = state.codes.flatMap((code) => codeOf(code) ?? []);
    return { kind: 'state', state, codes, page: messageStatesPage };
  }
  const code = Number(subject);
  const known = codeOf(code);
  const page = errorCodePage(code);
  return known === undefined ? { kind: 'unknown-code', code, page } : { kind: 'code', code: known, page };
}

function checkIdsIn(text: string): readonly string[] {
  const words: readonly string[] = text.toLowerCase().match(/(?<![a-z])[a-z]+\.[a-z]+(?:-[a-z]+)*/g) ?? [];
  return checklist.map(({ id }) => id).filter((id) => words.includes(id));
}

/** States that a text calls so (`status: delivered`), else the one that it consists of. */
function statesIn(text: string): readonly string[] {
  const labelled = text.matchAll(/(?:status|state)["'`\\\s:=(>[]{0,8}(?:is\s+)?([a-z]+(?:[_ -]delivered)?)/gi);
  const called = [...labelled].flatMap((match) => stateNamed(match[1] ?? '') ?? []);
  if (called.length > 0) return [...new Set(called)];
  if (text.length > longestSlip) return [];
  return [stateNamed(text.replace(/\b(?:the|a|message|sms|text|state|status|is|was)\b/gi, ' ')) ?? []].flat();
}

/** The id of a state, also in capitals, in quotes, or with other marks between its words. */
function stateNamed(words: string): string | undefined {
  const name = words
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
    .replaceAll(' ', '_')
    .replace(/^cancelled$/, 'canceled');
  return messageStates.find(({ id }) => id === name)?.id;
}

const severalSubjects = (subjects: readonly string[]): UserError =>
  new UserError({
    code: 'input.several-subjects',
    message: `The text names several subjects: ${subjects.slice(0, mostNamed).join(', ')}${
      subjects.length > mostNamed ? `, and ${subjects.length - mostNamed} more` : ''
    }. Explain one of them:`,
    hints: subjects.slice(0, mostNamed).map((subject) => `\`smsctl explain ${subject}\``),
  });

function unknownSubject(given: string): UserError {
  const text = given.trim().toLowerCase();
  const near = text.length > longestSlip ? [] : checklist.map(({ id }) => id).filter((id) => isNear(id, text));
  return new UserError({
    code: 'input.unknown-subject',
    message: 'The text names no error code, message state or check.',
    hints: [
      ...(given.length > longestSubject
        ? [`Only the first ${countText(longestSubject)} characters were examined. Pass the line with the error code.`]
        : []),
      ...near.slice(0, 3).map((id) => `Did you mean \`smsctl explain ${id}\`?`),
      'List all of them with `smsctl explain`.',
    ],
  });
}

/** The same word after the dot or before it, or a typing error. */
function isNear(id: string, text: string): boolean {
  const [step, name] = id.split('.');
  const words = text.split(/[.\s_-]+/).filter((word) => word !== '');
  return (
    (text !== '' && id.startsWith(text)) ||
    words.some((word) => word === name || (word === step && words.length === 1)) ||
    distance(id, text) <= 2
  );
}

/** How many letters have to be changed, added or removed (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, against] of [...other].entries()) {
      const swap = (row[column] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(swap, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
