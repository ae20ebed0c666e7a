import { expect, it } from 'vitest';
import { isWrittenTime } from '../../../src/adapters/settings/settings-times.ts';

it.each([
  ['2026-11-23T18:00:00.000Z', true],
  ['2024-02-29T23:59:59.999Z', true],
  ['2026-02-30T00:00:00.000Z', false],
  ['2026-11-23T18:00:00Z', false],
  ['2026-11-23T19:00:00.000+01:00', false],
  ['2026-11-23', false],
  ['now', false],
  ['', false],
])('%j is a time as smsctl writes it: %s', (text, isOne) => expect(isWrittenTime(text)).toBe(isOne));
