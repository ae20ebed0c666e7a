import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationFiles } from '../../../src/adapters/settings/organization-files.ts';
import { type DiskCall, type DiskFault, onDisk } from '../../support/failing-disk.ts';
import { settingsPlace } from '../../support/settings-place.ts';

let { root, directory, folder } = settingsPlace();
const state = () => join(root, 'state');
const choice = () => join(directory, 'organization');
beforeEach(() => {
  ({ root, directory, folder } = settingsPlace());
  mkdirSync(folder, { recursive: true });
  mkdirSync(state());
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = () => organizationFiles({ directory, state: state(), workingDirectory: root });
const save = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), '{}');
};

/** The outcome of work on a disk with these faults, and the calls. */
async function onFaulty<T>(work: () => Promise<T>, faultOf: (call: DiskCall) => DiskFault | undefined) {
  let outcome: unknown;
  const calls = await onDisk(async () => {
    outcome = await work().catch((error: unknown) => error);
  }, faultOf);
  return { outcome, calls };
}

const deniedAt =
  (name: DiskCall['name'], file: string) =>
  (call: DiskCall): DiskFault | undefined =>
    call.name === name && call.file === file ? { errno: 'EACCES' } : undefined;

describe('the organizations of a directory', () => {
  it('are its files with an ID and the ending .json, in order', async () => {
    save(
      'b.json',
      'acme-eu.json',
      'a.json',
      'a.json.bak',
      '.a.json',
      'Acme.json',
      'x y.json',
      '.json',
      'c',
      'c.json.lock',
    );
    expect(await open().list()).toEqual(['a', 'acme-eu', 'b']);
  });

  it('are none without the directory', async () => {
    rmSync(folder, { recursive: true });
    expect([await open().list(), await open().exists('a')]).toEqual([[], false]);
  });

  it('exist when something has the name, such as a broken link, or the system does not tell', async () => {
    save('a.json');
    symlinkSync('nowhere', join(folder, 'b.json'));
    expect(await Promise.all(['a', 'b', 'c'].map((id) => open().exists(id)))).toEqual([true, true, false]);
    expect((await onFaulty(() => open().exists('c'), deniedAt('lstatSync', 'c.json'))).outcome).toBe(true);
  });
});

describe('the default organization', () => {
  it('is the one that was chosen last', async () => {
    expect(await open().current()).toBeUndefined();
    await open().use('a');
    await open().use('b');
    expect(await open().current()).toBe('b');
    expect(readFileSync(choice(), 'utf8')).toBe('b\n');
    expect(readdirSync(directory).sort()).toEqual(['organization', 'organizations']);
  });

  it.each([
    ['acme', 'acme'],
    [' acme-eu\r\n', 'acme-eu'],
    ['../acme', undefined],
    ['Acme', undefined],
    ['', undefined],
    ['a\nb', undefined],
  ])('in the text %j is %s', async (text, id) => {
    writeFileSync(choice(), text);
    expect(await open().current()).toBe(id);
  });

  it('is an error when its file cannot be read', async () => {
    const unreadable = { code: 'org.choice-unreadable', exit: 3 };
    writeFileSync(choice(), `a${' '.repeat(4096)}`);
    await expect(open().current()).rejects.toMatchObject(unreadable);
    rmSync(choice());
    mkdirSync(choice());
    await expect(open().current()).rejects.toMatchObject(unreadable);
    expect((await onFaulty(() => open().current(), deniedAt('openSync', 'organization'))).outcome).toMatchObject(
      unreadable,
    );
  });

  it('is none when the system does not tell whether there is one', async () => {
    await open().use('a');
    expect((await onFaulty(() => open().current(), deniedAt('lstatSync', 'organization'))).outcome).toBeUndefined();
  });

  it('stays when another one cannot be written', async () => {
    await open().use('a');
    const { outcome } = await onFaulty(
      () => open().use('b'),
      ({ name }) => (name === 'renameSync' ? { errno: 'EIO' } : undefined),
    );
    expect(outcome).toMatchObject({ code: 'settings.unwritable', exit: 3 });
    expect(await open().current()).toBe('a');
    expect(readdirSync(directory).sort()).toEqual(['organization', 'organizations']);
  });
});

describe('removing an organization', () => {
  const everything = () => [
    ...readdirSync(folder).filter((name) => !name.startsWith('.')),
    ...readdirSync(state()),
    ...(existsSync(choice()) ? ['choice'] : []),
  ];
  beforeEach(() => {
    save('a.json', 'a.json.bak', 'b.json', 'b.json.bak');
    for (const id of ['a', 'b']) writeFileSync(join(state(), `${id}.verification.json`), '{}');
  });
  const ofB = ['b.json', 'b.json.bak', 'b.verification.json'];

  it.each([
    ['a', []],
    ['b', ['choice']],
  ])('takes its files, and the choice only if it was chosen (%s)', async (chosen, left) => {
    await open().use(chosen);
    await open().remove('a');
    expect(everything()).toEqual([...ofB, ...left]);
  });

  it('leaves a choice that cannot be read', async () => {
    mkdirSync(choice());
    await open().remove('a');
    expect(everything()).toEqual([...ofB, 'choice']);
  });

  it('can be repeated after any failing call: the settings go last', async () => {
    await open().use('a');
    const { calls } = await onFaulty(
      () => open().remove('a'),
      () => undefined,
    );
    const removed = calls.filter(({ name }) => name === 'rmSync').map(({ file }) => file);
    expect(removed.filter((file) => !file.includes('lock'))).toEqual([
      ...['a.verification.json', 'a.json.bak', 'organization', 'a.json'],
    ]);
    save('a.json', 'a.json.bak');
    const { outcome } = await onFaulty(
      () => open().remove('a'),
      ({ name, file }) => (name === 'rmSync' && file === 'a.json.bak' ? { errno: 'EIO' } : undefined),
    );
    expect(outcome).toMatchObject({ code: 'settings.unwritable' });
    expect(existsSync(join(folder, 'a.json'))).toBe(true);
    await open().remove('a');
    expect(everything()).toEqual(ofB);
  });

  it('is no error when there is none', async () => {
    await open().remove('c');
    expect(everything()).toEqual(['a.json', 'a.json.bak', ...ofB.slice(0, 2), 'a.verification.json', ofB[2]]);
  });
});
