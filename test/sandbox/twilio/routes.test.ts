import { describe, expect, it } from 'vitest';
import { parseApiKeySid } from '../../../src/domain/settings/parse-credential.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import { handle, routes, type SandboxRequest } from '../../../src/sandbox/twilio/handle.ts';
import { profilePolicies } from '../../../src/sandbox/twilio/profile-policies.ts';
import type { SandboxAlert, SandboxMessage, World } from '../../../src/sandbox/twilio/world.ts';
import { basicHeader } from '../../support/sandbox-credentials.ts';

const { accountSid, authToken, messagingService, number, mainKey, standardKey, subaccount } = sandboxIds;
const base = `/2010-04-01/Accounts/${accountSid}`;
const asOwner = basicHeader(accountSid, authToken);
const sid = (prefix: string, digit: string) => prefix + digit.repeat(32);

function ask(path: string, world: World = defaultWorld(), change: Partial<SandboxRequest> = {}) {
  const { response, next } = handle(world, { method: 'GET', path, authorization: asOwner, ...change });
  if (typeof response.answer === 'string') throw new Error(`No answer: ${response.answer}`);
  const { status, body } = response.answer;
  return { status, body: body === '' ? undefined : JSON.parse(body), next };
}

const message = (change: Partial<SandboxMessage> = {}): SandboxMessage => ({
  ...{ sid: sid('SM', '1'), accountSid, from: number, serviceSid: null, to: '+12025550101', body: 'Hello' },
  ...{ statuses: ['delivered'], errorCode: null, at: '2026-11-20T09:00:00.000Z' },
  ...change,
});

const alert = (change: Partial<SandboxAlert> = {}): SandboxAlert => ({
  ...{ sid: sid('NO', '1'), accountSid, code: '11200', level: 'error', text: 'The webhook failed.', method: 'POST' },
  ...{ url: 'https://example.com/sms', resourceSid: null, at: '2026-11-20T09:00:00.000Z' },
  ...change,
});

/** The default world with a row of every kind, and with the same rows of the subaccount. */
function twoAccounts(): World {
  const world = defaultWorld();
  const callerIds = [{ sid: sid('PN', '7'), accountSid, number: '+12025550101' }];
  const hostedOrders = [{ sid: sid('HR', '1'), accountSid, number: '+12025550155', status: 'failed' as const }];
  const full: World = { ...world, callerIds, hostedOrders, messages: [message()], alerts: [alert()] };
  const twice = <Row extends { readonly accountSid: string; readonly sid?: string }>(rows: readonly Row[]): Row[] => [
    ...rows.filter((row) => row.accountSid === accountSid),
    ...rows
      .filter((row) => row.accountSid === accountSid)
      .map((row) => ({
        ...row,
        accountSid: subaccount.sid,
        ...(row.sid !== undefined && { sid: `${row.sid.slice(0, 2)}${'e'.repeat(31)}${row.sid.at(-1)}` }),
      })),
  ];
  return {
    ...full,
    apiKeys: twice(full.apiKeys),
    phoneNumbers: twice(full.phoneNumbers),
    shortCodes: twice(full.shortCodes),
    callerIds: twice(full.callerIds),
    hostedOrders: twice(full.hostedOrders),
    services: twice(full.services),
    brands: twice(full.brands),
    tollFreeVerifications: twice(full.tollFreeVerifications),
    profiles: twice(full.profiles),
    messages: twice(full.messages),
    alerts: twice(full.alerts),
  };
}

type RowsOfWorld = Exclude<keyof World, 'messageLog'>;

/** The lists of an account, by the key of their rows. */
const lists: readonly (readonly [path: string, key: string, rows: RowsOfWorld])[] = [
  [`${base}/Messages.json`, 'messages', 'messages'],
  [`${base}/Keys.json`, 'keys', 'apiKeys'],
  [`${base}/IncomingPhoneNumbers.json`, 'incoming_phone_numbers', 'phoneNumbers'],
  [`${base}/SMS/ShortCodes.json`, 'short_codes', 'shortCodes'],
  [`${base}/OutgoingCallerIds.json`, 'outgoing_caller_ids', 'callerIds'],
  ['/v1/Services', 'services', 'services'],
  ['/v1/a2p/BrandRegistrations', 'data', 'brands'],
  ['/v1/Tollfree/Verifications', 'verifications', 'tollFreeVerifications'],
  ['/v1/CustomerProfiles', 'results', 'profiles'],
  ['/v2/HostedNumber/Orders', 'items', 'hostedOrders'],
  ['/v1/Alerts', 'alerts', 'alerts'],
];

