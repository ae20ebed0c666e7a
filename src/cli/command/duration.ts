import { accepted, type Parsed, refused } from '../../domain/text/parsed.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const longestMs = 24 * 3_600_000;

/** Milliseconds from `500ms`, `30s`, `2m` or `1h`; at least 1 ms and at most a day. */
export function parseDuration(text: string): Parsed<number> {
  const [, amount = '', unit = ''] = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(amount) * (unitMs[unit] ?? Number.NaN));
  if (amount !== '' && ms >= 1 && ms <= longestMs) return accepted(ms);
  return refused('Enter a time with its unit, e.g. 30s or 2m (at most 24h).');
}

const longestAgeMs = 366 * 86_400_000;

/** Milliseconds from `30m`, `12h` or `7d`; at least a second and at most a year. */
export function parseAge(text: string): Parsed<number> {
  const [, amount = '', unit = ''] = /^(\d{1,6})(s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * (unitMs[unit] ?? Number.NaN);
  if (amount !== '' && ms >= 1000 && ms <= longestAgeMs) return accepted(ms);
  return refused('Enter an age with its unit, e.g. 12h or 7d (at most 366d).');
}
