import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';
import { type Shown, terminalOf } from '../support/wizard.ts';

const { accountSid, authToken, mainKey, number } = sandboxIds;

// Screens break lines by the length of a path, which is the same everywhere.
const folder = mkdtempSync('/tmp/sms-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const manifest = (name: string, token: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\ndata:\n  account-sid: ${base64(accountSid)}\n  auth-token: ${token}\n`;

/** What a terminal shows of command lines, one after the other. */
async function screen(lines: readonly (readonly string[])[], shown: Shown = {}): Promise<string> {
  const server = await startSandbox({ world: defaultWorld() });
  const terminal = terminalOf(shown);
  const configPath = join(folder, 'config.json');
  const cli = testCli(server, {
    ...terminal.change,
    twilioCli: async () => ({ configPath, keychainEntry: async () => undefined }),
  });
  cli.now = () => new Date('2026-11-23T18:00:00.000Z');
  const screens: string[] = [];
  try {
    for (const line of lines) {
      const before = terminal.length();
      const { code } = await cli.run(...line);
      screens.push(`$ smsctl ${line.join(' ')}\n${await terminal.shown(before)}[exit ${code}]\n`);
    }
    return screens.join('\n').replaceAll(/\/tmp\/sms-\w{6}/g, '/tmp/sms-XXXXXX');
  } finally {
    await server.close();
  }
}

describe('the screen of setup --from', () => {
  it('takes over a profile of twilio-cli', async () => {
    const profile = { accountSid, apiKey: mainKey.sid, apiSecret: mainKey.secret };
    file(
      'config.json',
      JSON.stringify({ activeProject: 'prod', profiles: { prod: profile }, projects: [{ id: 'old', accountSid }] }),
    );
    const lines = [
      ['setup', 'credentials', '--from', 'twilio-cli'],
      ['setup', 'credentials', '--from', 'twilio-cli:old', '--no-input'],
    ];
    await expect(await screen(lines)).toMatchFileSnapshot('setup/from-twilio-cli.txt');
  });

  it('takes over a Kubernetes Secret', async () => {
    const path = file('secret.yaml', manifest('twilio', base64(authToken)));
    await expect(await screen([['setup', 'credentials', '--from', path]])).toMatchFileSnapshot('setup/from-secret.txt');
  });

  it('sets up a second machine', async () => {
    const shared = {
      schema: 'smsctl.config-export/1',
      owner: { team: 'Customer Messaging', contact: '#sms-help' },
      number: { sender: number, country: 'US', messagingService: null },
      credentials: { accountSid, method: 'auth-token', region: null, store: 'keychain' },
      contacts: {
        column: null,
        country: 'US',
        countryColumn: null,
        consentColumn: null,
        numbers: null,
        sheet: null,
        minimum: 95,
      },
    };
    const path = file('team.json', JSON.stringify(shared, null, 2));
    const script = {
      'credentials.authToken': [authToken],
      'method.confirmedBy': ['Grace'],
      'contacts.source': [file('contacts.csv', 'phone\n+12025550142\n')],
      'contacts.acknowledged': ['yes'],
      'contacts.shortForm': ['yes'],
      'contacts.acknowledgedBy': ['Grace'],
    };
    const lines = [
      ['setup', '--from', path],
      ['config', 'export', '--out', join(folder, 'again.json')],
    ];
    await expect(await screen(lines, { script })).toMatchFileSnapshot('setup/from-export.txt');
  });

  it('says what is wrong with a source', async () => {
    const from = (name: string, text: string) => ['setup', '--from', file(name, text)];
    const lines = [
      from('two.yaml', `${manifest('twilio', base64(authToken))}---\n${manifest('twilio-old', base64(authToken))}`),
      from('plain.yaml', manifest('twilio', `"${authToken}!"`)),
      from('sealed.yaml', 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: twilio\n'),
      from('template.yaml', manifest('twilio', '{{ .Values.token }}')),
      from('newer.json', '{"schema": "smsctl.config-export/2"}'),
      from('settings.json', '{"schema": "smsctl.settings/1"}'),
      from('typo.json', '{\n  "schema": "smsctl.config-export/1",\n  "owner": {"taem": "Messaging"}\n}'),
      ['setup', '--from', '-'],
    ];
    await expect(await screen(lines)).toMatchFileSnapshot('setup/from-errors.txt');
  });
});
