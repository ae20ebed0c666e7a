// Without `Intl`, which takes longer to load than the rest of a `status`. An offset from UTC is clear everywhere; short names of time
// zones are not, and depend on the locale data.

const months = 'January February March April May June July August September October November December'.split(' ');

/**
 * `24 November 2026 at 19:00 UTC+1`: an instant (ISO 8601, UTC) in the local time zone. `24 November 2026` for a day without a time.
 * Text that is neither is returned unchanged.
 */
export function dayText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  if (!iso.includes('T')) return `${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  const clock = `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
  return `${time.getDate()} ${months[time.getMonth()]} ${time.getFullYear()} at ${clock} ${zoneName(time)}`;
}

/** `24 November 2026, 19:00 to 20:30 UTC+1`: two instants (ISO 8601, UTC) in the local time zone, in as few words as the days allow. */
export function spanText(from: string, to: string): string {
  const [first, last] = [dayText(from), dayText(to)];
  if (first === last) return first;
  const [day = '', start = ''] = first.split(' at ');
  const [lastDay, end = ''] = last.split(' at ');
  const [startClock = '', startZone] = start.split(' ');
  const [, endZone] = end.split(' ');
  return day === lastDay && startZone === endZone ? `${day}, ${startClock} to ${end}` : `${first} to ${last}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `UTC`, `UTC+1`, `UTC-3:30`. */
function zoneName(time: Date): string {
  const east = -time.getTimezoneOffset();
  if (east === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(east) / 60), Math.abs(east) % 60];
  return `UTC${east < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : `:${twoDigits(minutes)}`}`;
}

/** Words of their own, and not a part of a file's name. */
const dates = /(?<![^\s(])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)?(?=[.,;:)]*(?:\s|$))/g;

/** The text with each date (ISO 8601, UTC) as `dayText` writes it. For what people read; JSON keeps ISO 8601. */
export const localDates = (text: string): string => text.replace(dates, dayText);
