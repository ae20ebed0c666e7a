import { judgeCell } from './contact-judge.ts';
import { type ContactReason, isContactReason } from './contact-reasons.ts';

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

/** One cell's answer, by itself: whether it is a duplicate can only be said of all of them together. */
export function classifiedLine(cell: string, country?: string, judge = judgeCell): string {
  const verdict = judge(cell, country);
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
