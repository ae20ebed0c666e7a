import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandEnvironment } from '../../../src/adapters/secrets/command/command-environment.ts';
import { commandSecrets } from '../../../src/adapters/secrets/command/command-secrets.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
import { redact } from '../../../src/domain/text/redaction.ts';
import { shellWord } from '../../../src/domain/text/shell-word.ts';
import { readOnlyStoreContract } from '../../contracts/secret-store.ts';
import { apiKeySecret, authToken } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const posix = describe.skipIf(process.platform === 'win32');
const folder = temporaryFolder('command');
const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder };
const keyOf = (...words: readonly string[]) => JSON.stringify(words);
const open = (options: Partial<Parameters<typeof commandSecrets>[0]> = {}) =>
  commandSecrets({ env, interactive: false, ...options });

/** A program in the folder of PATH. */
function program(name: string, script: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
}

/** Prints this and ends. */
const printing = (out: string, errors = '', exit = 0): string =>
  `printf %s ${shellWord(out)}; printf %s ${shellWord(errors)} >&2; exit ${exit}`;

async function failureOf(key: string, options: Parameters<typeof open>[0] = {}): Promise<SecretStoreError> {
  try {
    await open(options).get(key);
  } catch (error) {
    if (error instanceof SecretStoreError) return error;
    throw error;
  }
  throw new Error('It succeeded.');
}

