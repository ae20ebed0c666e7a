import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { CheckResult, ListedCheck } from '../../../../src/domain/readiness/check.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import type { World } from '../../../../src/sandbox/twilio/world.ts';
import { applicationChecklist } from '../../../../src/setup/application-checklist.ts';
import { checklist } from '../../../../src/setup/checklist.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';
import { faultsIn } from '../../../support/schemas.ts';

interface VerifyDocument {
  readonly organization: string;
  readonly source: { readonly kind: string; readonly file: string | null; readonly variables: readonly object[] };
  readonly verdict: string;
  readonly ready: boolean;
  readonly exitCode: number;
  readonly checks: readonly CheckResult[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** The command line on a mock Twilio API. Nothing is set up. */
async function onWorld(world: World = defaultWorld()) {
  const server = await startSandbox({ world });
  const cli = testCli(server);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  /** Writes a dotenv file outside of smsctl's directories, and returns its path. */
  const envFile = (text: string): string => {
    mkdirSync(join(cli.directory, 'app'), { recursive: true });
    const path = join(cli.directory, 'app', 'app.env');
    writeFileSync(path, text);
    return path;
  };
  const verify = async (...flags: readonly string[]) => {
    const ran = await cli.run('verify', ...flags, '--json');
    const document = JSON.parse(ran.out) as VerifyDocument;
    expect(faultsIn('verify', document)).toEqual([]);
    expect(document.exitCode).toBe(ran.code);
    return { ...ran, document, check: (id: string) => document.checks.find((check) => check.id === id) };
  };
  return { cli, envFile, verify };
}

const whole = {
  TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
  TWILIO_AUTH_TOKEN: sandboxIds.authToken,
  TWILIO_PHONE_NUMBER: sandboxIds.number,
};
const mainKey = { TWILIO_API_KEY: sandboxIds.mainKey.sid, TWILIO_API_SECRET: sandboxIds.mainKey.secret };
const service = { TWILIO_MESSAGING_SERVICE_SID: sandboxIds.messagingService };

const lines = (variables: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** The checks that no configuration answers. */
const notApplicable = [
  ...[
    'owner.assigned',
    'credentials.age',
    'method.confirmed',
    'method.current',
    'contacts.checked',
    'contacts.quality',
  ],
  ...['contacts.countries', 'contacts.reachable', 'contacts.acknowledged', 'contacts.short-form'],
];

describe('verify --env', () => {
  it('is partial at best, and names the environment and its variables', async () => {
    const { cli, verify } = await onWorld();
    cli.env = whole;
    const { code, document, check } = await verify('--env');
    expect([code, document.verdict, document.ready, document.organization]).toEqual([
      0,
      'partial',
      false,
      'environment',
    ]);
    expect(document.source).toEqual({
      kind: 'environment',
      file: null,
      variables: [
        { name: 'TWILIO_ACCOUNT_SID', setting: 'credentials.accountSid', line: null },
        { name: 'TWILIO_AUTH_TOKEN', setting: 'credentials.authToken', line: null },
        { name: 'TWILIO_PHONE_NUMBER', setting: 'number.sender', line: null },
      ],
    });
    expect(notApplicable.map((id) => [id, check(id)?.status, check(id)?.blockedBy])).toEqual(
      notApplicable.map((id) => [id, 'skip', null]),
    );
    expect(document.checks.map(({ id }) => id)).toEqual(checklist.map(({ id }) => id));
  });

  it('has the checks of the list, in its order', () => {
    const ids = (list: readonly ListedCheck[]) => list.map(({ id, required, live }) => [id, required, live]);
    expect(ids(applicationChecklist)).toEqual(ids(checklist));
  });

  it('does not say of a configuration that it is saved', () => {
    const words = applicationChecklist
      .filter(({ id }) => !notApplicable.includes(id))
      .map(({ headline, title }) => `${headline} ${title}`);
    expect(words.filter((each) => /\bsaved\b|created/.test(each))).toEqual([]);
    const groups = (list: readonly ListedCheck[]) =>
      list.map(({ headline }) => list.findIndex((each) => each.headline === headline));
    expect(groups(applicationChecklist)).toEqual(groups(checklist));
  });

  it('reads and writes no file of an organization, in every format', async () => {
    const { cli, verify } = await onWorld();
    cli.env = { ...whole, SMSCTL_ORG: 'nobody' };
    mkdirSync(join(cli.directory, 'organizations'));
    writeFileSync(join(cli.directory, 'organizations', 'default.json'), 'broken');
    writeFileSync(join(cli.directory, '.smsctl.json'), 'broken');
    const before = readdirSync(cli.directory, { recursive: true });
    expect((await verify('--env')).code).toBe(0);
    for (const format of ['text', 'junit', 'github']) {
      expect((await cli.run('verify', '--env', '--format', format)).code).toBe(0);
    }
    expect(readdirSync(cli.directory, { recursive: true })).toEqual(before);
  });

  it('leaves the last results of an organization as they are', async () => {
    const { cli } = await onWorld();
    const ready = scenarios.find(({ name }) => name === 'ready') as Scenario;
    cli.env = variablesOf(ready.setup);
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(ready));
    const before = (await cli.run('status', '--json')).out;
    cli.env = { ...whole, TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4) };
    expect((await cli.run('verify', '--env')).code).toBe(1);
    const volatile = /"(?:checkedAt|now|at|statusAt)": "[^"]*"/g;
    expect((await cli.run('status', '--json')).out.replace(volatile, '')).toBe(before.replace(volatile, ''));
  });

  it.each<[string, Record<string, string>, string, string, RegExp]>([
    ['without anything', {}, 'credentials.saved', 'fail', /No Twilio credentials are set in the environment/],
    ['without a sender', { ...whole, TWILIO_PHONE_NUMBER: '' }, 'number.saved', 'fail', /No sender is set/],
    [
      'with a placeholder',
      { ...whole, TWILIO_AUTH_TOKEN: 'your_auth_token' },
      'credentials.saved',
      'fail',
      /TWILIO_AUTH_TOKEN is a placeholder/,
    ],
    [
      'with a reference',
      { ...whole, TWILIO_AUTH_TOKEN: 'op://a/b/c' },
      'credentials.saved',
      'fail',
      /reference to 1Password/,
    ],
    [
      'with another token',
      { ...whole, TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4) },
      'credentials.accepted',
      'fail',
      /rejects/,
    ],
    [
      'with a number of another account',
      { ...whole, TWILIO_PHONE_NUMBER: '+12025550100' },
      'number.owned',
      'fail',
      /does not hold/,
    ],
    [
      'with a number of a subaccount',
      { ...whole, TWILIO_PHONE_NUMBER: sandboxIds.subaccount.number },
      'number.owned',
      'fail',
      /belongs to account ACbb/,
    ],
    [
      'with a number that only calls',
      { ...whole, TWILIO_PHONE_NUMBER: sandboxIds.voiceOnlyNumber },
      'number.sms-capable',
      'fail',
      /cannot send SMS/,
    ],
    [
      'with a key of another account',
      {
        ...mainKey,
        TWILIO_API_KEY: `SK${'9'.repeat(32)}`,
        TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
        TWILIO_PHONE_NUMBER: sandboxIds.number,
      },
      'credentials.accepted',
      'fail',
      /belongs to an account other than/,
    ],
    [
      'with test credentials',
      {
        ...whole,
        TWILIO_ACCOUNT_SID: sandboxIds.testCredentials.accountSid,
        TWILIO_AUTH_TOKEN: sandboxIds.testCredentials.authToken,
      },
      'credentials.live',
      'fail',
      /test credentials/,
    ],
    [
      'with a service that is not there',
      { ...whole, TWILIO_PHONE_NUMBER: '', TWILIO_MESSAGING_SERVICE_SID: `MG${'9'.repeat(32)}` },
      'number.pool',
      'fail',
      /has no Messaging Service/,
    ],
    [
      'with a number that the service does not hold',
      { ...whole, ...service, TWILIO_PHONE_NUMBER: sandboxIds.tollFree },
      'number.pool',
      'warn',
      /does not hold .* names both/,
    ],
    [
      'with both methods',
      { ...whole, ...mainKey },
      'credentials.saved',
      'warn',
      /Both methods are set: TWILIO_API_KEY and TWILIO_AUTH_TOKEN/,
    ],
    [
      'with both methods, of which one is rejected',
      { ...whole, ...mainKey, TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4) },
      'credentials.accepted',
      'warn',
      /accepts the API key.*rejects the Auth Token in TWILIO_AUTH_TOKEN/,
    ],
    [
      'with both methods, of which the other is rejected',
      { ...whole, ...mainKey, TWILIO_API_SECRET: 'another-secret-that-is-none' },
      'credentials.accepted',
      'fail',
      /Twilio accepts the Auth Token in TWILIO_AUTH_TOKEN/,
    ],
  ])('%s names it', async (_, variables, id, status, detail) => {
    const { cli, verify } = await onWorld();
    cli.env = variables;
    const { code, check, document, out, err } = await verify('--env');
    expect([check(id)?.status, check(id)?.detail]).toEqual([status, expect.stringMatching(detail)]);
    expect([code, document.verdict]).toEqual(status === 'fail' ? [1, 'not-ready'] : [0, 'partial']);
    expect(check(id)?.remedy?.text).toBeTruthy();
    expect(`${out}${err}`).not.toMatch(/smsctl setup|smsctl credentials/);
  });

  it.each(['op://a/b/c', `\${TOKEN}`, 'vault:secret/x#y', 'changeme', `"${sandboxIds.authToken}"`])(
    'sends no request with the secret %s',
    async (value) => {
      const { cli } = await onWorld();
      cli.env = { ...whole, TWILIO_AUTH_TOKEN: value };
      const { code, err } = await cli.run('verify', '--env', '--verbose', '--check', 'credentials.accepted');
      expect(code).toBe(1);
      expect(err).toMatch(/^0 requests to Twilio\.$/m);
    },
  );

  it.each<[string, Record<string, string>]>([
    ['an API key', { ...mainKey, TWILIO_AUTH_TOKEN: '' }],
    ['a Messaging Service alone', { ...service, TWILIO_PHONE_NUMBER: '' }],
    ['number and service', service],
    ['a sender ID', { TWILIO_PHONE_NUMBER: sandboxIds.alphaSender }],
    ['a short code', { TWILIO_PHONE_NUMBER: sandboxIds.shortCode }],
    ['a toll-free number', { TWILIO_PHONE_NUMBER: sandboxIds.tollFree }],
  ])('of %s is partial', async (_, change) => {
    const { cli, verify } = await onWorld();
    cli.env = { ...whole, ...change };
    const { code, document } = await verify('--env');
    expect([code, document.verdict, document.checks.filter(({ status }) => status === 'fail')]).toEqual([
      0,
      'partial',
      [],
    ]);
  });

  it('is not ready with --strict if it warns, and with a selected check that fails', async () => {
    const { cli, verify } = await onWorld();
    cli.env = { ...whole, ...mainKey };
    expect((await verify('--env', '--strict')).code).toBe(1);
    expect((await verify('--env', '--check', 'number.owned')).document.verdict).toBe('partial');
    cli.env = { ...whole, TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4) };
    expect((await verify('--env', '--check', 'number.owned')).document.verdict).toBe('not-ready');
    expect((await verify('--env', '--check', 'owner.assigned')).document.verdict).toBe('partial');
  });

  it('judges the registration of a sender for recipients in the US, as a warning', async () => {
    const scenario = scenarios.find(({ name }) => name === 'unregistered-10dlc') as Scenario;
    const { cli, verify } = await onWorld(scenario.world);
    cli.env = { ...variablesOf(scenario.setup), TWILIO_PHONE_NUMBER: scenario.setup.number };
    const { code, check } = await verify('--env');
    expect(code).toBe(0);
    expect(check('number.registered')).toMatchObject({
      status: 'warn',
      required: false,
      code: '30034',
      detail: expect.stringMatching(/recipients in the US\.$/),
    });
  });

  it('judges the campaigns of a Messaging Service that chooses the sender', async () => {
    const scenario = scenarios.find(({ name }) => name === 'campaign-pending') as Scenario;
    const { cli, verify } = await onWorld(scenario.world);
    cli.env = { ...variablesOf(scenario.setup), ...service };
    const { code, check } = await verify('--env');
    expect([code, check('number.pool')?.status]).toEqual([0, 'pass']);
    expect(check('number.registered')).toMatchObject({
      status: 'warn',
      code: '30034',
      detail: expect.stringContaining('Messaging Service "'),
    });
    expect(check('number.owned')).toMatchObject({ status: 'skip', blockedBy: null });
  });
});

