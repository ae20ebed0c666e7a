import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type TwilioHttpOptions, twilioHttp } from '../../../src/adapters/twilio/twilio-http.ts';
import type { ProviderError } from '../../../src/domain/provider-error.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { startConnectProxy } from '../../support/connect-proxy.ts';
import { authToken } from '../../support/fixtures.ts';
import { quickTimer } from '../../support/quick-timer.ts';
import { basicHeader } from '../../support/sandbox-credentials.ts';
import { hangingMs } from '../../support/work.ts';

/** What a request to this URL meets, and where it went. */
async function requested(url: string) {
  const proxy = await startConnectProxy();
  onTestFinished(() => proxy.close());
  let sent = 0;
  const http = twilioHttp({
    ...{ env: { HTTPS_PROXY: proxy.url }, retryDelaysMs: [], timeoutMs: hangingMs, recognizes: () => true },
    onRequest: () => {
      sent += 1;
    },
  });
  const asked = { method: 'GET', url, user: 'AC', password: new Secret(authToken) };
  const error = await http.request(asked).then(
    () => undefined,
    (thrown: ProviderError) => thrown,
  );
  return { error, sent, targets: proxy.targets };
}

describe('a request', () => {
  it.each([
    'https://api.twilio.com.evil.example/2010-04-01',
    'https://api.twilio.com.evil/2010-04-01',
    'https://evil.example/api.twilio.com',
    'https://evil.example?.twilio.com',
    'https://evil.example#.twilio.com',
    'https://twilio.com/2010-04-01',
    'https://nottwilio.com/2010-04-01',
    'https://api.nottwilio.com/2010-04-01',
    'https://api.twilio.company/2010-04-01',
    'https://api.twilio.com:8443/2010-04-01',
    'https://api.twilio.com@evil.example/2010-04-01',
    'https://evil@api.twilio.com/2010-04-01',
    'https://:evil@api.twilio.com/2010-04-01',
    'http://api.twilio.com/2010-04-01',
    'https://apiXtwilio.com/2010-04-01',
  ])('is stopped before anything connects when it goes to %s', async (url) => {
    const { error, sent, targets } = await requested(url);
    expect(error).toMatchObject({ kind: 'not-twilio' });
    expect([sent, targets]).toEqual([0, []]);
  });

  it.each(['https://api.twilio.com/2010-04-01', 'https://api.dublin.ie1.twilio.com/2010-04-01'])(
    'goes out when it goes to %s',
    async (url) => {
      const { sent, targets } = await requested(url);
      expect(sent).toBe(1);
      expect(targets).toEqual([`${new URL(url).host}:443`]);
    },
  );
});

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Asked = Partial<Parameters<ReturnType<typeof twilioHttp>['request']>[0]>;

