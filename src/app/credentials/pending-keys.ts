import { ProviderError } from '../../domain/provider-error.ts';
import {
  type CredentialSettings,
  type PendingKey,
  type Settings,
  storedCredentials,
} from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ApiKeys, SettingsStore } from '../../ports.ts';

// API keys that may exist at the provider and that no stored credentials name. Each is listed in the settings before it is
// created, so that a crash leaves no unlisted key.

/** Lists a key. Replaces an entry of the same name. */
export async function list(key: PendingKey, settings: SettingsStore): Promise<void> {
  await settings.update((current) => {
    const others = withoutKey(current, key);
    return { ...others, pendingKeys: [...(others.pendingKeys ?? []), key] };
  });
}

export async function unlist(key: PendingKey, settings: SettingsStore): Promise<void> {
  await settings.update((current) => withoutKey(current, key));
}

const withoutKey = ({ pendingKeys = [], ...settings }: Settings, { name }: PendingKey): Settings => {
  const left = pendingKeys.filter((each) => each.name !== name);
  return left.length === 0 ? settings : { ...settings, pendingKeys: left };
};

/** Deletes a key at the provider. True if it existed; undefined if the provider cannot say or cannot delete it. */
async function remove({ name, sid }: PendingKey, keys: ApiKeys): Promise<boolean | undefined> {
  try {
    const sids = new Set([...(await keys.named(name)), ...(sid === undefined ? [] : [sid])]);
    for (const each of sids) await keys.delete(each);
    return sids.size > 0;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

/**
 * Deletes the keys of an account that earlier runs left. A key that cannot be deleted now stays listed. `found`: it existed
 * and is deleted; else it was never created.
 */
export async function* cleanUp(
  accountSid: string,
  keys: ApiKeys,
  settings: SettingsStore,
): AsyncGenerator<{ readonly key: PendingKey; readonly found: boolean }, void> {
  const { pendingKeys = [] } = (await settings.load()) ?? {};
  for (const key of pendingKeys.filter((each) => each.accountSid === accountSid)) {
    const found = await remove(key, keys);
    if (found === undefined) continue;
    await unlist(key, settings);
    yield { key, found };
  }
}

/**
 * Deletes a key that could not be stored. Returns the error to throw: `error` with a hint about what became of the key. Does
 * nothing if stored credentials name the key, since the error may have come after the switch.
 */
export async function undo(key: PendingKey, error: unknown, keys: ApiKeys, settings: SettingsStore): Promise<unknown> {
  const saved = await settings.load().catch(() => undefined);
  const isStored = ({ apiKeySid }: CredentialSettings) => apiKeySid !== undefined && apiKeySid === key.sid;
  if (saved !== undefined && storedCredentials(saved).some(isStored)) return error;
  const found = await remove(key, keys);
  if (found !== undefined) await unlist(key, settings).catch(() => undefined);
  if (!(error instanceof UserError)) return error;
  const { code, message, exit, hints } = error;
  return new UserError({ code, message, exit, hints: [...hints, outcomeOf(key, found)] });
}

function outcomeOf({ sid, name }: PendingKey, found: boolean | undefined): string {
  if (found === undefined) {
    return `The API key ${sid ?? `named "${name}"`} may exist, and nothing uses it. Delete it in the Twilio Console under API keys & tokens.`;
  }
  return found ? 'The new API key was deleted again.' : 'No API key was created.';
}
