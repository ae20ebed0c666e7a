import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isRunning } from '../../src/adapters/files/running-process.ts';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { watchKeyring } from '../support/keyring-items.ts';
import { misbehavingServiceRequirement, named } from '../support/requirements.ts';
import { buildChild, childPath } from '../support/two-stores-program.ts';

const reason = misbehavingServiceRequirement();
const lane = 'acme';

let directory: string;
let home: string;
let session: KeyringSession;

/** One operation of the vault, or its recovery, in a process of its own. */
const start = (task: 'set' | 'recover'): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', childPath, directory, lane, 'keychain', task], {
    env: session.env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}

const settings = async () => (await settingsFile({ directory, organization: lane }).load()) ?? {};

async function items(): Promise<readonly string[]> {
  const eyes = watchKeyring(session.env);
  const found = await eyes.list('');
  eyes.close();
  return found.map(([key]) => key);
}

/** Kills a `set` whose keychain child is at work, and gives that child's pid. */
async function killParent(isAtWork: () => boolean): Promise<number> {
  const parent = start('set');
  await until(isAtWork);
  const [child = 0] = childrenOf(parent.pid as number);
  expect(child).toBeGreaterThan(0);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  return child;
}

describe.skipIf(reason)(named('a keychain child whose parent was killed', reason), () => {
  beforeAll(buildChild);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'smsctl-outliving-'));
    home = freshHome();
  });
  afterEach(async () => {
    await session.end();
    rmSync(directory, { recursive: true, force: true });
  });

  it('deletes a secret that was stored after a recovery had looked for it', async () => {
    session = await startKeyring({ state: { misbehaves: 'late-create 8' }, home });
    const child = await killParent(() => existsSync(join(home, 'creating')));
    expect((await settings()).pending).toHaveLength(1);

    const recovery = start('recover');
    const [code] = await once(recovery, 'exit');
    expect(code).toBe(0);
    // Nothing tells of the secret any more, and it is not there yet: the race is on.
    expect(await settings()).toEqual({});
    expect(existsSync(join(home, 'created'))).toBe(false);
    expect(isRunning(child)).toBe(true);

    await until(() => existsSync(join(home, 'created')));
    await until(() => !isRunning(child));
    expect(await items()).toEqual([]);
    expect(await settings()).toEqual({});
  });

  it('deletes a secret when an orphaned unlock prompt is answered', async () => {
    session = await startKeyring({ state: { misbehaves: 'unlock 4' }, home });
    const child = await killParent(() => existsSync(join(home, 'prompting')));
    expect(isRunning(child)).toBe(true);
    await until(() => !isRunning(child));
    expect(await items()).toEqual([]);
    // The window was met while the store was tried, before anything was listed.
    expect(await settings()).toEqual({});
    await once(start('recover'), 'exit');
    expect(await settings()).toEqual({});
  });
});
