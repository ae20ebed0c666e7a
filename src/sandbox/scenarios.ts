import type { CheckStatus } from '../domain/check.ts';
import type { ExitCode } from '../domain/exit-code.ts';
import { defaultWorld, sandboxIds } from './default-world.ts';
import type { FaultResponse, SandboxCampaign, World } from './world.ts';

/** What an organization has set up, where it differs from the usual: the account's Auth Token, its US number, US contacts. */
interface ScenarioSetup {
  readonly number?: string;
  /** Of a short code: ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly messagingService?: string;
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  readonly region?: string;
  /** Phone numbers of the contact list, as they stand there. */
  readonly contacts?: readonly string[];
  /** False: the team has not said that it knows that some messages will fail, or that SMS is short-form. */
  readonly acknowledged?: false;
  readonly shortForm?: false;
}

/** A provider and a setup in which one thing is as it should not be, with what `verify` has to say of it. */
export interface Scenario {
  /** Lower-case words with hyphens; part of the command line. */
  readonly name: string;
  /** One sentence, without a full stop. */
  readonly about: string;
  /** 0 ready, 1 not ready, 3 unknown. */
  readonly exit: Extract<ExitCode, 0 | 1 | 3>;
  /** The check that tells it, and its status. */
  readonly decides: readonly [id: string, status: CheckStatus];
  readonly world: World;
  readonly setup: ScenarioSetup;
}

const { accountSid, number, tollFree, ukMobile, shortCode, messagingService, alphaSender, subaccount } = sandboxIds;

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
const nobody = sid('', '9');
const usContacts = ['+12025550100', '+12125550107', '+13055550121'];
const ukContacts = ['+447400123456', '+447400123457'];
const nigerians = ['+2348031234567', '+2348031234568'];

type Change = (world: World) => Partial<World>;

const changed = (change: Change): World => {
  const world = defaultWorld();
  return { ...world, ...change(world) };
};

const account = (change: Partial<World['accounts'][number]>): World =>
  changed(({ accounts }) => ({
    accounts: accounts.map((each) => (each.sid === accountSid ? { ...each, ...change } : each)),
  }));

const campaign = (change: Partial<SandboxCampaign>): World =>
  changed(({ campaigns }) => ({ campaigns: campaigns.map((each) => ({ ...each, ...change })) }));

const brand = (status: World['brands'][number]['status'], mock = false): World =>
  changed(({ brands }) => ({ brands: brands.map((each) => ({ ...each, status, mock })) }));

const tollFreeState = (
  status: World['tollFreeVerifications'][number]['status'],
  rejectionReason: string | null = null,
  editableUntil?: string,
): World =>
  changed(({ tollFreeVerifications: rows }) => ({
    tollFreeVerifications: rows.map((each) => ({
      ...each,
      status,
      rejectionReason,
      ...(editableUntil !== undefined && { editableUntil }),
    })),
  }));

const profile = (status: World['profiles'][number]['status']): World =>
  changed(({ profiles }) => ({ profiles: profiles.map((each) => ({ ...each, status })) }));

/** The subaccount sends by itself: its number is in a service of its own, with a campaign and a brand. */
const sendingSubaccount = (change: Partial<World['accounts'][number]> = {}): World =>
  changed(({ accounts, services, campaigns, brands, phoneNumbers }) => {
    const own = { accountSid: subaccount.sid };
    const pool = phoneNumbers.filter((row) => row.accountSid === subaccount.sid).map((row) => row.sid);
    const moved = { serviceSid: sid('MG', '2'), brandSid: sid('BN', '2') };
    return {
      accounts: accounts.map((each) => (each.sid === subaccount.sid ? { ...each, ...change } : each)),
      services: [...services, ...services.map((each) => ({ ...each, ...own, sid: moved.serviceSid, pool }))],
      campaigns: [...campaigns, ...campaigns.map((each) => ({ ...each, ...own, ...moved, sid: sid('QE', '2') }))],
      brands: [...brands, ...brands.map((each) => ({ ...each, ...own, sid: moved.brandSid }))],
    };
  });

const ofSubaccount = { accountSid: subaccount.sid, number: subaccount.number };

