// Checks generated lists with the built program's own modules, in a process of its own, so that its memory can be told (node --expose-gc).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openContacts } from '../../dist/adapters/contacts/open-contacts.js';
import { compiledJudge } from '../../dist/adapters/counting/compiled-judge.js';
import { checkContacts } from '../../dist/app/contacts/check-contacts.js';
import { UserError } from '../../dist/domain/user-error.js';

/** With `idle` the lists are only made, so that what their making takes can be told from what checking them takes. */
const [runs = '100', seed = '1', mode = 'check'] = process.argv.slice(2);
const path = join(mkdtempSync(join(tmpdir(), 'smsctl-fuzz-')), 'list');
const clock = { now: () => new Date() };
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
let longest = 0;
let read = 0;
let made = 0;

const openJudge = async () => compiledJudge();

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^[+\d ().,eE"';|\t-]{0,20}$/),
  fc.constantFrom('+12025550123', '2025550123', 'phone', '"', '""', '', '{', '[', '"phone":', 'BEGIN:VCARD', 'TEL:'),
);
const lines = (parts, delimiter) => parts.map((row) => row.join(delimiter));
const text = fc
  .tuple(
    fc.constantFrom('name,phone', 'phone', 'a;phone', 'a\tmobile', '', '{"phone":"1"}', '[', 'BEGIN:VCARD'),
    fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 30 }),
    fc.constantFrom(',', ';', '\t', '|'),
    fc.constantFrom('\n', '\r\n', '\r', '\n\r'),
  )
  .map(([head, rows, delimiter, end]) => Buffer.from([head, ...lines(rows, delimiter)].join(end), 'utf8'));
const content = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: text.map((bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le')) },
  { weight: 1, arbitrary: text.map((bytes) => Buffer.from(bytes.toString('utf8'), 'latin1')) },
);

await fc.assert(
  fc.asyncProperty(content, async (bytes) => {
    writeFileSync(path, bytes);
    made += 1;
    // What nothing made V8 collect yet says nothing about what is kept; a process checks one list, not thousands.
    if (made % 500 === 0) globalThis.gc();
    if (mode === 'idle') return;
    const start = performance.now();
    try {
      const { result } = await checkContacts({ sources: [path], country: 'US' }, { openContacts, openJudge, clock });
      read += 1;
      if (result.textable + sum(result.reasons) !== result.rows) throw new Error('The reasons do not add up.');
      if (sum(result.countries) !== result.textable) throw new Error('The countries do not add up.');
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
    longest = Math.max(longest, performance.now() - start);
  }),
  { numRuns: Number(runs), seed: Number(seed) },
);
rmSync(join(path, '..'), { recursive: true });
const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1000;
process.stdout.write(`${JSON.stringify({ runs: Number(runs), read, longestMs: longest, peakMb })}\n`);
