import type { Configuration } from '../../domain/application/configuration.ts';
import { type CountryPrices, hasPrices } from '../../domain/prices/country-prices.ts';
import { byContacts } from '../../domain/prices/list-cost.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type {
  Ambient,
  CountryPermission,
  Delivery,
  Facts,
  OwnedSender,
  PoolMembership,
} from '../../domain/readiness/facts.ts';
import { withMainCountries } from '../../domain/readiness/shared-plans.ts';
import { proofMs } from '../../domain/readiness/verification.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import type { Clock, OpenProvider, Provider } from '../../ports.ts';
import { foundRegistration, savedRegistration, searchServices } from './find-registration.ts';

interface Sources {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
  readonly ambient: Ambient;
  /** Instead of the stored one: a credential that is being tried before it is saved. */
  readonly credential?: Credential;
  /** The recorded outcomes of messages, newest first. */
  readonly recorded?: readonly Delivery[];
  /** Prices that were read before and still count, and what is called with those that are read now. */
  readonly prices?: {
    readonly known: ReadonlyMap<string, CountryPrices | null>;
    readonly onRead: (prices: ReadonlyMap<string, CountryPrices | null>) => void;
  };
  /** The configuration of an application, which the settings are made of. Absent: they are an organization's. */
  readonly configuration?: Configuration;
}

/** Calls `look` on the first call; returns the same promise to every caller. */
function once<T>(look: () => Promise<T>): () => Promise<T> {
  let looked: Promise<T> | undefined;
  return () => {
    looked ??= look();
    return looked;
  };
}

/**
 * Turns `rejected` into `refused` if the provider accepts the credential. Some resources answer 401 to a key that may not read
 * them (https://www.twilio.com/docs/iam/api-keys/key-resource-v1); the credential is right.
 */
async function refusedIfAccepted(error: unknown, acceptance: () => Promise<void>): Promise<unknown> {
  if (!(error instanceof ProviderError) || error.kind !== 'rejected') return error;
  const { status, providerCode, moreInfo } = error;
  const isAccepted = await acceptance().then(
    () => true,
    () => false,
  );
  if (!isAccepted) return error;
  return new ProviderError({
    kind: 'refused',
    message: `This kind of key may not read it (HTTP ${status}${providerCode === undefined ? '' : `, error ${providerCode}`}).`,
    hints: ['Look in the console, or verify with the Auth Token or a Main key.'],
    ...(status !== undefined && { status }),
    ...(providerCode !== undefined && { providerCode }),
    ...(moreInfo !== undefined && { moreInfo }),
  });
}

