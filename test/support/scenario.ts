import { readPhone } from '../../src/domain/numbers/phone.ts';
import { type Credential, fingerprintOf } from '../../src/domain/settings/credential.ts';
import { parseSender } from '../../src/domain/settings/sender.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';

/** The scenario's credentials as CI systems hand them over. */
export const variablesOf = ({
  accountSid,
  authToken,
  apiKey,
  environment,
}: Scenario['setup']): Record<string, string | undefined> => ({
  ...environment,
  TWILIO_ACCOUNT_SID: accountSid,
  ...(apiKey === undefined
    ? { TWILIO_AUTH_TOKEN: authToken }
    : { TWILIO_API_KEY: apiKey.sid, TWILIO_API_SECRET: apiKey.secret }),
});

/** The scenario's credentials, as they are sent. */
export function credentialOf({ accountSid = '', authToken = '', apiKey }: Scenario['setup']): Credential {
  return apiKey === undefined
    ? { method: 'auth-token', accountSid, secret: new Secret(authToken) }
    : { method: 'api-key', accountSid, apiKeySid: apiKey.sid, secret: new Secret(apiKey.secret) };
}

/** The five steps, done as the scenario says; everything that it does not speak of is well. */
export function settingsOf({ setup }: Scenario): Settings {
  const sender = parseSender(setup.number ?? '', setup.country);
  if (!sender.ok) throw new Error(sender.problem);
  const credential = credentialOf(setup);
  const fingerprint = fingerprintOf(credential);
  const daysAgo = (days = 0) => new Date(Date.now() - days * 86_400_000).toISOString();
  const now = daysAgo();
  const ada = { by: 'Ada', at: now };
  const contacts = setup.contacts ?? [];
  const countries: Record<string, number> = {};
  const phones = contacts.map((contact) => readPhone(contact));
  for (const phone of phones) {
    const country = phone.ok ? phone.number.country : undefined;
    if (country !== undefined) countries[country] = (countries[country] ?? 0) + 1;
  }
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
      source: '/lists/contacts.csv',
      minimum: 95,
      result: {
        rows: contacts.length,
        textable: phones.filter(({ ok }) => ok).length,
        reasons: {},
        countries,
        types: {},
        name: 'contacts.csv',
        bytes: 100,
        modifiedAt: now,
        checkedAt: daysAgo(setup.checkedDaysAgo),
        rules: 'contacts.rules/1',
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
