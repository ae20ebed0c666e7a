import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../src/adapters/files/file-lock.ts';
import { encryptedFiles } from '../../../src/adapters/secrets/encrypted-file.ts';
import { settingsFile } from '../../../src/adapters/settings/settings-file.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { type DiskCall, type DiskFault, onDisk } from '../../support/failing-disk.ts';

// The loop that SQLite tests itself with: the first call fails, the second, and so on, until the work runs to its end. The
// same through system calls, in a process of its own, is test/slow/faults.test.ts.

let base: string;
/** Where the disk is that fails: another place for each attempt. */
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'smsctl-faults-'));
  root = join(base, 'first');
  mkdirSync(root, { mode: 0o700 });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const errnos = ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'];

interface Attempt {
  readonly where: string;
  readonly error: unknown;
  /** The call that failed was undone by nobody: it was made, and then reported as failed. */
  readonly after: boolean;
}

/** Calls that leave something behind, whatever they report. */
const changing = /^(?:rename|link|unlink|rm|mkdir|rmdir|chmod|fchmod|close)Sync$/;

const manners: Readonly<Record<string, (at: number, call: DiskCall) => boolean>> = {
  once: () => true,
  // What else fails after the first failure is seldom another case.
  'from then on': (at) => at % 3 === 0,
  'after it was made': (_, { name }) => changing.test(name),
};

/** Runs `work` again and again, at a place as `prepare` makes it, with each call failing: once, from then on, or once made. */
async function atEveryCall(
  prepare: () => Promise<void>,
  work: () => Promise<unknown>,
  check: (attempt: Attempt) => Promise<void>,
): Promise<number> {
  await prepare();
  const prepared = root;
  const fresh = () => {
    root = mkdtempSync(join(base, 'attempt-'));
    cpSync(prepared, root, { recursive: true });
    // Node 24 copies folders without their modes.
    for (const entry of readdirSync(prepared, { recursive: true, encoding: 'utf8' }))
      chmodSync(join(root, entry), statSync(join(prepared, entry)).mode);
  };
  // Once before they are counted: Node reads what is loaded for it through the same calls.
  fresh();
  await work();
  fresh();
  const calls = await onDisk(work);
  let attempts = 0;
  for (const [manner, isWorth] of Object.entries(manners)) {
    for (const [index, call] of calls.entries()) {
      const at = index + 1;
      if (!isWorth(at, call)) continue;
      fresh();
      const errno = errnos[at % errnos.length] ?? 'EIO';
      const after = manner === 'after it was made';
      let failed = '';
      let error: unknown;
      await onDisk(
        async () => {
          error = await work().then(
            () => undefined,
            (reason: unknown) => reason,
          );
        },
        ({ name, file }, now): DiskFault | undefined => {
          if (manner === 'from then on' ? now < at : now !== at) return undefined;
          failed ||= `${name} ${file}`;
          return { errno, after };
        },
      );
      attempts += 1;
      await check({ where: `${errno} at call ${at} (${failed}), ${manner}`, error, after });
    }
  }
  return attempts;
}

