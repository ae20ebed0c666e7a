import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { exportedSettings, readExportedSettings } from '../../../../src/domain/settings/exported-settings.ts';
import type { Settings } from '../../../../src/domain/settings/settings.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { steps } from '../../../../src/setup/steps.ts';
import { testCli } from '../../../support/context.ts';
import { bareSettings, fullSettings } from '../../../support/full-settings.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const { accountSid, authToken, mainKey, number, shortCode, messagingService } = sandboxIds;

async function setUp(settings?: Settings) {
  const server = await startSandbox({ world: defaultWorld() });
  const cli = testCli(server);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  const store = settingsFile({ directory: cli.directory, organization: 'default' });
  if (settings !== undefined) await store.update(() => settings);
  return { cli, load: async () => (await store.load()) ?? {} };
}

describe('config export', () => {
  it('writes what the team shares, and nothing else', async () => {
    const { cli } = await setUp(fullSettings);
    const { code, out, err } = await cli.run('config', 'export');
    const document = JSON.parse(out) as unknown;
    expect(document).toEqual({
      schema: 'smsctl.config-export/1',
      owner: fullSettings.owner,
      number: { sender: '+12025550123', country: 'US', messagingService: fullSettings.number.messagingService },
      credentials: {
        accountSid: fullSettings.credentials.accountSid,
        method: 'api-key',
        apiKeySid: fullSettings.credentials.apiKeySid,
        region: 'ie1',
        store: 'keychain',
        secretCommand: ['op', 'read', 'op://team/twilio/token'],
      },
      contacts: {
        column: 'phone',
        country: 'DE',
        countryColumn: 'country',
        consentColumn: 'none',
        numbers: 'national',
        sheet: 'Customers',
        minimum: 95,
      },
    });
    expect([code, err, faultsIn('config-export', document)]).toEqual([0, '', []]);
  });

  it('writes a file, replaces an earlier export only, and names the command of the other machine', async () => {
    const { cli } = await setUp(fullSettings);
    const path = join(temporaryFolder('export'), 'my team.json');
    const { code, out, err } = await cli.run('config', 'export', '--out', path);
    expect([code, out, existsSync(path)]).toEqual([0, '', true]);
    expect(err.replace(/\s+/g, ' ')).toContain(`\`smsctl setup --from '${path}'\``);
    expect((await cli.run('config', 'export', '--out', path)).code).toBe(0);
    writeFileSync(path, 'mine');
    expect((await cli.run('config', 'export', '--out', path)).code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await cli.run('config', 'export', '--out', path, '--yes')).code).toBe(0);
  });

  it('has nothing to write before the setup', async () => {
    const { cli } = await setUp();
    expect(await cli.run('config', 'export')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/No settings are saved/),
    });
  });

  it('says that the team has none of what is optional', () => {
    expect(
      exportedSettings({ number: { sender: 'Acme', kind: 'alphanumeric' }, credentials: bareSettings.credentials }),
    ).toEqual({
      schema: 'smsctl.config-export/1',
      number: { sender: 'Acme', messagingService: null },
      credentials: {
        accountSid: bareSettings.credentials.accountSid,
        method: 'auth-token',
        region: null,
        store: 'env',
      },
    });
  });

  it('leaves out what a newer version added to the settings', () => {
    const newer = { ...fullSettings, other: { secret: 'x' }, owner: { ...fullSettings.owner, pin: 'x' } } as Settings;
    expect(exportedSettings(newer)).toEqual(exportedSettings(fullSettings));
    expect(exportedSettings({ method: fullSettings.method, pending: bareSettings.pending })).toBeUndefined();
  });

  it('has fields that are questions of the setup', () => {
    const text = JSON.stringify(exportedSettings(fullSettings));
    const keys = readExportedSettings(text, 'x').map(({ key }) => key);
    const questions = steps.flatMap((step) => step.questions);
    expect(keys.filter((key) => questions.find((question) => question.key === key)?.kind === 'secret')).toEqual([]);
    expect(keys.filter((key) => !questions.some((question) => question.key === key))).toEqual([]);
    expect(keys.length).toBe(
      Object.values(JSON.parse(text)).flatMap((part) => (typeof part === 'object' ? Object.keys(part ?? {}) : []))
        .length,
    );
  });
});

/** Settings as the setup can have saved them for the account of the sandbox. */
/** What the command of the store `command` prints. */
const secretFile = join(temporaryFolder('secret'), 'secret');

