import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { built } from '../support/built.ts';

await built();

let root: string;
let directory: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smsctl-swarm-'));
  directory = join(root, 'config');
  folder = join(directory, 'organizations');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const store = (waitMilliseconds?: number) =>
  settingsFile({ directory, organization: 'acme', ...(waitMilliseconds !== undefined && { waitMilliseconds }) });
const script = fileURLToPath(new URL('../support/settings-child.mjs', import.meta.url));

interface Writer {
  readonly process: ChildProcess;
  /** What it said it had saved. */
  readonly acknowledged: string[];
  readonly ended: Promise<number | null>;
}

function startWriter(times: number): Writer {
  const child = spawn(process.execPath, [script, directory, String(times)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
  });
  return { process: child, acknowledged, ended: once(child, 'close').then(([code]) => code as number | null) };
}

const saved = async (): Promise<ReadonlySet<string>> =>
  new Set(((await store().load())?.pending ?? []).map(({ key }) => key));
const figure = (words: string): boolean => process.stdout.write(`${words}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('processes that save to one file', () => {
  it('lose nothing when 20 save 20 times each', async () => {
    const started = performance.now();
    const writers = Array.from({ length: 20 }, () => startWriter(20));
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual(writers.map(() => 0));
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    const keys = await saved();
    const lost = acknowledged.filter((key) => !keys.has(key));
    figure(
      `20 processes, 20 saves each: ${acknowledged.length} acknowledged, ${lost.length} lost, ${Math.round(performance.now() - started)} ms`,
    );
    expect(acknowledged).toHaveLength(400);
    expect(keys.size).toBe(400);
    expect(lost).toEqual([]);
    expect(readdirSync(folder)).toEqual(['acme.json', 'acme.json.bak']);
  });

  it('lose no acknowledged save under 200 kills, and the next save tidies up', async () => {
    const kills = 200;
    // What is loaded for the first save is no part of how long the last one takes.
    await store().update((current) => ({ ...current, owner: { team: 'before', contact: '#sms' } }));
    const acknowledged: string[] = [];
    let killed = 0;
    let looks = 0;
    /** Writers one after the other, each killed at some moment of its writing. */
    const lane = async (): Promise<void> => {
      while (killed < kills) {
        killed += 1;
        const writer = startWriter(1_000_000);
        await once(writer.process.stdout as NodeJS.ReadableStream, 'data');
        await pause(Math.random() * 40);
        writer.process.kill('SIGKILL');
        expect(await writer.ended).toBeNull();
        acknowledged.push(...writer.acknowledged);
        // Never half a file, whoever is writing now.
        await saved();
        looks += 1;
      }
    };
    await Promise.all(Array.from({ length: 4 }, lane));
    const left = readdirSync(folder).filter((name) => name.endsWith('.tmp')).length;
    const keys = await saved();
    const started = performance.now();
    // Whatever the killed ones left, nothing of it has to be waited for.
    await store(0).update((current) => ({ ...current, owner: { team: 'after', contact: '#sms' } }));
    const recovery = performance.now() - started;
    const lost = acknowledged.filter((key) => !keys.has(key));
    figure(
      `${kills} kills under 4 writers: ${acknowledged.length} saves acknowledged, ${lost.length} lost; ${left} temporary files left, next save after ${Math.round(recovery)} ms`,
    );
    expect(looks).toBe(kills);
    expect(acknowledged.length).toBeGreaterThan(kills);
    expect(lost).toEqual([]);
    expect(readdirSync(folder)).toEqual(['acme.json', 'acme.json.bak']);
  });
});
