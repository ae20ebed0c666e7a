import { isoTime } from '../../domain/text/iso-time.ts';

/**
 * True for a time as smsctl writes it (`2026-11-23T18:00:00.000Z`). False for other times, even if the schema's `date-time`
 * allows them: conf decides about those.
 */
export function isWrittenTime(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && isoTime(new Date(ms)) === text;
}
