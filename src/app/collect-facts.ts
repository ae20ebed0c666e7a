import type { Credential } from '../domain/credential.ts';
import type { Ambient, Brand, CountryPermission, Facts, LongCodeRegistration, OwnedSender } from '../domain/facts.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import type { CredentialSettings, Settings } from '../domain/settings.ts';
import type { Clock, OpenProvider, Provider } from '../ports.ts';

interface Sources {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
  readonly ambient: Ambient;
  /** Instead of the stored one: a credential that is being tried before it is saved. */
  readonly credential?: Credential;
}

/** The same promise for every caller, made on the first call. */
function once<T>(look: () => Promise<T>): () => Promise<T> {
  let looked: Promise<T> | undefined;
  return () => {
    looked ??= look();
    return looked;
  };
}

/**
 * A credential that the provider accepts is not a wrong one when a single question gets 401: this kind of key may not ask it
 * (https://www.twilio.com/docs/iam/api-keys/key-resource-v1), and nobody should go and mend the credentials.
 */
async function meant(error: unknown, acceptance: () => Promise<void>): Promise<unknown> {
  if (!(error instanceof ProviderError) || error.kind !== 'rejected') return error;
  const { status, providerCode, moreInfo } = error;
  const isAccepted = await acceptance().then(
    () => true,
    () => false,
  );
  if (!isAccepted) return error;
  return new ProviderError({
    kind: 'refused',
    message: `This key may not read it (HTTP ${status}${providerCode === undefined ? '' : `, error ${providerCode}`}). Sending is not affected.`,
    hints: ['Look in the console, or verify with the Auth Token or a Main key.'],
    ...(status !== undefined && { status }),
    ...(providerCode !== undefined && { providerCode }),
    ...(moreInfo !== undefined && { moreInfo }),
  });
}

/** Facts that look things up when a check first asks, side by side, and never twice. */
export function collectFacts({ settings, clock, openProvider, readCredential, ambient, credential }: Sources): Facts {
  const { number, contacts } = settings;
  const active = once(async () => {
    if (credential !== undefined) return credential;
    if (settings.credentials !== undefined) return readCredential(settings.credentials);
    throw new SecretStoreError({
      problem: 'missing',
      message: 'No provider credentials are saved.',
      nextStep: 'Save them with `smsctl setup credentials`.',
    });
  });
  const provider = once(async () => openProvider(await active()));
  const acceptance = once(async () => (await provider()).accept());
  const fact = <T>(look: (opened: Provider) => Promise<T>) =>
    once(async () =>
      look(await provider()).catch(async (error: unknown) => Promise.reject(await meant(error, acceptance))),
    );
  const ownedSender = fact(async (opened): Promise<OwnedSender | null> => {
    if (number === undefined || number.kind === 'alphanumeric') return null;
    return number.kind === 'short-code' ? opened.shortCode(number.sender) : opened.phoneNumber(number.sender);
  });
  const serviceSid = number?.messagingService;
  return {
    settings,
    now: clock.now(),
    ambient,
    credential: active,
    acceptance,
    account: fact((opened) => opened.account()),
    balance: fact((opened) => opened.balance()),
    profile: fact((opened) => opened.profile()),
    ownedSender,
    holder: fact(async (opened) => (number?.kind === 'number' ? opened.holderOf(number.sender) : null)),
    hostedOrder: fact(async (opened) => (number?.kind === 'number' ? opened.hostedOrder(number.sender) : null)),
    service: fact(async (opened) => (serviceSid === undefined ? null : opened.messagingService(serviceSid))),
    pooled: fact(async (opened) => {
      if (serviceSid === undefined || number === undefined) return false;
      if (number.kind === 'alphanumeric') return (await opened.alphaSenders(serviceSid)).includes(number.sender);
      const owned = await ownedSender();
      return owned !== null && opened.inPool(serviceSid, owned.sid);
    }),
    registration: fact(async (opened) => findRegistration(opened, serviceSid, ownedSender)),
    tollFree: fact(async (opened) => {
      const owned = await ownedSender();
      return owned === null ? null : opened.tollFreeVerification(owned.sid);
    }),
    geoPermissions: fact(async (opened) => {
      const countries = Object.keys(contacts?.result.countries ?? {}).filter((country) => /^[A-Z]{2}$/.test(country));
      return countries.length === 0 ? new Map<string, CountryPermission>() : opened.geoPermissions(countries);
    }),
    foreignKey: fact(async (opened) => {
      const { apiKeySid } = { apiKeySid: undefined, ...(await active()) };
      return apiKeySid !== undefined && !(await opened.holdsKey(apiKeySid));
    }),
  };
}

/**
 * The campaigns of the service that sends, where one is saved; otherwise of the services that hold the number. No list of the
 * provider leads from a number to its service, so that the first services are looked through, and no more.
 */
async function findRegistration(
  provider: Provider,
  serviceSid: string | undefined,
  ownedSender: () => Promise<OwnedSender | null>,
): Promise<LongCodeRegistration> {
  // Asked for ahead: one after the other, service, campaign and brand would be a round trip each.
  const brands = readable(provider.brands());
  if (serviceSid !== undefined) {
    const [campaigns, owned] = await Promise.all([withBrands(provider, serviceSid, brands), ownedSender()]);
    return { campaigns, pooled: owned !== null && (await provider.inPool(serviceSid, owned.sid)), complete: true };
  }
  const [{ services, all }, owned] = await Promise.all([provider.messagingServices(), ownedSender(), brands]);
  if (owned === null) return { campaigns: [], pooled: false, complete: all };
  const looked = await Promise.all(
    services.map(async ({ sid, registered }) => {
      const inPool = provider.inPool(sid, owned.sid);
      // That a service is not registered is a hint of the list's: where it holds the number, its campaigns are asked for.
      const campaigns = registered || (await inPool) ? withBrands(provider, sid, brands) : [];
      const [holds, found] = await Promise.all([inPool, campaigns]);
      return holds ? found : undefined;
    }),
  );
  const holding = looked.filter((campaigns) => campaigns !== undefined);
  const pooled = holding.length > 0;
  return { campaigns: holding.flat(), pooled, complete: all || pooled };
}

async function withBrands(
  provider: Provider,
  serviceSid: string,
  brands: Promise<ReadonlyMap<string, Brand> | null>,
): Promise<LongCodeRegistration['campaigns']> {
  const [campaigns, known] = await Promise.all([provider.campaigns(serviceSid), brands]);
  return Promise.all(
    campaigns.map(async (campaign) => ({
      ...campaign,
      // The list leaves some brands out: https://github.com/twilio/twilio-ruby/issues/688
      brand: known?.get(campaign.brandSid) ?? (await readable(provider.brand(campaign.brandSid))),
    })),
  );
}

/** Null where this key may not read it, or nothing is there. What keeps everything from being read is passed on. */
async function readable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const isClosed = error instanceof ProviderError && ['rejected', 'refused', 'not-found'].includes(error.kind);
    if (isClosed) return null;
    throw error;
  }
}
