import { accepted, type Parsed, refused } from '../domain/parsed.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const longestMs = 24 * 3_600_000;

/** Milliseconds from `500ms`, `30s`, `2m` or `1h`; at least 1 ms and at most a day. */
export function parseDuration(text: string): Parsed<number> {
  const [, amount = '', unit = ''] = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(amount) * (unitMs[unit] ?? Number.NaN));
  if (amount !== '' && ms >= 1 && ms <= longestMs) return accepted(ms);
  return refused('Give a time with its unit, such as 30s or 2m; at most 24h.');
}
