import { describe, expect, it } from 'vitest';
import { parseAccountSid, parseApiKeySecret, parseAuthToken } from '../../../src/domain/settings/parse-credential.ts';
import { parsePassphrase } from '../../../src/domain/settings/passphrase.ts';
import { unresolvedIn, unresolvedPassword } from '../../../src/domain/settings/unresolved.ts';
import { accountSid, apiKeySecret, apiKeySid, authToken } from '../../support/fixtures.ts';

/** References, each with the program that resolves it. */
const references: readonly (readonly [string, RegExp])[] = [
  ['op://team/twilio/token', /^op read /],
  ['OP://Team Vault/twilio/auth token', /^op read /],
  ['vault:secret/data/twilio#token', /^vault kv get /],
  ['>>vault:secret/data/twilio#token', /^vault kv get /],
  ['ref+vault://secret/twilio#/token', /^vault kv get /],
  ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:twilio-AbCdEf', /^aws secretsmanager /],
  ['arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:twilio', /^aws secretsmanager /],
  ['{{resolve:secretsmanager:twilio:SecretString:token}}', /^aws secretsmanager /],
  ['arn:aws:ssm:us-east-1:123456789012:parameter/twilio', /^aws ssm /],
  ['projects/acme/secrets/twilio/versions/latest', /^gcloud secrets /],
  ['gcp:///projects/acme/secrets/twilio', /^gcloud secrets /],
  ['sm://acme/twilio', /^gcloud secrets /],
  ['@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/twilio)', /^az keyvault /],
  ['https://acme.vault.azure.net/secrets/twilio', /^az keyvault /],
  ['encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt', /^dotenvx get /],
  ['ENC[AES256_GCM,data:dGVzdA==,iv:dGVzdA==,type:str]', /^sops decrypt /],
];

const otherReferences = [
  'env(TWILIO_AUTH_TOKEN)',
  'secret://twilio',
  'doppler://acme/dev/TOKEN',
  'file:///run/secrets/t',
];

const templates = [
  ...[`\${TOKEN}`, `\${TOKEN:-none}`, `prefix-\${TOKEN}`, '$(op read x)', '$TOKEN', '%TOKEN%', '{{ twilio.token }}'],
  ...[`\${{ secrets.TWILIO_AUTH_TOKEN }}`, '<%= ENV["TOKEN"] %>', '#{TOKEN}#', '__TOKEN__'],
];

const placeholders = [
  ...['changeme', 'CHANGE_ME', 'change-me-please', 'replace_me', '<token>', '<your auth token>', '[token]'],
  ...[
    'your_auth_token',
    'YOUR-TOKEN',
    'your token here',
    'my_token',
    'xxxxxxxxxxxxxxxx',
    'XXXX',
    '****',
    '••••••••',
    '...',
  ],
  ...[
    'ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'SKXXXXXXXXXXXXXXXX',
    'todo',
    'TODO',
    'TBD',
    'placeholder',
    'example',
    'secret',
  ],
  ...['token', 'password', 'auth_token', 'twilio_auth_token', 'TWILIO_ACCOUNT_SID', 'null', 'undefined', '[secret]'],
  ...['insert-token-here', 'put_your_token_here', 'token_goes_here', '+1XXXXXXXXXX'],
];

