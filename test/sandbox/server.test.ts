import { get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import type { Fault } from '../../src/sandbox/twilio/world.ts';
import { basicHeader } from '../support/sandbox-credentials.ts';

const path = `/2010-04-01/Accounts/${sandboxIds.accountSid}/Messages.json?PageSize=1`;
const headers = { authorization: basicHeader(sandboxIds.accountSid, sandboxIds.authToken) };

describe('the sandbox server', () => {
  let server: Sandbox | undefined;
  const statusFor = (url: string, host: string) =>
    new Promise((resolve, reject) => {
      get(url + path, { headers: { ...headers, host }, setHost: false }, (response) => resolve(response.statusCode))
        .once('error', reject)
        .end();
    });
  const start = async (...faults: readonly Fault[]): Promise<Sandbox> => {
    server = await startSandbox({ world: { ...defaultWorld(), faults } });
    return server;
  };
  afterEach(() => server?.close());

  it('listens on loopback alone and answers from the world', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(url + path, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toMatchObject({ messages: [], page_size: 1 });
  });

  it('records each method and path without credentials', async () => {
    const { url, requests } = await start();
    await fetch(url + path, { headers });
    await fetch(url, { method: 'POST', body: 'To=nobody' });
    expect(requests).toEqual([
      { method: 'GET', path },
      { method: 'POST', path: '/' },
    ]);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '10.0.0.1',
    'api.twilio.com.evil.example',
    'nottwilio.com',
    'twilio.com',
    'evil-127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:123456',
    'ap%i.twilio.com',
    '',
  ])('answers 421 when the Host header is %o', async (host) => {
    const { url, requests } = await start();
    expect(await statusFor(url, host)).toBe(421);
    expect(requests).toEqual([]);
  });

  it.each([
    ...['127.0.0.1', '127.0.0.1:80', 'localhost', 'LocalHost:65535', '[::1]:3000'],
    ...['api.twilio.com', 'api.twilio.com:443', 'API.Dublin.ie1.twilio.com', 'conversations-2.twilio.com'],
  ])('answers from the world when the Host header is %o', async (host) => {
    const { url } = await start();
    expect(await statusFor(url, host)).toBe(200);
  });

  it('reads no more of a form than a message may have', async () => {
    const { url } = await start();
    const messages = url + path.replace('?PageSize=1', '');
    const body = (length: number) =>
      new URLSearchParams({ To: '+12025550101', From: sandboxIds.number, Body: 'x'.repeat(length) });
    const sent = await fetch(messages, { method: 'POST', headers, body: body(60_000) });
    expect(await sent.json()).toMatchObject({ body: 'x'.repeat(60_000) });
    const cut = (await (await fetch(messages, { method: 'POST', headers, body: body(2_000_000) })).json()) as {
      readonly body: string;
    };
    expect(cut.body.length).toBeLessThan(1_000_000);
  });

  it('counts down the faults of a world', async () => {
    const { url } = await start({ on: '*', times: 1, respond: { status: 503 } });
    expect((await fetch(url + path, { headers })).status).toBe(503);
    expect((await fetch(url + path, { headers })).status).toBe(200);
  });

  it('cuts the connection when the world has that fault', async () => {
    const { url } = await start({ on: '*', respond: 'reset' });
    await expect(fetch(url + path)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('answers late when the world has that fault', async () => {
    const { url } = await start({ on: '*', delayMs: 120 });
    const before = performance.now();
    await fetch(url + path, { headers });
    expect(performance.now() - before).toBeGreaterThanOrEqual(115);
  });

  it('closes at once and frees its port when requests hang', async () => {
    const { url, requests, close } = await start({ on: '*', respond: 'hang' });
    const hanging = fetch(url + path).catch((error: Error) => error);
    await expect.poll(() => requests.length).toBe(1);
    await close();
    expect(await hanging).toBeInstanceOf(Error);
    const again = await startSandbox({ world: defaultWorld(), port: Number(new URL(url).port) });
    expect(again.url).toBe(url);
    await again.close();
  });

  it('rejects when the port is in use', async () => {
    const { url } = await start();
    await expect(startSandbox({ world: defaultWorld(), port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
