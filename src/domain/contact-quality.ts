import type { ContactReason } from './contact-reasons.ts';
import { isCountry, type PhoneProblem, readPhone } from './phone.ts';
import { hasHiddenCharacters } from './printable.ts';

/** Version of the rules below; a result that other rules made is not comparable. */
export const contactRules = 'contacts.rules/1';

/** What the check of a contact list came to. Holds counts only: never a number, never a name. */
interface ContactsSummary {
  /** Data rows read, without the header. `rows` = `textable` + the sum of `reasons`. */
  readonly rows: number;
  readonly textable: number;
  /** Rows that cannot be texted, by reason; only reasons that occurred. */
  readonly reasons: Readonly<Partial<Record<ContactReason, number>>>;
  /** Textable rows by country, ISO 3166-1 alpha-2. */
  readonly countries: Readonly<Record<string, number>>;
  /** Textable rows by libphonenumber's number type. */
  readonly types: Readonly<Record<string, number>>;
}

/** A summary with what it was made from, as it is saved. */
export interface ContactsResult extends ContactsSummary {
  /** The file's name, without its folder. */
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
  readonly checkedAt: string;
  /** Version of the rules that judged the rows. */
  readonly rules: string;
}

export interface ContactsRequest {
  /** The file's path. */
  readonly source: string;
  /** Country of numbers written without one. */
  readonly country?: string;
  readonly column?: string;
  /** A result that still stands if the file did not change since: then it is not read again. */
  readonly known?: ContactsResult;
}

/** A result with what a person wants to see beside it, and what is not saved. */
export interface ContactsReport {
  /** The file's absolute path. */
  readonly source: string;
  readonly column: string;
  readonly result: ContactsResult;
  /** Line numbers of the first rows of each reason; empty when the file was not read again. */
  readonly examples: Readonly<Partial<Record<ContactReason, readonly number[]>>>;
}

type Verdict =
  | { readonly textable: true; readonly e164: string; readonly country: string; readonly type: string }
  | { readonly textable: false; readonly reason: ContactReason };

const because = (reason: ContactReason): Verdict => ({ textable: false, reason });

/** Longer cells hold prose; judging them costs time and tells nothing. */
const cellLimit = 256;

/** libphonenumber's types that can receive SMS. */
const textableTypes: ReadonlySet<string> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'PERSONAL_NUMBER']);

const typeReasons: Readonly<Record<string, ContactReason>> = {
  FIXED_LINE: 'landline',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'premium',
};

const problemReasons: Readonly<Record<PhoneProblem, ContactReason>> = {
  'not-a-number': 'not-a-number',
  'no-country': 'no-country',
  'unknown-calling-code': 'unknown-calling-code',
  'too-short': 'too-short',
  'too-long': 'too-long',
  'not-assigned': 'not-assigned',
};

const placeholder =
  /^(?:n\/?a|none|null|nil|nan|undefined|unknown|no|x+|tbd|test|-+|\.+|\?+|\+?[\s().-]*0[0\s().-]*|\+?1?[\s.-]*(?:\(?(\d)\1\1\)?[\s.-]*)\1{3}[\s.-]*\1{4})$/i;

/**
 * What spreadsheets, forms and people do to numbers, in the order in which it is looked for. This comes before the number
 * is read, since a lenient reader makes another, valid number of many of these.
 */
