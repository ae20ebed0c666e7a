import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
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
import { encryptedFiles } from '../../src/adapters/encrypted-file.ts';
import { passphraseFrom } from '../../src/adapters/passphrase.ts';
import { parsePassphrase } from '../../src/domain/passphrase.ts';
import { Secret } from '../../src/domain/secret.ts';
import { writableStoreContract } from '../contracts/secret-store.ts';
import { ageRequirement, named } from '../support/requirements.ts';
import { scripted } from '../support/scripted.ts';

const passphrase = 'four words make one';
let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'smsctl-age-')), 'secrets');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

/** Cheap scrypt: its cost is age's business, and one test below pays it in full. */
const open = (word = passphrase, workFactor = 4) =>
  encryptedFiles({ directory, passphrase: async () => new Secret(word), workFactor });
const path = (key: string) => join(directory, `${key}.age`);

describe('secrets in encrypted files', () => {
  writableStoreContract(() => open());

  it('are private files that hold nothing in clear', async () => {
    const former = process.umask(0);
    await open().set('default.one', new Secret('CLEARTEXT'));
    process.umask(former);
    expect((statSync(path('default.one')).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(directory).mode & 0o777).toString(8)).toBe('700');
    expect(readFileSync(path('default.one'), 'latin1')).not.toContain('CLEARTEXT');
    expect(readdirSync(directory)).toEqual(['default.one.age']);
  });

  it('make nothing when they are probed or read', async () => {
    expect((await open().probe()).ready).toBe(true);
    expect(await open().get('default.one')).toBeUndefined();
    expect(existsSync(directory)).toBe(false);
  });

  it('do not open with another passphrase, and say so; the next try asks again', async () => {
    await open().set('default.one', new Secret('x'));
    const words = ['a wrong passphrase', passphrase];
    const store = encryptedFiles({ directory, passphrase: async () => new Secret(words.shift() ?? '') });
    await expect(store.get('default.one')).rejects.toMatchObject({ problem: 'wrong-passphrase' });
    expect((await store.get('default.one'))?.reveal()).toBe('x');
  });

  it('ask for the passphrase once', async () => {
    let asked = 0;
    const count = async () => {
      asked += 1;
      return new Secret(passphrase);
    };
    const store = encryptedFiles({ directory, passphrase: count, workFactor: 4 });
    await store.set('default.one', new Secret('1'));
    await store.set('default.two', new Secret('2'));
    await store.get('default.one');
    expect(asked).toBe(1);
  });

  it('are refused, not half read, when a byte is wrong or missing', async () => {
    await open().set('default.one', new Secret('x'.repeat(64)));
    const whole = readFileSync(path('default.one'));
    const damages = [
      ...Array.from({ length: 40 }, (_, index) => {
        const copy = Buffer.from(whole);
        const at = Math.floor((index * whole.length) / 40);
        copy[at] = (copy[at] ?? 0) ^ 1;
        return copy;
      }),
      ...[0, 1, 20, whole.length - 1].map((length) => whole.subarray(0, length)),
      Buffer.concat([whole, Buffer.from('x')]),
    ];
    for (const damaged of damages) {
      writeFileSync(path('default.one'), damaged);
      await expect(open().get('default.one')).rejects.toMatchObject({ name: 'SecretStoreError' });
    }
  });

  it('are not read while others can read them, and the command that closes them is named', async () => {
    await open().set('default.one', new Secret('x'));
    chmodSync(path('default.one'), 0o644);
    await expect(open().get('default.one')).rejects.toMatchObject({
      problem: 'denied',
      hints: [expect.stringContaining(`chmod 600 ${path('default.one')}`)],
    });
  });

  it.each(['../escape', 'a/b', '', '.hidden', 'UPPER'])('refuse the key %j', async (key) => {
    await expect(open().get(key)).rejects.toMatchObject({ problem: 'denied' });
  });
});

describe.skipIf(ageRequirement())(named('the age command', ageRequirement()), () => {
  /** `age` takes a passphrase from a terminal alone. */
  const inTerminal = (command: string, typed: string): string =>
    execFileSync('script', ['-qec', command, '/dev/null'], { input: typed, encoding: 'utf8' });

  it('opens what smsctl wrote, at full cost', async () => {
    await open(passphrase, 18).set('default.one', new Secret('from smsctl'));
    const target = join(directory, 'out');
    inTerminal(`age --decrypt --output ${target} ${path('default.one')}`, `${passphrase}\n`);
    expect(readFileSync(target, 'utf8')).toBe('from smsctl');
  });

  it('writes what smsctl opens', async () => {
    await open().set('default.one', new Secret('x'));
    const source = join(directory, 'in');
    writeFileSync(source, 'from age');
    inTerminal(`age --passphrase --output ${path('default.two')} ${source}`, `${passphrase}\n${passphrase}\n`);
    chmodSync(path('default.two'), 0o600);
    expect((await open().get('default.two'))?.reveal()).toBe('from age');
  });
});

describe('the passphrase', () => {
  it('is at least 12 characters on one line, the same however its letters were typed', () => {
    expect(parsePassphrase('too short').ok).toBe(false);
    expect(parsePassphrase('two\nlines of text').ok).toBe(false);
    const [composed, decomposed] = ['Zoë has a word', 'Zoe\u0308 has a word'].map(parsePassphrase);
    expect(composed?.ok && decomposed?.ok && composed.value.equals(decomposed.value)).toBe(true);
  });

  it('comes from the file that the variable names', async () => {
    const file = join(directory, '..', 'passphrase');
    writeFileSync(file, `${passphrase}\r\n`);
    const ask = passphraseFrom({ env: { SMSCTL_PASSPHRASE_FILE: file }, prompter: null });
    expect((await ask('decrypt')).reveal()).toBe(passphrase);
  });

  it.each([
    ['a file that is not there', { SMSCTL_PASSPHRASE_FILE: '/nowhere/at/all' }, /cannot be read \(ENOENT\)/],
    ['nobody to ask', {}, /nobody to ask for its passphrase/],
  ])('with %s is a locked store, and names the variable', async (_, env, words) => {
    const failure = await passphraseFrom({ env, prompter: null })('decrypt').catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem: 'locked', message: expect.stringMatching(words) });
    expect((failure as { hints: readonly string[] }).hints.join()).toContain('SMSCTL_PASSPHRASE_FILE');
  });

  it('is asked for twice when it is new, and once when it opens something', async () => {
    const prompter = scripted({ 'passphrase.new': passphrase, 'passphrase.again': passphrase, passphrase });
    const ask = passphraseFrom({ env: {}, prompter });
    await ask('encrypt');
    await ask('decrypt');
    expect(prompter.asked.map(({ key }) => key)).toEqual(['passphrase.new', 'passphrase.again', 'passphrase']);
  });
});
