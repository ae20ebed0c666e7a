import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Some suites show paths, and a long one breaks their lines elsewhere: macOS has one of 49 characters. */
const base = process.platform !== 'win32' && tmpdir().length > 20 ? '/tmp' : tmpdir();

/** Gives a run a temporary directory of its own, with those of its test files (own-temporary-directory.ts). */
export function setup(): () => void {
  const directory = mkdtempSync(join(base, 'test-'));
  // Some suites start programs as another user.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
