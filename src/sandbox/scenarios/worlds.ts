import { defaultWorld, sandboxIds } from '../default-world.ts';
import type { FaultResponse, SandboxCampaign, World } from '../world.ts';

// Worlds in which one thing is changed, and what setups name.

const { accountSid, messagingService, subaccount } = sandboxIds;

export const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
export const nobody = sid('', '9');
export const usContacts = ['+12025550100', '+12125550107', '+13055550121'];
export const ukContacts = ['+447400123456', '+447400123457'];
export const nigerians = ['+2348031234567', '+2348031234568'];

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

/** The subaccount sends by itself: its number is in a service of its own, with a campaign and a brand. */
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

export const ofSubaccount = { accountSid: subaccount.sid, number: subaccount.number };

export const hosted = (status: World['hostedOrders'][number]['status']): World =>
  changed(() => ({
    hostedOrders: [{ sid: sid('HR', '1'), accountSid, number: '+12025550155', status }],
  }));

export const fault = (respond: FaultResponse, on = '*'): World => changed(() => ({ faults: [{ on, respond }] }));

export const without = (...names: readonly (keyof World)[]): World =>
  changed(() => Object.fromEntries(names.map((name) => [name, []])));

export const restricted = (...barred: readonly string[]): World =>
  changed(({ apiKeys }) => ({
    apiKeys: apiKeys.map((each) => (each.kind === 'restricted' ? { ...each, barred } : each)),
  }));

/** Enough services that not all are looked through; none of the first ones holds the number. */
export const manyServices = (): World =>
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
export const pooling = (wanted: string): World =>
  changed(({ services, phoneNumbers }) => ({
    services: services.map((each) => ({
      ...each,
      pool: [...each.pool, ...phoneNumbers.filter((row) => row.number === wanted).map((row) => row.sid)],
    })),
  }));

export const deaf = (on: 'number' | 'service'): World =>
  changed(({ phoneNumbers, services }) =>
    on === 'number'
      ? { phoneNumbers: phoneNumbers.map((each) => ({ ...each, inboundUrl: null })) }
      : { services: services.map((each) => ({ ...each, inboundUrl: null })) },
  );

export const inService = { messagingService };
export const standardKey = { apiKey: sandboxIds.standardKey };
export const lookHtml = '<!doctype html><title>Sign in to the guest network</title>';
