import { type ErrorCode, errorCodePage, errorCodes } from '../../domain/error-codes/error-codes.ts';
import { type MessageState, messageStates, messageStatesPage } from '../../domain/messages/message-states.ts';
import type { Check } from '../../domain/readiness/check.ts';
import { countText } from '../../domain/text/counts.ts';
import { listed } from '../../domain/text/nearest.ts';
import { UserError } from '../../domain/user-error.ts';
import { checklist } from '../../setup/checklist.ts';
import { type ExplainedEntry, explainedEntries } from './explained-entries.ts';
import { noMessage, similarCodes, similarSubjects, subjectsIn } from './subjects.ts';

export type Explanation =
  | { readonly kind: 'code'; readonly code: ErrorCode; readonly page: string }
  | {
      readonly kind: 'unknown-code';
      readonly code: number;
      readonly page: string;
      /** Codes of the list that may be meant. */
      readonly similar: readonly ErrorCode[];
    }
  | { readonly kind: 'check'; readonly check: Check; readonly codes: readonly ErrorCode[] }
  | {
      readonly kind: 'state';
      readonly state: MessageState;
      readonly codes: readonly ErrorCode[];
      readonly page: string;
    }
  | { readonly kind: 'entry'; readonly entry: ExplainedEntry; readonly codes: readonly ErrorCode[] }
  /** The walk from a missing message to its cause. */
  | { readonly kind: 'no-message' };

/** How much of a text is examined. In characters. */
export const longestSubject = 10_000;

/** How many subjects an error names. */
const mostNamed = 5;

/**
 * Explains what a text names: an error code (`30034`, `Error: 30034 - …`, a link to the provider's page, a JSON body), the id of
 * a check (`number.owned`), a message state (`undelivered`, `MessageStatus=undelivered`), a reason or finding of smsctl
 * (`landline`, `message.opt-out`), one of its error codes (`org.ambiguous`), a reply (`STOP`), or `no-message`. A code that is
 * not in the list is explained by the provider's page. Throws `UserError` `input.several-subjects` when the text names several,
 * and `input.unknown-subject` when it names none. No error repeats the text.
 */
export function explain(given: string): Explanation {
  const [subject, ...others] = subjectsIn(beginningOf(given));
  if (subject === undefined) throw unknownSubject(given);
  if (others.length > 0) throw severalSubjects([subject, ...others]);
  return explained(subject);
}

/** The part of a text that is examined. Excludes a number at the cut, which may be cut in half. */
const beginningOf = (given: string): string =>
  given.length > longestSubject ? given.slice(0, longestSubject).replace(/(?<![a-z0-9])[a-z0-9]+$/i, '') : given;

const codesOf = (codes: readonly (number | string)[]): readonly ErrorCode[] =>
  codes.flatMap((code) => errorCodes.find((each) => each.code === Number(code)) ?? []);

function explained(subject: string): Explanation {
  if (subject === noMessage) return { kind: 'no-message' };
  const check = checklist.find(({ id }) => id === subject);
  if (check !== undefined) return { kind: 'check', check, codes: codesOf(check.codes ?? []) };
  const state = messageStates.find(({ id }) => id === subject);
  if (state !== undefined) return { kind: 'state', state, codes: codesOf(state.codes), page: messageStatesPage };
  const entry = explainedEntries.find(({ id }) => id === subject);
  if (entry !== undefined) return { kind: 'entry', entry, codes: codesOf(entry.codes) };
  const code = Number(subject);
  const page = errorCodePage(code);
  const [known] = codesOf([code]);
  return known === undefined
    ? { kind: 'unknown-code', code, page, similar: codesOf(similarCodes(code)) }
    : { kind: 'code', code: known, page };
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
  const similar = similarSubjects(given).map((id) => `\`smsctl explain ${id}\``);
  return new UserError({
    code: 'input.unknown-subject',
    message: 'Unknown subject: the text names no code, state, check, finding or reply.',
    hints: [
      ...(given.length > longestSubject
        ? [`Only the first ${countText(longestSubject)} characters were examined. Pass the line with the error code.`]
        : []),
      ...(similar.length === 0 ? [] : [`Did you mean ${listed(similar, 'or')}?`]),
      'To list all subjects, run `smsctl explain`. If a message did not arrive, run `smsctl explain no-message`.',
    ],
  });
}
