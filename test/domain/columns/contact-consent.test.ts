import { describe, expect, it } from 'vitest';
import { isUnderstood, refusalOf, unclearAnswers } from '../../../src/domain/columns/contact-consent.ts';
import type { PlannedConsent } from '../../../src/domain/columns/contact-plan.ts';

type Refusal = ReturnType<typeof refusalOf>;

const column = (sense: PlannedConsent['sense'], allowed: PlannedConsent['allowed'] = null): PlannedConsent => ({
  column: 0,
  sense,
  allowed,
});

/** What a cell means in a column of consents, and in one of opt-outs. */
const cells: readonly (readonly [cell: string, inConsent: Refusal, inOptOut: Refusal])[] = [
  ...['yes', 'YES', ' y ', 'true', '1', 'ja', 'oui', 'да', 'はい'].map((cell) => [cell, null, 'do-not-text'] as const),
  ...['no', 'N', 'false', '0', 'nein', 'нет'].map((cell) => [cell, 'do-not-text', null] as const),
  ...['unsubscribed', 'Opted out', 'STOP'].map((cell) => [cell, 'do-not-text', 'do-not-text'] as const),
  ...['subscribed', 'opted in'].map((cell) => [cell, null, null] as const),
  ...['', '  ', '-', '\u2014', '?', '.', '\\N', 'NULL', '(null)', 'n/a', 'na', 'NaN', 'undefined'].map(
    (cell) => [cell, 'empty', null] as const,
  ),
  ...[
    ...['2026-11-23', '2026/1/2', '2026.11.23 10:00', '2026-11-23T10:00:00Z', '23.11.2026', '1/2/26', '23 Nov 2026'],
    ...['23. November 2026', '2-Nov-26', 'November 23, 2026', 'Nov 3 2026', '20261123', '1764000000', '1764000000000'],
  ].map((cell) => [cell, null, 'do-not-text'] as const),
  ...['perhaps', '2', '2026', '12345', '2764000000', '17640000000', '2026-11-23x', '23 N 2026', 'yes and no'].map(
    (cell) => [cell, 'consent-unclear', 'consent-unclear'] as const,
  ),
];

describe('a consent cell', () => {
  it.each(cells)('%j: %s in a column of consents, %s in one of opt-outs', (cell, inConsent, inOptOut) => {
    expect(refusalOf(column('consent'), cell)).toBe(inConsent);
    expect(refusalOf(column('opt-out'), cell)).toBe(inOptOut);
    const isClear = inConsent !== 'consent-unclear' && !(inConsent === 'empty' && inOptOut === null);
    expect(isUnderstood(cell)).toBe(isClear);
  });

  it.each<[string, Refusal, Refusal]>([
    ['SMS', null, null],
    [' sms ', null, null],
    ['S.M.S', 'do-not-text', 'do-not-text'],
    ['e-mail', 'do-not-text', 'do-not-text'],
    ['E Mail + SMS', null, null],
    ['yes', 'do-not-text', 'do-not-text'],
    ['✓', null, null],
    ['✗', 'do-not-text', 'do-not-text'],
    ['', 'empty', null],
    ['  ', 'empty', null],
  ])('%j with the values that an option allows: %s, %s', (cell, inConsent, inOptOut) => {
    const allowed = ['SMS', 'e-mail + sms', '✓'];
    expect(refusalOf(column('consent', allowed), cell)).toBe(inConsent);
    expect(refusalOf(column('opt-out', allowed), cell)).toBe(inOptOut);
  });

  it('that is not understood is counted by its value', () => {
    const unclear = unclearAnswers(['perhaps', 'yes', ' perhaps ', '', 'no', 'later', '2026-11-23']);
    expect([...unclear]).toEqual([
      ['perhaps', 2],
      ['later', 1],
    ]);
  });
});