const damages: readonly (readonly [RegExp, ContactReason])[] = [
  [placeholder, 'placeholder'],
  [/^[+-]?\d(?:[.,]\d+)?e[+-]?\d+$/i, 'scientific-notation'],
  [/^['=@"]/, 'formula'],
  [/^\+?\d{5,}[.,]0+$/, 'decimal-point'],
  [/\d\s*(?:;|,|\||:::|\/|\bor\b|\band\b|&)\s*\+?\(?\d[\d\s().-]{5,}/i, 'several-numbers'],
  [/\d[\s.,;-]*(?:ext\.?|extension|x|#|durchwahl|dw)\s*[.:]?\s*\d+$/i, 'extension'],
  [/^(?=.*\d)[\d\s().+-]*[OolIS][\dOolIS\s().+-]*$/, 'look-alike-letters'],
  [/^\+?[\d\s().-]*\d[\d\s().-]*-?[A-Z][A-Z\d-]{2,}$/, 'vanity-letters'],
];

/** Digits of other scripts and full-width forms mean the same as ours. */
const asciiDigits = (text: string): string => text.normalize('NFKC');

/**
 * Judges one cell by itself. `country` (ISO 3166-1 alpha-2) reads numbers that are written without one. A cell that can be
 * texted may still be a duplicate: that is for the tally to say.
 */
export function judgeCell(cell: string, country?: string): Verdict {
  const raw = cell.trim();
  if (raw === '') return because('empty');
  if (raw.length > cellLimit) return because('not-a-number');
  if (hasHiddenCharacters(raw)) return because('hidden-characters');
  const text = asciiDigits(raw);
  const damage = damages.find(([pattern]) => pattern.test(text));
  if (damage !== undefined) return because(damage[1]);
  if (!/\d/.test(text) || /[^\d\s().+/\u2010-\u2015\u2212-]/.test(text)) return because('not-a-number');
  return judgeNumber(text, country);
}

function judgeNumber(text: string, country: string | undefined): Verdict {
  const digits = text.replace(/\D/g, '');
  // 00 is how much of the world writes +; a reader for another country would not know.
  const international = !text.includes('+') && /^00[1-9]/.test(digits) ? `+${digits.slice(2)}` : text;
  const read = readPhone(international, country);
  if (read.ok) {
    const { e164, country: home = '001', type = 'UNKNOWN' } = read.number;
    if (textableTypes.has(type)) return { textable: true, e164, country: home, type };
    return because(typeReasons[type] ?? 'other-type');
  }
  return because(
    international.includes('+') ? problemReasons[read.problem] : nationalReason(digits, country, read.problem),
  );
}

/** A national number that is none: perhaps because of what a spreadsheet took away from it. */
function nationalReason(digits: string, country: string | undefined, problem: PhoneProblem): ContactReason {
  if (digits.length <= 6) return digits.length >= 3 ? 'short-code' : 'too-short';
  if (digits.length >= 10 && readPhone(`+${digits}`).ok) return 'plus-lost';
  if (country !== undefined && !digits.startsWith('0') && readPhone(`0${digits}`, country).ok)
    return 'leading-zero-lost';
  return problemReasons[problem];
}

/** How many lines are named as examples of a reason. */
const exampleLimit = 5;

/** A set holds 16.7 million entries at most; spread over this many, a list may be longer than any. */
const shards = 64;

/** Folds rows into counts. Adding is the only way in, counts the only way out. */
export interface Tally {
  /** `line` is where the row starts; `rowCountry` is what its own country column says, as it is written there. */
  readonly add: (line: number, cell: string, rowCountry?: string) => void;
  readonly summary: () => ContactsSummary;
  readonly examples: () => ContactsReport['examples'];
}

/** `country` reads numbers that are written without one, in rows that have no country of their own. */
export function startTally(country?: string): Tally {
  let rows = 0;
  let textable = 0;
  const reasons = new Map<ContactReason, number>();
  const countries = new Map<string, number>();
  const types = new Map<string, number>();
  const examples = new Map<ContactReason, number[]>();
  const seen = Array.from({ length: shards }, () => new Set<string>());

  const isFirst = (e164: string): boolean => {
    const shard = seen[Number(e164.slice(-2)) % shards] as Set<string>;
    const size = shard.size;
    return shard.add(e164).size > size;
  };

  return {
    add: (line, cell, rowCountry) => {
      rows += 1;
      const own = rowCountry?.trim().toUpperCase();
      const verdict = judgeCell(cell, own !== undefined && isCountry(own) ? own : country);
      if (verdict.textable && isFirst(verdict.e164)) {
        textable += 1;
        count(countries, verdict.country);
        count(types, verdict.type);
        return;
      }
      const reason = verdict.textable ? 'duplicate' : verdict.reason;
      count(reasons, reason);
      const lines = examples.get(reason) ?? [];
      if (lines.length < exampleLimit) examples.set(reason, [...lines, line]);
    },
    summary: () => ({
      rows,
      textable,
      reasons: Object.fromEntries(reasons),
      countries: Object.fromEntries(countries),
      types: Object.fromEntries(types),
    }),
    examples: () => Object.fromEntries(examples),
  };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
