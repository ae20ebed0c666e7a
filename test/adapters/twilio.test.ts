import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { openTwilio } from '../../src/adapters/twilio.ts';
import { twilioHttp } from '../../src/adapters/twilio-http.ts';
import type { Credential } from '../../src/domain/credential.ts';
import type { ProviderError } from '../../src/domain/provider-error.ts';
import { Secret } from '../../src/domain/secret.ts';
import { defaultWorld, sandbox } from '../../src/sandbox/default-world.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { Fault, World } from '../../src/sandbox/world.ts';
import { providerContract } from '../contracts/provider.ts';

const { account } = sandbox;
type SandboxKey = typeof sandbox.mainKey;

const token = (of: { readonly sid: string; readonly authToken: string } = account): Credential => ({
  method: 'auth-token',
  accountSid: of.sid,
  secret: new Secret(of.authToken),
});
const key = ({ sid, secret, accountSid }: SandboxKey, change: Partial<Credential> = {}): Credential =>
  ({ method: 'api-key', accountSid, apiKeySid: sid, secret: new Secret(secret), ...change }) as Credential;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function startWith(change: Partial<World> = {}): Promise<Sandbox> {
  const server = await startSandbox({ world: { ...defaultWorld(), ...change } });
  open.push(server.close);
  return server;
}

const faulty = (...faults: readonly Fault[]) => startWith({ faults });

const failureOf = (work: Promise<unknown>): Promise<ProviderError> =>
  work.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => error as ProviderError,
  );

async function providerAt({ url }: Pick<Sandbox, 'url'>, credential = token(), timeoutMs = 5_000) {
  return openTwilio({ baseUrl: url, timeoutMs })(credential);
}

