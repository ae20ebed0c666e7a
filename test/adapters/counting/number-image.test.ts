import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadNumberImage, readNumberImage } from '../../../src/adapters/counting/number-image.ts';
import { encodeImage, type ImageOrigin } from '../../../src/automaton/image.ts';
import { built } from '../../support/built.ts';
import { compiledFrom } from '../../support/compiled-numbers.ts';

await built('tables');

const directory = mkdtempSync(join(tmpdir(), 'smsctl-image-'));
afterAll(() => rmSync(directory, { recursive: true }));

const loaded = loadNumberImage();
if (!loaded.ok) throw new Error(loaded.why);
const compiled = compiledFrom(loaded.image);

function writeImage(change: Partial<ImageOrigin>): string {
  const path = join(directory, 'numbers.bin');
  writeFileSync(path, encodeImage({ ...compiled, origin: { ...compiled.origin, ...change } }));
  return path;
}

describe('the compiled numbering plans', () => {
  it('are used when they match the installed library and the rules', () => {
    expect(readNumberImage(writeImage({})).ok).toBe(true);
  });

  it.each<[Partial<ImageOrigin>, RegExp]>([
    [{ library: '1.12.0' }, /compiled from libphonenumber-js 1\.12\.0/],
    [{ metadata: '00' }, /with other plans is installed/],
    [{ rules: 'contacts.rules/0' }, /compiled for other rules, contacts\.rules\/0/],
  ])('are not taken where they are of %j', (change, why) => {
    expect(readNumberImage(writeImage(change))).toEqual({ ok: false, why: expect.stringMatching(why) });
  });

  it('are not used when they are missing or differ', () => {
    expect(readNumberImage(join(directory, 'none'))).toEqual({ ok: false, why: expect.stringContaining('ENOENT') });
    const path = join(directory, 'other');
    writeFileSync(path, 'x'.repeat(100));
    expect(readNumberImage(path)).toEqual({ ok: false, why: expect.stringContaining('damaged') });
  });
});