const hosted = (status: World['hostedOrders'][number]['status']): World =>
  changed(() => ({
    hostedOrders: [{ sid: sid('HR', '1'), accountSid, number: '+12025550155', status }],
  }));

const fault = (respond: FaultResponse, on = '*'): World => changed(() => ({ faults: [{ on, respond }] }));

const without = (...names: readonly (keyof World)[]): World =>
  changed(() => Object.fromEntries(names.map((name) => [name, []])));

const restricted = (...barred: readonly string[]): World =>
  changed(({ apiKeys }) => ({
    apiKeys: apiKeys.map((each) => (each.kind === 'restricted' ? { ...each, barred } : each)),
  }));

/** Enough services that not all are looked through; none of the first ones holds the number. */
const manyServices = (): World =>
  changed(({ services: [first] }) => ({
    services: Array.from({ length: 12 }, (_, index) => ({
      sid: `MG${index.toString(16).padStart(32, '0')}`,
      accountSid,
      name: `Service ${index + 1}`,
      inboundUrl: first?.inboundUrl ?? null,
      inboundOnNumber: false,
      pool: [],
      alphaSenders: [],
    })),
  }));

/** The number is in the pool of the service that is registered. */
const pooling = (wanted: string): World =>
  changed(({ services, phoneNumbers }) => ({
    services: services.map((each) => ({
      ...each,
      pool: [...each.pool, ...phoneNumbers.filter((row) => row.number === wanted).map((row) => row.sid)],
    })),
  }));

const deaf = (on: 'number' | 'service'): World =>
  changed(({ phoneNumbers, services }) =>
    on === 'number'
      ? { phoneNumbers: phoneNumbers.map((each) => ({ ...each, inboundUrl: null })) }
      : { services: services.map((each) => ({ ...each, inboundUrl: null })) },
  );

const inService = { messagingService };
const standardKey = { apiKey: sandboxIds.standardKey };
const lookHtml = '<!doctype html><title>Sign in to the guest network</title>';

