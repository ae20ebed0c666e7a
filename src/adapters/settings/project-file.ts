import { lstatSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OrganizationStore } from '../../ports.ts';

/** `OrganizationStore.bound` of a working directory: the nearest `.smsctl.json`, from there up. */
export const projectFile =
  (workingDirectory: string): OrganizationStore['bound'] =>
  async ({ onlyOwn }) => {
    for (let directory = workingDirectory; ; directory = dirname(directory)) {
      const path = join(directory, '.smsctl.json');
      const entry = entryAt(path);
      if (entry !== null) {
        // Lazy: every run looks for a file, and most find none.
        const { organizationOf } = await import('./project-reading.ts');
        return { id: organizationOf({ path, entry, workingDirectory, onlyOwn }), path };
      }
      if (dirname(directory) === directory) return undefined;
    }
  };

/** Null if there is none. Undefined if the system does not tell, which reading the file then reports. */
function entryAt(path: string): Stats | undefined | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return undefined;
  }
}
