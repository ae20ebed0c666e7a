import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];

// Hooks run in reverse order: this one runs after those of the suite, which may still use the directories.
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** Makes a directory, which is removed at the end of the suite's file. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `smsctl-${name}-`));
  folders.push(folder);
  return folder;
}