describe('verify --env and verify', () => {
  /** Findings that depend on the contacts, on what was saved, or on a pool that a program need not use. */
  const differ = [...notApplicable, 'number.saved', 'credentials.saved', 'credentials.store', 'credentials.shadowed'];

  it.each(
    scenarios
      .filter(({ setup }) => setup.authToken !== undefined || setup.apiKey !== undefined)
      .map(({ name }) => name),
  )('see the same in the scenario %s', async (name) => {
    const scenario = scenarios.find((each) => each.name === name) as Scenario;
    if ((scenario.setup.lacks ?? []).length > 0) return;
    const { cli, verify } = await onWorld(scenario.world);
    cli.env = variablesOf(scenario.setup);
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(scenario));
    const saved = await verify();
    const { number, messagingService, region } = scenario.setup;
    const place = region === undefined ? {} : { TWILIO_REGION: region, TWILIO_EDGE: 'dublin' };
    cli.env = { ...cli.env, ...place, TWILIO_PHONE_NUMBER: number, TWILIO_MESSAGING_SERVICE_SID: messagingService };
    const own = await verify('--env');
    expect(['partial', 'not-ready', 'unknown']).toContain(own.document.verdict);
    for (const { id, status, blockedBy } of saved.document.checks) {
      const seen = own.check(id);
      if (differ.includes(id) || blockedBy !== null || seen?.blockedBy != null) continue;
      // The contacts decide about these: without them, the finding may be another one, and is a failure only if it was one.
      const isOfContacts = ['number.registered', 'number.pool'].includes(id) || scenario.setup.contacts !== undefined;
      if (isOfContacts && ['number.registered', 'number.pool', 'credentials.account'].includes(id)) {
        if (status !== 'fail') expect([id, seen?.status]).not.toEqual([id, 'fail']);
      } else if (id === 'credentials.funds' && scenario.name === 'enough-funds') {
        // Without contacts there is no cost that the balance is compared with.
        expect(seen?.status).toBe('warn');
      } else expect([id, seen?.status], seen?.detail).toEqual([id, status]);
    }
  });
});

