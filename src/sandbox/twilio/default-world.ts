import type { SandboxGeoPermission, SandboxPhoneNumber, SandboxPrices, World } from './world.ts';

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);

/** The identifiers and made-up secrets of the default world. */
export const sandboxIds = {
  /** A main account: active, type Full. */
  accountSid: sid('AC', 'a'),
  authToken: 'deadbeef'.repeat(4),
  mainKey: { sid: sid('SK', '1'), secret: 'sandbox-main-key-no-secret-at-all' },
  /** May not read the account, like any Standard key. */
  standardKey: { sid: sid('SK', '2'), secret: 'sandbox-standard-key-no-secret-at-all' },
  /** May not read the account either. */
  restrictedKey: { sid: sid('SK', '3'), secret: 'sandbox-restricted-key-no-secret-at-all' },
  /** A US long code of the account. */
  number: '+12025550142',
  tollFree: '+18885550142',
  ukMobile: '+447400123456',
  shortCode: '99990',
  /** Holds `number` and `shortCode` in its pool; registered for A2P 10DLC. */
  messagingService: sid('MG', '1'),
  /** An alphanumeric sender ID of that service. */
  alphaSender: 'SANDBOX',
  /** A US long code of the account that can only be called. */
  voiceOnlyNumber: '+12025550199',
  /** Active, and owned by the account above. */
  subaccount: { sid: sid('AC', 'b'), authToken: 'feedbeef'.repeat(4), number: '+12025550177' },
  suspendedAccount: { sid: sid('AC', 'c'), authToken: 'deadfeed'.repeat(4) },
  testCredentials: { accountSid: sid('AC', 'd'), authToken: 'facefeed'.repeat(4) },
} as const;

const everything = { sms: true, mms: true, voice: true, fax: false };

const phoneNumber = (
  digit: string,
  number: string,
  accountSid: string,
  capabilities: SandboxPhoneNumber['capabilities'] = everything,
): SandboxPhoneNumber => ({
  sid: sid('PN', digit),
  number,
  accountSid,
  capabilities,
  inboundUrl: 'https://example.com/sms',
  origin: 'twilio',
});

/** Enabled for the countries of the sample lists. The others have Twilio's defaults for a US account. */
const geoPermissions = (accountSid: string): readonly SandboxGeoPermission[] => [
  ...['AT', 'AU', 'BR', 'CA', 'CH', 'DE', 'ES', 'FR', 'GB', 'IE', 'IN', 'IT', 'JP', 'MX', 'NL', 'NZ', 'PR', 'US'].map(
    (country) => ({ accountSid, country, enabled: true }),
  ),
  ...['BD', 'DZ', 'LK', 'NG', 'PK', 'TN'].map((country) => ({
    accountSid,
    country,
    enabled: false,
    note: 'High Risk Country',
  })),
];

/** Made up: prices of one message for each network, the cheapest first. Countries that are not listed have none. */
const networkPrices: Readonly<Record<string, readonly string[]>> = {
  AT: ['0.0720', '0.0950'],
  AU: ['0.0515'],
  BR: ['0.0560', '0.0610'],
  CA: ['0.0079', '0.0083'],
  CH: ['0.0725'],
  DE: ['0.0810', '0.1120'],
  ES: ['0.0790'],
  FR: ['0.0798'],
  GB: ['0.0403', '0.0463'],
  IE: ['0.0930'],
  IN: ['0.0832'],
  IT: ['0.0927'],
  JP: ['0.0743'],
  MX: ['0.0672', '0.0851'],
  NL: ['0.1095'],
  NZ: ['0.1050'],
  PR: ['0.0083'],
  US: ['0.0083'],
};

const prices = (): readonly SandboxPrices[] =>
  Object.entries(networkPrices).map(([country, amounts]) => ({
    country,
    currency: 'usd',
    networks: amounts.map((price, index) => ({
      carrier: `Network ${index + 1} of the sandbox`,
      mcc: '999',
      mnc: `0${index + 1}`,
      prices: (['local', 'mobile', 'toll-free', 'shortcode'] as const).map((kind) => [kind, price] as const),
    })),
  }));

/** A correctly set up organization with every kind of resource and without faults. */
export function defaultWorld(): World {
  const { accountSid, authToken, mainKey, standardKey, restrictedKey, subaccount, suspendedAccount } = sandboxIds;
  const active = { status: 'active', type: 'Full' } as const;
  return {
    accounts: [
      { sid: accountSid, authToken, name: 'Sandbox', ownerSid: accountSid, balance: '125.50', ...active },
      {
        sid: subaccount.sid,
        authToken: subaccount.authToken,
        name: 'Sandbox subaccount',
        ownerSid: accountSid,
        ...active,
      },
      { ...suspendedAccount, name: 'Suspended', ownerSid: suspendedAccount.sid, status: 'suspended', type: 'Full' },
    ],
    apiKeys: [
      { ...mainKey, kind: 'main', accountSid },
      { ...standardKey, kind: 'standard', accountSid },
      { ...restrictedKey, kind: 'restricted', accountSid },
    ],
    testCredentials: [sandboxIds.testCredentials],
    phoneNumbers: [
      phoneNumber('1', sandboxIds.number, accountSid),
      phoneNumber('2', sandboxIds.tollFree, accountSid),
      phoneNumber('3', sandboxIds.ukMobile, accountSid, { ...everything, mms: false }),
      phoneNumber('4', sandboxIds.voiceOnlyNumber, accountSid, { ...everything, sms: false, mms: false }),
      phoneNumber('5', subaccount.number, subaccount.sid),
    ],
    shortCodes: [
      { sid: sid('SC', '1'), digits: sandboxIds.shortCode, accountSid, inboundUrl: 'https://example.com/sms' },
    ],
    callerIds: [],
    hostedOrders: [],
    services: [
      {
        sid: sandboxIds.messagingService,
        accountSid,
        name: 'Notices',
        inboundUrl: 'https://example.com/sms',
        inboundOnNumber: false,
        pool: [sid('PN', '1'), sid('SC', '1')],
        alphaSenders: [sandboxIds.alphaSender],
      },
    ],
    campaigns: [
      {
        sid: sid('QE', '1'),
        accountSid,
        serviceSid: sandboxIds.messagingService,
        brandSid: sid('BN', '1'),
        status: 'VERIFIED',
        mock: false,
        errors: [],
      },
    ],
    brands: [{ sid: sid('BN', '1'), accountSid, status: 'APPROVED', mock: false }],
    tollFreeVerifications: [
      {
        sid: sid('HH', '1'),
        accountSid,
        numberSid: sid('PN', '2'),
        number: sandboxIds.tollFree,
        status: 'TWILIO_APPROVED',
        rejectionReason: null,
      },
    ],
    profiles: [{ sid: sid('BU', '1'), accountSid, status: 'twilio-approved' }],
    geoPermissions: [...geoPermissions(accountSid), ...geoPermissions(subaccount.sid)],
    prices: prices(),
    fates: [],
    messages: [],
    alerts: [],
    faults: [],
  };
}