describe('a value that only stands for another', () => {
  it.each(references)('is the reference %s', (text, print) => {
    expect(unresolvedIn(` ${text}\n`)).toMatchObject({ kind: 'reference', print: expect.stringMatching(print) });
    expect(unresolvedIn(text)?.resolve).toMatch(/`/);
  });

  it.each(otherReferences)('is the reference %s, for which no program is known', (text) => {
    expect(unresolvedIn(text)).toMatchObject({ kind: 'reference', resolve: expect.any(String) });
    expect(unresolvedIn(text)).not.toHaveProperty('print');
  });

  it.each(templates)('is the template %s', (text) => expect(unresolvedIn(text)?.kind).toBe('template'));

  it.each(placeholders)('is the placeholder %s', (text) => expect(unresolvedIn(text)?.kind).toBe('placeholder'));

  it('runs a program with a file, or with the environment', () => {
    const run = unresolvedIn('op://a/b/c')?.run;
    expect([run?.(null), run?.('app.env')]).toEqual(['op run --', 'op run --env-file app.env --']);
    expect(unresolvedIn('encrypted:abc')?.run?.('app.env')).toBe('dotenvx run -f app.env --');
  });

  it.each([...references.map(([text]) => text), ...otherReferences, ...templates, ...placeholders])(
    'is refused as a secret and as a SID, without being repeated: %s',
    (text) => {
      for (const parse of [parseAuthToken, parseApiKeySecret, parseAccountSid]) {
        const parsed = parse(text);
        expect(parsed.ok).toBe(false);
        if (text.length > 8 && text !== 'placeholder' && !parsed.ok) expect(parsed.problem).not.toContain(text);
      }
    },
  );
});

describe('a value', () => {
  it.each([
    ...[accountSid, apiKeySid, authToken, apiKeySecret, '+12025550142', '99990'],
    ...[
      '0123456789abcdef0123456789abcdef',
      'Xq3vZk9Lm2Np8Rt4Wy6Bd1Fg5Hj7Ks0c',
      'a-secret-of-sixteen-characters',
      '~~~~~~~~~~~~~~~~',
    ],
    ...['tokenofthenightissweet', 'mysteriousSecretValue12345', 'yourselfAndI123456789', ''],
  ])('is not taken for a placeholder: %s', (text) => expect(unresolvedIn(text)).toBeUndefined());

  it.each(['Your Bank', 'MyShop', 'The Gym', 'EXAMPLE', 'Token', 'SECRET'])('may be the sender ID %s', (text) => {
    expect(unresolvedIn(text, { wordsCount: false })).toBeUndefined();
  });
});

describe('a line instead of a secret', () => {
  it.each([
    `export TWILIO_AUTH_TOKEN=${authToken}`,
    `TWILIO_AUTH_TOKEN=${authToken}`,
    `TWILIO_AUTH_TOKEN = ${authToken}`,
    `set TWILIO_AUTH_TOKEN=${authToken}`,
    `$env:TWILIO_AUTH_TOKEN = '${authToken}'`,
  ])('is refused without being repeated: %s', (line) => {
    const parsed = parseAuthToken(line);
    expect(parsed).toEqual({ ok: false, problem: expect.stringMatching(/sets a variable.*equals sign/) });
  });

  it.each([
    `"${authToken}"`,
    `'${authToken}'`,
    `"${authToken}`,
    `${authToken}'`,
    `\u201c${authToken}\u201d`,
    `\`${authToken}\``,
  ])('is in quotes: %s', (text) =>
    expect(parseAuthToken(text)).toEqual({ ok: false, problem: expect.stringMatching(/quot/) }),
  );

  it('does not include a secret with an equals sign', () => {
    expect(parseApiKeySecret('c2VjcmV0LW9mLXNpeHRlZW4=').ok).toBe(true);
    expect(parseApiKeySecret('ABCDEFGHIJKLMNOP=').ok).toBe(true);
    // What stands for an assignment at the start of a line may be a part of a secret.
    expect(parseApiKeySecret('lower-A_B=sixteen-characters').ok).toBe(true);
    expect(parseApiKeySecret('x$env:token=sixteen-characters').ok).toBe(true);
  });
});

describe('a passphrase', () => {
  it.each([
    'op://team/smsctl/passphrase',
    'vault:secret/data/x#y',
    `\${SMSCTL_PASSPHRASE}`,
    '{{ passphrase }}',
    '<the passphrase>',
  ])('is not the text %s, which everybody knows', (text) =>
    expect(parsePassphrase(text)).toEqual({ ok: false, problem: expect.stringMatching(/^The passphrase is a/) }),
  );

  it.each([
    'my four little ponies',
    `correct \${horse} battery`,
    'your name is my name',
    'https://a.b/c and more',
    'xxxxxxxxxxxx',
    `\${HOME} is where the heart is`,
    'where is $(pwd) anyway',
    '{{ braces }} and more words',
    '$HOME and garden, both',
    '%PATH% of least resistance',
  ])('may be %s', (text) => expect(parsePassphrase(text).ok).toBe(true));
});

describe('a password of another system', () => {
  it.each(references.map(([text]) => text))('is refused if it is a reference: %s', (text) => {
    expect(unresolvedPassword(text)?.kind).toBe('reference');
  });

  it.each([
    `\${PGPASSWORD}`,
    ` \${PGPASSWORD:-none} `,
    '$(op read x)',
    '$PGPASSWORD',
    '%PGPASSWORD%',
    '{{ db.password }}',
  ])('is refused if it is a template as a whole: %s', (text) => {
    expect(unresolvedPassword(text)?.kind).toBe('template');
  });

  it.each([
    ...[
      '',
      'changeme',
      'password',
      '****',
      '<secret>',
      '[a]',
      '$ecret1',
      '$1',
      `a\${b`,
      'a{{b}}',
      '#{x',
      '%20',
      '100%',
    ],
    ...['__x__', 'S3cr3t$(', `aB\${x}yZ`, 'secret://x', 'x: y', 'correct horse battery staple'],
  ])('may be %s', (text) => {
    expect(unresolvedPassword(text)).toBeUndefined();
  });
});
