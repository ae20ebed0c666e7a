import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/text/secret.ts';
import { workspaceOpener } from '../../src/main/workspace.ts';
import type { Prompter } from '../../src/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { quickTimer } from '../support/quick-timer.ts';
import { withAuthToken } from '../support/sandbox-credentials.ts';
import { scripted } from '../support/scripted.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Place {
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  readonly prompter?: Prompter;
  readonly prompts?: boolean;
}

function open({ env = {}, platform = 'linux', prompter = scripted({}), prompts = false }: Place = {}) {
  const root = temporaryFolder('workspace');
  const directory = join(root, 'config');
  const said: string[] = [];
  const openWorkspace = workspaceOpener({
    ...{ env, directory, state: join(root, 'state'), prompter, timer: quickTimer() },
    machine: { env, platform, home: '/home/ada' },
    say: (text) => void said.push(text),
  });
  return { root, directory, said, workspace: openWorkspace('acme', { prompts }) };
}

describe('a workspace', () => {
  it('keeps settings and results of its organization in their directories', async () => {
    const { root, workspace } = open();
    expect(workspace).toMatchObject({ organization: 'acme', storeKinds: ['keychain', 'file', 'env', 'command'] });
    expect(workspace.settings.location).toBe(join(root, 'config', 'organizations', 'acme.json'));
    expect(await workspace.settings.load()).toBeUndefined();
    expect(await workspace.verification.save({ completedAt: null, results: {} })).toBe(true);
    expect(await workspace.verification.load()).toEqual({ completedAt: null, results: {} });
  });

  it('opens contact lists', async () => {
    const { root, workspace } = open();
    const path = join(root, 'list.csv');
    writeFileSync(path, 'phone\n+12025550101\n');
    const list = await workspace.openContacts(path, {});
    expect(list).toMatchObject({ name: 'list.csv', phoneColumns: ['phone'] });
    list.close();
  });

  it('says why results could not be saved', async () => {
    const { root, said, workspace } = open();
    writeFileSync(join(root, 'state'), 'a file in the way');
    expect(await workspace.verification.save({ completedAt: null, results: {} })).toBe(false);
    expect(said).toEqual([expect.stringMatching(/^smsctl: .*\n$/)]);
  });

  it.each(['linux', 'darwin'] as const)('says nothing of other users after a save on %s', async (platform) => {
    const { said, workspace } = open({ platform });
    await workspace.settings.update(() => ({}));
    expect(said).toEqual([]);
  });

  it('warns once of other users after a save on Windows, outside of the user profile', async () => {
    const { said, workspace } = open({ platform: 'win32' });
    const saved = await workspace.settings.update(() => ({ owner: { team: 'Growth', contact: '#sms' } }));
    expect(saved.owner?.team).toBe('Growth');
    await workspace.settings.update((current) => current);
    expect(said).toEqual([expect.stringContaining('outside your user profile')]);
    expect((await workspace.settings.load())?.owner?.team).toBe('Growth');
  });

  it.each([
    [{}, 'twilio'],
    [{ SMSCTL_TWILIO_URL: '' }, 'twilio'],
    [{ SMSCTL_TWILIO_URL: '0' }, 'twilio'],
    [{ SMSCTL_TWILIO_URL: 'false' }, 'twilio'],
    [{ SMSCTL_TWILIO_URL: 'http://127.0.0.1:9' }, 'http://127.0.0.1:9'],
  ])('with %j asks %s', async (env, provider) => {
    const { workspace } = open({ env: { ...env, HTTPS_PROXY: 'http://proxy.example:8080' } });
    expect(workspace.provider).toBe(provider);
    // A mock server is asked directly.
    const lines = await workspace.network();
    expect(lines.some((line) => line.includes('proxy.example'))).toBe(provider === 'twilio');
  });

  it('counts the requests of provider, messages and keys together', async () => {
    const server = await startSandbox({ world: defaultWorld() });
    try {
      const { workspace } = open({ env: { SMSCTL_TWILIO_URL: server.url } });
      expect(workspace.requests()).toBe(0);
      await (await workspace.openProvider(withAuthToken())).accept();
      const messenger = await workspace.openMessenger(withAuthToken());
      await messenger.send({ to: '+12025550123', body: 'Hello', sender: sandboxIds.number });
      await (await workspace.openApiKeys(withAuthToken())).named('none');
      expect(workspace.requests()).toBe(server.requests.length);
      expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
    } finally {
      await server.close();
    }
  });

  it('takes the credentials of the environment for its surroundings', () => {
    const { accountSid } = sandboxIds;
    expect(open({ env: { TWILIO_ACCOUNT_SID: accountSid } }).workspace.ambient).toMatchObject({ accountSid });
    expect(open().workspace.ambient).toEqual({});
  });

  it('opens each store once, and each kind as itself', async () => {
    const { workspace } = open({ env: { TWILIO_AUTH_TOKEN: sandboxIds.authToken } });
    for (const kind of ['keychain', 'file', 'env', 'command', 'memory'] as const) {
      expect(workspace.openStore(kind)).toBe(workspace.openStore(kind));
      expect(workspace.openStore(kind).kind).toBe(kind);
    }
    expect(await workspace.openStore('env').get('TWILIO_AUTH_TOKEN')).toBeInstanceOf(Secret);
    const memory = workspace.openStore('memory');
    await memory.set('acme.one', new Secret('a secret of the test'));
    expect(await workspace.openStore('memory').get('acme.one')).toBeInstanceOf(Secret);
  });
});

