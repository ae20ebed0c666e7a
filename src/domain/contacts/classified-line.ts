import type { ContactVerdict } from '../numbers/contact-number.ts';
import { type ContactReason, isContactReason } from '../numbers/contact-reasons.ts';

/** A line of `contacts classify`: fields separated by tabs, empty if unknown. */
export const classifiedFields = ['e164', 'country', 'type', 'verdict', 'reason'] as const;

/** In bytes. Longer lines are judged by their beginning. */
export const lineLimit = 1024 * 1024;

/** A line that is read back, with its count: engines group equal lines. */
export interface ClassifiedLine {
  readonly count: number;
  readonly e164: string;
  readonly country: string;
  readonly type: string;
  /** Null: textable. */
  readonly reason: ContactReason | null;
}

/** The answer to a line that is not a contact: a header, a blank line. `contacts merge` skips it. */
export const noContact = classifiedFields.join('\t');

/** A verdict as a line. Duplicates are found only when lines are merged. */
export function classifiedLine(verdict: ContactVerdict): string {
  const { e164 = '', country: home = '', type = '' } = verdict;
  return [e164, home, type, ...(verdict.textable ? ['textable', ''] : ['not-textable', verdict.reason])].join('\t');
}

const pattern =
  /^(?:\s*(\d{1,15})\s)?(\+[1-9]\d{1,19}|)\t([A-Z0-9]{2,3}|)\t([A-Z_]*)\t(textable|not-textable)\t([a-z-]*)(?:\t(\d{1,15}))?\r?$/;

/**
 * Reads such a line back, with or without a count in front (`uniq -c`) or in a sixth field. Undefined for anything
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

/** The trailer of a part: its number of contacts, so that an incomplete part is noticed. */
export const trailerLine = (rows: number): string => `#smsctl rows ${rows}`;

const trailer = /^(?:\s*(\d{1,15})\s)?#smsctl rows (\d{1,15})(?:\t(\d{1,15}))?\r?$/;

/** The contacts in a trailer, times its count; undefined: not a trailer. */
export function parseTrailer(line: string): number | undefined {
  const [, before, rows, behind] = trailer.exec(line) ?? [];
  return rows === undefined ? undefined : Number(rows) * Number(before ?? behind ?? 1);
}
