import { exitCode } from '../../domain/exit-code.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { relay } from '../../domain/relay.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { type Credential, fingerprintOf } from '../../domain/settings/credential.ts';
import type { CredentialSettings, PendingKey, SecretStoreKind, Settings } from '../../domain/settings/settings.ts';
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
import type { SecretToKeep } from './credential-vault.ts';
import { cleanUp, list, undo, unlist } from './pending-keys.ts';

export interface CreateKeyPorts extends ChangePorts {
  readonly openApiKeys: OpenApiKeys;
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export interface CreateKeyRequest extends ChangeRequest {
  /** The Auth Token or a Main key of the account, which may create keys. Not stored. */
  readonly maker: Credential;
  /** The key's name at the provider; never used before. */
  readonly name: string;
  readonly store: SecretStoreKind;
  /** Switches to the key as soon as it is stored. */
  readonly use: boolean;
}

export type CreateKeyEvent =
  | CredentialsEvent
  | { readonly type: 'created'; readonly name: string; readonly sid: string }
  /** An earlier run left this key. `found`: it existed and is deleted; else it was never created. */
  | { readonly type: 'cleaned'; readonly key: PendingKey; readonly found: boolean };

interface Created {
  readonly settings: Settings;
  /** Null in a dry run. */
  readonly sid: string | null;
}

/**
 * Creates a Standard API key, proves it, and stores it beside the active credentials or switches to it. The key is intended,
 * created, known to the provider's hosts, stored: its name is listed in the settings before it is created, so that a crash
 * leaves no unlisted key. If it cannot be stored it is deleted; if that fails too, the error names it and it stays listed.
 */
export async function* createKey(
  request: CreateKeyRequest,
  ports: CreateKeyPorts,
): AsyncGenerator<CreateKeyEvent, Created> {
  const { maker, name, dryRun, use } = request;
  await acceptMaker(maker, ports);
  await requireStore(request.store, ports);
  const saved = (await ports.settings.load()) ?? {};
  const standby = saved.standby?.find(({ method }) => method === 'api-key');
  if (standby !== undefined) throw standbyExists(standby);
  if (dryRun) return { settings: saved, sid: null };
  const keys = await ports.openApiKeys(maker);
  const leftOver = cleanUp(maker.accountSid, keys, ports.settings);
  yield* relay(leftOver, (cleaned): CreateKeyEvent => ({ type: 'cleaned', ...cleaned }));

  const intended = { accountSid: maker.accountSid, name, requestedAt: ports.clock.now().toISOString() };
  await list(intended, ports.settings);
  const { sid, secret } = await create(intended, keys, ports);
  yield { type: 'created', name, sid };
  const created = { ...intended, sid };
  let stored: Settings;
  try {
    await list(created, ports.settings);
    const fresh = credentialsOf({ sid, secret }, request, ports);
    await untilKnown(fresh.credential, ports);
    const as = saved.credentials === undefined ? 'active' : 'standby';
    stored = yield* bringCredentials({ fresh, as, keepFormer: false, proveAgain: false }, request, ports);
  } catch (error) {
    throw await undo(created, error, keys, ports.settings);
  }
  const target = stored.standby?.find(({ apiKeySid }) => apiKeySid === sid);
  if (!use || target === undefined) return { settings: stored, sid };
  return { settings: yield* useCredentials(target, request, ports), sid };
}

type NewKey = Awaited<ReturnType<ApiKeys['create']>>;

function credentialsOf(
  { sid, secret }: NewKey,
  { maker: { accountSid, region }, store }: CreateKeyRequest,
  { clock }: CreateKeyPorts,
): SecretToKeep {
  const key = { accountSid, method: 'api-key', apiKeySid: sid, ...(region !== undefined && { region }) } as const;
  const credential: Credential = { ...key, secret };
  const savedAt = clock.now().toISOString();
  return { credential, section: { ...key, store, fingerprint: fingerprintOf(credential), savedAt } };
}

/** A second key would replace this one, which would stay valid at the provider unseen. */
const standbyExists = ({ apiKeySid = '' }: CredentialSettings): UserError =>
  new UserError({
    code: 'credentials.key-stands-by',
    message: `No API key was created: the API key ${maskSid(apiKeySid)} is already stored beside the active credentials.`,
    hints: [
      `To switch to it, run \`smsctl credentials use ${apiKeySid}\`.`,
      `To replace it, delete it in the Twilio Console under API keys & tokens, then run \`smsctl credentials remove ${apiKeySid}\`.`,
    ],
  });

async function acceptMaker(maker: Credential, { openProvider }: CreateKeyPorts): Promise<void> {
  try {
    await (await openProvider(maker)).accept();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'rejected') throw error;
    throw new UserError({
      code: 'credentials.refused',
      message: 'No API key was created: Twilio does not accept the given credentials.',
      hints: [error.message, ...error.hints],
      exit: exitCode.notReady,
    });
  }
}

/** Throws before a key is created that could not be stored. Asks for a passphrase if the store needs one. */
async function requireStore(kind: SecretStoreKind, { openStore }: CreateKeyPorts): Promise<void> {
  const store = openStore(kind);
  const { ready, problem, sentence, nextStep } = await store.probe();
  if (!ready) {
    throw new SecretStoreError({
      problem: problem ?? 'denied',
      message: `No API key was created, because it could not be stored. ${sentence}`,
      nextStep: nextStep ?? 'Choose another store with `--store`.',
    });
  }
  await store.prepare();
}

/** With these errors the provider has answered, and has created nothing. */
const certain: readonly ProviderError['kind'][] = [
  'rejected',
  'refused',
  'test-credentials',
  'suspended',
  'not-found',
  'rate-limited',
];

async function create(intended: PendingKey, keys: ApiKeys, { settings }: CreateKeyPorts): Promise<NewKey> {
  try {
    return await keys.create(intended.name);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (!certain.includes(error.kind)) throw await undo(intended, error, keys, settings);
    await unlist(intended, settings);
    throw error;
  }
}

/** How long to wait until all hosts of the provider accept a new key. */
const knownWithinMs = 10_000;
const pauseMs = 500;

async function untilKnown(credential: Credential, { openProvider, sleep }: CreateKeyPorts): Promise<void> {
  const provider = await openProvider(credential);
  for (let waitedMs = 0; waitedMs < knownWithinMs; waitedMs += pauseMs) {
    try {
      await provider.accept();
      return;
    } catch (error) {
      // The checks that follow report any other error.
      if (!(error instanceof ProviderError) || error.kind !== 'rejected') return;
    }
    await sleep(pauseMs);
  }
}
