import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sourcePlace } from '../../../src/adapters/process/source-place.ts';

const folder = mkdtempSync(join(tmpdir(), "smsctl map's (1) [a] ä% "));
afterAll(() => rmSync(folder, { recursive: true }));

const bundle = join(folder, 'start.js');
// Columns 5 and 6 of line 2 of the bundle are 9 and 10 of line 3 of the source: each letter is a difference.
const map = { version: 3, sources: ['../../src/app/verify.ts'], names: [], mappings: 'AAAA;IAEQ,CAAC' };
writeFileSync(`${bundle}.map`, JSON.stringify(map));
writeFileSync(join(folder, 'broken.js.map'), '{');

describe('a place in the bundle', () => {
  it.each([
    [`${bundle}:2:5`, 'src/app/verify.ts:3:9'],
    [`${bundle}:2:6`, 'src/app/verify.ts:3:10'],
    [`${pathToFileURL(bundle)}:2:5`, 'src/app/verify.ts:3:9'],
    [`${bundle}:1:1`, 'src/app/verify.ts:1:1'],
  ])('is found in the source', (place, source) => expect(sourcePlace(place)).toBe(source));

  it.each([
    ['has no source map', `${join(folder, 'other.js')}:2:5`],
    ['has an invalid one', `${join(folder, 'broken.js')}:2:5`],
    ['has no column', `${bundle}:2`],
    ['is no place', 'node:internal'],
    ['has something behind it', `${bundle}:2:5:x`],
    ['is before the first position', `${bundle}:0:0`],
  ])('stays as it is when it %s', (_, place) => expect(sourcePlace(place)).toBe(place));
});
