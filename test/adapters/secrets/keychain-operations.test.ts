import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  answerWithRetry,
  type KeychainOperation,
  type Keytar,
  textOf,
} from '../../../src/adapters/secrets/keychain-operations.ts';

/** A keychain in memory. Before each call, `meets` may throw, or say what a read finds. */
function keychain(meets: (call: string, key: string) => string | null | undefined = () => undefined) {
  const items = new Map<string, string>();
  const calls: string[] = [];
  const note = (name: string, service: string, key: string) => {
    const call = `${name} ${key.replace(/\.[0-9a-f-]{36}$/, '.random')}`;
    expect(service).toBe('smsctl');
    calls.push(call);
    return meets(name, key);
  };
  const keytar: Keytar = {
    getPassword: async (service, key) => {
      const found = note('get', service, key);
      return found === undefined ? (items.get(key) ?? null) : found;
    },
    setPassword: async (service, key, value) => {
      note('set', service, key);
      items.set(key, value);
    },
    deletePassword: async (service, key) => (note('delete', service, key) === undefined ? items.delete(key) : false),
  };
  const ask = (operation: KeychainOperation, parent = process.ppid) =>
    answerWithRetry(keytar, { ...operation, deadlineMs: 1000, parent });
  return { items, calls, ask };
}

const set = { operation: 'set', key: 'default.one', value: 'kept' } as const;
const get = { operation: 'get', key: 'default.one' } as const;
const remove = { operation: 'delete', key: 'default.one' } as const;
const probe = { operation: 'probe' } as const;
const roundTrip = (name: string) => ['set', 'get', 'delete', 'get'].map((call) => `${call} ${name}`);
const done = { ok: true, value: null };

afterEach(() => vi.restoreAllMocks());

describe('a keychain that works', () => {
  it('keeps, returns and deletes a secret, and leaves no canary', async () => {
    const { ask, items } = keychain();
    expect(await ask(set)).toEqual(done);
    expect(await ask(get)).toEqual({ ok: true, value: 'kept' });
    expect([...items.keys()]).toEqual(['default.one']);
    expect(await ask(remove)).toEqual(done);
    expect(await ask(get)).toEqual(done);
    expect(await ask(probe)).toEqual(done);
    expect([...items]).toEqual([]);
  });

  it('is proven by a canary before a secret counts as missing', async () => {
    const { ask, calls, items } = keychain();
    await ask(get);
    expect(calls.splice(0)).toEqual(['get default.one', ...roundTrip('canary')]);
    await ask(probe);
    expect(calls.splice(0)).toEqual(roundTrip('canary'));
    await ask(remove);
    expect(calls.splice(0)).toEqual(['delete default.one', 'get default.one', ...roundTrip('canary')]);
    items.set('default.one', 'kept');
    await ask(get);
    expect(calls).toEqual(['get default.one']);
  });

  it.each(['of another process', null])('uses another canary when the first one reads %j', async (found) => {
    const { ask, calls, items } = keychain((call, key) => (call === 'get' && key === 'canary' ? found : undefined));
    expect(await ask(probe)).toEqual(done);
    expect(calls).toEqual([...roundTrip('canary').slice(0, 3), ...roundTrip('canary.random')]);
    expect([...items]).toEqual([]);
  });

  it('uses another canary when the first one is still there after its deletion', async () => {
    const { ask, calls } = keychain((call, key) => (call === 'delete' && key === 'canary' ? 'still there' : undefined));
    expect(await ask(probe)).toEqual(done);
    expect(calls).toEqual([...roundTrip('canary'), ...roundTrip('canary.random')]);
  });
});

describe('a keychain that is locked', () => {
  it('is not taken for an empty one', async () => {
    const { ask } = keychain((call) => (call === 'get' ? null : undefined));
    for (const operation of [get, remove, probe]) await expect(ask(operation)).rejects.toThrow('canary');
  });

  it.each([
    ['set', set, null],
    ['set', set, 'of another'],
    ['delete', remove, 'kept'],
  ])('is reported when it loses a %s', async (_, operation, found) => {
    const { ask } = keychain((call, key) => (call === 'get' && key === 'default.one' ? found : undefined));
    expect(await ask(operation)).toMatchObject({ ok: false, failed: 'lost' });
  });
});

describe('a secret that is set after its parent has ended', () => {
  it('is deleted, since no settings will name it', async () => {
    const { ask, items } = keychain();
    expect(await ask(set, process.ppid + 1)).toMatchObject({ ok: false, failed: 'lost' });
    expect([...items]).toEqual([]);
  });

  it.each([
    ['runs', true],
    ['has ended', false],
  ])('is kept on Windows only when its parent runs: it %s', async (_, isKept) => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      if (!isKept) throw new Error('ESRCH');
      return true;
    });
    const { ask, items } = keychain();
    await ask(set, 4321);
    expect(kill.mock.calls).toEqual([[4321, 0]]);
    expect(items.has('default.one')).toBe(isKept);
  });
});

describe('a keychain service that ends', () => {
  const endings = [
    'The connection was disconnected from message bus without replying',
    'GDBus.Error:org.freedesktop.DBus.Error.NoReply: x',
    'The name :1.42 was not provided by any .service files',
  ];
  /** Fails as often as there are messages. */
  const failing = (...messages: readonly unknown[]) => {
    const left = [...messages];
    return keychain(() => {
      if (left.length > 0) throw left.shift();
      return undefined;
    });
  };

  it.each(endings)('is asked once more: %s', async (message) => {
    const { ask, calls } = failing(new Error(message));
    expect(await ask(set)).toEqual(done);
    expect(calls).toEqual(['set default.one', 'set default.one', 'get default.one']);
  });

  it('is asked twice at most, and its last error counts', async () => {
    const [first, second] = [new Error(endings[0]), new Error(endings[1])];
    const { ask, calls } = failing(first, second);
    await expect(ask(set)).rejects.toBe(second);
    expect(calls).toHaveLength(2);
  });

  it('has its first error when the bus starts no other', async () => {
    const first = new Error(endings[0]);
    const { ask } = failing(
      first,
      new Error('The name org.freedesktop.secrets was not provided by any .service files'),
    );
    await expect(ask(set)).rejects.toBe(first);
  });

  it.each([new Error('is locked'), 'no error at all', new Error('The name x was not provided by any .service files')])(
    'is not asked again after another error: %s',
    async (error) => {
      const { ask, calls } = failing(error);
      await expect(ask(set)).rejects.toBe(error);
      expect(calls).toHaveLength(1);
    },
  );
});

it('has the text of what was thrown', () => {
  expect([textOf(new Error('words')), textOf('text'), textOf(7)]).toEqual(['words', 'text', '7']);
});