describe('a list', () => {
  it.each(lists)('at %s has the rows of the account and no others', (path, key, rows) => {
    const world = twoAccounts();
    const own = (world[rows] as readonly { readonly sid: string; readonly accountSid: string }[]).filter(
      (row) => row.accountSid === accountSid,
    );
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(world[rows].length);
    const { status, body } = ask(path, world);
    expect(status).toBe(200);
    expect(body[key].map((row: { readonly sid: string }) => row.sid)).toEqual(own.map((row) => row.sid));
  });

  it('of the geo permissions has those of the account, of all countries or of those that are asked for', () => {
    const world = defaultWorld();
    const only = world.geoPermissions.filter(
      (row) => row.accountSid !== accountSid || ['US', 'NG', 'GB'].includes(row.country),
    );
    const codes = (query: string) =>
      ask(`/v1/Messaging/GeoPermissions${query}`, { ...world, geoPermissions: only }).body.permissions.map(
        (row: { readonly country_code: string; readonly enabled: boolean; readonly message: string }) =>
          `${row.country_code} ${row.enabled} ${row.message}`,
      );
    expect(codes('')).toEqual(['GB true ', 'US true ', 'NG false High Risk Country']);
    expect(codes('?CountryCode=US,FR')).toEqual(['US true ']);
    expect(codes('?CountryCode=FR')).toEqual([]);
  });

  it('of accounts has the family of the one that asks, for those that read accounts', () => {
    const listed = (authorization: string) => ask('/2010-04-01/Accounts.json', defaultWorld(), { authorization });
    const names = (answer: ReturnType<typeof ask>) =>
      answer.body.accounts.map((row: { readonly sid: string }) => row.sid);
    expect(names(listed(asOwner))).toEqual([accountSid, subaccount.sid]);
    expect(names(listed(basicHeader(mainKey.sid, mainKey.secret)))).toEqual([accountSid, subaccount.sid]);
    expect(names(listed(basicHeader(subaccount.sid, subaccount.authToken)))).toEqual([subaccount.sid]);
    expect(listed(basicHeader(standardKey.sid, standardKey.secret))).toMatchObject({ status: 401 });
  });
});

describe('a filter', () => {
  const sids = (path: string, key: string, world: World): readonly string[] =>
    ask(path, world).body[key].map((row: { readonly sid: string }) => row.sid.slice(0, 3));

  it.each([
    ['', ['SM2', 'SM1', 'SM3']],
    [`?From=${encodeURIComponent(number)}`, ['SM1', 'SM3']],
    ['?From=ACME', ['SM2']],
    ['?From=%2B1202', []],
  ])('of messages "%s" takes the sender whole, newest first', (query, expected) => {
    const messages = [
      message({ at: '2026-11-20T09:00:00.000Z' }),
      message({ sid: sid('SM', '2'), from: 'ACME', at: '2026-11-21T09:00:00.000Z' }),
      message({ sid: sid('SM', '3'), at: '2026-11-19T09:00:00.000Z' }),
    ];
    expect(sids(`${base}/Messages.json${query}`, 'messages', { ...defaultWorld(), messages })).toEqual(expected);
  });

  it.each([
    ['', ['SC1', 'SC2']],
    ['?ShortCode=999', ['SC1', 'SC2']],
    ['?ShortCode=9999*', ['SC1', 'SC2']],
    ['?ShortCode=99991', ['SC2']],
    ['?ShortCode=1', ['SC2']],
    ['?ShortCode=5', []],
  ])('of short codes "%s" is a part of them', (query, expected) => {
    const world = defaultWorld();
    const shortCodes = [
      ...world.shortCodes,
      ...world.shortCodes.map((row) => ({ ...row, sid: sid('SC', '2'), digits: '99991' })),
    ];
    expect(sids(`${base}/SMS/ShortCodes.json${query}`, 'short_codes', { ...world, shortCodes })).toEqual(expected);
  });

  it.each([
    ['', ['BU1', 'BU2', 'BU3']],
    ['?Status=draft', ['BU2']],
    [`?PolicySid=${profilePolicies['primary-business']}`, ['BU1', 'BU2']],
    [`?PolicySid=${profilePolicies['primary-individual']}`, ['BU3']],
    [`?Status=twilio-approved&PolicySid=${profilePolicies['primary-business']}`, ['BU1']],
    ['?Status=in-review', []],
  ])('of profiles "%s" is their status, their policy, or both', (query, expected) => {
    const [first] = defaultWorld().profiles;
    if (first === undefined) throw new Error('The default world has a profile.');
    const profiles = [
      first,
      { ...first, sid: sid('BU', '2'), status: 'draft' },
      { ...first, sid: sid('BU', '3'), policy: 'primary-individual' as const },
    ];
    expect(sids(`/v1/CustomerProfiles${query}`, 'results', { ...defaultWorld(), profiles })).toEqual(expected);
  });

  it('of toll-free verifications is the number, and of hosting orders the E.164 number', () => {
    const world = twoAccounts();
    const path = '/v1/Tollfree/Verifications';
    expect(sids(`${path}?TollfreePhoneNumberSid=${sid('PN', '2')}`, 'verifications', world)).toEqual(['HH1']);
    expect(sids(`${path}?TollfreePhoneNumberSid=${sid('PN', '1')}`, 'verifications', world)).toEqual([]);
    const orders = '/v2/HostedNumber/Orders?PhoneNumber=';
    expect(sids(`${orders}%2B12025550155`, 'items', world)).toEqual(['HR1']);
    expect(sids(`${orders}%2B1202555015`, 'items', world)).toEqual([]);
  });
});