/** Facts that are looked up when a check first needs them, concurrently, and once. */
export function collectFacts(sources: Sources): Facts {
  const { settings, clock, openProvider, readCredential, ambient, credential, recorded = [], configuration } = sources;
  const { known: knownPrices = new Map(), onRead } = sources.prices ?? {};
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
      look(await provider()).catch(async (error: unknown) =>
        Promise.reject(await refusedIfAccepted(error, acceptance)),
      ),
    );
  const account = fact((opened) => opened.account());
  const balance = fact((opened) => opened.balance());
  const profile = fact((opened) => opened.profile());
  const ownedSender = fact(async (opened): Promise<OwnedSender | null> => {
    if (number === undefined || number.kind === 'alphanumeric') return null;
    return number.kind === 'short-code' ? opened.shortCode(number.sender) : opened.phoneNumber(number.sender);
  });
  const serviceSid = number?.messagingService ?? configuration?.service;
  const service = fact(async (opened) => (serviceSid === undefined ? null : opened.messagingService(serviceSid)));
  const pooled = fact(async (opened): Promise<PoolMembership> => {
    if (serviceSid === undefined || number === undefined) return { holds: false, countries: null };
    if (number.kind === 'alphanumeric') return opened.alphaSender(serviceSid, number.sender);
    const owned = await ownedSender();
    return { holds: owned !== null && (await opened.inPool(serviceSid, owned.sid)), countries: null };
  });
  const search = fact((opened) => searchServices(opened, ownedSender));
  const registration = fact((opened) =>
    serviceSid === undefined ? foundRegistration(opened, search) : savedRegistration(opened, serviceSid, pooled),
  );
  const tollFree = fact(async (opened) => {
    const owned = await ownedSender();
    return owned === null ? null : opened.tollFreeVerification(owned.sid);
  });
  const geoPermissions = fact(async (opened) => {
    const countries = Object.keys(contacts?.result.countries ?? {}).filter((country) => /^[A-Z]{2}$/.test(country));
    return countries.length === 0
      ? new Map<string, CountryPermission>()
      : opened.geoPermissions(withMainCountries(countries));
  });
  const read = fact(async (opened) => {
    if (number === undefined) return [];
    const { sender } = number;
    const since = new Date(clock.now().getTime() - proofMs);
    return opened.deliveries({ sender, since, ...(serviceSid !== undefined && { serviceSid }) });
  });
  const prices = fact(async (opened) => {
    const largest = byContacts(contacts?.result.countries ?? {}).slice(0, pricedCountries);
    const wanted = hasPrices(settings.credentials?.region) ? largest : [];
    const unknown = wanted.map(([country]) => country).filter((country) => !knownPrices.has(country));
    const read = new Map(
      await Promise.all(unknown.map(async (country) => [country, await opened.prices(country)] as const)),
    );
    onRead?.(read);
    return new Map([...knownPrices, ...read]);
  });
  const { other } = configuration ?? {};
  return {
    ...(configuration !== undefined && {
      application: {
        configuration,
        otherAcceptance: once(async () => (other === undefined ? undefined : (await openProvider(other)).accept())),
        poolSize: fact(async (opened) => (serviceSid === undefined ? 0 : opened.poolSize(serviceSid))),
      },
    }),
    settings,
    now: clock.now(),
    recorded,
    ambient,
    credential: active,
    acceptance,
    account,
    balance,
    profile,
    ownedSender,
    holder: fact(async (opened) => (number?.kind === 'number' ? opened.holderOf(number.sender) : null)),
    hostedOrder: fact(async (opened) => (number?.kind === 'number' ? opened.hostedOrder(number.sender) : null)),
    service,
    pooled,
    holdingService: once(async () => {
      if (serviceSid === undefined) return (await search()).holding;
      const [saved, { holds }] = await Promise.all([service(), pooled()]);
      return { service: holds ? saved : null, complete: true };
    }),
    registration,
    tollFree,
    verifiedRecipients: fact((opened) => opened.verifiedRecipients()),
    deliveries: once(async () => {
      const seen = await read().catch(unlessProvider([]));
      return [...seen, ...recorded].toSorted((one, other) => other.at.localeCompare(one.at));
    }),
    suspension: once(() => {
      const isPlus1 = number?.kind === 'number' && number.sender.startsWith('+1');
      const registered = number?.type === 'TOLL_FREE' ? tollFree : registration;
      const asked = [acceptance, account, balance, profile, ownedSender, service, geoPermissions];
      return firstSuspension([...asked, ...(isPlus1 ? [registered] : [])]);
    }),
    geoPermissions,
    prices,
    isParentsKey: fact(async (opened) => {
      const { apiKeySid } = { apiKeySid: undefined, ...(await active()) };
      return apiKeySid !== undefined && !(await opened.holdsKey(apiKeySid));
    }),
  };
}

/** For how many countries a run reads prices: each is a request. */
const pricedCountries = 3;

/** Returns `fallback` if the provider or the secret store gives no answer. Other rejections pass through. */
const unlessProvider =
  <T>(fallback: T) =>
  (error: unknown): T => {
    if (error instanceof ProviderError || error instanceof SecretStoreError) return fallback;
    throw error;
  };

/** The first suspension that a host reports. Twilio's hosts learn of one at different times. */
async function firstSuspension(asked: readonly (() => Promise<unknown>)[]): Promise<ProviderError | null> {
  const answers = await Promise.allSettled(asked.map((ask) => ask()));
  const reasons = answers.map((answer) => (answer.status === 'rejected' ? (answer.reason as unknown) : undefined));
  const isSuspension = (reason: unknown): reason is ProviderError =>
    reason instanceof ProviderError && reason.kind === 'suspended';
  return reasons.find(isSuspension) ?? null;
}
