import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';

// A setup file: each test file has a temporary directory of its own, and fails if anything is left in it at the end.

const shared = tmpdir();
// The number of this worker. It is short, since some suites show paths, and sockets allow few characters.
const own = join(shared, process.env.VITEST_POOL_ID ?? '0');
// The hook below does not run in a file whose tests are all left out.
rmSync(own, { recursive: true, force: true, maxRetries: 3 });
mkdirSync(own);
// Some suites start programs as another user.
chmodSync(own, 0o711);
process.env.TMPDIR = own;

// Hooks run in reverse order: this one runs last.
afterAll(() => {
  process.env.TMPDIR = shared;
  // npm lets Node 24 keep compiled code there.
  const left = readdirSync(own).filter((name) => name !== 'node-compile-cache');
  rmSync(own, { recursive: true, force: true, maxRetries: 3 });
  expect(left, `${expect.getState().testPath} left files in its temporary directory`).toEqual([]);
});
