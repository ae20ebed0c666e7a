import { describe, expect, it } from 'vitest';
import { refusalIn } from '../../../src/domain/numbers/contact-refusals.ts';

describe('words beside a number', () => {
  it.each([
    ['202-555-0123 STOP', 'do-not-text'],
    ['opted out 202-555-0123', 'do-not-text'],
    ['unsubscribed', 'do-not-text'],
    // By itself, and not beside a name.
    ['Stopp 0151 23456789', 'do-not-text'],
    ['Stopp, Ada, 0151 23456789', undefined],
    ['old 202-555-0123', 'old-number'],
    ['inactive', 'old-number'],
    // An opt-out is worse than an old number.
    ['old 202-555-0123, do not text', 'do-not-text'],
    ['mobile 202-555-0123', undefined],
    ['202-555-0123', undefined],
    ['', undefined],
  ])('%j: %s', (cell, reason) => expect(refusalIn(cell)).toBe(reason));
});