describe('saving settings, with every call failing', () => {
  const store = () => settingsFile({ directory: root, organization: 'acme' });
  const rename = (team: string) => (current: Settings) => ({ ...current, owner: { team, contact: '#sms' } });
  const folder = () => join(root, 'organizations');
  const file = () => join(folder(), 'acme.json');
  const teamOf = (text: string) => (JSON.parse(text) as Settings).owner?.team;
  const team = () => (existsSync(file()) ? teamOf(readFileSync(file(), 'utf8')) : undefined);

  it.each([
    ['the first', undefined, async () => {}],
    [
      'another',
      'old',
      async () => {
        await store().update(rename('older'));
        await store().update(rename('old'));
      },
    ],
  ] as const)('leaves the old or the new settings and reports which: %s time', async (_, former, prepare) => {
    const attempts = await atEveryCall(
      prepare,
      () => store().update(rename('new')),
      async ({ where, error }) => {
        expect([former, 'new'], where).toContain(team());
        if (error === undefined) expect(team(), where).toBe('new');
        else {
          expect(error, where).toBeInstanceOf(UserError);
          const { code, message } = error as UserError;
          expect(['settings.unwritable', 'settings.unreadable'], where).toContain(code);
          expect(team(), `${where}: ${message}`).toBe(/power failure/.test(message) ? 'new' : former);
        }
        if (former !== undefined) {
          const before = teamOf(readFileSync(`${file()}.bak`, 'utf8'));
          expect(team() === 'new' ? ['old'] : ['older', 'old'], where).toContain(before);
        }
        if (existsSync(file())) expect(statSync(file()).mode & 0o777, where).toBe(0o600);
        // The lock may stay where it could not be deleted: it is this process's, and goes with it.
        rmSync(`${file()}.lock`, { force: true });
        await store().update(rename('after'));
        expect(team(), where).toBe('after');
        expect(
          readdirSync(folder()).filter((name) => !/^acme\.json(?:\.bak)?$/.test(name)),
          where,
        ).toEqual([]);
      },
    );
    expect(attempts).toBeGreaterThan(60);
  });

  it('writes nothing when the settings did not change', async () => {
    await store().update(rename('old'));
    const calls = await onDisk(() => store().update(rename('old')));
    expect(
      calls
        .map(({ name, file: touched }) => `${name} ${touched}`)
        .filter((call) => /^(?:rename|write).*json(?:\.bak)?(?:\.tmp)?$/.test(call)),
    ).toEqual([]);
  });

  it('completes the former generation before the rename', async () => {
    await store().update(rename('older'));
    const calls = await onDisk(() => store().update(rename('old')));
    const names = calls.map(({ name, file: touched }) => `${name} ${touched}`);
    const order = [
      'linkSync .acme.json.lock.tmp',
      'fsyncSync .acme.json.tmp',
      'fsyncSync .acme.json.bak.tmp',
      'renameSync .acme.json.bak.tmp',
      'renameSync .acme.json.tmp',
      'fsyncSync organizations',
      'renameSync acme.json.lock',
    ].map((call) => names.lastIndexOf(call));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

describe('encrypted files, with every call failing', () => {
  const passphrase = async () => new Secret('four words make one');
  const directory = () => join(root, 'secrets');
  const store = () => encryptedFiles({ directory: directory(), passphrase, workFactor: 1 });
  const value = async (key: string) => (await store().get(key))?.reveal();
  const leftovers = () => readdirSync(directory()).filter((name) => !/^acme\.\w+\.age$/.test(name));

  it('keep or lack the whole secret and report it', async () => {
    const attempts = await atEveryCall(
      () => store().set('acme.one', new Secret('former secret')),
      () => store().set('acme.two', new Secret('a new secret')),
      async ({ where, error }) => {
        if (error === undefined) expect(await value('acme.two'), where).toBe('a new secret');
        else {
          expect(error, where).toBeInstanceOf(SecretStoreError);
          expect(error, where).toMatchObject({ problem: expect.stringMatching(/^(?:denied|damaged)$/) });
          expect(['a new secret', undefined], where).toContain(await value('acme.two'));
        }
        expect(await value('acme.one'), where).toBe('former secret');
        await store().set('acme.three', new Secret('a third secret'));
        expect(leftovers(), where).toEqual([]);
      },
    );
    expect(attempts).toBeGreaterThan(20);
  });

  it('have deleted a secret when they report it', async () => {
    const attempts = await atEveryCall(
      () => store().set('acme.one', new Secret('former secret')),
      () => store().delete('acme.one'),
      async ({ where, error, after }) => {
        if (error === undefined) expect(await value('acme.one'), where).toBeUndefined();
        else {
          expect(error, where).toMatchObject({
            problem: 'denied',
            message: expect.stringMatching(/^Could not delete /),
          });
          if (!after) expect([undefined, 'former secret'], where).toContain(await value('acme.one'));
        }
        await store().delete('acme.one');
        expect(readdirSync(directory()), where).toEqual([]);
      },
    );
    expect(attempts).toBeGreaterThan(7);
  });

  it('report a secret that cannot be read, not a missing one', async () => {
    await atEveryCall(
      () => store().set('acme.one', new Secret('former secret')),
      async () => expect((await store().get('acme.one'))?.reveal()).toBe('former secret'),
      async ({ where, error }) => {
        if (error !== undefined)
          expect(error, where).toMatchObject({
            problem: 'denied',
            message: expect.stringMatching(/^Could not read /),
          });
      },
    );
  });

  it('close every file', async () => {
    await store().set('acme.one', new Secret('former secret'));
    chmodSync(join(directory(), 'acme.one.age'), 0o644);
    const calls = await onDisk(() => expect(store().get('acme.one')).rejects.toMatchObject({ problem: 'denied' }));
    const count = (name: string) => calls.filter((call) => call.name === name).length;
    expect(count('openSync')).toBe(1);
    expect(count('closeSync')).toBe(1);
  });
});

describe('a lock, with every call failing', () => {
  const lock = () => join(root, 'x.lock');

  it.each([
    ['that is free', async () => {}],
    ['that is stale', async () => writeFileSync(lock(), 'left by a crash')],
  ] as const)('runs the work once or not at all and reports it: %s', async (_, prepare) => {
    let ran = 0;
    const attempts = await atEveryCall(
      prepare,
      () => {
        ran = 0;
        return withLock(lock(), () => (ran += 1), { waitMilliseconds: 0 });
      },
      async ({ where, error }) => {
        expect(ran, where).toBe(error === undefined ? 1 : 0);
        if (error === undefined) return;
        expect(errnos.concat('settings.busy'), where).toContain((error as { readonly code?: string }).code);
        // Nobody is kept waiting by what this one left: a lock that was not used is no living holder's.
        rmSync(lock(), { force: true });
        expect(await withLock(lock(), () => 'free', { waitMilliseconds: 0 }), where).toBe('free');
        expect(readdirSync(root), where).toEqual([]);
      },
    );
    expect(attempts).toBeGreaterThan(10);
  });
});