describe('verify --dotenv', () => {
  it.each([['--dotenv'], ['--env-file'], ['--env', '--dotenv'], ['--env', '--env-file']])(
    'reads the file alone with %s %s',
    async (...flags) => {
      const { cli, envFile, verify } = await onWorld();
      const path = envFile(
        `# app\nexport TWILIO_ACCOUNT_SID="${sandboxIds.accountSid}"\n${lines({ ...whole, TWILIO_ACCOUNT_SID: sandboxIds.accountSid })}`,
      );
      const { code, document } = await verify(...flags, path);
      expect([code, document.organization, document.source.kind, document.source.file]).toEqual([
        0,
        'environment',
        'env-file',
        path,
      ]);
      expect(document.source.variables).toContainEqual({
        name: 'TWILIO_AUTH_TOKEN',
        setting: 'credentials.authToken',
        line: 4,
      });
      cli.env = whole;
      expect((await verify(...flags, envFile('A=b\n'))).document.verdict).toBe('not-ready');
    },
  );

  it('warns about variables of the environment that override the file', async () => {
    const { cli, envFile, verify } = await onWorld();
    const path = envFile(lines(whole));
    expect((await verify('--dotenv', path)).check('credentials.shadowed')?.status).toBe('skip');
    cli.env = { TWILIO_AUTH_TOKEN: sandboxIds.authToken };
    expect((await verify('--dotenv', path)).check('credentials.shadowed')?.status).toBe('pass');
    cli.env = { TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4) };
    const { code, check } = await verify('--dotenv', path);
    expect([code, check('credentials.shadowed')?.status, check('credentials.accepted')?.status]).toEqual([
      0,
      'warn',
      'pass',
    ]);
    expect(check('credentials.shadowed')?.detail).toContain('TWILIO_AUTH_TOKEN holds another Auth Token');
  });

  it.each([
    ['a line that sets nothing', 'A=b\n beadfeedbeadfeed\n', 'line 2, column 2'],
    ['an open quotation mark', 'A="beadfeedbeadfeed\n', 'line 1, column 3'],
    ['binary data', 'A=b\0beadfeedbeadfeed\n', 'line 1, column 4'],
  ])('refuses a file with %s, and repeats none of it', async (_, text, place) => {
    const { envFile, verify } = await onWorld();
    const { code, document, err } = await verify('--dotenv', envFile(text));
    expect([code, document.error?.code, document.organization, document.source]).toEqual([
      2,
      'input.invalid',
      'environment',
      null,
    ]);
    expect(document.error?.message).toContain(place);
    expect(`${JSON.stringify(document)}${err}`).not.toContain('beadfeed');
  });

  it('refuses a file that is not there, a directory, and an empty name', async () => {
    const { cli, verify } = await onWorld();
    expect((await verify('--dotenv', join(cli.directory, 'none.env'))).document.error?.code).toBe('input.unreadable');
    expect((await verify('--dotenv', cli.directory)).document.error?.message).toMatch(/it is a directory/);
    expect((await verify('--dotenv', '')).document.error?.code).toBe('input.usage');
  });

  it('refuses a file whose NODE_OPTIONS Node.js has applied', async () => {
    const { envFile, verify } = await onWorld();
    const path = envFile(`${lines(whole)}NODE_OPTIONS=--require=./x.js\n`);
    const { code, document } = await verify('--env-file', path);
    expect([code, document.error?.code]).toEqual([2, 'node.unsafe']);
    expect((await verify('--dotenv', path)).code).toBe(0);
  });

  it.each([
    ['--env', '--offline'],
    ['--dotenv', 'x', '--offline'],
    ['--env', '--org', 'acme'],
    ['--dotenv', 'x', '--env-file', 'x'],
    ['--env-file', 'x', '--org', 'acme'],
    ['--env', '--max-age', '7d'],
  ])('cannot be combined: %s %s %s %s', async (...flags) => {
    const { verify } = await onWorld();
    const { code, document } = await verify(...flags);
    expect([code, document.error?.code, document.organization]).toEqual([2, 'input.usage', 'environment']);
  });
});

