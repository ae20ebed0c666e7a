// Run by tests as a process of its own: adds N pending secrets to the settings, one save each; prints each that was saved.
import { writeSync } from 'node:fs';
import { settingsFile } from '../../dist/adapters/settings/settings-file.js';

const [, , directory, times, umask] = process.argv;
if (umask !== undefined) process.umask(Number.parseInt(umask, 8));
const { update } = settingsFile({ directory, organization: 'acme', waitMilliseconds: 120_000 });

for (let time = 0; time < Number(times); time += 1) {
  const key = `${process.pid}.${time}`;
  await update((current) => ({ ...current, pending: [...(current.pending ?? []), { store: 'memory', key }] }));
  writeSync(1, `${key}\n`);
}
