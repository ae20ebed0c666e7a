// Run by a suite as a process of its own: until it is killed, it puts symbolic links to VICTIM where a writer in FOLDER is about
// to look or to write: under the names given, and under those of the temporary files as soon as they appear. Names that are
// taken for a moment come back, so that the writer gets on.
import { readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder, victim, ...names] = process.argv;
let swaps = 0;

/** What races is lost now and then; the next one may be won. */
const quietly = (work) => {
  try {
    work();
    return true;
  } catch {
    return false;
  }
};

function swap(name) {
  const path = join(folder, name);
  const aside = join(folder, `aside-${name}`);
  const hadOne = quietly(() => renameSync(path, aside));
  if (quietly(() => symlinkSync(victim, path))) swaps += 1;
  // For as long as a few system calls take.
  for (let turn = 0; turn < 3; turn += 1) quietly(() => readdirSync(folder));
  if (hadOne) quietly(() => renameSync(aside, path));
  else quietly(() => unlinkSync(path));
}

process.on('message', () => process.send({ swaps }));
process.send('ready');

function swapTemporaries() {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.tmp'))) {
    quietly(() => {
      rmSync(join(folder, name));
      symlinkSync(victim, join(folder, name));
      swaps += 1;
    });
  }
}

/** One name a time, and pauses in between: what is written has to get somewhere to be led astray. */
function round() {
  const turn = Math.floor(Math.random() * (names.length + 2));
  if (turn < names.length) swap(names[turn]);
  else if (turn === names.length) swapTemporaries();
  setTimeout(round, Math.random() * 6);
}
round();