const settingsOfSandbox: fc.Arbitrary<Settings> = fc.record({
  owner: fc.record({
    team: fc.constantFrom('Messaging', 'Équipe "SMS" & Co', "O'Brien", '$(id)', '短信'),
    contact: fc.constantFrom('#sms', 'sms@example.com', '+1 202 555 0100'),
  }),
  number: fc.constantFrom<NonNullable<Settings['number']>>(
    { sender: number, kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' },
    { sender: number, kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE', messagingService },
    { sender: shortCode, kind: 'short-code', country: 'US' },
    { sender: 'Acme', kind: 'alphanumeric' },
  ),
  credentials: fc
    .record({
      key: fc.boolean(),
      region: fc.constantFrom(undefined, 'us1', 'ie1'),
      store: fc.constantFrom('keychain', 'env', 'command'),
    })
    .map(({ key, region, store }) => ({
      accountSid,
      ...(key ? { method: 'api-key' as const, apiKeySid: mainKey.sid } : { method: 'auth-token' as const }),
      ...(region !== undefined && { region }),
      store: store as 'keychain' | 'env' | 'command',
      ...(store === 'command' && { secretCommand: ['/bin/cat', secretFile] }),
      fingerprint: '0123456789abcdef',
      savedAt: '2026-11-23T18:00:00.000Z',
    })),
  contacts: fc
    .record(
      {
        column: fc.constantFrom('phone'),
        country: fc.constantFrom('US', 'DE'),
        countryColumn: fc.constant('none'),
        consentColumn: fc.constant('none'),
        numbers: fc.constantFrom<'national' | 'international'>('national', 'international'),
        minimum: fc.constantFrom(0, 12.5, 95, 100),
      },
      { requiredKeys: ['minimum'] },
    )
    .map((reading) => ({ ...bareSettings.contacts, ...reading })),
});

describe('a second machine', () => {
  it('has the shared settings of the first, whatever they are, and is asked for the secret alone', async () => {
    await fc.assert(
      fc.asyncProperty(settingsOfSandbox, async (settings) => {
        const first = await setUp(settings);
        const folder = temporaryFolder('export');
        const path = join(folder, 'team.json');
        await first.cli.run('config', 'export', '--out', path);
        const second = await setUp();
        const list = join(folder, 'list.csv');
        writeFileSync(list, 'phone\n+12025550142\n');
        const { store, method } = settings.credentials ?? { store: 'env', method: 'api-key' };
        const secret = method === 'api-key' ? mainKey.secret : authToken;
        writeFileSync(secretFile, secret);
        const personal = [
          ...['--contacts', list, '--acknowledge-contacts', '--acknowledge-short-form'],
          ...['--confirm-method', method, '--confirmed-by', 'Grace'],
        ];
        const setup = (...more: readonly string[]) =>
          second.cli.run('setup', '--from', path, '--no-input', '--yes', ...personal, ...more);
        if (store !== 'command') {
          const asked = await setup();
          expect(asked.code).toBe(2);
          expect(asked.err).toContain('1 required input is missing');
        }
        if (store === 'env') second.cli.env = { TWILIO_AUTH_TOKEN: authToken, TWILIO_API_SECRET: mainKey.secret };
        const flag = method === 'api-key' ? '--api-key-secret-file' : '--auth-token-file';
        const { code, err } = await setup(...(store === 'keychain' ? [flag, secretFile] : []));
        expect([0, 1, 3], err).toContain(code);
        expect(exportedSettings(await second.load()), err).toEqual(exportedSettings(settings));
        expect((await second.load()).method?.confirmed.by).toBe('Grace');
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('loses what the team no longer has', async () => {
    const { number: _, ...rest } = fullSettings;
    const before = { ...rest, number: { sender: number, kind: 'number', country: 'US', messagingService } } as Settings;
    const { cli, load } = await setUp(before);
    const path = join(temporaryFolder('export'), 'team.json');
    writeFileSync(
      path,
      JSON.stringify({ schema: 'smsctl.config-export/1', number: { sender: number, messagingService: null } }),
    );
    expect((await cli.run('setup', 'number', '--from', path, '--no-input', '--yes')).err).toContain(
      'number.messagingService: none',
    );
    expect((await load()).number).not.toHaveProperty('messagingService');
  });

  it('keeps what the file does not have, and what a flag says otherwise', async () => {
    const { cli, load } = await setUp({ owner: { team: 'Former', contact: '#former' } });
    const path = join(temporaryFolder('export'), 'team.json');
    writeFileSync(path, JSON.stringify({ schema: 'smsctl.config-export/1', owner: { team: 'New' } }));
    expect((await cli.run('setup', 'owner', '--from', path, '--no-input')).code).toBe(0);
    expect((await load()).owner).toEqual({ team: 'New', contact: '#former' });
    await cli.run('setup', 'owner', '--from', path, '--no-input', '--owner-team', 'Flag');
    expect((await load()).owner?.team).toBe('Flag');
  });
});
