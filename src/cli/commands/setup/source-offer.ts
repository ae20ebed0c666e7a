import type { Configuration, CredentialParts, Problem } from '../../../domain/application/configuration.ts';
import type { Credential, CredentialMethod } from '../../../domain/settings/credential.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { maskSender, maskSid } from '../../../domain/text/mask.ts';
import type { Secret } from '../../../domain/text/secret.ts';
import { UserError } from '../../../domain/user-error.ts';

/** A value of a source, and the answer that it gives. */
interface OfferedValue {
  readonly key: AnswerKey;
  /** Its name in the source: that of a variable, a key or a field. Printable. */
  readonly name: string;
  readonly raw: string | Secret;
  /** Masked. Null: it follows from the others, and is not listed. */
  readonly shown: string | null;
  /** Where it is, for an error about it. Absent: `name`. */
  readonly source?: string;
}

/** What a source of `--from` offers to the setup. */
export interface SourceOffer {
  /** The source in words, printable. */
  readonly name: string;
  readonly values: readonly OfferedValue[];
  /** Sentences about values that can be taken over nevertheless. */
  readonly notes: readonly string[];
  /** Sentences on how to remove the secret from the source, once it is saved. Empty: it holds none. */
  readonly advice: string;
}

interface OfferOptions {
  /** Of a credential that is not complete. Absent: the setup asks for it. */
  readonly method?: CredentialMethod;
  readonly notes?: readonly string[];
  /** `names` are those of the secrets. */
  readonly advice?: (names: readonly string[]) => string;
}

/** What the setup asks for if the source does not have it. */
const askedFor: readonly Problem['id'][] = ['missing', 'incomplete'];

/**
 * The values of a configuration. Throws `UserError` (`input.invalid`) if one is invalid, contradicts another or only stands for a
 * value, and if the configuration has no value.
 */
export function offerOf(
  configuration: Configuration,
  { method, notes = [], advice = () => '' }: OfferOptions = {},
): SourceOffer {
  const { place } = configuration;
  const problems = [...configuration.credentialProblems, ...configuration.senderProblems];
  const fatal = problems.filter(({ isFatal, id }) => isFatal && !askedFor.includes(id));
  const values = valuesOf(configuration);
  if (fatal.length > 0 || values.length === 0) {
    const reasons = fatal.length > 0 ? fatal : problems;
    throw new UserError({
      code: 'input.invalid',
      message: `smsctl cannot take over ${place.name}. ${reasons.map(({ detail }) => detail).join(' ')}`,
      hints: [...new Set(reasons.map(({ remedy }) => remedy))],
    });
  }
  // smsctl chooses the edge by the region.
  const minor = problems.filter(({ isFatal, id }) => !isFatal && (id !== 'region' || place.form !== 'twilio-cli'));
  const secrets = values.filter(({ key }) => key === secretKeys['api-key'] || key === secretKeys['auth-token']);
  return {
    name: place.name,
    values: [...values, ...methodOf(configuration, method)],
    notes: [...minor.map(({ detail }) => detail), ...notes],
    advice: secrets.length === 0 ? '' : advice(secrets.map(({ name }) => name)),
  };
}

const secretKeys = { 'api-key': 'credentials.apiKeySecret', 'auth-token': 'credentials.authToken' } as const;

/** The method is that of the credential; it has no variable. */
function methodOf(
  { credential, parts, place }: Configuration,
  known: CredentialMethod | undefined,
): readonly OfferedValue[] {
  const method = credential?.method ?? methodOfParts(parts) ?? known;
  return method === undefined ? [] : [{ key: 'credentials.method', name: place.name, raw: method, shown: null }];
}

function methodOfParts({ apiKeySid, apiKeySecret, authToken }: CredentialParts): CredentialMethod | undefined {
  if (apiKeySid !== undefined || apiKeySecret !== undefined) return 'api-key';
  return authToken === undefined ? undefined : 'auth-token';
}

const partsOf = (credential: Credential): CredentialParts =>
  credential.method === 'api-key'
    ? { ...credential, apiKeySecret: credential.secret }
    : { ...credential, authToken: credential.secret };

function valuesOf({ credential, parts, number, service, used }: Configuration): readonly OfferedValue[] {
  const known = credential === undefined ? parts : partsOf(credential);
  const plain = (text: string): string => text;
  const value = <T extends string | Secret>(
    key: AnswerKey,
    raw: T | undefined,
    mask: (raw: T) => string,
  ): readonly OfferedValue[] => {
    const name = used.find(({ setting }) => setting === key)?.name;
    return raw === undefined || name === undefined ? [] : [{ key, name, raw, shown: mask(raw) }];
  };
  return [
    ...value('credentials.accountSid', known.accountSid, maskSid),
    ...value('credentials.apiKeySid', known.apiKeySid, maskSid),
    ...value(secretKeys['api-key'], known.apiKeySecret, () => '••••••••'),
    ...value(secretKeys['auth-token'], known.authToken, () => '••••••••'),
    ...value('credentials.region', known.region, plain),
    ...value('number.sender', number?.sender, maskSender),
    ...value('number.messagingService', number?.messagingService ?? service, maskSid),
  ];
}
