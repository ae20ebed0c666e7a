import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import * as suite from 'cctv-age';
import { afterAll, describe, expect, it } from 'vitest';
import { encryptedFiles } from '../../src/adapters/secrets/encrypted-file.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { promised } from '../support/promised.ts';
import { processorMs } from '../support/work.ts';

/** What a vector of https://c2sp.org/CCTV/age says of itself, and its age file. */
interface Vector {
  readonly name: string;
  readonly expected: string;
  /** SHA-256 of what is inside. */
  readonly payload: string | undefined;
  readonly passphrase: string | undefined;
  readonly armored: boolean;
  readonly file: Uint8Array;
}

function parse(name: string, bytes: Uint8Array): Vector {
  const end = Buffer.from(bytes).indexOf('\n\n');
  const header = Buffer.from(bytes.subarray(0, end)).toString();
  const field = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(header)?.[1];
  const body = bytes.subarray(end + 2);
  return {
    name,
    expected: field('expect') ?? '',
    payload: field('payload'),
    passphrase: field('passphrase'),
    armored: field('armored') === 'yes',
    file: field('compressed') === 'zlib' ? inflateSync(body) : body,
  };
}

const vectors = Object.entries(suite as unknown as Readonly<Record<string, Uint8Array>>).map(([name, bytes]) =>
  parse(name, bytes),
);

/** Files that a passphrase opens, and whose content is one we would have written: our reader's own kind. */
const ours = vectors.filter(({ passphrase, armored }) => passphrase !== undefined && !armored);
const strangers = vectors.filter((vector) => !ours.includes(vector));

const directory = mkdtempSync(join(tmpdir(), 'smsctl-vectors-'));
mkdirSync(join(directory, 'secrets'), { mode: 0o700 });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function outcomeOf({ file, passphrase = 'password' }: Vector): Promise<string> {
  writeFileSync(join(directory, 'secrets', 'vector.age'), file, { mode: 0o600 });
  const store = encryptedFiles({
    directory: join(directory, 'secrets'),
    passphrase: async () => new Secret(passphrase),
  });
  try {
    const secret = await store.get('vector');
    return createHash('sha256')
      .update(secret?.reveal() ?? '')
      .digest('hex');
  } catch (error) {
    const { name, problem, message } = error as { name: string; problem: string; message: string };
    return name === 'SecretStoreError' ? `${problem}: ${message}` : `${name}: ${message}`;
  }
}

/** By the class of failure that a vector calls for. */
const wanted: Readonly<Record<string, RegExp>> = {
  'no match': /^(wrong-passphrase|damaged): /,
  'header failure': /^damaged: /,
  'HMAC failure': /^damaged: /,
  'payload failure': /^damaged: /,
};

describe("the age project's test vectors", () => {
  it('are complete', () => {
    expect(vectors).toHaveLength(promised(/the (\d+) vectors/));
    expect(ours).toHaveLength(25);
  });

  it.each(ours)('give the expected result: $name, $expected', async (vector) => {
    const outcome = await outcomeOf(vector);
    if (vector.expected === 'success') expect(outcome).toBe(vector.payload);
    else expect(outcome).toMatch(wanted[vector.expected] ?? /no such class/);
  });

  it('are refused without the work when they ask for too much of it', async () => {
    const tooMuch = ours.find(({ name }) => name === 'scrypt_work_factor_23') as Vector;
    const spent = await processorMs(async () => {
      expect(await outcomeOf(tooMuch)).toMatch(/^damaged: .*work factor/);
    });
    // The work itself would take half a minute.
    expect(spent).toBeLessThan(5_000);
  });

  it.each(strangers)('are refused when no passphrase can open them: $name', async (vector) => {
    expect(await outcomeOf(vector)).toMatch(/^damaged: /);
  });
});
