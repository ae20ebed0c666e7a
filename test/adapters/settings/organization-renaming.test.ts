import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../src/adapters/files/file-lock.ts';
import { organizationFiles } from '../../../src/adapters/settings/organization-files.ts';
import { settingsFile } from '../../../src/adapters/settings/settings-file.ts';
import { type DiskFault, onDisk } from '../../support/failing-disk.ts';
import { settingsPlace } from '../../support/settings-place.ts';

let { root, directory, folder } = settingsPlace();
beforeEach(begin);
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The organization `a`, and the choice of it, in fresh directories. */
function begin(): void {
  ({ root, directory, folder } = settingsPlace());
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'state'));
  writeFileSync(join(folder, 'a.json'), settingsOf('A'));
  writeFileSync(join(folder, 'a.json.bak'), settingsOf('A before'));
  writeFileSync(join(root, 'state', 'a.verification.json'), '{"of":"a"}');
  writeFileSync(join(directory, 'organization'), 'a\n');
}

const settingsOf = (team: string): string =>
  `${JSON.stringify({ schema: 'smsctl.settings/1', owner: { team, contact: '#sms' } }, undefined, 2)}\n`;
const open = () => organizationFiles({ directory, state: join(root, 'state'), workingDirectory: root });
const text = (name: string): string | undefined =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined;
/** Without locks and temporary files, which the next writer takes away. */
const namesIn = (path: string) => readdirSync(path).filter((name) => !/^\.|\.lock/.test(name));
const everything = () => ({
  settings: Object.fromEntries(namesIn(folder).map((name) => [name, text(name)])),
  results: readdirSync(join(root, 'state')),
  choice: readFileSync(join(directory, 'organization'), 'utf8'),
});
const renamed = () => ({
  settings: { 'b.json': settingsOf('A'), 'b.json.bak': settingsOf('A before') },
  results: ['b.verification.json'],
  choice: 'b\n',
});

/** What `onDisk` runs, and its outcome. */
async function onThisDisk(faultOf: Parameters<typeof onDisk>[1]) {
  let outcome: unknown = 'done';
  const calls = await onDisk(async () => {
    outcome = await open()
      .rename('a', 'b')
      .catch((error: unknown) => error);
  }, faultOf);
  return { outcome, calls };
}

