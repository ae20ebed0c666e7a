import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTwilio } from '../../../src/adapters/twilio/twilio.ts';
import type { TwilioOptions } from '../../../src/adapters/twilio/twilio-api.ts';
import { twilioHttp } from '../../../src/adapters/twilio/twilio-http.ts';
import type { ProviderError } from '../../../src/domain/provider-error.ts';
import type { Credential } from '../../../src/domain/settings/credential.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import type { Provider } from '../../../src/ports.ts';
import { type Sandbox, type SeenRequest, startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import type { Fault, FaultResponse } from '../../../src/sandbox/twilio/world.ts';
import { providerContract } from '../../contracts/provider.ts';
import { openAndTalkNonsense, startConnectProxy } from '../../support/connect-proxy.ts';
import { quickTimer } from '../../support/quick-timer.ts';
import { basicHeader, withAuthToken, withKey } from '../../support/sandbox-credentials.ts';
import { hangingMs } from '../../support/work.ts';

const { accountSid, authToken } = sandboxIds;

/** No test of this file sends a message or changes anything. */
const expectOnlyGet = (requests: readonly SeenRequest[]) =>
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);

async function startNoted(faults: readonly Fault[] = [], world = defaultWorld()): Promise<Sandbox> {
  const server = await startSandbox({ world: { ...world, faults } });
  onTestFinished(async () => {
    await server.close();
    expectOnlyGet(server.requests);
  });
  return server;
}

/** A provider over a sandbox with these faults; quick to try again, unless told otherwise. */
async function faulty(
  faults: readonly Fault[],
  options: Partial<TwilioOptions> = {},
): Promise<{ provider: Provider; server: Sandbox }> {
  const server = await startNoted(faults);
  const open = openTwilio({ baseUrl: server.url, env: {}, retryDelaysMs: [10, 20], ...options });
  return { provider: await open(withAuthToken()), server };
}

/** A deadline of requests that passes when the test says so. */
function deadline(): { readonly pass: () => void } {
  const controller = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(controller.signal);
  onTestFinished(() => timeout.mockRestore());
  return { pass: () => controller.abort() };
}

/** The deadline passes when the server has got so many requests. */
const passesAfter = (count: number, { requests }: Sandbox, { pass }: ReturnType<typeof deadline>): Promise<void> =>
  vi.waitFor(() => expect(requests.length).toBeGreaterThanOrEqual(count), hangingMs).then(pass);

const always = (respond: FaultResponse): readonly Fault[] => [{ on: '*', respond }];

const errorOf = (promise: Promise<unknown>): Promise<ProviderError> =>
  promise.then(
    () => {
      throw new Error('It did not reject.');
    },
    (error) => error,
  );

/** Twilio itself, which is out of reach here: only what goes to the proxy can be seen. */
async function throughProxy(
  env: TwilioOptions['env'],
  credential: Credential = withAuthToken(),
  options: Partial<TwilioOptions> = {},
): Promise<ProviderError> {
  const provider = await openTwilio({ env, retryDelaysMs: [], timeoutMs: hangingMs, ...options })(credential);
  return errorOf(provider.accept());
}

const startProxy = async (...meet: Parameters<typeof startConnectProxy>) => {
  const proxy = await startConnectProxy(...meet);
  onTestFinished(() => proxy.close());
  return proxy;
};

providerContract('Twilio', async (world) => {
  const server = await startSandbox({ world });
  return {
    open: openTwilio({ baseUrl: server.url, env: {} }),
    close: async () => {
      await server.close();
      expectOnlyGet(server.requests);
    },
  };
});

