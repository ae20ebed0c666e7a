import type { Credential, CredentialMethod } from '../domain/credential.ts';
import { Secret } from '../domain/secret.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import {
  type CredentialSettings,
  type SecretRef,
  type SecretStoreKind,
  type Settings,
  storeNames,
} from '../domain/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { SecretStore, SettingsStore } from '../ports.ts';

/**
 * Two stores, one truth. A secret lies in its store under a fresh key, which the settings point to; a switch is one atomic
 * write of the settings. Intent is written first (`pending`), so that whatever a crash leaves behind is either in use or
 * listed. What is stored repeats the account, so that settings restored from a copy never send another account's secret.
 */
export interface CredentialVault {
  /** Rejects with `SecretStoreError`: `missing`, `mismatch`, or what keeps the store from being read. */
  readonly read: (section: CredentialSettings) => Promise<Credential>;
  /**
   * Saves `credential` and, in the same atomic write, `sections`. Resolves with the settings as they are now. When it
   * rejects, the former credential is still the one in use.
   */
  readonly save: (credential: Credential, sections: SectionsWithCredentials) => Promise<Settings>;
  /** Deletes what `pending` lists and nothing points to. Resolves with how many are still pending, as in a locked store. */
  readonly clear: () => Promise<number>;
}

type SectionsWithCredentials = Partial<Settings> & { readonly credentials: CredentialSettings };

interface VaultPorts {
  readonly settings: SettingsStore;
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
  /** A key that was never used before. */
  readonly newKey: () => string;
}

/** What a store holds under a key, as JSON. */
interface Envelope {
  readonly v: 1;
  readonly accountSid: string;
  readonly method: CredentialMethod;
  readonly apiKeySid: string | null;
  readonly secret: string;
}

/** Where each method's secret stands in the environment; Twilio's own names. */
const secretVariables: Readonly<Record<CredentialMethod, string>> = {
  'auth-token': 'TWILIO_AUTH_TOKEN',
  'api-key': 'TWILIO_API_SECRET',
};

export function credentialVault({ settings, openStore, newKey }: VaultPorts): CredentialVault {
  return {
    read: async (section) => {
      const { store: kind, method, secretKey } = section;
      const key = kind === 'env' ? secretVariables[method] : secretKey;
      const found = key === undefined ? undefined : await openStore(kind).get(key);
      if (found === undefined) throw missing(section);
      return withSecret(section, kind === 'env' ? found : unseal(found, section));
    },

    save: async (credential, sections) => {
      const { store: kind } = sections.credentials;
      if (kind === 'env') return switchTo(sections, undefined);
      const store = openStore(kind);
      // Before the first write: leaving at the prompt for a passphrase must leave no trace.
      await store.prepare();
      const ref: SecretRef = { store: kind, key: newKey() };
      await settings.update((current) => ({ ...current, pending: [...(current.pending ?? []), ref] }));
      try {
        await store.set(ref.key, seal(credential));
      } catch (error) {
        await clear();
        throw error;
      }
      return switchTo({ ...sections, credentials: { ...sections.credentials, secretKey: ref.key } }, ref);
    },

    clear,
  };

  /** The one atomic write, then the former secret is deleted; a failure there leaves it pending and changes nothing else. */
  async function switchTo(sections: SectionsWithCredentials, ref: SecretRef | undefined): Promise<Settings> {
    const switched = await settings.update((current) => {
      const pending = current.pending ?? [];
      if (ref !== undefined && !pending.some((other) => sameRef(other, ref) && other.doomed !== true))
        throw overtaken();
      const former = refOf(current.credentials);
      const left = [
        ...pending.filter((other) => ref === undefined || !sameRef(other, ref)),
        ...(former ? [former] : []),
      ];
      return withPending({ ...current, ...sections }, left);
    });
    await clear();
    return (await settings.load()) ?? switched;
  }

  async function clear(): Promise<number> {
    if (((await settings.load())?.pending ?? []).length === 0) return 0;
    // Marked first, so that a save under way elsewhere does not switch to a secret that is about to go.
    const marked = await settings.update((current) => {
      const used = refOf(current.credentials);
      const unused = (current.pending ?? []).filter((ref) => used === undefined || !sameRef(ref, used));
      return withPending(
        current,
        unused.map((ref) => ({ ...ref, doomed: true })),
      );
    });
    const gone: SecretRef[] = [];
    for (const ref of marked.pending ?? []) if (await deleted(ref)) gone.push(ref);
    if (gone.length === 0) return marked.pending?.length ?? 0;
    const cleared = await settings.update((current) =>
      withPending(
        current,
        (current.pending ?? []).filter((ref) => !gone.some((other) => sameRef(other, ref))),
      ),
    );
    return cleared.pending?.length ?? 0;
  }

  async function deleted({ store, key }: SecretRef): Promise<boolean> {
    try {
      await openStore(store).delete(key);
      return true;
    } catch (error) {
      if (error instanceof SecretStoreError) return false;
      throw error;
    }
  }
}

