import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/domain/readiness/check.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { bareEnvironment, freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { type KeyringEyes, watchKeyring } from '../support/keyring-items.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { filesWith, formsOf } from '../support/secret-scan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number, voiceOnlyNumber } = sandboxIds;
const forms = formsOf(authToken, accountSid);

/** What a person adds to the settings of an application. */
const team = [
  ...[
    '--owner-team',
    'Messaging',
    '--owner-contact',
    '#sms',
    '--confirm-method',
    'auth-token',
    '--confirmed-by',
    'Ada',
  ],
  ...['--contacts', join(projectFolder, 'samples', 'contacts.csv'), '--contacts-country', 'US'],
  ...['--acknowledge-contacts', '--acknowledge-short-form', '--no-input'],
];

const missing = keyringRequirement();

describe.skipIf(missing !== undefined)(
  named("from an application's .env to a job in CI", missing),
  { shuffle: false },
  () => {
    let server: Sandbox;
    let session: KeyringSession;
    let eyes: KeyringEyes;
    const folder = temporaryFolder('application');
    const envFile = join(folder, '.env');
    const exported = join(folder, 'sms-team.json');
    beforeAll(async () => {
      server = await startSandbox({ world: defaultWorld() });
      session = await startKeyring({ state: 'unlocked' });
      eyes = watchKeyring(session.env);
    });
    afterAll(async () => {
      eyes.close();
      await session.end();
      await server.close();
    });

    const applicationHas = (token: string, sender: string): void =>
      writeFileSync(
        envFile,
        `# the application\nTWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN="${token}"\nTWILIO_PHONE_NUMBER=${sender}\n`,
      );

    /** The outputs of all runs, of which none may hold the secret. */
    let printed = '';
    const run = async (env: Readonly<Record<string, string>>, ...argv: readonly string[]) => {
      const ended = await runProgram([...smsctl, ...argv], {
        env: { ...env, SMSCTL_TWILIO_URL: server.url },
        cwd: folder,
      });
      printed += ended.out + ended.err;
      return ended;
    };
    const verified = async (env: Readonly<Record<string, string>>, ...argv: readonly string[]) => {
      const { code, out } = await run(env, 'verify', '--json', ...argv);
      const { verdict, checks } = JSON.parse(out) as {
        readonly verdict: string;
        readonly checks: readonly CheckResult[];
      };
      return { code, verdict, failing: checks.filter(({ status }) => status === 'fail').map(({ id }) => id) };
    };

    it('begins with a token that is a reference, and a number that cannot send', async () => {
      applicationHas('op://team/twilio/token', voiceOnlyNumber);
      const requests = server.requests.length;
      expect(await verified(session.env, '--dotenv', '.env')).toMatchObject({
        code: 1,
        failing: ['credentials.saved'],
      });
      expect(server.requests).toHaveLength(requests);
      applicationHas(authToken, voiceOnlyNumber);
      expect(await verified(session.env, '--dotenv', '.env')).toMatchObject({
        code: 1,
        failing: ['number.sms-capable'],
      });
    });

    it('is fixed, and no more can be told of an application', async () => {
      applicationHas(authToken, number);
      expect(await verified(session.env, '--dotenv', '.env')).toEqual({ code: 0, verdict: 'partial', failing: [] });
      expect(existsSync(join(session.env.XDG_CONFIG_HOME ?? '', 'smsctl'))).toBe(false);
    });

    it('goes into the keychain, and the file stays as it is', async () => {
      const before = readFileSync(envFile, 'utf8');
      const { code, err } = await run(session.env, 'setup', '--from', '.env', '--store', 'keychain', ...team);
      expect([code, err]).toEqual([0, expect.stringContaining('.env')]);
      expect(readFileSync(envFile, 'utf8')).toBe(before);
      const items = await eyes.list('default.');
      expect(items.map(([, value]) => JSON.parse(value).secret)).toEqual([authToken]);
      expect(await verified(session.env)).toEqual({ code: 0, verdict: 'ready', failing: [] });
    });

    it('is shared without the secret, and verified in CI by a command of the secret manager', async () => {
      expect((await run(session.env, 'config', 'export', '--out', exported)).code).toBe(0);
      // The runner has no keychain. `op` stands for the program of the same name, and reads what its service knows.
      const home = freshHome();
      const service = join(home, 'service');
      mkdirSync(service);
      writeFileSync(join(service, 'secret'), authToken);
      const ci = {
        ...bareEnvironment(home),
        HOME: service,
        PATH: `${join(projectFolder, 'test/fixtures/secret-managers')}:${process.env.PATH}`,
        CI: 'true',
      };
      const command = ['--store', 'command', '--secret-command', '["op","read","op://team/twilio/token"]'];
      const signedIn = { ...ci, OP_SERVICE_ACCOUNT_TOKEN: 'made-up' };
      const signedOut = await run(ci, 'setup', '--from', exported, ...command, ...team);
      expect([signedOut.code, signedOut.err]).toEqual([3, expect.stringContaining('`op` is not logged in')]);
      const { code, err } = await run(signedIn, 'setup', '--from', exported, ...command, ...team);
      expect([code, err]).toEqual([0, err]);
      expect(await verified(signedIn)).toEqual({ code: 0, verdict: 'ready', failing: [] });
      expect(await verified(ci)).toMatchObject({ code: 3, verdict: 'unknown' });
      expect(filesWith(forms, home)).toEqual([join(service, 'secret')]);
    });

    it('leaves the secret in no other file, and in no output', () => {
      expect(filesWith(forms, folder)).toEqual([envFile]);
      expect(filesWith(forms, session.env.XDG_CONFIG_HOME ?? '')).toEqual([]);
      expect(filesWith(forms, session.env.XDG_STATE_HOME ?? '')).toEqual([]);
      expect(forms.filter((form) => printed.includes(form))).toEqual([]);
    });
  },
);
