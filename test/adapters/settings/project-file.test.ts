import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFile } from '../../../src/adapters/settings/project-file.ts';

let root: string;
let below: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smsctl-project-'));
  below = join(root, 'a', 'b', 'c');
  mkdirSync(below, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const bind = (directory: string, text: string): string => {
  const path = join(directory, '.smsctl.json');
  writeFileSync(path, text);
  return path;
};
const found = (directory: string) => projectFile(directory)({ onlyOwn: false });

describe('the .smsctl.json that names the organization', () => {
  it('is that of the working directory, or the nearest one above it', async () => {
    const top = bind(root, '{"org":"top"}');
    for (const directory of [root, join(root, 'a'), below]) {
      expect(await found(directory)).toEqual({ id: 'top', path: top });
    }
    const nearer = bind(join(root, 'a', 'b'), '\ufeff{"org":"nearer"}');
    expect(await found(below)).toEqual({ id: 'nearer', path: nearer });
    expect(await found(join(root, 'a'))).toEqual({ id: 'top', path: top });
    const own = bind(below, '{"org":"own"}');
    expect(await found(below)).toEqual({ id: 'own', path: own });
  });

  it('is none below the working directory or beside it', async () => {
    bind(below, '{"org":"own"}');
    mkdirSync(join(root, 'beside'));
    bind(join(root, 'beside'), '{"org":"beside"}');
    expect(await found(join(root, 'a'))).toBeUndefined();
  });

  it.each(['{"org":"Acme EU"}', '{"org":"acme","x":1}', '{}', '[]', 'null', '{"org":', '{"org":1}', ''])(
    'stops the search when it is broken, and is reported: %s',
    async (text) => {
      bind(root, '{"org":"top"}');
      const path = bind(join(root, 'a'), text);
      await expect(found(below)).rejects.toMatchObject({
        code: 'project.unreadable',
        exit: 3,
        message: expect.stringContaining(path),
      });
    },
  );

  it('stops the search when it is no file', async () => {
    bind(root, '{"org":"top"}');
    mkdirSync(join(root, 'a', '.smsctl.json'));
    await expect(found(below)).rejects.toMatchObject({ code: 'project.unreadable' });
  });
});
