import type { ProviderErrorKind } from '../../domain/provider-error.ts';
import type { Finding } from '../../domain/readiness/check.ts';
import type { Facts, SavedFacts } from '../../domain/readiness/facts.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { applicationOf, findingFor } from '../step/application-problems.ts';
import { answerOrError } from '../step/null-if-forbidden.ts';
import { lookAtAcceptance, shadowsIn } from './acceptance.ts';

// The checks of credentials, for the configuration of an application.

/** Checks that the variables hold the credentials of one method, without contradictions. */
export function lookAtValues(facts: SavedFacts): Finding {
  const { configuration } = applicationOf(facts);
  const { credential, credentialProblems, place, used } = configuration;
  const ofMethod =
    credential?.method === 'api-key'
      ? ['credentials.apiKeySid', 'credentials.apiKeySecret']
      : ['credentials.authToken'];
  const settings = ['credentials.accountSid', ...ofMethod, 'credentials.region'];
  const names = used.filter(({ setting }) => settings.includes(setting)).map(({ name }) => name);
  const good =
    credential === undefined
      ? ''
      : `${methodNames[credential.method]} for account ${maskSid(credential.accountSid)}, in ${place.name} (${[...new Set(names)].join(', ')}).`;
  return findingFor(credentialProblems, good);
}

/** There is no store: the secret is in a variable. */
export function lookAtSecret(facts: Facts): Finding {
  const { configuration } = applicationOf(facts);
  const wanted = configuration.credential?.method === 'api-key' ? 'credentials.apiKeySecret' : 'credentials.authToken';
  const name = configuration.used.find(({ setting }) => setting === wanted)?.name ?? 'a variable';
  return { status: 'pass', detail: `smsctl read the secret from ${name} in ${configuration.place.name}.` };
}

/** As for an organization, with what the provider says about the other method if both are set. */
export async function lookAtBothMethods(facts: Facts): Promise<Finding> {
  const { configuration, otherAcceptance } = applicationOf(facts);
  if (configuration.other === undefined) return lookAtAcceptance(facts);
  const [finding, other] = await Promise.all([lookAtAcceptance(facts), answerOrError(otherAcceptance())]);
  const name = configuration.used.find(({ setting }) => setting === 'credentials.authToken')?.name ?? 'the Auth Token';
  if (finding.status === 'fail' && other === undefined) {
    return { ...finding, detail: `${finding.detail} Twilio accepts the Auth Token in ${name}.` };
  }
  if (finding.status !== 'pass' || other === undefined) return finding;
  const refusal = refusals[other.kind];
  if (refusal === undefined) {
    return {
      ...finding,
      detail: `${finding.detail} smsctl does not know about the Auth Token in ${name}: ${other.message}`,
    };
  }
  return {
    status: 'warn',
    ...(other.providerCode !== undefined && { code: other.providerCode.toString() }),
    detail: `Twilio accepts the API key for account ${maskSid(facts.settings.credentials?.accountSid ?? '')}, but ${refusal(name)} (HTTP ${other.status}). A program that uses it cannot send.`,
    remedy: { text: `Correct ${name}, or remove it.`, command: null },
  };
}

/** The answers that say something about the credentials themselves. */
const refusals: Readonly<Partial<Record<ProviderErrorKind, (name: string) => string>>> = {
  rejected: (name) => `rejects the Auth Token in ${name}`,
  'not-found': (name) => `finds no such account with the Auth Token in ${name}`,
  'test-credentials': (name) => `the Auth Token in ${name} is that of test credentials`,
};

/** Variables of this process override those of a file: most programs that load one keep what is set already. */
export async function lookForOverrides(facts: Facts): Promise<Finding> {
  const { place } = applicationOf(facts).configuration;
  if (Object.keys(facts.ambient).length === 0) {
    return { status: 'skip', detail: `Does not apply: no TWILIO_* variables are set beside ${place.name}.` };
  }
  const shadows = await shadowsIn(facts);
  if (shadows.length === 0)
    return { status: 'pass', detail: `The TWILIO_* variables that are set agree with ${place.name}.` };
  return {
    status: 'warn',
    detail: `Environment variables conflict with ${place.name}: ${shadows.join(', ')}. Most programs that load a .env file keep variables that are set already.`,
    remedy: { text: 'Unset the variables where the program runs.', command: null },
    data: { variables: shadows.length },
  };
}
