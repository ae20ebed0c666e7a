import type { ContactVerdict } from '../numbers/contact-number.ts';
import { type ContactReason, isContactReason } from '../numbers/contact-reasons.ts';

/** What a line of `contacts classify` says; a tab parts the fields, which are empty where there is nothing to say. */
export const classifiedFields = ['e164', 'country', 'type', 'verdict', 'reason'] as const;

/** Longer lines are none of contacts; they are answered by their beginning. In bytes. */
export const lineLimit = 1024 * 1024;

/** A line that was read back, with how often it was there: engines group equal lines and count them. */
export interface ClassifiedLine {
  readonly count: number;
  readonly e164: string;
  readonly country: string;
  readonly type: string;
  /** Null: it can be texted. */
  readonly reason: ContactReason | null;
}

/** The answer to a line that is no contact: a header, a blank line. `contacts merge` passes over it. */
export const noContact = classifiedFields.join('\t');

/** A verdict as a line: whether it is a duplicate can only be said of all of them together. */
export function classifiedLine(verdict: ContactVerdict): string {
  const { e164 = '', country: home = '', type = '' } = verdict;
  return [e164, home, type, ...(verdict.textable ? ['textable', ''] : ['not-textable', verdict.reason])].join('\t');
}

const pattern =
  /^(?:\s*(\d{1,15})\s)?(\+[1-9]\d{1,19}|)\t([A-Z0-9]{2,3}|)\t([A-Z_]*)\t(textable|not-textable)\t([a-z-]*)(?:\t(\d{1,15}))?\r?$/;

/**
 * Reads such a line back, as it is or grouped: with a count in front (`uniq -c`) or in a sixth field. Undefined for anything
 * else.
 */
export function parseClassifiedLine(line: string): ClassifiedLine | undefined {
  const [, before, e164 = '', country = '', type = '', verdict, reason = '', behind] = pattern.exec(line) ?? [];
  if (verdict === undefined) return undefined;
  const count = Number(before ?? behind ?? 1);
  if (verdict === 'textable') {
    return e164 === '' || reason !== '' ? undefined : { count, e164, country, type, reason: null };
  }
  return isContactReason(reason) ? { count, e164, country, type, reason } : undefined;
}

/** What ends a part: how many contacts its lines are, so that a part that broke off is noticed. */
export const trailerLine = (rows: number): string => `#smsctl rows ${rows}`;

const trailer = /^(?:\s*(\d{1,15})\s)?#smsctl rows (\d{1,15})(?:\t(\d{1,15}))?\r?$/;

/** The contacts that a trailer promises, times how often it was there; undefined: the line is none. */
export function parseTrailer(line: string): number | undefined {
  const [, before, rows, behind] = trailer.exec(line) ?? [];
  return rows === undefined ? undefined : Number(rows) * Number(before ?? behind ?? 1);
}
