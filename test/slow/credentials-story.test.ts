import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Settings, storedCredentials } from '../../src/domain/settings/settings.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { type KeyringSession, startKeyring } from '../support/keyring.ts';
import { type KeyringEyes, watchKeyring } from '../support/keyring-items.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { basicHeader } from '../support/sandbox-credentials.ts';
import { filesWith, formsOf } from '../support/secret-scan.ts';
import { faultsOf } from '../support/two-stores.ts';

const { accountSid, authToken, number, standardKey } = sandboxIds;
const killPoints = fileURLToPath(new URL('../support/kill-points.mjs', import.meta.url));
const contacts = join(projectFolder, 'samples', 'contacts.csv');

/** Where a command is killed, one after the other; it is run again each time, as a person would, until it ends by itself. */
const crashes = Array.from({ length: 40 }, (_, index) => 3 + 6 * index);

interface Envelope {
  readonly accountSid: string;
  readonly apiKeySid: string | null;
  readonly secret: string;
}

const missing = keyringRequirement();

describe.skipIf(missing !== undefined)(named("the credentials' life, with a crash at every switch", missing), () => {
  let server: Sandbox;
  let session: KeyringSession;
  let eyes: KeyringEyes;
  let env: Readonly<Record<string, string>>;
  let kills = 0;
  beforeAll(async () => {
    server = await startSandbox({ world: defaultWorld() });
    session = await startKeyring({ state: 'unlocked' });
    eyes = watchKeyring(session.env);
    env = { ...session.env, SMSCTL_TWILIO_URL: server.url };
  });
  afterAll(async () => {
    process.stderr.write(`The credentials' life: ${kills} SIGKILLs.\n`);
    eyes.close();
    await session.end();
    await server.close();
  });

  const settings = (): Settings => {
    const path = join(session.env.XDG_CONFIG_HOME ?? '', 'smsctl', 'organizations', 'default.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Settings) : {};
  };

  const signsIn = async (user: string, password: string): Promise<boolean> => {
    const url = `${server.url}/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=1`;
    return (await fetch(url, { headers: { authorization: basicHeader(user, password) } })).status === 200;
  };

  /** SIDs of the keys that smsctl made and that exist at the provider, with what they are called. */
  const keysAtProvider = async (): Promise<readonly { readonly sid: string; readonly friendly_name: string }[]> => {
    const url = `${server.url}/2010-04-01/Accounts/${accountSid}/Keys.json?PageSize=100`;
    const response = await fetch(url, { headers: { authorization: basicHeader(accountSid, authToken) } });
    const { keys } = (await response.json()) as { keys: { sid: string; friendly_name: string }[] };
    return keys.filter(({ friendly_name: name }) => name.startsWith('smsctl default '));
  };

  /** Settings, keyring and provider tell the same story, whatever has just happened. */
  async function agree(where: string): Promise<void> {
    const now = settings();
    const items = await eyes.list('default.');
    expect(faultsOf(now, new Set(items.map(([key]) => `keychain/${key}`))), where).toEqual([]);
    for (const { secretKey, apiKeySid } of storedCredentials(now)) {
      const envelope = JSON.parse(items.find(([key]) => key === secretKey)?.[1] ?? '{}') as Envelope;
      expect([envelope.accountSid, envelope.apiKeySid], where).toEqual([accountSid, apiKeySid ?? null]);
      expect(await signsIn(apiKeySid ?? accountSid, envelope.secret), where).toBe(true);
    }
    const told = [
      ...storedCredentials(now).map(({ apiKeySid }) => apiKeySid),
      ...(now.pendingKeys ?? []).flatMap(({ sid, name }) => [sid, name]),
    ];
    const untold = (await keysAtProvider()).filter(
      ({ sid, friendly_name: name }) => !told.includes(sid) && !told.includes(name),
    );
    // A key that was in use and is removed here is the person's to delete: the story ends with that.
    if (now.credentials !== undefined) expect(untold, where).toEqual([]);
  }

  const run = (argv: readonly string[], input = '') => runProgram([...smsctl, ...argv], { env, input });

  /** Kills the command at one point after the other; what it came to when it was let run to its end. */
  async function survive(argv: readonly string[], input = '') {
    for (const at of crashes) {
      const command = [process.execPath, '--no-warnings', '--import', killPoints, ...smsctl.slice(1), ...argv];
      const ended = await runProgram(command, { env: { ...env, KILL_AT: String(at) }, input });
      await agree(`${argv.join(' ')}, killed at ${at}: ${ended.err}`);
      if (ended.signal !== 'SIGKILL') return ended;
      kills += 1;
    }
    throw new Error(`${argv.join(' ')} has more points than were thought of.`);
  }

  const json = async (argv: readonly string[]) => JSON.parse((await run([...argv, '--json'])).out);
  const verified = async (): Promise<readonly [code: number, stale: string]> => {
    const { exitCode, checks } = await json(['verify']);
    return [exitCode, checks.find(({ id }: { id: string }) => id === 'method.current').status];
  };
  const nothingLeft = () => [settings().pending, settings().pendingKeys];
  let made = '';

  it('begins with the Auth Token', async () => {
    const answers = [
      ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
      ...['--store', 'keychain', '--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--auth-token-stdin'],
      ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
    ];
    expect((await run(['setup', '--no-input', ...answers], authToken)).code).toBe(0);
    await agree('set up');
    expect(await verified()).toEqual([0, 'pass']);
  });

  it('creates a key as the standby', async () => {
    const ended = await survive(['credentials', 'create-key', '--no-input', '--json']);
    // Killed after the key was stored, it is not made a second time.
    expect([0, 2], ended.err).toContain(ended.code);
    const { createdKey, error } = JSON.parse(ended.out);
    expect(createdKey ?? error.code).toEqual(ended.code === 0 ? expect.anything() : 'credentials.key-stands-by');
    made = settings().standby?.[0]?.apiKeySid ?? '';
    expect(settings()).toMatchObject({ credentials: { method: 'auth-token' }, standby: [{ apiKeySid: made }] });
    expect(nothingLeft()).toEqual([undefined, undefined]);
    expect((await keysAtProvider()).map(({ sid }) => sid)).toEqual([made]);
    expect(await verified()).toEqual([0, 'pass']);
  });

  it('makes the confirmation stale after a switch to the key', async () => {
    const ended = await survive(['credentials', 'use', 'api-key', '--no-input']);
    expect(ended.code, ended.err).toBe(0);
    expect(settings()).toMatchObject({ credentials: { apiKeySid: made }, standby: [{ method: 'auth-token' }] });
    expect(await json(['credentials', 'show'])).toMatchObject({
      confirmed: { by: 'Ada', method: 'auth-token', current: false },
      next: { command: 'smsctl setup method' },
    });
    expect(await verified()).toEqual([1, 'fail']);
  });

  it('accepts a new confirmation', async () => {
    await survive(['setup', 'method', '--confirm-method', 'api-key', '--confirmed-by', 'Grace', '--no-input']);
    expect(await json(['credentials', 'show'])).toMatchObject({
      confirmed: { by: 'Grace', method: 'api-key', current: true },
      next: null,
    });
    expect((await verified())[1]).toBe('pass');
  });

  it('rotates to another key and prints how to revoke the former one', async () => {
    const rotate = ['credentials', 'rotate', '--api-key-sid', standardKey.sid, '--api-key-secret-stdin', '--no-input'];
    const ended = await survive(rotate, standardKey.secret);
    // Killed after the switch, it has nothing left to do.
    expect([0, 2], ended.err).toContain(ended.code);
    expect(ended.code === 0 ? ended.out : ended.err).toMatch(/To revoke the old API key|Nothing was changed/);
    expect(settings()).toMatchObject({
      credentials: { apiKeySid: standardKey.sid },
      standby: [{ apiKeySid: made }, { method: 'auth-token' }],
    });
    expect(nothingLeft()).toEqual([undefined, undefined]);
    // The method is the same, so that the confirmation still counts; the short form was never acknowledged for it.
    expect(await verified()).toEqual([1, 'pass']);
  });

  it('keeps the confirmation valid after a switch back', async () => {
    const ended = await survive(['credentials', 'use', made, '--no-input']);
    expect(ended.code, ended.err).toBe(0);
    expect(settings()).toMatchObject({
      credentials: { apiKeySid: made },
      standby: [{ apiKeySid: standardKey.sid }, { method: 'auth-token' }],
    });
    expect((await verified())[1]).toBe('pass');
  });

  it('removes the credentials of one organization alone', async () => {
    const ended = await survive(['credentials', 'remove', 'all', '--yes', '--no-input']);
    expect(ended.code, ended.err).toBe(0);
    expect(storedCredentials(settings())).toEqual([]);
    expect(nothingLeft()).toEqual([undefined, undefined]);
    expect(await eyes.list('default.')).toEqual([]);
    expect((await keysAtProvider()).map(({ sid }) => sid)).toEqual([made]);
    expect((await json(['verify'])).exitCode).toBe(1);
    expect(kills).toBeGreaterThan(25);
  });

  it('leaves no secret in a file', () => {
    const forms = [...formsOf(authToken, accountSid), ...formsOf(standardKey.secret, standardKey.sid)];
    const files = filesWith(forms, session.env.HOME ?? '').filter((path) => !path.includes('/keyrings/'));
    expect(files).toEqual([]);
  });
});
