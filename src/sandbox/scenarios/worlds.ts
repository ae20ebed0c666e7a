import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { FaultResponse, SandboxCampaign, World } from '../twilio/world.ts';

// Worlds with one change, and constants of setups.

const { accountSid, messagingService, subaccount } = sandboxIds;

export const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
export const absent = sid('', '9');
export const usContacts = ['+12025550100', '+12125550107', '+13055550121'];
export const ukContacts = ['+447400123456', '+447400123457'];
export const nigerians = ['+2348031234567', '+2348031234568'];
/** Example numbers of libphonenumber's metadata, by country. */
export const contactsIn = {
  AS: ['+16847331234', '+16847331235'],
  AU: ['+61412345678', '+61412345679'],
  CA: ['+15062345678', '+15062345679'],
  DE: ['+4915123456789', '+4915123456780'],
  FR: ['+33612345678', '+33612345679'],
  GG: ['+447781123456', '+447781123457'],
  IE: ['+353850123456', '+353850123457'],
  IN: ['+918123456789', '+918123456780'],
  MP: ['+16702345678', '+16702345679'],
  PR: ['+17872345678', '+17872345679'],
  VI: ['+13406421234', '+13406421235'],
} as const;

type Change = (world: World) => Partial<World>;

export const changed = (change: Change): World => {
  const world = defaultWorld();
  return { ...world, ...change(world) };
};

export const account = (change: Partial<World['accounts'][number]>): World =>
  changed(({ accounts }) => ({
    accounts: accounts.map((each) => (each.sid === accountSid ? { ...each, ...change } : each)),
  }));

export const campaign = (change: Partial<SandboxCampaign>): World =>
  changed(({ campaigns }) => ({ campaigns: campaigns.map((each) => ({ ...each, ...change })) }));

export const brand = (status: World['brands'][number]['status'], mock = false): World =>
  changed(({ brands }) => ({ brands: brands.map((each) => ({ ...each, status, mock })) }));

export const brandWith = (change: Partial<World['brands'][number]>): World =>
  changed(({ brands }) => ({ brands: brands.map((each) => ({ ...each, ...change })) }));

export const tollFreeState = (
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

export const profile = (status: World['profiles'][number]['status']): World =>
  changed(({ profiles }) => ({ profiles: profiles.map((each) => ({ ...each, status })) }));

/** The subaccount has its own service with its number, a campaign and a brand. */
export const sendingSubaccount = (change: Partial<World['accounts'][number]> = {}): World =>
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

/** The world with a Main key of the subaccount's own. */
export const withSubaccountKey = (world: World): World => ({
  ...world,
  apiKeys: [...world.apiKeys, { ...subaccountKey, kind: 'main', accountSid: subaccount.sid }],
});

export const subaccountKey = { sid: sid('SK', '4'), secret: 'sandbox-subaccount-key-no-secret-at-all' };

export const ofSubaccount = { accountSid: subaccount.sid, number: subaccount.number };

export const hosted = (status: World['hostedOrders'][number]['status'], number = '+12025550155'): World =>
  changed(() => ({
    hostedOrders: [{ sid: sid('HR', '1'), accountSid, number, status }],
  }));

export const fault = (respond: FaultResponse, on = '*'): World => changed(() => ({ faults: [{ on, respond }] }));

export const without = (...names: readonly (keyof World)[]): World =>
  changed(() => Object.fromEntries(names.map((name) => [name, []])));

export const restricted = (...barred: readonly string[]): World =>
  changed(({ apiKeys }) => ({
    apiKeys: apiKeys.map((each) => (each.kind === 'restricted' ? { ...each, barred } : each)),
  }));

const emptyService = (index: number): World['services'][number] => ({
  sid: `MG${index.toString(16).padStart(32, '0')}`,
  accountSid,
  name: `Service ${index + 1}`,
  inboundUrl: 'https://example.com/sms',
  inboundOnNumber: false,
  pool: [],
  alphaSenders: [],
});

/** `count` services, none of which has the number in its pool. */
export const manyServices = (count: number): World =>
  changed(() => ({ services: Array.from({ length: count }, (_, index) => emptyService(index)), campaigns: [] }));

/** `count` services, the last of which has the number in its pool and is registered. */
export const holdingService = (count: number): World =>
  changed(({ services }) => ({
    services: [...Array.from({ length: count - 1 }, (_, index) => emptyService(index)), ...services],
  }));

/** The hint of the service that it has an A2P campaign is wrong. */
export const hinting = (hintsCampaign: boolean, change: Partial<World> = {}): World =>
  changed(({ services }) => ({ services: services.map((each) => ({ ...each, hintsCampaign })), ...change }));

/** Several campaigns of the service, each with a status. */
export const campaigns = (...statuses: readonly string[]): World =>
  changed(({ campaigns: [first] }) => ({
    campaigns:
      first === undefined
        ? []
        : statuses.map((status, index) => ({ ...first, status, sid: sid('QE', String(index + 1)) })),
  }));

/** Enables messages to this country. */
export const open = (world: World, country: string): World => ({
  ...world,
  geoPermissions: [...world.geoPermissions, { accountSid, country, enabled: true }],
});

/** A sole proprietor's brand, and two numbers in the pool of its service. */
export const soleProprietorWithTwo = (): World => {
  const { services } = pooling(sandboxIds.tollFree);
  return { ...brandWith({ type: 'SOLE_PROPRIETOR' }), services };
};

/** The number is in the pool of the service that is registered. */
export const pooling = (wanted: string): World =>
  changed(({ services, phoneNumbers }) => ({
    services: services.map((each) => ({
      ...each,
      pool: [...each.pool, ...phoneNumbers.filter((row) => row.number === wanted).map((row) => row.sid)],
    })),
  }));

/** The time of a message. 0 is now. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

interface Sent {
  readonly to: string;
  /** Absent: a day ago. */
  readonly days?: number;
  /** The error code of a message that was not delivered; absent: it was delivered. */
  readonly code?: number;
  /** Absent: the account's US number. */
  readonly from?: string | null;
  readonly service?: string;
  readonly accountSid?: string;
}

