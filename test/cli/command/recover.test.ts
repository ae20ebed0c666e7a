import { describe, expect, it } from 'vitest';
import { recover } from '../../../src/cli/command/recover.ts';
import type { SecretRef, Settings } from '../../../src/domain/settings/settings.ts';
import type { SecretStore, SettingsStore } from '../../../src/ports.ts';
import { lockedKeychain } from '../../support/context.ts';

/** Settings in memory with these unused secrets. */
function left(pending: readonly SecretRef[], store: Partial<SecretStore>) {
  let saved: Settings = pending.length === 0 ? {} : { pending };
  const settings: SettingsStore = {
    location: 'memory',
    load: async () => saved,
    update: async (change: (current: Settings) => Settings) => {
      saved = change(saved);
      return saved;
    },
  } as unknown as SettingsStore;
  const openStore = () => ({ ...lockedKeychain(), ...store });
  return { saved: () => saved, workspace: { settings, openStore, organization: 'acme' } };
}

const secrets = (count: number): readonly SecretRef[] =>
  Array.from({ length: count }, (_, at) => ({ store: 'keychain', key: `acme.${at}` }));

describe('unused secrets of an interrupted command', () => {
  it.each([
    [1, 'To delete or forget it, run `smsctl credentials remove pending --org acme`.'],
    [2, 'To delete or forget them, run `smsctl credentials remove pending --org acme`.'],
  ])('are named if %d cannot be deleted', async (count, words) => {
    const said: string[] = [];
    const { workspace, saved } = left(secrets(count), {});
    await recover(workspace, (text) => said.push(text));
    expect(said).toEqual([expect.stringContaining(words)]);
    expect(saved().pending).toHaveLength(count);
  });

  it('are deleted without a word if they can be, and nothing is said if there are none', async () => {
    const said: string[] = [];
    const deleted: string[] = [];
    const erase = async (key: string) => void deleted.push(key);
    const { workspace, saved } = left(secrets(2), { delete: erase });
    await recover(workspace, (text) => said.push(text));
    await recover(left([], {}).workspace, (text) => said.push(text));
    expect([said, deleted, saved().pending]).toEqual([[], ['acme.0', 'acme.1'], undefined]);
  });
});
