import { printable } from './printable.ts';

/** `AC12…7890`: enough to tell two identifiers apart, too little to use one. */
export const maskSid = (sid: string): string => `${sid.slice(0, 4)}…${sid.slice(-4)}`;

/** `+1••••••0171`: the first and last digits of an E.164 number. Short codes and sender IDs are public, so they stay. */
export const maskSender = (sender: string): string =>
  sender.startsWith('+') ? `${sender.slice(0, 2)}••••••${sender.slice(-4)}` : sender;

/** Masks every SID and every E.164 number in a text that other people will read. */
export const maskIdentifiers = (text: string): string =>
  text
    .replace(/\b(?:AC|SK|MG|PN|SC)[0-9a-fA-F]{32}\b/g, (sid) => maskSid(sid))
    .replace(/\+[1-9]\d{6,14}\b/g, (number) => maskSender(number));

const keptDigits = 2;

const ofAscii = { digits: /\d/g, words: /[A-Za-z]{3,}/g };
/** For all scripts. Lazy: compiling takes some milliseconds. */
let ofUnicode: typeof ofAscii | undefined;
const unicodePatterns = (): typeof ofAscii => {
  ofUnicode ??= { digits: /\p{N}/gu, words: /\p{L}{3,}/gu };
  return ofUnicode;
};

/**
 * Masks a contact's cell: shows its format, but not whose it is. Words become an ellipsis, and digits except the last two
 * become dots. Values that mean an empty cell stay.
 */
export function maskCell(cell: string): string {
  const text = cell.trim().slice(0, 256);
  if (/^#?(?:n\/a|none|null|nan|unknown|test|tbd)!?$/i.test(text)) return text;
  const { digits, words } = /^[\x20-\x7e]*$/.test(text) ? ofAscii : unicodePatterns();
  let left = text.match(digits)?.length ?? 0;
  const masked = text.replace(words, '…').replace(digits, (digit) => {
    left -= 1;
    return left < keptDigits ? digit : '•';
  });
  return printable(masked, 40);
}
