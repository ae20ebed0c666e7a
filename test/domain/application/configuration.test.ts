import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/domain/application/configuration.ts';
import { configurationOf } from '../../../src/domain/application/read-configuration.ts';
import { variableNames } from '../../../src/domain/application/variable-names.ts';
import { accountSid, apiKeySecret, apiKeySid, authToken, otherAccountSid } from '../../support/fixtures.ts';

const place: Place = {
  name: 'app.env',
  form: 'dotenv',
  file: 'app.env',
  command: 'smsctl verify --dotenv app.env',
  commandForResolved: 'smsctl verify --env',
};
const number = '+12025550142';
const service = `MG${'1'.repeat(32)}`;
const otherToken = 'e'.repeat(32);

type Row = readonly [name: string, value: string];

/** The configuration of a file with these lines. */
const read = (...rows: readonly Row[]) =>
  configurationOf(
    rows.map(([name, value], index) => ({ name, value, line: index + 1 })),
    place,
  );

const account: Row = ['TWILIO_ACCOUNT_SID', accountSid];
const token: Row = ['TWILIO_AUTH_TOKEN', authToken];
const key: readonly Row[] = [
  ['TWILIO_API_KEY', apiKeySid],
  ['TWILIO_API_SECRET', apiKeySecret],
];
const sender: Row = ['TWILIO_PHONE_NUMBER', number];

interface Short {
  readonly method: string | null;
  readonly account: string | null;
  readonly secret: string | null;
  readonly other: string | null;
  readonly sender: string | null;
  readonly service: string | null;
  /** Their ids, with an exclamation mark if they are fatal. */
  readonly problems: readonly string[];
}

/** Credential, other method, sender and problems, in short. */
async function inShort(...rows: readonly Row[]): Promise<Short> {
  const { credential, other, number: found, service: alone, credentialProblems, senderProblems } = await read(...rows);
  const ids = [...credentialProblems, ...senderProblems].map(({ id, isFatal }) => `${id}${isFatal ? '!' : ''}`);
  return {
    method: credential?.method ?? null,
    account: credential?.accountSid ?? null,
    secret: credential?.secret.reveal() ?? null,
    other: other?.method ?? null,
    sender: found?.sender ?? null,
    service: found?.messagingService ?? alone ?? null,
    problems: ids,
  };
}

const whole: Short = {
  method: 'auth-token',
  account: accountSid,
  secret: authToken,
  other: null,
  sender: number,
  service: null,
  problems: [],
};
const ofKey = { ...whole, method: 'api-key', secret: apiKeySecret } satisfies Short;

