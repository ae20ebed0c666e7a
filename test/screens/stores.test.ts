import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keychainError } from '../../src/adapters/secrets/keychain-problems.ts';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { answerError, type Destination } from '../../src/adapters/twilio/twilio-errors.ts';
import { networkError } from '../../src/adapters/twilio/twilio-network.ts';
import type { UserError } from '../../src/domain/user-error.ts';
import { brokenSettings } from '../support/broken-settings.ts';

const golden = (name: string, lines: readonly string[]) =>
  expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`stores/${name}.txt`);

const wordsOf = ({ message, hints }: UserError): readonly string[] => [message, ...hints.map((hint) => `  - ${hint}`)];

it.each(['linux', 'win32'] as const)('a keychain that cannot be used on %s', async (platform) => {
  const states = [
    ...(['locked', 'no-keyring', 'no-service', 'no-bus', 'no-library', 'late'] as const),
    ...(['crashed', 'ended', 'unwritable', 'refused', 'off'] as const),
  ];
  const words = states.flatMap((state) => [state, ...wordsOf(keychainError(state, undefined, platform)), '']);
  await golden(`keychain-${platform}`, words);
});

it('settings that cannot be read', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-screen-'));
  mkdirSync(join(directory, 'organizations'), { mode: 0o700 });
  const lines: string[] = [];
  for (const [name, [contents]] of Object.entries(brokenSettings)) {
    writeFileSync(join(directory, 'organizations', 'acme.json'), contents, { mode: 0o600 });
    const failure = await settingsFile({ directory, organization: 'acme' })
      .load()
      .then(
        () => undefined,
        (error: UserError) => error,
      );
    // The hint is the same for each.
    lines.push(`${name}: ${failure?.message.replace(directory, 'DIR')}`);
  }
  rmSync(directory, { recursive: true });
  await golden('settings', lines);
});

const direct: Destination = { host: 'api.twilio.com', proxy: undefined, isMock: false, timeoutMs: 15_000 };
const behindProxy: Destination = { ...direct, proxy: 'proxy.example.com:8080' };

it('answers of Twilio that are errors', async () => {
  const answers: readonly (readonly [status: number, code: number | undefined])[] = [
    ...([401, 403, 404, 429] as const).map((status) => [status, 20_000 + status] as const),
    ...[[403, 20008] as const, [403, 20005] as const, [401, 70051] as const, [401, 70052] as const],
    ...[[400, 21211] as const, [500, 20500] as const, [503, undefined] as const, [407, undefined] as const],
    [200, undefined],
  ];
  const lines = answers.flatMap(([status, code]) => {
    const body = code === undefined ? '<html>' : JSON.stringify({ code, message: 'As Twilio says it' });
    return [...wordsOf(answerError({ status, headers: {}, body }, direct, (text) => text)), ''];
  });
  await golden('twilio', lines);
});

it('connections to Twilio that fail', async () => {
  const codes = [
    ...['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'ENETUNREACH', 'ETIMEDOUT', 'EWEIRD', 'EPROTO'],
    ...['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'SELF_SIGNED_CERT_IN_CHAIN', 'HPE_INVALID_CONSTANT'],
  ];
  const failed = (code: string, destination: Destination) =>
    wordsOf(networkError(Object.assign(new Error('secret'), { code }), destination));
  const lines = [direct, behindProxy].flatMap((destination) =>
    codes.flatMap((code) => [...failed(code, destination), '']),
  );
  await golden('network', lines);
});
