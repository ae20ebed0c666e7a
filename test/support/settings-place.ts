import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the settings of the organization `acme` will be, below a fresh directory `root`; nothing below it is made yet. */
export function settingsPlace() {
  const root = mkdtempSync(join(tmpdir(), 'smsctl-settings-'));
  const directory = join(root, 'config');
  const folder = join(directory, 'organizations');
  return { root, directory, folder, file: join(folder, 'acme.json') };
}
