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
        // Every run looks for one, and most find none.
        const { organizationOf } = await import('./project-reading.ts');
        return { id: organizationOf({ path, entry, workingDirectory, onlyOwn }), path };
      }
      if (dirname(directory) === directory) return undefined;
    }
  };

/** Null: there is none. Undefined: that cannot be told, which reading it then reports. */
function entryAt(path: string): Stats | undefined | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return undefined;
  }
}