describe('the Twilio adapter', () => {
  afterEach(() => vi.unstubAllEnvs());

  describe('its requests', () => {
    it('are one per question and no wider than needed', async () => {
      const { provider, server } = await faulty([]);
      await provider.accept();
      await provider.account();
      await provider.phoneNumber(sandboxIds.number);
      await provider.shortCode(sandboxIds.shortCode);
      const base = `/2010-04-01/Accounts/${accountSid}`;
      expect(server.requests.map(({ path }) => path)).toEqual([
        `${base}/Messages.json?PageSize=1`,
        `${base}.json`,
        `${base}/IncomingPhoneNumbers.json?PhoneNumber=%2B12025550142&PageSize=20`,
        `${base}/SMS/ShortCodes.json?ShortCode=99990&PageSize=20`,
      ]);
    });

    const numbers = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`;
    const other = { account_sid: accountSid, sid: `PN${'5'.repeat(32)}`, phone_number: '+12025550142999' };
    it.each([
      ['another path', [other], '/2010-04-01/again'],
      ['another host', [other], 'https://api.twilio.example/steal'],
      ['the same page again', [other], `${numbers}?Page=1&PageToken=one`],
      ['more, behind an empty page', [], `${numbers}?Page=1&PageToken=one`],
    ])('end with an error at a page that links to %s', async (_, rows, next) => {
      const page = { incoming_phone_numbers: rows, next_page_uri: next, page_size: 20, uri: '/' };
      const { provider, server } = await faulty(always({ status: 200, body: page }));
      await expect(provider.phoneNumber(sandboxIds.number)).rejects.toMatchObject({ kind: 'not-understood' });
      expect(server.requests.length).toBeLessThanOrEqual(2);
      expect(server.requests.map(({ path }) => path.split('?')[0])).toEqual(server.requests.map(() => numbers));
    });

    it('are ten pages at most', async () => {
      const world = defaultWorld();
      const [first] = world.phoneNumbers;
      if (first === undefined) throw new Error('The default world has numbers.');
      const phoneNumbers = Array.from({ length: 300 }, (_, index) => ({
        ...first,
        sid: `PN${index.toString(16).padStart(32, '0')}`,
        number: `${sandboxIds.number}${index}`,
      }));
      const own = await startSandbox({ world: { ...world, phoneNumbers } });
      onTestFinished(() => own.close());
      const opened = await openTwilio({ baseUrl: own.url, env: {} })(withAuthToken());
      await expect(opened.phoneNumber(sandboxIds.number)).rejects.toMatchObject({ kind: 'not-understood' });
      expect(own.requests).toHaveLength(10);
    });

    it('drop the Auth Token of the account', async () => {
      const { provider } = await faulty([]);
      expect(inspect(await provider.account(), { depth: 9, showHidden: true })).not.toContain(authToken);
    });

    it("escape the account's name", async () => {
      const name = `\u001b]0;Acme\u0007${'x'.repeat(100)}`;
      const body = { sid: accountSid, status: 'active', type: 'Full', friendly_name: name };
      const { provider } = await faulty(always({ status: 200, body }));
      const account = await provider.account();
      expect(account.name).toMatch(/^\\x1b\]0;Acme\\x07x+…$/);
    });

    it('are always GET', async () => {
      const server = await startNoted();
      const http = twilioHttp({ baseUrl: server.url, env: {}, recognizes: () => true });
      const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`;
      const pair = { user: accountSid, password: new Secret(authToken) };
      for (const method of ['post', 'put', 'patch', 'delete']) {
        await expect(http.request({ method, url, ...pair })).rejects.toThrow('read-only');
      }
      expect(server.requests).toEqual([]);
    });
  });

  describe('answers that are not Twilio’s', () => {
    const lists = { messages: [], incoming_phone_numbers: [], short_codes: [] };
    const plausible = { sid: accountSid, status: 'active', type: 'Full', friendly_name: 'Sandbox', ...lists };

    it('are accepted with an unknown field', async () => {
      const { provider } = await faulty(always({ status: 200, body: { ...plausible, filler: 'a'.repeat(1000) } }));
      await provider.accept();
      expect(await provider.account()).toMatchObject({ sid: accountSid });
      expect(await provider.shortCode(sandboxIds.shortCode)).toBeNull();
    });

    const portal = '<html><title>Sign in to the airport</title></html>';
    it.each([
      ['a login page with 200', { status: 200, body: portal }],
      ['a login page with 401', { status: 401, body: portal }],
      ['a page with 403', { status: 403, body: portal }],
      ['{}', { status: 200, body: {} }],
      ['{} with 401', { status: 401, body: {} }],
      ['a list of something else', { status: 200, body: { results: [] } }],
      ['a bare list', { status: 200, body: [] }],
      ['null', { status: 200, body: null }],
      ['no content', { status: 204, body: '' }],
      ['half a document', { status: 200, body: '{"messages": [' }],
      ['more than a mebibyte', { status: 200, body: { ...plausible, filler: 'a'.repeat(1024 * 1024) } }],
    ] satisfies [string, FaultResponse][])('are not-twilio for every question: %s', async (_, respond) => {
      const { provider } = await faulty(always(respond));
      const errors = await Promise.all(
        [
          provider.accept(),
          provider.account(),
          provider.phoneNumber(sandboxIds.number),
          provider.shortCode(sandboxIds.shortCode),
        ].map(errorOf),
      );
      expect(errors.map(({ name, kind }) => [name, kind])).toEqual(Array(4).fill(['ProviderError', 'not-twilio']));
      expect(errors.map(({ message }) => message).join()).not.toContain('airport');
    });

    it.each([
      ['a status that is new', { sid: accountSid, status: 'Paused', type: 'Full' }, ['paused', 'Full']],
      ['a type that is new', { sid: accountSid, status: 'active', type: 'Partner' }, ['active', 'Partner']],
      ['no type', { sid: accountSid, status: 'active' }, ['active', '']],
      ['a type in capitals', { sid: accountSid, status: 'ACTIVE', type: 'TRIAL' }, ['active', 'Trial']],
    ])('report an account with %s', async (_, body, expected) => {
      const { provider } = await faulty(always({ status: 200, body }));
      const { status, type } = await provider.account();
      expect([status, type]).toEqual(expected);
    });

    it('report another account', async () => {
      const body = { sid: `AC${'9'.repeat(32)}`, status: 'active', type: 'Full' };
      const { provider } = await faulty(always({ status: 200, body }));
      await expect(provider.account()).rejects.toMatchObject({ kind: 'not-understood' });
    });

    it('report rows of another account', async () => {
      const row = { account_sid: `AC${'9'.repeat(32)}`, phone_number: sandboxIds.number, short_code: '99990' };
      const body = { messages: [row], incoming_phone_numbers: [row], short_codes: [row] };
      const { provider } = await faulty(always({ status: 200, body: { ...body, meta: undefined } }));
      await expect(provider.phoneNumber(sandboxIds.number)).rejects.toMatchObject({ kind: 'not-understood' });
      await expect(provider.shortCode('99990')).rejects.toMatchObject({ kind: 'not-understood' });
    });

    it('follow no redirect', async () => {
      const elsewhere = await startNoted();
      for (const status of [301, 302, 303, 307, 308]) {
        const { provider, server } = await faulty(
          always({ status, headers: { location: `${elsewhere.url}/` }, body: '' }),
        );
        await expect(provider.account()).rejects.toMatchObject({ kind: 'not-twilio', status });
        expect(server.requests).toHaveLength(1);
      }
      expect(elsewhere.requests).toEqual([]);
    });
  });

  describe('errors', () => {
    it.each([
      [400, 90002, 'refused'],
      [401, 20003, 'rejected'],
      [401, 29999, 'rejected'],
      [401, 70051, 'refused'],
      [403, 20008, 'test-credentials'],
      [403, 70051, 'refused'],
      [401, 70052, 'refused'],
      [403, 20005, 'suspended'],
      [401, 10001, 'suspended'],
      [400, 90010, 'suspended'],
      [403, 90010, 'suspended'],
      [401, 20008, 'rejected'],
      [404, 20005, 'suspended'],
      [407, 20003, 'unreachable'],
      [499, 20005, 'suspended'],
      [500, 20005, 'unavailable'],
      [404, 20404, 'not-found'],
      [405, 20004, 'refused'],
      [429, 20429, 'rate-limited'],
      [500, 20500, 'unavailable'],
      [503, 20008, 'unavailable'],
    ])('HTTP %d with code %d is %s, and keeps both and the page', async (status, code, kind) => {
      const more_info = `https://www.twilio.com/docs/errors/${code}`;
      const { provider } = await faulty(always({ status, body: { code, message: 'Words', more_info, status } }));
      const error = await errorOf(provider.accept());
      expect(error).toMatchObject({ kind, status, providerCode: code, moreInfo: more_info, exit: 3 });
      expect(error.message).toContain(`(HTTP ${status}, error ${code}: Words)`);
      expect(error.hints.length).toBeGreaterThan(0);
    });

    it('are read in the newer format', async () => {
      const body = { type: 'about:blank', title: 'Authorization failed', status: 403, code: 70051, detail: 'No scope' };
      const { provider } = await faulty(always({ status: 403, body }));
      const { kind, message } = await errorOf(provider.accept());
      expect([kind, message]).toEqual([
        'refused',
        expect.stringContaining('error 70051: Authorization failed - No scope'),
      ]);
    });

    it('from a gateway are reported by status alone', async () => {
      const { provider } = await faulty(always({ status: 503, body: '<html>Bad day</html>' }));
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'unavailable', status: 503 });
    });

    it('contain no secret and no control character', async () => {
      const header = basicHeader(accountSid, authToken);
      const body = {
        code: 20003,
        message: `\u001b[31mYou sent ${header}\r\n`,
        detail: `${authToken} ${'long '.repeat(100)}`,
        more_info: `https://www.twilio.com/docs/errors/${authToken}`,
      };
      const { provider } = await faulty(always({ status: 401, headers: { 'x-seen': header }, body }));
      const error = await errorOf(provider.accept());
      expect(leaks(error)).toEqual([]);
      expect(error.message).toContain('You sent Basic [secret]');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there.
      expect(error.message).not.toMatch(/[\u0000-\u001f]/);
      expect(error.message.length).toBeLessThan(400);
    });

    it('point only to pages of Twilio', async () => {
      const more_info = 'https://www.twilio.com.evil.example/docs';
      const { provider } = await faulty(always({ status: 401, body: { code: 20003, message: 'No', more_info } }));
      expect((await errorOf(provider.accept())).moreInfo).toBeUndefined();
    });
  });

  describe('a retry', () => {
    const tooMany = (headers: Readonly<Record<string, string>> = {}, times?: number): readonly Fault[] => [
      { on: '*', respond: { status: 429, headers }, ...(times !== undefined && { times }) },
    ];

    it.each([429, 502, 503, 504])('happens after %d, twice at most', async (status) => {
      const passing = await faulty([{ on: '*', times: 2, respond: { status } }]);
      await expect(passing.provider.accept()).resolves.toBeUndefined();
      expect(passing.server.requests).toHaveLength(3);

      const lasting = await faulty(always({ status }));
      await expect(lasting.provider.accept()).rejects.toMatchObject({ status });
      expect(lasting.server.requests).toHaveLength(3);
    });

    it('happens after a connection that was cut', async () => {
      const passing = await faulty([{ on: '*', times: 1, respond: 'reset' }]);
      await expect(passing.provider.accept()).resolves.toBeUndefined();

      const { provider, server } = await faulty(always('reset'));
      const error = await errorOf(provider.accept());
      expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('(ECONNRESET)') });
      expect(server.requests).toHaveLength(3);
    });

    it.each([400, 401, 403, 404, 500, 501])('never happens after %d', async (status) => {
      const { provider, server } = await faulty(always({ status }));
      await errorOf(provider.accept());
      expect(server.requests).toHaveLength(1);
    });

    it('waits as long as Retry-After asks', async () => {
      const timer = quickTimer();
      const { provider, server } = await faulty(tooMany({ 'retry-after': '1' }, 1), { timer });
      await provider.accept();
      expect(timer.waits).toEqual([1000]);
      expect(server.requests).toHaveLength(2);
    });

    it('does not happen when Retry-After is more than five seconds', async () => {
      const inAMinute = new Date(Date.now() + 60_000).toUTCString();
      for (const wait of ['6', inAMinute]) {
        const { provider, server } = await faulty(tooMany({ 'retry-after': wait }));
        await expect(provider.accept()).rejects.toMatchObject({ kind: 'rate-limited' });
        expect(server.requests).toHaveLength(1);
      }
    });

    it('is not made, and the error names the Retry-After', async () => {
      const { provider } = await faulty(tooMany({ 'retry-after': '60' }));
      expect((await errorOf(provider.accept())).hints[0]).toContain('a minute (Retry-After)');
    });

    it('waits for Retry-After and reports it with waitMs', async () => {
      const waited: string[] = [];
      const onWait = (error: ProviderError) => waited.push(error.kind);
      const timer = quickTimer();
      const inTime = await faulty(tooMany({ 'retry-after': '6' }, 1), { waitMs: 20_000, onWait, timer });
      await inTime.provider.accept();
      expect([inTime.server.requests.length, waited, timer.waits]).toEqual([2, ['rate-limited'], [6000]]);

      const tooLate = await faulty(tooMany({ 'retry-after': '3600' }), { waitMs: 20_000, onWait });
      await expect(tooLate.provider.accept()).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
      expect(tooLate.server.requests).toHaveLength(1);
    });

    it('shares one waitMs among all requests', async () => {
      const timer = quickTimer();
      const { provider } = await faulty(always({ status: 503 }), { waitMs: 1500, retryDelaysMs: [], timer });
      for (let request = 0; request < 3; request += 1) await errorOf(provider.accept());
      expect(timer.waits).toEqual([1000, 500]);
    });

    it('returns the first error when the time ends in a further try', async () => {
      const faults: readonly Fault[] = [
        { on: '*', times: 1, respond: { status: 503 } },
        { on: '*', respond: 'hang' },
      ];
      const { provider, server } = await faulty(faults);
      const passed = passesAfter(2, server, deadline());
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'unavailable', status: 503 });
      await passed;
    });

    it('ends at the deadline with the last answer', async () => {
      const { provider, server } = await faulty(tooMany({ 'retry-after': '5' }), { timeoutMs: 4_000 });
      deadline();
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'rate-limited' });
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('a network that does not answer', () => {
    it('fails at the deadline, which covers all tries', async () => {
      const { provider, server } = await faulty(always('hang'), { timeoutMs: 200 });
      const passed = passesAfter(1, server, deadline());
      const error = await errorOf(provider.accept());
      expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('within 0.2 seconds') });
      await passed;
      expect(server.requests).toHaveLength(1);
    });

    it('fails at the deadline when the answer is late', async () => {
      const { provider } = await faulty([{ on: '*', delayMs: 2000 }], { timeoutMs: 200 });
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'unreachable' });
    });

    it('is reported as such when the port is closed', async () => {
      const closed = await startSandbox({ world: defaultWorld() });
      await closed.close();
      const provider = await openTwilio({ baseUrl: closed.url, env: {} })(withAuthToken());
      const error = await errorOf(provider.accept());
      expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('(ECONNREFUSED)') });
      expect(error.message).toContain(new URL(closed.url).host);
    });

    it('is reported as such when a proxy is not found', async () => {
      const error = await throughProxy({ HTTPS_PROXY: 'http://user:hidden-word@proxy.invalid:8080' });
      expect(error.kind).toBe('unreachable');
      expect(error.message).toMatch(/^The proxy proxy\.invalid:8080 .*\((ENOTFOUND|EAI_AGAIN)\)/);
      expect(inspect(error)).not.toContain('hidden-word');
    });

    it('is reported as such when TLS fails', async () => {
      const proxy = await startProxy(openAndTalkNonsense);
      const error = await throughProxy({ HTTPS_PROXY: proxy.url });
      expect(error).toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(/TLS .*api\.twilio\.com/),
      });
      expect(error.hints.join()).toContain('HTTPS_PROXY');
    });

    it('is not reported when something other than HTTP answers', async () => {
      const server = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const provider = await openTwilio({ baseUrl, env: {} })(withAuthToken());
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'not-twilio' });
    });
  });

  describe('secrets', () => {
    it.each([
      ['an error of Twilio', always({ status: 401 })],
      ['a page', always({ status: 200, body: '<html>' })],
      ['a cut connection', always('reset')],
      ['a time-out', always('hang')],
    ])('are in no field of an error: %s', async (_, faults) => {
      const { provider } = await faulty(faults, { timeoutMs: 300 });
      expect(leaks(await errorOf(provider.account()))).toEqual([]);
      expect(leaks(provider)).toEqual([]);
    });
  });

  describe('where credentials go', () => {
    it('is Twilio or loopback alone', async () => {
      let connections = 0;
      const trap = createServer((socket) => {
        connections += 1;
        socket.destroy();
      });
      await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void trap.close());
      const { port } = trap.address() as AddressInfo;
      const hostile = [
        'https://evil.example',
        'http://evil.example',
        `http://127.0.0.1.evil.example:${port}`,
        `http://localhost.evil.example:${port}`,
        `http://127.0.0.1:${port}@evil.example`,
        'http://evil.example#@127.0.0.1',
        'https://api.twilio.com.evil.example',
        'https://evil.example/?.twilio.com',
        'http://api.twilio.com',
        'https://api.twilio.com',
        `http://user:word@127.0.0.1:${port}`,
        `http://127.0.0.1:${port}/2010-04-01`,
        `http://127.0.0.1:${port}/?a`,
        `https://127.0.0.1:${port}`,
        `http://127.0.0.2:${port}`,
        `http://0.0.0.0:${port}`,
        `http://[::ffff:127.0.0.1]:${port}`,
        `http://169.254.169.254`,
        `//127.0.0.1:${port}`,
        `127.0.0.1:${port}`,
        'file:///etc/passwd',
        'javascript:0',
        '',
      ];
      for (const baseUrl of hostile) {
        await expect(openTwilio({ baseUrl, env: {} })(withAuthToken()), baseUrl).rejects.toMatchObject({
          name: 'UserError',
          code: 'provider.url-refused',
          exit: 2,
        });
      }
      expect(connections).toBe(0);
    });

    it.each(['127.0.0.1', 'localhost'])('may be %s', async (host) => {
      const server = await startNoted();
      const { port } = new URL(server.url);
      const provider = await openTwilio({ baseUrl: `http://${host}:${port}`, env: {} })(withAuthToken());
      await expect(provider.accept()).resolves.toBeUndefined();
    });

    it.each([
      ['no region', undefined, 'api.twilio.com:443'],
      ['us1', 'us1', 'api.ashburn.us1.twilio.com:443'],
      ['ie1', 'ie1', 'api.dublin.ie1.twilio.com:443'],
      ['au1', 'au1', 'api.sydney.au1.twilio.com:443'],
    ])('is the credential’s region (%s), whatever the variables', async (_, region, target) => {
      for (const variable of ['TWILIO_REGION', 'TWILIO_EDGE']) vi.stubEnv(variable, 'stray');
      const proxy = await startProxy();
      await throughProxy({ HTTPS_PROXY: proxy.url }, { ...withAuthToken(), ...(region !== undefined && { region }) });
      expect(proxy.targets).toEqual([target]);
    });

    it.each([
      'evil.example/',
      'evil.example?',
      'evil.example#',
      'evil.example\\',
      'a@evil.example/',
      'evil.example:8443/',
      'us2',
      '',
    ])('is nowhere when the region is unknown, such as %j', async (region) => {
      const proxy = await startProxy();
      const error = await throughProxy({ HTTPS_PROXY: proxy.url }, { ...withAuthToken(), region });
      expect(error.message).toBe('Unknown Twilio region.');
      expect(proxy.targets).toEqual([]);
    });
  });

  describe('proxies', () => {
    it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'])(
      'are used when %s names one, without the credentials',
      async (variable) => {
        const proxy = await startProxy();
        const error = await throughProxy({ [variable]: proxy.url });
        expect(proxy.targets).toEqual(['api.twilio.com:443']);
        expect(inspect(proxy.headers)).not.toMatch(/Basic|authorization/i);
        expect(error).toMatchObject({ kind: 'not-twilio', status: 403 });
      },
    );

    it('may lack a scheme, and HTTPS_PROXY comes first', async () => {
      const proxy = await startProxy();
      await throughProxy({
        HTTPS_PROXY: proxy.url.replace('http://', ''),
        ALL_PROXY: 'http://other.invalid',
        HTTP_PROXY: 'http://other.invalid',
      });
      expect(proxy.targets).toEqual(['api.twilio.com:443']);
    });

    it('get the user of the variable', async () => {
      const proxy = await startProxy();
      await throughProxy({ HTTPS_PROXY: proxy.url.replace('//', '//some:body@') });
      expect(proxy.headers[0]?.['proxy-authorization']).toBe(basicHeader('some', 'body'));
    });

    it('are named when they require authentication', async () => {
      const proxy = await startProxy((socket) =>
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
      );
      await expect(throughProxy({ HTTPS_PROXY: proxy.url })).resolves.toMatchObject({
        kind: 'unreachable',
        status: 407,
      });
    });

    it('are not used for loopback', async () => {
      const proxy = await startProxy();
      const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url };
      const { provider } = await faulty([], { env });
      await expect(provider.accept()).resolves.toBeUndefined();
      expect(proxy.targets).toEqual([]);
    });

    it.each(['pac+http://proxy.example', 'ftp://proxy.example', 'http://', 'http://user:hidden-word@:80'])(
      'are refused without being quoted when unusable: %s',
      async (value) => {
        const error = await errorOf(openTwilio({ env: { HTTPS_PROXY: value } })(withAuthToken()) as Promise<unknown>);
        expect(error).toMatchObject({ code: 'provider.proxy-unusable', exit: 2 });
        expect(inspect(error)).not.toContain('hidden-word');
      },
    );
  });
});

/** The secrets that can be seen in a value, by any of the ways in which values end up in logs. */
function leaks(value: unknown): string[] {
  const { sid, secret } = sandboxIds.mainKey;
  const secrets = [authToken, btoa(`${accountSid}:${authToken}`), secret, btoa(`${sid}:${secret}`), 'Authorization'];
  const shown = inspect(value, { depth: 9, showHidden: true }) + JSON.stringify(value) + String(value);
  return secrets.filter((text) => shown.includes(text));
}

describe('the Twilio adapter with an API key', () => {
  it('keeps the key’s secret out of its errors', async () => {
    const server = await startNoted(always({ status: 401, body: { code: 20003, message: sandboxIds.mainKey.secret } }));
    const provider = await openTwilio({ baseUrl: server.url, env: {} })(withKey(sandboxIds.mainKey));
    expect(leaks(await errorOf(provider.accept()))).toEqual([]);
  });
});
