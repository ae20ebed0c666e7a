import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encryptedFiles } from '../../src/adapters/secrets/encrypted-file.ts';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { UserError } from '../../src/domain/user-error.ts';

/** Fewer of the settings: each waits for a lock that is swapped, too. */
const rounds = { settings: 300, secrets: 1_000 } as const;
const script = fileURLToPath(new URL('../support/swap-child.mjs', import.meta.url));

let root: string;
let victim: string;
let swapper: ChildProcess | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smsctl-swapped-'));
  victim = join(root, 'victim', 'precious');
  mkdirSync(join(root, 'victim'));
  writeFileSync(victim, 'precious', { mode: 0o644 });
  // What is ours may be linked to, as with a folder of dotfiles.
  chownSync(victim, 65_534, 65_534);
});
afterEach(() => {
  swapper?.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

async function swapIn(folder: string, names: readonly string[]): Promise<ChildProcess> {
  const child = fork(script, [folder, victim, ...names], { stdio: 'inherit' });
  swapper = child;
  await once(child, 'message');
  return child;
}

async function swapsOf(child: ChildProcess): Promise<number> {
  child.send('?');
  const [{ swaps }] = (await once(child, 'message')) as [{ readonly swaps: number }];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return swaps;
}

/** Whether it worked. What a person can mend is how it may fail here, and nothing else. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof UserError || error instanceof SecretStoreError) return false;
    throw error;
  }
}

/** All but when it was last read: this suite reads it, too. */
const stateOf = (path: string): readonly unknown[] => {
  const { ino, mode, uid, nlink, size, mtimeMs, ctimeMs } = lstatSync(path);
  return [ino, mode, uid, nlink, size, mtimeMs, ctimeMs];
};

/** A link that was swapped in for good keeps every later round from getting anywhere; whoever put it there takes it away. */
function withoutLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path, { force: true });
}

/** Names of the files in a folder that others could open; what is swapped away meanwhile is looked at in another round. */
const openIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => {
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() === true && (stats.mode & 0o077) !== 0;
  });

describe.skipIf(process.getuid?.() !== 0)('links that are swapped in while something is written', () => {
  it('redirect no save of the settings and open none of them', async () => {
    const store = settingsFile({ directory: root, organization: 'acme', waitMilliseconds: 30 });
    const folder = join(root, 'organizations');
    await store.update(() => ({ owner: { team: 'first', contact: '#sms' } }));
    const before = stateOf(victim);
    const child = await swapIn(folder, ['acme.json', 'acme.json.bak', 'acme.json.lock']);
    let saved = 0;
    for (let round = 0; round < rounds.settings; round += 1) {
      withoutLink(join(folder, 'acme.json'));
      const team = `team ${round}`;
      if (await attempt(() => store.update((current) => ({ ...current, owner: { team, contact: '#sms' } }))))
        saved += 1;
      await attempt(() => store.load());
      expect(openIn(folder)).toEqual([]);
    }
    expect(await swapsOf(child)).toBeGreaterThan(rounds.settings / 10);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(stateOf(victim)).toEqual(before);
    expect(readdirSync(join(root, 'victim'))).toEqual(['precious']);
    // How many is a matter of who is quicker.
    process.stderr.write(`Swapped links: ${saved} of ${rounds.settings} saves got through.\n`);
  });

  it('redirect no secret', async () => {
    const folder = join(root, 'secrets');
    const store = encryptedFiles({
      directory: folder,
      passphrase: async () => new Secret('four words make one'),
      workFactor: 1,
    });
    await store.set('acme.one', new Secret('first secret'));
    const before = stateOf(victim);
    const child = await swapIn(folder, ['acme.one.age']);
    let [saved, read] = [0, 0];
    for (let round = 0; round < rounds.secrets; round += 1) {
      withoutLink(join(folder, 'acme.one.age'));
      if (await attempt(() => store.set('acme.one', new Secret(`secret ${round % 50}`)))) saved += 1;
      await attempt(async () => {
        const found = (await store.get('acme.one'))?.reveal();
        if (found !== undefined) read += 1;
        expect(found ?? 'secret').toMatch(/secret/);
      });
      expect(openIn(folder)).toEqual([]);
    }
    expect(await swapsOf(child)).toBeGreaterThan(rounds.secrets / 10);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(stateOf(victim)).toEqual(before);
    expect(readdirSync(join(root, 'victim'))).toEqual(['precious']);
    process.stderr.write(`Swapped links: ${saved} of ${rounds.secrets} secrets got through, ${read} were read.\n`);
    expect(saved).toBeGreaterThan(rounds.secrets / 10);
  });
});