describe('renaming an organization', () => {
  it('moves everything of the organization', async () => {
    expect(await open().renaming('a', 'b')).toBe('new');
    await open().rename('a', 'b');
    expect(everything()).toEqual(renamed());
    expect(await open().renaming('a', 'b')).toBe('absent');
  });

  it.each(['a', 'b'])('waits while another process saves %s', async (id) => {
    const started: string[] = [];
    const path = join(folder, `${id}.json.lock`);
    let renaming: Promise<unknown> = Promise.resolve();
    await withLock(path, async () => {
      renaming = open()
        .rename('a', 'b')
        .finally(() => started.push('renamed'));
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect([started, text('b.json')]).toEqual([[], undefined]);
    });
    await renaming;
    expect(everything()).toEqual(renamed());
  });

  it('is refused when the name was taken meanwhile', async () => {
    const before = everything();
    let renaming: Promise<unknown> = Promise.resolve();
    await withLock(join(folder, 'b.json.lock'), async () => {
      renaming = open().rename('a', 'b');
      renaming.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 50));
      writeFileSync(join(folder, 'b.json'), settingsOf('B'));
    });
    await expect(renaming).rejects.toMatchObject({ code: 'org.exists' });
    expect(everything()).toEqual({ ...before, settings: { ...before.settings, 'b.json': settingsOf('B') } });
  });

  it('replaces no file that appears at the last moment', async () => {
    const { outcome } = await onThisDisk((call) => {
      if (call.name === 'linkSync' && call.file === 'a.json') writeFileSync(join(folder, 'b.json'), settingsOf('B'));
      return undefined;
    });
    expect(outcome).toMatchObject({ code: 'org.exists' });
    expect([text('a.json'), text('b.json')]).toEqual([settingsOf('A'), settingsOf('B')]);
  });

  it.each([
    ['another organization', 'b.json', settingsOf('B')],
    ['the last generation of one that was moved away', 'b.json.bak', settingsOf('B')],
    ['a link to nothing', 'b.json', undefined],
  ])('is refused over %s', async (_, name, contents) => {
    if (contents === undefined) symlinkSync('nowhere', join(folder, name));
    else writeFileSync(join(folder, name), contents);
    await expect(open().renaming('a', 'b')).rejects.toMatchObject({ code: 'org.exists' });
    await expect(open().rename('a', 'b')).rejects.toBeInstanceOf(Error);
    expect([text('a.json'), text(name)]).toEqual([settingsOf('A'), contents]);
  });

  it('is refused to the same name and for a missing organization', async () => {
    const before = everything();
    await expect(open().rename('a', 'a')).rejects.toMatchObject({ code: 'org.exists' });
    await expect(open().rename('none', 'b')).rejects.toMatchObject({ code: 'org.unknown' });
    expect(everything()).toEqual(before);
  });

  it('moves a link to settings as a link', async () => {
    const elsewhere = join(root, 'elsewhere.json');
    cpSync(join(folder, 'a.json'), elsewhere);
    rmSync(join(folder, 'a.json'));
    symlinkSync(elsewhere, join(folder, 'a.json'));
    await open().rename('a', 'b');
    expect(everything()).toEqual(renamed());
    expect(readFileSync(elsewhere, 'utf8')).toBe(settingsOf('A'));
  });

  it('finishes a rename that an older version left half-way', async () => {
    writeFileSync(join(folder, 'b.json'), settingsOf('A'));
    rmSync(join(folder, 'a.json'));
    expect(await open().renaming('a', 'b')).toBe('unfinished');
    await open().rename('a', 'b');
    expect(everything()).toEqual(renamed());
  });

  it('refuses saves under either name until an interrupted one is finished', async () => {
    await onThisDisk((call) =>
      call.name === 'renameSync' && call.file === 'a.json.bak' ? { errno: 'EIO' } : undefined,
    );
    expect([text('a.json'), text('b.json')]).toEqual([settingsOf('A'), settingsOf('A')]);
    for (const organization of ['a', 'b']) {
      const change = settingsFile({ directory, organization }).update((now) => ({ ...now, pending: [] }));
      await expect(change).rejects.toMatchObject({ code: 'org.half-renamed', exit: 3 });
    }
    await open().rename('a', 'b');
    expect(everything()).toEqual(renamed());
    await settingsFile({ directory, organization: 'b' }).update((now) => ({
      ...now,
      owner: { team: 'C', contact: 'c' },
    }));
    expect(text('b.json')).toContain('"C"');
  });

  it.each([
    ['there are hard links', undefined],
    ['there are none', { errno: 'EPERM' }],
  ] as const)('can be repeated after any failing call when %s', async (_, link) => {
    const links = (call: { readonly name: string }): DiskFault | undefined =>
      call.name === 'linkSync' ? link : undefined;
    const { calls } = await onThisDisk(links);
    expect(everything()).toEqual(renamed());
    expect(calls.length).toBeGreaterThan(30);
    for (let at = 1; at <= calls.length; at += 1) {
      rmSync(root, { recursive: true, force: true });
      begin();
      await onThisDisk((call, now) => (now === at ? { errno: 'EIO' } : links(call)));
      expect([text('a.json'), text('b.json')], `call ${at}`).toContain(settingsOf('A'));
      // Where it failed behind the last step, there is nothing left to do.
      if (text('a.json') !== undefined || (await open().renaming('a', 'b')) === 'unfinished') {
        expect((await onThisDisk(links)).outcome, `call ${at}`).toBeUndefined();
      }
      expect(everything(), `call ${at}`).toEqual(renamed());
    }
  });
});