/** Sent messages, as in the provider's list. */
const sent = (messages: readonly Sent[]): World['messages'] =>
  messages.map(
    ({ to, days = 1, code, from = sandboxIds.number, service = null, accountSid: own = accountSid }, index) => ({
      sid: `SM${(index + 1).toString(16).padStart(32, '0')}`,
      accountSid: own,
      from,
      serviceSid: service,
      to,
      body: 'Your order is on its way.',
      statuses: [code === undefined ? 'delivered' : 'undelivered'],
      errorCode: code ?? null,
      at: daysAgo(days),
    }),
  );

/** The world with earlier messages. */
export const after = (world: World, messages: readonly Sent[]): World => ({ ...world, messages: sent(messages) });

/** Verified recipients of the account. */
export const verified = (numbers: readonly string[]): World['callerIds'] =>
  numbers.map((number, index) => ({ sid: `PN${(0x7000 + index).toString(16).padStart(32, '0')}`, accountSid, number }));

/** A trial account with verified recipients. */
export const trial = (numbers: readonly string[] = []): World => ({
  ...account({ type: 'Trial' }),
  callerIds: verified(numbers),
});

/** The account has one more number. */
export const withNumber = (number: string): World =>
  changed(({ phoneNumbers: [first, ...rest] }) => ({
    phoneNumbers: first === undefined ? [] : [first, ...rest, { ...first, sid: sid('PN', 'd'), number }],
  }));

/** The webhook of the number or of its Messaging Service. */
export const webhook = (on: 'number' | 'service', inboundUrl: string | null): World =>
  changed(({ phoneNumbers, services }) =>
    on === 'number'
      ? {
          phoneNumbers: phoneNumbers.map((each) => ({ ...each, inboundUrl })),
          services: services.map((each) => ({ ...each, inboundOnNumber: true })),
        }
      : { services: services.map((each) => ({ ...each, inboundUrl })) },
  );

/** The answer if a key lacks the permission: https://www.twilio.com/docs/api/errors/70051 */
export const noPermission: FaultResponse = {
  status: 403,
  body: { code: 70051, message: 'Authorization failed', status: 403 },
};

/** Twilio's answer for an account that is not active. */
export const notActive = (code: number): FaultResponse => ({
  status: 403,
  body: { code, message: 'Account not active', status: 403 },
});

export const faults = (world: World, ...met: World['faults']): World => ({ ...world, faults: met });

/** The number has no webhook. */
export const withoutWebhook = (): World =>
  changed(({ phoneNumbers }) => ({ phoneNumbers: phoneNumbers.map((each) => ({ ...each, inboundUrl: null })) }));

export const inService = { messagingService };
export const standardKey = { apiKey: sandboxIds.standardKey };
export const loginPage = '<!doctype html><title>Sign in to the guest network</title>';
