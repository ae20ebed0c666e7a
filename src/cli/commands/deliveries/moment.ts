import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { parseAge } from '../../command/duration.ts';

/** A point in time, as it was typed. */
export type Moment =
  | { readonly kind: 'age'; readonly ms: number }
  /** Milliseconds since 1970. A day without a time has a beginning and an end. */
  | { readonly kind: 'time'; readonly from: number; readonly to: number };

/**
 * An age such as `24h` or `7d`, or ISO 8601: a day, or a time with or without seconds. Without an offset such as `Z`, it is
 * local time.
 */
export function parseMoment(text: string): Parsed<Moment> {
  const age = parseAge(text);
  if (age.ok) return accepted({ kind: 'age', ms: age.value });
  const word = text.trim();
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(word);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?$/.test(word);
  const from = isDay ? Date.parse(`${word}T00:00`) : isTime ? Date.parse(word) : Number.NaN;
  if (Number.isNaN(from)) {
    return refused('Enter an age such as 24h or 7d, a day such as 2026-11-29, or a time such as 2026-11-29T12:00.');
  }
  return accepted({ kind: 'time', from, to: isDay ? Date.parse(`${word}T23:59:59.999`) : from });
}
