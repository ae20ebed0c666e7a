import { exitCode } from '../../domain/exit-code.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { type Credential, fingerprintOf } from '../../domain/settings/credential.ts';
import {
  type CredentialSettings,
  type PendingKey,
  type SecretStoreKind,
  type Settings,
  storedCredentials,
} from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ApiKeys, OpenApiKeys, SecretStore } from '../../ports.ts';
import {
  bringCredentials,
  type ChangePorts,
  type ChangeRequest,
  type CredentialsEvent,
  useCredentials,
} from './change-credentials.ts';

export interface CreateKeyPorts extends ChangePorts {
  readonly openApiKeys: OpenApiKeys;
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export interface CreateKeyRequest extends ChangeRequest {
  /** The account's Auth Token, or a Main key: whoever may make keys. It is used here and kept nowhere. */
  readonly maker: Credential;
  /** What the key will be called at the provider; never used before. */
  readonly name: string;
  readonly store: SecretStoreKind;
  /** Switches to the key as soon as it is stored. */
  readonly use: boolean;
}

export type CreateKeyEvent =
  | CredentialsEvent
  | { readonly type: 'created'; readonly name: string; readonly sid: string }
  /** A key that an earlier run left: it was there and is deleted now, or it was never made. */
  | { readonly type: 'cleaned'; readonly key: PendingKey; readonly found: boolean };

interface Created {
  readonly settings: Settings;
  /** Null in a dry run. */
  readonly sid: string | null;
}

/**
 * Makes a Standard API key, proves it, and stores it beside the active credentials or switches to it. The intent is written
 * before the key is asked for, so that a crash leaves no key that nothing tells of. When the key cannot be saved it is deleted
 * again; where that fails, too, the error names it and it stays listed.
 */
export async function* createKey(
  request: CreateKeyRequest,
  ports: CreateKeyPorts,
): AsyncGenerator<CreateKeyEvent, Created> {
  const { maker, name, dryRun } = request;
  await acceptMaker(maker, ports);
  await requireStore(request.store, ports);
  const saved = (await ports.settings.load()) ?? {};
  const standing = saved.standby?.find(({ method }) => method === 'api-key');
  if (standing !== undefined) throw standsBy(standing);
  if (dryRun) return { settings: saved, sid: null };
  const keys = await ports.openApiKeys(maker);
  yield* cleanUp(maker.accountSid, keys, saved, ports);

  const intent: PendingKey = { accountSid: maker.accountSid, name, requestedAt: ports.clock.now().toISOString() };
  await list(intent, ports);
  const made = await make(keys, intent, ports);
  yield { type: 'created', name, sid: made.sid };
  const credential: Credential = {
    method: 'api-key',
    accountSid: maker.accountSid,
    apiKeySid: made.sid,
    secret: made.secret,
    ...(maker.region !== undefined && { region: maker.region }),
  };
  const section = {
    accountSid: credential.accountSid,
    method: credential.method,
    apiKeySid: made.sid,
    ...(credential.region !== undefined && { region: credential.region }),
    store: request.store,
    fingerprint: fingerprintOf(credential),
    savedAt: ports.clock.now().toISOString(),
  };
  const listed = { ...intent, sid: made.sid };
  let settings: Settings;
  try {
    await list(listed, ports);
    await untilKnown(credential, ports);
    settings = yield* bringCredentials(
      {
        fresh: { credential, section },
        as: saved.credentials === undefined ? 'active' : 'standby',
        keepFormer: false,
        proveAgain: false,
      },
      request,
      ports,
    );
  } catch (error) {
    throw await takenBack(error, listed, keys, ports);
  }
  const target = settings.standby?.find(({ apiKeySid }) => apiKeySid === made.sid);
  if (!request.use || target === undefined) return { settings, sid: made.sid };
  return { settings: yield* useCredentials(target, request, ports), sid: made.sid };
}

/** A key that gave way would exist on, and nobody would be told of it. */
const standsBy = ({ apiKeySid = '' }: CredentialSettings): UserError =>
  new UserError({
    code: 'credentials.key-stands-by',
    message: `No key was made: the API key ${maskSid(apiKeySid)} stands by already, and one is kept beside the active credentials.`,
    hints: [
      `Switch to it with \`smsctl credentials use ${apiKeySid}\`.`,
      `Or revoke it in the Twilio Console under API keys & tokens, and forget it with \`smsctl credentials remove ${apiKeySid}\`.`,
    ],
  });

async function acceptMaker(maker: Credential, { openProvider }: CreateKeyPorts): Promise<void> {
  try {
    await (await openProvider(maker)).accept();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'rejected') throw error;
    throw new UserError({
      code: 'credentials.refused',
      message: `No key was made: the provider does not accept what was given to make it with.`,
      hints: [error.message, ...error.hints],
      exit: exitCode.notReady,
    });
  }
}

