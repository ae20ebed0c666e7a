import { counted } from '../../domain/text/counts.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `5 minutes`, `3 days`. Null: less than a minute, or in the future. */
export function spanSince(iso: string, now: Date): string | null {
  const elapsed = now.getTime() - Date.parse(iso);
  for (const [unit, ms] of units) {
    const count = Math.floor(elapsed / ms);
    if (count >= 1) return counted(count, unit);
  }
  return null;
}

/** `just now`, `5 minutes ago`, `3 days ago`; a time in the future counts as now. */
export function age(iso: string, now: Date): string {
  const span = spanSince(iso, now);
  return span === null ? 'just now' : `${span} ago`;
}
