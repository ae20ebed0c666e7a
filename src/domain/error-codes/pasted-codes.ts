/** Words before "code" that name another kind of code: a short code is a sender, a verification code a secret. */
const otherCodes =
  /^(?:short|zip|post|postal|country|area|dialing|status|http|response|exit|return|source|verification|security|access|login|pin|otp|promo|discount|bar|qr)$/i;

/** Words before a number that is not an error code. */
const otherNumbers =
  /^(?:account|acct|number|no|nr|order|invoice|ticket|case|issue|zip|postcode|postal|port|pid|process|line|row|page|column|user|customer|contact|id|ref|reference|phone|tel|mobile|from|to|sender|recipient|code|http|version|build|count|total|size|length|year)$/i;

/** Units: a number before one of these is an amount. */
const units =
  /^\s*(?:%|(?:messages?|msgs?|texts?|contacts?|rows?|records?|recipients?|people|numbers?|segments?|users?|ms|s|sec|seconds?|minutes?|hours?|days?|bytes?|times|usd|eur|percent)\b)/i;

const gap = '["\'`\\\\\\s:=#/([{<>*.,-]{0,8}';
const errorLabel = new RegExp(`(?:error|(?<![a-z])err)s?(?:[\\s_-]*(?:code|number|no|nr|id))?(?:\\s+is)?${gap}$`, 'i');
const codeLabel = new RegExp(`(?:^|[^a-z0-9])(?:([a-z]+)[\\s_-]+)?code${gap}$`, 'i');
const marks = '[\\s"\'`([{<#>-]*\\*{0,2}$';
const textStart = new RegExp(`^${marks}`);
const lineStart = new RegExp(`[\r\n]${marks}`);
const afterLineStart = /^[\s"'`)\]}>.,;!?*]*(?:$|[\r\n]|[:|–—-])/;

/** Whole phone numbers with a plus: one run of digits, or groups of them; eleven digits in North America. */
const phones = /\+1(?:[ .()-]{0,2}\d){10}(?!\d)|\+\d{7,15}(?!\d)|\+\d{1,6}(?:[ .()-]{1,2}\d{1,7}){1,5}/g;

/** The length of the context before and after a number. In characters. */
const contextLength = 40;

/**
 * The error codes that a text names, each once, in order: numbers of five or six digits that the text calls an error or a
 * code (`Error: 30034 - …`, `E30034`, `"code": 21211`, `…/errors/30034`), or that begin a line; and others where `isKnown`
 * holds and that are not part of something else (a SID, a phone number, a date, an amount, a port, the number of an account
 * or an order). Takes time in proportion to the text.
 */
export function codesIn(text: string, isKnown: (code: number) => boolean): readonly number[] {
  const masked = text.replace(phones, (phone) => '\u00a4'.repeat(phone.length));
  const found = new Set<number>();
  for (const match of masked.matchAll(/(?<![a-z0-9])(e|err|error|errorcode)?([1-9]\d{4,5})(?![a-z0-9])/gi)) {
    const [whole, prefix, digits] = match;
    const code = Number(digits);
    const before = masked.slice(Math.max(0, match.index - contextLength), match.index);
    const after = masked.slice(match.index + whole.length, match.index + whole.length + contextLength);
    if (units.test(after)) continue;
    const isNamed = prefix !== undefined || isCalledError(before, after, match.index);
    if (isNamed || (isKnown(code) && !isPartOfSomething(before, after))) found.add(code);
  }
  return [...found];
}

function isCalledError(before: string, after: string, index: number): boolean {
  if (errorLabel.test(before)) return true;
  const label = codeLabel.exec(before);
  if (label !== null) return label[1] === undefined || !otherCodes.test(label[1]);
  // If the text before it was cut, its start is not the start of a line.
  const begins = lineStart.test(before) || (index <= contextLength && textStart.test(before));
  return begins && afterLineStart.test(after);
}

/** Whether the context makes a number part of something else. */
function isPartOfSomething(before: string, after: string): boolean {
  if (/[$€£#*•…+@]\s?$/.test(before) || /[a-z0-9]:$/i.test(before)) return true;
  // `2026-21408`, `1.30034`, `21408-1234`; but `30034,30007` are two codes.
  const [, digitsBefore = '', joint = ''] = /(\d+)([.,:/\\_-])$/.exec(before) ?? [];
  if (joint !== '' && !(/[,/]/.test(joint) && /^\d{5,6}$/.test(digitsBefore))) return true;
  const [, jointAfter = '', digitsAfter = ''] = /^([.,:/\\_-])(\d+)/.exec(after) ?? [];
  if (jointAfter !== '' && !(/[,/]/.test(jointAfter) && /^\d{5,6}$/.test(digitsAfter))) return true;
  // A national number in groups: `(415) 21211`, `0800 21211`. An HTTP status is no part of a number.
  if (/(?<!\d)(?:0\d{1,4}|\d{3,4})[ .)-]{1,2}$/.test(before) && !/(?:http|status)\D{0,10}\d{3}\D{1,2}$/i.test(before))
    return true;
  const [, word = ''] = /([a-z]+)["'\s.:=(\\[-]*$/i.exec(before) ?? [];
  return otherNumbers.test(word) || /[a-z](?:Code|Number|No|Id|Sid)$/.test(word);
}
