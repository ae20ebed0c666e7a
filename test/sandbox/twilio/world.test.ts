import { parsePhoneNumber } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import {
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
} from '../../../src/domain/settings/parse-credential.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import { handle, type SandboxRequest } from '../../../src/sandbox/twilio/handle.ts';
import type { Fault, World } from '../../../src/sandbox/twilio/world.ts';
import { basicHeader } from '../../support/sandbox-credentials.ts';

const { accountSid, authToken } = sandboxIds;
const base = `/2010-04-01/Accounts/${accountSid}`;
const authorization = basicHeader(accountSid, authToken);

const get = (path: string, header: string | undefined = authorization): SandboxRequest => ({
  method: 'GET',
  path,
  ...(header !== undefined && { authorization: header }),
});

function ask(request: SandboxRequest, world: World = defaultWorld()) {
  const { answer } = handle(world, request).response;
  if (typeof answer === 'string') throw new Error(`No answer: ${answer}`);
  return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) };
}

const withFaults = (...faults: readonly Fault[]): World => ({ ...defaultWorld(), faults });

describe('the default world', () => {
  it.each([
    ['number', sandboxIds.number, 'US'],
    ['tollFree', sandboxIds.tollFree, 'US'],
    ['ukMobile', sandboxIds.ukMobile, 'GB'],
    ['voiceOnlyNumber', sandboxIds.voiceOnlyNumber, 'US'],
    ['subaccount.number', sandboxIds.subaccount.number, 'US'],
  ])('has a valid %s that is no test number', (_, number, country) => {
    expect(parsePhoneNumber(number)).toMatchObject({ country });
    expect(parsePhoneNumber(number).isValid()).toBe(true);
    expect(number).not.toMatch(/^\+1500555000/);
  });

  it('has credentials that pass the same gates as real ones', () => {
    const { mainKey, standardKey, restrictedKey, subaccount, suspendedAccount, testCredentials } = sandboxIds;
    const sids = [accountSid, subaccount.sid, suspendedAccount.sid, testCredentials.accountSid];
    const tokens = [authToken, subaccount.authToken, suspendedAccount.authToken, testCredentials.authToken];
    const keys = [mainKey, standardKey, restrictedKey];
    const results = [
      ...sids.map(parseAccountSid),
      ...tokens.map(parseAuthToken),
      ...keys.map(({ sid }) => parseApiKeySid(sid)),
      ...keys.map(({ secret }) => parseApiKeySecret(secret)),
    ];
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('signing in', () => {
  it.each([
    ['nothing', undefined, 'No credentials provided'],
    ['a bearer token', 'Bearer none', 'No credentials provided'],
    ['another scheme', `X${authorization}`, 'No credentials provided'],
    ['more than a pair', `${authorization} more`, 'No credentials provided'],
    ['an unknown user', basicHeader(`AC${'9'.repeat(32)}`, authToken), 'invalid username'],
    ['a wrong password', basicHeader(accountSid, '0'.repeat(32)), 'Authenticate'],
  ])('answers 401 and 20003 with %s', (_, header, words) => {
    const { status, body } = ask({
      method: 'GET',
      path: `${base}/Messages.json`,
      ...(header && { authorization: header }),
    });
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 20003, status: 401, more_info: 'https://www.twilio.com/docs/errors/20003' });
    expect(body.message).toContain(words);
    expect('detail' in body).toBe(words === 'Authenticate');
  });

  it.each([
    ['main', sandboxIds.mainKey, 200],
    ['standard', sandboxIds.standardKey, 401],
    ['restricted', sandboxIds.restrictedKey, 401],
  ])('lets a %s key read messages and answers %3$s for the account', (_, { sid, secret }, status) => {
    expect(ask(get(`${base}/Messages.json`, basicHeader(sid, secret))).status).toBe(200);
    expect(ask(get(`${base}.json`, basicHeader(sid, secret))).status).toBe(status);
  });

  /** Whether these credentials may read the messages of the account, and those of its subaccount. */
  it.each([
    ['the Auth Token', accountSid, authToken, [200, 200]],
    ['a Main key', sandboxIds.mainKey.sid, sandboxIds.mainKey.secret, [200, 200]],
    ['a Standard key', sandboxIds.standardKey.sid, sandboxIds.standardKey.secret, [200, 401]],
    ['a Restricted key', sandboxIds.restrictedKey.sid, sandboxIds.restrictedKey.secret, [200, 401]],
    ["the subaccount's Auth Token", sandboxIds.subaccount.sid, sandboxIds.subaccount.authToken, [401, 200]],
  ])('with %s reads the account and its subaccount as Twilio allows', (_, user, password, statuses) => {
    const paths = [accountSid, sandboxIds.subaccount.sid].map((sid) => `/2010-04-01/Accounts/${sid}/Messages.json`);
    expect(paths.map((path) => ask(get(path, basicHeader(user, password))).status)).toEqual(statuses);
  });

  it('hides the parent from a subaccount’s credentials', () => {
    const { sid, authToken: token } = sandboxIds.subaccount;
    expect(ask(get(`${base}.json`, basicHeader(sid, token)))).toMatchObject({ status: 401, body: { code: 20003 } });
  });

  it('answers 403 and 20008 on every path with test credentials', () => {
    const { accountSid: sid, authToken: token } = sandboxIds.testCredentials;
    const paths = [`/2010-04-01/Accounts/${sid}.json`, `${base}/Messages.json`, '/anything'];
    const codes = paths.map((path) => ask(get(path, basicHeader(sid, token))).body.code);
    expect(codes).toEqual([20008, 20008, 20008]);
  });
});

describe('paths', () => {
  it.each([
    ['an unknown resource', `${base}/Nothing.json`],
    ['an empty Account SID', '/2010-04-01/Accounts//Messages.json'],
    ['an account that does not exist', `/2010-04-01/Accounts/AC${'9'.repeat(32)}/Messages.json`],
  ])('answers 404 and 20404 to %s', (_, path) => {
    expect(ask(get(path))).toMatchObject({ status: 404, body: { code: 20404 } });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('answers 405 to %s', (method) => {
    expect(ask({ ...get(`${base}/Messages.json`), method })).toMatchObject({ status: 405 });
  });
});

describe('lists', () => {
  const numbers = (query: string): string[] =>
    ask(get(`${base}/IncomingPhoneNumbers.json?${query}`)).body.incoming_phone_numbers.map(
      (row: { phone_number: string }) => row.phone_number,
    );

  it("hold the account's own numbers alone", () => {
    const { number, tollFree, ukMobile, voiceOnlyNumber } = sandboxIds;
    expect(numbers('')).toEqual([number, tollFree, ukMobile, voiceOnlyNumber]);
  });

  it.each([
    ['%2B1202555', [sandboxIds.number, sandboxIds.voiceOnlyNumber]],
    ['0142', [sandboxIds.number, sandboxIds.tollFree]],
    ['%2B1202555**42', [sandboxIds.number]],
    ['%2B12025550143', []],
  ])('match PhoneNumber=%s as a pattern', (pattern, expected) => {
    expect(numbers(`PhoneNumber=${pattern}`)).toEqual(expected);
  });

  it('link each page to the next', () => {
    const first = ask(get(`${base}/IncomingPhoneNumbers.json?PageSize=3`)).body;
    expect(first).toMatchObject({ page: 0, page_size: 3, start: 0, end: 2, previous_page_uri: null });
    const second = ask(get(first.next_page_uri)).body;
    expect(second).toMatchObject({ page: 1, page_size: 3, start: 3, end: 3, next_page_uri: null });
    expect(second.incoming_phone_numbers).toHaveLength(1);
    expect(ask(get(second.previous_page_uri)).body).toEqual(first);
  });

  it.each([1, 2, 3, 4])('end at the last row, also when %d rows fill each page', (size) => {
    let links = 0;
    let link: string | null = `${base}/IncomingPhoneNumbers.json?PageSize=${size}`;
    let rows = 0;
    while (link !== null) {
      const { body }: ReturnType<typeof ask> = ask(get(link));
      rows += body.incoming_phone_numbers.length;
      link = body.next_page_uri;
      links += 1;
    }
    expect([rows, links]).toEqual([4, Math.ceil(4 / size)]);
  });

  it.each([1, 2, 3, 4])('of the newer hosts end at the last row, also when %d rows fill each page', (size) => {
    const world = defaultWorld();
    const [first] = world.services;
    if (first === undefined) throw new Error('The default world has a service.');
    const services = [1, 2, 3, 4].map((index) => ({ ...first, sid: `MG${String(index).repeat(32)}` }));
    const seen: string[] = [];
    let path: string | null = `/v1/Services?PageSize=${size}`;
    for (let page = 0; path !== null; page += 1) {
      const { body }: ReturnType<typeof ask> = ask(get(path), { ...world, services });
      expect(body.meta).toMatchObject({ page, page_size: size });
      expect(body.meta.previous_page_url === null).toBe(page === 0);
      seen.push(...body.services.map(({ sid }: { readonly sid: string }) => sid));
      const next: string | null = body.meta.next_page_url;
      path = next === null ? null : next.replace(/^https:\/\/[^/]+/, '');
      expect(page).toBeLessThan(Math.ceil(4 / size));
    }
    expect(seen).toEqual(services.map(({ sid }) => sid));
  });

  it.each(['Page=-1', 'Page=0.5', 'Page=one'])('begin with the first page when the URL says %s', (query) => {
    expect(ask(get(`${base}/IncomingPhoneNumbers.json?PageSize=3&${query}`)).body).toMatchObject({ page: 0, start: 0 });
  });

  it.each([
    ['', 50],
    ['PageSize=0', 1],
    ['PageSize=5000', 1000],
    ['PageSize=many', 50],
    ['PageSize=-5', 50],
    ['PageSize=1.5', 50],
  ])('with %j have a page size of %d', (query, size) => {
    expect(ask(get(`${base}/Messages.json?${query}`)).body.page_size).toBe(size);
  });
});

describe('faults', () => {
  const messages = get(`${base}/Messages.json`);
  const onMessages = 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json';

  it('apply to the given number of requests', () => {
    let world = withFaults({ on: onMessages, times: 2, respond: { status: 429 } });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      statuses.push(ask(messages, world).status);
      world = handle(world, messages).next;
    }
    expect(statuses).toEqual([429, 429, 200, 200]);
  });

  it('apply only to their own path', () => {
    const world = withFaults({ on: onMessages, respond: { status: 503 } });
    expect(ask(get(`${base}.json`), world).status).toBe(200);
    expect(handle(world, get(`${base}.json`)).next).toBe(world);
  });

  it('leave the given world unchanged', () => {
    const world = withFaults({ on: '*', times: 1, respond: 'reset' });
    expect(handle(world, messages).response.answer).toBe('reset');
    expect(handle(world, messages).response.answer).toBe('reset');
  });

  it("answer with Twilio's error body, a page or a given body", () => {
    expect(ask(messages, withFaults({ on: '*', respond: { status: 503 } })).body).toMatchObject({ code: 20503 });
    expect(ask(messages, withFaults({ on: '*', respond: { status: 200, body: {} } })).body).toEqual({});
    const page = handle(withFaults({ on: '*', respond: { status: 200, body: '<html>' } }), messages).response.answer;
    expect(page).toMatchObject({ body: '<html>', headers: { 'content-type': 'text/html; charset=utf-8' } });
    const limited = withFaults({ on: '*', respond: { status: 429, headers: { 'retry-after': '1' } } });
    expect(ask(messages, limited).headers).toMatchObject({ 'retry-after': '1' });
  });

  it('delay the usual answer when they have only a delay', () => {
    const { response } = handle(withFaults({ on: '*', delayMs: 200 }), messages);
    expect(response).toMatchObject({ delayMs: 200, answer: { status: 200 } });
  });
});

describe('a message that was sent', () => {
  const sent = (world: World) =>
    handle(world, {
      ...{ method: 'POST', path: `${base}/Messages.json`, authorization },
      form: new URLSearchParams({ To: '+12025550199', From: sandboxIds.number, Body: 'Hello' }).toString(),
    }).next;

  it.each<[World['fates'][number]['statuses']]>([
    [['queued', 'sent', 'delivered']],
    [['queued', 'sent']],
    [['undelivered']],
  ])('goes through the states %j, and keeps the last one', (statuses) => {
    const fates = [{ to: '+12025550199', statuses, errorCode: null }];
    let world = sent({ ...defaultWorld(), messages: [], fates });
    const { sid } = world.messages[0] as World['messages'][number];
    const seen = Array.from({ length: statuses.length + 3 }, () => {
      const { response, next } = handle(world, get(`${base}/Messages/${sid}.json`));
      world = next;
      if (typeof response.answer === 'string') throw new Error('No answer.');
      return JSON.parse(response.answer.body).status;
    });
    const last = statuses.at(-1);
    expect(seen).toEqual([...statuses, last, last, last]);
  });
});
