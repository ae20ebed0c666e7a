import { ProviderError } from '../../domain/provider-error.ts';
import type {
  Brand,
  Campaign,
  HoldingService,
  LongCodeRegistration,
  OwnedSender,
  PoolMembership,
} from '../../domain/readiness/facts.ts';
import type { Provider } from '../../ports.ts';

/** The result of a search through the account's Messaging Services. */
export interface Search {
  readonly holding: HoldingService;
  /** Fetches the campaigns of the services that hold the number. */
  readonly campaignsOf: () => Promise<readonly Campaign[]>;
}

/**
 * Searches the account's services for the one that holds the sender, since the provider has no lookup from a number to its
 * service. Fetches the campaigns of services that seem registered at the same time, to save a round trip.
 */
export async function searchServices(
  provider: Provider,
  ownedSender: () => Promise<OwnedSender | null>,
): Promise<Search> {
  const [{ services, all }, owned] = await Promise.all([provider.messagingServices(), ownedSender()]);
  if (owned === null) return { holding: { service: null, complete: all }, campaignsOf: async () => [] };
  const isUs = owned.sender.startsWith('+1');
  const looked = await Promise.all(
    services.map(async (service) => {
      const ahead = isUs && service.registered ? settledLater(provider.campaigns(service.sid)) : undefined;
      return { service, ahead, holds: await provider.inPool(service.sid, owned.sid) };
    }),
  );
  const holding = looked.filter(({ holds }) => holds);
  return {
    holding: { service: holding[0]?.service ?? null, complete: all || holding.length > 0 },
    campaignsOf: async () => {
      const found = holding.map(({ service, ahead }) => ahead ?? provider.campaigns(service.sid));
      return (await Promise.all(found)).flat();
    },
  };
}

/** Avoids an unhandled rejection of a promise that may never be awaited. */
function settledLater<T>(asking: Promise<T>): Promise<T> {
  asking.catch(() => {});
  return asking;
}

type Registration = Promise<LongCodeRegistration>;

/** The registration of the sender of a saved service. */
export async function savedRegistration(
  provider: Provider,
  serviceSid: string,
  pooled: () => Promise<PoolMembership>,
): Registration {
  // Concurrently: in sequence, campaign and brand would take a round trip each.
  const brands = settledLater(readable(provider.brands()));
  const [campaigns, { holds }] = await Promise.all([provider.campaigns(serviceSid), pooled()]);
  return registered(provider, { campaigns, brands, serviceSid, pooled: holds, complete: true });
}

/** The registration of a sender whose service was searched for. */
export async function foundRegistration(provider: Provider, search: () => Promise<Search>): Registration {
  const brands = settledLater(readable(provider.brands()));
  const { holding, campaignsOf } = await search();
  const campaigns = await campaignsOf();
  const { service, complete } = holding;
  return registered(provider, { campaigns, brands, serviceSid: service?.sid, pooled: service !== null, complete });
}

interface Found {
  readonly campaigns: readonly Campaign[];
  readonly brands: Promise<ReadonlyMap<string, Brand> | null>;
  readonly serviceSid: string | undefined;
  readonly pooled: boolean;
  readonly complete: boolean;
}

async function registered(
  provider: Provider,
  { campaigns, brands, serviceSid, pooled, complete }: Found,
): Registration {
  const known = await brands;
  // The list leaves some brands out: https://github.com/twilio/twilio-ruby/issues/688
  const brandOf = async (sid: string | null): Promise<Brand | null> =>
    sid === null ? null : (known?.get(sid) ?? readable(provider.brand(sid)));
  const withBrands = await Promise.all(
    campaigns.map(async (campaign) => ({ ...campaign, brand: await brandOf(campaign.brandSid) })),
  );
  const isSole = withBrands.some(({ brand }) => brand?.type === 'SOLE_PROPRIETOR');
  const numbers = isSole && serviceSid !== undefined ? await readable(provider.poolSize(serviceSid)) : null;
  return { campaigns: withBrands, pooled, complete, numbers };
}

/** Null if this key may not read it, or it does not exist. Errors that concern all requests pass through. */
async function readable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const closed = ['rejected', 'refused', 'not-found', 'not-understood'];
    if (error instanceof ProviderError && closed.includes(error.kind)) return null;
    throw error;
  }
}
