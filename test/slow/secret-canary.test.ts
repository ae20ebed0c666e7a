import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { failures, type Mode, startHostileProvider } from '../support/hostile-provider.ts';
import { bareEnvironment, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { projectFolder, shellSmsctl, smsctl } from '../support/program.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { filesWith, formsOf } from '../support/secret-scan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');

/** Secrets of every kind that a run may meet, each in every form; none may be seen anywhere. */
const proxyPassword = 'canary/pass:word+9';
const passphrase = 'canary words make one "phrase"';
const forms = [
  ...formsOf(authToken, accountSid),
  ...formsOf(proxyPassword, 'proxy-user'),
  ...formsOf(passphrase, ''),
  JSON.stringify(passphrase).slice(1, -1),
  authToken.toUpperCase(),
];

const noKeyring = keyringRequirement();

/** One command line, and what it needs. */
interface Row {
  readonly argv: readonly string[];
  readonly input?: string;
}

const answers = [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--confirm-method', 'auth-token', '--confirmed-by', 'Ada'],
  ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];

const fromStdin = ['setup', 'credentials', '--no-input', '--from', '-'];
const inBase64 = Buffer.from(authToken).toString('base64');
const manifest = (values: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: twilio}\n${values}\n`;

/** Every command at work, by its path. A command without a row here fails the suite. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  setup: [
    { argv: ['setup', '--yes', ...answers] },
    { argv: ['setup', '--yes', '--store', 'file', '--auth-token-stdin', ...answers], input: authToken },
    { argv: ['setup', 'credentials', '--dry-run'] },
    {
      argv: ['setup', 'credentials', '--from', '-', '--dry-run', '--no-input'],
      input: `TWILIO_SID=x\nTWILIO_TOKEN=${authToken}\n`,
    },
    { argv: [...fromStdin, '--dry-run'], input: manifest(`data: {TWILIO_AUTH_TOKEN: ${inBase64}}`) },
    { argv: fromStdin, input: manifest(`stringData:\n  twilio-auth-token: ${authToken}\n  a: ${authToken}`) },
    { argv: fromStdin, input: manifest(`data: {TWILIO_AUTH_TOKEN: "${authToken}!"}`) },
    { argv: fromStdin, input: `kind: Secret\napiVersion: ${authToken}: x\n` },
    { argv: fromStdin, input: `{"schema": "smsctl.config-export/1", "credentials": {"authToken": "${authToken}"}}` },
    { argv: fromStdin, input: `{"a": ${authToken}}` },
  ],
  verify: [
    { argv: ['verify', '--json'] },
    { argv: ['verify', '--verbose'] },
    { argv: ['verify', '--env', '--json'] },
    { argv: ['verify', '--dotenv', '-', '--verbose'], input: `TWILIO_AUTH_TOKEN=${authToken}\nX="${authToken}"\n` },
  ],
  status: [{ argv: ['status'] }, { argv: ['status', '--json'] }, { argv: ['status', '--all'] }],
  explain: [{ argv: ['explain', '20003'] }],
  deliveries: [
    { argv: ['deliveries'] },
    { argv: ['deliveries', '--to', '+12025550199', '--json'] },
    { argv: ['deliveries', '--message', `SM${'0'.repeat(32)}`] },
  ],
  'send-test': [
    { argv: ['send-test', '--to', '+12025550199', '--yes', '--follow', '1s'] },
    { argv: ['send-test', '--to', '+12025550199', '--yes', '--json', '--follow', '1s'] },
  ],
  exec: [
    { argv: ['exec', '--print-env'] },
    { argv: ['exec', '--', 'true'] },
    { argv: ['exec', '--', '/nowhere/program'] },
  ],
  'message check': [{ argv: ['message', 'check', 'Hello'] }],
  acknowledge: [{ argv: ['acknowledge', 'short-form', '--by', 'Ada'] }],
  report: [{ argv: ['report'] }, { argv: ['report', '--format', 'json'] }, { argv: ['report', '--format', 'html'] }],
  'contacts check': [
    { argv: ['contacts', 'check', contacts, '--json'] },
    { argv: ['contacts', 'check', '-', '--contacts-country', 'US'], input: `phone,note\n+12025550142,x\n` },
    { argv: ['contacts', 'check', '/nowhere/list.csv'] },
  ],
  'contacts classify': [{ argv: ['contacts', 'classify'], input: '+12025550142\n' }],
  'contacts merge': [{ argv: ['contacts', 'merge'], input: '{}\n' }],
  'contacts record': [{ argv: ['contacts', 'record', '--name', 'crm'], input: '{}\n' }],
  completion: [{ argv: ['completion', 'bash'] }],
  complete: [{ argv: ['complete', '--', 'smsctl', 'setup', authToken] }],
  'credentials show': [{ argv: ['credentials', 'show'] }, { argv: ['credentials', 'show', '--json'] }],
  'credentials set': [{ argv: ['credentials', 'set', '--store', 'file', '--auth-token-stdin'], input: authToken }],
  'credentials use': [{ argv: ['credentials', 'use', 'api-key'] }, { argv: ['credentials', 'use', authToken] }],
  'credentials rotate': [{ argv: ['credentials', 'rotate', '--yes'] }],
  'credentials create-key': [{ argv: ['credentials', 'create-key', '--yes', '--store', 'file'] }],
  'credentials move': [{ argv: ['credentials', 'move', 'file'] }],
  'credentials remove': [{ argv: ['credentials', 'remove', 'all', '--yes'] }],
  help: [{ argv: ['help', 'verify'] }, { argv: ['help', authToken] }],
  'org list': [{ argv: ['org', 'list'] }],
  'org use': [{ argv: ['org', 'use', 'default'] }],
  'org rename': [{ argv: ['org', 'rename', 'default', 'acme'] }],
  'org remove': [{ argv: ['org', 'remove', 'default', '--yes'] }],
  'config path': [{ argv: ['config', 'path'] }],
  'config explain': [{ argv: ['config', 'explain'] }],
  'config export': [{ argv: ['config', 'export'] }],
  schema: [{ argv: ['schema', 'verify'] }],
  sandbox: [{ argv: ['sandbox', '--port', '70000'] }, { argv: ['sandbox', '--scenario', authToken] }],
};

/** Commands that ask the provider: they meet every failure of it. */
const asking = ['setup', 'verify', 'send-test'];

interface Seen {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
  readonly cmdlines: ReadonlySet<string>;
}

/** Runs a command line and looks at the command lines of it and of its children all the while. */
function watch(row: Row, env: Readonly<Record<string, string>>, isEnough: () => boolean = () => false): Promise<Seen> {
  return new Promise((resolve) => {
    const [file = '', ...args] = [...smsctl, ...row.argv];
    const child = spawn(file, args, { env, cwd: projectFolder });
    const cmdlines = new Set<string>();
    const look = () => {
      if (isEnough()) child.kill('SIGTERM');
      for (const pid of family(child.pid ?? 0)) {
        try {
          cmdlines.add(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
        } catch {
          // It ended in between.
        }
      }
    };
    // At once, since the quickest are gone before a busy machine comes to look again.
    look();
    const timer = setInterval(look, 5);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding('latin1').on('data', (chunk: string) => {
      err += chunk;
    });
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ out, err, code, cmdlines });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(row.input ?? '');
  });
}

function family(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return [
      pid,
      ...children
        .split(' ')
        .filter(Boolean)
        .flatMap((each) => family(Number(each))),
    ];
  } catch {
    return [pid];
  }
}

const holding = (text: string): readonly string[] => forms.filter((form) => form !== '' && text.includes(form));

describe.skipIf(process.platform !== 'linux')('a secret is seen nowhere', () => {
  /** A machine on which all is set up, with the token from its variable; every scenario gets a copy. */
  let ready: string;
  let scenarios = 0;

  beforeAll(async () => {
    const provider = await startHostileProvider();
    ready = temporaryFolder('canary');
    const { code, err } = await watch({ argv: ['setup', '--yes', ...answers] }, environment(ready, provider.url));
    await provider.close();
    expect([code, err]).toEqual([0, err]);
  });
  afterAll(() => {
    expect(scenarios).toBeGreaterThanOrEqual(60);
  });

  function environment(home: string, url: string): Record<string, string> {
    const passphraseFile = join(temporaryFolder('canary-passphrase'), 'passphrase');
    writeFileSync(passphraseFile, passphrase, { mode: 0o600 });
    mkdirSync(join(home, 'tmp'), { recursive: true });
    return {
      ...bareEnvironment(home),
      TMPDIR: join(home, 'tmp'),
      CI: '1',
      SMSCTL_TWILIO_URL: url,
      TWILIO_AUTH_TOKEN: authToken,
      SMSCTL_PASSPHRASE_FILE: passphraseFile,
      HTTPS_PROXY: `http://proxy-user:${encodeURIComponent(proxyPassword)}@127.0.0.1:9`,
      SMSCTL_TEST: '',
    };
  }

  const fresh = (): string => {
    const home = temporaryFolder('canary');
    cpSync(ready, home, { recursive: true });
    return home;
  };

  interface Circumstances {
    readonly env?: Readonly<Record<string, string>>;
    readonly home?: string;
    /** Asks it to end once the provider was asked. */
    readonly endOnceAsked?: boolean;
    readonly mode?: Mode | undefined;
    /** The provider must have been asked. */
    readonly asks?: boolean;
  }

  async function expectNothing(
    row: Row,
    { env = {}, home = fresh(), endOnceAsked = false, mode = 'well', asks = false }: Circumstances = {},
  ): Promise<Seen> {
    const provider = await startHostileProvider();
    provider.mode = mode;
    scenarios += 1;
    const seen = await watch(
      row,
      { ...environment(home, provider.url), ...env },
      () => endOnceAsked && provider.authorizations.length > 0,
    );
    await provider.close();
    if (asks) expect(provider.authorizations.length).toBeGreaterThan(0);
    expect(holding(seen.out), 'stdout').toEqual([]);
    expect(holding(seen.err), 'stderr').toEqual([]);
    expect(filesWith(forms, home), 'files').toEqual([]);
    const given = row.argv.join('\u0000');
    const told = [...seen.cmdlines].filter((line) => holding(line.replaceAll(given, '')).length > 0);
    expect(told, 'command lines').toEqual([]);
    expect(seen.err).not.toMatch(/\n\s+at .*\.[jt]s:\d+/);
    return seen;
  }

  it('has a row for every command', () => {
    expect(Object.keys(rows).sort()).toEqual(commands.map(({ path }) => path).sort());
  });

  const all = Object.values(rows).flatMap((list) => list.map((row) => [row.argv.slice(0, 3).join(' '), row] as const));

  it.concurrent.each(all)('hides it in `%s` when all is well', async (_, row) => {
    const { cmdlines } = await expectNothing(row);
    expect([...cmdlines].join()).toContain('smsctl.js');
  });

  const met = asking.flatMap((path) =>
    Object.keys(failures).map((failure) => [path, failure, rows[path]?.[0]] as const),
  );

  it.concurrent.each(met)('hides it in `%s` when %s', async (_, failure, row) => {
    if (row === undefined) throw new Error('A command that asks has a row.');
    await expectNothing(row, { mode: failures[failure], asks: true, endOnceAsked: failure === 'no answer' });
  });

  it.concurrent.each([
    ['an unknown command', [authToken]],
    ['a value of an option', ['verify', '--timeout', authToken]],
    ['an unknown option', ['setup', `--auth-token=${authToken}`]],
    ['a word too many', ['verify', authToken]],
    ['a step', ['setup', authToken]],
    ['a subject', ['explain', authToken]],
    ['a recipient', ['send-test', '--to', authToken, '--yes', '--json']],
    ['a path', ['setup', '--auth-token-file', `/nowhere/${authToken}`]],
    ['an organization', ['status', '--org', `AC-${authToken}`]],
  ])('hides it when given on the command line as %s', async (_, argv) => {
    const { code } = await expectNothing({ argv });
    expect([2, 3]).toContain(code);
  });

  it.concurrent.each([
    ['a team', ['--owner-team', authToken]],
    ['a contact', ['--owner-contact', `mailto:${authToken}`]],
    ['who confirms', ['--confirmed-by', authToken]],
  ])('does not save it when given as %s', async (_, flags) => {
    const { code } = await expectNothing({ argv: ['setup', '--yes', ...answers, ...flags] });
    expect(code).not.toBe(0);
  });

  it.concurrent.each([
    ['is an answer', JSON.stringify({ credentials: { authToken } })],
    ['is a question', JSON.stringify({ [authToken]: 'x' })],
    ['is no JSON', `{"credentials": ${authToken}`],
  ])('hides it when it is %s of an answers file', async (_, text) => {
    const file = join(temporaryFolder('answers'), 'answers.json');
    writeFileSync(file, text);
    expect((await expectNothing({ argv: ['setup', '--answers', file] })).code).toBe(2);
  });

  it.concurrent.each([
    ['two lines', `${authToken}\n${authToken}\n`],
    ['too long', `${authToken.repeat(200)}`],
    ['in quotes', `"${authToken}"`],
    ['the wrong one', `${authToken.slice(1)}0`],
  ])('hides it when piped in as %s', async (_, input) => {
    await expectNothing({ argv: ['setup', 'credentials', '--store', 'file', '--auth-token-stdin'], input });
  });

  const settingsPath = (home: string) => join(home, 'config', 'smsctl', 'organizations', 'default.json');

  it.concurrent.each(['{"owner": ', '[]', '{"schema":"smsctl.settings/9"}', '\u0000\u0001'])(
    'hides it when damaged settings contain it: %j',
    async (start) => {
      for (const argv of [['status'], ['verify', '--json'], ['setup', '--no-input']]) {
        const home = fresh();
        const text = `${start} "${authToken}"`;
        writeFileSync(settingsPath(home), text);
        scenarios += 1;
        const { out, err } = await watch({ argv }, environment(home, 'http://127.0.0.1:9'));
        expect(holding(out + err)).toEqual([]);
        expect(readFileSync(settingsPath(home), 'utf8')).toBe(text);
      }
    },
  );

  it.concurrent.each([
    ['NODE_DEBUG', 'http,net'],
    ['NODE_OPTIONS', '--inspect=127.0.0.1:0'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('hides it while %s would log it', async (name, value) => {
    const { code } = await expectNothing({ argv: ['verify'] }, { env: { [name]: value } });
    expect(code).toBe(2);
  });

  it.concurrent.each(['uncaughtException', 'unhandledRejection'])(
    'hides it in an uncaught error (%s)',
    async (event) => {
      const home = fresh();
      const preload = join(home, 'tmp', 'throw.mjs');
      // What a library might throw: the request, with its header, in the message and as fields.
      const thrown = `Object.assign(new Error(text), { name: text, config: { headers: { authorization: text } } })`;
      const how = event === 'uncaughtException' ? `throw ${thrown}` : `Promise.reject(${thrown})`;
      writeFileSync(
        preload,
        `const text = 'Basic ' + Buffer.from('${accountSid}:' + process.env.TWILIO_AUTH_TOKEN).toString('base64') + process.env.TWILIO_AUTH_TOKEN;
       setTimeout(() => { ${how}; }, 300);`,
      );
      const options = `--import=${preload} --report-uncaught-exception --report-on-fatalerror --report-directory=${join(home, 'tmp')}`;
      const { code, err } = await expectNothing(
        { argv: ['verify'] },
        { home, env: { NODE_OPTIONS: options }, mode: failures['no answer'] },
      );
      expect(code).toBe(70);
      expect(err).toMatch(/^smsctl: /m);
      expect(readdirSync(join(home, 'tmp')).filter((name) => name.startsWith('report'))).toEqual([]);
    },
  );

  it('hides it in a diagnostic report', async () => {
    const home = fresh();
    const preload = join(home, 'tmp', 'report.mjs');
    const file = join(home, 'tmp', 'report.json');
    writeFileSync(preload, `process.on('exit', () => process.report.writeReport(${JSON.stringify(file)}));`);
    await expectNothing({ argv: ['verify', '--json'] }, { home, env: { NODE_OPTIONS: `--import=${preload}` } });
    expect(readFileSync(file, 'utf8')).toContain('nodejsVersion');
  });

  it('hides it in the error of an unreachable proxy', async () => {
    const { out } = await expectNothing({ argv: ['verify', '--verbose'] }, { env: { SMSCTL_TWILIO_URL: '' } });
    expect(out.replace(/\s+/g, ' ')).toContain('proxy 127.0.0.1:9');
  });

  describe.skipIf(noKeyring)(named('with the keychain', noKeyring), () => {
    /** A finished setup whose token lies in the keychain of the session. */
    let kept: string;
    let session: KeyringSession;

    beforeAll(async () => {
      const first = await startKeyring({ state: 'unlocked' });
      kept = temporaryFolder('canary');
      const provider = await startHostileProvider();
      const argv = ['setup', '--yes', '--store', 'keychain', '--auth-token-stdin', ...answers];
      const { code, err } = await watch({ argv, input: authToken }, inSession(kept, provider.url, first));
      await provider.close();
      expect([code, err]).toEqual([0, err]);
      await first.end({ keepHome: true });
      session = await startKeyring({ state: 'locked', home: first.env.HOME ?? '' });
    });
    afterAll(() => session.end());

    const inSession = (home: string, url: string, { env }: KeyringSession): Record<string, string> => ({
      ...environment(home, url),
      TWILIO_AUTH_TOKEN: '',
      DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS ?? '',
    });

    const withToken = ['--auth-token-stdin'];
    const needsSecret = ['verify --json', 'verify --verbose', 'exec --', 'send-test --to', 'credentials move'];
    it.each(
      [
        { argv: ['verify', '--json', '--verbose'] },
        { argv: ['verify', '--verbose'] },
        { argv: ['status', '--support'] },
        { argv: ['exec', '--print-env'] },
        { argv: ['exec', '--', 'true'] },
        { argv: ['send-test', '--to', '+12025550199', '--yes', '--json'] },
        { argv: ['setup', 'credentials', '--no-input', '--store', 'keychain', ...withToken], input: authToken },
        { argv: ['credentials', 'set', '--no-input', ...withToken], input: authToken },
        { argv: ['credentials', 'rotate', '--yes', '--no-input', ...withToken], input: authToken },
        { argv: ['credentials', 'create-key', '--yes', ...withToken], input: authToken },
        { argv: ['credentials', 'move', 'file', '--json'] },
        { argv: ['credentials', 'remove', 'all', '--yes'] },
        { argv: ['org', 'remove', 'default', '--confirm', 'default'] },
      ].map((row) => [row.argv.slice(0, 3).join(' '), row] as const),
    )('hides it when the store is locked: `%s`', async (_, row) => {
      const home = temporaryFolder('canary');
      cpSync(kept, home, { recursive: true });
      const { DBUS_SESSION_BUS_ADDRESS = '' } = session.env;
      const { out, err, code } = await expectNothing(row, {
        home,
        env: { TWILIO_AUTH_TOKEN: '', DBUS_SESSION_BUS_ADDRESS },
      });
      expect(code, err).not.toBe(70);
      if (needsSecret.includes(row.argv.slice(0, 2).join(' '))) {
        expect([code, (out + err).replace(/\s+/g, ' ')]).toEqual([
          3,
          // A machine that does much else at once may not come to say so in time.
          expect.stringMatching(/locked|did not answer in time/),
        ]);
      }
    });
  });

  it.concurrent.each(['/dev/full', '/dev/null'])('hides it when the output goes to %s', async (target) => {
    scenarios += 1;
    const home = fresh();
    const shell = spawn('sh', ['-c', `${shellSmsctl} verify --json > ${target}`], {
      env: environment(home, 'http://127.0.0.1:9'),
      cwd: projectFolder,
    });
    let err = '';
    shell.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    await new Promise((resolve) => shell.on('close', resolve));
    expect(holding(err)).toEqual([]);
  });
});
