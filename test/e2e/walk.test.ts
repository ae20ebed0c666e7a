import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keychain } from '../../src/adapters/secrets/keychain.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { bareEnvironment, freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { filesWith, formsOf, watchProcesses } from '../support/secret-scan.ts';
import { keys, openTerminal, type Terminal } from '../support/terminal.ts';

const { accountSid, authToken, number, standardKey } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');
const tokenForms = formsOf(authToken, accountSid);

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());

const settingsIn = (home: string) =>
  JSON.parse(readFileSync(join(home, 'config', 'smsctl', 'organizations', 'default.json'), 'utf8'));

/** What a person types at each prompt of a first setup, in order. */
const walk: readonly (readonly [prompt: string, typed: string])[] = [
  ['Team that owns SMS setup', `Customer Messaging${keys.enter}`],
  ['How to reach it', `#sms-help${keys.enter}`],
  ['Organization phone number', `(202) 555-0142${keys.enter}`],
  ['Country of that number', `us${keys.enter}`],
  ['Account SID', `${accountSid}${keys.enter}`],
  ['How smsctl signs in', keys.enter],
  ['Where the secret is kept', keys.enter],
  ['Auth Token', `${authToken}${keys.enter}`],
  ['Which credential method is active now', keys.enter],
  ['Who confirms it', `Ada${keys.enter}`],
  ['Contact list', `${contacts}${keys.enter}`],
  ['Country of numbers written without one', keys.enter],
  ['Least share of contacts', keys.enter],
  ['The team knows that SMS workflows', `y${keys.enter}`],
  ['Campaign owners understand', `y${keys.enter}`],
];

async function typeUntil(terminal: Terminal, prompt?: string): Promise<void> {
  for (const [asked, typed] of walk) {
    await terminal.until(`? ${asked}`);
    if (asked === prompt) return;
    terminal.type(typed);
  }
}

const answersFor = (store: string) => [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--store', store, '--confirm-method', 'auth-token', '--confirmed-by', 'Ada'],
  ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];

describe.skipIf(keyringRequirement())(named('a walk with the real OS keychain', keyringRequirement()), () => {
  let session: KeyringSession;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    session = await startKeyring({ state: 'unlocked' });
    env = { ...session.env, SMSCTL_TWILIO_URL: server.url };
  });
  afterAll(() => session.end());
  const home = () => session.env.HOME ?? '';

  it('ends ready when typed in a terminal, with the secret in the keyring alone', async () => {
    const processes = watchProcesses(tokenForms);
    const terminal = openTerminal([...smsctl, 'setup'], { env });
    await typeUntil(terminal);
    await terminal.until('Verification checklist');
    await terminal.until('Ready: SMS can be used.');
    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).not.toContain(authToken);

    const verify = await runProgram([...smsctl, 'verify', '--json'], { env });
    expect([verify.code, JSON.parse(verify.out).verdict]).toEqual([0, 'ready']);
    const status = await runProgram([...smsctl, 'status'], { env });
    expect(status.out).toContain('SMS of default: ready');
    expect(status.out).toContain('the OS keychain');

    const { secretKey } = settingsIn(home()).credentials;
    const childPath = fileURLToPath(new URL('../../dist/adapters/secrets/keychain-child.js', import.meta.url));
    const stored = await keychain({ env: session.env, interactive: false, deadlineMs: 60_000, childPath }).get(
      secretKey,
    );
    expect(JSON.parse(stored?.reveal() ?? '')).toMatchObject({ accountSid, secret: authToken });
    expect(filesWith(tokenForms, home())).toEqual([]);
    const { found, looks } = processes.stop();
    expect(looks).toBeGreaterThan(50);
    expect(found).toEqual([]);
    for (const text of [verify.out, verify.err, status.out])
      for (const form of tokenForms) expect(text).not.toContain(form);
  });

  it('changes nothing when walked again with Enter alone', async () => {
    const before = JSON.stringify(settingsIn(home()));
    const terminal = openTerminal([...smsctl, 'setup'], { env });
    const again = walk.map(([prompt]) => prompt).filter((prompt) => prompt !== 'Country of that number');
    for (const prompt of again) {
      await terminal.until(`? ${prompt}`);
      terminal.type(keys.enter);
    }
    await terminal.until('Nothing changed');
    expect(await terminal.ended).toBe(0);
    expect(JSON.stringify(settingsIn(home()))).toBe(before);
  });

  it('becomes not ready after a change to an API key, and ready once confirmed', async () => {
    const change = [
      ...['setup', 'credentials', '--credential-method', 'api-key', '--api-key-sid', standardKey.sid],
      '--api-key-secret-stdin',
    ];
    const changed = await runProgram([...smsctl, ...change], { env, input: `${standardKey.secret}\r\n` });
    expect(changed.code).toBe(0);
    const verify = await runProgram([...smsctl, 'verify', '--json'], { env });
    expect(verify.code).toBe(1);
    const stale = JSON.parse(verify.out).checks.find(({ id }: { id: string }) => id === 'method.current');
    expect(stale).toMatchObject({ status: 'fail', remedy: { command: 'smsctl setup method' } });
    const confirmed = await runProgram(
      [...smsctl, 'setup', 'method', '--confirm-method', 'api-key', '--confirmed-by', 'Ada'],
      { env },
    );
    expect(confirmed.code).toBe(0);
    // What campaign owners acknowledged counts for the method that they were shown.
    await runProgram([...smsctl, 'acknowledge', 'short-form', '--by', 'Ada'], { env });
    expect((await runProgram([...smsctl, 'verify'], { env })).code).toBe(0);
  });
});

