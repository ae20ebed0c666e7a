import { SecretStoreError } from '../../domain/secret-store-error.ts';
import type { Credential, CredentialMethod } from '../../domain/settings/credential.ts';
import { type CredentialSettings, storeNames } from '../../domain/settings/settings.ts';
import { Secret } from '../../domain/text/secret.ts';

/** The JSON that a store keeps under a key. */
interface Envelope {
  readonly v: 1;
  readonly accountSid: string;
  readonly method: CredentialMethod;
  readonly apiKeySid: string | null;
  readonly secret: string;
}

/** Makes the text to store. It repeats the account, so that copied settings never send another account's secret. */
export const seal = (credential: Credential): Secret =>
  new Secret(
    JSON.stringify({
      v: 1,
      accountSid: credential.accountSid,
      method: credential.method,
      apiKeySid: credential.method === 'api-key' ? credential.apiKeySid : null,
      secret: credential.secret.reveal(),
    } satisfies Envelope),
  );

/** The secret in a sealed text. Throws `SecretStoreError` `mismatch` if `section` names another credential. */
export function unseal(sealed: Secret, section: CredentialSettings): Secret {
  const envelope = parseEnvelope(sealed);
  const same =
    envelope?.accountSid === section.accountSid &&
    envelope.method === section.method &&
    envelope.apiKeySid === (section.apiKeySid ?? null);
  if (envelope !== undefined && same) return new Secret(envelope.secret);
  throw new SecretStoreError({
    problem: 'mismatch',
    message: `The secret in ${storeNames[section.store]} belongs to another account or key than the settings name. smsctl did not use it.`,
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
