/** `AC12…7890`: enough to tell two identifiers apart, too little to use one. */
export const maskSid = (sid: string): string => `${sid.slice(0, 4)}…${sid.slice(-4)}`;

/** `+1 ••• 0171`: an E.164 number by its first and last digits; short codes and sender IDs are public names and stay. */
export const maskSender = (sender: string): string =>
  sender.startsWith('+') ? `${sender.slice(0, 2)}••••••${sender.slice(-4)}` : sender;

/** A text in which every SID and every E.164 number is masked, for words that others will read. */
export const maskIdentifiers = (text: string): string =>
  text
    .replace(/\b(?:AC|SK|MG|PN|SC)[0-9a-fA-F]{32}\b/g, (sid) => maskSid(sid))
    .replace(/\+[1-9]\d{6,14}\b/g, (number) => maskSender(number));
