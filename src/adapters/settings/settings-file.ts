import { resolve } from 'node:path';
import type { SettingsStore } from '../../ports.ts';
import type { LockOptions } from '../files/file-lock.ts';
import { read, targetOf, withoutSchemaName } from './settings-reading.ts';

interface SettingsFileOptions extends Pick<LockOptions, 'waitMilliseconds' | 'timer'> {
  /** The configuration directory. */
  readonly directory: string;
  /** Matches `organizationPattern`. */
  readonly organization: string;
}

/**
 * One organization's settings in `<directory>/organizations/<organization>.json`, with the generation before in
 * `….json.bak`: files 0600 in a directory 0700, written under a lock, durably, and only if something changed. Keys
 * that a later version added to a section stay in it as long as `change` keeps the section's other keys.
 */
export function settingsFile({ directory, organization, ...lock }: SettingsFileOptions): SettingsStore {
  const location = resolve(directory, 'organizations', `${organization}.json`);
  return {
    location,
    load: async () => {
      const target = targetOf(location);
      const stored = read(target);
      if (stored === undefined) return undefined;
      const { isSettingsDocument } = await import('./settings-validator.ts');
      if (isSettingsDocument(stored.document)) return withoutSchemaName(stored.document);
      // Lazy: conf takes long to load, and is needed here to say what does not fit.
      return (await import('./settings-writing.ts')).settingsByConf(target, stored);
    },
    // Lazy: most runs only read.
    update: async (change) => (await import('./settings-writing.ts')).updateSettings(location, change, lock),
  };
}
