import type { Environment } from '../environment.ts';
import { type Credential, regions } from './credential.ts';
import type { NumberSettings } from './settings.ts';

type Variables = Readonly<Record<string, string>>;

/** Changes to another program's environment. */
export interface ChildEnvironment {
  /** Identifiers. */
  readonly plain: Variables;
  /** The active method's secret. */
  readonly secret: Variables;
  /** Names of variables to remove, because they would contradict the others; sorted. */
  readonly removed: readonly string[];
}

/**
 * The variables in which Twilio's SDKs and command line, and programs like them, expect what smsctl stores
 * (https://www.twilio.com/docs/twilio-cli/general-usage). Those that are not set must be removed: a program that
 * finds an Auth Token beside an API key would use the wrong one.
 */
const twilioNames: readonly string[] = [
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_API_KEY_SID',
  'TWILIO_API_KEY_SECRET',
  'TWILIO_REGION',
  'TWILIO_EDGE',
  'TWILIO_PHONE_NUMBER',
  'TWILIO_MESSAGING_SERVICE_SID',
];

/** smsctl's own secrets. Other programs must not get them. */
const ownSecret = /^SMSCTL_.*(?:PASSPHRASE|PASSWORD|SECRET|TOKEN)/i;

/**
 * `inherited` are the names of the variables that the program would have. `ignoresCase`: names are compared without case, as
 * on Windows.
 */
export function childEnvironment(
  credential: Credential,
  number: NumberSettings | undefined,
  inherited: readonly string[],
  { ignoresCase = false }: { readonly ignoresCase?: boolean } = {},
): ChildEnvironment {
  const { accountSid, secret, region } = credential;
  const revealed = secret.reveal();
  const plain = defined({
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: credential.method === 'api-key' ? credential.apiKeySid : undefined,
    // Without its edge, a region names a host that Twilio switched off.
    TWILIO_REGION: region,
    TWILIO_EDGE: region === undefined ? undefined : regions.get(region),
    TWILIO_PHONE_NUMBER: number?.sender,
    TWILIO_MESSAGING_SERVICE_SID: number?.messagingService,
  });
  const secrets: Variables =
    credential.method === 'api-key' ? { TWILIO_API_SECRET: revealed } : { TWILIO_AUTH_TOKEN: revealed };
  const isRemoved = (name: string) =>
    (twilioNames.includes(ignoresCase ? name.toUpperCase() : name) || ownSecret.test(name)) &&
    !(name in plain || name in secrets);
  return { plain, secret: secrets, removed: inherited.filter(isRemoved).sort() };
}

const defined = (variables: Environment): Variables =>
  Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined));
