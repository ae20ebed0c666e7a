import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run a temporary directory of its own, and removes it with all that the suites left there. */
export function setup(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-'));
  // Some suites start programs as another user.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
