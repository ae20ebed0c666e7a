import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../../src/domain/readiness/check.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { sampleContacts, testCli } from '../../../support/context.ts';

const { accountSid, authToken, mainKey, standardKey, number, subaccount } = sandboxIds;
/** The secondary Auth Token, which works beside the primary one while the two are rotated. */
const secondary = 'feedface'.repeat(4);

let server: Sandbox;
let cli: ReturnType<typeof testCli>;
beforeAll(async () => {
  const world = defaultWorld();
  const [account] = world.accounts;
  if (account === undefined) throw new Error('The world has an account.');
  server = await startSandbox({
    world: { ...world, accounts: [...world.accounts, { ...account, authToken: secondary }] },
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  cli = testCli(server);
  return () => rmSync(cli.directory, { recursive: true });
});

const secretFile = (secret: string): string => {
  const path = join(cli.directory, 'secret.txt');
  writeFileSync(path, secret);
  return path;
};

const token = (secret: string) => ['--auth-token-file', secretFile(secret)];
const key = ({ sid, secret }: { readonly sid: string; readonly secret: string }) => [
  ...['--credential-method', 'api-key', '--api-key-sid', sid, '--api-key-secret-file', secretFile(secret)],
];

/** All five steps, with a method that the team has confirmed. */
async function setUp(method: 'auth-token' | 'api-key', ...credential: readonly string[]): Promise<void> {
  const { code, err } = await cli.run(
    'setup',
    ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
    ...['--store', 'keychain', '--confirm-method', method, '--confirmed-by', 'Ada'],
    ...['--contacts', sampleContacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
    ...credential,
  );
  if (code !== 0) throw new Error(err);
}

async function done(...argv: readonly string[]): Promise<void> {
  const { code, err } = await cli.run(...argv);
  expect(code, err).toBe(0);
}

/** What a pipeline, support and the team hear, by the same few words. */
async function told() {
  const { code, out } = await cli.run('verify', '--json');
  const { checks } = JSON.parse(out) as { readonly checks: readonly CheckResult[] };
  const failed = checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
  const document = async (...argv: readonly string[]) => JSON.parse((await cli.run(...argv, '--json')).out);
  const status = await document('status');
  const shown = await document('credentials', 'show');
  const report = await document('report');
  return {
    code,
    failed,
    current: [status.method.current, shown.confirmed.current, report.status.method.current],
    shortForm: status.acknowledgements.shortForm.current,
  };
}

const allWell = { code: 0, failed: [], current: [true, true, true], shortForm: true };

describe('a new secret of the same method', () => {
  it('keeps verify at exit 0: credentials rotate, there and back', async () => {
    await setUp('auth-token', ...token(authToken));
    expect(await told()).toEqual(allWell);
    await done('credentials', 'rotate', ...token(secondary));
    expect(await told()).toEqual(allWell);
    const { out } = await cli.run('verify', '--check', 'method.current', '--json');
    expect(JSON.parse(out).checks[0].data.replacedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    await done('credentials', 'use', 'previous');
    expect(await told()).toEqual(allWell);
  });

  it('keeps verify at exit 0: credentials set, and setup with another token', async () => {
    await setUp('auth-token', ...token(authToken));
    await done('credentials', 'set', ...token(secondary));
    expect(await told()).toEqual(allWell);
    await done('setup', 'credentials', ...token(authToken));
    expect(await told()).toEqual(allWell);
  });

  it('keeps verify at exit 0: another API key of the account', async () => {
    await setUp('api-key', ...key(mainKey));
    expect(await told()).toEqual(allWell);
    const { sid, secret } = standardKey;
    await done('credentials', 'rotate', '--api-key-sid', sid, '--api-key-secret-file', secretFile(secret));
    expect(await told()).toEqual(allWell);
  });

  it('needs no new confirmation in setup', async () => {
    await setUp('auth-token', ...token(authToken));
    const confirmed = () =>
      JSON.parse(readFileSync(join(cli.directory, 'organizations', 'default.json'), 'utf8')).method.confirmed;
    const before = confirmed();
    expect(before).toMatchObject({ by: 'Ada', accountSid });
    await done('credentials', 'rotate', ...token(secondary));
    await done('setup');
    expect(confirmed()).toEqual(before);
  });
});

describe('another method', () => {
  it('is not ready until the method is confirmed', async () => {
    await setUp('auth-token', ...token(authToken));
    await done('credentials', 'set', ...key(standardKey));
    expect(await told()).toEqual(allWell);
    await done('credentials', 'use', 'api-key');
    expect(await told()).toEqual({
      code: 1,
      failed: ['method.current', 'contacts.short-form'],
      current: [false, false, false],
      shortForm: false,
    });
    // The step is done; the checklist is not before its last acknowledgement.
    await cli.run('setup', 'method', '--confirm-method', 'api-key', '--confirmed-by', 'Grace');
    await done('acknowledge', 'short-form', '--by', 'Grace');
    expect(await told()).toEqual(allWell);
  });
});

describe('another account', () => {
  it('makes the confirmation stale when the method is the same', async () => {
    await setUp('auth-token', ...token(authToken));
    const other = ['--account-sid', subaccount.sid, '--number', subaccount.number, ...token(subaccount.authToken)];
    await cli.run('setup', ...other, '--yes');
    const { failed, current } = await told();
    expect([failed.includes('method.current'), current]).toEqual([true, [false, false, false]]);
  });
});
