import { digitsOf, numbersIn, plainPunctuation } from './contact-cell.ts';
import { judgeCell } from './contact-judge.ts';
import type { ContactNumber } from './contact-number.ts';
import type { ContactReason } from './contact-reasons.ts';

/** How a cell of such a reason is mended, as a text that is judged again; nothing is guessed that is not in the cell. */
const repairs: Readonly<Partial<Record<ContactReason, (text: string) => readonly string[]>>> = {
  'hidden-characters': (text) => [text.replace(/[^\d+().\s-]/g, '')],
  'non-ascii-digits': (text) => [asciiDigits(text)],
  'scientific-exact': (text) => [expanded(text)].flatMap((digits) => [digits, `+${digits}`]),
  formula: (text) => [text.replace(/^[=@'"\s]+|['"\s]+$/g, '')],
  'decimal-point': (text) => [text.replace(/[.,]0+$/, '')].flatMap((digits) => [digits, `+${digits}`]),
  'several-numbers': (text) => numbersIn(text.replace(/[\t\r\n,;|/&]+|:::|(?<=\d)\s*(?=\+)/g, '\n')),
  'look-alike-letters': (text) => [
    text
      .replace(/[Oo\u041e\u043e\u039f\u03bf]/g, '0')
      .replace(/[lI]/g, '1')
      .replace(/S/g, '5'),
  ],
  'words-beside': numbersIn,
  'plus-lost': (text) => [`+${digitsOf(text)}`],
  'leading-zero-lost': (text) => [`0${digitsOf(text)}`],
};

/**
 * The number that a damaged cell most likely meant, if it can be texted: a proposal for a person, never counted as textable.
 * Undefined where digits are lost, nothing can be mended, or what comes out cannot be texted. `country` as for `judgeCell`.
 */
export function repairOf(cell: string, reason: ContactReason, country?: string): ContactNumber | undefined {
  const candidates = repairs[reason]?.(cell.trim()) ?? [];
  for (const candidate of candidates) {
    const verdict = judgeCell(candidate, country);
    if (verdict.textable) return { e164: verdict.e164, country: verdict.country, type: verdict.type };
  }
  return undefined;
}

/** Every digit of any script by its value, and every sign that stands for + as one. */
function asciiDigits(text: string): string {
  const composed = text
    .normalize('NFKC')
    .replaceAll('\u2795', '+')
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
