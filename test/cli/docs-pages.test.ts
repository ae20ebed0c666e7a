import { readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checklist } from '../../src/setup/checklist.ts';
import { testCli } from '../support/context.ts';

let cli: ReturnType<typeof testCli>;
beforeEach(() => {
  cli = testCli({ url: 'http://127.0.0.1:9' });
});
afterEach(() => rmSync(cli.directory, { recursive: true }));

/** The place in a page that a link opens. */
function opened(link: string): string {
  const { protocol, hash, href } = new URL(link);
  expect(protocol).toBe('file:');
  const page = readFileSync(new URL(href.replace(hash, '')), 'utf8');
  return page.slice(page.indexOf(`<a id="${hash.slice(1)}"></a>`)).split('\n')[0] ?? '';
}

it('verify links each check to its place in the installed pages', async () => {
  const { checks } = JSON.parse((await cli.run('verify', '--json')).out) as {
    checks: readonly { id: string; docs: string }[];
  };
  expect(checks).toHaveLength(checklist.length);
  for (const { id, docs } of checks) expect(opened(docs)).toContain(`\`${id}\``);
});

it('explain links a check to its place in the installed pages, and a code to the page of the provider', async () => {
  const pageOf = async (subject: string) =>
    (JSON.parse((await cli.run('explain', subject, '--json')).out) as { page: string }).page;
  expect(opened(await pageOf('number.owned'))).toContain('`number.owned`');
  expect(await pageOf('30034')).toMatch(/^https:/);
});
