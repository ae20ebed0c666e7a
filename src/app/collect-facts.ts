import type { Credential } from '../domain/credential.ts';
import type { Facts } from '../domain/facts.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import type { CredentialSettings, Settings } from '../domain/settings.ts';
import type { Clock, OpenProvider } from '../ports.ts';

interface Sources {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
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

/** Facts that look things up when a check first asks, side by side, and never twice. */
export function collectFacts({ settings, clock, openProvider, readCredential, credential }: Sources): Facts {
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
  return {
    settings,
    now: clock.now(),
    credential: active,
    acceptance: once(async () => (await provider()).accept()),
    account: once(async () => (await provider()).account()),
    ownedSender: once(async () => {
      const { sender = '', kind = 'number' } = settings.number ?? {};
      const opened = await provider();
      return kind === 'short-code' ? opened.shortCode(sender) : opened.phoneNumber(sender);
    }),
  };
}
