import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { likelyCodes } from '../../../../src/app/status/likely-codes.ts';
import { errorCodes } from '../../../../src/domain/error-codes/error-codes.ts';
import { headlines } from '../../../../src/domain/readiness/headline.ts';
import { fingerprintOf } from '../../../../src/domain/settings/credential.ts';
import type { Settings } from '../../../../src/domain/settings/settings.ts';
import { testCli } from '../../../support/context.ts';
import { accountSid, authToken, keyCredential, readySettings } from '../../../support/fixtures.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function cliWith(settings: Settings | undefined) {
  const cli = testCli({ url: 'http://127.0.0.1:9' });
  if (settings !== undefined) {
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settings);
  }
  cli.env.TWILIO_AUTH_TOKEN = authToken;
  return cli;
}

const formats = ['md', 'html', 'json'] as const;

function parsed(out: string) {
  const document = JSON.parse(out);
  expect(faultsIn('report', document)).toEqual([]);
  return document;
}

describe('smsctl report', () => {
  it('begins with the headlines of the checklist and their evidence', async () => {
    const { run } = await cliWith(readySettings);
    const { out, code } = await run('report', '--format', 'json');
    expect(code).toBe(0);
    const { checklist } = parsed(out);
    expect(checklist.map(({ headline }: { headline: string }) => headline)).toEqual(Object.values(headlines));
    for (const { evidence } of checklist) expect(evidence.length).toBeGreaterThan(0);
    const statusOf = Object.fromEntries(
      checklist.map((each: { headline: string; status: string }) => [each.headline, each.status]),
    );
    // Nothing was ever verified here.
    expect(statusOf[headlines.number]).toBe('unknown');
    expect(statusOf[headlines.method]).toBe('pass');
  });

  it('names owner, method, contact data and remedies in every format', async () => {
    const { run } = await cliWith(readySettings);
    for (const format of formats) {
      const { out } = await run('report', '--format', format);
      for (const words of ['Customer Messaging', 'token-based', '97', '30034', 'Reply STOP']) {
        expect(out, format).toContain(words);
      }
    }
  });

  it.each(formats)('masks identifiers and numbers and has no secret: %s', async (format) => {
    const { run } = await cliWith({
      ...readySettings,
      owner: { team: `Team ${accountSid}`, contact: '#sms' },
    });
    const { out } = await run('report', '--format', format);
    expect(out).not.toContain('2025550123');
    expect(out).not.toContain(authToken);
    expect(out.replaceAll(/Team [^<|"]*/g, '')).not.toContain(accountSid);
    const open = await run('report', '--format', format, '--show-ids');
    expect(open.out).toContain('2025550123');
    expect(open.out).toContain(accountSid);
    expect(open.out).not.toContain(authToken);
  });

  it('has the status as the schema of the status says', () => {
    const schemaOf = (name: string) =>
      JSON.parse(readFileSync(new URL(`../../../../docs/schema/${name}.json`, import.meta.url), 'utf8'));
    const [status, report] = [schemaOf('status'), schemaOf('report')];
    const { schema: _, version: __, exitCode: ___, error: ____, ...properties } = status.properties;
    expect(report.properties.status.anyOf[1].properties).toEqual(properties);
    expect(report.$defs).toMatchObject(status.$defs);
  });

  it('escapes outside text in each format', async () => {
    const team = '<script>x</script> | **bold** `code` [a](https://evil.example) \u202e';
    const { run } = await cliWith({ ...readySettings, owner: { team, contact: '<img src=//evil.example>' } });
    const page = (await run('report', '--format', 'html')).out;
    expect(page).not.toMatch(/<script|<img|\u202e/);
    expect(page).toContain('&lt;script&gt;x&lt;/script&gt;');
    const markdown = (await run('report', '--format', 'md')).out;
    expect(markdown).toContain(
      '\\<script>x\\</script> \\| \\*\\*bold\\*\\* \\`code\\` \\[a\\](https\\://evil.example)',
    );
    expect(markdown).not.toMatch(/\u202e/);
  });

  it('is a page that loads nothing', async () => {
    const { run } = await cliWith(readySettings);
    const { out } = await run('report', '--format', 'html');
    expect(out).not.toMatch(/<(?:script|link|img|iframe|object|embed|form)\b|@import|url\(/i);
    expect(out).toContain("default-src 'none'");
  });

  it('is written to a file in the format of its name', async () => {
    const { run } = await cliWith(readySettings);
    const folder = temporaryFolder('report');
    writeFileSync(join(folder, 'sms.html'), 'former');
    const refused = await run('report', '-f', join(folder, 'sms.html'), '--json');
    expect([refused.code, parsed(refused.out)]).toMatchObject([2, { error: { code: 'output.refused' } }]);
    expect(readFileSync(join(folder, 'sms.html'), 'utf8')).toBe('former');
    expect((await run('report', '-f', join(folder, 'sms.html'), '--yes')).code).toBe(0);
    for (const [name, start] of [
      ['sms.html', '<!doctype html>'],
      ['sms.json', '{\n  "schema": "smsctl.report/1"'],
      ['sms.md', '# SMS of default'],
      ['sms', '# SMS of default'],
    ] as const) {
      const { code, out, err } = await run('report', '-f', join(folder, name));
      expect([code, out]).toEqual([0, '']);
      expect((await run('report', '-f', join(folder, name))).code).toBe(0);
      expect(err).toContain(name);
      expect(readFileSync(join(folder, name), 'utf8').startsWith(start)).toBe(true);
    }
    expect(readdirSync(folder).sort()).toEqual(['sms', 'sms.html', 'sms.json', 'sms.md']);
    const failed = await run('report', '-f', join(folder, 'no', 'such', 'folder.html'), '--json');
    expect(failed.code).toBe(74);
    expect(parsed(failed.out)).toMatchObject({ status: null, exitCode: 74, error: { code: 'output.failed' } });
  });

  it.each([
    ['another page', '<!doctype html>\n<html lang="en"></html>\n'],
    ['another text about the organization', '# SMS of default\n\nOur notes.\n'],
    ['another document', '{\n  "schema": "smsctl.status/1"\n}\n'],
    ['a document that is written in another way', '{"schema": "smsctl.report/1"}'],
    ['a page that quotes a report', 'See <p class="lead">SMS handover report</p>'],
    ['a text that quotes a report', 'Made on Monday by smsctl 1.0.0'],
    ['nothing', ''],
  ])('does not replace a file that holds %s', async (_, text) => {
    const { run, directory } = await cliWith(readySettings);
    const path = join(directory, 'taken.md');
    writeFileSync(path, text);
    expect((await run('report', '-f', path)).code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each(['sms.HTML', 'SMS.Html'])('is a page if its file is called %s', async (name) => {
    const { run, directory } = await cliWith(readySettings);
    expect((await run('report', '-f', join(directory, name))).code).toBe(0);
    expect(readFileSync(join(directory, name), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('says when another server is used in place of Twilio', async () => {
    const { run } = await cliWith(readySettings);
    for (const format of formats) expect((await run('report', '--format', format)).out).toContain('127.0.0.1');
  });

  it('works before a setup exists', async () => {
    const { run } = await cliWith(undefined);
    for (const format of formats) expect((await run('report', '--format', format)).code).toBe(0);
    expect((await run('report', '--format', 'pdf')).code).toBe(2);
  });
});

describe('the error codes that a setup is likely to meet', () => {
  const codes = (settings: Settings) => likelyCodes(settings, []).map(({ code }) => code.code);

  it('depend on its sender, method and contacts', () => {
    expect(codes(readySettings)).toEqual([20003, 30034, 30022, 21711, 21211, 30005, 21610, 30007]);
    expect(
      codes({ ...readySettings, number: { sender: '+18005550123', kind: 'number', type: 'TOLL_FREE' } }),
    ).toContain(30032);
    expect(codes({ ...readySettings, number: { sender: 'ACME', kind: 'alphanumeric' } })).toContain(21612);
  });

  it('begin with codes of failed checks', () => {
    const result = { id: 'number.pool', status: 'fail', code: '21703' } as never;
    expect(likelyCodes(readySettings, [result])[0]).toMatchObject({
      code: { code: 21703 },
      why: expect.stringContaining('number.pool'),
    });
  });

  it('are all explained', () => {
    const known = errorCodes.map(({ code }) => code);
    for (const code of codes({
      ...readySettings,
      credentials: {
        ...readySettings.credentials,
        fingerprint: fingerprintOf(keyCredential),
        method: 'api-key',
      } as never,
    })) {
      expect(known).toContain(code);
    }
  });
});
