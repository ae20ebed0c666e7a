import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeContactList } from '../../bench/contact-list.mjs';
import { systemPython } from '../support/keyring.ts';
import { projectFolder, runProgram, shellSmsctl } from '../support/program.ts';
import { daskRequirement, named } from '../support/requirements.ts';
import { snippetsOf } from '../support/snippets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The recipe of docs/contacts.md on real clusters: the one that it starts itself, and one whose worker is killed.

const recipe = join(projectFolder, 'samples', 'contacts-dask.py');
const reason = daskRequirement();
const folder = temporaryFolder('dask');
const bin = join(folder, 'bin');
const starts = join(folder, 'starts');
const list = join(folder, 'contacts.csv');
const env = { HOME: folder, PATH: `${bin}:${process.env.PATH}`, LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
const parts = 64;

const counts = (text: string) => {
  const { rows, textable, reasons, countries, types } = JSON.parse(text);
  return { rows, textable, reasons, countries, types };
};

/** Every start of `contacts classify` leaves a line. */
const startsOfClassify = (): number =>
  readFileSync(starts, 'utf8')
    .split('\n')
    .filter((word) => word === 'classify').length;

/** A program in the place of smsctl. It treats parts without the header in another way: the plan is made with all rows. */
function inPlace(name: string, change: string): string {
  const path = join(bin, name);
  const lines = `[ "$2" = classify ] || exec smsctl "$@"
input=$(mktemp)
trap 'rm -f "$input"' EXIT
cat > "$input"
if grep -q '^7,' "$input" && ! grep -q '^id,' "$input"; then ${change}; else smsctl "$@" < "$input"; fi`;
  writeFileSync(path, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return path;
}

/** Where the processes of a session listen. */
function listeningIn(session: number): readonly string[] {
  const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { encoding: 'utf8' });
  const pids = run('ps', '-o', 'pid=', '--sid', `${session}`).trim().split(/\s+/);
  const sockets = run('ss', '-Hltnp').split('\n');
  const own = sockets.filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)));
  return own.map((line) => line.split(/\s+/)[3] ?? '');
}

const header = 'id,phone,country\n';
const people = [
  ...['1,+12025550123,US', '2,(202) 555-0123,US', '3,07400 123456,GB', '4,020 7946 0018,GB', '5,n/a,US', '6,,US'],
  ...['7,+447400123456,', '8,0151 12345678,DE', '9,+12025550123,US', '10,(212) 555-0199,'],
];
const small = `${header}${people.join('\n')}\n`;
const many = Array.from({ length: 10_000 }, (_, index) => `${index},+1202${2_000_000 + index},US\n`).join('');