posix('the output of a command', () => {
  const key = keyOf('prints', 'it');
  beforeAll(() => {
    program('prints', `[ "$1" = it ] && ${printing(`${authToken}\n`)}`);
  });
  readOnlyStoreContract(open, { key, value: authToken });

  it.each([
    ['nothing after it', authToken],
    ['a line end', `${authToken}\n`],
    ['a line end of Windows', `${authToken}\r\n`],
    ['a byte-order mark', `\ufeff${authToken}\n`],
  ])('is the secret, with %s', async (_, out) => {
    program('varies', printing(out));
    expect((await open().get(keyOf('varies')))?.reveal()).toBe(authToken);
  });

  it('keeps white space, which the parser of the secret judges', async () => {
    program('blank', printing(`  ${authToken} \n`));
    expect((await open().get(keyOf('blank')))?.reveal()).toBe(`  ${authToken} `);
  });

  it('is read whatever is printed on stderr', async () => {
    program('warns', printing(authToken, 'WARNING: a new version is available'));
    expect((await open().get(keyOf('warns')))?.reveal()).toBe(authToken);
  });

  it('gets every word as it is, since no shell runs', async () => {
    // Without the sign that would make a template of the output.
    program('echoes', 'printf %s "$3" | tr \\$ S');
    const word = `$(touch ${folder}/ran); \`x\` "a" 'b' * ~ | & <`;
    expect((await open().get(keyOf('echoes', '', 'x', word)))?.reveal()).toBe(word.replaceAll('$', 'S'));
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('is not waited for if a process that it left behind keeps it open', async () => {
    program('leaves', `sleep 60 & echo $! > ${folder}/left; ${printing(authToken)}`);
    const start = performance.now();
    expect((await open().get(keyOf('leaves')))?.reveal()).toBe(authToken);
    expect(performance.now() - start).toBeLessThan(30_000);
    process.kill(Number(readFileSync(join(folder, 'left'), 'utf8')));
  });

  it('comes without stdin, without a terminal, and in a session of its own', async () => {
    program(
      'asks',
      'read -r line || line=none; (: </dev/tty) 2>/dev/null && line=terminal; printf %s "$line-and-no-terminal"',
    );
    expect((await open().get(keyOf('asks')))?.reveal()).toBe('none-and-no-terminal');
  });
});

/** What a program prints on stderr with its exit code, and the problem that is named. */
const states: readonly (readonly [name: string, program: string, script: string, problem: string, words: RegExp])[] = [
  ['nothing printed', 'op', printing(''), 'command-empty', /printed nothing/],
  ['only blanks printed', 'op', printing(' \n'), 'command-empty', /printed nothing/],
  ['two lines', 'pass', printing('one\ntwo\n'), 'command-lines', /several lines/],
  ['a blank line after it', 'pass', printing('one\n\ntwo'), 'command-lines', /several lines/],
  ['bytes that are no UTF-8', 'op', "printf '\\377\\376x'", 'command-encoding', /not text in UTF-8/],
  ['UTF-16', 'op', "printf 'a\\000b\\000'", 'command-encoding', /not text in UTF-8/],
  ['more than 64 KiB', 'op', 'head -c 70000 /dev/zero | tr "\\\\0" a', 'command-too-long', /more than 64 KiB/],
  ['no end', 'op', 'yes', 'command-too-long', /more than 64 KiB/],
  ['a signal', 'op', 'kill -TERM $$', 'command-killed', /signal \(SIGTERM\)/],
  [
    'another error',
    'team',
    printing('', 'first\nBoom happened.\n', 7),
    'command-failed',
    /failed \(exit code 7\): Boom happened\.$/,
  ],
  [
    'another error without words',
    'team',
    printing('x', '', 7),
    'command-failed',
    /failed without a message \(exit code 7\)\./,
  ],
  [
    'op: no such item',
    'op',
    printing(
      '',
      '[ERROR] 2026/11/23 18:00:00 could not read secret \'op://team/x/token\': could not get item team/x: "x" isn\'t an item in the "team" vault. Specify the item with its UUID, name, or domain.',
      1,
    ),
    'missing',
    /`op` did not find the secret \(exit code 1\)/,
  ],
  [
    'op: no such vault',
    'op',
    printing('', '[ERROR] 2026/11/23 18:00:00 could not read secret: "teem" isn\'t a vault in this account.', 1),
    'missing',
    /did not find/,
  ],
  [
    'op: no session',
    'op',
    printing(
      '',
      '[ERROR] 2026/11/23 18:00:00 could not read secret: error initializing client: You are not currently signed in. Please run `op signin --help` for instructions',
      1,
    ),
    'logged-out',
    /not logged in/,
  ],
  [
    'op: no account',
    'op',
    printing('', 'No accounts configured for use with 1Password CLI.', 1),
    'logged-out',
    /not logged in/,
  ],
  [
    'op: an old session',
    'op',
    printing('', '[ERROR] 2026/11/23 18:00:00 session expired, sign in to create a new session', 1),
    'logged-out',
    /not logged in/,
  ],
  [
    'op: a closed window',
    'op',
    printing(
      '',
      '[ERROR] 2026/11/23 18:00:00 error initializing client: authorization prompt dismissed, please try again',
      1,
    ),
    'locked',
    /could not unlock/,
  ],
  [
    'op: no desktop app',
    'op',
    printing(
      '',
      '[ERROR] 2026/11/23 18:00:00 error initializing client: connecting to desktop app: connecting to desktop app timed out',
      1,
    ),
    'command-unreachable',
    /could not reach/,
  ],
  [
    'op: no network',
    'op',
    printing('', '[ERROR] 2026/11/23 18:00:00 error initializing client: read: context deadline exceeded', 1),
    'command-unreachable',
    /could not reach/,
  ],
  [
    'op: a token without access',
    'op',
    printing('', '[ERROR] 2026/11/23 18:00:00 (403) Forbidden: You do not have permission to perform this action', 1),
    'denied',
    /may not read/,
  ],
  [
    'pass: no such entry',
    'pass',
    printing('', 'Error: twilio/token is not in the password store.\n', 1),
    'missing',
    /did not find/,
  ],
  ['pass: no key', 'pass', printing('', 'gpg: decryption failed: No secret key\n', 2), 'denied', /may not read/],
  [
    'pass: no window to ask in',
    'pass',
    printing(
      '',
      'gpg: public key decryption failed: Inappropriate ioctl for device\ngpg: decryption failed: Inappropriate ioctl for device\n',
      2,
    ),
    'locked',
    /could not unlock/,
  ],
  [
    'pass: a closed window',
    'pass',
    printing('', 'gpg: public key decryption failed: Operation cancelled\n', 2),
    'locked',
    /could not unlock/,
  ],
  [
    'gopass: no such entry',
    'gopass',
    printing('', 'Error: failed to retrieve secret "x": entry is not in the password store\n', 11),
    'missing',
    /did not find/,
  ],
  [
    'vault: no such path',
    'vault',
    printing('', 'No value found at secret/data/twilio\n', 2),
    'missing',
    /did not find/,
  ],
  [
    'vault: no such field',
    'vault',
    printing('', 'Field "token" not present in secret\n', 1),
    'missing',
    /did not find/,
  ],
  [
    'vault: no token',
    'vault',
    printing(
      '',
      'Error making API request.\n\nURL: GET https://vault.example.com/v1/secret/data/twilio\nCode: 400. Errors:\n\n* missing client token\n',
      2,
    ),
    'logged-out',
    /not logged in/,
  ],
  [
    'vault: another token',
    'vault',
    printing(
      '',
      'Error making API request.\n\nURL: GET https://vault.example.com/v1/secret/data/twilio\nCode: 403. Errors:\n\n* permission denied\n',
      2,
    ),
    'denied',
    /may not read/,
  ],
  [
    'vault: sealed',
    'vault',
    printing('', 'Error making API request.\n\nCode: 503. Errors:\n\n* Vault is sealed\n', 2),
    'locked',
    /could not unlock/,
  ],
  [
    'vault: no server',
    'vault',
    printing(
      '',
      'Get "https://127.0.0.1:8200/v1/sys/internal/ui/mounts/secret": dial tcp 127.0.0.1:8200: connect: connection refused\n',
      2,
    ),
    'command-unreachable',
    /could not reach/,
  ],
  [
    'aws: no such secret',
    'aws',
    printing(
      '',
      "\nAn error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find the specified secret.\n",
      254,
    ),
    'missing',
    /did not find the secret \(exit code 254\)/,
  ],
  [
    'aws: no credentials',
    'aws',
    printing('', '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n', 253),
    'logged-out',
    /not logged in/,
  ],
  [
    'aws: an old session',
    'aws',
    printing('', '\nError when retrieving token from sso: Token has expired and refresh failed\n', 255),
    'logged-out',
    /not logged in/,
  ],
  [
    'aws: no permission',
    'aws',
    printing(
      '',
      '\nAn error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: x is not authorized to perform: secretsmanager:GetSecretValue\n',
      254,
    ),
    'denied',
    /may not read/,
  ],
  [
    'aws: no network',
    'aws',
    printing('', '\nCould not connect to the endpoint URL: "https://secretsmanager.eu-west-1.amazonaws.com/"\n', 255),
    'command-unreachable',
    /could not reach/,
  ],
  [
    'gcloud: no such secret',
    'gcloud',
    printing(
      '',
      'ERROR: (gcloud.secrets.versions.access) NOT_FOUND: Secret [projects/1/secrets/twilio] not found or has no versions.\n',
      1,
    ),
    'missing',
    /did not find/,
  ],
  [
    'gcloud: no account',
    'gcloud',
    printing(
      '',
      'ERROR: (gcloud.secrets.versions.access) You do not currently have an active account selected.\nPlease run:\n\n  $ gcloud auth login\n',
      1,
    ),
    'logged-out',
    /not logged in/,
  ],
  [
    'gcloud: an old session',
    'gcloud',
    printing(
      '',
      'ERROR: (gcloud.secrets.versions.access) There was a problem refreshing your current auth tokens: Reauthentication failed. cannot prompt during non-interactive execution.\n',
      1,
    ),
    'logged-out',
    /not logged in/,
  ],
  [
    'gcloud: no permission',
    'gcloud',
    printing(
      '',
      "ERROR: (gcloud.secrets.versions.access) PERMISSION_DENIED: Permission 'secretmanager.versions.access' denied for resource 'projects/1/secrets/twilio/versions/latest' (or it may not exist).\n",
      1,
    ),
    'denied',
    /may not read/,
  ],
  [
    'az: no such secret',
    'az',
    printing(
      '',
      'ERROR: (SecretNotFound) A secret with (name/id) twilio was not found in this key vault.\nCode: SecretNotFound\n',
      3,
    ),
    'missing',
    /did not find/,
  ],
  [
    'az: no session',
    'az',
    printing('', "ERROR: Please run 'az login' to setup account.\n", 1),
    'logged-out',
    /not logged in/,
  ],
  [
    'az: no permission',
    'az',
    printing('', 'ERROR: (Forbidden) Caller is not authorized to perform action on resource.\n', 1),
    'denied',
    /may not read/,
  ],
  [
    'secret-tool: no such item, or a locked keychain',
    'secret-tool',
    printing('', '', 1),
    'command-failed',
    /no such secret, or it may be locked/,
  ],
  [
    'secret-tool: locked',
    'secret-tool',
    printing('', 'secret-tool: Cannot get secret of a locked object, in a locked collection\n', 1),
    'locked',
    /could not unlock/,
  ],
  [
    'secret-tool: no session bus',
    'secret-tool',
    printing('', 'secret-tool: Could not connect: No such file or directory\n', 1),
    'command-unreachable',
    /could not reach/,
  ],
  [
    'doppler: no such secret',
    'doppler',
    printing('', 'Doppler Error: Could not find requested secret: TWILIO_AUTH_TOKEN\n', 1),
    'missing',
    /did not find/,
  ],
  [
    'doppler: no token',
    'doppler',
    printing('', 'Doppler Error: you must provide a token\n', 1),
    'logged-out',
    /not logged in/,
  ],
  [
    'infisical: no session',
    'infisical',
    printing('', 'error: You must be logged in to run this command. To login, run [infisical login]\n', 1),
    'logged-out',
    /not logged in/,
  ],
  ['bw: locked', 'bw', printing('', 'Vault is locked.', 1), 'locked', /could not unlock/],
  ['bw: no session', 'bw', printing('', 'You are not logged in.', 1), 'logged-out', /not logged in/],
  ['bw: no such item', 'bw', printing('', 'Not found.', 1), 'missing', /did not find/],
];

posix('a command that gives no secret', () => {
  it.each(states)('is told by its state: %s', async (_, name, script, problem, words) => {
    program(name, script);
    const error = await failureOf(keyOf(name, 'x'));
    expect(error).toMatchObject({ code: `store.${problem}`, problem, exit: 3 });
    expect(error.message).toMatch(words);
    expect(error.message).toContain(`\`${name}\``);
    expect(error.hints).toEqual([expect.stringMatching(/\.$/)]);
  });

  it('may not be there, may not be executable, and may lack its interpreter', async () => {
    program('plain-file', 'true', 0o644);
    writeFileSync(join(folder, 'no-interpreter'), '#!/nowhere/sh\n', { mode: 0o755 });
    mkdirSync(join(folder, 'a-directory'), { recursive: true });
    expect(await failureOf(keyOf('nowhere-there'))).toMatchObject({ problem: 'command-not-found' });
    expect(await failureOf(keyOf('/nowhere/there'))).toMatchObject({ problem: 'command-not-found' });
    for (const name of [join(folder, 'plain-file'), 'no-interpreter', join(folder, 'a-directory')]) {
      expect(await failureOf(keyOf(name)), name).toMatchObject({ problem: 'command-not-executable' });
    }
  });

  it('has words, a code and a remedy of its own in each of 14 states', async () => {
    const seen = new Map<string, SecretStoreError>();
    for (const [, name, script, problem] of states) {
      program(name, script);
      if (!seen.has(problem)) seen.set(problem, await failureOf(keyOf(name, 'x')));
    }
    seen.set('command-not-found', await failureOf(keyOf('nowhere-there')));
    program('plain-file', 'true', 0o644);
    seen.set('command-not-executable', await failureOf(keyOf(join(folder, 'plain-file'))));
    program('hangs', 'sleep 60');
    seen.set('command-timeout', await failureOf(keyOf('hangs'), { deadlineMs: 300 }));
    const errors = [...seen.values()];
    expect(errors).toHaveLength(14);
    expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length);
    expect(new Set(errors.map(({ message }) => message.replace(/`.*?`/, ''))).size).toBe(errors.length);
  });

  it('is ended at the deadline, with the processes that it started', async () => {
    const pids = join(folder, 'pids');
    program('forks', `sleep 600 & echo $! > ${pids}; echo $$ >> ${pids}; wait`);
    const error = await failureOf(keyOf('forks'), { deadlineMs: 1_500 });
    expect(error).toMatchObject({ problem: 'command-timeout' });
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    expect(started).toHaveLength(2);
    for (const pid of started) await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });

  it('tells a person that it waits, and for which program', async () => {
    const said: string[] = [];
    program('slow', `sleep 3; ${printing(authToken)}`);
    const options = { interactive: true, onWaiting: (name: string) => said.push(name) };
    expect((await open(options).get(keyOf('slow')))?.reveal()).toBe(authToken);
    expect(said).toEqual(['slow']);
  });

  it('is quoted without control characters, at most 200 characters in the message, and without secrets', async () => {
    const noise = `\u001b[31mred ${'z'.repeat(5_000)}`;
    program('noisy', printing('', noise, 4));
    const noisy = await failureOf(keyOf('noisy'));
    expect(noisy.message).not.toMatch(/\p{Cc}/u);
    expect(noisy.message.length).toBeLessThan(400);
    expect(noisy.systemText?.length).toBeLessThan(2_100);
    const canary = '7d2c'.repeat(8);
    program('leaks', printing(canary, `+ curl -H token:${canary} ${apiKeySecret} ${canary.toUpperCase()}`, 4));
    const leaks = await failureOf(keyOf('leaks'));
    const text = `${leaks.message} ${leaks.systemText} ${leaks.hints}`;
    expect(text).toMatch(/curl/);
    for (const secret of [canary, canary.toUpperCase(), apiKeySecret]) expect(text).not.toContain(secret);
    // From now on, smsctl removes it from all output.
    expect(redact(`x ${canary} y`)).toBe('x [secret] y');
  });

  it.each(['5e1f'.repeat(8), 'cafe'.repeat(8), 'a1B2'.repeat(9)])(
    'is quoted without what has the form of a secret, also if smsctl never saw it: %s',
    async (unseen) => {
      program('tells', printing('', `no access with ${unseen} at example.com`, 1));
      const { message, systemText } = await failureOf(keyOf('tells'));
      for (const text of [message, systemText]) expect(text).toContain('no access with [secret] at example.com');
    },
  );
});

function isRunning(pid: number): boolean {
  try {
    // A process that has ended and was not waited for is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('the environment of a command', () => {
  const passed = [
    ...['PATH', 'HOME', 'USER', 'TERM', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'SSH_AUTH_SOCK', 'DISPLAY'],
    ...['GPG_TTY', 'GNUPGHOME', 'PASSWORD_STORE_DIR', 'GOPASS_HOMEDIR', 'OP_SERVICE_ACCOUNT_TOKEN', 'VAULT_ADDR'],
    ...['VAULT_TOKEN', 'BAO_ADDR', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'GOOGLE_APPLICATION_CREDENTIALS'],
    ...[
      'CLOUDSDK_CORE_PROJECT',
      'AZURE_CLIENT_ID',
      'BW_SESSION',
      'INFISICAL_TOKEN',
      'DOPPLER_TOKEN',
      'SOPS_AGE_KEY_FILE',
    ],
    ...['HTTPS_PROXY', 'https_proxy', 'no_proxy', 'SSL_CERT_FILE'],
  ];
  const withheld = [
    ...['TWILIO_AUTH_TOKEN', 'TWILIO_ACCOUNT_SID', 'SMSCTL_PASSPHRASE_FILE', 'SMSCTL_SECRET_COMMAND', 'PGPASSWORD'],
    ...[
      'NODE_OPTIONS',
      'LD_PRELOAD',
      'BASH_ENV',
      'GITHUB_TOKEN',
      'DATABASE_URL',
      'NODE_DEBUG',
      'OPTIONS',
      'LC_MESSAGES',
    ],
  ];
  const all = Object.fromEntries([...passed, ...withheld].map((name) => [name, `value of ${name}`]));

  it('has the variables of secret managers, and none of smsctl, Twilio or an interpreter', () => {
    const given = commandEnvironment(all, 'linux');
    expect(Object.keys(given).toSorted()).toEqual([...passed, 'LC_ALL', 'LANG', 'LANGUAGE'].toSorted());
    for (const name of passed) expect(given[name]).toBe(`value of ${name}`);
  });

  it('has what programs of Windows need, only there', () => {
    const windows = { SystemRoot: 'C:\\Windows', APPDATA: 'x', PATHEXT: '.EXE', USERPROFILE: 'y', Path: 'z' };
    expect(Object.keys(commandEnvironment(windows, 'win32'))).toEqual(expect.arrayContaining(Object.keys(windows)));
    expect(Object.keys(commandEnvironment(windows, 'linux'))).not.toContain('APPDATA');
  });

  it('has its tokens redacted from all output', () => {
    commandEnvironment({ VAULT_TOKEN: 'hvs.made-up-for-a-test', AWS_PROFILE: 'production-team' }, 'linux');
    expect(redact('a hvs.made-up-for-a-test b production-team')).toBe('a [secret] b production-team');
  });

  posix('of the real process', () => {
    it('is that, and nothing else', async () => {
      program('shows', 'env | cut -d= -f1 | sort | tr "\\\\n" ,');
      const store = commandSecrets({ env: { ...all, ...env }, interactive: false });
      const names = (await store.get(keyOf('shows')))?.reveal().split(',') ?? [];
      const ofShell = ['PWD', 'SHLVL', 'OLDPWD', '_', ''];
      expect(names.filter((name) => !ofShell.includes(name)).toSorted()).toEqual(
        [...passed, 'LC_ALL', 'LANG', 'LANGUAGE'].toSorted(),
      );
    });
  });
});
