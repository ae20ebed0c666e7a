import { describe, expect, it } from 'vitest';
import { readKnownSetup } from '../../../src/app/status/no-message.ts';
import { readOverview } from '../../../src/app/status/read-overview.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { OrganizationStore, SettingsStore } from '../../../src/ports.ts';
import { clock, readySettings } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

const never = () => Promise.reject(new Error('It is not to be called.'));

type Saved = Readonly<Record<string, Settings | Error | undefined>>;

const opened = (saved: Saved) => (organization: string) => {
  const found = saved[organization];
  const settings: SettingsStore =
    found instanceof Error ? { ...memorySettings(), load: () => Promise.reject(found) } : memorySettings(found);
  return { settings, verification: { load: async () => undefined, save: never } };
};

const unreadable = new UserError({ code: 'settings.unreadable', message: 'It is broken.', hints: ['Mend it.'] });

describe('an overview', () => {
  const overview = (saved: Saved) => readOverview(Object.keys(saved), opened(saved), clock);

  it('has a row for each organization in their order, masked, with a problem where the settings cannot be read', async () => {
    const rows = await overview({ zulu: readySettings, broken: unreadable, acme: {} });
    expect(rows.map(({ organization, configured }) => [organization, configured])).toEqual([
      ['zulu', true],
      ['broken', true],
      ['acme', true],
    ]);
    expect(rows[0]).toMatchObject({
      owner: readySettings.owner,
      number: { sender: '+1••••••0123' },
      verification: { completedAt: null, verdict: 'unknown' },
      problem: null,
    });
    expect(rows[0]?.credentials).toEqual({
      ...{ accountSid: 'ACaa…aaaa', method: 'auth-token', methodName: expect.any(String) },
    });
    expect(rows[0]?.next?.check).toEqual(expect.any(String));
    expect(rows[1]).toMatchObject({
      ...{ owner: null, number: null, credentials: null, next: null },
      verification: { completedAt: null, verdict: 'unknown', summary: { pass: 0 } },
      problem: { code: 'settings.unreadable', message: 'It is broken.', hints: ['Mend it.'] },
    });
    expect(rows[2]).toMatchObject({ credentials: null, verification: { verdict: 'not-ready' }, problem: null });
  });

  it('ends with a fault of smsctl', async () => {
    await expect(overview({ acme: new TypeError('a fault') })).rejects.toThrow('a fault');
  });
});

describe('the setup that the walk from a missing message uses', () => {
  const known = (saved: Saved, flag?: string, variable?: string, interactive = false) => {
    const all = Object.keys(saved);
    const organizations: OrganizationStore = {
      ...{ directory: '/config', use: never, renaming: never, rename: never, remove: never },
      ...{ list: async () => all, exists: async (id) => all.includes(id) },
      ...{ current: async () => undefined, bound: async () => undefined },
    };
    const env = variable === undefined ? {} : { SMSCTL_ORG: variable };
    return readKnownSetup({ flag, env, interactive }, { organizations, open: opened(saved), clock });
  };
  const two = { acme: readySettings, beta: readySettings };

  it.each([
    ['by the flag', 'acme', undefined, 'acme'],
    ['by the variable', undefined, 'beta', 'beta'],
    ['by the flag before the variable', 'acme', 'beta', 'acme'],
  ])('is that of the organization that is named %s', async (_name, flag, variable, id) => {
    expect(await known(two, flag, variable)).toMatchObject({
      chosen: { id },
      status: { organization: id, number: { sender: '+1••••••0123' } },
    });
  });

  it('is that of the only one, and on a terminal that of the default', async () => {
    expect(await known({ acme: readySettings })).toMatchObject({ chosen: { id: 'acme' } });
    const several = { acme: readySettings, default: readySettings };
    expect(await known(several)).toBeUndefined();
    expect(await known(several, undefined, undefined, true)).toMatchObject({ chosen: { id: 'default' } });
  });

  it('is none when several are set up, nothing is saved, or it cannot be read', async () => {
    expect(await known(two)).toBeUndefined();
    expect(await known({})).toBeUndefined();
    expect(await known(two, 'gone')).toBeUndefined();
    expect(await known({ acme: unreadable })).toBeUndefined();
    await expect(known({ acme: new TypeError('a fault') })).rejects.toThrow('a fault');
  });
});
