import type { Check } from '../domain/check.ts';
import { type ErrorCode, errorCodePage, errorCodes } from '../domain/error-codes.ts';
import { UserError } from '../domain/user-error.ts';
import { checklist } from '../setup/checklist.ts';

/** What can be said of a code or a check, without asking anybody. */
export type Explanation =
  | { readonly kind: 'code'; readonly code: ErrorCode; readonly page: string }
  | { readonly kind: 'unknown-code'; readonly code: number; readonly page: string }
  | { readonly kind: 'check'; readonly check: Check; readonly codes: readonly ErrorCode[] };

/**
 * Explains an error code (`30034`) or a check id (`number.owned`). A code that is not in the catalogue is told with the page
 * of the provider's dictionary. Throws `UserError` `input.unknown-subject` for anything else, with what may have been meant.
 */
export function explain(subject: string): Explanation {
  const text = subject.trim().toLowerCase();
  if (/^\d{5,6}$/.test(text)) {
    const code = Number(text);
    const known = errorCodes.find((each) => each.code === code);
    const page = errorCodePage(code);
    return known === undefined ? { kind: 'unknown-code', code, page } : { kind: 'code', code: known, page };
  }
  const check = checklist.find(({ id }) => id === text);
  if (check !== undefined) {
    return { kind: 'check', check, codes: errorCodes.filter(({ code }) => check.codes?.includes(String(code))) };
  }
  const near = checklist.map(({ id }) => id).filter((id) => isNear(id, text));
  throw new UserError({
    code: 'input.unknown-subject',
    message: 'That is neither an error code of five digits nor the id of a check.',
    hints: [
      ...near.slice(0, 3).map((id) => `Did you mean \`smsctl explain ${id}\`?`),
      'See all of them with `smsctl explain`.',
    ],
  });
}

/** The same word behind the dot or before it, or a slip of the finger. */
function isNear(id: string, text: string): boolean {
  const [step, name] = id.split('.');
  const words = text.split(/[.\s_-]+/).filter((word) => word !== '');
  return (
    id.startsWith(text) ||
    words.some((word) => word === name || (word === step && words.length === 1)) ||
    distance(id, text) <= 2
  );
}

/** How many letters have to be changed, put in or taken out (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, against] of [...other].entries()) {
      const swap = (row[column] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(swap, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