describe('one resource', () => {
  const service = `/v1/Services/${messagingService}`;
  it.each([
    [`${base}/Messages/${sid('SM', '1')}.json`, 200],
    [`${base}/Messages/SM${'e'.repeat(31)}1.json`, 404],
    [`${base}/Keys/${mainKey.sid}.json`, 200],
    [`${base}/Keys/SK${'e'.repeat(31)}1.json`, 404],
    [service, 200],
    [`/v1/Services/MG${'e'.repeat(31)}1`, 404],
    [`${service}/PhoneNumbers`, 200],
    [`/v1/Services/MG${'e'.repeat(31)}1/PhoneNumbers`, 404],
    [`${service}/PhoneNumbers/${sid('PN', '1')}`, 200],
    [`${service}/PhoneNumbers/${sid('PN', '2')}`, 404],
    [`${service}/ShortCodes/${sid('SC', '1')}`, 200],
    [`${service}/ShortCodes/${sid('SC', '2')}`, 404],
    [`${service}/ShortCodes/${sid('PN', '1')}`, 404],
    [`/v1/a2p/BrandRegistrations/${sid('BN', '1')}`, 200],
    [`/v1/a2p/BrandRegistrations/BN${'e'.repeat(31)}1`, 404],
    [`${base}/Balance.json`, 200],
    [`/2010-04-01/Accounts/${subaccount.sid}/Balance.json`, 404],
  ])('%s answers %i', (path, status) => {
    const found = ask(path, twoAccounts());
    expect(found.status).toBe(status);
    const wanted = path.split('/').at(-1)?.replace('.json', '') ?? '';
    if (status === 200 && /^[A-Z]{2}\w{32}$/.test(wanted)) expect(found.body.sid).toBe(wanted);
  });

  it('of a service says whether a campaign of that service is there', () => {
    const registered = (world: World) => [
      ask(service, world).body.us_app_to_person_registered,
      ...ask('/v1/Services', world).body.services.map(
        (row: { readonly us_app_to_person_registered: boolean }) => row.us_app_to_person_registered,
      ),
    ];
    const world = defaultWorld();
    expect(registered(world)).toEqual([true, true]);
    const campaigns = world.campaigns.map((each) => ({ ...each, serviceSid: sid('MG', '2') }));
    expect(registered({ ...world, campaigns })).toEqual([false, false]);
    expect(registered({ ...world, campaigns: [...campaigns, ...world.campaigns] })).toEqual([true, true]);
    for (const hintsCampaign of [true, false]) {
      const services = world.services.map((each) => ({ ...each, hintsCampaign }));
      expect(registered({ ...world, services })).toEqual([hintsCampaign, hintsCampaign]);
    }
    expect(ask(`${service}/DestinationAlphaSenders`).body.alpha_senders).toEqual([]);
    const listed = (sent: World) => ask(`${service}/Compliance/Usa2p`, sent).body.compliance.length;
    expect([listed(world), listed({ ...world, campaigns })]).toEqual([1, 0]);
  });
});

