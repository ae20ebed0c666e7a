import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { overviewLines } from '../../../../src/cli/commands/status/status-all-text.ts';
import { styleFor } from '../../../../src/cli/render/style.ts';
import { testCli } from '../../../support/context.ts';
import { accountSid, readySettings } from '../../../support/fixtures.ts';
import { faultsIn } from '../../../support/schemas.ts';

async function cliWith(...organizations: readonly string[]) {
  const cli = testCli({ url: 'http://127.0.0.1:9' });
  for (const organization of organizations) {
    await settingsFile({ directory: cli.directory, organization }).update(() => readySettings);
  }
  return cli;
}

describe('smsctl status --all', () => {
  it('is one document with every organization, masked', async () => {
    const cli = await cliWith('acme-eu', 'acme-us');
    const { code, out, err } = await cli.run('status', '--all', '--json');
    expect([code, err]).toEqual([0, '']);
    const document = JSON.parse(out);
    expect(faultsIn('status-all', document)).toEqual([]);
    const part = { configured: true, owner: { team: 'Customer Messaging' }, problem: null };
    expect(document.organizations).toMatchObject([
      { organization: 'acme-eu', ...part, credentials: { method: 'auth-token' }, verification: { verdict: 'unknown' } },
      { organization: 'acme-us', ...part, number: { sender: '+1••••••0123' } },
    ]);
    expect(out).not.toMatch(new RegExp(`${accountSid}|2025550123`));
    for (const { organization, next } of document.organizations)
      expect(next.command).toContain(`--org ${organization}`);
  });

  it('has a row for an organization whose settings cannot be read', async () => {
    const cli = await cliWith('acme');
    mkdirSync(join(cli.directory, 'organizations'), { recursive: true });
    writeFileSync(join(cli.directory, 'organizations', 'broken.json'), '{"owner"');
    const { code, out } = await cli.run('status', '--all', '--json');
    const document = JSON.parse(out);
    expect([code, faultsIn('status-all', document)]).toEqual([0, []]);
    expect(document.organizations).toMatchObject([
      { organization: 'acme', problem: null },
      { organization: 'broken', owner: null, problem: { code: 'settings.unreadable' } },
    ]);
    const text = (await cli.run('status', '--all')).out;
    expect(text).toMatch(/^acme +unknown /m);
    expect(text).toMatch(/^broken +unreadable /m);
  });

  it('needs no organization to be named', async () => {
    const cli = await cliWith('one', 'two');
    expect((await cli.run('status')).code).toBe(2);
    cli.env.SMSCTL_ORG = 'no-such';
    expect((await cli.run('status')).code).toBe(2);
    expect((await cli.run('status', '--all')).code).toBe(0);
  });

  it.each([50, 80, 120])('fits %d columns', async (columns) => {
    const cli = await cliWith('acme-eu', 'an-organization-with-a-long-name');
    const { organizations } = JSON.parse((await cli.run('status', '--all', '--json')).out);
    const screen = { write: () => {}, isTerminal: true, palette: null, columns };
    const lines = overviewLines(organizations, styleFor(screen, { unicode: true, verbose: false }), new Date());
    for (const line of lines.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(lines).toContain('an-organization-with-a-long-name');
  });
});
