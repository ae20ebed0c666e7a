import { type Credential, regions } from './credential.ts';
import type { NumberSettings } from './settings.ts';

/** Variables by name. */
type Variables = Readonly<Record<string, string>>;

/** What another program gets: variables that are set, and names that are taken from it. */
export interface ChildEnvironment {
  /** Identifiers. */
  readonly plain: Variables;
  /** The active method's secret. */
  readonly secret: Variables;
  /** Names that it must not have, because they say something else; sorted. */
  readonly removed: readonly string[];
}

/**
 * Every name by which Twilio's SDKs and command line, and programs that follow them, take what smsctl keeps
 * (https://www.twilio.com/docs/twilio-cli/general-usage). One that is not set has to be taken away: a program that finds an
 * Auth Token beside an API key uses the one that nobody meant.
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

/** What opens our own stores is nobody else's. */
const ownSecret = /^SMSCTL_.*(?:PASSPHRASE|PASSWORD|SECRET|TOKEN)/i;

/**
 * `inherited` are the names of the variables that the program would have. `ignoresCase`: to the system, names that differ in
 * case alone are one variable, as on Windows.
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
    // A region alone names a host that is switched off.
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

const defined = (variables: Readonly<Record<string, string | undefined>>): Variables =>
  Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined));
