import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../../src/adapters/settings/settings-file.ts';
import { built } from '../../support/built.ts';
import { settingsPlace } from '../../support/settings-place.ts';

await built();

let root: string;
let directory: string;
let folder: string;
let file: string;

beforeEach(() => {
  ({ root, directory, folder, file } = settingsPlace());
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const store = (waitMilliseconds?: number) =>
  settingsFile({ directory, organization: 'acme', ...(waitMilliseconds !== undefined && { waitMilliseconds }) });
const modeOf = (path: string) => statSync(path).mode & 0o7777;

const script = fileURLToPath(new URL('../../support/settings-child.mjs', import.meta.url));
const child = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [script, directory, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** What a child says it saved; resolves when it has ended, and rejects when that was not what it should be. */
async function finished(process: ChildProcess, expected: number | null = 0): Promise<readonly string[]> {
  const chunks: string[] = [];
  process.stdout?.on('data', (chunk) => chunks.push(String(chunk)));
  const [code] = await once(process, 'close');
  expect(code).toBe(expected);
  return chunks.join('').split('\n').filter(Boolean);
}

const savedKeys = async () => ((await store().load())?.pending ?? []).map(({ key }) => key).sort();

describe('several processes that save at once', () => {
  it('lose nothing when 5 save 10 times each', async () => {
    const acknowledged = (await Promise.all(Array.from({ length: 5 }, () => finished(child('10'))))).flat();
    expect(acknowledged).toHaveLength(50);
    expect(await savedKeys()).toEqual([...acknowledged].sort());
    expect(readdirSync(folder)).toEqual(['acme.json', 'acme.json.bak']);
  });

  it('lose no acknowledged save when some are killed', async () => {
    const writers = Array.from({ length: 4 }, () => child('100000'));
    const saved = writers.map((writer) => finished(writer, null));
    await Promise.all(writers.map(({ stdout }) => once(stdout as Readable, 'data')));
    for (const writer of writers) {
      await new Promise((resume) => setTimeout(resume, 40));
      writer.kill('SIGKILL');
    }
    const acknowledged = (await Promise.all(saved)).flat();
    const keys = new Set(await savedKeys());
    expect(acknowledged.length).toBeGreaterThan(3);
    expect(acknowledged.filter((key) => !keys.has(key))).toEqual([]);
    // Whatever the killed ones left, nothing of it has to be waited for.
    await store(0).update((current) => ({ ...current, owner: { team: 'after', contact: '#sms' } }));
    expect(readdirSync(folder)).toEqual(['acme.json', 'acme.json.bak']);
  });
});

describe.skipIf(process.platform === 'win32')('modes', () => {
  it.each(['000', '002', '077'])('are 0700 and 0600 under umask %s', async (umask) => {
    await finished(child('2', umask));
    expect([directory, folder, file, `${file}.bak`].map(modeOf)).toEqual([0o700, 0o700, 0o600, 0o600]);
  });
});
