import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../src/domain/settings/child-environment.ts';
import { withAuthToken, withKey } from '../../support/sandbox-credentials.ts';

const token = withAuthToken();
const key = withKey({ sid: `SK${'0'.repeat(32)}`, secret: 'not-a-real-secret-0123456789' });
const everything = [
  'PATH',
  'HOME',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_API_KEY_SID',
  'TWILIO_API_KEY_SECRET',
  'TWILIO_REGION',
  'TWILIO_EDGE',
  'TWILIO_PHONE_NUMBER',
  'TWILIO_MESSAGING_SERVICE_SID',
  'TWILIO_LOG_LEVEL',
  'SMSCTL_PASSPHRASE_FILE',
  'SMSCTL_CONFIG_DIR',
];

describe('the environment of another program', () => {
  it('has the Auth Token and nothing of an API key', () => {
    const { plain, secret, removed } = childEnvironment(token, { sender: '+12025550142', kind: 'number' }, everything);
    expect(plain).toEqual({ TWILIO_ACCOUNT_SID: token.accountSid, TWILIO_PHONE_NUMBER: '+12025550142' });
    expect(secret).toEqual({ TWILIO_AUTH_TOKEN: token.secret.reveal() });
    expect(removed).toEqual([
      'SMSCTL_PASSPHRASE_FILE',
      'TWILIO_API_KEY',
      'TWILIO_API_KEY_SECRET',
      'TWILIO_API_KEY_SID',
      'TWILIO_API_SECRET',
      'TWILIO_EDGE',
      'TWILIO_MESSAGING_SERVICE_SID',
      'TWILIO_REGION',
    ]);
  });

  it('has the API key and no Auth Token', () => {
    const messagingService = `MG${'1'.repeat(32)}`;
    const number = { sender: 'ACME', kind: 'alphanumeric', messagingService } as const;
    const { plain, secret, removed } = childEnvironment({ ...key, region: 'ie1' }, number, everything);
    expect(plain).toEqual({
      TWILIO_ACCOUNT_SID: key.accountSid,
      TWILIO_API_KEY: `SK${'0'.repeat(32)}`,
      TWILIO_REGION: 'ie1',
      TWILIO_EDGE: 'dublin',
      TWILIO_PHONE_NUMBER: 'ACME',
      TWILIO_MESSAGING_SERVICE_SID: messagingService,
    });
    expect(secret).toEqual({ TWILIO_API_SECRET: 'not-a-real-secret-0123456789' });
    expect(removed).toContain('TWILIO_AUTH_TOKEN');
    expect(removed).not.toContain('TWILIO_LOG_LEVEL');
    expect(removed).not.toContain('SMSCTL_CONFIG_DIR');
  });

  it('removes only variables that exist', () => {
    expect(childEnvironment(token, undefined, ['PATH']).removed).toEqual([]);
  });

  it('removes other spellings when the system ignores case', () => {
    const inherited = ['Path', 'Twilio_Auth_Token', 'twilio_api_secret', 'TWILIO_ACCOUNT_SID', 'Twilio_Account_Sid'];
    expect(childEnvironment(token, undefined, inherited, { ignoresCase: true }).removed).toEqual([
      'Twilio_Account_Sid',
      'Twilio_Auth_Token',
      'twilio_api_secret',
    ]);
    expect(childEnvironment(token, undefined, inherited).removed).toEqual([]);
  });
});
