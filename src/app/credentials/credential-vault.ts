import { isAbsent, SecretStoreError } from '../../domain/secret-store-error.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import {
  type CredentialSettings,
  isReadOnly,
  type SecretRef,
  type SecretStoreKind,
  type Settings,
  storedCredentials,
  storeNames,
  withStandby,
} from '../../domain/settings/settings.ts';
import type { Secret } from '../../domain/text/secret.ts';
import { UserError } from '../../domain/user-error.ts';
import type { SecretStore, SettingsStore } from '../../ports.ts';
import { parsedSecret, secretVariables } from './parsed-secret.ts';
import { seal, unseal } from './sealed-credential.ts';

/**
 * The stored credentials of an organization. Each secret has a fresh key in its store, and the settings name the key, so that a
 * switch is one atomic write of the settings. New keys are listed first (`pending`): after a crash, every secret in a store is
 * in use or listed.
 */
export interface CredentialVault {
  /** Rejects with `SecretStoreError`: `missing`, `mismatch`, or the problem of the store. */
  readonly read: (section: CredentialSettings) => Promise<Credential>;
  /**
   * Stores the secrets and then, in one atomic write, the settings that `change` returns; `kept` are the sections to save, in
   * the order of `secrets`. Secrets that the settings no longer name are deleted, or stay pending. Resolves with the settings
   * as they are now. If it rejects, they are unchanged, unless the error says otherwise.
   */
  readonly commit: (
    secrets: readonly SecretToKeep[],
    change: (current: Settings, kept: readonly CredentialSettings[]) => Settings,
  ) => Promise<Settings>;
  /** Commits `credential` as the active one and, in the same write, `sections`. The former active one is not kept. */
  readonly save: (credential: Credential, sections: SectionsWithCredentials) => Promise<Settings>;
  /**
   * Deletes the secrets that `pending` lists and no section names. Every command that writes begins with it. Resolves with the
   * number of secrets that are still pending, for example because their store is locked.
   */
  readonly clear: () => Promise<number>;
  /** Takes these off `pending` without deleting them, for a store that is gone. Resolves with the settings as they are now. */
  readonly forget: (refs: readonly SecretRef[]) => Promise<Settings>;
}

/** A credential and the section to save for it; `section.store` is the store for its secret. */
export interface SecretToKeep {
  readonly credential: Credential;
  readonly section: CredentialSettings;
}

type SectionsWithCredentials = Partial<Settings> & { readonly credentials: CredentialSettings };

interface VaultPorts {
  readonly settings: SettingsStore;
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
  /** A key that was never used before. */
  readonly newKey: () => string;
}

/** `CredentialVault.read`, without a vault. */
export async function readStored(section: CredentialSettings, openStore: VaultPorts['openStore']): Promise<Credential> {
  const { store: kind } = section;
  const key = keyOf(section);
  const found = key === undefined ? undefined : await openStore(kind).get(key);
  if (found === undefined) throw missing(section);
  return withSecret(section, isReadOnly(kind) ? parsedSecret(found, section) : unseal(found, section));
}

function keyOf({ store, method, secretKey, secretCommand }: CredentialSettings): string | undefined {
  if (store === 'env') return secretVariables[method];
  if (store === 'command') return secretCommand === undefined ? undefined : JSON.stringify(secretCommand);
  return secretKey;
}

