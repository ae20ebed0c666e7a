import { describe, expect, it } from 'vitest';
import { webhookOf } from '../../../src/adapters/twilio/webhook-address.ts';

describe('the address of a webhook', () => {
  it.each([
    ['https://example.com/sms', 'https'],
    ['HTTPS://EXAMPLE.COM', 'https'],
    ['https://user:word@example.com/sms?key=1', 'https'],
    ['https://203.0.113.7/sms', 'https'],
    ['http://example.com/sms', 'http'],
    ['http://8.8.8.8:8080/', 'http'],
    ['https://demo.twilio.com/welcome/sms/reply', 'demo'],
    ['http://demo.twilio.com/docs/sms.xml', 'demo'],
    ['https://demo.twilio.com.example.com/', 'https'],
    ['http://localhost:3000/sms', 'local'],
    ['https://LOCALHOST/', 'local'],
    ['https://app.localhost/', 'local'],
    ['http://127.0.0.1/', 'local'],
    ['http://127.1/', 'local'],
    ['http://2130706433/', 'local'],
    ['https://0.0.0.0/', 'local'],
    ['https://10.1.2.3/', 'local'],
    ['https://172.16.0.1/', 'local'],
    ['https://172.32.0.1/', 'https'],
    ['https://192.168.178.20/', 'local'],
    ['https://169.254.169.254/', 'local'],
    ['https://100.64.0.1/', 'local'],
    ['http://[::1]:3000/', 'local'],
    ['https://[fd00::1]/', 'local'],
    ['https://[fe80::1]/', 'local'],
    ['https://[2001:db8::1]/', 'https'],
    ['https://intranet/sms', 'local'],
    ['https://server.local./', 'local'],
    ['https://printer.lan/', 'local'],
    ['https://app.internal/', 'local'],
    ['https://app.test/', 'local'],
    ['https://latest.example.org/', 'https'],
    ['example.com/sms', 'invalid'],
    ['ftp://example.com/', 'invalid'],
    ['javascript:alert(1)', 'invalid'],
    ['not a url', 'invalid'],
    ['', 'none'],
    [null, 'none'],
    [undefined, 'none'],
    [42, 'none'],
  ])('%j is %s', (address, kind) => expect(webhookOf(address)).toBe(kind));

  it('is ignored when an application answers', () => {
    expect(webhookOf('http://localhost/', `AP${'1'.repeat(32)}`)).toBe('application');
    expect(webhookOf(null, '')).toBe('none');
  });
});
