import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printable } from '../../src/domain/text/printable.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { handle } from '../../src/sandbox/twilio/handle.ts';
import { testCli } from '../support/context.ts';
import { escapePayloads, rawControls } from '../support/escape-payloads.ts';
import { readySettings } from '../support/fixtures.ts';
import { promised } from '../support/promised.ts';

const { accountSid, authToken, number } = sandboxIds;

/** What a single selector behind a character does is seen, and is not hidden. */
const withoutSelector = (text: string): string => text.replace(/(?<=a)\ufe00/gi, '');
const words = (text: string): string => text.replace(/\s+/g, ' ');

/** Changes every text of a document but those that say what it is, and what other texts are compared with. */
function planted(value: unknown, payload: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => planted(each, payload, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, planted(each, payload, name)]));
  }
  return typeof value === 'string' && /name|message|detail|reason|currency|title/.test(key) ? payload : value;
}

describe('outside text that would act on a terminal, page or spreadsheet', () => {
  let server: Server;
  let payload = '';
  let mode: 'names' | 'errors' | 'raw' = 'names';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { method = '', url: path = '' } = request;
      const { authorization = '' } = request.headers;
      const { response: decided } = handle(defaultWorld(), { method, path, authorization });
      if (typeof decided.answer !== 'object') return;
      const said = {
        code: 20404,
        message: payload,
        detail: payload,
        more_info: payload,
        status: 404,
        [payload]: payload,
      };
      if (mode === 'names') {
        const body = JSON.stringify(planted(JSON.parse(decided.answer.body), payload));
        response.writeHead(decided.answer.status, decided.answer.headers).end(body);
      } else if (mode === 'errors') {
        response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(said));
      } else {
        response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${payload}</html>`);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  /** A command line whose settings, variables and files hold the payload wherever somebody could put it. */
  function poisoned() {
    const cli = testCli({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    cli.env = { TWILIO_AUTH_TOKEN: authToken };
    mkdirSync(join(cli.directory, 'organizations'), { recursive: true });
    const who = { by: payload, at: '2026-11-20T09:00:00.000Z' };
    const { contacts, method, credentials, number: sender } = readySettings;
    const settings = {
      schema: 'smsctl.settings/1',
      ...readySettings,
      owner: { team: payload, contact: payload },
      number: { ...sender, sender: number },
      credentials: { ...credentials, accountSid, store: 'env' },
      method: { confirmed: { ...method?.confirmed, ...who } },
      contacts: {
        ...contacts,
        source: `/lists/${payload}.csv`,
        column: payload,
        result: { ...contacts?.result, name: `${payload}.csv` },
        acknowledged: who,
        shortForm: who,
      },
    };
    const path = join(cli.directory, 'organizations', 'default.json');
    writeFileSync(path, JSON.stringify(settings));
    return { cli, path };
  }

  async function expectHarmless(cli: ReturnType<typeof poisoned>['cli'], argv: readonly string[]) {
    const { code, out, err } = await cli.run(...argv);
    expect(withoutSelector(out), `${argv[0]}: stdout`).not.toMatch(rawControls);
    expect(withoutSelector(err), `${argv[0]}: stderr`).not.toMatch(rawControls);
    return { code, out, err };
  }

  it.each(escapePayloads)('shows %s as text from every source in every output', async (_, text) => {
    payload = text;
    const { cli } = poisoned();
    mode = 'names';
    const status = await expectHarmless(cli, ['status']);
    expect(words(status.out)).toContain(words(printable(text)));
    const document = await expectHarmless(cli, ['status', '--json']);
    expect(JSON.parse(document.out).owner.team.replace(/\ufffd/g, '')).toContain(text.slice(0, 1));
    for (mode of ['names', 'errors', 'raw'] as const) {
      await expectHarmless(cli, ['verify', '--verbose']);
      const { out } = await expectHarmless(cli, ['verify', '--json']);
      expect(JSON.parse(out).schema).toBe('smsctl.verify/1');
    }
    for (const format of ['md', 'html', 'json']) {
      await expectHarmless(cli, ['report', '--format', format]);
      const file = join(cli.directory, `report.${format}`);
      await expectHarmless(cli, ['report', '--format', format, '-f', file]);
    }
    await expectHarmless(cli, ['explain', text]);
    await expectHarmless(cli, ['message', 'check', text]);
    await expectHarmless(cli, ['message', 'check', text, '--json']);
    await expectHarmless(cli, [text]);
    await expectHarmless(cli, ['verify', `--${text}`]);
    await expectHarmless(cli, ['verify', '--check', text]);
    await expectHarmless(cli, ['verify', '--timeout', text, '--json']);
    await expectHarmless(cli, ['send-test', '--to', text, '--yes']);
    for (const name of readdirSync(cli.directory, { recursive: true, encoding: 'utf8' })) {
      if (!/report\.|verification/.test(name)) continue;
      const written = readFileSync(join(cli.directory, name), 'utf8');
      expect(withoutSelector(written), name).not.toMatch(rawControls);
    }
  });

  it.each(escapePayloads)('makes %s of a contact list harmless in every output', async (_, text) => {
    payload = text;
    mode = 'names';
    const { cli } = poisoned();
    const list = join(cli.directory, `${text.replaceAll('\u0000', '').replaceAll('/', '').slice(0, 40)}.csv`);
    writeFileSync(list, `name,phone\n"${text}",+12025550142\n"${text}",${text.replace(/[\r\n,"]/g, '')}\n`);
    const outputs = ['valid', 'invalid', 'fixed', 'report'].map(
      (kind) => [kind, join(cli.directory, `out-${kind}`)] as const,
    );
    const flags = outputs.flatMap(([kind, path]) => [`--${kind}`, path]);
    await expectHarmless(cli, ['contacts', 'check', list, '--contacts-country', 'US', '--yes', ...flags]);
    await expectHarmless(cli, ['contacts', 'check', list, '--contacts-country', 'US', '--json']);
    await expectHarmless(cli, ['contacts', 'check', list, '--contacts-column', text]);
    for (const [kind, path] of outputs) {
      const written = readFileSync(path, 'utf8');
      // Lists hold every cell as it was: they are imported again, and no page.
      if (kind === 'report') expect(withoutSelector(written.replaceAll('\r\n', '\n')), kind).not.toMatch(rawControls);
      else expect(written.replaceAll('""', '"'), kind).toContain(Buffer.from(text).toString());
    }
  });

  it.each(escapePayloads)('makes %s harmless in flags, variables, answers and file names', async (_, text) => {
    payload = text;
    mode = 'names';
    const { cli } = poisoned();
    const flags = ['--owner-team', text, '--owner-contact', text, '--number', text, '--confirmed-by', text];
    await expectHarmless(cli, ['setup', '--yes', ...flags]);
    await expectHarmless(cli, ['setup', 'owner', '--yes', '--owner-team', text]);
    await expectHarmless(cli, ['setup', text]);
    cli.env = {
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_ACCOUNT_SID: text,
      TWILIO_REGION: text,
      TWILIO_EDGE: text,
      SMSCTL_OWNER_TEAM: text,
      SMSCTL_CONTACTS: text,
      SMSCTL_NUMBER: text,
    };
    await expectHarmless(cli, ['setup', '--yes']);
    await expectHarmless(cli, ['verify', '--verbose']);
    cli.env = { SMSCTL_ORG: text };
    await expectHarmless(cli, ['status', '--json']);
    cli.env = {};
    const answers = join(cli.directory, 'answers.json');
    for (const document of [{ [text]: text }, { owner: { team: text, contact: text }, contacts: { source: text } }]) {
      writeFileSync(answers, JSON.stringify(document));
      await expectHarmless(cli, ['setup', '--yes', '--answers', answers]);
    }
    const name = text.replaceAll('\u0000', '').replaceAll('/', '');
    const list = join(cli.directory, `${name}.csv`);
    writeFileSync(list, `name,phone\n"${text}",${text}\n`);
    await expectHarmless(cli, ['setup', 'contacts', '--yes', '--contacts', list, '--contacts-country', 'US']);
    await expectHarmless(cli, ['setup', '--answers', join(cli.directory, `${text}.json`)]);
    await expectHarmless(cli, ['setup', '--auth-token-file', join(cli.directory, text)]);
  });

  it('is tried in as many ways as are promised', () =>
    expect(escapePayloads.length).toBe(promised(/(\d+) escape sequences/)));
});
