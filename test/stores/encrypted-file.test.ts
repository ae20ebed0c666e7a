import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { Decrypter, Encrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { encryptedFiles } from '../../src/adapters/secrets/encrypted-file.ts';
import { passphraseFrom } from '../../src/adapters/secrets/passphrase.ts';
import { parsePassphrase } from '../../src/domain/settings/passphrase.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { Prompter } from '../../src/ports.ts';
import { writableStoreContract } from '../contracts/secret-store.ts';
import { onDisk } from '../support/failing-disk.ts';
import { ageRequirement, named } from '../support/requirements.ts';
import { back, scripted } from '../support/scripted.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Question = Parameters<Prompter['ask']>[0];

const passphrase = 'four words make one';
let directory: string;
beforeEach(() => {
  directory = join(temporaryFolder('age'), 'secrets');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

/** Cheap scrypt: its cost is age's business, and one test below pays it in full. */
const open = (word = passphrase, workFactor = 4) =>
  encryptedFiles({ directory, passphrase: async () => new Secret(word), workFactor });
const path = (key: string) => join(directory, `${key}.age`);
const sealedWith = async (word: string): Promise<Uint8Array> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(word);
  encrypter.setScryptWorkFactor(1);
  return encrypter.encrypt('kept');
};

describe('secrets in encrypted files', () => {
  writableStoreContract(() => open());

  it('are private files without clear text', async () => {
    await open().set('default.one', new Secret('CLEARTEXT'));
    expect((statSync(path('default.one')).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(directory).mode & 0o777).toString(8)).toBe('700');
    expect(readFileSync(path('default.one'), 'latin1')).not.toContain('CLEARTEXT');
    expect(readdirSync(directory)).toEqual(['default.one.age']);
  });

  // Stryker runs this suite in a thread, which cannot set the umask.
  it.skipIf(!isMainThread).each([0o000, 0o022, 0o077])('are private under umask %o', async (mask) => {
    const former = process.umask(mask);
    try {
      await open().set('default.one', new Secret('CLEARTEXT'));
    } finally {
      process.umask(former);
    }
    expect([statSync(path('default.one')).mode & 0o777, statSync(directory).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('report their directory, and when it cannot be used', async () => {
    const store = open();
    expect([store.kind, store.location]).toEqual(['file', `encrypted files in ${directory}`]);
    expect(await store.probe()).toEqual({
      kind: 'file',
      ready: true,
      problem: null,
      sentence: `Encrypted with a passphrase, in ${directory}.`,
      nextStep: null,
    });
    mkdirSync(directory, { mode: 0o700 });
    const elsewhere = expect.stringContaining('SMSCTL_CONFIG_DIR');
    const probed = async (name: string, at: string, fault: unknown) => {
      const probe = async () => {
        expect(await store.probe()).toEqual({
          kind: 'file',
          ready: false,
          problem: 'denied',
          sentence: fault,
          nextStep: elsewhere,
        });
      };
      await onDisk(probe, ({ name: call, file }) => (call === name && file === at ? { errno: 'EACCES' } : undefined));
    };
    await probed('statSync', 'secrets', expect.stringContaining(`${directory}: permission denied (EACCES)`));
    await probed('accessSync', 'secrets', expect.stringContaining(directory));
    rmSync(directory, { recursive: true });
    const above = join(directory, '..');
    await probed('accessSync', basename(above), expect.stringContaining(above));
  });

  it('ask for a passphrase before anything is written', async () => {
    const asked: string[] = [];
    const store = encryptedFiles({
      directory,
      passphrase: async (purpose) => {
        asked.push(purpose);
        return new Secret(passphrase);
      },
      workFactor: 1,
    });
    await store.prepare();
    expect(asked).toEqual(['encrypt']);
    expect(existsSync(directory)).toBe(false);
    await store.set('default.one', new Secret('x'));
    expect(asked).toEqual(['encrypt']);
    const other = encryptedFiles({
      directory,
      passphrase: async (purpose) => {
        asked.push(purpose);
        return new Secret(passphrase);
      },
      workFactor: 1,
    });
    await other.set('default.two', new Secret('x'));
    await other.get('default.one');
    expect(asked).toEqual(['encrypt', 'encrypt']);
  });

  it('are compared with what was written', async () => {
    await open().set('default.two', new Secret('two'));
    await expect(
      onDisk(
        () => open().set('default.one', new Secret('one')),
        ({ name, file }) => {
          // What is read back is another secret's file by then.
          if (name === 'openSync' && file === 'default.one.age') copyFileSync(path('default.two'), path('default.one'));
          return undefined;
        },
      ),
    ).rejects.toMatchObject({ problem: 'damaged', message: `${path('default.one')} is not what was written.` });
  });

  it('are refused with a reason when the file is something else', async () => {
    mkdirSync(directory, { mode: 0o700 });
    const words = async (contents: string | Uint8Array) => {
      writeFileSync(path('default.odd'), contents, { mode: 0o600 });
      return open()
        .get('default.odd')
        .then(
          () => 'read',
          ({ message, hints }: { readonly message: string; readonly hints: readonly string[] }) =>
            `${message.replace(path('default.odd'), 'It')} ${hints.join()}`,
        );
    };
    const again = 'Enter the secret again with `smsctl setup credentials`.';
    expect(await words('')).toBe(`It is not an age file with a passphrase. ${again}`);
    expect(await words('age-encryption.org/v1\n-> X25519 abc\n')).toBe(
      `It is not an age file with a passphrase. ${again}`,
    );
    expect(await words('age-encryption.org/v1\n-> scrypt ')).toBe(`It is damaged. ${again}`);
    expect(
      await words(
        'age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 23\nqW9eVsT0NVb/Vswtw8kPIxUnaYmm9Px1dYmq2+4+qZA\n--- 38TpQMxQRRNMfmYYpBX6DDrPx4gdX0mFDqqRCBFRxDk\n',
      ),
    ).toContain('work factor');
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(1);
    expect(await words(await encrypter.encrypt(Uint8Array.from([0xff, 0xfe])))).toBe(`It is not text. ${again}`);
    const marked = new Encrypter();
    marked.setPassphrase(passphrase);
    marked.setScryptWorkFactor(1);
    writeFileSync(path('default.odd'), await marked.encrypt('\ufeffkept'));
    expect((await open().get('default.odd'))?.reveal()).toBe('\ufeffkept');
    expect(await words(await sealedWith('another passphrase'))).toContain('passphrase');
  });

  it.each([
    ['is a file', () => writeFileSync(directory, '', { mode: 0o600 })],
    ['is a pipe', () => execFileSync('mkfifo', ['-m', '600', directory])],
    ['is a link to nothing', () => symlinkSync(join(directory, '..', 'nowhere'), directory)],
    [
      'lies below a file',
      () => {
        const above = join(directory, '..', 'file');
        writeFileSync(above, '');
        directory = join(above, 'secrets');
      },
    ],
  ])('are refused before anything is recorded when their directory %s', async (_, make) => {
    make();
    expect(await open().probe()).toMatchObject({ ready: false, problem: 'denied' });
    await expect(open().prepare()).rejects.toMatchObject({ problem: 'denied' });
    // Nothing can be there, so that nothing stays listed.
    await expect(open().delete('default.one')).resolves.toBeUndefined();
  });

  it('create nothing when they are probed or read', async () => {
    expect((await open().probe()).ready).toBe(true);
    expect(await open().get('default.one')).toBeUndefined();
    expect(existsSync(directory)).toBe(false);
  });

  it('report a wrong passphrase and ask again at the next try', async () => {
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

  it('are opened again only if they changed', async () => {
    await open().set('default.one', new Secret('x'));
    const opening = vi.spyOn(Decrypter.prototype, 'decrypt');
    onTestFinished(() => opening.mockRestore());
    const store = open();
    const revealed = async () => (await store.get('default.one'))?.reveal();
    expect([await revealed(), await revealed(), opening.mock.calls.length]).toEqual(['x', 'x', 1]);
    // What is written is opened once, to compare it.
    await store.set('default.two', new Secret('y'));
    expect((await store.get('default.two'))?.reveal()).toBe('y');
    expect(opening).toHaveBeenCalledTimes(2);
    await open().set('default.one', new Secret('another'));
    opening.mockClear();
    expect([await revealed(), opening.mock.calls.length]).toEqual(['another', 1]);
    truncateSync(path('default.one'), 100);
    await expect(store.get('default.one')).rejects.toMatchObject({ problem: 'damaged' });
    rmSync(path('default.one'));
    expect(await revealed()).toBeUndefined();
  });

  it('say what takes long before it is done', async () => {
    const said: string[] = [];
    const word = async () => new Secret(passphrase);
    const store = encryptedFiles({ directory, passphrase: word, workFactor: 4, onWork: (words) => said.push(words) });
    await store.prepare();
    expect(said).toEqual([]);
    await store.set('default.one', new Secret('x'));
    await store.get('default.one');
    expect(said).toHaveLength(1);
  });

  it('ask for the passphrase up to three times in a terminal', async () => {
    await open().set('default.one', new Secret('x'));
    const asked: string[] = [];
    const answering = (...words: string[]) =>
      encryptedFiles({
        directory,
        passphrase: async (purpose) => {
          asked.push(purpose);
          return new Secret(words.shift() ?? '');
        },
        tries: 3,
      });
    expect((await answering('wrong', 'wrong', passphrase).get('default.one'))?.reveal()).toBe('x');
    expect(asked).toEqual(['decrypt', 'decrypt-again', 'decrypt-again']);
    await expect(answering('a', 'b', 'c', passphrase).get('default.one')).rejects.toMatchObject({
      problem: 'wrong-passphrase',
    });
  });

  it('are refused when any byte differs or the file is cut', async () => {
    await open(passphrase, 1).set('default.one', new Secret('HELD'.repeat(16)));
    const whole = readFileSync(path('default.one'));
    const flipped = Array.from(whole, (byte, at) =>
      [1, 0x20, 0x80].map((bit) => Buffer.from(whole).fill(byte ^ bit, at, at + 1)),
    ).flat();
    const cut = Array.from(whole, (_, length) => whole.subarray(0, length));
    const damages = [...flipped, ...cut, Buffer.concat([whole, Buffer.from('x')]), Buffer.concat([whole, whole])];
    expect(damages.length).toBeGreaterThan(900);
    const problems = new Map<string, number>();
    for (const damage of damages) {
      writeFileSync(path('default.one'), damage);
      const error = await open()
        .get('default.one')
        .then(
          () => new Error('It was read.'),
          (reason: unknown) => reason,
        );
      expect(error).toMatchObject({ name: 'SecretStoreError', exit: 3 });
      expect(JSON.stringify([error, (error as Error).message])).not.toContain('HELD');
      const { problem } = error as { readonly problem: string };
      problems.set(problem, (problems.get(problem) ?? 0) + 1);
    }
    // What holds the file shut is 70 characters of it; damage to all the rest is called damage.
    expect([...problems.keys()].sort()).toEqual(['damaged', 'wrong-passphrase']);
    expect(problems.get('wrong-passphrase')).toBeLessThan(250);
  });

  it.each([
    ['a symbolic link', () => symlinkSync('/dev/zero', path('default.one')), 'a symbolic link'],
    ['a pipe', () => execFileSync('mkfifo', ['-m', '600', path('default.one')]), 'it is a pipe'],
    ['a directory', () => mkdirSync(path('default.one'), { mode: 0o700 }), 'it is a directory'],
    ['endless', () => writeFileSync(path('default.one'), '', { mode: 0o600 }), 'larger than 1 MiB'],
  ])('are refused when they are %s', async (name, plant, words) => {
    mkdirSync(directory, { mode: 0o700 });
    plant();
    if (name === 'endless') truncateSync(path('default.one'), 3 * 2 ** 30);
    await expect(open().get('default.one')).rejects.toMatchObject({
      problem: 'damaged',
      message: expect.stringContaining(words),
    });
  });

  it('are refused with a remedy when other users can read them', async () => {
    await open().set('default.one', new Secret('x'));
    chmodSync(path('default.one'), 0o644);
    await expect(open().get('default.one')).rejects.toMatchObject({
      problem: 'denied',
      message: `${path('default.one')} is open to other users.`,
      hints: [expect.stringContaining(`chmod 600 ${path('default.one')}`)],
    });
  });

  it('are refused with a remedy when other users can read their directory', async () => {
    await open().set('default.one', new Secret('x'));
    chmodSync(directory, 0o750);
    const denied = { problem: 'denied', hints: [expect.stringContaining(`chmod 700 ${directory}`)] };
    await expect(open().get('default.one')).rejects.toMatchObject(denied);
    await expect(open().prepare()).rejects.toMatchObject(denied);
    await expect(open().set('default.two', new Secret('x'))).rejects.toMatchObject(denied);
    expect(await open().probe()).toMatchObject({ ready: false, problem: 'denied', nextStep: denied.hints[0] });
    expect(readdirSync(directory)).toEqual(['default.one.age']);
    execFileSync('sh', ['-c', /`(.*)`/.exec((await open().probe()).nextStep ?? '')?.[1] ?? 'false']);
    expect((await open().get('default.one'))?.reveal()).toBe('x');
  });

  it.skipIf(process.getuid?.() !== 0)('are refused when another user owns them', async () => {
    await open().set('default.one', new Secret('x'));
    chownSync(path('default.one'), 65_534, 65_534);
    await expect(open().get('default.one')).rejects.toMatchObject({
      problem: 'denied',
      message: expect.stringContaining('belongs to another user'),
      hints: [expect.stringContaining(`chown "$(id -u)" ${path('default.one')}`)],
    });
  });

  it('remove the temporary files of killed writers alone', async () => {
    mkdirSync(directory, { mode: 0o700 });
    const living = `.default.two.age.${process.ppid}.0123456789ab.tmp`;
    for (const name of ['.default.zero.age.4194305.0123456789ab.tmp', living]) writeFileSync(join(directory, name), '');
    await open().set('default.one', new Secret('x'));
    expect(readdirSync(directory).sort()).toEqual([living, 'default.one.age']);
  });

  it('never replace the former secret', async () => {
    await open().set('default.one', new Secret('former'));
    const former = readFileSync(path('default.one'));
    await open().set('default.two', new Secret('new'));
    expect(readFileSync(path('default.one')).equals(former)).toBe(true);
  });

  it.each(['../escape', 'a/b', '', '.hidden', 'UPPER'])('refuse the key %j', async (key) => {
    await expect(open().get(key)).rejects.toMatchObject({
      problem: 'denied',
      hints: ['Set the credentials up again with `smsctl setup credentials`.'],
    });
  });
});

describe.skipIf(ageRequirement())(named('the age command', ageRequirement()), () => {
  /** `age` takes a passphrase from a terminal alone. */
  const inTerminal = (command: string, typed: string): string =>
    execFileSync('script', ['-qec', command, '/dev/null'], { input: typed, encoding: 'utf8' });

  it('opens a file of smsctl at full cost', async () => {
    await open(passphrase, 18).set('default.one', new Secret('from smsctl'));
    const target = join(directory, 'out');
    inTerminal(`age --decrypt --output ${target} ${path('default.one')}`, `${passphrase}\n`);
    expect(readFileSync(target, 'utf8')).toBe('from smsctl');
  });

  it('writes a file that smsctl opens', async () => {
    await open().set('default.one', new Secret('x'));
    const source = join(directory, 'in');
    writeFileSync(source, 'from age');
    inTerminal(`age --passphrase --output ${path('default.two')} ${source}`, `${passphrase}\n${passphrase}\n`);
    chmodSync(path('default.two'), 0o600);
    expect((await open().get('default.two'))?.reveal()).toBe('from age');
  });
});

describe('the passphrase', () => {
  const written = (contents: string | Uint8Array): string => {
    const file = join(directory, '..', 'passphrase');
    writeFileSync(file, contents);
    return file;
  };
  const latin1 = () => written(Buffer.from('vier W\u00f6rter in einem', 'latin1'));

  it('has at least 12 characters on one line, in Unicode’s normal form', () => {
    expect(parsePassphrase('too short').ok).toBe(false);
    expect(parsePassphrase('two\nlines of text').ok).toBe(false);
    const [composed, decomposed] = ['Zoë has a word', 'Zoe\u0308 has a word'].map(parsePassphrase);
    expect(composed?.ok && decomposed?.ok && composed.value.equals(decomposed.value)).toBe(true);
  });

  it('is read from the file that the variable names', async () => {
    const file = join(directory, '..', 'passphrase');
    writeFileSync(file, `${passphrase}\r\n`);
    const ask = passphraseFrom({ env: { SMSCTL_PASSPHRASE_FILE: file }, prompter: null });
    expect((await ask('decrypt')).reveal()).toBe(passphrase);
  });

  it('is read from a pipe', async () => {
    const pipe = join(directory, '..', 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', `printf '%s\\n' '${passphrase}' >${pipe}`], { stdio: 'ignore' });
    // The writer waits for a reader, and this process for a writer: it has to be there first.
    await once(writer, 'spawn');
    expect((await passphraseFrom({ env: { SMSCTL_PASSPHRASE_FILE: pipe }, prompter: null })('decrypt')).reveal()).toBe(
      passphrase,
    );
  });

  it.each([
    ['endless', () => '/dev/zero', /device/],
    ['not UTF-8', () => latin1(), /is not UTF-8/],
    ['too short', () => written('short'), /at least 12 characters/],
  ])('is refused and never shown when its file is %s', async (_, make, words) => {
    const failure = await passphraseFrom({ env: { SMSCTL_PASSPHRASE_FILE: make() }, prompter: null })('decrypt').catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ problem: 'locked', message: expect.stringMatching(words) });
  });

  it.each([
    ['a file that is not there', { SMSCTL_PASSPHRASE_FILE: '/nowhere/at/all' }, /\(ENOENT\)/],
    ['nobody to ask', {}, /passphrase/],
  ])('reports a locked store and names the variable with %s', async (_, env, words) => {
    const failure = await passphraseFrom({ env, prompter: null })('decrypt').catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem: 'locked', message: expect.stringMatching(words) });
    expect((failure as { hints: readonly string[] }).hints.join()).toContain('SMSCTL_PASSPHRASE_FILE');
  });

  it('may be 4,096 bytes long when asked for, as in a file', async () => {
    const ask = (length: number) =>
      passphraseFrom({ env: { SMSCTL_PASSPHRASE_FILE: written('x'.repeat(length)) }, prompter: null })('decrypt');
    expect((await ask(4_096)).reveal()).toHaveLength(4_096);
    await expect(ask(4_097)).rejects.toMatchObject({
      message: expect.stringContaining('it is larger than 4 KiB'),
      hints: [expect.stringContaining('SMSCTL_PASSPHRASE_FILE')],
    });
  });

  it('is read from a file that is closed afterwards', async () => {
    const file = written(passphrase);
    const calls = await onDisk(() =>
      passphraseFrom({ env: { SMSCTL_PASSPHRASE_FILE: file }, prompter: null })('decrypt'),
    );
    const names = calls.map(({ name }) => name);
    expect(names.filter((name) => /open|close/.test(name))).toEqual(['openSync', 'closeSync']);
  });

  it('is prompted for without an echo and checked before it is used', async () => {
    const asked: Question[] = [];
    const prompter = {
      ask: async (question: Question) => {
        asked.push(question);
        return ' Zoe\u0308 has a word or two ';
      },
    } as unknown as Prompter;
    const ask = passphraseFrom({ env: {}, prompter });
    for (const purpose of ['encrypt', 'decrypt', 'decrypt-again'] as const) {
      expect((await ask(purpose)).reveal()).toBe('Zo\u00eb has a word or two');
    }
    expect(asked.map(({ message, kind }) => `${kind}: ${message}`)).toEqual([
      'secret: New passphrase for the encrypted file',
      'secret: The same passphrase again',
      'secret: Passphrase of the encrypted file, to read the saved secret',
      'secret: Wrong passphrase. Passphrase of the encrypted file, to read the saved secret',
    ]);
    const [fresh, , former] = asked as [Question, Question, Question];
    expect(asked.every(({ help }) => help !== undefined)).toBe(true);
    expect(await fresh.problem?.('short')).toContain('12 characters');
    expect(await fresh.problem?.('long enough for this')).toBeUndefined();
    expect(await former.problem?.(' \t')).toBe('Enter the passphrase.');
    expect(await former.problem?.('x')).toBeUndefined();
  });

  it('is prompted for from the start when the two do not match', async () => {
    const prompter = scripted({
      'passphrase.new': ['a passphrase with a slip', 'another slip in it', passphrase],
      'passphrase.again': [passphrase, back, passphrase],
    });
    expect((await passphraseFrom({ env: {}, prompter })('encrypt')).reveal()).toBe(passphrase);
    expect(prompter.asked.map(({ key }) => key)).toEqual([
      ...['passphrase.new', 'passphrase.again', 'passphrase.new', 'passphrase.again'],
      ...['passphrase.new', 'passphrase.again'],
    ]);
    const [first, , second, , third] = prompter.asked;
    expect(second?.message).not.toBe(first?.message);
    expect(third?.message).toBe(first?.message);
    expect(prompter.unused()).toEqual([]);
  });

  it('is prompted for twice when it is new and once otherwise', async () => {
    const prompter = scripted({ 'passphrase.new': passphrase, 'passphrase.again': passphrase, passphrase });
    const ask = passphraseFrom({ env: {}, prompter });
    await ask('encrypt');
    await ask('decrypt');
    expect(prompter.asked.map(({ key }) => key)).toEqual(['passphrase.new', 'passphrase.again', 'passphrase']);
  });
});