describe('the names of', () => {
  it.each<[string, readonly Row[], Partial<Short>]>([
    ["Twilio's SDKs", [account, token, sender], whole],
    ["Twilio's command line", [account, ...key, sender], ofKey],
    [
      "Twilio's samples",
      [
        account,
        ['TWILIO_API_KEY_SID', apiKeySid],
        ['TWILIO_API_KEY_SECRET', apiKeySecret],
        ['TWILIO_FROM_NUMBER', number],
      ],
      ofKey,
    ],
    ['Twilio Functions', [['ACCOUNT_SID', accountSid], ['AUTH_TOKEN', authToken], sender], whole],
    ['smsctl', [account, token, ['SMSCTL_NUMBER', number]], whole],
    ['Laravel', [['TWILIO_SID', accountSid], token, ['TWILIO_FROM', number]], whole],
    [
      'Laravel, with a user name',
      [account, ['TWILIO_USERNAME', apiKeySid], ['TWILIO_PASSWORD', apiKeySecret], ['TWILIO_FROM', number]],
      ofKey,
    ],
    [
      'Laravel, with the account as user name',
      [['TWILIO_USERNAME', accountSid], ['TWILIO_PASSWORD', authToken], sender],
      whole,
    ],
    [
      'Cal.com',
      [
        ['TWILIO_SID', accountSid],
        ['TWILIO_TOKEN', authToken],
        ['TWILIO_MESSAGING_SID', service],
      ],
      { ...whole, sender: null, service },
    ],
    ...['SUPABASE_AUTH_SMS_TWILIO', 'GOTRUE_SMS_TWILIO', 'SMS_TWILIO'].map(
      (prefix): [string, readonly Row[], Partial<Short>] => [
        `Supabase (${prefix})`,
        [
          [`${prefix}_ACCOUNT_SID`, accountSid],
          [`${prefix}_AUTH_TOKEN`, authToken],
          [`${prefix}_MESSAGE_SERVICE_SID`, service],
        ],
        { ...whole, sender: null, service },
      ],
    ),
    [
      'Supabase, with a number as the service',
      [
        ['GOTRUE_SMS_TWILIO_ACCOUNT_SID', accountSid],
        ['GOTRUE_SMS_TWILIO_AUTH_TOKEN', authToken],
        ['GOTRUE_SMS_TWILIO_MESSAGE_SERVICE_SID', number],
      ],
      whole,
    ],
    [
      'Convex Auth',
      [
        ['AUTH_TWILIO_ACCOUNT_SID', accountSid],
        ['AUTH_TWILIO_AUTH_TOKEN', authToken],
        ['AUTH_TWILIO_FROM_NUMBER', number],
      ],
      whole,
    ],
    ['Symfony', [['TWILIO_DSN', `twilio://${accountSid}:${authToken}@default?from=%2B12025550142`]], whole],
    [
      'Symfony, with a plus sign',
      [['TWILIO_DSN', `twilio://${accountSid}:${authToken}@default?from=${number}`]],
      whole,
    ],
  ])('%s are read', async (_, rows, expected) => expect(await inShort(...rows)).toEqual(expected));

  it('each setting are unique', () => {
    const names = variableNames.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a configuration', () => {
  it.each<[string, readonly Row[], Partial<Short>]>([
    ['without anything', [], { method: null, sender: null, problems: ['missing!', 'missing!'] }],
    ['without a secret', [account, sender], { method: null, sender: number, problems: ['missing!'] }],
    ['without an account', [token, sender], { method: null, problems: ['missing!'] }],
    ['without a sender', [account, token], { method: 'auth-token', sender: null, problems: ['missing!'] }],
    ['with empty values', [account, ['TWILIO_AUTH_TOKEN', '  '], sender], { method: null, problems: ['missing!'] }],
    [
      'with a key without its secret',
      [account, ['TWILIO_API_KEY', apiKeySid], sender],
      { method: null, problems: ['incomplete!'] },
    ],
    [
      'with a secret without its key',
      [account, ['TWILIO_API_SECRET', apiKeySecret], sender],
      { method: null, problems: ['incomplete!'] },
    ],
    [
      'with both methods',
      [account, token, ...key, sender],
      { ...ofKey, other: 'auth-token', problems: ['both-methods'] },
    ],
    [
      'with half a key beside a token',
      [account, token, ['TWILIO_API_KEY', apiKeySid], sender],
      { ...whole, problems: ['incomplete'] },
    ],
    [
      'with a placeholder for the key beside a token',
      [account, token, ['TWILIO_API_KEY', 'SKxxxxxxxx'], ['TWILIO_API_SECRET', 'changeme'], sender],
      { ...whole, problems: ['placeholder', 'placeholder'] },
    ],
    [
      'with a placeholder for the token beside a key',
      [account, ['TWILIO_AUTH_TOKEN', 'your_auth_token'], ...key, sender],
      { ...ofKey, problems: ['placeholder'] },
    ],
    [
      'with a placeholder',
      [account, ['TWILIO_AUTH_TOKEN', 'your_auth_token'], sender],
      { method: null, problems: ['placeholder!'] },
    ],
    [
      'with a reference',
      [account, ['TWILIO_AUTH_TOKEN', 'op://a/b/c'], sender],
      { method: null, problems: ['reference!'] },
    ],
    ['with a template', [account, ['TWILIO_AUTH_TOKEN', `\${T}`], sender], { method: null, problems: ['template!'] }],
    [
      'with a reference as the account',
      [['TWILIO_ACCOUNT_SID', 'op://a/b/c'], token, sender],
      { method: null, problems: ['reference!'] },
    ],
    [
      'with a reference as the sender',
      [account, token, ['TWILIO_PHONE_NUMBER', 'op://a/b/c']],
      { sender: null, problems: ['reference!'] },
    ],
    [
      'with quotes left in',
      [account, ['TWILIO_AUTH_TOKEN', `"${authToken}"`], sender],
      { method: null, problems: ['invalid!'] },
    ],
    [
      'with a token twice',
      [account, token, ['TWILIO_AUTH_TOKEN', otherToken], sender],
      { method: null, problems: ['contradiction!'] },
    ],
    ['with the same token twice', [account, token, token, sender], whole],
    ['with two names for one token', [account, token, ['TWILIO_TOKEN', authToken], sender], whole],
    [
      'with two tokens in two variables',
      [account, token, ['TWILIO_TOKEN', otherToken], sender],
      { method: null, problems: ['contradiction!'] },
    ],
    [
      'with two accounts',
      [account, ['TWILIO_SID', otherAccountSid], token, sender],
      { method: null, problems: ['contradiction!'] },
    ],
    [
      'with two keys beside a token',
      [account, token, ...key, ['TWILIO_API_KEY_SID', `SK${'9'.repeat(32)}`], sender],
      { ...whole, problems: ['contradiction'] },
    ],
    [
      'with two numbers',
      [account, token, sender, ['TWILIO_FROM_NUMBER', '+12025550143']],
      { ...whole, problems: ['contradiction'] },
    ],
    [
      'with number and service',
      [account, token, sender, ['TWILIO_MESSAGING_SERVICE_SID', service]],
      { ...whole, service },
    ],
    ['with a service as the sender', [account, token, ['TWILIO_FROM', service]], { ...whole, sender: null, service }],
    [
      'with two services',
      [account, token, ['TWILIO_MESSAGING_SERVICE_SID', service], ['TWILIO_SMS_SERVICE_SID', `MG${'2'.repeat(32)}`]],
      { sender: null, service, problems: ['contradiction'] },
    ],
    [
      'with a broken number and a service',
      [account, token, ['TWILIO_PHONE_NUMBER', '12'], ['TWILIO_MESSAGING_SERVICE_SID', service]],
      { sender: null, service: null, problems: ['invalid!'] },
    ],
    [
      'with a broken service and a number',
      [account, token, sender, ['TWILIO_MESSAGING_SERVICE_SID', 'MGxxxx']],
      { sender: number, problems: ['placeholder!'] },
    ],
    [
      'with a national number',
      [account, token, ['TWILIO_PHONE_NUMBER', '2025550142']],
      { sender: null, problems: ['invalid!'] },
    ],
    [
      'with a number in another form',
      [account, token, ['TWILIO_PHONE_NUMBER', '+1 (202) 555-0142']],
      { ...whole, problems: ['invalid'] },
    ],
    [
      'with a WhatsApp sender',
      [account, token, ['TWILIO_PHONE_NUMBER', `whatsapp:${number}`]],
      { sender: null, problems: ['invalid!'] },
    ],
    [
      'with a SID as the number',
      [account, token, ['TWILIO_PHONE_NUMBER', `PN${'1'.repeat(32)}`]],
      { sender: null, problems: ['invalid!'] },
    ],
    [
      "with one of Twilio's test numbers",
      [account, token, ['TWILIO_PHONE_NUMBER', '+15005550006']],
      { sender: null, problems: ['invalid!'] },
    ],
    ['with a short code', [account, token, ['TWILIO_FROM', '99990']], { ...whole, sender: '99990' }],
    ['with a sender ID', [account, token, ['TWILIO_ALPHA_SENDER', 'Your Bank']], { ...whole, sender: 'Your Bank' }],
    [
      'with a region and its edge',
      [account, token, ['TWILIO_REGION', 'ie1'], ['TWILIO_EDGE', 'dublin'], sender],
      whole,
    ],
    ['with a region alone', [account, token, ['TWILIO_REGION', 'ie1'], sender], { ...whole, problems: ['region'] }],
    [
      'with an unknown region',
      [account, token, ['TWILIO_REGION', 'mars1'], sender],
      { method: null, problems: ['invalid!'] },
    ],
    [
      'with bare names beside others',
      [account, token, sender, ['AUTH_TOKEN', otherToken], ['ACCOUNT_SID', otherAccountSid]],
      whole,
    ],
    [
      'with a bare token of another program',
      [account, ['AUTH_TOKEN', otherToken], sender],
      { method: null, problems: ['missing!'] },
    ],
    [
      'with an address that is none',
      [['TWILIO_DSN', 'null'], sender],
      { method: null, problems: ['missing!', 'placeholder!'] },
    ],
  ])('%s', async (_, rows, expected) => {
    const seen = await inShort(...rows);
    expect({ ...seen, problems: seen.problems.toSorted() }).toMatchObject({
      ...expected,
      problems: [...(expected.problems ?? [])].toSorted(),
    });
  });

  it('names each variable and its line, and repeats no value', async () => {
    const secret = 'op://team/twilio/token-of-nobody';
    const { used, credentialProblems } = await read(account, ['TWILIO_AUTH_TOKEN', secret], sender);
    expect(used).toEqual([
      { name: 'TWILIO_ACCOUNT_SID', setting: 'credentials.accountSid', line: 1 },
      { name: 'TWILIO_AUTH_TOKEN', setting: 'credentials.authToken', line: 2 },
      { name: 'TWILIO_PHONE_NUMBER', setting: 'number.sender', line: 3 },
    ]);
    expect(credentialProblems[0]?.detail).toContain('TWILIO_AUTH_TOKEN (line 2)');
    expect(JSON.stringify(credentialProblems)).not.toContain('token-of-nobody');
  });

  it.each([
    ['op://a/b/c', '`op run --env-file app.env -- smsctl verify --env`'],
    ['encrypted:abcdef', '`dotenvx run -f app.env -- smsctl verify --env`'],
    ['vault:secret/x#y', '`TWILIO_AUTH_TOKEN=$(vault kv get -field=FIELD PATH) smsctl verify --env`'],
    [`\${TOKEN}`, '`set -a; . ./app.env; set +a; smsctl verify --env`'],
  ])('names the command that resolves %s', async (value, command) => {
    const { credentialProblems } = await read(account, ['TWILIO_AUTH_TOKEN', value], sender);
    expect(credentialProblems[0]?.remedy).toContain(command);
  });

  it('names variables that it does not know, such as misspelled ones', async () => {
    const { credentialProblems } = await read(
      account,
      ['TWILIO_AUTHTOKEN', authToken],
      ['TWILIO_VERIFY_SERVICE_SID', 'VA1'],
    );
    expect(credentialProblems[0]?.detail).toMatch(/does not know: TWILIO_AUTHTOKEN\.$/);
  });
});
