// Run by tests as a process of its own: `hold LOCK` keeps the lock until it is killed; `add LOCK FILE N` appends N lines,
// each by reading and writing the whole file, as a save does.
import { readFileSync, writeFileSync } from 'node:fs';
import { withLock } from '../../dist/adapters/files/file-lock.js';

const [, , action, lock, file, times, mode] = process.argv;
const noLinks = () => {
  throw Object.assign(new Error('no links here'), { code: 'EPERM' });
};
const options = { waitMilliseconds: 30_000, ...(mode === 'no-links' && { link: noLinks }) };

if (action === 'hold') {
  await withLock(lock, async () => {
    process.stdout.write('held\n');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
} else {
  for (let time = 0; time < Number(times); time += 1) {
    await withLock(
      lock,
      async () => {
        const before = readFileSync(file, 'utf8');
        await new Promise((resolve) => setTimeout(resolve, 1));
        writeFileSync(file, `${before}${process.pid}\n`);
      },
      options,
    );
  }
}
