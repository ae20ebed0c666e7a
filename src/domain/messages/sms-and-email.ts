/** How SMS differs from e-mail, in two lines, for every page on which messages are written. */
export const differencesFromEmail: readonly string[] = [
  'An SMS has no subject, no formatting and no attachment, and each segment of 160 plain characters is paid for.',
  'The number that sends has to be registered, carriers filter what looks like spam, and STOP ends it for good.',
];