describe('a setup without a desktop session', () => {
  it('keeps the secret in an encrypted file and says why the keychain is not used', async () => {
    const home = freshHome();
    const passphrase = join(mkdtempSync(join(tmpdir(), 'smsctl-passphrase-')), 'passphrase');
    writeFileSync(passphrase, 'four words make one\n', { mode: 0o600 });
    const env = { ...bareEnvironment(home), SMSCTL_TWILIO_URL: server.url, SMSCTL_PASSPHRASE_FILE: passphrase };
    const processes = watchProcesses(tokenForms);
    const setup = await runProgram([...smsctl, 'setup', ...answersFor('file'), '--auth-token-stdin'], {
      env,
      input: authToken,
    });
    expect(setup.code).toBe(0);
    expect(setup.err).toMatch(/There is no OS keychain here|keychain library cannot be loaded/);
    expect((await runProgram([...smsctl, 'verify', '--json'], { env })).code).toBe(0);
    expect((await runProgram([...smsctl, 'status'], { env })).out).toContain('an encrypted file');
    expect(readdirSync(join(home, 'config', 'smsctl', 'secrets'))).toHaveLength(1);
    expect(filesWith(tokenForms, home)).toEqual([]);
    expect(processes.stop().found).toEqual([]);
  });

  it('reports a locked store when the passphrase is missing', async () => {
    const home = freshHome();
    const passphrase = join(home, 'passphrase');
    writeFileSync(passphrase, 'four words make one\n', { mode: 0o600 });
    const env = { ...bareEnvironment(home), SMSCTL_TWILIO_URL: server.url };
    const withPassphrase = { ...env, SMSCTL_PASSPHRASE_FILE: passphrase };
    await runProgram([...smsctl, 'setup', ...answersFor('file'), '--auth-token-stdin'], {
      env: withPassphrase,
      input: authToken,
    });
    const verify = await runProgram([...smsctl, 'verify', '--json'], { env });
    expect(verify.code).toBe(3);
    const checks = JSON.parse(verify.out).checks as readonly { readonly id: string; readonly status: string }[];
    const statusOf = (id: string) => checks.find((check) => check.id === id)?.status;
    expect([statusOf('credentials.saved'), statusOf('credentials.store')]).toEqual(['pass', 'unknown']);
  });

  it('takes the secret from its variable under CI and stores it nowhere', async () => {
    const home = freshHome();
    const env = { ...bareEnvironment(home), SMSCTL_TWILIO_URL: server.url, CI: '1', TWILIO_AUTH_TOKEN: authToken };
    const flags = answersFor('env').filter((word, index, all) => word !== '--store' && all[index - 1] !== '--store');
    const setup = await runProgram([...smsctl, 'setup', ...flags], { env });
    expect(setup.code).toBe(0);
    expect(setup.err).toContain('Where the secret is kept: env (proposed)');
    expect((await runProgram([...smsctl, 'verify', '--json'], { env })).code).toBe(0);
    expect(filesWith(tokenForms, home)).toEqual([]);
  });

  it('lists every missing input and creates no file', async () => {
    const home = freshHome();
    const env = { ...bareEnvironment(home), SMSCTL_TWILIO_URL: server.url };
    const before = readdirSync(home, { recursive: true });
    const { code, err } = await runProgram([...smsctl, 'setup'], { env });
    expect(code).toBe(2);
    for (const flag of [
      '--owner-team',
      '--number',
      '--account-sid',
      'SMSCTL_PASSPHRASE_FILE',
      '--confirm-method',
      '--contacts',
    ]) {
      expect(err).toContain(flag);
    }
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  });
});

