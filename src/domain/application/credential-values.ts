import type { Credential } from '../settings/credential.ts';
import {
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseRegion,
} from '../settings/parse-credential.ts';
import type { Parsed } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';
import type { Configuration, CredentialParts, Place, Problem, UsedVariable } from './configuration.ts';
import type { FoundValue } from './found-values.ts';
import { type SettledValue, settled, unknownText, usedVariable, variableText } from './settled-value.ts';

interface CredentialsRead {
  readonly result: Pick<Configuration, 'credential' | 'other' | 'parts'>;
  readonly problems: readonly Problem[];
  readonly used: readonly UsedVariable[];
}

interface Settled {
  readonly accountSid: SettledValue<string>;
  readonly authToken: SettledValue<Secret>;
  readonly apiKeySid: SettledValue<string>;
  readonly apiKeySecret: SettledValue<Secret>;
  readonly region: SettledValue<string>;
  readonly edge: FoundValue | undefined;
}

/**
 * Reads the credentials of both methods. If both are complete, the API key counts, as for Twilio's command line
 * (https://www.twilio.com/docs/twilio-cli/general-usage); the Auth Token is tried as well. What is wrong with a method is fatal
 * only if the other one is not complete.
 */
export function readCredentials(
  values: readonly FoundValue[],
  place: Place,
  unknown: readonly string[],
): CredentialsRead {
  const one = <T>(setting: FoundValue['setting'], title: string, parse: (raw: string | Secret) => Parsed<T>) =>
    settled(
      values.filter((each) => each.setting === setting),
      title,
      place,
      parse,
    );
  const all: Settled = {
    accountSid: one('accountSid', 'Account SID', (raw) => parseAccountSid(textOf(raw))),
    authToken: one('authToken', 'Auth Token', parseAuthToken),
    apiKeySid: one('apiKeySid', 'API key SID', (raw) => parseApiKeySid(textOf(raw))),
    apiKeySecret: one('apiKeySecret', 'API key secret', parseApiKeySecret),
    region: one('region', 'region', (raw) => parseRegion(textOf(raw))),
    edge: values.find(({ setting }) => setting === 'edge'),
  };
  const { accountSid, authToken, apiKeySid, apiKeySecret, region } = all;
  const used = [
    ...usedVariable('credentials.accountSid', accountSid),
    ...usedVariable('credentials.apiKeySid', apiKeySid),
    ...usedVariable('credentials.apiKeySecret', apiKeySecret),
    ...usedVariable('credentials.authToken', authToken),
    ...usedVariable('credentials.region', region),
  ];
  const common = {
    accountSid: accountSid.value ?? '',
    ...(region.value !== undefined && { region: region.value }),
  };
  const key: Credential | undefined =
    apiKeySid.value === undefined || apiKeySecret.value === undefined
      ? undefined
      : { ...common, method: 'api-key', apiKeySid: apiKeySid.value, secret: apiKeySecret.value };
  const token: Credential | undefined =
    authToken.value === undefined ? undefined : { ...common, method: 'auth-token', secret: authToken.value };
  const problems = problemsIn(all, { hasKey: key !== undefined, hasToken: token !== undefined }, place, unknown);
  if (problems.some(({ isFatal }) => isFatal)) return { result: { parts: partsOf(all) }, problems, used };
  const credential = key ?? token;
  const other = key === undefined ? undefined : token;
  return { result: { parts: {}, ...(credential && { credential }), ...(other && { other }) }, problems, used };
}

function partsOf({ accountSid, apiKeySid, apiKeySecret, authToken, region }: Settled): CredentialParts {
  return {
    ...(accountSid.value !== undefined && { accountSid: accountSid.value }),
    ...(apiKeySid.value !== undefined && { apiKeySid: apiKeySid.value }),
    ...(apiKeySecret.value !== undefined && { apiKeySecret: apiKeySecret.value }),
    ...(authToken.value !== undefined && { authToken: authToken.value }),
    ...(region.value !== undefined && { region: region.value }),
  };
}

/** A SID is never a `Secret`. */
const textOf = (raw: string | Secret): string => (raw instanceof Secret ? '' : raw);

