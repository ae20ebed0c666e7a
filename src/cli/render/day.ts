/** Made when a day is first told: to make one takes longer than all the rest of a `status`. */
let words: Intl.DateTimeFormat | undefined;

const form = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
} as const;

/** `24 November 2026 at 18:00 UTC`. What is no time stands there as it is. */
export const dayText = (iso: string): string => {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  words ??= new Intl.DateTimeFormat('en-GB', form);
  return `${words.format(time)} UTC`;
};
