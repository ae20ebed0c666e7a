import { describe, expect, it } from 'vitest';
import { defaultWorld, sandbox } from '../../src/sandbox/default-world.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { handle, type SandboxRequest, type World } from '../../src/sandbox/world.ts';

const { account } = sandbox;
const numbers = `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers.json`;

const request = (change: Partial<SandboxRequest> = {}): SandboxRequest => ({
  method: 'GET',
  path: numbers,
  query: new Map(),
  user: account.sid,
  password: account.authToken,
  ...change,
});

function answer(change: Partial<SandboxRequest> = {}, world: World = defaultWorld()) {
  const { respond } = handle(world, request(change));
  if (typeof respond === 'string') throw new Error(respond);
  return { status: respond.status, body: respond.body as Record<string, unknown> };
}

describe('the world', () => {
  it.each<[string, Partial<SandboxRequest>, number, number]>([
    ['no credentials', { user: null, password: null }, 401, 20003],
    ['an unknown user', { user: 'nobody' }, 401, 20003],
    ['a wrong password', { password: 'wrong' }, 401, 20003],
    [
      'test credentials',
      { user: sandbox.testCredentials.sid, password: sandbox.testCredentials.authToken },
      403,
      20008,
    ],
    ['a path that it does not know', { path: '/2010-04-01/Nothing.json' }, 404, 20404],
    ['a method that writes', { method: 'POST' }, 405, 20004],
  ])('answers %s in Twilio’s own form', (_, change, status, code) => {
    const { status: answered, body } = answer(change);
    expect(answered).toBe(status);
    expect(body).toMatchObject({
      code,
      status,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      message: expect.any(String),
    });
  });

  it('finds numbers by a part of them, as Twilio does, and only those of the account', () => {
    const found = (pattern: string) =>
      (answer({ query: new Map([['PhoneNumber', pattern]]) }).body.incoming_phone_numbers as unknown[]).length;
    expect([found('+12025550123'), found('2025'), found('+1202*'), found('+14155550177'), found('')]).toEqual([
      1, 1, 1, 0, 3,
    ]);
  });

  it('counts a fault down, and leaves the world that it was given alone', () => {
    const world: World = { ...defaultWorld(), faults: [{ times: 1, respond: { status: 500, body: '' } }] };
    const first = handle(world, request());
    expect(first.respond).toMatchObject({ status: 500 });
    expect(handle(first.world, request()).respond).toMatchObject({ status: 200 });
    expect(world.faults[0]?.times).toBe(1);
  });

  it('meets a fault on its own route only', () => {
    const on = 'GET /2010-04-01/Accounts/{Sid}.json';
    const world: World = { ...defaultWorld(), faults: [{ on, respond: { status: 500, body: '' } }] };
    expect(answer({}, world).status).toBe(200);
    expect(answer({ path: `/2010-04-01/Accounts/${account.sid}.json` }, world).status).toBe(500);
  });
});

describe('the server', () => {
  it('listens on loopback, remembers what was asked without credentials, and is gone when closed', async () => {
    const server = await startSandbox({ world: defaultWorld() });
    const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
    const response = await fetch(`${server.url}${numbers}?PhoneNumber=%2B12025550123`, { headers: { authorization } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ incoming_phone_numbers: [{ phone_number: '+12025550123' }] });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.requests).toEqual([`GET ${numbers}?PhoneNumber=%2B12025550123`]);
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
