import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { programOf } from '../../domain/settings/command-words.ts';
import type { CredentialMethod } from '../../domain/settings/credential.ts';
import { parseApiKeySecret, parseAuthToken } from '../../domain/settings/parse-credential.ts';
import { secretTools } from '../../domain/settings/secret-tools.ts';
import type { CredentialSettings } from '../../domain/settings/settings.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Secret } from '../../domain/text/secret.ts';

/** The environment variable of each method's secret, by Twilio's own names. */
export const secretVariables: Readonly<Record<CredentialMethod, string>> = {
  'auth-token': 'TWILIO_AUTH_TOKEN',
  'api-key': 'TWILIO_API_SECRET',
};

/**
 * The secret in the value of a read-only store. Throws `SecretStoreError` if it is something else: a reference or a placeholder
 * must never be sent to the provider as a secret.
 */
export function parsedSecret(value: Secret, { store, method, secretCommand = [] }: CredentialSettings): Secret {
  const parsed = method === 'auth-token' ? parseAuthToken(value) : parseApiKeySecret(value);
  if (parsed.ok) return parsed.value;
  if (store === 'env') throw noSecretInVariable(secretVariables[method], parsed.problem);
  throw noSecretInOutput(secretCommand, parsed.problem, value);
}

const noSecretInVariable = (variable: string, problem: string): SecretStoreError =>
  new SecretStoreError({
    problem: 'unresolved',
    message: `${variable} holds no secret. ${problem}`,
    nextStep: `Set ${variable} to the secret itself.`,
  });

function noSecretInOutput(command: readonly string[], problem: string, value: Secret): SecretStoreError {
  const program = programOf(command);
  const isDocument = value.looksLike(/^\s*[[{]/);
  const { alone } = secretTools.get(program) ?? {};
  return new SecretStoreError({
    problem: 'command-shape',
    message: `The output of \`${printable(program, 60)}\` is not the secret. ${isDocument ? 'It is a JSON document.' : problem}`,
    nextStep: `${alone ?? 'Let the command print the secret alone.'} To change the command, run \`smsctl setup credentials\`.`,
  });
}
