import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import type { World } from '../../src/sandbox/twilio/world.ts';
import { checklist } from '../../src/setup/checklist.ts';
import { lockedKeychain, sampleContacts, testCli } from '../support/context.ts';
import { faultsIn } from '../support/schemas.ts';

const { accountSid, authToken, number, standardKey, suspendedAccount, testCredentials } = sandboxIds;

interface Document {
  readonly schema: string;
  readonly verdict: string;
  readonly exitCode: number;
  readonly checks: readonly {
    readonly id: string;
    readonly status: string;
    readonly detail: string;
    readonly code: string | null;
  }[];
  readonly error: { readonly code: string; readonly hints: readonly string[] } | null;
  readonly next: { readonly check: string; readonly command: string | null } | null;
  readonly summary: Readonly<Record<string, number>>;
}

/** The one document on stdout, valid against its schema. */
function documentOf(
  name: 'verify' | 'status',
  { out, code }: { readonly out: string; readonly code: number },
): Document {
  const document = JSON.parse(out) as Document;
  expect(faultsIn(name, document)).toEqual([]);
  expect(document.exitCode).toBe(code);
  return document;
}

const statusOf = (document: Document, id: string) => document.checks.find((check) => check.id === id)?.status;

let server: Sandbox;
let cli: ReturnType<typeof testCli>;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());
beforeEach(() => {
  cli = testCli(server);
  cli.env = { TWILIO_AUTH_TOKEN: authToken };
  return () => rmSync(cli.directory, { recursive: true });
});

const answers = [
  ['--owner-team', 'Messaging'],
  ['--owner-contact', '#sms'],
  ['--number', number],
  ['--account-sid', accountSid],
  ['--store', 'keychain'],
  ['--confirm-method', 'auth-token'],
  ['--contacts', sampleContacts],
  ['--contacts-country', 'US'],
  ['--acknowledge-contacts'],
  ['--acknowledge-short-form'],
] as const;

/** Every file below the directory of the settings, with its text. */
const files = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(cli.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  );

/** Sets up with these answers; `change` replaces values, null takes an answer away. */
function setUp(change: Readonly<Record<string, string | null>> = {}, ...more: readonly string[]) {
  const kept = answers.filter(([flag]) => change[flag] !== null);
  const words = kept.flatMap(([flag, value]) => (value === undefined ? [flag] : [flag, change[flag] ?? value]));
  return cli.run('setup', ...words, ...more);
}

/** Contacts whom the sender reaches without a doubt; the sample list has some in Canada, too. */
function usContacts(): string {
  const path = join(cli.directory, 'us.csv');
  writeFileSync(path, 'name,phone\nAda,+12025550100\nGrace,+14045550142\n');
  return path;
}

const settingsPath = () => join(cli.directory, 'organizations', 'default.json');
const settings = () => readFileSync(settingsPath(), 'utf8');

