import { ProviderError } from '../../domain/provider-error.ts';
import type { Finding } from '../../domain/readiness/check.ts';
import type { Facts } from '../../domain/readiness/facts.ts';
import { SecretStoreError, type SecretStoreProblem } from '../../domain/secret-store-error.ts';
import { fingerprintOf } from '../../domain/settings/credential.ts';
import { storeNameOf, storeNames } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { causesOfRejection } from './rejection-causes.ts';

/** Problems that show what the store holds: no secret, or another one. With the others, smsctl could not see. */
const known: readonly SecretStoreProblem[] = [
  ...(['missing', 'mismatch', 'unresolved'] as const),
  ...(['command-empty', 'command-lines', 'command-shape', 'command-encoding', 'command-too-long'] as const),
];

/** Checks that the secret can be read and is the one that was set up. */
export async function lookInStore({ settings: { credentials }, credential }: Facts): Promise<Finding> {
  const where = credentials === undefined ? storeNames.keychain : storeNameOf(credentials);
  try {
    const read = await credential();
    return fingerprintOf(read) === credentials?.fingerprint
      ? { status: 'pass', detail: `smsctl read the secret from ${where}.` }
      : {
          status: 'warn',
          detail: `The credential in ${where} is not the one that was set up. It has changed since.`,
          remedy: { text: 'Set up the current credential.', command: 'smsctl setup credentials' },
        };
  } catch (error) {
    const lost = error instanceof SecretStoreError && known.includes(error.problem);
    if (!lost) throw error;
    return {
      status: 'fail',
      detail: error.message,
      remedy: {
        text: error.hints[0] ?? 'Enter the secret again.',
        // The setup cannot change a variable, or what a secret manager holds.
        command: error.problem === 'unresolved' ? null : 'smsctl setup credentials',
      },
    };
  }
}

/** Checks that the provider accepts the credentials. Lists probable causes if not. */
export async function lookAtAcceptance(facts: Facts): Promise<Finding> {
  const accountSid = facts.settings.credentials?.accountSid ?? '';
  try {
    await facts.acceptance();
    return { status: 'pass', detail: `Twilio accepts the credentials for account ${maskSid(accountSid)}.` };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const code = error.providerCode?.toString();
    switch (error.kind) {
      case 'test-credentials':
        return { status: 'pass', detail: 'Twilio recognizes them as test credentials.' };
      case 'suspended':
        return { status: 'pass', detail: 'Twilio recognizes the credentials. Their account is not active.' };
      case 'rejected': {
        const causes = await causesOfRejection(facts, error);
        return {
          status: 'fail',
          ...(code !== undefined && { code }),
          detail: `Twilio rejects the credentials for account ${maskSid(accountSid)} (HTTP 401). Probable causes, most likely first: ${numbered(causes.map(({ text }) => text))}`,
          data: { causes: causes.map(({ id }) => id).join(',') },
        };
      }
      case 'not-found':
        return {
          status: 'fail',
          ...(code !== undefined && { code }),
          detail: `Twilio has no account ${maskSid(accountSid)}.`,
        };
      default:
        throw error;
    }
  }
}

/** `(1) One. (2) Another.` */
const numbered = (items: readonly string[]): string => items.map((item, index) => `(${index + 1}) ${item}`).join(' ');

/** Checks that they are no test credentials, which the provider accepts and never sends with. */
export async function lookForTestCredentials({ acceptance }: Facts): Promise<Finding> {
  try {
    await acceptance();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind === 'test-credentials') {
      return {
        status: 'fail',
        code: '20008',
        detail: 'These are test credentials. Twilio never sends a message for them.',
      };
    }
    if (error.kind !== 'suspended') throw error;
  }
  return { status: 'pass', detail: 'Twilio accepts them as live credentials.' };
}

/** How the variables of the environment differ from the credentials, each as the part of a sentence. */
export async function shadowsIn({ ambient, settings: { credentials }, credential }: Facts): Promise<readonly string[]> {
  const saved = await credential();
  const savedKey = saved.method === 'api-key' ? saved.apiKeySid : undefined;
  return [
    ...(isOther(ambient.accountSid, saved.accountSid) ? ['TWILIO_ACCOUNT_SID names another account'] : []),
    ...(savedKey !== undefined && isOther(ambient.apiKeySid, savedKey) ? ['TWILIO_API_KEY names another key'] : []),
    ...(savedKey === undefined && ambient.apiKeySid !== undefined ? ['TWILIO_API_KEY overrides the Auth Token'] : []),
    ...(saved.method === 'auth-token' && ambient.authToken?.equals(saved.secret) === false
      ? ['TWILIO_AUTH_TOKEN holds another Auth Token']
      : []),
    ...(savedKey !== undefined && ambient.apiKeySecret?.equals(saved.secret) === false
      ? ['TWILIO_API_SECRET holds another secret']
      : []),
    ...(isOther(ambient.region, credentials?.region ?? 'us1') ? ['TWILIO_REGION names another region'] : []),
    ...(ambient.edge !== undefined && credentials?.region === undefined && ambient.region === undefined
      ? ['TWILIO_EDGE is set']
      : []),
  ];
}

/** Finds environment variables that Twilio's own programs use instead of the saved credentials. */
export async function lookForShadows(facts: Facts): Promise<Finding> {
  const shadows = await shadowsIn(facts);
  if (shadows.length === 0) return { status: 'pass', detail: 'No conflicting TWILIO_* variables are set.' };
  return {
    status: 'warn',
    detail: `Environment variables conflict with the saved credentials: ${shadows.join(', ')}. Twilio's SDKs and command line use the variables.`,
    data: { variables: shadows.length },
  };
}

const isOther = (seen: string | undefined, wanted: string): boolean => seen !== undefined && seen !== wanted;
