import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { lockedKeychain, testCli } from '../../../support/context.ts';
import { fullSettings } from '../../../support/full-settings.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { formsOf } from '../../../support/secret-scan.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const planted = 'PLANTED-5f4dcc3b5aa765d61d8327deb882cf99';
const forms = formsOf(planted, 'user');

/** Everything that the settings' form lets hold free text holds the planted secret, and so does what others wrote beside it. */
const poisoned = {
  ...fullSettings,
  note: planted,
  owner: { team: planted, contact: planted, note: planted },
  number: { ...fullSettings.number, type: planted, note: planted },
  credentials: { ...fullSettings.credentials, secretKey: planted, note: planted },
  method: { confirmed: { ...fullSettings.method.confirmed, by: planted } },
  contacts: {
    ...fullSettings.contacts,
    source: `/home/${planted}/x.csv`,
    column: planted,
    result: {
      ...fullSettings.contacts.result,
      name: planted,
      rules: planted,
      reasons: { [planted]: 1 },
      countries: { [planted]: 1 },
      types: { [planted]: 1 },
    },
    acknowledged: { by: planted, at: fullSettings.contacts.acknowledged.at },
    shortForm: { ...fullSettings.contacts.shortForm, by: planted, sender: planted },
  },
};

/** Saved before any run knows the secret, as settings that are older than it would be: a save would refuse them now. */
let poisonedFile: string;
beforeAll(async () => {
  const { directory } = testCli({ url: 'http://127.0.0.1:9' });
  await settingsFile({ directory, organization: 'default' }).update(() => poisoned as never);
  poisonedFile = readFileSync(join(directory, 'organizations', 'default.json'), 'utf8');
});

function poisonedCli() {
  const cli = testCli({ url: 'http://127.0.0.1:9' });
  mkdirSync(join(cli.directory, 'organizations'), { recursive: true, mode: 0o700 });
  writeFileSync(join(cli.directory, 'organizations', 'default.json'), poisonedFile, { mode: 0o600 });
  cli.env = {
    TWILIO_AUTH_TOKEN: planted,
    HTTPS_PROXY: `http://user:${planted}@proxy.example:8080`,
    SMSCTL_NUMBER: planted,
    NODE_EXTRA_CA_CERTS: `/etc/${planted}.pem`,
    [`TWILIO_${planted}`]: planted,
  };
  return cli;
}

describe('smsctl status --support', () => {
  it('contains no planted value as text, JSON or bundle', async () => {
    const { run } = poisonedCli();
    const file = join(temporaryFolder('support'), 'support.json');
    const text = await run('status', '--support');
    const json = await run('status', '--support', '--json');
    const bundle = await run('status', '--bundle', file);
    expect([text.code, json.code, bundle.code, bundle.out]).toEqual([0, 0, 0, '']);
    const written = readFileSync(file, 'utf8');
    for (const output of [text, json, bundle].flatMap(({ out, err }) => [out, err]).concat(written)) {
      for (const form of forms) expect(output).not.toContain(form);
      expect(output).not.toContain('2025550123');
      expect(output).not.toContain(fullSettings.credentials.accountSid);
      expect(output).not.toContain('proxy.example');
    }
    const document = JSON.parse(written);
    expect(faultsIn('support', document)).toEqual([]);
    expect(document.unknownSettings).toBeGreaterThanOrEqual(4);
    expect(document.manifest).toContainEqual({ setting: 'owner.team', treatment: 'dropped' });
    expect(document.manifest).toContainEqual({ setting: 'number.type', treatment: 'dropped' });
    expect(document.settings['number.sender']).toBe('+1••••••0123');
    expect(document.variables).toEqual(['TWILIO_AUTH_TOKEN', 'SMSCTL_NUMBER', 'HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS']);
    expect(document.network.proxy).toEqual({ variable: 'HTTPS_PROXY', scheme: 'http', hasPassword: true });
  });

  it('lists the checks that do not pass, with their details, without values that are not shared', async () => {
    const { run } = poisonedCli();
    const document = JSON.parse((await run('status', '--support', '--json')).out);
    const { checks } = document.verification as {
      checks: { id: string; status: string; detail: string | null; blockedBy: string | null }[];
    };
    for (const { status, detail } of checks) expect(detail === null).toBe(status === 'pass' || status === 'skip');
    const open = checks.filter(({ detail, blockedBy }) => detail !== null && blockedBy === null);
    expect(open.map(({ id }) => id)).toContain('contacts.short-form');
    const { out } = await run('status', '--support');
    for (const { id } of open) expect(out).toContain(`${id}: `);
  });

  it('replaces a bundle of its own only, unless --yes is given', async () => {
    const { run } = poisonedCli();
    const file = join(temporaryFolder('support'), 'support.json');
    writeFileSync(file, 'former');
    expect((await run('status', '--bundle', file)).code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('former');
    expect((await run('status', '--bundle', file, '--yes')).code).toBe(0);
    expect((await run('status', '--bundle', file)).code).toBe(0);
    for (const other of ['{"schema": "smsctl.support/1"}', '{\n  "schema": "smsctl.report/1"\n}\n', '']) {
      writeFileSync(file, other);
      expect((await run('status', '--bundle', file)).code, other).toBe(2);
      expect(readFileSync(file, 'utf8')).toBe(other);
    }
  });

  it('reports a locked store and whether it is in use', async () => {
    const cli = poisonedCli();
    cli.keychain = lockedKeychain();
    const { out } = await cli.run('status', '--support');
    expect(out).toMatch(/^Store keychain: +locked \(in use\)$/m);
    expect(out).toMatch(/^Versions: +smsctl 0\.0\.0-test, Node\.js 20\.0\.0, linux 6\.0 x64$/m);
  });

  it('uses no store and no network by default', async () => {
    const cli = poisonedCli();
    cli.keychain = { ...lockedKeychain(), probe: () => Promise.reject(new Error('status looked at the keychain')) };
    expect((await cli.run('status')).code).toBe(0);
  });

  it('reports settings that cannot be read', async () => {
    const cli = testCli({ url: 'http://127.0.0.1:9' });
    mkdirSync(join(cli.directory, 'organizations'), { recursive: true });
    writeFileSync(join(cli.directory, 'organizations', 'default.json'), `{"${planted}`);
    const { code, out } = await cli.run('status', '--support', '--json');
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(faultsIn('support', document)).toEqual([]);
    expect([document.settings, document.settingsProblem]).toEqual([null, 'settings.unreadable']);
    expect(out).not.toContain('PLANTED');
  });

  it('works before a setup exists', async () => {
    const { code, out } = await testCli({ url: 'http://127.0.0.1:9' }).run('status', '--support');
    expect(code).toBe(0);
    expect(out).toContain('nothing is saved');
  });
});