const sameRef = (one: SecretRef, other: SecretRef): boolean => one.store === other.store && one.key === other.key;

const refOf = (section: CredentialSettings | undefined): SecretRef | undefined =>
  section?.secretKey === undefined ? undefined : { store: section.store, key: section.secretKey };

function withPending({ pending: _, ...settings }: Settings, pending: readonly SecretRef[]): Settings {
  return pending.length === 0 ? settings : { ...settings, pending };
}

function withSecret({ accountSid, method, apiKeySid = '', region }: CredentialSettings, secret: Secret): Credential {
  const common = { accountSid, secret, ...(region !== undefined && { region }) };
  return method === 'api-key' ? { ...common, method, apiKeySid } : { ...common, method };
}

const seal = (credential: Credential): Secret =>
  new Secret(
    JSON.stringify({
      v: 1,
      accountSid: credential.accountSid,
      method: credential.method,
      apiKeySid: credential.method === 'api-key' ? credential.apiKeySid : null,
      secret: credential.secret.reveal(),
    } satisfies Envelope),
  );

function unseal(sealed: Secret, section: CredentialSettings): Secret {
  const envelope = parseEnvelope(sealed);
  const same =
    envelope?.accountSid === section.accountSid &&
    envelope.method === section.method &&
    envelope.apiKeySid === (section.apiKeySid ?? null);
  if (envelope !== undefined && same) return new Secret(envelope.secret);
  throw new SecretStoreError({
    problem: 'mismatch',
    message: `The secret in ${storeNames[section.store]} belongs to another account or key than the settings name; it was not used.`,
    nextStep: 'Enter the credentials again with `smsctl setup credentials`.',
  });
}

function parseEnvelope(sealed: Secret): Envelope | undefined {
  try {
    const envelope = JSON.parse(sealed.reveal()) as Partial<Envelope> | null;
    return typeof envelope?.secret === 'string' ? (envelope as Envelope) : undefined;
  } catch {
    return undefined;
  }
}

function missing({ store, method, savedAt }: CredentialSettings): SecretStoreError {
  const inEnvironment = store === 'env';
  return new SecretStoreError({
    problem: 'missing',
    message: inEnvironment
      ? `The secret is kept in environment variables, and ${secretVariables[method]} is not set here.`
      : `The secret that was stored on ${savedAt.slice(0, 10)} is not in ${storeNames[store]} any more; the settings still name it.`,
    nextStep: inEnvironment
      ? `Set ${secretVariables[method]}, or choose another store with \`smsctl setup credentials\`.`
      : 'Enter it again with `smsctl setup credentials`; everything else stays.',
  });
}

const overtaken = (): UserError =>
  new UserError({
    code: 'settings.overtaken',
    message: 'Another smsctl cleaned up while this one was saving; the former credentials are still in use.',
    hints: ['Run the same command again.'],
    exit: 75,
  });