describe.skipIf(reason !== undefined)(named('Dask and the contact filter', reason), { shuffle: false }, () => {
  let whole: ReturnType<typeof counts>;
  const cluster: ChildProcess[] = [];
  const schedulerFile = join(folder, 'scheduler.json');
  let address = '';

  function start(...words: readonly string[]): ChildProcess {
    const [file = '', ...args] = words;
    // A variable of the worker's machine must not change the country of a list.
    const given = { ...env, SMSCTL_CONTACTS_COUNTRY: 'DE' };
    const child = spawn(file, args, { env: given, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.resume();
    cluster.push(child);
    return child;
  }

  /** Until the scheduler knows so many workers. */
  async function workersAre(count: number): Promise<void> {
    const ask = `import sys; from distributed import Client; Client(sys.argv[1]).wait_for_workers(${count}, timeout=60)`;
    const { code, err } = await runProgram([systemPython, '-c', ask, address], { env, cwd: folder });
    expect(code, err).toBe(0);
  }

  beforeAll(async () => {
    mkdirSync(bin);
    writeFileSync(join(bin, 'smsctl'), `#!/bin/sh\necho "$2" >> ${starts}\nexec ${shellSmsctl} "$@"\n`, {
      mode: 0o755,
    });
    symlinkSync(systemPython, join(bin, 'python3'));
    symlinkSync(join(projectFolder, 'samples'), join(folder, 'samples'));
    writeContactList(list, 20_000);
    const check = [
      'smsctl',
      'contacts',
      'check',
      list,
      '--contacts-country',
      'US',
      '--contacts-minimum',
      '0',
      '--json',
    ];
    const { out } = await runProgram(check, { env });
    whole = counts(out);
    expect(whole.rows).toBe(20_000);
    const loopback = ['--host', '127.0.0.1', '--dashboard-address', '127.0.0.1:0'];
    start('/usr/bin/dask-scheduler', ...loopback, '--port', '0', '--scheduler-file', schedulerFile);
    for (const name of ['one', 'two']) {
      const own = ['--no-nanny', '--nthreads', '1', '--local-directory', join(folder, name)];
      start('/usr/bin/dask-worker', ...loopback, ...own, '--scheduler-file', schedulerFile);
    }
    for (let tries = 0; address === '' && tries < 600; tries += 1) {
      await wait(100);
      if (!readdirSync(folder).includes('scheduler.json')) continue;
      const [, found = ''] = /"address": "(tcp:[^"]+)"/.exec(readFileSync(schedulerFile, 'utf8')) ?? [];
      address = found;
    }
    await workersAre(2);
  });

  afterAll(async () => {
    for (const child of cluster.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  });

  const onCluster = (path: string, ...options: readonly string[]) =>
    runProgram([systemPython, recipe, path, '--contacts-country', 'US', '--scheduler', address, ...options], {
      env,
      cwd: folder,
    });

  it('finds duplicates in different parts, and keeps the country of the list', async () => {
    const path = join(folder, 'small.csv');
    writeFileSync(path, small);
    const { code, out, err } = await onCluster(path, '--parts', '10');
    expect(code, err).toBe(0);
    const { rows, textable, reasons, countries } = counts(out);
    expect({ rows, textable, countries }).toEqual({ rows: 10, textable: 4, countries: { DE: 1, GB: 1, US: 2 } });
    expect(reasons).toEqual({ empty: 1, placeholder: 1, landline: 1, duplicate: 3 });
  });

  it.each<[string, string]>([
    ['fails', 'exit 70'],
    ['loses a line', 'smsctl "$@" < "$input" | sed 1d'],
    ['answers a line twice', 'smsctl "$@" < "$input" | sed 1p'],
    ['prints nothing', ':'],
  ])('does not print a summary if the program %s in a part', async (_, change) => {
    const path = join(folder, 'small.csv');
    writeFileSync(path, small);
    const program = inPlace('broken', change);
    const { code, out, err } = await onCluster(path, '--parts', '3', '--smsctl', program);
    expect({ code, out }, err).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^Not counted: /m);
  });

  it.each<[string, string | Buffer]>([
    ['is compressed', gzipSync(small)],
    ['has CR line ends', small.replaceAll('\n', '\r')],
    ['is in UTF-16', Buffer.from(`\ufeff${small}`, 'utf16le')],
    ['has a row on two lines', `${small}"11\n12",+12025550177,US\n`],
    ['has a row on two lines at its end', `${header}${many}"11\n12",+12025550177,US\n`],
    ['is empty', ''],
  ])('does not print a summary if the list %s', async (_, content) => {
    const path = join(folder, 'odd.csv');
    writeFileSync(path, content);
    const { code, out, err } = await onCluster(path, '--parts', '3');
    expect({ code, out }, err).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^Not counted: /m);
  });

  it('gives the same summary if a worker is killed in the middle', async () => {
    const before = startsOfClassify();
    const words = [recipe, list, '--contacts-country', 'US', '--scheduler', address];
    const child = spawn(systemPython, words, { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    let doneAtKill = 0;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
      const done = Number(/(\d+) of 64 parts\n$/.exec(err)?.[1] ?? 0);
      if (doneAtKill !== 0 || done < 20) return;
      doneAtKill = done;
      cluster[1]?.kill('SIGKILL');
    });
    const [code] = await once(child, 'close');
    expect(code, err).toBe(0);
    expect(counts(out)).toEqual(whole);
    expect(cluster[1]?.signalCode).toBe('SIGKILL');
    expect(doneAtKill).toBeLessThan(parts - 10);
    // The killed worker took the results of its parts with it.
    expect(startsOfClassify() - before).toBeGreaterThan(parts + 1);
  });

  it('gives the same summary by the commands of the page, with workers of its own', async () => {
    const blocks = snippetsOf('docs/contacts.md').filter(({ code }) => code.includes('contacts-dask.py'));
    expect(blocks.map(({ language }) => language)).toEqual(['sh']);
    const before = startsOfClassify();
    const lines = blocks[0]?.code ?? 'false';
    const child = spawn('bash', ['-e', '-c', lines], {
      env,
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    let places: readonly string[] = [];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
      if (places.length === 0 && err.includes(' of 64 parts')) places = listeningIn(child.pid ?? 0);
    });
    const [code] = await once(child, 'close');
    expect(code, err).toBe(0);
    expect(counts(readFileSync(join(folder, 'summary.json'), 'utf8'))).toEqual(whole);
    expect(startsOfClassify() - before).toBe(parts + 1);
    // Dask runs code for everyone who reaches its ports.
    expect(places.length).toBeGreaterThanOrEqual(3);
    expect(places.filter((place) => !place.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