export function credentialVault({ settings, openStore, newKey }: VaultPorts): CredentialVault {
  return {
    read: (section) => readStored(section, openStore),
    commit,
    save: (credential, sections) =>
      commit([{ credential, section: sections.credentials }], (current, [credentials]) =>
        withStandby({ ...current, ...sections, ...(credentials && { credentials }) }, current.standby ?? []),
      ),
    clear,
    forget,
  };

  async function commit(...[secrets, change]: Parameters<CredentialVault['commit']>): Promise<Settings> {
    const keeps = secrets.map(({ credential, section: { secretKey: _, secretCommand, ...section } }): SecretToKeep => {
      const isWritten = !isReadOnly(section.store);
      const command = section.store === 'command' && secretCommand !== undefined ? { secretCommand } : {};
      return { credential, section: { ...section, ...command, ...(isWritten && { secretKey: newKey() }) } };
    });
    const refs = refsOf(keeps.map(({ section }) => section));
    // Before the first write: an unusable store, or leaving at its passphrase prompt, must change nothing.
    for (const kind of new Set(refs.map(({ store }) => store))) await openStore(kind).prepare();
    if (refs.length > 0) {
      await settings.update((current) => withPending(current, [...(current.pending ?? []), ...refs]));
      let attempted = 0;
      try {
        for (const { credential, section } of keeps) {
          if (section.secretKey === undefined) continue;
          attempted += 1;
          await openStore(section.store).set(section.secretKey, seal(credential));
        }
      } catch (error) {
        const mayBeStored = !(error instanceof SecretStoreError && isAbsent(error.problem));
        const neverStored = refs.slice(mayBeStored ? attempted : attempted - 1);
        if (neverStored.length > 0) await later(() => forget(neverStored));
        await later(clear);
        throw error;
      }
    }
    const switched = await settings.update((current) => {
      const pending = current.pending ?? [];
      const isOurs = (ref: SecretRef) => refs.some((other) => sameRef(other, ref));
      if (pending.filter((ref) => isOurs(ref) && ref.doomed !== true).length < refs.length) throw overtaken();
      const next = change(
        current,
        keeps.map(({ section }) => section),
      );
      const used = refsOf(storedCredentials(next));
      // Includes new secrets that `change` did not use.
      const left = [...pending, ...refsOf(storedCredentials(current))].filter(
        (ref, index, all) =>
          !used.some((other) => sameRef(other, ref)) && all.findIndex((other) => sameRef(other, ref)) === index,
      );
      return withPending(withoutKeysIn(next), left);
    });
    await later(clear);
    return (await settings.load().catch(() => undefined)) ?? switched;
  }

  /** Ignores a failed clean-up: the next command repeats it, since the secrets stay listed. */
  async function later(cleanUp: () => Promise<unknown>): Promise<void> {
    try {
      await cleanUp();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }

  function forget(refs: readonly SecretRef[]): Promise<Settings> {
    return settings.update((current) =>
      withPending(
        current,
        (current.pending ?? []).filter((ref) => !refs.some((other) => sameRef(other, ref))),
      ),
    );
  }

  async function clear(): Promise<number> {
    if (((await settings.load())?.pending ?? []).length === 0) return 0;
    // Marked first, so that no other process switches to a secret that is about to be deleted.
    const marked = await settings.update((current) => {
      const used = refsOf(storedCredentials(current));
      const unused = (current.pending ?? []).filter((ref) => !used.some((other) => sameRef(other, ref)));
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

const refsOf = (sections: readonly CredentialSettings[]): readonly SecretRef[] =>
  sections.flatMap(({ store, secretKey }) => (secretKey === undefined ? [] : [{ store, key: secretKey }]));

/** Removes the API keys that stored credentials name. */
function withoutKeysIn({ pendingKeys = [], ...settings }: Settings): Settings {
  const named = storedCredentials(settings).map(({ apiKeySid }) => apiKeySid);
  const left = pendingKeys.filter(({ sid }) => sid === undefined || !named.includes(sid));
  return left.length === 0 ? settings : { ...settings, pendingKeys: left };
}

function withPending({ pending: _, ...settings }: Settings, pending: readonly SecretRef[]): Settings {
  return pending.length === 0 ? settings : { ...settings, pending };
}

function withSecret({ accountSid, method, apiKeySid = '', region }: CredentialSettings, secret: Secret): Credential {
  const common = { accountSid, secret, ...(region !== undefined && { region }) };
  return method === 'api-key' ? { ...common, method, apiKeySid } : { ...common, method };
}

function missing({ store, method }: CredentialSettings): SecretStoreError {
  const inEnvironment = store === 'env';
  return new SecretStoreError({
    problem: 'missing',
    message: inEnvironment
      ? `${secretVariables[method]} is not set. The secret is read from this environment variable.`
      : `Secret not found: the settings name a secret that is not in ${storeNames[store]}.`,
    nextStep: inEnvironment
      ? `Set ${secretVariables[method]}, or choose another store with \`smsctl setup credentials\`.`
      : 'Enter it again with `smsctl setup credentials`.',
  });
}

const overtaken = (): UserError =>
  new UserError({
    code: 'settings.overtaken',
    message: 'Another smsctl deleted unused secrets at the same time. The former credentials are still active.',
    hints: ['Run the command again.'],
    exit: 75,
  });