function problemsIn(
  { accountSid, authToken, apiKeySid, apiKeySecret, region, edge }: Settled,
  { hasKey, hasToken }: { readonly hasKey: boolean; readonly hasToken: boolean },
  place: Place,
  unknown: readonly string[],
): readonly Problem[] {
  const isSet = [authToken, apiKeySid, apiKeySecret].some(({ from }) => from !== undefined);
  const ofMethods = [
    ...warnedIf(hasKey, [authToken]),
    ...warnedIf(hasToken, [apiKeySid, apiKeySecret, halfKey(apiKeySid, apiKeySecret, place)]),
  ];
  return [
    ...warnedIf(false, [accountSid, region]),
    ...ofMethods,
    ...(accountSid.from === undefined && (isSet || unknown.length > 0) ? [missingAccount(place, unknown)] : []),
    ...(accountSid.from === undefined && !isSet && unknown.length === 0 ? [missingAll(place)] : []),
    ...(accountSid.from !== undefined && !isSet ? [missingSecret(place, unknown)] : []),
    ...(hasKey && hasToken ? [bothMethods(apiKeySid, authToken)] : []),
    ...(region.value !== undefined && region.value !== 'us1' && edge === undefined ? [withoutEdge(region)] : []),
  ];
}

const warnedIf = (isMinor: boolean, settledValues: readonly Pick<SettledValue<unknown>, 'problem'>[]) =>
  settledValues.flatMap(({ problem }) => (problem === undefined ? [] : [{ ...problem, isFatal: !isMinor }]));

/** A key without its secret, or a secret without its key. */
function halfKey(
  sid: SettledValue<string>,
  secret: SettledValue<Secret>,
  place: Place,
): { readonly problem?: Problem } {
  const [present, lacking, title] =
    secret.from === undefined
      ? [sid, 'TWILIO_API_SECRET', 'API key secret']
      : [secret, 'TWILIO_API_KEY', 'API key SID'];
  if (present.from === undefined || (sid.from !== undefined && secret.from !== undefined)) return {};
  return {
    problem: {
      id: 'incomplete',
      isFatal: true,
      detail: `${variableText(present.from)} is set, but its ${title} (${lacking}) is not set in ${place.name}.`,
      remedy: `Set ${lacking}, or remove ${present.from.name}.`,
    },
  };
}

const missingAccount = ({ name }: Place, unknown: readonly string[]): Problem => ({
  id: 'missing',
  isFatal: true,
  detail: `No Account SID (TWILIO_ACCOUNT_SID) is set in ${name}.${unknownText(unknown)}`,
  remedy: 'Set TWILIO_ACCOUNT_SID. An API key needs it as well.',
});

const missingSecret = ({ name }: Place, unknown: readonly string[]): Problem => ({
  id: 'missing',
  isFatal: true,
  detail: `Neither an Auth Token (TWILIO_AUTH_TOKEN) nor an API key (TWILIO_API_KEY, TWILIO_API_SECRET) is set in ${name}.${unknownText(unknown)}`,
  remedy: 'Set TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET.',
});

const missingAll = ({ name }: Place): Problem => ({
  id: 'missing',
  isFatal: true,
  detail: `No Twilio credentials are set in ${name}: no Account SID (TWILIO_ACCOUNT_SID), no Auth Token (TWILIO_AUTH_TOKEN), no API key (TWILIO_API_KEY, TWILIO_API_SECRET).`,
  remedy: 'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or an API key.',
});

const bothMethods = (key: SettledValue<string>, token: SettledValue<Secret>): Problem => ({
  id: 'both-methods',
  isFatal: false,
  detail: `Both methods are set: ${key.from?.name} and ${token.from?.name}. smsctl verified the API key, and tried the Auth Token. Which one sends depends on the program.`,
  remedy: 'Remove the method that no program uses. Webhook signatures need the Auth Token.',
});

/** https://www.twilio.com/docs/global-infrastructure: a region without its edge names a host that was switched off on 2026-04-28. */
const withoutEdge = ({ from }: SettledValue<string>): Problem => ({
  id: 'region',
  isFatal: false,
  detail: `${from?.name} is set without TWILIO_EDGE. Twilio switched off the hosts that a region alone names.`,
  remedy: 'Set TWILIO_EDGE as well: dublin for ie1, sydney for au1.',
});