/** Before a key is made that could not be kept. Asks for a passphrase, where one is needed. */
async function requireStore(kind: SecretStoreKind, { openStore }: CreateKeyPorts): Promise<void> {
  const store = openStore(kind);
  const { ready, problem, sentence, nextStep } = await store.probe();
  if (!ready) {
    throw new SecretStoreError({
      problem: problem ?? 'denied',
      message: `No key was made, since it could not be kept. ${sentence}`,
      nextStep: nextStep ?? 'Choose another store with `--store`.',
    });
  }
  await store.prepare();
}

/** What earlier runs left at the provider. What cannot be looked at now stays listed. */
async function* cleanUp(
  accountSid: string,
  keys: ApiKeys,
  { pendingKeys = [] }: Settings,
  ports: CreateKeyPorts,
): AsyncGenerator<CreateKeyEvent> {
  for (const key of pendingKeys.filter((each) => each.accountSid === accountSid)) {
    const found = await remove(key, keys);
    if (found === undefined) continue;
    await unlist(key, ports);
    yield { type: 'cleaned', key, found };
  }
}

/** Whether there was such a key; undefined: it could not be found out, or not be deleted. */
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

const withoutKey = ({ pendingKeys = [], ...settings }: Settings, { name }: PendingKey): Settings => {
  const left = pendingKeys.filter((each) => each.name !== name);
  return left.length === 0 ? settings : { ...settings, pendingKeys: left };
};

async function list(key: PendingKey, { settings }: CreateKeyPorts): Promise<void> {
  await settings.update((current) => {
    const others = withoutKey(current, key);
    return { ...others, pendingKeys: [...(others.pendingKeys ?? []), key] };
  });
}

async function unlist(key: PendingKey, { settings }: CreateKeyPorts): Promise<void> {
  await settings.update((current) => withoutKey(current, key));
}

/** With these the provider answered, and made nothing. */
const certain: readonly ProviderError['kind'][] = [
  'rejected',
  'refused',
  'test-credentials',
  'suspended',
  'not-found',
  'rate-limited',
];

async function make(keys: ApiKeys, intent: PendingKey, ports: CreateKeyPorts): ReturnType<ApiKeys['create']> {
  try {
    return await keys.create(intent.name);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (certain.includes(error.kind)) {
      await unlist(intent, ports);
      throw error;
    }
    throw await takenBack(error, intent, keys, ports);
  }
}

/** A new key may take a moment until every host knows it. */
const patienceMs = 10_000;
const pauseMs = 500;

async function untilKnown(credential: Credential, { openProvider, sleep }: CreateKeyPorts): Promise<void> {
  const provider = await openProvider(credential);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pauseMs) {
    try {
      await provider.accept();
      return;
    } catch (error) {
      // Anything else is for the checks that come next to tell.
      if (!(error instanceof ProviderError) || error.kind !== 'rejected') return;
    }
    await sleep(pauseMs);
  }
}

/** The error to throw, once the key that could not be saved is deleted again, or is named to whoever has to do it. */
async function takenBack(error: unknown, key: PendingKey, keys: ApiKeys, ports: CreateKeyPorts): Promise<unknown> {
  const settings = await ports.settings.load().catch(() => undefined);
  // The switch may have happened before the error came.
  const isStored = ({ apiKeySid }: CredentialSettings) => apiKeySid !== undefined && apiKeySid === key.sid;
  if (settings !== undefined && storedCredentials(settings).some(isStored)) return error;
  const found = await remove(key, keys);
  if (found !== undefined) await unlist(key, ports).catch(() => undefined);
  if (!(error instanceof UserError)) return error;
  return new UserError({
    code: error.code,
    message: error.message,
    exit: error.exit,
    hints: [
      ...error.hints,
      found === undefined
        ? `The API key ${key.sid ?? `named "${key.name}"`} may exist and is not used: delete it in the Twilio Console under API keys & tokens.`
        : found
          ? 'The API key that was made for this was deleted again.'
          : 'No API key was made.',
    ],
  });
}
