import { digitsOf, numbersIn, plainPunctuation, splitAtBlank } from './contact-cell.ts';
import { type JudgeCell, judgeCell } from './contact-judge.ts';
import type { ContactNumber } from './contact-number.ts';
import type { ContactReason } from './contact-reasons.ts';

/** Texts that a cell may have meant, each to be judged again. They hold only digits of the cell. */
type Repair = (text: string, country: string | undefined) => readonly string[];

const repairs: Readonly<Partial<Record<ContactReason, Repair>>> = {
  'hidden-characters': (text) => [text.replace(/[^\d+().\s-]/g, '')],
  'non-ascii-digits': (text) => [asciiDigits(text)],
  'scientific-exact': (text) => [expanded(text)].flatMap((digits) => [digits, `+${digits}`]),
  formula: (text) => [text.replace(/^[=@'"\s]+|['"\s]+$/g, '')],
  'decimal-point': (text) => [text.replace(/[.,]0+$/, '')].flatMap((digits) => [digits, `+${digits}`]),
  'several-numbers': (text) => [
    ...numbersIn(text.replace(/[\t\r\n,;|/&]+|:::|(?<=\d)\s*(?=\+)/g, '\n')),
    ...(splitAtBlank(text) ?? []),
  ],
  'look-alike-letters': (text) => [
    text
      .replace(/[Oo\u041e\u043e\u039f\u03bf]/g, '0')
      .replace(/[lI]/g, '1')
      .replace(/S/g, '5'),
  ],
  'words-beside': (text, country) => addressed(text) ?? [...dialled(text, country), ...numbersIn(text)],
  'plus-lost': (text) => [`+${digitsOf(text)}`],
  'leading-zero-lost': (text) => [`0${digitsOf(text)}`],
  'not-a-number': dialled,
  'unknown-calling-code': dialled,
  'too-short': dialled,
  'too-long': dialled,
  'not-assigned': dialled,
};

/** The reasons for which `repairOf` may find a number. */
export const fixableReasons: ReadonlySet<string> = new Set(Object.keys(repairs));

/**
 * The number that a damaged cell most likely meant, if it is textable: a proposal for the user, never counted as textable.
 * Undefined if digits are lost, the cell cannot be repaired, or the result is not textable. `country` as for `judgeCell`;
 * `judge` is equivalent to it.
 */
export function repairOf(
  cell: string,
  reason: ContactReason,
  country?: string,
  judge: JudgeCell = judgeCell,
): ContactNumber | undefined {
  const candidates = repairs[reason]?.(plainPunctuation(cell.trim()), country) ?? [];
  for (const candidate of candidates) {
    const verdict = judge(candidate, country);
    if (verdict.textable) return { e164: verdict.e164, country: verdict.country, type: verdict.type };
  }
  return undefined;
}

/** The number of a messenger or link, which is international even without a +; undefined: another text. */
function addressed(text: string): readonly string[] | undefined {
  const [, digits] =
    /^\+?(\d{7,15})@(?:c\.us|s\.whatsapp\.net)$/i.exec(text) ??
    /^(?:https?:\/\/)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?(?:.*&)?phone=)(?:\+|%2b)?(\d{7,15})\b/i.exec(
      text,
    ) ??
    [];
  if (digits !== undefined) return [`+${digits}`];
  // RFC 3966: a local number, and the calling code that it belongs to.
  const [, local = '', context] = /^(?:tel:)?([\d().-]+);phone-context=\+(\d{1,7})\b/i.exec(text) ?? [];
  return context === undefined ? undefined : [`+${context}${digitsOf(local)}`];
}

/** The number without dialling prefixes of some countries that are not part of it. */
function dialled(text: string, country: string | undefined): readonly string[] {
  const digits = digitsOf(text);
  const isInternational = /^[\s(0+]*\+/.test(text);
  const candidates = [
    // ++49, + +49, 00+49.
    text.replace(/^[\s(0]*\+[\s(+]*/, '+'),
    // +0049.
    ...(isInternational ? [`+${digits.replace(/^0+/, '')}`] : []),
    // +1 (0)202: the 0 is for national calls, in countries that have one.
    text.replace(/\(0\)/, ''),
    // Mexico's 1 for mobile numbers until 2019; messengers still use it.
    ...(/^521\d{10}$/.test(digits) ? [`+52${digits.slice(3)}`] : []),
    ...(country === 'MX' && /^04[45]\d{10}$/.test(digits) ? [digits.slice(3)] : []),
    ...(/^5204[45]\d{10}$/.test(digits) ? [`+52${digits.slice(5)}`] : []),
    // Brazil: two letters as a placeholder for the code of a carrier.
    ...(country === 'BR' ? [text.replace(/^\(?\s*0?\s*-?\s*(?:x{2}|\*{2}|#{2}|y{2})/i, '0')] : []),
  ];
  return candidates.filter((candidate) => candidate !== text);
}

/** Replaces digits of any script by ASCII digits, and other signs for + by +. */
function asciiDigits(text: string): string {
  const composed = text
    .normalize('NFKC')
    .replaceAll('\u2795', '+')
    .replaceAll('\u30fc', '-')
    .replace(/\ufe0f|\u20e3/g, '');
  return plainPunctuation(composed.replace(/\p{Nd}/gu, digitValue));
}

/** Unicode gives the digits of a script ten code points in a row. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** `1.4155552671E+10` written out. */
function expanded(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^[+-]?(\d+)(?:[.,](\d+))?e\+?(\d+)$/i.exec(text) ?? [];
  return (whole + fraction).slice(0, whole.length + Number(exponent)).padEnd(whole.length + Number(exponent), '0');
}