const table: readonly (readonly [
  name: string,
  about: string,
  exit: Scenario['exit'],
  id: string,
  status: CheckStatus,
  world: World,
  setup?: ScenarioSetup,
])[] = [
  // Ready, with every kind of credential and of sender.
  ['ready', 'everything is set up well', 0, 'number.registered', 'pass', defaultWorld()],
  [
    'messaging-service',
    'the number sends through its Messaging Service',
    0,
    'number.pool',
    'pass',
    defaultWorld(),
    inService,
  ],
  [
    'main-key',
    'a Main API key signs in',
    0,
    'credentials.account',
    'pass',
    defaultWorld(),
    { apiKey: sandboxIds.mainKey },
  ],
  [
    'standard-key',
    'a Standard API key signs in, which may not read the account',
    0,
    'credentials.account',
    'unknown',
    defaultWorld(),
    standardKey,
  ],
  [
    'restricted-key',
    'a Restricted API key signs in that may not even list messages',
    0,
    'credentials.accepted',
    'pass',
    restricted('Messages', 'Balance'),
    { apiKey: sandboxIds.restrictedKey },
  ],
  [
    'restricted-key-no-compliance',
    'a Restricted API key may not read the registration',
    0,
    'number.registered',
    'unknown',
    restricted('/v1/Services', '/v1/a2p'),
    { apiKey: sandboxIds.restrictedKey },
  ],
  ['short-code', 'messages come from a short code', 0, 'number.owned', 'pass', defaultWorld(), { number: shortCode }],
  [
    'sender-id',
    'messages come from an alphanumeric sender ID of the service',
    0,
    'number.pool',
    'pass',
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: ukContacts },
  ],
  [
    'toll-free',
    'messages come from a verified toll-free number',
    0,
    'number.registered',
    'pass',
    defaultWorld(),
    { number: tollFree },
  ],
  [
    'uk-mobile',
    'messages come from a British number, which needs no US registration',
    0,
    'number.registered',
    'skip',
    defaultWorld(),
    { number: ukMobile, contacts: ukContacts },
  ],
  [
    'hosted-number',
    'the number was brought over from its carrier',
    0,
    'number.owned',
    'pass',
    changed(({ phoneNumbers }) => ({
      phoneNumbers: phoneNumbers.map((each) => ({ ...each, origin: 'hosted' })),
      hostedOrders: [{ sid: sid('HR', '1'), accountSid, number, status: 'completed' }],
    })),
  ],
  [
    'short-code-in-service',
    'the short code sends through its Messaging Service',
    0,
    'number.pool',
    'pass',
    defaultWorld(),
    { number: shortCode, messagingService },
  ],
  [
    'sender-id-of-country',
    'the Messaging Service has the sender ID for single countries only',
    0,
    'number.pool',
    'pass',
    changed(({ services }) => ({
      services: services.map((each) => ({ ...each, destinationSenders: [{ sender: 'NOTICES', country: 'GB' }] })),
    })),
    { number: 'NOTICES', messagingService, contacts: ukContacts },
  ],
  [
    'subaccount',
    'a subaccount signs in with its own Auth Token',
    0,
    'credentials.account',
    'pass',
    sendingSubaccount(),
    { ...ofSubaccount, authToken: subaccount.authToken },
  ],
  [
    'parent-key',
    "its parent's Main API key signs in for a subaccount, which shows registrations of the parent only",
    0,
    'number.registered',
    'unknown',
    sendingSubaccount(),
    { ...ofSubaccount, apiKey: sandboxIds.mainKey },
  ],
  [
    'slow',
    'every answer takes half a second',
    0,
    'credentials.accepted',
    'pass',
    changed(() => ({ faults: [{ on: '*', delayMs: 500 }] })),
  ],
  [
    'rate-limited-briefly',
    'the provider answers with 429 once, and asks to wait a second',
    0,
    'credentials.accepted',
    'pass',
    changed(() => ({ faults: [{ on: '*', times: 3, respond: { status: 429, headers: { 'retry-after': '1' } } }] })),
  ],

  // Keys that may not read everything.
  [
    'restricted-key-no-numbers',
    'a Restricted API key may not read the phone numbers',
    3,
    'number.owned',
    'unknown',
    restricted('IncomingPhoneNumbers'),
    { apiKey: sandboxIds.restrictedKey },
  ],
  [
    'standard-key-no-balance',
    'the balance is refused to a Standard API key',
    0,
    'credentials.funds',
    'unknown',
    fault(
      { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
      'GET /2010-04-01/Accounts/{AccountSid}/Balance.json',
    ),
    standardKey,
  ],

  // Credentials.
  [
    'wrong-token',
    'the Auth Token was rotated',
    1,
    'credentials.accepted',
    'fail',
    defaultWorld(),
    { authToken: '0'.repeat(32) },
  ],
  [
    'unknown-account',
    'there is no such account',
    1,
    'credentials.accepted',
    'fail',
    defaultWorld(),
    { accountSid: `AC${nobody}` },
  ],
  ['deleted-key', 'the API key was deleted', 1, 'credentials.accepted', 'fail', without('apiKeys'), standardKey],
  [
    'wrong-key-secret',
    "the API key's secret is another one",
    1,
    'credentials.accepted',
    'fail',
    defaultWorld(),
    { apiKey: { sid: sandboxIds.standardKey.sid, secret: 'another-secret-that-is-none' } },
  ],
  [
    'key-of-other-account',
    "the API key is its parent account's",
    1,
    'credentials.accepted',
    'fail',
    defaultWorld(),
    { ...standardKey, accountSid: subaccount.sid },
  ],
  [
    'wrong-region',
    'the credentials belong to another region than the one that is set up',
    1,
    'credentials.accepted',
    'fail',
    defaultWorld(),
    { region: 'ie1', authToken: '0'.repeat(32) },
  ],
  [
    'test-credentials',
    'the test credentials were taken',
    1,
    'credentials.live',
    'fail',
    defaultWorld(),
    sandboxIds.testCredentials,
  ],
  ['suspended-account', 'the account is suspended', 1, 'credentials.account', 'fail', account({ status: 'suspended' })],
  ['closed-account', 'the account is closed', 1, 'credentials.account', 'fail', account({ status: 'closed' })],
  [
    'suspended-subaccount',
    'the subaccount is suspended, and its parent signs in',
    1,
    'credentials.account',
    'fail',
    sendingSubaccount({ status: 'suspended' }),
    { ...ofSubaccount, apiKey: sandboxIds.mainKey },
  ],
  ['trial-account', 'the account is on trial', 0, 'credentials.account', 'warn', account({ type: 'Trial' })],
  ['no-profile', 'there is no Primary Compliance Profile', 0, 'credentials.profile', 'warn', without('profiles')],
  [
    'profile-in-review',
    'the Primary Compliance Profile is under review',
    0,
    'credentials.profile',
    'warn',
    profile('in-review'),
  ],
  [
    'profile-rejected',
    'the Primary Compliance Profile was rejected',
    0,
    'credentials.profile',
    'warn',
    profile('twilio-rejected'),
  ],
  ['no-funds', 'nothing is left of the balance', 0, 'credentials.funds', 'warn', account({ balance: '0.00' })],
  ['debts', 'the balance is below zero', 0, 'credentials.funds', 'warn', account({ balance: '-12.40' })],
  ['low-funds', 'little is left of the balance', 0, 'credentials.funds', 'warn', account({ balance: '3.20' })],

  // The sender.
  [
    'number-of-nobody',
    'the account does not hold the number',
    1,
    'number.owned',
    'fail',
    defaultWorld(),
    { number: '+12025550111' },
  ],
  [
    'number-of-subaccount',
    'a subaccount holds the number',
    1,
    'number.owned',
    'fail',
    defaultWorld(),
    { number: subaccount.number },
  ],
  [
    'number-of-parent',
    'the parent account holds the number',
    1,
    'number.owned',
    'fail',
    defaultWorld(),
    { apiKey: sandboxIds.mainKey, accountSid: subaccount.sid },
  ],
  [
    'hosting-in-progress',
    'the number is being brought over from its carrier',
    1,
    'number.owned',
    'fail',
    hosted('carrier-processing'),
    { number: '+12025550155' },
  ],
  [
    'hosting-failed',
    'the number could not be brought over',
    1,
    'number.owned',
    'fail',
    hosted('failed'),
    { number: '+12025550155' },
  ],
  [
    'hosting-action-required',
    'the order to bring the number over waits for somebody',
    1,
    'number.owned',
    'fail',
    hosted('action-required'),
    { number: '+12025550155' },
  ],
  [
    'short-code-of-nobody',
    'the account does not hold the short code',
    1,
    'number.owned',
    'fail',
    defaultWorld(),
    { number: '12345' },
  ],
  [
    'voice-only',
    'the number carries calls only',
    1,
    'number.sms-capable',
    'fail',
    pooling(sandboxIds.voiceOnlyNumber),
    { number: sandboxIds.voiceOnlyNumber },
  ],
  [
    'wrong-service',
    'the account has no such Messaging Service',
    1,
    'number.pool',
    'fail',
    defaultWorld(),
    { messagingService: `MG${nobody}` },
  ],
  [
    'not-in-pool',
    "the number is not in the Messaging Service's pool",
    1,
    'number.pool',
    'fail',
    defaultWorld(),
    { number: tollFree, messagingService },
  ],
  [
    'sender-id-not-in-pool',
    'the Messaging Service has another sender ID',
    1,
    'number.pool',
    'fail',
    defaultWorld(),
    { number: 'OTHER', messagingService, contacts: ukContacts },
  ],
  [
    'sender-id-on-trial',
    'an alphanumeric sender ID on a trial account',
    1,
    'number.owned',
    'fail',
    account({ type: 'Trial' }),
    { number: alphaSender, messagingService, contacts: ukContacts },
  ],
  ['no-webhook', 'replies to the number go nowhere', 0, 'number.inbound', 'warn', deaf('number')],
  [
    'service-no-webhook',
    "the Messaging Service's replies go nowhere",
    0,
    'number.inbound',
    'warn',
    deaf('service'),
    inService,
  ],

  // Registration with US carriers.
  [
    'unregistered-10dlc',
    'no Messaging Service holds the US number, so that no campaign covers it',
    1,
    'number.registered',
    'fail',
    without('services', 'campaigns'),
  ],
  [
    'service-without-campaign',
    'the Messaging Service has no A2P campaign',
    1,
    'number.registered',
    'fail',
    without('campaigns'),
    inService,
  ],
  [
    'campaign-pending',
    'the A2P campaign waits for its review',
    1,
    'number.registered',
    'fail',
    campaign({ status: 'PENDING' }),
  ],
  [
    'campaign-in-review',
    'the A2P campaign is under review',
    1,
    'number.registered',
    'fail',
    campaign({ status: 'IN_PROGRESS' }),
    inService,
  ],
  [
    'campaign-failed',
    'the A2P campaign was refused',
    1,
    'number.registered',
    'fail',
    campaign({ status: 'FAILED', errors: ['The website could not be opened.'] }),
  ],
  [
    'campaign-suspended',
    'the A2P campaign is suspended',
    1,
    'number.registered',
    'fail',
    campaign({ status: 'SUSPENDED' }),
  ],
  ['campaign-mock', 'the A2P campaign is a mock one', 1, 'number.registered', 'fail', campaign({ mock: true })],
  ['brand-failed', "the campaign's brand was refused", 1, 'number.registered', 'fail', brand('FAILED')],
  [
    'brand-in-review',
    "the verified campaign's brand is under review again",
    0,
    'number.registered',
    'warn',
    brand('IN_REVIEW'),
  ],
  [
    'brand-in-limbo',
    "the campaign's brand is in a state of which nobody knows what it means for messages",
    0,
    'number.registered',
    'unknown',
    brand('DELETION_FAILED'),
  ],
  ['brand-suspended', "the campaign's brand is suspended", 1, 'number.registered', 'fail', brand('SUSPENDED')],
  ['brand-mock', "the campaign's brand is a mock one", 1, 'number.registered', 'fail', brand('APPROVED', true)],
  [
    'many-services',
    'more Messaging Services than are looked through',
    0,
    'number.registered',
    'unknown',
    manyServices(),
  ],
  [
    'unregistered-abroad',
    'the US number is not registered, and no contact is in the US',
    0,
    'number.registered',
    'warn',
    without('services', 'campaigns'),
    { contacts: ukContacts },
  ],
  [
    'toll-free-unverified',
    'verification of the toll-free number was never asked for',
    1,
    'number.registered',
    'fail',
    without('tollFreeVerifications'),
    { number: tollFree },
  ],
  [
    'toll-free-pending',
    'the toll-free number waits for its review',
    1,
    'number.registered',
    'fail',
    tollFreeState('PENDING_REVIEW'),
    { number: tollFree },
  ],
  [
    'toll-free-in-review',
    'the toll-free number is under review',
    1,
    'number.registered',
    'fail',
    tollFreeState('IN_REVIEW'),
    { number: tollFree },
  ],
  [
    'toll-free-rejected',
    'the toll-free number was rejected',
    1,
    'number.registered',
    'fail',
    tollFreeState('TWILIO_REJECTED', 'The opt-in could not be seen.'),
    { number: tollFree },
  ],
  [
    'toll-free-rejected-for-good',
    'the toll-free number was rejected, and can no longer be edited',
    1,
    'number.registered',
    'fail',
    tollFreeState('TWILIO_REJECTED', 'The opt-in could not be seen.', '2026-01-08T09:00:00Z'),
    { number: tollFree },
  ],
  [
    'toll-free-unverified-abroad',
    'the toll-free number is not verified, and no contact is where that is needed',
    0,
    'number.registered',
    'warn',
    without('tollFreeVerifications'),
    { number: tollFree, contacts: ukContacts },
  ],

  // Countries.
  [
    'closed-country',
    "most contacts' country is not switched on",
    1,
    'contacts.countries',
    'fail',
    defaultWorld(),
    { contacts: nigerians },
  ],
  [
    'closed-country-of-few',
    "a few contacts' country is not switched on",
    0,
    'contacts.countries',
    'warn',
    defaultWorld(),
    { contacts: [...Array.from({ length: 39 }, (_, index) => `+12025550${100 + index}`), ...nigerians.slice(1)] },
  ],
  [
    'unsaid-country',
    "the provider says nothing of a contact's country",
    0,
    'contacts.countries',
    'unknown',
    without('geoPermissions'),
  ],
  [
    'geo-refused',
    'the key may not read the geo permissions',
    0,
    'contacts.countries',
    'unknown',
    fault(
      { status: 403, body: { code: 20003, message: 'Permission denied', status: 403 } },
      'GET /v1/Messaging/GeoPermissions',
    ),
  ],
  [
    'short-code-abroad',
    'a US short code is to reach British contacts',
    1,
    'contacts.reachable',
    'fail',
    defaultWorld(),
    { number: shortCode, contacts: ukContacts },
  ],
  [
    'sender-id-to-us',
    'an alphanumeric sender ID is to reach US contacts',
    1,
    'contacts.reachable',
    'fail',
    defaultWorld(),
    { number: alphaSender, messagingService },
  ],
  [
    'toll-free-abroad',
    'a toll-free number is to reach British contacts',
    0,
    'contacts.reachable',
    'warn',
    defaultWorld(),
    { number: tollFree, contacts: ukContacts },
  ],

  // People and their data.
  [
    'bad-contacts',
    'too many contacts have no number that can be texted',
    1,
    'contacts.quality',
    'fail',
    defaultWorld(),
    { contacts: [...usContacts, '12025550', 'none', ''] },
  ],
  [
    'opt-outs-overlooked',
    'nobody reckons with recipients who answered STOP, or whose number is wrong',
    1,
    'contacts.acknowledged',
    'fail',
    defaultWorld(),
    { acknowledged: false },
  ],
  [
    'light-e-mail',
    'SMS is taken for light e-mail: too long, filtered, in costly characters',
    1,
    'contacts.short-form',
    'fail',
    defaultWorld(),
    { shortForm: false },
  ],

  // The network, and what stands in it.
  ['server-error', 'the provider answers with 500', 3, 'credentials.accepted', 'unknown', fault({ status: 500 })],
  ['rate-limited', 'the provider answers with 429', 3, 'credentials.accepted', 'unknown', fault({ status: 429 })],
  [
    'rate-limited-wait',
    'the provider asks to wait for an hour',
    3,
    'credentials.accepted',
    'unknown',
    fault({ status: 429, headers: { 'retry-after': '3600' } }),
  ],
  [
    'captive-portal',
    'a login page of the network answers',
    3,
    'credentials.accepted',
    'unknown',
    fault({ status: 200, body: lookHtml }),
  ],
  [
    'captive-redirect',
    'the network sends us on to its login page',
    3,
    'credentials.accepted',
    'unknown',
    fault({ status: 302, headers: { location: 'https://portal.example/login' }, body: '' }),
  ],
  [
    'error-page',
    'a gateway answers with its own error page',
    3,
    'credentials.accepted',
    'unknown',
    fault({ status: 502, body: '<h1>Bad Gateway</h1>' }),
  ],
  [
    'empty-object',
    'something answers with an empty JSON object',
    3,
    'credentials.accepted',
    'unknown',
    fault({ status: 200, body: {} }),
  ],
  [
    'proxy-sign-in',
    'a proxy asks for a sign-in',
    3,
    'credentials.accepted',
    'unknown',
    fault({ status: 407, body: '<h1>Proxy</h1>' }),
  ],
  ['connection-cut', 'the connection is cut', 3, 'credentials.accepted', 'unknown', fault('reset')],
  ['hang', 'no answer comes', 3, 'credentials.accepted', 'unknown', fault('hang')],
];

/** What a sandbox can be started with, in the order of its help. The first is the usual one. */
export const scenarios: readonly Scenario[] = table.map(([name, about, exit, id, status, world, setup = {}]) => ({
  name,
  about,
  exit,
  decides: [id, status],
  world,
  setup: {
    number,
    accountSid,
    authToken: sandboxIds.authToken,
    contacts: usContacts,
    ...(/^\d+$/.test(setup.number ?? '') && { country: 'US' }),
    ...setup,
  },
}));
