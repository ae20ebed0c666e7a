import { exitCode } from '../../domain/exit-code.ts';
import {
  type CredentialSettings,
  isSameCommand,
  type ReadOnlyStore,
  type SecretStoreKind,
  type Settings,
  storedCredentials,
  withStandby,
} from '../../domain/settings/settings.ts';
import { didYouMean } from '../../domain/text/nearest.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { CredentialVault, SecretToKeep } from './credential-vault.ts';

// Changes of stored credentials. Each is one commit of the vault, so that a crash leaves the old state or the new one.
// All reject as `CredentialVault.commit` does, and with `UserError` `settings.overtaken` (exit 75) if another process has changed
// the same credentials.

/** Makes new credentials the active ones. With `keepFormer` the former ones become standby, else their secret is deleted. */
export const activateNew = (
  vault: CredentialVault,
  fresh: SecretToKeep,
  { keepFormer }: { readonly keepFormer: boolean },
): Promise<Settings> =>
  vault.commit([fresh], (current, [section]) => {
    const former = keepFormer && current.credentials !== undefined ? [current.credentials] : [];
    return withStandby({ ...current, ...(section && { credentials: section }) }, [
      ...former,
      ...(current.standby ?? []),
    ]);
  });

/** Stores new credentials as standby. Replaces the standby ones of the same method. */
export const storeBeside = (vault: CredentialVault, fresh: SecretToKeep): Promise<Settings> =>
  vault.commit([fresh], (current, kept) => withStandby(current, [...kept, ...(current.standby ?? [])]));

/** Switches to `target`, which is standby; the active one becomes standby. */
export const activateStored = (vault: CredentialVault, target: CredentialSettings): Promise<Settings> =>
  vault.commit([], (current) => {
    const { credentials, standby = [] } = current;
    const found = standby.find((one) => isSame(one, target));
    if (found === undefined) throw changedMeanwhile();
    const former = credentials === undefined ? [] : [credentials];
    return withStandby({ ...current, credentials: found }, [...former, ...standby.filter((one) => one !== found)]);
  });

/** Removes `targets` and deletes their secrets. If the active one is among them, none is active afterwards. */
export const removeStored = (vault: CredentialVault, targets: readonly CredentialSettings[]): Promise<Settings> =>
  vault.commit([], (current) => {
    if (!targets.every((target) => storedCredentials(current).some((one) => isSame(one, target)))) {
      throw changedMeanwhile();
    }
    const isGone = (one: CredentialSettings) => targets.some((target) => isSame(one, target));
    const { credentials, ...rest } = current;
    const active = credentials === undefined || isGone(credentials) ? {} : { credentials };
    return withStandby(
      { ...rest, ...active },
      (current.standby ?? []).filter((one) => !isGone(one)),
    );
  });

/**
 * Moves every stored secret of `settings` to another store, in one switch. Rejects as `CredentialVault.read` does if a secret
 * cannot be read; nothing is moved then.
 */
export async function moveStored(
  vault: CredentialVault,
  settings: Settings,
  store: Exclude<SecretStoreKind, ReadOnlyStore>,
): Promise<Settings> {
  const movers = storedCredentials(settings).filter((one) => one.store !== store);
  const moved: SecretToKeep[] = [];
  for (const section of movers) {
    moved.push({ credential: await vault.read(section), section: { ...section, store } });
  }
  return vault.commit(moved, (current, kept) => {
    const now = storedCredentials(current);
    if (!movers.every((mover) => now.some((one) => isSame(one, mover)))) throw changedMeanwhile();
    const place = (one: CredentialSettings) => kept[movers.findIndex((mover) => isSame(mover, one))] ?? one;
    const { credentials, standby = [] } = current;
    return withStandby({ ...current, ...(credentials && { credentials: place(credentials) }) }, standby.map(place));
  });
}

/** Reverts a switch in one write: `former`, which is standby, becomes active, and `failed` is deleted. */
export const rollBack = (
  vault: CredentialVault,
  { failed, former }: { readonly failed: CredentialSettings; readonly former: CredentialSettings },
): Promise<Settings> =>
  vault.commit([], (current) => {
    const { credentials, standby = [] } = current;
    const found = standby.find((one) => isSame(one, former));
    if (found === undefined || credentials === undefined || !isSame(credentials, failed)) throw changedMeanwhile();
    return withStandby(
      { ...current, credentials: found },
      standby.filter((one) => one !== found),
    );
  });

/**
 * Finds credentials by `auth-token`, `api-key`, `previous` or the SID of a key. The active ones come before standby ones.
 * Throws `UserError` `credentials.unknown` if there are none.
 */
export function findStored(settings: Settings, word: string): CredentialSettings {
  const { credentials, standby = [] } = settings;
  const fits = ({ method, apiKeySid }: CredentialSettings) => method === word || apiKeySid === word;
  const isActive = credentials !== undefined && fits(credentials);
  const found = word === 'previous' ? standby[0] : isActive ? credentials : standby.find(fits);
  if (found !== undefined) return found;
  const names = [...new Set(storedCredentials(settings).map(({ method }) => method))];
  throw new UserError({
    code: 'credentials.unknown',
    message: `Credentials not found: \`${printable(word, 60)}\`.`,
    hints: [
      ...didYouMean(word, ['auth-token', 'api-key', 'previous']),
      `Stored: ${names.length === 0 ? 'none' : names.join(', ')}.`,
      'To see them, run `smsctl credentials show`. To store new ones, run `smsctl credentials set`.',
    ],
  });
}

/** The same credentials in the same place. */
const isSame = (one: CredentialSettings, other: CredentialSettings): boolean =>
  one.fingerprint === other.fingerprint &&
  one.store === other.store &&
  one.secretKey === other.secretKey &&
  isSameCommand(one.secretCommand, other.secretCommand);

const changedMeanwhile = (): UserError =>
  new UserError({
    code: 'settings.overtaken',
    message: 'Another smsctl changed the credentials at the same time. This command changed nothing.',
    hints: ['Check them with `smsctl credentials show`, then run the command again.'],
    exit: exitCode.busy,
  });
