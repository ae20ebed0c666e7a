import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerKey } from '../../src/domain/settings/question.ts';
import { redact, rememberSecret } from '../../src/domain/text/redaction.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { openSandbox } from '../../src/main/sandbox.ts';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { withAuthToken } from '../support/sandbox-credentials.ts';

const { accountSid, authToken, number, messagingService, shortCode, standardKey } = sandboxIds;
const sampleContacts = '/package/samples/contacts.csv';

async function open(options: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(options, { env: { TWILIO_REGION: 'ie1' }, sampleContacts });
  onTestFinished(() => sandbox.close());
  const shown = [...sandbox.defaults].map(([key, value]) => [key, value instanceof Secret ? value.reveal() : value]);
  return { ...sandbox, answers: Object.fromEntries(shown) as Partial<Record<AnswerKey, string>> };
}

describe('the sandbox', () => {
  it('answers every question of a setup that is ready, with the sample list', async () => {
    const { answers, scenario } = await open();
    expect(scenario).toMatchObject({ name: 'ready', exit: 0 });
    expect(answers).toStrictEqual({
      'owner.team': 'Customer Messaging',
      'owner.contact': 'sms-team@example.com',
      'number.sender': number,
      'credentials.accountSid': accountSid,
      'credentials.method': 'auth-token',
      'credentials.store': 'memory',
      'credentials.authToken': authToken,
      'method.confirmed': 'auth-token',
      'method.confirmedBy': 'Ada',
      'contacts.acknowledgedBy': 'Ada',
      'contacts.source': sampleContacts,
      'contacts.country': 'US',
      'contacts.acknowledged': 'yes',
      'contacts.shortForm': 'yes',
    });
  });

  it.each<[name: string, Partial<Record<AnswerKey, string | undefined>>]>([
    [
      'standard-key',
      {
        'credentials.method': 'api-key',
        'credentials.apiKeySid': standardKey.sid,
        'credentials.apiKeySecret': standardKey.secret,
        'credentials.authToken': undefined,
        'method.confirmed': 'api-key',
      },
    ],
    [
      'short-code-in-service',
      { 'number.sender': shortCode, 'number.country': 'US', 'number.messagingService': messagingService },
    ],
    ['wrong-region', { 'credentials.region': 'ie1', 'credentials.authToken': '0'.repeat(32) }],
    ['method-changed', { 'credentials.method': 'auth-token', 'method.confirmed': 'api-key' }],
    ['opt-outs-overlooked', { 'contacts.acknowledged': 'no', 'contacts.shortForm': 'yes' }],
    ['light-e-mail', { 'contacts.acknowledged': 'yes', 'contacts.shortForm': 'no' }],
  ])('answers as the scenario %s says', async (name, expected) => {
    const { answers, scenario } = await open({ scenario: name });
    expect(scenario.name).toBe(name);
    for (const [key, value] of Object.entries(expected)) expect(answers[key as AnswerKey], key).toBe(value);
  });

  it.each([
    ['team-unknown', 'owner'],
    ['number-forgotten', 'number'],
    ['provider-forgotten', 'credentials'],
    ['method-unconfirmed', 'method'],
    ['contacts-overlooked', 'contacts'],
  ])('of %s leaves the answers of a step open: %s', async (name, step) => {
    const steps = Object.keys((await open({ scenario: name })).answers).map((key) => key.split('.')[0]);
    expect(new Set(steps).size).toBe(4);
    expect(steps).not.toContain(step);
  });

  it('writes the contacts of a scenario, and those of a finished setup, to its directory', async () => {
    for (const options of [{ scenario: 'uk-mobile' }, { finished: true }]) {
      const { answers, directory } = await open(options);
      const path = answers['contacts.source'] ?? '';
      expect(path).toBe(`${directory}/contacts.csv`);
      expect(readFileSync(path, 'utf8')).toMatch(/^phone\n(?:\+\d+\n){2,}$/);
    }
  });

  it('saves nothing, or the finished setup of its scenario', async () => {
    expect(await (await open()).workspace.settings.load()).toBeUndefined();
    const { workspace, directory } = await open({ scenario: 'standard-key', finished: true });
    const saved = await workspace.settings.load();
    const path = `${directory}/contacts.csv`;
    expect(saved).toMatchObject({
      owner: { team: 'Customer Messaging' },
      number: { sender: number },
      credentials: { method: 'api-key', apiKeySid: standardKey.sid, store: 'env' },
      contacts: { source: path, result: { rows: 3, textable: 3, bytes: statSync(path).size } },
    });
    expect(saved?.contacts?.result.modifiedAt).toBe(statSync(path).mtime.toISOString());
  });

  it('has a workspace of its own, which takes no credentials of the environment', async () => {
    const { workspace, url } = await open();
    expect(workspace).toMatchObject({ organization: 'default', storeKinds: ['memory'], ambient: {}, provider: url });
    const secret = new Secret('a secret of the test');
    await workspace.openStore('memory').set('default.one', secret);
    expect(await workspace.openStore('memory').get('default.one')).toEqual(secret);
    expect(await workspace.network()).toEqual([]);
    const provider = await workspace.openProvider(withAuthToken());
    await provider.accept();
    expect(workspace.requests()).toBeGreaterThan(0);
  });

  it('names the variables for another shell, and none that is not set', async () => {
    const token = await open();
    expect(Object.fromEntries(token.variables)).toEqual({
      SMSCTL_TWILIO_URL: token.url,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      SMSCTL_CONFIG_DIR: token.directory,
    });
    const key = await open({ scenario: 'standard-key' });
    expect(Object.fromEntries(key.variables)).toEqual({
      SMSCTL_TWILIO_URL: key.url,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: standardKey.sid,
      TWILIO_API_SECRET: standardKey.secret,
      SMSCTL_CONFIG_DIR: key.directory,
    });
    const stray = await open({ scenario: 'stray-region' });
    expect(stray.variables.get('TWILIO_REGION')).toBe('ie1');
  });

  it('shows its made-up secrets, which are no secrets', async () => {
    rememberSecret(authToken);
    rememberSecret(standardKey.secret);
    await open({ scenario: 'standard-key' });
    expect(redact(`${authToken} ${standardKey.secret}`)).toBe(`${authToken} ${standardKey.secret}`);
  });

  it('removes its directory when it is closed, and when the process ends', async () => {
    const former = new Set(process.listeners('exit'));
    const first = await open();
    expect(existsSync(first.directory)).toBe(true);
    await first.close();
    expect(existsSync(first.directory)).toBe(false);
    expect(process.listeners('exit').filter((listener) => !former.has(listener))).toEqual([]);
    const second = await open();
    const added = process.listeners('exit').filter((listener) => !former.has(listener));
    for (const listener of added) listener.call(process, 0);
    expect(existsSync(second.directory)).toBe(false);
  });

  it('takes the port that is named, and refuses one that is in use', async () => {
    const { url } = await open();
    const port = Number(new URL(url).port);
    const refused = openSandbox({ port }, { env: {}, sampleContacts });
    await expect(refused).rejects.toMatchObject({
      code: 'input.invalid',
      exit: 2,
      message: expect.stringMatching(new RegExp(`${port} is in use`)),
      hints: [expect.stringContaining('--port')],
    });
  });

  it('refuses a scenario that it does not have, and names a similar one', async () => {
    const refused = openSandbox({ scenario: 'voice-onyl' }, { env: {}, sampleContacts });
    await expect(refused).rejects.toMatchObject({ code: 'input.unknown-scenario' });
    const error = (await refused.catch((thrown: unknown) => thrown)) as { message: string; hints: readonly string[] };
    expect(`${error.message} ${error.hints.join(' ')}`).toContain('voice-only');
  });
});