describe.skipIf(keyringRequirement())(named('leaving', keyringRequirement()), () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyring({ state: 'unlocked' });
  });
  afterAll(() => session.end());

  const stepOf: Readonly<Record<string, readonly string[]>> = {
    'Organization phone number': ['owner'],
    'Country of that number': ['owner'],
    'Account SID': ['owner', 'number'],
    'How smsctl signs in': ['owner', 'number'],
    'Where the secret is kept': ['owner', 'number'],
    'Auth Token': ['owner', 'number'],
    'Which credential method is active now': ['owner', 'number', 'credentials'],
    'Who confirms it': ['owner', 'number', 'credentials'],
    'Contact list': ['owner', 'number', 'credentials', 'method'],
    'Country of numbers written without one': ['owner', 'number', 'credentials', 'method'],
    'Least share of contacts': ['owner', 'number', 'credentials', 'method'],
    'The team knows that SMS workflows': ['owner', 'number', 'credentials', 'method'],
    'Campaign owners understand': ['owner', 'number', 'credentials', 'method'],
  };

  /** Leaves at a prompt, inside a shell that compares the terminal's settings before and after. */
  async function leaveAt(prompt: string, leave: (terminal: Terminal) => void) {
    const config = mkdtempSync(join(tmpdir(), 'smsctl-leave-'));
    const script =
      'before=$(stty -g); "$@"; code=$?; [ "$before" = "$(stty -g)" ] && echo "tty=same"; echo "code=$code"';
    const env = { ...session.env, SMSCTL_TWILIO_URL: server.url, SMSCTL_CONFIG_DIR: config };
    const terminal = openTerminal(['sh', '-c', script, 'sh', ...smsctl, 'setup'], { env });
    await typeUntil(terminal, prompt);
    leave(terminal);
    await terminal.until(/code=\d+/);
    await terminal.ended;
    const files = readdirSync(config, { recursive: true, encoding: 'utf8' });
    const settings = files.includes(join('organizations', 'default.json'))
      ? JSON.parse(readFileSync(join(config, 'organizations', 'default.json'), 'utf8'))
      : {};
    return {
      code: Number(/code=(\d+)/.exec(terminal.text())?.[1]),
      text: terminal.text(),
      sameTerminal: terminal.text().includes('tty=same'),
      cursorShown: terminal.raw().lastIndexOf('\u001b[?25h') >= terminal.raw().lastIndexOf('\u001b[?25l'),
      kept: Object.keys(settings).filter((key) => key !== 'schema'),
      leftOvers: files.filter((name) => /tmp|lock/.test(name)),
    };
  }

  it.each(walk.map(([prompt]) => prompt))('keeps only the finished steps on Ctrl-C at "%s"', async (prompt) => {
    const left = await leaveAt(prompt, (terminal) => terminal.type(keys.interrupt));
    expect(left).toMatchObject({
      code: 130,
      sameTerminal: true,
      cursorShown: true,
      kept: stepOf[prompt] ?? [],
      leftOvers: [],
    });
    expect(left.text).toContain(prompt in stepOf ? 'Cancelled. Saved before: owner' : 'Cancelled. Nothing was saved.');
    expect(left.text).not.toMatch(/at .*\.js:\d+/);
  });

  it.each([
    ['New passphrase for the encrypted file', ''],
    ['The same passphrase again', `four words make one${keys.enter}`],
  ])('writes nothing of the step on Ctrl-C at "%s"', async (prompt, first) => {
    const config = mkdtempSync(join(tmpdir(), 'smsctl-leave-'));
    const env = { ...session.env, SMSCTL_TWILIO_URL: server.url, SMSCTL_CONFIG_DIR: config };
    const command = [
      'setup',
      'credentials',
      '--account-sid',
      accountSid,
      '--credential-method',
      'auth-token',
      '--store',
      'file',
    ];
    const terminal = openTerminal([...smsctl, ...command], { env });
    await terminal.until('? Auth Token');
    terminal.type(`${authToken}${keys.enter}`);
    if (first !== '') {
      await terminal.until('? New passphrase');
      terminal.type(first);
    }
    await terminal.until(`? ${prompt}`);
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
    expect(readdirSync(config)).toEqual([]);
  });

  it('leaves on Ctrl-D when the line is empty', async () => {
    const left = await leaveAt('How to reach it', (terminal) => terminal.type(keys.endOfInput));
    expect(left).toMatchObject({ code: 130, sameTerminal: true, kept: [] });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('restores the terminal and the cursor when ended by %s', async (signal, code) => {
    const left = await leaveAt('How smsctl signs in', ({ pid }) => {
      const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
      process.kill(Number(child), signal);
    });
    expect(left).toMatchObject({ code, sameTerminal: true, cursorShown: true, kept: ['owner', 'number'] });
  });
});
