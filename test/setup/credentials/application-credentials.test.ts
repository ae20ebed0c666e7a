import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { Facts } from '../../../src/domain/readiness/facts.ts';
import { lookAtBothMethods } from '../../../src/setup/credentials/application-credentials.ts';
import { readySettings } from '../../support/fixtures.ts';

const used = [{ name: 'TWILIO_AUTH_TOKEN', setting: 'credentials.authToken', line: null }];

const withOther = (otherAcceptance: () => Promise<void>): Facts =>
  ({
    settings: readySettings,
    acceptance: async () => {},
    application: { configuration: { other: {}, used }, otherAcceptance },
  }) as unknown as Facts;

const answer = (kind: ProviderError['kind'], status?: number, providerCode?: number) =>
  lookAtBothMethods(
    withOther(() =>
      Promise.reject(
        new ProviderError({
          kind,
          message: 'What Twilio said.',
          ...(status !== undefined && { status }),
          ...(providerCode !== undefined && { providerCode }),
        }),
      ),
    ),
  );

describe('with both methods, of which the API key is accepted', () => {
  it.each([
    ['rejected', 401, 20003, 'rejects the Auth Token in TWILIO_AUTH_TOKEN (HTTP 401)'],
    ['not-found', 404, 20404, 'finds no such account with the Auth Token in TWILIO_AUTH_TOKEN (HTTP 404)'],
    ['test-credentials', 403, 20008, 'the Auth Token in TWILIO_AUTH_TOKEN is that of test credentials (HTTP 403)'],
  ] as const)('warns if the Auth Token is %s', async (kind, status, providerCode, text) => {
    const finding = await answer(kind, status, providerCode);
    expect(finding).toMatchObject({ status: 'warn', code: `${providerCode}`, detail: expect.stringContaining(text) });
  });

  it.each(['unavailable', 'unreachable', 'rate-limited', 'refused', 'suspended', 'not-twilio'] as const)(
    'passes, and says that the Auth Token is not known, if the answer is %s',
    async (kind) => {
      const finding = await answer(kind);
      expect(finding.status).toBe('pass');
      expect(finding.detail).toMatch(/does not know about the Auth Token in TWILIO_AUTH_TOKEN: What Twilio said\.$/);
    },
  );

  it('passes without a word about the Auth Token if Twilio accepts that as well', async () => {
    const finding = await lookAtBothMethods(withOther(async () => {}));
    expect([finding.status, finding.detail.includes('Auth Token')]).toEqual(['pass', false]);
  });
});