describe.skipIf(process.platform === 'win32')('the encrypted file of a workspace', () => {
  const passphrase = 'four words of a test';

  /** A workspace with a secret that this passphrase opens, quickly. */
  async function openSealed(place: Place) {
    const opened = open(place);
    const secrets = join(opened.directory, 'secrets');
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(1);
    writeFileSync(join(secrets, 'acme.one.age'), await encrypter.encrypt('a secret'), { mode: 0o600 });
    const store = opened.workspace.openStore('file');
    return { ...opened, secrets, store, read: async () => (await store.get('acme.one'))?.reveal() };
  }

  /** A file with a passphrase that other users can read. */
  function fileWith(text: string) {
    const path = join(temporaryFolder('passphrase'), 'passphrase');
    writeFileSync(path, `${text}\n`);
    chmodSync(path, 0o644);
    return { SMSCTL_PASSPHRASE_FILE: path };
  }

  it('is locked without a prompt and without a file that holds the passphrase', async () => {
    const prompter = scripted({ passphrase });
    const { read } = await openSealed({ prompter });
    await expect(read()).rejects.toMatchObject({ code: 'store.locked' });
    expect(prompter.asked).toEqual([]);
  });

  it('is opened by a typed passphrase, after two wrong ones, with a word on the wait', async () => {
    const prompter = scripted({ passphrase: ['wrong one', 'wrong two', passphrase] });
    const { read, said } = await openSealed({ prompter, prompts: true });
    expect(await read()).toBe('a secret');
    expect(said).toEqual([expect.stringMatching(/^Opening .*\n$/)]);
    const wrong = await openSealed({ prompter: scripted({ passphrase: ['1', '2', '3', '4'] }), prompts: true });
    await expect(wrong.read()).rejects.toMatchObject({ code: 'store.wrong-passphrase' });
  });

  it('is opened by the passphrase of a file, with a warning if other users can read that, and no prompt', async () => {
    const prompter = scripted({});
    const { read, said } = await openSealed({ env: fileWith(passphrase), prompter, prompts: true });
    expect(await read()).toBe('a secret');
    expect(said).toEqual([expect.stringMatching(/^smsctl: Other users can read .*\n$/)]);
  });

  it('is tried once with the passphrase of a file, which does not change', async () => {
    const { read, said } = await openSealed({ env: fileWith('another passphrase') });
    await expect(read()).rejects.toMatchObject({ code: 'store.wrong-passphrase' });
    expect(said).toHaveLength(1);
  });

  it('names its directory, and on Windows who else may read it', async () => {
    const { store, secrets } = await openSealed({});
    expect((await store.probe()).sentence).toContain(`in ${secrets}.`);
    const outside = await openSealed({ platform: 'win32' });
    expect((await outside.store.probe()).sentence).toContain('outside your user profile');
  });
});
