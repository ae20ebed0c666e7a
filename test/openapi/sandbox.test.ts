import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openTwilio } from '../../src/adapters/twilio/twilio.ts';
import { openTwilioKeys } from '../../src/adapters/twilio/twilio-keys.ts';
import { openTwilioMessenger } from '../../src/adapters/twilio/twilio-messenger.ts';
import type { Provider } from '../../src/ports.ts';
import { alertsOf, webhookFailing } from '../../src/sandbox/scenarios/message-worlds.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { handle, routes } from '../../src/sandbox/twilio/handle.ts';
import { loadOpenapi, type Openapi } from '../support/openapi.ts';
import { named, openapiRequirement } from '../support/requirements.ts';
import { basicHeader, withAuthToken } from '../support/sandbox-credentials.ts';

const missing = openapiRequirement();
const { accountSid, authToken } = sandboxIds;

describe.skipIf(missing !== undefined)(named("Twilio's OpenAPI definitions", missing), () => {
  let openapi: Openapi;
  let server: Sandbox;
  beforeAll(async () => {
    openapi = loadOpenapi();
    server = await startSandbox({ world: { ...defaultWorld(), alerts: alertsOf([webhookFailing(11200, 3)]) } });
  });
  afterAll(() => server.close());

  const bodyOf = async (path: string): Promise<unknown> => {
    const response = await fetch(server.url + path, { headers: { authorization: basicHeader(accountSid, authToken) } });
    expect(response.status).toBe(200);
    return response.json();
  };

  it('has routes in the sandbox', () => {
    expect(routes.length).toBeGreaterThanOrEqual(18);
  });

  /** What stands in the braces of a route's path: something that the default world has. */
  const things: Readonly<Record<string, string>> = {
    Accounts: accountSid,
    Messages: `SM${'1'.padStart(32, '0')}`,
    Services: sandboxIds.messagingService,
    PhoneNumbers: `PN${'1'.repeat(32)}`,
    ShortCodes: `SC${'1'.repeat(32)}`,
    BrandRegistrations: `BN${'1'.repeat(32)}`,
    Keys: sandboxIds.mainKey.sid,
    Countries: 'GB',
  };
  const filled = (template: string): string =>
    template.replace(/(\w+)\/\{\w+\}/g, (_, parent: string) => `${parent}/${things[parent] ?? 'missing'}`);

  const send = (path: string) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: {
        authorization: basicHeader(accountSid, authToken),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ To: '+12025550123', From: sandboxIds.number, Body: 'Hello' }),
    });

  const reads = routes.filter((route) => route.startsWith('GET '));

  describe.each(reads)('%s', (route) => {
    const [method = '', template = ''] = route.split(' ');
    const path = filled(template);

    it('is an operation of Twilio', () => {
      expect(openapi.queryOf(method, template)).toBeDefined();
    });

    it.each(['', '?PageSize=1', '?PageSize=1&Page=1', '?PhoneNumber=0&ShortCode=0'])(
      'answers as defined with every field to %j',
      async (query) => {
        await send(`/2010-04-01/Accounts/${accountSid}/Messages.json`);
        // A page of messages needs the token of the one before.
        const token =
          template.endsWith('/Messages.json') && query.includes('&Page=1') ? `&PageToken=PASM${'1'.repeat(32)}` : '';
        expect(openapi.faultsIn(method, template, await bodyOf(path + query + token))).toEqual([]);
      },
    );
  });

  const keysRoute = '/2010-04-01/Accounts/{AccountSid}/Keys.json';
  const keyRoute = '/2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json';

  it('writes only messages and API keys', () => {
    expect(routes.filter((route) => !reads.includes(route)).sort()).toEqual([
      `DELETE ${keyRoute}`,
      `POST ${keysRoute}`,
      'POST /2010-04-01/Accounts/{AccountSid}/Messages.json',
    ]);
  });

  it('creates and deletes a key as defined', async () => {
    const own = await startSandbox({ world: defaultWorld() });
    const keys = await openTwilioKeys({ baseUrl: own.url, env: {} })(withAuthToken());
    const { sid } = await keys.create('smsctl test');
    expect(await keys.named('smsctl test')).toEqual([sid]);
    await keys.delete(sid);
    for (const { method, path } of own.requests) {
      const { pathname, searchParams } = new URL(path, own.url);
      const known = openapi.queryOf(method, pathname);
      expect(known, `${method} ${pathname}`).toBeDefined();
      expect([...searchParams.keys()].filter((name) => !known?.includes(name))).toEqual([]);
    }
    await own.close();
    const response = await fetch(server.url + keysRoute.replace('{AccountSid}', accountSid), {
      method: 'POST',
      headers: {
        authorization: basicHeader(accountSid, authToken),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ FriendlyName: 'smsctl test' }),
    });
    expect(response.status).toBe(201);
    expect(openapi.faultsIn('POST', keysRoute, await response.json())).toEqual([]);
  });

  it('sends a message as defined', async () => {
    const response = await send(`/2010-04-01/Accounts/${accountSid}/Messages.json`);
    expect(response.status).toBe(201);
    const body = await response.json();
    expect(openapi.faultsIn('POST', '/2010-04-01/Accounts/{AccountSid}/Messages.json', body)).toEqual([]);
  });

  it('returns every number and short code of the default world', async () => {
    const base = `/2010-04-01/Accounts/${accountSid}`;
    expect(await bodyOf(`${base}/IncomingPhoneNumbers.json`)).toMatchObject({
      incoming_phone_numbers: [{}, {}, {}, {}],
    });
    expect(await bodyOf(`${base}/SMS/ShortCodes.json`)).toMatchObject({ short_codes: [{}] });
  });

  it('notices a missing field, an unknown field and a wrong value', async () => {
    const path = '/2010-04-01/Accounts/{Sid}.json';
    const body = (await bodyOf(path.replace('{Sid}', accountSid))) as Readonly<Record<string, unknown>>;
    const { sid: _, ...without } = body;
    expect(openapi.faultsIn('GET', path, without)).toEqual([" must have required property 'sid'"]);
    expect(openapi.faultsIn('GET', path, { ...body, extra: 1 })).toEqual([' must NOT have additional properties']);
    expect(openapi.faultsIn('GET', path, { ...body, status: 'fine' })).toHaveLength(1);
  });

  it('requests only operations and parameters that are defined', async () => {
    const own = await startSandbox({ world: defaultWorld() });
    const provider = await openTwilio({ baseUrl: own.url, env: {} })(withAuthToken());
    const service = sandboxIds.messagingService;
    const drained = async (pages: AsyncIterable<unknown>): Promise<void> => {
      for await (const _ of pages);
    };
    const calls: { readonly [Name in keyof Provider]: () => Promise<unknown> } = {
      accept: () => provider.accept(),
      account: () => provider.account(),
      balance: () => provider.balance(),
      profile: () => provider.profile(),
      phoneNumber: () => provider.phoneNumber(sandboxIds.number),
      heldSenders: () => provider.heldSenders(),
      poolNumbers: () => provider.poolNumbers(service),
      shortCode: () => provider.shortCode(sandboxIds.shortCode),
      holderOf: () => provider.holderOf(sandboxIds.subaccount.number),
      hostedOrder: () => provider.hostedOrder(sandboxIds.number),
      messagingService: () => provider.messagingService(service),
      messagingServices: () => provider.messagingServices(),
      inPool: async () => [
        await provider.inPool(service, `PN${'1'.repeat(32)}`),
        await provider.inPool(service, `SC${'1'.repeat(32)}`),
      ],
      poolSize: () => provider.poolSize(service),
      alphaSender: () => provider.alphaSender(service, sandboxIds.alphaSender),
      verifiedRecipients: () => provider.verifiedRecipients(),
      deliveries: () => provider.deliveries({ sender: sandboxIds.number, since: new Date(0) }),
      messages: () =>
        drained(
          provider.messages({
            ...{ from: sandboxIds.number, to: '+12025550123', withText: false },
            ...{ sentSince: new Date(0), sentUntil: new Date() },
          }),
        ),
      message: () => provider.message(`SM${'1'.padStart(32, '0')}`, { withText: false }),
      alerts: () => drained(provider.alerts({ since: new Date(0), until: new Date() })),
      campaigns: () => provider.campaigns(service),
      brand: () => provider.brand(`BN${'1'.repeat(32)}`),
      brands: () => provider.brands(),
      tollFreeVerification: () => provider.tollFreeVerification(`PN${'2'.repeat(32)}`),
      prices: () => provider.prices('GB'),
      geoPermissions: () => provider.geoPermissions(['US', 'GB']),
      holdsKey: () => provider.holdsKey(sandboxIds.mainKey.sid),
    };
    for (const call of Object.values(calls)) await call();
    await own.close();
    expect(own.requests.length).toBeGreaterThanOrEqual(Object.keys(provider).length);
    expect(own.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(own.requests.flatMap(({ method, path }) => openapi.faultsInRequest(method, path))).toEqual([]);
  });

  it('notices a request with an unknown path, parameter or value', () => {
    const service = `/v1/Services/${sandboxIds.messagingService}`;
    expect(openapi.faultsInRequest('DELETE', service.replace('v1', 'v9'))).toHaveLength(1);
    expect(openapi.faultsInRequest('GET', `/v1/Services?Name=x`)).toEqual(['no query Name']);
    expect(openapi.faultsInRequest('GET', `/v1/Services?PageSize=1001`)).toHaveLength(1);
    expect(openapi.faultsInRequest('GET', '/v1/Services/MG1')).not.toEqual([]);
  });

  it('sends only defined fields and reads its own message alone', async () => {
    const sent: (readonly [method: string, path: string, form: URLSearchParams])[] = [];
    let world = defaultWorld();
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url: path = '', headers } = request;
      const form = Buffer.concat(chunks).toString();
      sent.push([method, path, new URLSearchParams(form)]);
      const authorization = headers.authorization ?? '';
      const { response: decided, next } = handle(world, { method, path, form, authorization });
      world = next;
      if (typeof decided.answer === 'string') throw new Error('The default world has no faults.');
      response.writeHead(decided.answer.status, decided.answer.headers).end(decided.answer.body);
    };
    const noting = createServer((request, response) => void answer(request, response));
    await new Promise<void>((listening) => noting.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void noting.close());
    const baseUrl = `http://127.0.0.1:${(noting.address() as AddressInfo).port}`;
    const messenger = await openTwilioMessenger({ baseUrl, env: {} })(withAuthToken());
    const message = { to: '+12025550123', body: 'Hello', sender: sandboxIds.number };
    const { sid } = await messenger.send({ ...message, messagingService: sandboxIds.messagingService });
    await messenger.look(sid);
    expect(sent.map(([method]) => method)).toEqual(['POST', 'GET']);
    expect(sent.flatMap((each) => openapi.faultsInRequest(...each))).toEqual([]);
  });
});
