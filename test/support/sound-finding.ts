import { expect } from 'vitest';
import type { Finding } from '../../src/domain/readiness/check.ts';

/**
 * The finding, which has the form that every finding promises: sentences without gaps, a remedy that says what to do, a code of
 * digits, and no field that is there without a value.
 */
export function sound<F extends Finding>(finding: F): F {
  expect(finding.detail).toMatch(/^\S.*[.)]$/s);
  expect(finding.detail).not.toMatch(/undefined|null|NaN|\[object| {2}| [.,;:]|\(\)/);
  for (const [name, value] of Object.entries(finding)) expect(value, name).toBeDefined();
  for (const [name, value] of Object.entries(finding.data ?? {})) expect(value, name).toBeDefined();
  if ('code' in finding) expect(finding.code).toMatch(/^\d{5,6}$/);
  if ('remedy' in finding) {
    expect(finding.remedy?.text).toMatch(/^\S.*[.:]$/s);
    expect(finding.remedy?.text).not.toMatch(/undefined|null| {2}/);
    expect([null, expect.stringMatching(/^smsctl \w/)]).toContainEqual(finding.remedy?.command);
  }
  return finding;
}
