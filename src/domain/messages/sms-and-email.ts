/** How SMS differs from e-mail, in two lines, for every page on which messages are written. */
export const differencesFromEmail: readonly string[] = [
  'An SMS has no subject, formatting or attachment. Twilio bills each segment of 160 plain characters.',
  'Many countries require sender registration, carriers filter spam, and a reply of STOP blocks further messages.',
];
