/** Made at first use: it takes longer than the rest of a `status`. */
let words: Intl.DateTimeFormat | undefined;

const format = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
} as const;

/** `24 November 2026 at 18:00 UTC`. Text that is no time is returned unchanged. */
export const dayText = (iso: string): string => {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  words ??= new Intl.DateTimeFormat('en-GB', format);
  return `${words.format(time)} UTC`;
};