describe('setup, verify and status', () => {
  it('take an organization from nothing to ready', async () => {
    const before = documentOf('verify', await cli.run('verify', '--json'));
    expect(before.verdict).toBe('not-ready');
    const setup = await setUp({ '--contacts': usContacts() });
    expect(setup.code).toBe(0);
    expect(setup.out).toContain('Ready: SMS can be used.');
    const after = documentOf('verify', await cli.run('verify', '--json'));
    expect([after.verdict, after.summary.pass]).toEqual(['ready', checklist.length - 1]);
    const status = await cli.run('status');
    expect(status.out).toContain('SMS of default: ready');
    expect(status.out).toContain('`smsctl send-test --to NUMBER`');
    expect(settings()).not.toContain(authToken);
  });

  it('print every headline of the checklist, in order', async () => {
    const { out } = await setUp({ '--contacts': usContacts() });
    const headlines = out.match(/(?<=^✔ )[^(]+\.(?=\s+\(\d)/gm) ?? [];
    expect(headlines.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      'A team owns SMS setup.',
      'A valid organization phone number is saved.',
      'Provider credentials are created or updated successfully.',
      'The team knows whether the provider uses token-based or key/secret credentials.',
      'The team knows SMS workflows may still fail if contact phone data is missing or incorrect.',
      'Campaign owners understand that SMS is short-form and infrastructure-sensitive.',
    ]);
  });

  it('take the same answers from a file, nested or by name', async () => {
    const file = join(cli.directory, 'answers.json');
    const content = {
      owner: { team: 'Messaging', contact: '#sms' },
      'number.sender': '202-555-0142',
      number: { country: 'US' },
      credentials: { accountSid: accountSid, store: 'keychain' },
      method: { confirmed: 'auth-token', confirmedBy: 'Ada' },
      contacts: { source: sampleContacts, country: 'US', minimum: 90, acknowledged: true, shortForm: true },
    };
    writeFileSync(file, `\ufeff${JSON.stringify(content)}`);
    expect((await cli.run('setup', '--answers', file)).code).toBe(0);
    expect(JSON.parse(settings())).toMatchObject({ number: { sender: number }, contacts: { minimum: 90 } });
  });

  it('change nothing, and say so, when set up again with the same answers', async () => {
    await setUp();
    const before = settings();
    const again = await setUp();
    expect(again.code).toBe(0);
    expect(again.err.match(/Unchanged/g)).toHaveLength(5);
    expect(settings()).toBe(before);
  });

  it('write nothing in a dry run with the real run’s results', async () => {
    const { code, out, err } = await setUp({}, '--dry-run');
    expect(code).toBe(0);
    expect(err).toContain('Would save:');
    expect(err).toContain('Dry run');
    expect(out).toContain('as it would be');
    expect(() => settings()).toThrow('ENOENT');
  });

  it.each([
    ['nothing is saved', false],
    ['a setup is saved', true],
  ])('change no file in a dry run when %s', async (_, isSaved) => {
    if (isSaved) await setUp();
    const before = files();
    expect(before.size > 0).toBe(isSaved);
    expect((await setUp({ '--owner-team': 'Another team' }, '--dry-run')).err).toContain('Would save:');
    expect(files()).toEqual(before);
  });

  it('print the source of every answer', async () => {
    cli.env = { ...cli.env, SMSCTL_OWNER_TEAM: 'From the environment' };
    const { err } = await setUp({ '--owner-team': null });
    expect(err).toContain(': From the environment (SMSCTL_OWNER_TEAM)');
    expect(err).toContain(': #sms (--owner-contact)');
    expect(err).toContain('Auth Token: •••••••• (TWILIO_AUTH_TOKEN)');
  });

  it('prefer a flag to a variable', async () => {
    cli.env = { ...cli.env, SMSCTL_OWNER_TEAM: 'From the environment' };
    await setUp();
    expect(JSON.parse(settings()).owner.team).toBe('Messaging');
  });

  it('set up one step alone', async () => {
    const { code, out } = await cli.run('setup', 'owner', '--owner-team', 'Messaging', '--owner-contact', '#sms');
    expect(code).toBe(0);
    expect(out).toContain('Step owner: done.');
    expect(Object.keys(JSON.parse(settings()))).toEqual(['schema', 'owner']);
  });

  it('keep organizations apart', async () => {
    await cli.run('--org', 'acme', 'setup', 'owner', '--owner-team', 'A', '--owner-contact', '#a');
    expect((await cli.run('status', '--org', 'acme')).out).toContain('A, #a');
    expect((await cli.run('status')).out).toContain('not set');
    cli.env = { SMSCTL_ORG: 'acme' };
    expect((await cli.run('status')).out).toContain('SMS of acme');
  });

  it('send only GET requests to the provider', () => {
    expect(server.requests.length).toBeGreaterThan(10);
    expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('the common mistakes do not reach a launch', () => {
  it('number saved, provider forgotten', async () => {
    await cli.run('setup', 'number', '--number', number);
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(document.checks.find(({ id }) => id === 'credentials.saved')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('phone number is saved'),
    });
    expect(document.exitCode).toBe(1);
  });

  it('credentials without the right originating number', async () => {
    const { code, out } = await setUp({ '--number': '+12025550188' });
    expect(code).toBe(1);
    expect(out).toContain('does not hold +12025550188');
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(document.checks.find(({ id }) => id === 'number.owned')).toMatchObject({ status: 'fail', code: '21606' });
  });

  it('contact quality overlooked until launch', async () => {
    await setUp({ '--contacts-country': 'GB' });
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(statusOf(document, 'contacts.quality')).toBe('fail');
  });

  it('SMS treated as light e-mail', async () => {
    const missing = await setUp({ '--acknowledge-short-form': null });
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('--acknowledge-short-form');
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(document.checks.find(({ id }) => id === 'contacts.short-form')).toMatchObject({
      status: 'fail',
    });
  });
});

describe('verify', () => {
  it('exits with 3 and the known results when the provider cannot be reached', async () => {
    await setUp();
    const elsewhere = testCli({ url: 'http://127.0.0.1:9' });
    elsewhere.keychain = cli.keychain;
    writeFileSync(join(elsewhere.directory, 'x'), '');
    await elsewhere.run('setup', 'owner', '--owner-team', 'A', '--owner-contact', 'b');
    writeFileSync(join(elsewhere.directory, 'organizations', 'default.json'), settings());
    const document = documentOf('verify', await elsewhere.run('verify', '--json'));
    expect([document.verdict, document.exitCode]).toEqual(['unknown', 3]);
    expect(statusOf(document, 'credentials.accepted')).toBe('unknown');
    expect(statusOf(document, 'number.owned')).toBe('unknown');
    expect(statusOf(document, 'owner.assigned')).toBe('pass');
    rmSync(elsewhere.directory, { recursive: true });
  });

  it('reports unknown when the keychain is locked', async () => {
    await setUp();
    cli.keychain = lockedKeychain();
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect([
      document.verdict,
      statusOf(document, 'credentials.store'),
      statusOf(document, 'credentials.saved'),
    ]).toEqual(['unknown', 'unknown', 'pass']);
  });

  it('recalls recorded results with their time when offline', async () => {
    await setUp();
    await cli.run('verify');
    const asked = server.requests.length;
    cli.keychain = lockedKeychain();
    const later = new Date(Date.now() + 3 * 3_600_000);
    cli.now = () => later;
    const document = documentOf('verify', await cli.run('verify', '--json', '--offline'));
    expect([document.verdict, server.requests.length]).toEqual(['ready', asked]);
    const within = async (age: string) => {
      const aged = documentOf('verify', await cli.run('verify', '--json', '--offline', '--max-age', age));
      return [aged.verdict, aged.exitCode];
    };
    expect([await within('4h'), await within('1h')]).toEqual([
      ['ready', 0],
      ['unknown', 3],
    ]);
    expect((await cli.run('verify', '--offline')).out).toMatch(/^Ready: .*3 hours ago/m);
    expect((await cli.run('verify', '--offline', '--verbose')).out).toMatch(
      /credentials\.accepted: [^()]*ACaa…aaaa\.\s+\(3\s+hours\s+ago\)/,
    );
  });

  it('reports unknown offline when nothing was recorded for this setup', async () => {
    await setUp();
    await cli.run('setup', 'number', '--number', sandboxIds.tollFree);
    await cli.run('acknowledge', 'short-form', '--by', 'Ada');
    rmSync(join(cli.directory, 'state'), { recursive: true });
    const document = documentOf('verify', await cli.run('verify', '--json', '--offline'));
    expect([document.verdict, statusOf(document, 'number.owned')]).toEqual(['unknown', 'unknown']);
  });

  it('prints the cause of an unknown with --verbose', async () => {
    await setUp();
    const systemText = 'Cannot create an item in a locked collection';
    const locked = new SecretStoreError({
      problem: 'locked',
      message: 'It is locked.',
      nextStep: 'Unlock it.',
      systemText,
    });
    cli.keychain = { ...lockedKeychain(), get: () => Promise.reject(locked) };
    expect((await cli.run('verify')).out).not.toContain(systemText);
    expect((await cli.run('verify', '--verbose')).out).toContain(systemText);
  });

  it('reports an answer that is not Twilio’s', async () => {
    const [note, header] = (await cli.run('verify')).err.split('\n');
    expect(note).toContain(server.url);
    expect(header).toBe('Organization default, no account yet');
    expect(JSON.parse((await cli.run('verify', '--json')).out).provider).toBe(server.url);
  });

  it('runs the selected checks and what they need', async () => {
    await setUp();
    const one = documentOf('verify', await cli.run('verify', '--json', '--check', 'number.owned,owner.assigned'));
    expect(one.checks.map(({ id }) => id)).toEqual(['owner.assigned', 'number.owned']);
    const rest = documentOf('verify', await cli.run('verify', '--json', '--skip', 'number.owned'));
    expect(rest.checks).toHaveLength(checklist.length - 1);
  });

  it('writes nothing when nothing is set up', async () => {
    await cli.run('verify');
    await cli.run('status');
    expect(readdirSync(cli.directory)).toEqual([]);
  });

  it('leaves the setup unchanged', async () => {
    await setUp();
    const before = settings();
    await cli.run('verify');
    await cli.run('status');
    expect(settings()).toBe(before);
  });
});

describe('accounts and keys of other kinds', () => {
  const start = async (change: Partial<World> = {}) => {
    const own = await startSandbox({ world: { ...defaultWorld(), ...change } });
    cli = testCli(own);
    return own;
  };

  it('are ready with a Standard key, with unknown optional checks', async () => {
    cli.env = { TWILIO_API_SECRET: standardKey.secret };
    const key = ['--credential-method', 'api-key', '--api-key-sid', standardKey.sid];
    expect((await setUp({ '--confirm-method': 'api-key' }, ...key)).code).toBe(0);
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect([document.verdict, statusOf(document, 'credentials.account')]).toEqual(['ready', 'unknown']);
  });

  it('are refused before a save when they are test credentials', async () => {
    cli.env = { TWILIO_AUTH_TOKEN: testCredentials.authToken };
    const { code, err } = await setUp({ '--account-sid': testCredentials.accountSid });
    expect(code).toBe(1);
    expect(err).toContain('These are test credentials');
    expect(JSON.parse(settings()).credentials).toBeUndefined();
  });

  it('warn for a trial account with verified recipients, and fail with --strict', async () => {
    const callerIds = ['1', '2'].map((digit) => ({
      sid: `PN${digit.repeat(32)}`,
      accountSid: sandboxIds.accountSid,
      number: `+1202555010${digit}`,
    }));
    const own = await start({
      accounts: defaultWorld().accounts.map((account) => ({ ...account, type: 'Trial' as const })),
      callerIds,
    });
    cli.env = { TWILIO_AUTH_TOKEN: authToken };
    expect((await setUp({ '--contacts': usContacts() })).code).toBe(0);
    expect((await cli.run('verify')).code).toBe(0);
    const strict = await cli.run('verify', '--json', '--strict');
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.out)).toMatchObject({ verdict: 'not-ready', exitCode: 1 });
    await own.close();
  });

  it('are not ready for a suspended account, with its code', async () => {
    cli.env = { TWILIO_AUTH_TOKEN: suspendedAccount.authToken };
    const { code } = await setUp({ '--account-sid': suspendedAccount.sid }, '--yes');
    expect(code).toBe(1);
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(document.checks.find(({ id }) => id === 'credentials.account')).toMatchObject({
      status: 'fail',
      code: '20005',
    });
  });

  it('are not ready for a number that carries calls only', async () => {
    await setUp({ '--number': sandboxIds.voiceOnlyNumber });
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(document.checks.find(({ id }) => id === 'number.sms-capable')).toMatchObject({
      status: 'fail',
      code: '21661',
    });
  });

  it('are ready for a short code and an alphanumeric sender', async () => {
    const list = join(cli.directory, 'us.csv');
    writeFileSync(list, 'phone\n+12025550100\n+12125550107\n');
    const change = { '--number': sandboxIds.shortCode, '--contacts': list };
    expect((await setUp(change)).err).toContain('--number-country');
    expect((await setUp(change, '--number-country', 'US')).code).toBe(0);
    expect((await cli.run('setup', 'number', '--number', 'Acme')).code).toBe(0);
  });

  it('store no secret when the store is the environment', async () => {
    expect((await setUp({ '--store': 'env' })).code).toBe(0);
    expect(JSON.parse(settings()).credentials.secretKey).toBeUndefined();
    expect((await cli.run('verify')).code).toBe(0);
    cli.env = {};
    const document = documentOf('verify', await cli.run('verify', '--json'));
    expect(document.checks.find(({ id }) => id === 'credentials.store')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('TWILIO_AUTH_TOKEN'),
    });
  });

  it('choose the environment as the store under CI and say so', async () => {
    cli.env = { ...cli.env, CI: '1' };
    const { err } = await setUp({ '--store': null });
    expect(err).toContain(': env (proposed)');
  });

  it('refuse memory as a store outside the sandbox', async () => {
    const { code, err } = await setUp({ '--store': 'memory' });
    expect(code).toBe(2);
    expect(err).toMatch(/--store: .*keychain, env/);
  });

  it('list the missing variable when only a variable is possible', async () => {
    cli.env = { CI: '1' };
    const { code, err } = await setUp({ '--store': null });
    expect(code).toBe(2);
    expect(err).toContain('Auth Token: TWILIO_AUTH_TOKEN');
  });
});

describe('a run that cannot start', () => {
  it.each<[string, readonly string[], string]>([
    ['an unknown flag', ['verify', '--json', '--bogus'], 'input.usage'],
    ['an unknown check', ['verify', '--json', '--check', 'nope'], 'input.unknown-check'],
    ['no check left', ['verify', '--json', '--check', 'owner.assigned', '--skip', 'owner.assigned'], 'input.no-check'],
    ['a word too many', ['verify', '--json', 'extra'], 'input.usage'],
    ['an invalid organization ID', ['verify', '--json', '--org', '../x'], 'input.usage'],
    ['two formats', ['verify', '--json', '--format', 'junit'], 'input.usage'],
  ])('verify: %s', async (_, argv, code) => {
    const result = await cli.run(...argv);
    expect(result.code).toBe(2);
    expect(result.err).toContain('smsctl: ');
    const document = documentOf('verify', result);
    expect(document).toMatchObject({ verdict: 'unknown', checks: [], error: { code, hints: expect.any(Array) } });
  });

  it('exits with 3 in both documents when the settings are damaged', async () => {
    await setUp();
    writeFileSync(settingsPath(), '{"owner": ');
    for (const name of ['verify', 'status'] as const) {
      const document = documentOf(name, await cli.run(name, '--json'));
      expect(document).toMatchObject({ exitCode: 3, error: { code: 'settings.unreadable' } });
    }
    expect((await setUp()).code).toBe(3);
    expect(settings()).toBe('{"owner": ');
  });

  it('refuses a secret on the command line without quoting it', async () => {
    for (const argv of [['--auth-token', authToken], [`--auth-token=${authToken}`]]) {
      const { code, err, out } = await cli.run('setup', ...argv);
      expect(code).toBe(2);
      expect(err).toContain('`--auth-token-stdin`');
      expect(err + out).not.toContain(authToken);
    }
  });

  it('refuses a secret in the answers file without quoting it', async () => {
    const file = join(cli.directory, 'answers.json');
    writeFileSync(file, JSON.stringify({ credentials: { authToken: authToken } }));
    const { code, err } = await cli.run('setup', '--answers', file);
    expect(code).toBe(2);
    expect(err).toMatch(/--auth-token-stdin\b[\s\S]*--auth-token-file\b[\s\S]*TWILIO_AUTH_TOKEN/);
    expect(err).not.toContain(authToken);
  });

  it.each<[string, string, RegExp]>([
    ['that is no JSON', '{', /answers\.json/],
    ['that is a list', '[]', /answers\.json/],
    ['with an unknown key', '{"owner":{"teem":"x"}}', /owner\.teem[\s\S]*`owner\.team`/],
  ])('an answers file %s', async (_, content, words) => {
    const file = join(cli.directory, 'answers.json');
    writeFileSync(file, content);
    const { code, err } = await cli.run('setup', '--answers', file);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });

  it('is refused when a secret file is missing', async () => {
    const { code, err } = await setUp({}, '--auth-token-file', '/nowhere/token');
    expect(code).toBe(2);
    expect(err).toContain('File not found: /nowhere/token');
  });

  it('is refused for an unknown step', async () => {
    const { code, err } = await cli.run('setup', 'nubmer');
    expect(code).toBe(2);
    expect(err).toContain('`number`');
    expect(err).toContain('owner, number, credentials, method, contacts');
  });

  it('exits with 70 and the place of an internal error', async () => {
    const broken = testCli(server, {
      openWorkspace: () => {
        throw new TypeError('something private');
      },
    });
    const { code, err, out } = await broken.run('verify', '--json');
    expect(code).toBe(70);
    expect(err.replace(/\s+/g, ' ')).toMatch(/smsctl: .*TypeError at /);
    expect(err + out).not.toContain('something private');
    documentOf('verify', { out, code });
  });
});

describe('secrets from a file or stdin', () => {
  it.each([
    ['a line end', (token: string) => `${token}\n`],
    ['the line end of PowerShell', (token: string) => `${token}\r\n`],
    ['the blank of cmd', (token: string) => `${token} \r\n`],
    ['a byte-order mark', (token: string) => `\ufeff${token}`],
  ])('are read from a file with %s', async (_, dress) => {
    const file = join(cli.directory, 'token');
    writeFileSync(file, dress(authToken));
    cli.env = {};
    expect((await setUp({}, '--auth-token-file', file)).code).toBe(0);
  });

  it('are refused when they contain a line break', async () => {
    const file = join(cli.directory, 'token');
    writeFileSync(file, `${authToken.slice(0, 16)}\n${authToken.slice(16)}`);
    cli.env = {};
    const { code, err } = await setUp({}, '--auth-token-file', file);
    expect(code).toBe(2);
    expect(err).toContain('line break');
  });
});

describe('status', () => {
  it('masks identifiers and names the next step', async () => {
    await cli.run('setup', 'number', '--number', number);
    const { out, code } = await cli.run('status');
    expect(code).toBe(0);
    expect(out).toContain('+1••••••0142');
    expect(out).not.toContain(number);
    expect(out).toMatch(/Next: .*\n\s+→ `smsctl setup owner`/);
    const document = documentOf('status', await cli.run('status', '--json'));
    expect(document.next).toMatchObject({ check: 'owner.assigned', command: 'smsctl setup owner' });
  });

  it('prints no identifier in full', async () => {
    await setUp({ '--number': '+12025550188' });
    const { out } = await cli.run('status', '--json');
    expect(out).not.toMatch(/AC[0-9a-f]{32}|\+1202/);
    documentOf('status', { out, code: 0 });
  });

  it('calls neither the keychain nor the provider', async () => {
    await setUp();
    const asked = server.requests.length;
    cli.keychain = {
      ...lockedKeychain(),
      get: () => Promise.reject(new Error('asked')),
      probe: () => Promise.reject(new Error('asked')),
    };
    expect((await cli.run('status')).code).toBe(0);
    expect(server.requests.length).toBe(asked);
  });

  it('reports a secret that is still to be deleted', async () => {
    await setUp();
    const changed = { ...JSON.parse(settings()), pending: [{ store: 'keychain', key: 'default.old' }] };
    writeFileSync(settingsPath(), JSON.stringify(changed));
    expect((await cli.run('status')).out).toContain('1 unused secret');
  });
});

describe('help', () => {
  it.each([
    [],
    ['--help'],
    ['setup', '--help'],
    ['verify', '--help'],
    ['status', '--help'],
    ['sandbox', '--help'],
    ['--version'],
  ])('smsctl %s', async (...argv) => {
    const { code, out } = await cli.run(...argv.flat());
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(5);
  });
});