/** A mock server that gives these answers in order, and the last one from then on, and what reaches it. */
async function answering(...answers: readonly (Answer | 'reset')[]) {
  const seen: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders; body: string }[] =
    [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(seen.length, answers.length - 1)] ?? {};
    const { method = '', url = '', headers } = request;
    const entry = { method, url, headers, body: '' };
    seen.push(entry);
    request.setEncoding('utf8').on('data', (text: string) => {
      entry.body += text;
    });
    request.on('end', () => {
      if (answer === 'reset') return request.socket.destroy();
      const { status = 200, headers: own, body = '{}' } = answer;
      return response.writeHead(status, own).end(status === 204 ? '' : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const timer = quickTimer();
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const request = (asked: Asked = {}, options: Partial<TwilioHttpOptions> = {}) => {
    const http = twilioHttp({ baseUrl, env: {}, retryDelaysMs: [], timer, recognizes: () => true, ...options });
    const pair = { user: 'AC1', password: new Secret(authToken) };
    return http.request({ method: 'GET', url: 'https://api.twilio.com/2010-04-01', ...pair, ...asked });
  };
  return { seen, timer, request };
}

const writes = ['POST', 'DELETE'] as const;

describe('a request that goes out', () => {
  it('has the query, the pair and the user agent, and no form', async () => {
    const { seen, request } = await answering({});
    await request({ query: { PageSize: 20, PhoneNumber: '+1 2', Other: undefined }, agentName: 'smsctl twilio' });
    await request();
    expect(seen.map(({ url }) => url)).toEqual(['/2010-04-01?PageSize=20&PhoneNumber=%2B1+2', '/2010-04-01']);
    expect(seen[0]?.headers).toMatchObject({
      ...{ accept: 'application/json', 'user-agent': 'smsctl twilio', authorization: basicHeader('AC1', authToken) },
    });
    expect([seen[1]?.headers['user-agent'], seen[1]?.headers['content-type'], seen[1]?.body]).toEqual([
      ...['smsctl', undefined, ''],
    ]);
  });

  it.each(['POST', 'post'])('has the form of a %s', async (method) => {
    const { seen, request } = await answering({});
    await request({ method, form: { To: '+1 2', Body: 'a&b', From: undefined } }, { writes });
    expect(seen).toMatchObject([{ method: 'POST', body: 'To=%2B1+2&Body=a%26b' }]);
    expect(seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it.each([
    ['GET', undefined, true],
    ['GET', [], true],
    ['POST', undefined, false],
    ['POST', [], false],
    ['POST', ['DELETE'], false],
    ['POST', ['DELETE', 'POST'], true],
    ['DELETE', ['POST'], false],
    ['PUT', writes, false],
    ['PATCH', writes, false],
  ] as const)('may be a %s when %j are allowed: %s', async (method, allowed, mayBe) => {
    const { seen, request } = await answering({});
    const sent = request({ method }, allowed === undefined ? {} : { writes: allowed });
    if (mayBe) await sent;
    else await expect(sent).rejects.toThrow('read-only');
    expect(seen).toHaveLength(mayBe ? 1 : 0);
  });
});

describe('a successful answer', () => {
  const statuses = [200, 201, 202, 204, 206] as const;
  it.each([
    ['GET', [200]],
    ['POST', [200, 201]],
    ['DELETE', [204]],
  ])('to a %s has the status %j', async (method, successful) => {
    const { request } = await answering(...statuses.map((status) => ({ status, body: '{"sid":"x"}' })));
    const found: number[] = [];
    for (const status of statuses) {
      await request({ method }, { writes }).then(
        (body) => {
          expect(body).toEqual(method === 'DELETE' ? {} : { sid: 'x' });
          found.push(status);
        },
        (error: ProviderError) => expect(error).toMatchObject({ kind: 'not-twilio', status }),
      );
    }
    expect(found).toEqual(successful);
  });

  it.each([
    [1024 * 1024, true],
    [1024 * 1024 + 1, false],
  ])('of %d bytes is read: %s', async (bytes, isRead) => {
    const { request } = await answering({ body: `{"a":"${'a'.repeat(bytes - 8)}"}` });
    if (isRead) expect((await request()).a).toHaveLength(bytes - 8);
    else await expect(request()).rejects.toMatchObject({ kind: 'not-twilio' });
  });

  it('is not Twilio’s when Twilio never sends it on this path', async () => {
    const { request } = await answering({ body: '{"sid":"x"}' });
    const recognizes = vi.fn(() => false);
    await expect(request({}, { recognizes })).rejects.toMatchObject({ kind: 'not-twilio' });
    expect(recognizes.mock.calls).toEqual([['/2010-04-01', { sid: 'x' }]]);
  });
});

describe('a request that fails', () => {
  afterEach(() => vi.restoreAllMocks());
  const [done, busy, limited] = [{}, { status: 503 }, { status: 429 }];

  it.each([
    ['GET', 'busy', [busy, done], 2, undefined],
    ['GET', 'limited', [limited, done], 2, undefined],
    ['GET', 'cut', ['reset', done], 2, undefined],
    ['GET', 'in error', [{ status: 500 }, done], 1, 'unavailable'],
    ['POST', 'busy', [busy, done], 1, 'unavailable'],
    ['POST', 'cut', ['reset', done], 1, 'unreachable'],
    // Twilio did nothing.
    ['POST', 'limited', [limited, done], 2, undefined],
    ['POST', 'limited and then cut', [limited, 'reset', done], 2, 'unreachable'],
    ['POST', 'limited and then busy', [limited, busy, done], 2, 'unavailable'],
    ['DELETE', 'busy', [busy, { status: 204 }], 2, undefined],
  ] as const)('is repeated when that cannot do it twice: %s, %s', async (method, _, answers, requests, kind) => {
    const { seen, request } = await answering(...answers);
    const asked = request({ method }, { writes, retryDelaysMs: [1, 1] });
    if (kind === undefined) await asked;
    else await expect(asked).rejects.toMatchObject({ kind });
    expect(seen).toHaveLength(requests);
  });

  it.each([
    ['GET', 2, undefined],
    ['POST', 1, 'unavailable'],
    ['DELETE', 1, 'unavailable'],
  ])('%s is sent %d times with time to wait', async (method, requests, kind) => {
    const { seen, request } = await answering({ status: 500 }, done);
    const asked = request({ method }, { writes, waitMs: 60_000 });
    if (kind === undefined) await asked;
    else await expect(asked).rejects.toMatchObject({ kind });
    expect(seen).toHaveLength(requests);
  });

  it('reports the last outcome', async () => {
    const options = { retryDelaysMs: [1, 1] };
    const cut = await answering(busy, 'reset');
    await expect(cut.request({}, options)).rejects.toMatchObject({ kind: 'unreachable', status: undefined });
    const refused = await answering('reset', { status: 404, body: '{"code":20404}' });
    await expect(refused.request({}, options)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it.each([
    [0, [750, 3000]],
    [0.5, [1000, 4000]],
    [0.999, [1249.5, 4998]],
  ])('is repeated after the usual pause, a quarter less or more (%d)', async (random, waits) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    const { seen, timer, request } = await answering(busy);
    await expect(request({}, { retryDelaysMs: [1000, 4000] })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(timer.waits.map((wait) => Math.round(wait * 10) / 10)).toEqual(waits);
    expect(seen).toHaveLength(3);
  });

  it.each([
    ['0', 60_000, [0]],
    ['5', 60_000, [5000]],
    ['6', 60_000, []],
    ['5', 5001, [5000]],
    ['5', 5000, []],
  ])('waits for Retry-After: %s within %d ms', async (seconds, timeoutMs, waits) => {
    const { timer, request } = await answering({ status: 429, headers: { 'retry-after': seconds } }, done);
    const asked = request({}, { retryDelaysMs: [1], timeoutMs });
    if (waits.length > 0) await asked;
    else await expect(asked).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(timer.waits).toEqual(waits);
  });

  it('is repeated within one time limit', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const { timer, request } = await answering(busy);
    await expect(request({}, { retryDelaysMs: Array(3).fill(24_000), timeoutMs: 60_000 })).rejects.toMatchObject({
      status: 503,
    });
    expect(timer.waits).toEqual([24_000, 24_000]);
  });

  it('does not repeat its secrets in any writing', async () => {
    // Too short to be known to the whole process.
    const password = 'a/b é';
    const said = [password, encodeURIComponent(password), basicHeader('AC1', password).slice(6), 'other'];
    const { request } = await answering({
      status: 401,
      body: JSON.stringify({ code: 20003, message: said.join(' | ') }),
    });
    await expect(request({ password: new Secret(password) })).rejects.toMatchObject({
      message: expect.stringContaining(': [secret] | [secret] | [secret] | other)'),
    });
  });

  it('keeps its words when the password is empty', async () => {
    const { request } = await answering({ status: 401, body: JSON.stringify({ code: 20003, message: 'Words' }) });
    await expect(request({ password: new Secret('') })).rejects.toMatchObject({
      message: expect.stringContaining('20003: Words)'),
    });
  });

  it('ends with the time while its agent waits for the proxy', async () => {
    const proxy = await startConnectProxy(() => {});
    onTestFinished(() => proxy.close());
    const options = { env: { HTTPS_PROXY: proxy.url }, timeoutMs: 200, recognizes: () => true };
    const asked = { method: 'GET', url: 'https://api.twilio.com/', user: 'AC1', password: new Secret(authToken) };
    await expect(twilioHttp(options).request(asked)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`${new URL(proxy.url).host} within 0.2 seconds`),
    });
  });

  it('points to the sandbox when no mock server listens', async () => {
    const { url, close } = await startConnectProxy();
    await close();
    const http = twilioHttp({ baseUrl: url, env: {}, recognizes: () => true });
    const asked = { method: 'GET', url: 'https://api.twilio.com/', user: 'AC1', password: new Secret(authToken) };
    const error = await http.request(asked).catch((thrown: ProviderError) => thrown);
    expect(error).toMatchObject({ kind: 'unreachable', hints: [expect.stringContaining('smsctl sandbox')] });
  });
});
