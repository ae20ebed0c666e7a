import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { subjectIds } from '../../../../src/app/status/subjects.ts';
import { commands } from '../../../../src/cli/commands.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import { checklist } from '../../../../src/setup/checklist.ts';
import { testCli } from '../../../support/context.ts';
import { readySettings } from '../../../support/fixtures.ts';

const cli = testCli({ url: 'http://127.0.0.1:9' });
beforeAll(async () => {
  for (const organization of ['acme', 'beta']) {
    await settingsFile({ directory: cli.directory, organization }).update(() => readySettings);
  }
});
afterAll(() => rmSync(cli.directory, { recursive: true }));

/** The lines that a completion script reads. */
async function lines(...words: readonly string[]): Promise<readonly string[]> {
  const { code, out } = await cli.run('complete', '--', ...words);
  expect(code).toBe(0);
  return out.split('\n').slice(0, -1);
}

describe('smsctl complete', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['organizations of this machine', ['status', '--org', ''], ['acme', 'beta']],
    ['checks', ['verify', '--check', ''], checklist.map(({ id }) => id)],
    ['subjects', ['explain', ''], subjectIds],
    ['scenarios', ['setup', '--scenario', ''], scenarios.map(({ name }) => name)],
    ['words of a closed set', ['completion', ''], ['bash', 'zsh', 'fish', 'powershell']],
    ['no word', ['completion', 'bash', ''], []],
  ])('prints %s, one a line and nothing beside them', async (_, words, expected) => {
    expect(await lines(...words)).toEqual(expected);
  });

  it('prints the schemas', async () => {
    expect(await lines('schema', '')).toEqual(expect.arrayContaining(['verify', 'status', 'contacts']));
  });

  it('prints each command that is not hidden with what it does, after a tab', async () => {
    const found = new Map((await lines('')).map((line) => line.split('\t') as [string, string]));
    const single = commands.filter(({ path }) => !path.includes(' '));
    for (const { path, summary, hidden } of single) {
      expect(found.get(path), path).toBe(hidden === true ? undefined : summary.slice(0, 80));
    }
    expect(found.get('org')).toContain('organizations');
  });

  it('leaves paths to the shell', async () => expect(await lines('status', '--bundle', '')).toEqual([':file']));
});
