import { describe, expect, it } from 'vitest';
import { describeNetwork, proxyChooser } from '../../../src/adapters/process/proxy.ts';

const api = new URL('https://api.twilio.com/2010-04-01/Accounts.json');
const proxied = { HTTPS_PROXY: 'http://proxy.example:8080' };
const proxyFor = (env: Parameters<typeof proxyChooser>[0]): string | undefined => proxyChooser(env)(api)?.host;

describe('the proxy', () => {
  it('is missing when no variable names one', () => {
    expect(proxyFor({})).toBeUndefined();
    expect(proxyFor({ HTTPS_PROXY: '', https_proxy: '  ' })).toBeUndefined();
  });

  it('is that of the lower-case variable when both are set', () => {
    expect(proxyFor({ ...proxied, https_proxy: 'http://other.example:1' })).toBe('other.example:1');
  });

  it('ignores an empty lower-case variable', () => {
    expect(proxyFor({ ...proxied, https_proxy: '' })).toBe('proxy.example:8080');
  });

  it.each([
    'twilio.com',
    '.twilio.com',
    '*.twilio.com',
    'api.twilio.com',
    'API.Twilio.com',
    'a.b, api.twilio.com:443',
    '*',
  ])('is not used when NO_PROXY is %j', (list) => {
    expect(proxyFor({ ...proxied, NO_PROXY: list })).toBeUndefined();
    expect(proxyFor({ ...proxied, no_proxy: list })).toBeUndefined();
  });

  it.each(['example.com', 'lio.com', 'i.twilio.com', 'api.twilio.com:8443', 'api.twilio.com.', '.', ' , ', ''])(
    'is used when NO_PROXY is %j',
    (list) => {
      expect(proxyFor({ ...proxied, NO_PROXY: list })).toBe('proxy.example:8080');
    },
  );
});

describe('the description of the network', () => {
  it('names the proxy, its exceptions and the certificates, never a password', () => {
    expect(describeNetwork({})).toEqual(['Twilio is reached directly.']);
    const env = {
      HTTPS_PROXY: 'http://ada:hidden@proxy.example:8080',
      no_proxy: 'example.com',
      NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    };
    expect(describeNetwork(env)).toEqual([
      'Twilio is reached through the proxy http://proxy.example:8080.',
      'NO_PROXY: example.com',
      'NODE_EXTRA_CA_CERTS: /etc/ca.pem (cannot be read, so that Node passes it over)',
    ]);
    const [, certificates] = describeNetwork({ NODE_EXTRA_CA_CERTS: import.meta.filename });
    expect(certificates).toBe(`NODE_EXTRA_CA_CERTS: ${import.meta.filename}`);
    expect(describeNetwork({ ...env, NO_PROXY: '', no_proxy: '.twilio.com' })[0]).toBe('Twilio is reached directly.');
  });

  it('reports a variable that names no proxy', () => {
    expect(describeNetwork({ HTTPS_PROXY: 'ftp://proxy.example' }).join()).toContain(
      'HTTPS_PROXY does not name a proxy',
    );
  });
});
