import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { schemaFiles } from '../../../src/adapters/process/schema-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'smsctl-schemas-'));
for (const name of ['verify.json', 'status.json', 'README.md']) writeFileSync(join(folder, name), `text of ${name}`);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the schemas of the package', () => {
  it('are its JSON files, by name', () => {
    const { names, read } = schemaFiles(folder);
    expect(names()).toEqual(['status', 'verify']);
    expect(read('verify')).toBe('text of verify.json');
    expect(() => read('missing')).toThrow();
  });
});
