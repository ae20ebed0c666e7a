import { counted } from '../../domain/text/counts.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `just now`, `5 minutes ago`, `3 days ago`; a time in the future counts as now. */
export function age(iso: string, now: Date): string {
  const elapsed = now.getTime() - Date.parse(iso);
  for (const [unit, ms] of units) {
    const count = Math.floor(elapsed / ms);
    if (count >= 1) return `${counted(count, unit)} ago`;
  }
  return 'just now';
}
