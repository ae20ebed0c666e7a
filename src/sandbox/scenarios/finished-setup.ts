import { startTally } from '../../domain/contacts/contact-tally.ts';
import { contactRules } from '../../domain/numbers/contact-rules.ts';
import { type Credential, fingerprintOf } from '../../domain/settings/credential.ts';
import { parseSender } from '../../domain/settings/sender.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { Secret } from '../../domain/text/secret.ts';
import type { Scenario } from './scenario.ts';

/** The credentials of a scenario, as smsctl sends them. */
export function credentialOf({ accountSid = '', authToken = '', apiKey, region }: Scenario['setup']): Credential {
  const common = { accountSid, ...(region !== undefined && { region }) };
  return apiKey === undefined
    ? { ...common, method: 'auth-token', secret: new Secret(authToken) }
    : { ...common, method: 'api-key', apiKeySid: apiKey.sid, secret: new Secret(apiKey.secret) };
}

/** The environment variables with the credentials of a scenario, and its further variables. */
export const credentialVariables = ({
  accountSid,
  authToken,
  apiKey,
  environment,
}: Scenario['setup']): Readonly<Record<string, string | undefined>> => ({
  ...environment,
  TWILIO_ACCOUNT_SID: accountSid,
  ...(apiKey === undefined
    ? { TWILIO_AUTH_TOKEN: authToken }
    : { TWILIO_API_KEY: apiKey.sid, TWILIO_API_SECRET: apiKey.secret }),
});

/** A file with the contacts of a scenario. */
interface ContactsFile {
  readonly source: string;
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

/** The settings of a scenario after all its steps. Its credentials are in environment variables. */
export function finishedSetup({ setup }: Scenario, file: ContactsFile, at: Date): Settings {
  const sender = parseSender(setup.number ?? '', setup.country);
  if (!sender.ok) throw new Error(sender.problem);
  const credential = credentialOf(setup);
  const fingerprint = fingerprintOf(credential);
  const daysAgo = (days = 0) => new Date(at.getTime() - days * 86_400_000).toISOString();
  const ada = { by: 'Ada', at: daysAgo() };
  const { source, ...origin } = file;
  const complete = {
    owner: { team: 'Customer Messaging', contact: 'sms-team@example.com' },
    number: {
      ...sender.value,
      ...(setup.messagingService !== undefined && { messagingService: setup.messagingService }),
    },
    credentials: {
      accountSid: credential.accountSid,
      method: credential.method,
      ...(setup.apiKey !== undefined && { apiKeySid: setup.apiKey.sid }),
      store: 'env',
      ...(setup.region !== undefined && { region: setup.region }),
      fingerprint,
      savedAt: daysAgo(setup.savedDaysAgo),
    },
    method: {
      confirmed: {
        method: setup.confirmedMethod ?? credential.method,
        ...ada,
        fingerprint: setup.confirmedMethod === undefined ? fingerprint : '0'.repeat(16),
      },
    },
    contacts: {
      source,
      minimum: 95,
      result: {
        ...countsOf(setup.contacts ?? []),
        name: 'contacts.csv',
        ...origin,
        checkedAt: daysAgo(setup.checkedDaysAgo),
        rules: contactRules,
      },
      ...(setup.acknowledged !== false && { acknowledged: ada }),
      ...(setup.shortForm !== false && {
        shortForm: { ...ada, sender: sender.value.sender, method: credential.method },
      }),
    },
  } satisfies Settings;
  const lacks: readonly string[] = setup.lacks ?? [];
  return Object.fromEntries(Object.entries(complete).filter(([section]) => !lacks.includes(section)));
}

function countsOf(contacts: readonly string[]) {
  const tally = startTally('US');
  for (const [at, phone] of contacts.entries()) tally.add({ line: at + 2, phones: [phone] });
  return tally.summary();
}
