import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { commands } from '../../src/cli/commands.ts';
import { contactRules } from '../../src/domain/numbers/contact-rules.ts';
import { testCli } from '../support/context.ts';
import { readySettings } from '../support/fixtures.ts';
import { faultsIn } from '../support/schemas.ts';

/**
 * Commands without a document on errors: they ask, print for a shell or a program, or what reads their output would take the
 * document for a summary or for settings.
 */
const without = [
  ...['setup', 'exec', 'completion', 'complete', 'help'],
  ...['contacts classify', 'contacts merge', 'config export'],
];

const now = '2026-11-24T12:00:00.000Z';
let cli: ReturnType<typeof testCli>;
beforeEach(async () => {
  cli = testCli({ url: 'http://127.0.0.1:9' });
  cli.now = () => new Date(now);
  await settingsFile({ directory: cli.directory, organization: 'acme' }).update(() => readySettings);
  return () => rmSync(cli.directory, { recursive: true });
});

/** The document of a run that succeeds and prints nothing else. */
async function documentOf(...argv: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await cli.run(...argv, '--json');
  expect(err).toBe('');
  const document = JSON.parse(out) as Record<string, unknown> & { readonly schema: string };
  expect(document).toMatchObject({ exitCode: code, error: null });
  expect(faultsIn(/^smsctl\.([a-z-]+)\/1$/.exec(document.schema)?.[1] ?? '', document)).toEqual([]);
  return document;
}

it('every other command has a document and the option for it', () => {
  const lacking = commands.filter(({ document }) => document === undefined).map(({ path }) => path);
  expect(lacking.sort()).toEqual([...without].sort());
  for (const { path, document, options = [] } of commands) {
    const has = options.some(({ flags }) => flags === '--json');
    expect(has, path).toBe(document !== undefined);
  }
});

describe('a document on success', () => {
  it('acknowledge', async () => {
    const document = await documentOf('acknowledge', 'contacts', '--by', 'Grace');
    expect(document).toMatchObject({ organization: 'acme', subject: 'contacts', changed: true, by: 'Grace', at: now });
    expect(await documentOf('acknowledge', 'contacts', '--by', 'Grace')).toMatchObject({ changed: false, at: now });
  });

  it('config path', async () => {
    const settings = join(cli.directory, 'organizations', 'acme.json');
    expect(await documentOf('config', 'path')).toMatchObject({ organization: 'acme', settings, exists: true });
    expect(await documentOf('config', 'path', '--org', 'beta')).toMatchObject({ organization: 'beta', exists: false });
  });

  it('contacts record', async () => {
    const path = join(cli.directory, 'summary.json');
    const counts = { rows: 4, textable: 3, reasons: { 'not-a-number': 1 }, countries: { US: 3 }, types: { MOBILE: 3 } };
    writeFileSync(path, JSON.stringify({ schema: 'smsctl.contacts-summary/1', rules: contactRules, ...counts }));
    const saved = { name: 'crm', recordedAt: now, rows: 4, textable: 3, share: 75, rules: contactRules, saved: true };
    const low = await documentOf('contacts', 'record', path, '--name', 'crm', '--contacts-minimum', '50');
    expect(low).toMatchObject({ ...saved, ok: true, minimum: 50, exitCode: 0 });
    const high = await documentOf('contacts', 'record', path, '--name', 'crm', '--contacts-minimum', '90');
    expect(high).toMatchObject({ ...saved, ok: false, minimum: 90, exitCode: 1 });
  });

  it('org use, rename and remove', async () => {
    const use = await documentOf('org', 'use', 'acme');
    expect(use).toMatchObject({ action: 'use', organization: 'acme', former: null, changed: true });
    const rename = await documentOf('org', 'rename', 'acme', 'beta');
    expect(rename).toMatchObject({ action: 'rename', organization: 'beta', former: 'acme', changed: true });
    const remove = await documentOf('org', 'remove', 'beta', '--confirm', 'beta');
    expect(remove).toMatchObject({ action: 'remove', organization: 'beta', former: null, changed: true });
  });

  it('schema', async () => {
    const { schemas } = (await documentOf('schema')) as { schemas: readonly { name: string; id: string }[] };
    expect(schemas).toContainEqual({ name: 'verify', id: 'smsctl.verify/1' });
  });

  it('sandbox --list', async () => {
    const { scenarios } = await documentOf('sandbox', '--list');
    expect(scenarios).toContainEqual({ name: 'wrong-token', about: expect.any(String), verifyExitCode: 1 });
    expect((await cli.run('sandbox', '--json')).code).toBe(2);
  });
});

describe('a prompt', () => {
  it.each([
    ['acknowledge', ['acknowledge', 'contacts']],
    ['org remove', ['org', 'remove', 'acme']],
  ])('is never shown by %s with --json', async (_, argv) => {
    const terminal = testCli({ url: 'http://127.0.0.1:9' }, { interactive: true });
    await settingsFile({ directory: terminal.directory, organization: 'acme' }).update(() => readySettings);
    const { code, out } = await terminal.run(...argv, '--json');
    expect([code, JSON.parse(out).error.code]).toEqual([2, 'input.missing']);
    rmSync(terminal.directory, { recursive: true });
  });
});
