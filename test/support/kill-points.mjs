// Loaded before a program (`node --import`) by the suites that kill it. Counts every call that changes a file and every child
// that is started or ends, and at the call whose turn it is (KILL_AT, from 1) kills the process, at once and for good. A
// write is cut: half of it is done before. The program knows nothing of this. With KILL_COUNT it counts, and leaves the
// number in that file.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT ?? 0);
const countFile = process.env.KILL_COUNT;
const { writeSync, writeFileSync, openSync, mkdirSync, constants } = fs;
let points = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing more happens here.
  for (;;);
}

const isDue = () => {
  points += 1;
  return points === killAt;
};

for (const name of ['renameSync', 'linkSync', 'unlinkSync', 'rmdirSync', 'rmSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    if (isDue()) die();
    return original(...args);
  };
}

fs.mkdirSync = (path, options) => {
  if (!fs.existsSync(path) && isDue()) die();
  return mkdirSync(path, options);
};

fs.openSync = (path, flags, ...rest) => {
  const changes = typeof flags === 'number' && (flags & constants.O_CREAT) !== 0;
  if (changes && isDue()) die();
  return openSync(path, flags, ...rest);
};

fs.writeSync = (file, data, ...rest) => {
  if (typeof data !== 'string' && file > 2 && isDue()) {
    writeSync(file, data, 0, Math.floor(data.length / 2));
    die();
  }
  return writeSync(file, data, ...rest);
};

fs.writeFileSync = (path, data, options) => {
  if (isDue()) {
    const whole = Buffer.from(data);
    writeFileSync(path, whole.subarray(0, whole.length / 2), options);
    die();
  }
  return writeFileSync(path, data, options);
};

const { spawn } = childProcess;
childProcess.spawn = (...args) => {
  if (isDue()) die();
  const child = spawn(...args);
  // Its request is not sent yet; it is, when the next point comes.
  child.stdin.on('finish', () => isDue() && die());
  child.prependListener('close', () => isDue() && die());
  child.stdout?.once('data', () => isDue() && die());
  return child;
};

syncBuiltinESMExports();

if (countFile !== undefined) process.on('exit', () => writeFileSync(countFile, String(points)));
