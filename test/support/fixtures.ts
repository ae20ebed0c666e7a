import type { Brand, Facts, MessagingService } from '../../src/domain/readiness/facts.ts';
import { type Credential, fingerprintOf } from '../../src/domain/settings/credential.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { Provider } from '../../src/ports.ts';

// Visibly made up: nothing here could be mistaken for a real identifier or secret.
export const accountSid = `AC${'a'.repeat(32)}`;
export const otherAccountSid = `AC${'b'.repeat(32)}`;
export const apiKeySid = `SK${'c'.repeat(32)}`;
const serviceSid = `MG${'f'.repeat(32)}`;
export const authToken = 'd'.repeat(32);
export const newAuthToken = 'e'.repeat(32);
export const apiKeySecret = 'NotARealSecretNotARealSecret1234';

export const now = new Date('2026-11-23T18:00:00.000Z');
export const clock = { now: () => now };

export const tokenCredential: Credential = { method: 'auth-token', accountSid, secret: new Secret(authToken) };
export const keyCredential: Credential = { method: 'api-key', accountSid, apiKeySid, secret: new Secret(apiKeySecret) };

const fingerprint = fingerprintOf(tokenCredential);

/** A setup in which every offline check passes. */
export const readySettings: Settings = {
  owner: { team: 'Customer Messaging', contact: '#sms-help' },
  number: {
    sender: '+12025550123',
    kind: 'number',
    country: 'US',
    type: 'FIXED_LINE_OR_MOBILE',
    messagingService: serviceSid,
  },
  credentials: {
    accountSid,
    method: 'auth-token',
    store: 'memory',
    secretKey: 'default.one',
    fingerprint,
    savedAt: '2026-11-20T09:00:00.000Z',
  },
  method: { confirmed: { method: 'auth-token', by: 'Ada', at: '2026-11-20T09:05:00.000Z', fingerprint } },
  contacts: {
    source: '/lists/contacts.csv',
    country: 'US',
    minimum: 95,
    result: {
      rows: 100,
      textable: 97,
      reasons: { empty: 3 },
      countries: { US: 97 },
      types: { FIXED_LINE_OR_MOBILE: 97 },
      name: 'contacts.csv',
      bytes: 4321,
      modifiedAt: '2026-11-19T09:00:00.000Z',
      checkedAt: '2026-11-20T09:10:00.000Z',
      rules: 'contacts.rules/1',
    },
    acknowledged: { by: 'Ada', at: '2026-11-20T09:10:00.000Z' },
    shortForm: { by: 'Ada', at: '2026-11-20T09:10:00.000Z', sender: '+12025550123', method: 'auth-token' },
  },
};

const notices: MessagingService = { sid: serviceSid, name: 'Notices', inbound: 'https', registered: true };

const brand: Brand = { status: 'APPROVED', mock: false, type: 'STANDARD', errors: [] };

/** Facts in which everything holds; a test replaces the one it is about. */
export const readyFacts: Facts = {
  settings: readySettings,
  now,
  recorded: [],
  credential: async () => tokenCredential,
  acceptance: async () => {},
  account: async () => ({ sid: accountSid, name: 'Acme', status: 'active', type: 'Full', ownerSid: accountSid }),
  ownedSender: async () => ({
    sid: `PN${'f'.repeat(32)}`,
    sender: '+12025550123',
    accountSid,
    smsCapable: true,
    inbound: 'https',
  }),
  balance: async () => ({ amount: '125.50', currency: 'USD' }),
  profile: async () => 'approved',
  holder: async () => null,
  hostedOrder: async () => null,
  service: async () => notices,
  pooled: async () => ({ holds: true, countries: null }),
  holdingService: async () => ({ service: notices, complete: true }),
  registration: async () => ({
    campaigns: [
      {
        status: 'VERIFIED',
        mock: false,
        brandSid: `BN${'f'.repeat(32)}`,
        errors: [],
        brand,
      },
    ],
    pooled: true,
    complete: true,
    numbers: null,
  }),
  tollFree: async () => ({ status: 'TWILIO_APPROVED', reasons: [], editable: null, editableUntil: null }),
  verifiedRecipients: async () => 0,
  deliveries: async () => [],
  suspension: async () => null,
  geoPermissions: async () => new Map([['US', { enabled: true, note: '' }]]),
  prices: async () => new Map(),
  isParentsKey: async () => false,
  ambient: {},
};

/** A provider of which everything that a test does not say is good, or not there. */
export const quietProvider: Omit<Provider, 'accept' | 'account' | 'phoneNumber' | 'shortCode'> = {
  balance: readyFacts.balance,
  profile: readyFacts.profile,
  holderOf: async () => null,
  hostedOrder: async () => null,
  messagingService: async () => notices,
  messagingServices: async () => ({ services: [notices], all: true }),
  inPool: async () => true,
  poolSize: async () => 1,
  poolNumbers: async () => [],
  heldSenders: async () => ({ senders: [], complete: true }),
  alphaSender: async () => ({ holds: true, countries: null }),
  verifiedRecipients: readyFacts.verifiedRecipients,
  deliveries: async () => [],
  messages: async function* () {},
  message: async () => null,
  alerts: async function* () {},
  campaigns: async () => [{ status: 'VERIFIED', mock: false, brandSid: `BN${'f'.repeat(32)}`, errors: [] }],
  brand: async () => brand,
  brands: async () => new Map(),
  tollFreeVerification: readyFacts.tollFree,
  geoPermissions: async (countries) => new Map(countries.map((country) => [country, { enabled: true, note: '' }])),
  prices: async () => null,
  holdsKey: async () => true,
};
