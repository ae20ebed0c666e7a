import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { windowsPath, wineIn } from '../support/wine.ts';

const prefix = inject('winePrefix');
const script = (name: string) => windowsPath(fileURLToPath(new URL(`../support/${name}`, import.meta.url)));

describe.skipIf(prefix === '')('saving on Windows', () => {
  const wine = wineIn(prefix);
  const inProfile = (name: string) => `${wine.userProfile}\\${name}`;
  const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.tmp'));

  /** Runs `work` while another process has `file` open, until `milliseconds` after `work` wants to replace it. */
  async function whileOpen<T>(file: string, milliseconds: number, work: () => Promise<T>): Promise<T> {
    const ready = join(wine.profile, 'ready');
    rmSync(ready, { force: true });
    const holder = wine.node([script('windows-holder.mjs'), file, String(milliseconds), inProfile('ready')]);
    while (!existsSync(ready)) await sleep(10);
    const result = await work();
    expect(await holder).toEqual({ code: 0, out: 'held\n', err: '' });
    return result;
  }

  it('loses nothing when several save at once or one is killed', async () => {
    const run = await wine.node([script('windows-writers.mjs'), inProfile('writers'), '4', '10'], {
      deadlineMs: 150_000,
    });
    expect(run).toMatchObject({ code: 0, err: '' });
    const { acknowledged, reads, ...summary } = JSON.parse(run.out);
    expect(summary).toEqual({ ends: [0, 0, 0, 0], killedBy: 'SIGTERM', lost: [], problems: [] });
    expect(acknowledged).toBeGreaterThan(40);
    expect(reads).toBeGreaterThan(10);
    expect(leftovers(join(wine.profile, 'writers', 'organizations'))).toEqual([]);
  });

  const env = { SMSCTL_CONFIG_DIR: inProfile('open') };
  const folder = join(wine.profile, 'open', 'organizations');
  const settings = join(folder, 'default.json');
  const setOwner = (team: string) =>
    wine.smsctl(['setup', 'owner', '--owner-team', team, '--owner-contact', 'x', '--no-input', '--quiet'], { env });

  it('waits two seconds for a program that has the settings open', async () => {
    await setOwner('One');
    const file = inProfile('open\\organizations\\default.json');
    expect(await whileOpen(file, 700, () => setOwner('Two'))).toMatchObject({ code: 0 });
    expect(readFileSync(settings, 'utf8')).toContain('"Two"');
    const refused = await whileOpen(file, 30_000, () => setOwner('Three'));
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('EPERM');
    expect(readFileSync(settings, 'utf8')).toContain('"Two"');
    expect(leftovers(folder)).toEqual([]);
    expect(await setOwner('Four')).toMatchObject({ code: 0 });
  });

  it('waits for a program that has a report or a list open', async () => {
    mkdirSync(join(wine.profile, 'out'), { recursive: true });
    const list = join(wine.profile, 'out', 'list.csv');
    writeFileSync(list, 'phone\n+12025550142\n+12025550\n');
    const report = ['report', '-f', inProfile('out\\report.html')];
    const check = ['contacts', 'check', '~\\out\\list.csv', '--invalid', inProfile('out\\invalid.csv'), '--yes'];
    for (const [argv, name] of [
      [report, 'report.html'],
      [check, 'invalid.csv'],
    ] as const) {
      const file = join(wine.profile, 'out', name);
      expect((await wine.smsctl(argv, { env })).code).toBeLessThan(2);
      const former = statSync(file).ino;
      const ran = await whileOpen(inProfile(`out\\${name}`), 700, () => wine.smsctl(argv, { env }));
      expect(ran.code, ran.err).toBe(name === 'report.html' ? 0 : 1);
      expect(statSync(file).ino).not.toBe(former);
    }
    expect(leftovers(join(wine.profile, 'out'))).toEqual([]);
  });

  it('chooses, renames and removes organizations', async () => {
    const there = { SMSCTL_CONFIG_DIR: inProfile('several') };
    const run = (...argv: readonly string[]) => wine.smsctl([...argv, '--no-input'], { env: there });
    const owner = ['--owner-team', 'Messaging', '--owner-contact', 'x', '--quiet'];
    expect(await run('setup', 'owner', ...owner, '--org', 'acme')).toMatchObject({ code: 0 });
    expect(await run('setup', 'owner', ...owner, '--org', 'beta')).toMatchObject({ code: 0 });
    expect(await run('org', 'use', 'acme')).toMatchObject({ code: 0 });
    expect(await run('org', 'rename', 'acme', 'acme-eu')).toMatchObject({ code: 0 });
    expect(await run('org', 'remove', 'beta', '--confirm', 'beta')).toMatchObject({ code: 0 });
    const list = await run('org', 'list', '--json');
    const { organizations } = JSON.parse(list.out);
    expect(organizations.map(({ id }: { id: string }) => id)).toEqual(['acme-eu']);
    expect(readFileSync(join(wine.profile, 'several', 'organization'), 'utf8')).toBe('acme-eu\n');
    expect(leftovers(join(wine.profile, 'several', 'organizations'))).toEqual([]);
  });

  it('writes a whole support bundle', async () => {
    const bundle = ['status', '--bundle', inProfile('bundle.json')];
    expect(await wine.smsctl(bundle, { env })).toMatchObject({ code: 0 });
    const written = JSON.parse(readFileSync(join(wine.profile, 'bundle.json'), 'utf8'));
    expect(JSON.stringify(written)).toContain('win32');
    expect(leftovers(wine.profile)).toEqual([]);
  });
});
