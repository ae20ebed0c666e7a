import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsSchemaName } from '../../src/adapters/settings/settings-document.ts';
import { fullSettings } from '../support/full-settings.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';

const home = mkdtempSync(join(tmpdir(), 'smsctl-start-'));
afterAll(() => rmSync(home, { recursive: true }));

const organizations = join(home, '.config/smsctl/organizations');
mkdirSync(organizations, { recursive: true });
writeFileSync(join(organizations, 'default.json'), JSON.stringify({ schema: settingsSchemaName, ...fullSettings }));

/** Loaded before the program: tells at its end what it has loaded, and what of `Intl` it has made. */
const watcher = join(home, 'watcher.cjs');
const seen = join(home, 'seen.json');
writeFileSync(
  watcher,
  `const made = [];
for (const name of ['DateTimeFormat', 'DisplayNames', 'NumberFormat', 'PluralRules', 'Segmenter', 'Collator'])
  Intl[name] = new Proxy(Intl[name], { construct: (...call) => (made.push(name), Reflect.construct(...call)) });
for (const kind of [Number, Date, String]) for (const name of Object.getOwnPropertyNames(kind.prototype))
  if (/^(?:toLocale|localeCompare)/.test(name)) kind.prototype[name] = () => (made.push(name), '');
process.on('exit', () => {
  const files = Object.keys(require.cache).filter((path) => /[\\\\/]bundle[\\\\/]/.test(path));
  require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify({
    made,
    files: files.map((path) => require('node:path').basename(path)),
    builtins: process.moduleLoadList.filter((each) => each.startsWith('NativeModule ')).map((each) => each.slice(13)),
  }));
});
`,
);

async function runWatched(...argv: readonly string[]) {
  const [node = '', program = ''] = smsctl;
  const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
  const { code, out, err } = await runProgram([node, '--require', watcher, program, ...argv], { env });
  const { made, files, builtins } = JSON.parse(readFileSync(seen, 'utf8')) as Record<string, readonly string[]>;
  return { code, out, err, made, files, builtins: builtins ?? [] };
}

/** Each takes as long to load as a good part of a whole `status`. */
const slow = ['child_process', 'crypto', 'http', 'https', 'inspector', 'net', 'os', 'stream', 'tty', 'worker_threads'];

describe('a short list', () => {
  it('is checked without threads, digests and locale data', async () => {
    const list = join(home, 'list.csv');
    writeFileSync(list, 'name,phone\nAda,+12025550123\nGrace,(202) 555-0124\nAlan,n/a\n');
    const { code, out, err, made, files, builtins } = await runWatched('contacts', 'check', list, '--json');
    expect(code, err).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ rows: 3, textable: 1 });
    expect(files?.length).toBeLessThanOrEqual(28);
    // commander loads child_process, which loads the other two.
    expect(builtins.filter((name) => slow.includes(name)).sort()).toEqual(['child_process', 'net', 'stream']);
    expect(made).toEqual([]);
  });
});

describe('a compressed list', () => {
  it('is checked by the built program', async () => {
    const list = join(home, 'list.csv.gz');
    writeFileSync(list, gzipSync('name,phone\nAda,+12025550123\n'));
    const { code, out, err } = await runWatched('contacts', 'check', list, '--json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ rows: 1, textable: 1 });
  });
});

describe('the commands that scripts run again and again', () => {
  it.each([
    [['status'], 0, 0],
    [['status', '--json'], 0, 0],
    [['verify', '--json', '--offline'], 1, 0],
    // Also prints a page for a person.
    [['verify', '--offline'], 1, 4],
  ] as const)('load the start file and no slow module of Node: %j', async (argv, exit, more) => {
    const { code, out, err, made, files, builtins } = await runWatched(...argv);
    expect(code, err).toBe(exit);
    expect(out).not.toBe('');
    expect(files?.slice(0, 2)).toEqual(['start.js', 'rolldown-runtime.js']);
    expect(files?.length).toBeLessThanOrEqual(2 + more);
    expect(builtins.filter((name) => slow.includes(name))).toEqual([]);
    expect(made).toEqual([]);
  });

  it('load a file that one read takes in', () => {
    // Beyond 128 KiB the C library takes the memory for a text from the system anew, which doubles what it takes to read it.
    expect(statSync(join(projectFolder, 'bundle/start.js')).size).toBeLessThan(128 * 1024);
  });

  it('leave no code where other users can write', async () => {
    const temporary = join(home, 'tmp');
    mkdirSync(temporary);
    const env = { HOME: home, PATH: process.env.PATH ?? '', TMPDIR: temporary };
    expect((await runProgram([...smsctl, 'status'], { env })).code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('are compared with a command that does load those modules', async () => {
    const { files, builtins } = await runWatched('contacts', 'check', join(home, 'nothing.csv'));
    expect(files).toContain('program.js');
    expect(builtins).toContain('events');
  });
});
