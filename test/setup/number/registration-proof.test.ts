import { describe, expect, it } from 'vitest';
import type { OpenFinding } from '../../../src/domain/readiness/check.ts';
import type { Delivery } from '../../../src/domain/readiness/facts.ts';
import { proveRegistration } from '../../../src/setup/number/registration-proof.ts';
import { readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const unknown: OpenFinding = { status: 'unknown', detail: 'Not seen.', data: { seen: false } };

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;
const delivered = (day: number, country: string | null = 'US'): Delivery => ({
  ...{ at: at(day), outcome: 'delivered', code: null, country, recipient: 99, verified: null },
});
const refused = (day: number, recipient: number, code: number | null = 30034, country = 'US'): Delivery => ({
  ...{ at: at(day), outcome: 'refused', code, country, recipient, verified: null },
});
/** Three recipients on one day. */
const three = (day: number, code: number | null = 30034, country = 'US') =>
  [1, 2, 3].map((recipient) => refused(day, recipient, code, country));

describe('the messages of a sender of which the registration is not known', () => {
  it.each<[string, readonly Delivery[], status: string, code?: string]>([
    ['are none', [], 'unknown'],
    ['were delivered to the US', [delivered(20)], 'pass'],
    ['were delivered to Puerto Rico, which counts as the US', [delivered(20, 'PR')], 'pass'],
    ['were delivered to Canada', [delivered(20, 'CA')], 'unknown'],
    ['were delivered to the Northern Marianas, of which it is not known', [delivered(20, 'MP')], 'unknown'],
    ['were delivered to an unknown country', [delivered(20, null)], 'unknown'],
    ['were refused to two recipients', three(20).slice(1), 'unknown'],
    ['were refused to one recipient three times', [1, 2, 3].map((day) => refused(day, 1)), 'unknown'],
    ['were refused to three recipients', three(20), 'fail', '30034'],
    ['were refused as unverified', three(20, 30032), 'fail', '30032'],
    ['were refused as suspended', three(20, 30033), 'fail', '30033'],
    ['were refused to three recipients for another reason', three(20, 30003), 'unknown'],
    ['were refused to three recipients without a reason', three(20, null), 'unknown'],
    ['were refused to three recipients in Canada', three(20, 30034, 'CA'), 'unknown'],
    ['were refused since a delivery', [...three(20), delivered(10)], 'fail', '30034'],
    ['were refused before a delivery', [delivered(20), ...three(10)], 'pass'],
    ['were refused at the time of a delivery', [delivered(20), ...three(20)], 'pass'],
    ['were refused to two recipients since a delivery', [...three(20).slice(1), delivered(15), ...three(10)], 'pass'],
    [
      'were refused before and after a delivery abroad',
      [refused(20, 1), delivered(15, 'GB'), ...three(10).slice(1)],
      'fail',
      '30034',
    ],
  ])('that %s', (_, deliveries, status, code) => {
    const finding = sound(proveRegistration(unknown, deliveries, readyFacts));
    expect(finding.status).toBe(status);
    expect('code' in finding ? finding.code : undefined).toBe(code);
    if (status === 'unknown') expect(finding).toBe(unknown);
  });

  it('decide with what was seen before, the sender, the time and the number of recipients', () => {
    const pass = proveRegistration(unknown, [delivered(20), delivered(10)], readyFacts);
    expect(pass).toMatchObject({ status: 'pass', data: { seen: false, deliveredAt: at(20) } });
    expect(pass.detail).toContain('+12025550123');
    const fail = proveRegistration(unknown, [refused(21, 4), ...three(20), delivered(10)], readyFacts);
    expect(fail).toMatchObject({
      status: 'fail',
      detail: expect.stringMatching(/\+12025550123 to 4 recipients.*30034.* Not seen\.$/),
      remedy: { command: 'smsctl explain 30034' },
      data: { seen: false, refusedRecipients: 4 },
    });
    // The newest refusal names the code.
    const mixed = [refused(21, 1, 30032), refused(20, 2), refused(20, 3)];
    expect(proveRegistration(unknown, mixed, readyFacts)).toMatchObject({ code: '30032' });
    const { number: _, ...settings } = readySettings;
    const nameless = proveRegistration(unknown, [delivered(20)], { ...readyFacts, settings });
    expect(nameless.detail).not.toContain('undefined');
  });
});
