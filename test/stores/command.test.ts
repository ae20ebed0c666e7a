import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandSecrets } from '../../src/adapters/secrets/command/command-secrets.ts';
import { readStored } from '../../src/app/credentials/credential-vault.ts';
import type { Environment } from '../../src/domain/environment.ts';
import { parseSecretCommand } from '../../src/domain/settings/secret-command.ts';
import { readOnlyStoreContract } from '../contracts/secret-store.ts';
import { accountSid, authToken } from '../support/fixtures.ts';
import { type KeyringSession, startKeyring } from '../support/keyring.ts';
import { named, passRequirement, secretToolRequirement } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The commands of docs/secrets.md: with the real programs if Debian has them, else with scripts that stand for them.

const home = temporaryFolder('managers');
const standIns = fileURLToPath(new URL('../fixtures/secret-managers', import.meta.url));
const base = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home };

/** The store, and the key of a command. */
const open = (env: Environment) => commandSecrets({ env, interactive: false });
function keyOf(line: string): string {
  const parsed = parseSecretCommand(line);
  if (!parsed.ok) throw new Error(parsed.problem);
  return JSON.stringify(parsed.value);
}

/** The secret, or the problem, as commands of smsctl read it. */
async function readBy(line: string, env: Environment): Promise<string> {
  const section = {
    ...({ accountSid, method: 'auth-token', store: 'command', fingerprint: '', savedAt: '' } as const),
    secretCommand: JSON.parse(keyOf(line)) as readonly string[],
  };
  try {
    return (await readStored(section, () => open(env))).secret.reveal();
  } catch (error) {
    return (error as { problem?: string }).problem ?? String(error);
  }
}

describe.skipIf(process.platform === 'win32')('a stand-in of a secret manager', () => {
  const env = {
    ...{ ...base, PATH: `${standIns}:${base.PATH}` },
    ...{ OP_SERVICE_ACCOUNT_TOKEN: 'made-up-token-of-op', VAULT_ADDR: 'https://vault.example.com' },
    ...{ VAULT_TOKEN: 'made-up-token-that-may-read', AWS_PROFILE: 'team', CLOUDSDK_CORE_ACCOUNT: 'ada@example.com' },
  };
  beforeAll(() => writeFileSync(join(home, 'secret'), authToken));

  const commands = {
    op: 'op read op://team/twilio/token',
    vault: 'vault kv get -field=token secret/twilio',
    aws: 'aws secretsmanager get-secret-value --secret-id twilio --query SecretString --output text',
    gcloud: 'gcloud secrets versions access latest --secret=twilio',
  };
  describe.each(Object.entries(commands))('%s', (_, line) => {
    readOnlyStoreContract(() => open(env), { key: keyOf(line), value: authToken });
  });

  it.each<[line: string, change: Environment, result: string]>([
    [commands.op, {}, authToken],
    ['op read --no-newline op://team/twilio/token', {}, authToken],
    [commands.op, { OP_SERVICE_ACCOUNT_TOKEN: undefined }, 'logged-out'],
    ['op read op://team/twilio/tokken', {}, 'missing'],
    ['op read op://team/other/token', {}, 'missing'],
    ['op read op://other/twilio/token', {}, 'missing'],
    ['op item list', {}, 'command-failed'],
    [commands.vault, {}, authToken],
    [commands.vault, { VAULT_TOKEN: undefined }, 'logged-out'],
    [commands.vault, { VAULT_TOKEN: 'made-up-token-of-another-team' }, 'denied'],
    [commands.vault, { VAULT_ADDR: undefined }, 'command-unreachable'],
    ['vault kv get -field=other secret/twilio', {}, 'missing'],
    ['vault kv get -field=token secret/other', {}, 'missing'],
    ['vault kv get secret/twilio', {}, 'command-lines'],
    [commands.aws, {}, authToken],
    [commands.aws, { AWS_PROFILE: undefined }, 'logged-out'],
    [commands.aws, { AWS_PROFILE: 'other' }, 'denied'],
    [commands.aws.replace('id twilio', 'id other'), {}, 'missing'],
    ['aws secretsmanager get-secret-value --secret-id twilio', {}, 'command-lines'],
    [commands.aws.replace('SecretString', 'Other'), {}, 'command-shape'],
    [commands.aws.replace('text', 'json'), {}, 'command-shape'],
    [commands.gcloud, {}, authToken],
    [commands.gcloud, { CLOUDSDK_CORE_ACCOUNT: undefined }, 'logged-out'],
    [commands.gcloud, { CLOUDSDK_CORE_ACCOUNT: 'expired@example.com' }, 'logged-out'],
    [commands.gcloud, { CLOUDSDK_CORE_ACCOUNT: 'other@example.com' }, 'denied'],
    [commands.gcloud.replace('=twilio', '=other'), {}, 'missing'],
    ['op-that-nobody-installed read x', {}, 'command-not-found'],
  ])('gives to `%s` with %o: case %#', async (line, change, result) => {
    expect(await readBy(line, { ...env, ...change })).toBe(result);
  });

  it.each([
    ['op://team/twilio/token', 'unresolved'],
    ['$' + '{TWILIO_AUTH_TOKEN}', 'unresolved'],
    ['changeme', 'unresolved'],
    ['{"token":"x"}', 'command-shape'],
    [accountSid, 'command-shape'],
    [authToken.slice(1), 'command-shape'],
    [`"${authToken}"`, 'command-shape'],
    [`  ${authToken}  `, authToken],
  ])('that holds something else is named: %s', async (value, result) => {
    writeFileSync(join(home, 'secret'), value);
    expect(await readBy(commands.gcloud, env)).toBe(result);
    writeFileSync(join(home, 'secret'), authToken);
  });
});

