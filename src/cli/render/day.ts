const words = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `24 November 2026 at 18:00 UTC`. What is no time stands there as it is. */
export const dayText = (iso: string): string => {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${words.format(time)} UTC`;
};
