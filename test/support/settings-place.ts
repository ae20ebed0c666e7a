import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Where the settings of the organization `acme` will be, below a fresh directory `root`; nothing below it is made yet. */
export function settingsPlace() {
  const root = temporaryFolder('settings');
  const directory = join(root, 'config');
  const folder = join(directory, 'organizations');
  return { root, directory, folder, file: join(folder, 'acme.json') };
}