describe('API keys', () => {
  const keys = `${base}/Keys.json`;
  const create = (world: World, authorization = asOwner) =>
    ask(keys, world, { method: 'POST', form: 'FriendlyName=smsctl', authorization });

  it('that are created have a name, a secret of their own and the rights of a Standard key', () => {
    const first = create(defaultWorld());
    expect(first).toMatchObject({ status: 201, body: { friendly_name: 'smsctl' } });
    const second = create(first.next);
    expect(second.body.sid).not.toBe(first.body.sid);
    expect(second.body.secret).not.toBe(first.body.secret);
    expect(parseApiKeySid(first.body.sid)).toMatchObject({ ok: true });
    expect(first.body.secret).toMatch(/-[0-9a-f]{8}$/);
    const authorization = basicHeader(first.body.sid, first.body.secret);
    expect(ask(`${base}/Messages.json`, first.next, { authorization }).status).toBe(200);
    expect(ask(`${base}.json`, first.next, { authorization }).status).toBe(401);
    expect(ask(keys, first.next).body.keys.at(-1)).toMatchObject({ friendly_name: 'smsctl' });
    expect(JSON.stringify(ask(keys, first.next).body)).not.toContain(first.body.secret);
  });

  it('that are deleted sign in no more, and only own ones are deleted', () => {
    const world = twoAccounts();
    const remove = (key: string, authorization = asOwner) =>
      ask(`${base}/Keys/${key}.json`, world, { method: 'DELETE', authorization });
    const gone = remove(standardKey.sid);
    expect(gone.status).toBe(204);
    expect(gone.next.apiKeys).toEqual(world.apiKeys.filter((key) => key.sid !== standardKey.sid));
    const foreign = remove(`SK${'e'.repeat(31)}1`);
    expect(foreign).toMatchObject({ status: 404, next: world });
  });

  it.each(['standard', 'restricted'] as const)('are neither read nor changed by a %s key', (kind) => {
    const { sid: user, secret } = sandboxIds[`${kind}Key`];
    const authorization = basicHeader(user, secret);
    const world = defaultWorld();
    const one = `${base}/Keys/${mainKey.sid}.json`;
    const answers = [
      ask(keys, world, { authorization }),
      ask(one, world, { authorization }),
      create(world, authorization),
      ask(one, world, { method: 'DELETE', authorization }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    for (const { next } of answers) expect(next).toBe(world);
  });
});

describe('who may ask', () => {
  const suspended = (status: string): World => {
    const world = defaultWorld();
    return { ...world, accounts: world.accounts.map((each) => (each.sid === accountSid ? { ...each, status } : each)) };
  };

  it.each([
    ['suspended', 403],
    ['closed', 403],
    ['paused', 200],
  ])('an account that is %s gets %i, also for its subaccount', (status, expected) => {
    for (const path of [base, `/2010-04-01/Accounts/${subaccount.sid}`]) {
      const { status: answered, body } = ask(`${path}/Messages.json`, suspended(status));
      expect(answered).toBe(expected);
      if (expected === 403) expect(body.code).toBe(20005);
    }
    // Its subaccount signs in for itself.
    const authorization = basicHeader(subaccount.sid, subaccount.authToken);
    const own = `/2010-04-01/Accounts/${subaccount.sid}/Messages.json`;
    expect(ask(own, suspended(status), { authorization }).status).toBe(200);
  });

  it('a key acts on the subaccounts of its account, if it is a Main key', () => {
    const path = `/2010-04-01/Accounts/${subaccount.sid}/Messages.json`;
    const by = ({ sid: user, secret }: { readonly sid: string; readonly secret: string }) =>
      ask(path, defaultWorld(), { authorization: basicHeader(user, secret) }).status;
    expect([by(mainKey), by(standardKey), by(sandboxIds.restrictedKey)]).toEqual([200, 401, 401]);
  });

  it('a Restricted key gets 70051 where it has no permission, and answers elsewhere', () => {
    const world = defaultWorld();
    const barred = ['Messages', '/v1/Services'];
    const apiKeys = world.apiKeys.map((key) => (key.kind === 'restricted' ? { ...key, barred } : key));
    const { sid: user, secret } = sandboxIds.restrictedKey;
    const code = (path: string) =>
      ask(path, { ...world, apiKeys }, { authorization: basicHeader(user, secret) }).body.code;
    expect(code(`${base}/Messages.json`)).toBe(70051);
    expect(code('/v1/Services')).toBe(70051);
    expect(code(`/v1/Services/${messagingService}`)).toBe(70051);
    expect(code(`${base}/Balance.json`)).toBeUndefined();
    expect(code('/v1/CustomerProfiles')).toBeUndefined();
  });

  it.each([
    ['a colon in the secret', 'a:b:c', 'a:b:c', 200],
    ['only the beginning of it', 'a:b:c', 'a', 401],
    ['an empty one', 'a:b:c', '', 401],
  ])('a secret is compared whole: %s', (_, secret, given, status) => {
    const world = { ...defaultWorld(), apiKeys: [{ ...mainKey, secret, kind: 'main' as const, accountSid }] };
    const authorization = basicHeader(mainKey.sid, given);
    expect(ask(`${base}/Messages.json`, world, { authorization }).status).toBe(status);
  });

  it('an account with test credentials of the same SID is told apart by the token', () => {
    const testCredentials = [{ accountSid, authToken: '1'.repeat(32) }];
    const code = (token: string) =>
      ask(
        `${base}/Messages.json`,
        { ...defaultWorld(), testCredentials },
        { authorization: basicHeader(accountSid, token) },
      ).body.code;
    expect([code(authToken), code('1'.repeat(32)), code('2'.repeat(32))]).toEqual([undefined, 20008, 20003]);
  });
});

describe('a message', () => {
  const send = (fields: Readonly<Record<string, string>>, world: World = defaultWorld(), at?: string) =>
    ask(`${base}/Messages.json`, world, {
      method: 'POST',
      form: new URLSearchParams(fields).toString(),
      ...(at !== undefined && { at }),
    });
  const hello = { To: '+12025550101', From: number, Body: 'Hello' };
  const trial = (callers: readonly string[] = []): World => {
    const world = defaultWorld();
    return {
      ...world,
      accounts: world.accounts.map((each) => (each.sid === accountSid ? { ...each, type: 'Trial' } : each)),
      callerIds: callers.map((caller, index) => ({ sid: sid('PN', `${index}`), accountSid, number: caller })),
    };
  };

  it('is kept with all that was sent, and has a SID of its own', () => {
    const { From: _, ...others } = hello;
    const first = send(hello, defaultWorld(), '2026-11-20T09:00:00.000Z');
    expect(first).toMatchObject({ status: 201, body: { to: hello.To, from: number, body: 'Hello', status: 'queued' } });
    expect(first.body).toMatchObject({ messaging_service_sid: null, account_sid: accountSid, date_sent: null });
    expect(first.body.date_created).toBe('Fri, 20 Nov 2026 09:00:00 +0000');
    const second = send({ ...others, MessagingServiceSid: messagingService }, first.next);
    expect(second.body).toMatchObject({ from: null, messaging_service_sid: messagingService });
    expect(second.body.sid).not.toBe(first.body.sid);
    expect(second.next.messages).toHaveLength(2);
  });

  it.each<[string, Readonly<Record<string, string>>, World, number | undefined]>([
    ['to nobody', { From: number, Body: 'x' }, defaultWorld(), 21211],
    ['to no E.164 number', { ...hello, To: '2025550101' }, defaultWorld(), 21211],
    ['to a number with a 0 in front', { ...hello, To: '+02025550101' }, defaultWorld(), 21211],
    ['to a number and more', { ...hello, To: '+12025550101x' }, defaultWorld(), 21211],
    ['to a number after more', { ...hello, To: 'x+12025550101' }, defaultWorld(), 21211],
    ['to a short number', { ...hello, To: '+123456' }, defaultWorld(), 21211],
    ['to a long number', { ...hello, To: `+${'1'.repeat(16)}` }, defaultWorld(), 21211],
    ['from a number of the account', hello, defaultWorld(), undefined],
    ['from its short code', { ...hello, From: sandboxIds.shortCode }, defaultWorld(), undefined],
    ['from a number of its subaccount', { ...hello, From: subaccount.number }, defaultWorld(), 21606],
    ['from nobody', { To: hello.To, Body: 'x' }, defaultWorld(), 21606],
    [
      'by a service from another sender',
      { ...hello, From: 'ACME', MessagingServiceSid: messagingService },
      defaultWorld(),
      undefined,
    ],
    ['on trial to an unverified recipient', hello, trial(), 21608],
    ['on trial to another than the verified recipient', hello, trial(['+12025550102']), 21608],
    ['on trial to a verified recipient', hello, trial(['+12025550102', hello.To]), undefined],
  ])('%s: answers as Twilio does', (_, fields, world, code) => {
    const { status, body, next } = send(fields, world);
    expect(status).toBe(code === undefined ? 201 : 400);
    if (code === undefined) expect(next.messages).toHaveLength(1);
    else {
      expect(body.code).toBe(code);
      expect(next).toBe(world);
    }
  });

  it('takes its fate by its recipient, one step a look, and stays at the last', () => {
    const fates = [
      { to: '+12025550199', statuses: ['failed' as const], errorCode: 30003 },
      { to: hello.To, statuses: ['queued', 'sent', 'undelivered'] as const, errorCode: 30034 },
    ];
    const sent = send(hello, { ...defaultWorld(), fates, messages: [message({ sid: sid('SM', '9') })] });
    const seen: unknown[] = [[sent.body.status, sent.body.error_code]];
    let world = sent.next;
    for (let look = 0; look < 4; look += 1) {
      const { body, next } = ask(`${base}/Messages/${sent.body.sid}.json`, world);
      seen.push([body.status, body.error_code]);
      world = next;
    }
    expect(seen).toEqual([
      ['queued', null],
      ['queued', null],
      ['sent', null],
      ['undelivered', 30034],
      ['undelivered', 30034],
    ]);
    expect(world.messages[0]).toEqual(message({ sid: sid('SM', '9') }));
  });

  it('without a fate is delivered', () => {
    const sent = send(hello);
    const { next } = ask(`${base}/Messages/${sent.body.sid}.json`, sent.next);
    const last = ask(`${base}/Messages/${sent.body.sid}.json`, next);
    expect([last.body.status, last.body.error_code]).toEqual(['sent', null]);
    expect(ask(`${base}/Messages/${sent.body.sid}.json`, last.next).body).toMatchObject({ status: 'delivered' });
  });

  it.each([
    ['queued', false, false],
    ['sent', true, false],
    ['delivered', true, false],
    ['undelivered', true, true],
    ['failed', false, true],
  ] as const)('that is %s was sent: %s, and has an error: %s', (status, isSent, isWrong) => {
    const world = { ...defaultWorld(), messages: [message({ statuses: [status], errorCode: 30003 })] };
    const [row] = ask(`${base}/Messages.json`, world).body.messages;
    expect([row.date_sent !== null, row.error_code]).toEqual([isSent, isWrong ? 30003 : null]);
  });
});

describe('the answers', () => {
  const things: Readonly<Record<string, string>> = {
    Accounts: accountSid,
    Messages: sid('SM', '1'),
    Services: messagingService,
    PhoneNumbers: sid('PN', '1'),
    ShortCodes: sid('SC', '1'),
    BrandRegistrations: sid('BN', '1'),
    Keys: mainKey.sid,
    Countries: 'GB',
  };

  /** A world in which every optional field of a row is there once, and absent once. */
  const rich = (): World => {
    const world = twoAccounts();
    const service = { ...world.services[0], destinationSenders: [{ sender: 'NOTICES', country: 'FR' }] };
    const refusal = { code: 30886, text: 'The website could not be opened.' };
    return {
      ...world,
      services: [service as World['services'][number], ...world.services.slice(1)],
      campaigns: world.campaigns.flatMap((each) => [
        each,
        { ...each, sid: sid('QE', '2'), status: 'FAILED', errors: [{ ...refusal, fields: ['WEBSITE'] }] },
      ]),
      brands: [
        ...world.brands,
        { sid: sid('BN', '2'), accountSid, status: 'FAILED', mock: true, type: 'SOLE_PROPRIETOR', errors: [refusal] },
      ],
      tollFreeVerifications: world.tollFreeVerifications.flatMap((each) => [
        each,
        { ...each, sid: sid('HH', '2'), status: 'TWILIO_REJECTED', rejectionReason: 'No.' },
        {
          ...each,
          sid: sid('HH', '3'),
          status: 'TWILIO_REJECTED',
          rejectionReason: 'No.',
          rejectionCode: 30486,
          editableUntil: '2026-12-01T09:00:00Z',
        },
      ]),
      hostedOrders: world.hostedOrders.flatMap((each) => [each, { ...each, sid: sid('HR', '2'), status: 'completed' }]),
      messages: [...world.messages, message({ sid: sid('SM', '2'), direction: 'inbound', statuses: [] })],
    };
  };

  it('of every route have the fields that Twilio names', async () => {
    const answers = routes
      .filter((route) => route.startsWith('GET '))
      .map((route) => {
        const path = route.slice(4).replace(/(\w+)\/\{\w+\}/g, (_, parent: string) => `${parent}/${things[parent]}`);
        const { status, body } = ask(path, rich());
        expect(status, route).toBe(200);
        return [route, body];
      });
    await expect(`${JSON.stringify(Object.fromEntries(answers), null, 1)}\n`).toMatchFileSnapshot('answers.txt');
  });
});
