import { DEFAULT_PARSERS } from './parquet-library.ts';

const day = 24 * 60 * 60 * 1000;
/** The days that JavaScript knows. */
const furthest = 100_000_000 * day;

/** A day and a time as ISO text; a time that has no date stays a number. */
function timeText(ms: number): string {
  if (!(Math.abs(ms) <= furthest)) return String(ms);
  const text = new Date(ms).toISOString().replace(/\.\d+Z$/, '');
  return text.replace(/T00:00:00$/, '');
}

/** Known days, since the rows of a list repeat them. */
const days = new Map<number, string>();
const mostDays = 10_000;

function dayText(count: number): string {
  const known = days.get(count);
  if (known !== undefined) return known;
  if (days.size >= mostDays) days.clear();
  const text = timeText(count * day);
  days.set(count, text);
  return text;
}

/** Dates and times become texts, as in a workbook; JSON stays as it is written. */
export const parsers = {
  ...DEFAULT_PARSERS,
  timestampFromMilliseconds: (count: bigint) => timeText(Number(count)),
  timestampFromMicroseconds: (count: bigint) => timeText(Number(count / 1000n)),
  timestampFromNanoseconds: (count: bigint) => timeText(Number(count / 1_000_000n)),
  dateFromDays: dayText,
  jsonFromBytes: DEFAULT_PARSERS.stringFromBytes,
};
