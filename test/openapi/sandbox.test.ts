import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTwilio } from '../../src/adapters/twilio.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/default-world.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { routes } from '../../src/sandbox/world.ts';
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
    server = await startSandbox({ world: defaultWorld() });
  });
  afterAll(() => server.close());

  const bodyOf = async (path: string): Promise<unknown> => {
    const response = await fetch(server.url + path, { headers: { authorization: basicHeader(accountSid, authToken) } });
    expect(response.status).toBe(200);
    return response.json();
  };

  it('the sandbox has routes to look at', () => {
    expect(routes.length).toBeGreaterThanOrEqual(4);
  });

  describe.each(routes)('%s', (route) => {
    const [method = '', template = ''] = route.split(' ');
    const path = template.replace(/\{\w+\}/, accountSid);

    it('is an operation of Twilio', () => {
      expect(openapi.queryOf(method, template)).toBeDefined();
    });

    it.each(['', '?PageSize=1', '?PageSize=1&Page=1', '?PhoneNumber=0&ShortCode=0'])(
      'answers as defined, with every field, to %j',
      async (query) => {
        expect(openapi.faultsIn(method, template, await bodyOf(path + query))).toEqual([]);
      },
    );
  });

  it('every number and short code of the default world is among what was looked at', async () => {
    const base = `/2010-04-01/Accounts/${accountSid}`;
    expect(await bodyOf(`${base}/IncomingPhoneNumbers.json`)).toMatchObject({
      incoming_phone_numbers: [{}, {}, {}, {}],
    });
    expect(await bodyOf(`${base}/SMS/ShortCodes.json`)).toMatchObject({ short_codes: [{}] });
  });

  it('sees a field that is left out, one too many, and a wrong value', async () => {
    const path = '/2010-04-01/Accounts/{Sid}.json';
    const body = (await bodyOf(path.replace('{Sid}', accountSid))) as Readonly<Record<string, unknown>>;
    const { sid: _, ...without } = body;
    expect(openapi.faultsIn('GET', path, without)).toEqual([" must have required property 'sid'"]);
    expect(openapi.faultsIn('GET', path, { ...body, extra: 1 })).toEqual([' must NOT have additional properties']);
    expect(openapi.faultsIn('GET', path, { ...body, status: 'fine' })).toHaveLength(1);
  });

  it('the adapter asks only for operations and parameters that there are', async () => {
    const own = await startSandbox({ world: defaultWorld() });
    const provider = await openTwilio({ baseUrl: own.url, env: {} })(withAuthToken());
    await provider.accept();
    await provider.account();
    await provider.phoneNumber(sandboxIds.number);
    await provider.shortCode(sandboxIds.shortCode);
    await own.close();
    expect(own.requests).toHaveLength(Object.keys(provider).length);
    for (const { method, path } of own.requests) {
      const { pathname, searchParams } = new URL(path, own.url);
      const known = openapi.queryOf(method, pathname);
      expect(known, `${method} ${pathname}`).toBeDefined();
      expect([...searchParams.keys()].filter((name) => !known?.includes(name))).toEqual([]);
    }
  });
});
