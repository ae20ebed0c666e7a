// How long one number takes, in one thread of this process: the kernel on a file of numbers and countries, against
// libphonenumber-js on the same ones. Neither side's start is counted.
import { closeSync, openSync, statSync } from 'node:fs';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { blockScanner } from '../dist/adapters/counting/block-scanner.js';
import { openKernel } from '../dist/adapters/counting/contact-kernel.js';
import { assertUpToDate } from '../scripts/build-state.mjs';

assertUpToDate();

const turns = 7;
/** The library takes a second for so many. */
const sampled = 60_000;

/** The best of some turns, in milliseconds a number. `file` holds the `cells`, phone and country, a line each. */
export async function numbersAlone(file, cells) {
  const opened = openKernel();
  if (!opened.ok) throw new Error(opened.why);
  const fd = openSync(file, 'r');
  const { size: bytes } = statSync(file);
  const layout = { delimiter: ',', hasHeader: false, columns: 2, phones: [0], country: 1 };
  const blockBytes = 1024 * 1024;
  const scanner = blockScanner(opened.kernel, { fd, bytes, layout, blockBytes, partitions: 2 });
  const best = { ours: Number.POSITIVE_INFINITY, library: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < turns; turn += 1) {
    let started = performance.now();
    let rows = 0;
    for (let block = 0; block * blockBytes < bytes; block += 1) {
      const scan = await scanner.scan({ block });
      if (scan === undefined) throw new Error('The kernel does not read the numbers.');
      rows += scan.result.rows;
    }
    best.ours = Math.min(best.ours, (performance.now() - started) / rows);
    started = performance.now();
    for (const [phone, country] of cells.slice(0, sampled)) {
      const number = parsePhoneNumberFromString(phone, country);
      if (number?.isValid()) number.getType();
    }
    best.library = Math.min(best.library, (performance.now() - started) / sampled);
  }
  closeSync(fd);
  return best;
}
