import { describe, expect, it } from 'vitest';
import { takeEnvironment } from '../../../src/adapters/process/environment.ts';
import { redact } from '../../../src/domain/text/redaction.ts';

describe('taking the environment', () => {
  it.each([
    'TWILIO_AUTH_TOKEN',
    'TWILIO_API_SECRET',
    'TWILIO_API_KEY_SECRET',
    'TWILIO_TOKEN',
    'TWILIO_SECRET',
    'TWILIO_PASSWORD',
    'TWILIO_DSN',
    'SUPABASE_AUTH_SMS_TWILIO_AUTH_TOKEN',
    'GOTRUE_SMS_TWILIO_AUTH_TOKEN',
    'SMS_TWILIO_AUTH_TOKEN',
    'AUTH_TWILIO_AUTH_TOKEN',
    'twilio_auth_token',
    'SMSCTL_PASSPHRASE',
    'smsctl_passphrase',
  ])('moves %s out of the process and keeps it out of every text', (name) => {
    const value = `secret-of-${name}`;
    const variables: NodeJS.ProcessEnv = { [name]: value, PATH: '/bin' };
    const env = takeEnvironment(variables);
    expect(variables).toEqual({ PATH: '/bin' });
    expect(env).toEqual({ [name]: value, PATH: '/bin' });
    expect(redact(`a ${value} b`)).toBe('a [secret] b');
  });

  it('leaves variables that are no secret', () => {
    const variables = {
      TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
      TWILIO_API_KEY: `SK${'1'.repeat(32)}`,
      MY_TOKEN: 'not-our-business',
      MY_TWILIO_AUTH_TOKEN: 'not-ours-either',
      TWILIO_AUTH_TOKEN_FILE: '/run/token-of-twilio',
      SMSCTL_PASSPHRASE_FILE: '/run/passphrase',
      MY_HTTPS_PROXY: 'http://user:not-a-proxy-of-ours@proxy.example',
      PGPASSWORD_FILE: '/run/database-password',
    };
    expect(takeEnvironment({ ...variables })).toEqual(variables);
    const left: NodeJS.ProcessEnv = { ...variables };
    takeEnvironment(left);
    expect(left).toEqual(variables);
    expect(redact(Object.values(variables).join())).toBe(Object.values(variables).join());
  });

  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'ALL_PROXY'])('moves the password of %s', (name) => {
    const others = { OTHER: 'http://u:not-a-proxy-word@x', NO_PROXY: 'x', all_proxy: 'http://proxy' };
    const variables: NodeJS.ProcessEnv = { [name]: `http://user:p%40ss-of-${name}@proxy.example:8080`, ...others };
    expect(takeEnvironment(variables)).toMatchObject({ [name]: expect.stringContaining('proxy.example') });
    expect(variables).toEqual(others);
    expect(redact(`p@ss-of-${name} not-a-proxy-word`)).toBe('[secret] not-a-proxy-word');
  });

  it("registers the database's password and leaves the variable", () => {
    const variables: NodeJS.ProcessEnv = { PGPASSWORD: 'database-password-1', PGUSER: 'somebody-else-1' };
    takeEnvironment(variables);
    expect(variables).toEqual({ PGPASSWORD: 'database-password-1', PGUSER: 'somebody-else-1' });
    expect(redact('database-password-1 somebody-else-1')).toBe('[secret] somebody-else-1');
  });

  it('reads names in any case on Windows and lists them as written', () => {
    const variables = { Path: 'C:\\bin', Twilio_Auth_Token: 'mixed-case-token-1', pgPassword: 'mixed-case-password-1' };
    const env = takeEnvironment({ ...variables }, 'win32');
    expect([env.PATH, env.TWILIO_AUTH_TOKEN, env.path, env.Twilio_Auth_Token]).toEqual([
      ...['C:\\bin', 'mixed-case-token-1'],
      ...['C:\\bin', 'mixed-case-token-1'],
    ]);
    expect(env.HOME).toBeUndefined();
    expect({ ...env }).toEqual(variables);
    expect(redact('mixed-case-token-1 mixed-case-password-1')).toBe('[secret] [secret]');
    const elsewhere = takeEnvironment({ ...variables }, 'linux');
    expect([elsewhere.PATH, elsewhere.TWILIO_AUTH_TOKEN]).toEqual([undefined, undefined]);
  });

  it('keeps a proxy that is no URL or has a broken escape', () => {
    expect(takeEnvironment({ HTTPS_PROXY: 'proxy:80:80', HTTP_PROXY: 'http://u:%zz-broken@h' })).toEqual({
      HTTPS_PROXY: 'proxy:80:80',
      HTTP_PROXY: 'http://u:%zz-broken@h',
    });
    expect(redact('%zz-broken')).toBe('[secret]');
  });
});
