import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { CredentialSettings, SecretStoreKind, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { Cancelled, UserError } from '../../../src/domain/user-error.ts';
import type { SecretStore } from '../../../src/ports.ts';
import { apiKeySecret, authToken, keyCredential, otherAccountSid, tokenCredential } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

const section = (store: SecretStoreKind = 'memory', change: Partial<CredentialSettings> = {}): CredentialSettings => ({
  accountSid: tokenCredential.accountSid,
  method: 'auth-token',
  store,
  fingerprint: fingerprintOf(tokenCredential),
  savedAt: '2026-11-23T18:00:00.000Z',
  ...change,
});

/** A vault over memory, with the pieces in reach. `keys` are handed out in turn. */
function open(initial?: Settings, change: Partial<SecretStore> = {}) {
  const settings = memorySettings(initial);
  const secrets = { ...memorySecrets(), ...change };
  let count = 0;
  const vault = credentialVault({
    settings,
    openStore: () => secrets,
    newKey: () => {
      count += 1;
      return `default.key-${count}`;
    },
  });
  return { settings, secrets, vault };
}

/** Another process's saving over the same settings and store; `meanwhile` runs when its secret is written, before it switches. */
const racingSave = (
  { settings, secrets }: Pick<ReturnType<typeof open>, 'settings' | 'secrets'>,
  meanwhile: () => Promise<unknown>,
  change: Partial<SecretStore> = {},
) =>
  credentialVault({
    settings,
    newKey: () => 'default.race',
    openStore: () => ({
      ...secrets,
      ...change,
      set: async (key, secret) => {
        await secrets.set(key, secret);
        await meanwhile();
      },
    }),
  });

const refuse = () =>
  Promise.reject(new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' }));

describe('saving a credential', () => {
  it('writes the intent and the secret, switches, then deletes the former secret', async () => {
    const { settings, secrets, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    await vault.save({ ...tokenCredential, secret: new Secret('f'.repeat(32)) }, { credentials: section() });
    expect(
      settings.history.map(({ credentials, pending }) => [credentials?.secretKey, pending?.map(({ key }) => key)]),
    ).toEqual([
      [undefined, ['default.key-1']],
      ['default.key-1', undefined],
      ['default.key-1', ['default.key-2']],
      ['default.key-2', ['default.key-1']],
      ['default.key-2', ['default.key-1']],
      ['default.key-2', undefined],
    ]);
    expect(await secrets.get('default.key-1')).toBeUndefined();
    expect((await vault.read((await settings.load())?.credentials as CredentialSettings)).secret.reveal()).toBe(
      'f'.repeat(32),
    );
  });

  it('saves the other sections in the same write as the switch', async () => {
    const { settings, vault } = open();
    await vault.save(tokenCredential, { credentials: section(), number: { sender: 'Acme', kind: 'alphanumeric' } });
    const switched = settings.history.filter(
      ({ number, credentials }) => (number === undefined) !== (credentials === undefined),
    );
    expect(switched).toEqual([]);
  });

  it('keeps the former credential in use when the store refuses the new one', async () => {
    const { settings, secrets, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    const locked = credentialVault({
      settings,
      openStore: () => ({ ...secrets, set: refuse, delete: refuse }),
      newKey: () => 'default.late',
    });
    await expect(locked.save(keyCredential, { credentials: section() })).rejects.toThrow('Locked.');
    const after = await settings.load();
    expect(after?.credentials?.secretKey).toBe('default.key-1');
    expect(after?.pending).toMatchObject([{ store: 'memory', key: 'default.late' }]);
    expect((await vault.read(after?.credentials as CredentialSettings)).secret.reveal()).toBe(authToken);
  });

  it('leaves no trace of a secret that the store refused', async () => {
    const { settings, vault } = open(undefined, { set: refuse });
    await expect(vault.save(tokenCredential, { credentials: section() })).rejects.toThrow('Locked.');
    expect(await settings.load()).toEqual({});
    // It may have been stored: it is listed, marked and taken off the list, each in one write.
    expect(settings.history.map(({ pending = [] }) => pending.map(({ doomed = false }) => doomed))).toEqual([
      ...[[false], [true], []],
    ]);
  });

  it('lists no secret that was never stored', async () => {
    const gone = () =>
      Promise.reject(new SecretStoreError({ problem: 'no-bus', message: 'No bus.', nextStep: 'Another store.' }));
    const without = open(undefined, { set: gone, delete: gone });
    await expect(without.vault.save(tokenCredential, { credentials: section() })).rejects.toThrow('No bus.');
    expect(await without.settings.load()).toEqual({});

    const locked = open(undefined, { set: refuse, delete: refuse });
    const two = [keyCredential, tokenCredential].map((credential) => ({ credential, section: section() }));
    await expect(locked.vault.commit(two, (current) => current)).rejects.toThrow('Locked.');
    expect((await locked.settings.load())?.pending?.map(({ key }) => key)).toEqual(['default.key-1']);
  });

  it('writes nothing when the store cannot be used', async () => {
    const { settings, vault } = open(undefined, { prepare: refuse });
    await expect(vault.save(tokenCredential, { credentials: section() })).rejects.toThrow('Locked.');
    expect(settings.history).toEqual([]);
  });

  it('writes nothing when the person leaves while the store asks for its passphrase', async () => {
    const { settings, vault } = open(undefined, { prepare: () => Promise.reject(new Cancelled()) });
    await expect(vault.save(tokenCredential, { credentials: section() })).rejects.toBeInstanceOf(Cancelled);
    expect(settings.history).toEqual([]);
  });

  it('does not switch to a secret that another process is deleting', async () => {
    const { settings, vault, secrets } = open();
    const racing = racingSave({ settings, secrets }, () => vault.clear());
    await expect(racing.save(tokenCredential, { credentials: section() })).rejects.toMatchObject({
      ...{ code: 'settings.overtaken', exit: 75, hints: ['Run the command again.'] },
    });
    expect((await settings.load())?.credentials).toBeUndefined();
  });

  it('stores nothing when the store is the environment', async () => {
    const { settings, vault } = open(undefined, { set: refuse });
    await vault.save(tokenCredential, { credentials: section('env') });
    expect((await settings.load())?.credentials?.secretKey).toBeUndefined();
  });
});

describe('reading a credential', () => {
  it('reports a missing secret when the store has lost it', async () => {
    const { vault } = open();
    await expect(vault.read(section('keychain', { secretKey: 'default.gone' }))).rejects.toMatchObject({
      problem: 'missing',
      message: expect.stringContaining('the OS keychain'),
    });
  });

  it('never uses a secret of another account', async () => {
    const { settings, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    const saved = (await settings.load())?.credentials as CredentialSettings;
    await expect(vault.read({ ...saved, accountSid: otherAccountSid })).rejects.toMatchObject({ problem: 'mismatch' });
    await expect(vault.read({ ...saved, method: 'api-key', apiKeySid: 'SK1' })).rejects.toMatchObject({
      problem: 'mismatch',
    });
  });

  it('reports a mismatch without the text when the stored value is no envelope', async () => {
    const { secrets, vault } = open();
    await secrets.set('default.odd', new Secret('not an envelope'));
    const failure = await vault.read(section('memory', { secretKey: 'default.odd' })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem: 'mismatch' });
    expect(String(failure)).not.toContain('not an envelope');
  });
});

describe('clearing pending secrets', () => {
  it('keeps it listed while the store is locked', async () => {
    const pending = [{ store: 'memory', key: 'default.old' }] as const;
    const { settings, vault } = open({ pending }, { delete: refuse });
    expect(await vault.clear()).toBe(1);
    expect((await settings.load())?.pending).toMatchObject(pending);
  });

  it('never deletes the secret in use, even when it is listed', async () => {
    const { settings, secrets, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    await settings.update((current) => ({ ...current, pending: [{ store: 'memory', key: 'default.key-1' }] }));
    expect(await vault.clear()).toBe(0);
    expect(await secrets.get('default.key-1')).toBeDefined();
  });
});

describe('reading from the environment', () => {
  const inEnvironment = (variables: Readonly<Record<string, string>>) =>
    credentialVault({
      settings: memorySettings(),
      openStore: () => ({
        ...memorySecrets(),
        get: async (key) => (variables[key] === undefined ? undefined : new Secret(variables[key])),
      }),
      newKey: () => 'default.none',
    });

  it('reads the variable of the method', async () => {
    const vault = inEnvironment({
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_SECRET: apiKeySecret,
    });
    const token = await vault.read(section('env'));
    expect([token.method, token.secret.reveal()]).toEqual(['auth-token', authToken]);
    const key = await vault.read(section('env', { method: 'api-key', apiKeySid: 'SK1' }));
    expect(key).toMatchObject({ method: 'api-key', apiKeySid: 'SK1' });
    expect(key.secret.reveal()).toBe(apiKeySecret);
  });

  it.each([
    ['op://team/twilio/token', /1Password.*`op read REFERENCE`/],
    [`\${TOKEN}`, /template/],
    ['changeme', /placeholder/],
    [`"${authToken}"`, /in quotes/],
    [`export TWILIO_AUTH_TOKEN=${authToken}`, /equals sign/],
    [apiKeySecret, /looks like an API key secret|32 hexadecimal digits/],
  ])('refuses a value that is no secret, without repeating it: %s', async (value, words) => {
    const reading = inEnvironment({ TWILIO_AUTH_TOKEN: value }).read(section('env'));
    await expect(reading).rejects.toMatchObject({ problem: 'unresolved', message: expect.stringMatching(words) });
    await expect(reading).rejects.not.toMatchObject({ message: expect.stringContaining(authToken) });
  });

  it.each([
    ['auth-token', 'TWILIO_AUTH_TOKEN'],
    ['api-key', 'TWILIO_API_SECRET'],
  ] as const)('names the missing variable of %s', async (method, name) => {
    await expect(inEnvironment({}).read(section('env', { method }))).rejects.toMatchObject({
      problem: 'missing',
      message: expect.stringContaining(name),
      hints: [`Set ${name}, or choose another store with \`smsctl setup credentials\`.`],
    });
  });
});

describe('a credential that is read', () => {
  it('has the region of its section, or none', async () => {
    const { settings, vault } = open();
    await vault.save(tokenCredential, { credentials: section('memory', { region: 'ie1' }) });
    const saved = (await settings.load())?.credentials as CredentialSettings;
    expect(await vault.read(saved)).toMatchObject({ method: 'auth-token', region: 'ie1' });
    const { region: _, ...without } = saved;
    expect(Object.keys(await vault.read(without))).toEqual(['accountSid', 'secret', 'method']);
  });

  it('has its key SID when a key was saved', async () => {
    const { settings, vault } = open();
    const { accountSid, apiKeySid } = keyCredential as Extract<typeof keyCredential, { method: 'api-key' }>;
    await vault.save(keyCredential, { credentials: section('memory', { method: 'api-key', apiKeySid }) });
    const saved = (await settings.load())?.credentials as CredentialSettings;
    expect(await vault.read(saved)).toMatchObject({ accountSid, method: 'api-key', apiKeySid });
    const mismatch = {
      problem: 'mismatch',
      message: expect.stringMatching(/memory/),
      hints: ['Enter the credentials again with `smsctl setup credentials`.'],
    };
    await expect(vault.read({ ...saved, apiKeySid: `SK${'0'.repeat(32)}` })).rejects.toMatchObject(mismatch);
    await expect(vault.read({ ...saved, method: 'auth-token' })).rejects.toMatchObject(mismatch);
    const { apiKeySid: _, ...without } = saved;
    await expect(vault.read(without)).rejects.toMatchObject(mismatch);
  });

  it.each(['null', '{}', '{"secret":7}', '"text"', '[]', '{'])('is never %s', async (stored) => {
    const { secrets, vault } = open();
    await secrets.set('default.odd', new Secret(stored));
    await expect(vault.read(section('memory', { secretKey: 'default.odd' }))).rejects.toMatchObject({
      problem: 'mismatch',
    });
  });

  it('is missing without a call to the store when the settings name no key', async () => {
    const asked: string[] = [];
    const { vault } = open(undefined, {
      get: async (key) => {
        asked.push(key);
        return undefined;
      },
    });
    await expect(vault.read(section('keychain'))).rejects.toMatchObject({
      problem: 'missing',
      hints: [expect.stringContaining('`smsctl setup credentials`')],
    });
    expect(asked).toEqual([]);
  });
});

describe('a commit', () => {
  const use = (current: Settings, [credentials]: readonly CredentialSettings[]): Settings => ({
    ...current,
    ...(credentials && { credentials }),
  });
  const fresh = { credential: tokenCredential, section: section() };

  it('writes once and calls no store when it stores no secret', async () => {
    const { settings, vault } = open(undefined, { prepare: refuse, set: refuse, delete: refuse });
    await vault.commit([{ ...fresh, section: section('env') }], use);
    expect(settings.history).toHaveLength(1);
    await vault.commit([], (current) => ({ ...current, number: { sender: 'Acme', kind: 'alphanumeric' } }));
    expect(settings.history).toHaveLength(2);
  });

  it('stores no secret that stays in the environment', async () => {
    const { settings, secrets, vault } = open();
    const both = [{ credential: keyCredential, section: section('env', { method: 'api-key' }) }, fresh];
    await vault.commit(both, (current, [standby, credentials]) => ({
      ...current,
      ...(credentials && { credentials }),
      ...(standby && { standby: [standby] }),
    }));
    const saved = await settings.load();
    expect([saved?.credentials?.secretKey, saved?.standby?.[0]?.secretKey]).toEqual(['default.key-1', undefined]);
    expect(await secrets.get('default.key-1')).toBeDefined();
  });

  it('deletes a secret that it stored when the change did not use it', async () => {
    const { settings, secrets, vault } = open();
    await vault.commit([fresh], (current) => current);
    expect(await settings.load()).toEqual({});
    expect(await secrets.get('default.key-1')).toBeUndefined();
  });

  it('keeps pending entries of other processes, each once', async () => {
    const other = { store: 'memory', key: 'default.other' } as const;
    const { settings, vault } = open({ pending: [other, other] }, { delete: refuse });
    await vault.commit([fresh], use);
    await vault.commit([fresh], use);
    const saved = await settings.load();
    expect(saved?.credentials?.secretKey).toBe('default.key-2');
    expect(saved?.pending?.map(({ key }) => key)).toEqual(['default.other', 'default.key-1']);
  });

  it('does not switch to a secret that is marked for deletion', async () => {
    const { settings, vault, secrets } = open();
    const other = credentialVault({
      settings,
      newKey: () => '',
      openStore: () => ({ ...secrets, delete: refuse }),
    });
    const marked = async () => expect(await other.clear()).toBe(1);
    const racing = racingSave({ settings, secrets }, marked, { delete: refuse });
    await expect(racing.commit([fresh], use)).rejects.toMatchObject({
      code: 'settings.overtaken',
      exit: 75,
    });
    expect((await settings.load())?.credentials).toBeUndefined();
    expect(await vault.clear()).toBe(0);
    expect(await secrets.get('default.race')).toBeUndefined();
  });

  it('removes a key from the pending keys when credentials name it', async () => {
    const asked = { accountSid: tokenCredential.accountSid, requestedAt: '2026-11-23T18:00:00.000Z' };
    const pendingKeys = [
      { ...asked, name: 'one', sid: 'SK1' },
      { ...asked, name: 'two', sid: 'SK2' },
      { ...asked, name: 'three' },
    ];
    const { settings, vault } = open({ pendingKeys });
    await vault.commit([], (current) => ({
      ...current,
      credentials: section('env', { method: 'api-key', apiKeySid: 'SK2' }),
    }));
    expect((await settings.load())?.pendingKeys?.map(({ name }) => name)).toEqual(['one', 'three']);
    await vault.commit([], (current) => ({ ...current, pendingKeys: [{ ...asked, name: 'two', sid: 'SK2' }] }));
    expect(await settings.load()).not.toHaveProperty('pendingKeys');
  });

  it('returns what was saved when it cannot be read again', async () => {
    const { settings, secrets } = open();
    const unread = credentialVault({
      settings: {
        ...settings,
        load: () => Promise.reject(new UserError({ code: 'settings.unreadable', message: 'no' })),
      },
      openStore: () => secrets,
      newKey: () => 'default.one',
    });
    expect((await unread.commit([fresh], use)).credentials?.secretKey).toBe('default.one');
  });

  it('throws a programming error instead of retrying later', async () => {
    const broken = () => Promise.reject(new TypeError('a fault'));
    const { vault } = open({ pending: [{ store: 'memory', key: 'default.old' }] }, { delete: broken });
    await expect(vault.commit([fresh], use)).rejects.toThrow('a fault');
    await expect(vault.clear()).rejects.toThrow('a fault');
  });
});

describe('forgetting pending secrets', () => {
  it('takes those off the list that are named by store and key, and deletes none', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map((key) => ({ store: 'memory' as const, key }));
    const elsewhere = { store: 'file' as const, key: 'one' };
    const pending = [one, two, three, elsewhere] as NonNullable<Settings['pending']>;
    const { settings, vault } = open({ pending }, { delete: () => Promise.reject(new Error('It was deleted.')) });
    expect((await vault.forget(pending.slice(0, 2))).pending).toEqual([three, elsewhere]);
    expect((await settings.load())?.pending).toEqual([three, elsewhere]);
    expect(await vault.forget([...pending])).not.toHaveProperty('pending');
  });
});

describe('clearing pending secrets in detail', () => {
  const [one, two] = ['default.one', 'default.two'].map((key) => ({ store: 'memory' as const, key }));

  it('writes nothing when nothing is pending', async () => {
    const { settings, vault } = open({ number: { sender: 'Acme', kind: 'alphanumeric' } });
    expect(await vault.clear()).toBe(0);
    expect(settings.history).toHaveLength(1);
  });

  it('marks an entry before deleting it and counts the rest', async () => {
    const { settings, vault } = open(
      { pending: [one, two] as Settings['pending'] & {} },
      { delete: async (key) => (key === 'default.two' ? refuse() : undefined) },
    );
    expect(await vault.clear()).toBe(1);
    expect(settings.history.at(1)?.pending).toEqual([
      { ...one, doomed: true },
      { ...two, doomed: true },
    ]);
    expect(settings.history.at(-1)?.pending).toEqual([{ ...two, doomed: true }]);
  });

  it('writes once when nothing could be deleted', async () => {
    const { settings, vault } = open({ pending: [one] as Settings['pending'] & {} }, { delete: refuse });
    expect(await vault.clear()).toBe(1);
    expect(settings.history).toHaveLength(2);
  });

  it('distinguishes secrets of one key in two stores', async () => {
    const { settings, vault } = open();
    await vault.save(tokenCredential, { credentials: section() });
    await settings.update((current) => ({ ...current, pending: [{ store: 'file', key: 'default.key-1' }] }));
    const deleted: string[] = [];
    const clearing = credentialVault({
      settings,
      newKey: () => '',
      openStore: (kind) => ({
        ...memorySecrets(),
        delete: async (key) => {
          deleted.push(`${kind}/${key}`);
        },
      }),
    });
    expect(await clearing.clear()).toBe(0);
    expect(deleted).toEqual(['file/default.key-1']);
  });

  it('ends when another process has cleared them', async () => {
    const { settings, secrets } = open({ pending: [one] as Settings['pending'] & {} });
    let looks = 0;
    const late = credentialVault({
      settings: {
        ...settings,
        load: async () => {
          const seen = await settings.load();
          looks += 1;
          if (looks === 1) await settings.update(({ pending: _, ...rest }) => rest);
          return seen;
        },
      },
      openStore: () => ({ ...secrets, delete: () => Promise.reject(new TypeError('nothing is to be deleted')) }),
      newKey: () => '',
    });
    expect(await late.clear()).toBe(0);
  });
});