const noPass = passRequirement();

describe.skipIf(noPass)(named('a real password store', noPass), () => {
  const env = { ...base, GNUPGHOME: join(home, 'gnupg'), PASSWORD_STORE_DIR: join(home, 'store') };
  const run = (file: string, args: readonly string[], input = '') =>
    execFileSync(file, args, { env, input, stdio: ['pipe', 'pipe', 'ignore'] });
  beforeAll(() => {
    mkdirSync(env.GNUPGHOME, { mode: 0o700 });
    run('gpg', ['--batch', '--passphrase', '', '--quick-gen-key', 'team@example.com', 'rsa2048', 'encr', 'never']);
    run('pass', ['init', 'team@example.com']);
    run('pass', ['insert', '--echo', 'twilio/token'], `${authToken}\n`);
    run('pass', ['insert', '--multiline', 'twilio/notes'], `${authToken}\nuser: ada\n`);
  });
  afterAll(() => run('gpgconf', ['--kill', 'all']));

  describe.each(['pass show twilio/token', 'gopass show twilio/token'])('%s', (line) => {
    readOnlyStoreContract(() => open(env), { key: keyOf(line), value: authToken });
  });

  it.each([
    ['pass show twilio/other', 'missing'],
    ['gopass show twilio/other', 'missing'],
    ['pass show twilio/notes', 'command-lines'],
  ])('gives to `%s`: %s', async (line, result) => expect(await readBy(line, env)).toBe(result));

  it('is denied to a user without the key', async () => {
    const other = { ...env, GNUPGHOME: join(home, 'other-gnupg') };
    mkdirSync(other.GNUPGHOME, { mode: 0o700 });
    expect(await readBy('pass show twilio/token', other)).toBe('denied');
  });
});

const noSecretTool = secretToolRequirement();

describe.skipIf(noSecretTool)(named('a secret that another program stored in the keychain', noSecretTool), () => {
  const line = 'secret-tool lookup service twilio account team';
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyring({ state: 'unlocked' });
    const args = ['store', '--label=Twilio', 'service', 'twilio', 'account', 'team'];
    execFileSync('secret-tool', args, { env: session.env, input: authToken });
  });
  afterAll(() => session.end());

  readOnlyStoreContract(() => open(session.env), { key: keyOf(line), value: authToken });

  it.each<[line: string, change: Environment, result: string]>([
    [line.replace('team', 'other'), {}, 'command-failed'],
    [line, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }, 'command-unreachable'],
  ])('gives to `%s` with %o: %s', async (words, change, result) => {
    expect(await readBy(words, { ...session.env, ...change })).toBe(result);
  });

  it.each([
    ['locked', 'command-failed'],
    ['no-service', 'command-unreachable'],
  ] as const)('is not called missing if the keychain is %s', async (state, problem) => {
    const other = await startKeyring({ state });
    expect(await readBy(line, other.env)).toBe(problem);
    await other.end();
  });
});
