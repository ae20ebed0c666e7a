import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keychain } from '../../src/adapters/secrets/keychain.ts';
import type { AnswerKey } from '../../src/domain/settings/question.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { steps } from '../../src/setup/steps.ts';
import { bareEnvironment, freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { filesWith, formsOf, watchProcesses } from '../support/secret-scan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
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

/** The beginning of a question, which is on one line of the terminal. */
const prompt = (key: AnswerKey): string => {
  const found = steps.flatMap(({ questions }) => questions).find((question) => question.key === key);
  if (found === undefined) throw new Error(`There is no question ${key}.`);
  return found.message.slice(0, 30);
};

/** What a person types at each prompt of a first setup, in order, and the steps that are saved by then. */
const walk: readonly (readonly [key: AnswerKey, typed: string, kept: readonly string[]])[] = [
  ['owner.team', `Customer Messaging${keys.enter}`, []],
  ['owner.contact', `#sms-help${keys.enter}`, []],
  ['number.sender', `(202) 555-0142${keys.enter}`, ['owner']],
  ['number.country', `us${keys.enter}`, ['owner']],
  ['credentials.accountSid', `${accountSid}${keys.enter}`, ['owner', 'number']],
  ['credentials.method', keys.enter, ['owner', 'number']],
  ['credentials.store', keys.enter, ['owner', 'number']],
  ['credentials.authToken', `${authToken}${keys.enter}`, ['owner', 'number']],
  ['method.confirmed', keys.enter, ['owner', 'number', 'credentials']],
  ['method.confirmedBy', `Ada${keys.enter}`, ['owner', 'number', 'credentials']],
  ['contacts.source', `${contacts}${keys.enter}`, ['owner', 'number', 'credentials', 'method']],
  ['contacts.column', keys.enter, ['owner', 'number', 'credentials', 'method']],
  ['contacts.country', keys.enter, ['owner', 'number', 'credentials', 'method']],
  ['contacts.minimum', keys.enter, ['owner', 'number', 'credentials', 'method']],
  ['contacts.acknowledged', `y${keys.enter}`, ['owner', 'number', 'credentials', 'method']],
  ['contacts.shortForm', `y${keys.enter}`, ['owner', 'number', 'credentials', 'method']],
  ['contacts.acknowledgedBy', keys.enter, ['owner', 'number', 'credentials', 'method']],
];

/** Types the answers up to the question `until`, and leaves that open. */
async function typeUntil(terminal: Terminal, until?: AnswerKey): Promise<void> {
  for (const [key, typed] of walk) {
    await terminal.until(`? ${prompt(key)}`);
    if (key === until) return;
    terminal.type(typed);
  }
}

const answersFor = (store: string) => [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--store', store, '--confirm-method', 'auth-token', '--confirmed-by', 'Ada'],
  ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];

// Each test goes on where the one before it ended.
describe.skipIf(keyringRequirement())(
  named('a walk with the real OS keychain', keyringRequirement()),
  { shuffle: false },
  () => {
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

    it('opens with its verdict and changes nothing on Enter', async () => {
      const before = JSON.stringify(settingsIn(home()));
      const terminal = openTerminal([...smsctl, 'setup'], { env });
      await terminal.until('? What do you want to change?');
      terminal.type(keys.enter);
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
  },
);

describe('a setup without a desktop session', () => {
  it('keeps the secret in an encrypted file', async () => {
    const home = freshHome();
    const passphrase = join(temporaryFolder('passphrase'), 'passphrase');
    writeFileSync(passphrase, 'four words make one\n', { mode: 0o600 });
    const env = { ...bareEnvironment(home), SMSCTL_TWILIO_URL: server.url, SMSCTL_PASSPHRASE_FILE: passphrase };
    const processes = watchProcesses(tokenForms);
    const setup = await runProgram([...smsctl, 'setup', ...answersFor('file'), '--auth-token-stdin'], {
      env,
      input: authToken,
    });
    expect(setup.code).toBe(0);
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
    expect(setup.err).toContain(': env (proposed)');
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

  /** Leaves at a prompt, inside a shell that compares the terminal's settings before and after. */
  async function leaveAt(key: AnswerKey, leave: (terminal: Terminal) => void) {
    const config = temporaryFolder('leave');
    const script =
      'before=$(stty -g); "$@"; code=$?; [ "$before" = "$(stty -g)" ] && echo "tty=same"; echo "code=$code"';
    const env = { ...session.env, SMSCTL_TWILIO_URL: server.url, SMSCTL_CONFIG_DIR: config };
    const terminal = openTerminal(['sh', '-c', script, 'sh', ...smsctl, 'setup'], { env });
    await typeUntil(terminal, key);
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

  it.each(walk.map(([key, , kept]) => [key, kept] as const))(
    'keeps only the finished steps on Ctrl-C at %s',
    async (key, kept) => {
      const left = await leaveAt(key, (terminal) => terminal.type(keys.interrupt));
      expect(left).toMatchObject({ code: 130, sameTerminal: true, cursorShown: true, kept, leftOvers: [] });
      expect(left.text).toContain(kept.length > 0 ? 'Cancelled. Saved: owner' : 'Cancelled. Nothing was changed.');
      expect(left.text).not.toMatch(/at .*\.js:\d+/);
    },
  );

  it.each([
    ['New passphrase for the encrypted file', ''],
    ['The same passphrase again', `four words make one${keys.enter}`],
  ])('writes nothing of the step on Ctrl-C at "%s"', async (prompt, first) => {
    const config = temporaryFolder('leave');
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
    const left = await leaveAt('owner.contact', (terminal) => terminal.type(keys.endOfInput));
    expect(left).toMatchObject({ code: 130, sameTerminal: true, kept: [] });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('restores the terminal and the cursor when ended by %s', async (signal, code) => {
    const left = await leaveAt('credentials.method', ({ pid }) => {
      const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
      process.kill(Number(child), signal);
    });
    expect(left).toMatchObject({ code, sameTerminal: true, cursorShown: true, kept: ['owner', 'number'] });
  });
});
