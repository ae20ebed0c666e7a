import { describe, expect, it } from 'vitest';
import { ambientFrom } from '../../../src/adapters/twilio/ambient.ts';

describe('variables of other programs', () => {
  it('are read, secrets as secrets', () => {
    const ambient = ambientFrom({
      TWILIO_ACCOUNT_SID: ' AC1 ',
      TWILIO_AUTH_TOKEN: 'ambient-token',
      TWILIO_API_KEY: 'SK1',
      TWILIO_API_SECRET: 'ambient-secret',
      TWILIO_REGION: 'ie1',
      TWILIO_EDGE: '',
    });
    const { authToken, apiKeySecret, ...plain } = ambient;
    expect(plain).toEqual({ accountSid: 'AC1', apiKeySid: 'SK1', region: 'ie1' });
    expect([authToken?.reveal(), apiKeySecret?.reveal()]).toEqual(['ambient-token', 'ambient-secret']);
    expect(JSON.stringify(ambient)).not.toContain('ambient-');
    expect(ambientFrom({ TWILIO_EDGE: 'dublin', TWILIO_API_KEY: ' ' })).toStrictEqual({ edge: 'dublin' });
  });
});
