import { describe, expect, it } from 'vitest';
import type { Destination } from '../../../src/adapters/twilio/twilio-errors.ts';
import {
  isAboutCertificate,
  networkCode,
  networkError,
  timedOut,
} from '../../../src/adapters/twilio/twilio-network.ts';

const direct: Destination = { host: 'api.twilio.com', proxy: undefined, isMock: false, timeoutMs: 15_000 };
const behindProxy: Destination = { ...direct, proxy: 'proxy.example.com:8080' };
const mock: Destination = { ...direct, host: '127.0.0.1:4010', isMock: true };

const codes = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  ...['EPROTO', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'ERR_SSL_WRONG_VERSION_NUMBER', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['HOSTNAME_MISMATCH', 'HPE_INVALID_CONSTANT', 'EWEIRD'],
];

const failed = (code: unknown, destination: Destination, more: object = {}) =>
  networkError(Object.assign(new Error('Basic authorization'), { code, ...more }), destination);

/** The words of an error without names: codes with the same words fail in the same way. */
const kindOfWords = (code: string, destination: Destination) => {
  const { message, hints } = failed(code, destination);
  return [message, ...hints].join(' ').replace(code, 'CODE');
};

describe('the code of a network error', () => {
  it.each([
    [{ code: 'ECONNRESET' }, 'ECONNRESET'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'HPE_INVALID_CONSTANT'],
    [{ code: `E${'A'.repeat(60)}` }, `E${'A'.repeat(60)}`],
    [{ code: `E${'A'.repeat(61)}` }, 'UNKNOWN'],
    [{ code: 'econnreset' }, 'UNKNOWN'],
    [{ code: '1CODE' }, 'UNKNOWN'],
    [{ code: 'ECONNRESET of Basic abc' }, 'UNKNOWN'],
    [{ code: 'of ECONNRESET' }, 'UNKNOWN'],
    [{ code: 7 }, 'UNKNOWN'],
    [{ message: 'Proxy connection ended before receiving CONNECT response' }, 'ECONNRESET'],
    [{ message: 'The Proxy connection ended' }, 'UNKNOWN'],
    [{ code: 'EPIPE', message: 'Proxy connection ended' }, 'EPIPE'],
    [{ message: 7 }, 'UNKNOWN'],
    [null, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
    ['ECONNRESET', 'UNKNOWN'],
  ])('in %j is %s', (error, code) => expect(networkCode(error)).toBe(code));

  it('says whether a certificate is not trusted', () => {
    expect(codes.filter((code) => isAboutCertificate({ code }))).toEqual([
      ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH'],
    ]);
  });
});

describe('a network error', () => {
  it.each(codes)('%s names its code, the host and the proxy, and nothing of the request', (code) => {
    const kind = code.startsWith('HPE_') ? 'not-twilio' : 'unreachable';
    for (const destination of [direct, behindProxy, mock]) {
      const error = failed(code, destination);
      expect(error).toMatchObject({ kind, status: undefined, message: expect.stringContaining(`(${code})`) });
      expect(error.message).toContain(destination.proxy ?? destination.host);
      expect(error.hints.length).toBeGreaterThan(0);
      expect(JSON.stringify(error) + error.message).not.toContain('authorization');
    }
  });

  it.each([
    ['direct', direct],
    ['through a proxy', behindProxy],
  ])('has the same words as others that fail in the same way, %s', (_, destination) => {
    const kinds = [...new Set(codes.map((code) => kindOfWords(code, destination)))];
    const groups = kinds.map((kind) => codes.filter((code) => kindOfWords(code, destination) === kind));
    expect(groups).toEqual([
      ['ENOTFOUND', 'EAI_AGAIN'],
      ['ECONNREFUSED'],
      ['ECONNRESET', 'EPIPE'],
      ['EHOSTUNREACH', 'ENETUNREACH'],
      ['ETIMEDOUT'],
      ['EPROTO', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'ERR_SSL_WRONG_VERSION_NUMBER'],
      ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
      ['ERR_TLS_CERT_ALTNAME_INVALID'],
      ['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH'],
      ['HPE_INVALID_CONSTANT'],
      ['EWEIRD'],
    ]);
  });

  const connecting = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EWEIRD'];
  it.each(connecting)('%s is about the proxy when there is one', (code) => {
    const { message, hints } = failed(code, behindProxy, { hostname: 'proxy.example.com' });
    expect(message).toMatch(/^The proxy proxy\.example\.com:8080 /);
    expect(hints.join()).toContain('NO_PROXY');
    expect(failed(code, direct).hints.join()).not.toContain('NO_PROXY');
  });

  it('is about the host when a proxy leaves its name to this machine', () => {
    const { message, hints } = failed('ENOTFOUND', behindProxy, { hostname: 'api.twilio.com' });
    expect(message).toMatch(/^api\.twilio\.com /);
    expect(hints.join()).not.toContain('NO_PROXY');
    expect(failed('ENOTFOUND', behindProxy, { hostname: 7 }).message).toMatch(/^The proxy /);
  });

  it('names the sandbox only when a mock server refuses the connection', () => {
    const naming = codes.filter((code) => failed(code, mock).hints.join().includes('smsctl sandbox'));
    expect(naming).toEqual(['ECONNREFUSED']);
    expect(failed('ECONNREFUSED', direct).hints.join()).not.toContain('smsctl sandbox');
  });

  it('of no code is unreachable', () => {
    for (const error of [null, undefined, 'text', {}]) {
      expect(networkError(error, direct)).toMatchObject({
        kind: 'unreachable',
        message: expect.stringContaining('UNKNOWN'),
      });
    }
  });
});

describe('a timeout', () => {
  it('names the host, the proxy and the time', () => {
    expect(timedOut({ ...direct, timeoutMs: 1500 })).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/api\.twilio\.com within 1\.5 seconds/),
      hints: [expect.stringContaining('HTTPS_PROXY')],
    });
    expect(timedOut(behindProxy)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/api\.twilio\.com .*proxy\.example\.com:8080 within 15 seconds/),
      hints: [expect.not.stringContaining('HTTPS_PROXY')],
    });
  });
});
