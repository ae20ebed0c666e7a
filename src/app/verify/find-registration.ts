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

/** What a search through the account's Messaging Services came to. */
export interface Search {
  readonly holding: HoldingService;
  /** The campaigns of the services that hold the number; asked for when they are wanted. */
  readonly campaignsOf: () => Promise<readonly Campaign[]>;
}

/**
 * Looks through the account's services for the one that holds the sender: no list of the provider leads from a number to its
 * service. Those that the provider hints to be registered are asked for their campaigns at the same time, so that a
 * registration costs no round trip more.
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

/** Avoids an unhandled rejection of what is asked for ahead, and perhaps never wanted. */
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
  // Asked for side by side: one after the other, campaign and brand would be a round trip each.
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

/** Null where this key may not read it, or nothing is there. What keeps everything from being read is passed on. */
async function readable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const closed = ['rejected', 'refused', 'not-found', 'not-understood'];
    if (error instanceof ProviderError && closed.includes(error.kind)) return null;
    throw error;
  }
}