/** A plain server that records what reaches it. */
async function recorder(
  answer: (message: IncomingMessage) => { status: number; headers?: Record<string, string>; body?: string },
) {
  const seen: IncomingMessage[] = [];
  const server: Server = createServer((message, response) => {
    seen.push(message);
    const { status, headers = {}, body = '' } = answer(message);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('Twilio, through its SDK, over HTTP, against the sandbox', async () => {
  const shared = await startSandbox({ world: defaultWorld() });
  providerContract({
    open: openTwilio({ baseUrl: shared.url }),
    accepted: {
      'an Auth Token': token(),
      'a Main key': key(sandbox.mainKey),
      'a Standard key': key(sandbox.standardKey),
      "the parent's Main key on a subaccount": key(sandbox.mainKey, { accountSid: sandbox.subaccount.sid }),
    },
    reading: token(),
    number: sandbox.number.phoneNumber,
    voiceNumber: sandbox.voiceNumber.phoneNumber,
    shortCode: sandbox.shortCode.shortCode,
  });

  it('only ever reads', () => {
    expect(shared.requests.length).toBeGreaterThan(5);
    expect(shared.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });
});

describe('credentials that are not accepted', () => {
  it.each<[string, Credential, string, number, number | undefined]>([
    ['a wrong token', { ...token(), secret: new Secret('0'.repeat(32)) }, 'rejected', 401, 20003],
    ['an unknown account', { ...token(), accountSid: `AC${'0'.repeat(32)}` }, 'rejected', 401, 20003],
    ["a key's wrong secret", key(sandbox.mainKey, { secret: new Secret('WrongWrongWrong1') }), 'rejected', 401, 20003],
    [
      'a key of another account',
      key(sandbox.mainKey, { accountSid: sandbox.trialAccount.sid }),
      'rejected',
      401,
      20003,
    ],
    ['a key that may list nothing', key(sandbox.restrictedKey), 'refused', 401, 70051],
    ['test credentials', token(sandbox.testCredentials), 'test-credentials', 403, 20008],
    ['a suspended account', token(sandbox.suspendedAccount), 'suspended', 403, 20005],
  ])('%s', async (_, credential, kind, status, providerCode) => {
    const failure = await failureOf((await providerAt(await startWith(), credential)).accept());
    expect(failure).toMatchObject({ name: 'ProviderError', kind, status, providerCode });
  });

  it('include a Standard key at /Accounts, which it may not read', async () => {
    const provider = await providerAt(await startWith(), key(sandbox.standardKey));
    expect(await failureOf(provider.account())).toMatchObject({ kind: 'rejected', providerCode: 20003 });
    await expect(provider.phoneNumber(sandbox.number.phoneNumber)).resolves.not.toBeNull();
  });
});

describe('a provider in trouble', () => {
  const messages = 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json';
  const tooMany = (headers?: Record<string, string>): Fault => ({
    on: messages,
    times: 2,
    respond: {
      status: 429,
      body: { code: 20429, message: 'Too Many Requests', status: 429 },
      ...(headers && { headers }),
    },
  });

  it('that wants to be asked later is, twice', async () => {
    const server = await faulty(tooMany({ 'retry-after': '0' }));
    await (await providerAt(server)).accept();
    expect(server.requests).toHaveLength(3);
  });

  it('that goes on refusing is called rate-limited, with its own words', async () => {
    const fault = { ...tooMany({ 'retry-after': '0' }), times: 9 };
    expect(await failureOf((await providerAt(await faulty(fault))).accept())).toMatchObject({
      kind: 'rate-limited',
      providerCode: 20429,
      message: expect.stringContaining('Too Many Requests'),
    });
  });

  it('that wants us to wait a minute is not waited for', async () => {
    const started = performance.now();
    await (await providerAt(await faulty({ ...tooMany({ 'retry-after': '60' }), times: 1 }))).accept();
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('that breaks the connection once is asked again', async () => {
    const server = await faulty({ times: 1, respond: 'reset' });
    await (await providerAt(server)).accept();
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, Fault, string, RegExp]>([
    [
      'a fault of its own',
      { respond: { status: 503, body: '<html>sorry</html>' } },
      'unavailable',
      /fault on its side \(HTTP 503\)/,
    ],
    [
      'a login page',
      { respond: { status: 200, body: '<html>Welcome to Hotel WiFi</html>' } },
      'not-twilio',
      /not JSON/,
    ],
    ['an answer of nothing', { respond: { status: 200, body: {} } }, 'not-twilio', /not the provider/],
    [
      'a page instead of an error',
      { respond: { status: 403, body: '<html>blocked</html>' } },
      'not-twilio',
      /HTTP 403/,
    ],
    ['a proxy that wants a password', { respond: { status: 407, body: '' } }, 'unreachable', /proxy wants a user name/],
    ['an error without a code', { respond: { status: 400, body: { message: 'odd' } } }, 'refused', /odd/],
    ['more than a megabyte', { respond: { status: 200, body: 'x'.repeat(2 ** 21) } }, 'not-twilio', /megabyte/],
    [
      'a connection that keeps breaking',
      { respond: 'reset' },
      'unreachable',
      /broke the connection off \(ECONNRESET\)/,
    ],
  ])('is told apart: %s', async (_, fault, kind, words) => {
    const failure = await failureOf((await providerAt(await faulty(fault))).accept());
    expect(failure).toMatchObject({ name: 'ProviderError', kind, message: expect.stringMatching(words), exit: 3 });
  });

  it('that never answers is given up at the deadline', async () => {
    const started = performance.now();
    const failure = await failureOf((await providerAt(await faulty({ respond: 'hang' }), token(), 300)).accept());
    expect(failure).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('within 0.3 seconds') });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('that is not there is called unreachable, by its reason', async () => {
    const server = await startWith();
    await server.close();
    expect(await failureOf((await providerAt(server)).accept())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('refused the connection (ECONNREFUSED)'),
    });
  });

  it.each<[string, object]>([
    ['another account', { sid: sandbox.trialAccount.sid, status: 'active', type: 'Full', friendly_name: 'x' }],
    ['an unknown status', { sid: account.sid, status: 'odd', type: 'Full', friendly_name: 'x' }],
    ['nothing', {}],
  ])('that answers for %s is not believed', async (_, body) => {
    const provider = await providerAt(await faulty({ respond: { status: 200, body } }));
    expect(await failureOf(provider.account())).toMatchObject({ kind: 'not-twilio' });
  });

  it('that speaks to the terminal is not obeyed', async () => {
    const body = { code: 20003, message: 'no \u001b[31mred\u202e', more_info: 'http://x/\u0007', status: 401 };
    const failure = await failureOf((await providerAt(await faulty({ respond: { status: 401, body } }))).accept());
    expect(`${failure.message}${failure.moreInfo}`).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });
});

describe('secrets stay where they belong', () => {
  const basic = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
  const views = (error: unknown) =>
    [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error), (error as Error).stack].join(
      '\n',
    );

  it.each<[string, Fault]>([
    ['a refusal', { respond: { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } } }],
    ['a broken connection', { respond: 'reset' }],
    ['a time-out', { respond: 'hang' }],
    ['a page', { respond: { status: 200, body: '<html>' } }],
  ])('%s says nothing of them', async (_, fault) => {
    const failure = await failureOf((await providerAt(await faulty(fault), token(), 500)).accept());
    for (const secret of [account.authToken, basic, 'Basic ']) expect(views(failure)).not.toContain(secret);
  });

  it("the account's own token is not passed on", async () => {
    const found = await (await providerAt(await startWith())).account();
    expect(inspect(found, { depth: 9, showHidden: true })).not.toContain(account.authToken);
  });

  it('a redirect is not followed', async () => {
    const elsewhere = await recorder(() => ({ status: 200, body: '{}' }));
    const server = await recorder(() => ({ status: 302, headers: { location: elsewhere.url } }));
    expect(await failureOf((await providerAt(server)).accept())).toMatchObject({
      kind: 'not-twilio',
      message: expect.stringContaining('redirect'),
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([
    'https://evil.example',
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example:80',
    'http://evil.example@127.0.0.1',
    'http://user:pass@127.0.0.1:4010',
    'http://127.0.0.1:4010/path',
    'http://127.0.0.1:4010?x=1',
    'https://127.0.0.1:4010',
    'http://10.0.0.1:4010',
    'http://[::ffff:10.0.0.1]',
    'http://0.0.0.0:4010',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '127.0.0.1:4010',
    'http://',
    'not a url',
    '',
  ])('SMSCTL_TWILIO_URL=%s is refused before anything is sent', (baseUrl) => {
    expect(() => openTwilio({ baseUrl })).toThrow(expect.objectContaining({ code: 'provider.url-refused', exit: 2 }));
  });

  it.each(['http://127.0.0.1:4010', 'http://localhost:4010/', 'http://[::1]:4010'])(
    '%s is on this machine',
    (baseUrl) => {
      expect(() => openTwilio({ baseUrl })).not.toThrow();
    },
  );

  it.each([
    'http://api.twilio.com/x',
    'https://evil.example/x',
    'https://api.twilio.com.evil.example/x',
    'https://twilio.com.evil.example/x',
    'https://eviltwilio.com/x',
    'https://api.twilio.com:8443/x',
    'https://api.evil.com/.twilio.com/x',
  ])('nothing is sent to %s, whatever the SDK asks for', async (uri) => {
    const { request } = twilioHttp({});
    const failure = await failureOf(request({ method: 'get', uri, username: 'u', password: 'p' }));
    expect(failure).toMatchObject({ message: expect.stringContaining('nothing was sent') });
  });
});

describe('the environment', () => {
  const variables = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'TWILIO_REGION', 'TWILIO_EDGE'] as const;
  const former = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  afterEach(() => {
    for (const name of variables) {
      if (former[name] === undefined) delete process.env[name];
      else process.env[name] = former[name];
    }
  });

  it('names a proxy, which is asked for the provider by name and gets no credentials', async () => {
    const proxy = await recorder(() => ({ status: 500 }));
    const tunnels: string[] = [];
    proxy.server.on('connect', ({ url = '', headers }, socket) => {
      tunnels.push(`${url} ${JSON.stringify(headers)}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    process.env.https_proxy = proxy.url;
    const failure = await failureOf((await openTwilio({ timeoutMs: 3_000 })(token())).accept());
    expect(failure.name).toBe('ProviderError');
    expect(tunnels[0]).toMatch(/^api\.twilio\.com:443 /);
    expect(tunnels.join()).not.toMatch(/authorization|Basic/i);
  });

  it('does not send loopback through a proxy', async () => {
    const proxy = await recorder(() => ({ status: 500 }));
    process.env.HTTPS_PROXY = proxy.url;
    await (await providerAt(await startWith())).accept();
    expect(proxy.seen).toEqual([]);
  });

  it('does not turn the SDK to another region', async () => {
    process.env.TWILIO_REGION = 'ie1';
    process.env.TWILIO_EDGE = 'evil.example/';
    const server = await startWith();
    await (await providerAt(server)).accept();
    expect(server.requests).toHaveLength(1);
  });
});