describe('what verify --env prints', () => {
  it('has no secret, and names the command that verifies again', async () => {
    const { cli, envFile } = await onWorld();
    const path = envFile(
      lines({ ...whole, TWILIO_PHONE_NUMBER: '+12025550100', DATABASE_PASSWORD: 'hunter2-hunter2' }),
    );
    for (const flags of [[], ['--verbose'], ['--json'], ['--format', 'junit'], ['--format', 'github']]) {
      const { out, err } = await cli.run('verify', '--dotenv', path, ...flags);
      expect(`${out}${err}`).not.toMatch(new RegExp(`${sandboxIds.authToken}|hunter2`));
      expect(out).toContain(`smsctl verify --dotenv ${path}`);
    }
  });

  it('leaves out headlines that do not apply, unless all checks are printed', async () => {
    const { cli } = await onWorld();
    cli.env = whole;
    expect((await cli.run('verify', '--env')).out).not.toContain('owns SMS setup');
    expect((await cli.run('verify', '--env')).out).toMatch(
      /^Partial: 12 pass, 12 skipped\. A configuration does not show/m,
    );
    const reports = await Promise.all(['junit', 'github'].map((form) => cli.run('verify', '--env', '--format', form)));
    expect(reports.map(({ out }) => out)).toEqual([
      expect.stringContaining('<property name="smsctl.source" value="environment"/>'),
      expect.stringMatching(/^::notice title=smsctl verify::Partial: 12 pass, 12 skipped\./),
    ]);
  });
});
