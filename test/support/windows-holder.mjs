// Run on Windows by tests: keeps FILE open until something is about to be renamed to it, and MILLISECONDS longer, or
// until that is given up. Prints `held` when another process waited for 0.6 seconds.
import { closeSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , file, milliseconds, ready] = process.argv;
const handle = openSync(file, 'r');
writeFileSync(ready, '');

/** The temporary files of whoever wants to replace the file, not those of its lock or of the generation before. */
const temporary = /^\.?(.+?)(?:[.-][0-9a-f]+)+\.tmp$/;
const waiting = () =>
  readdirSync(dirname(file)).filter((name) => [basename(file), 'smsctl'].includes(temporary.exec(name)?.[1]));

const deadline = Date.now() + 30_000;
while (waiting().length === 0 && Date.now() < deadline) await sleep(1);
const [first] = waiting();
await sleep(600);
if (first !== undefined && waiting().includes(first)) process.stdout.write('held\n');
const end = Date.now() + Number(milliseconds) - 600;
while (Date.now() < end && waiting().includes(first)) await sleep(10);
closeSync(handle);
