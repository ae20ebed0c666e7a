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

  it.each([
    'example.com',
    'lio.com',
    'i.twilio.com',
    '*twilio.com',
    'twilio.com:',
    ':443',
    'x*',
    'api.twilio.com:8443',
    'api.twilio.com.',
    '.',
    ' , ',
    '',
  ])('is used when NO_PROXY is %j', (list) => {
    expect(proxyFor({ ...proxied, NO_PROXY: list })).toBe('proxy.example:8080');
  });
});

describe('a value of a proxy variable', () => {
  it.each([
    ['http://proxy.example:8080', 'http://proxy.example:8080'],
    ['https://proxy.example', 'https://proxy.example'],
    ['socks://proxy.example:1080', 'socks://proxy.example:1080'],
    ['socks4://proxy.example:1080', 'socks4://proxy.example:1080'],
    ['socks4a://proxy.example:1080', 'socks4a://proxy.example:1080'],
    ['socks5://proxy.example:1080', 'socks5://proxy.example:1080'],
    ['socks5h://proxy.example:1080', 'socks5h://proxy.example:1080'],
    ['proxy.example:8080', 'http://proxy.example:8080'],
    [' proxy.example ', 'http://proxy.example'],
  ])('%j means %s', (value, url) => {
    const { protocol, host } = proxyChooser({ ALL_PROXY: value })(api) ?? {};
    expect(`${protocol}//${host}`).toBe(url);
  });

  it.each(['ftp://proxy.example', 'file:///proxy', 'http://', 'http://:80', 'socks5://', 'proxy:80:80'])(
    '%j is refused, with the name of its variable',
    (value) => {
      for (const name of ['HTTPS_PROXY', 'all_proxy', 'HTTP_PROXY']) {
        expect(() => proxyChooser({ [name]: value })).toThrow(
          expect.objectContaining({
            code: 'provider.proxy-unusable',
            message: expect.stringContaining(name.toUpperCase()),
          }),
        );
      }
    },
  );

  it('counts in the order of https, all and http, in either case', () => {
    const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];
    const chosen = names.map((_, index) =>
      proxyFor(Object.fromEntries(names.slice(index).map((name) => [name, `http://${name.replace('_', '-')}`]))),
    );
    expect(chosen).toEqual(names.map((name) => name.toLowerCase().replace('_', '-')).map((host) => host));
  });

  it('is excluded by a port only when the request goes to it', () => {
    const other = new URL('https://api.twilio.com:8443/');
    const excluded = (list: string) =>
      [api, other].map((url) => proxyChooser({ ...proxied, NO_PROXY: list })(url) === undefined);
    expect(excluded('api.twilio.com:443')).toEqual([true, false]);
    expect(excluded('api.twilio.com:8443')).toEqual([false, true]);
    expect(excluded('api.twilio.com')).toEqual([true, true]);
  });
});

describe('the description of the network', () => {
  it('names the proxy, its exceptions and the certificates, never a password', () => {
    expect(describeNetwork({})).toEqual([expect.stringContaining('directly')]);
    expect(describeNetwork({ NO_PROXY: ' ', NODE_EXTRA_CA_CERTS: '' })).toHaveLength(1);
    const env = {
      HTTPS_PROXY: 'http://ada:hidden@proxy.example:8080',
      no_proxy: 'example.com',
      NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    };
    expect(describeNetwork(env)).toEqual([
      expect.stringContaining('through the proxy http://proxy.example:8080'),
      'NO_PROXY: example.com',
      expect.stringContaining('NODE_EXTRA_CA_CERTS: /etc/ca.pem (cannot be read'),
    ]);
    const [, certificates] = describeNetwork({ NODE_EXTRA_CA_CERTS: import.meta.filename });
    expect(certificates).toBe(`NODE_EXTRA_CA_CERTS: ${import.meta.filename}`);
    expect(describeNetwork({ ...env, NO_PROXY: '', no_proxy: '.twilio.com' })[0]).toContain('directly');
  });

  it('reports a variable that names no proxy', () => {
    expect(describeNetwork({ HTTPS_PROXY: 'ftp://proxy.example' }).join()).toContain('HTTPS_PROXY');
  });
});

describe('a proxy that refers to its value', () => {
  it.each([
    ['op://team/proxy/url', /^HTTPS_PROXY is a reference to 1Password/],
    [`\${PROXY_URL}`, /^HTTPS_PROXY is a template/],
    [`http://user:\${PROXY_PASSWORD}@proxy.example:8080`, /^The proxy password in HTTPS_PROXY is a template/],
    [
      'http://user:op%3A%2F%2Fteam%2Fproxy%2Fpassword@proxy.example:8080',
      /^The proxy password in HTTPS_PROXY is a ref/,
    ],
  ])('is refused before a connection: %s', (value, message) => {
    const seen = (): unknown => {
      try {
        return proxyChooser({ HTTPS_PROXY: value });
      } catch (error) {
        return error;
      }
    };
    expect(seen()).toMatchObject({ code: 'provider.proxy-unusable', message: expect.stringMatching(message) });
    expect(describeNetwork({ HTTPS_PROXY: value }).join()).not.toContain('team');
  });

  it.each(['http://user:100%@proxy.example:8080', 'http://user:$ecret@proxy.example:8080', 'http://u:changeme@p:1'])(
    'leaves other passwords as they are: %s',
    (value) => {
      expect(proxyChooser({ HTTPS_PROXY: value })(api)?.password).toBe(new URL(value).password);
    },
  );
});
