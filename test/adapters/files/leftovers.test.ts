import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSystemError, reasonOf } from '../../../src/adapters/files/file-problem.ts';
import {
  namesBeside,
  removeAllLeftovers,
  removeLeftovers,
  removeQuietly,
} from '../../../src/adapters/files/leftovers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smsctl-leftovers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), '');
};
const there = () => readdirSync(folder).sort();
const dead = () => false;

describe('temporary files of killed writers', () => {
  it('are removed beside a file, without similar names', () => {
    const others = [
      'a.json',
      '.a.json.12.0123456789ab.tmp.old',
      '.a.json.bak.12.0123456789ab.tmp',
      '.a.json.12.0123456789AB.tmp',
      '.a.json.12.0123456789abc.tmp',
      '.a.json.x12.0123456789ab.tmp',
      '.b.json.12.0123456789ab.tmp',
      'a.json.12.0123456789ab.tmp',
    ];
    put(...others, '.a.json.12.0123456789ab.tmp', '.a.json.7.ba9876543210.tmp');
    removeLeftovers(join(folder, 'a.json'), dead);
    expect(there()).toEqual(others.sort());
  });

  it('stay while their writer runs', () => {
    put('.a.json.12.0123456789ab.tmp', '.a.json.13.0123456789ab.tmp');
    const asked: number[] = [];
    removeLeftovers(join(folder, 'a.json'), (pid) => {
      asked.push(pid);
      return pid === 13;
    });
    expect(asked.sort()).toEqual([12, 13]);
    expect(there()).toEqual(['.a.json.13.0123456789ab.tmp']);
  });

  it('are removed in a private folder for any target', () => {
    const others = ['.hidden', 'a.age', 'a.age.12.0123456789ab.tmp'];
    put(...others, '.a.age.12.0123456789ab.tmp', '.b.age.12.0123456789ab.tmp', '.c.age.13.0123456789ab.tmp');
    removeAllLeftovers(folder, (pid) => pid === 13);
    expect(there()).toEqual([...others, '.c.age.13.0123456789ab.tmp'].sort());
  });

  it('are none when the folder does not exist', () => {
    expect(namesBeside(join(folder, 'none', 'a.json'), '.a')).toEqual([]);
    removeLeftovers(join(folder, 'none', 'a.json'), dead);
    removeAllLeftovers(join(folder, 'none'), dead);
    removeQuietly(join(folder, 'none'));
    expect(there()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are removed without their target when they are links', () => {
    mkdirSync(join(folder, 'kept'));
    put('kept/file');
    mkdirSync(join(folder, '.a.json.12.0123456789ab.tmp'));
    put('.a.json.12.0123456789ab.tmp/holder.json');
    symlinkSync(join(folder, 'kept'), join(folder, '.a.json.12.ba9876543210.tmp'));
    removeLeftovers(join(folder, 'a.json'), dead);
    expect(there()).toEqual(['kept']);
    expect(readdirSync(join(folder, 'kept'))).toEqual(['file']);
  });
});

describe('the reason of a file error', () => {
  const failed = (code: unknown) => Object.assign(new Error('the system said no'), { syscall: 'open', code });

  it('is words with the system’s code', () => {
    expect(reasonOf(failed('ENOSPC'))).toMatch(/^[a-z ]+ \(ENOSPC\)$/);
    expect(reasonOf(failed('EDQUOT'))).toMatch(/^[a-z ]+ \(EDQUOT\)$/);
    // Node on Linux has a number for it, and no name.
    expect(reasonOf(failed('Unknown system error -122'))).toMatch(/^[a-z ]+ \(EDQUOT\)$/);
  });

  it('is the code when there are no words for it', () => {
    expect(reasonOf(failed('EWEIRD'))).toBe('EWEIRD');
    expect(reasonOf(failed(undefined))).toBe('unknown');
  });

  it('is the message when the error is not the system’s', () => {
    expect(reasonOf(new Error('it differs'))).toBe('it differs');
    expect(reasonOf(Object.assign(new Error('has a code alone'), { code: 'EIO' }))).toBe('has a code alone');
    expect(reasonOf('thrown as it is')).toBe('thrown as it is');
  });

  it('is the system’s only when a system call failed', () => {
    expect(isSystemError(failed('EIO'))).toBe(true);
    expect(isSystemError(Object.assign(new Error(), { code: 'EIO' }))).toBe(false);
    expect(isSystemError(Object.assign(new Error(), { syscall: 'open' }))).toBe(false);
    expect(isSystemError({ syscall: 'open', code: 'EIO' })).toBe(false);
  });
});
