import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import type { Facts } from '../../../src/domain/readiness/facts.ts';
import { SecretStoreError, type SecretStoreProblem } from '../../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import {
  lookAtAcceptance,
  lookForShadows,
  lookForTestCredentials,
  lookInStore,
} from '../../../src/setup/credentials/acceptance.ts';
import {
  accountSid,
  apiKeySecret,
  apiKeySid,
  authToken,
  keyCredential,
  otherAccountSid,
  readyFacts,
  readySettings,
} from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const fails = (kind: ProviderErrorKind, providerCode?: number) => () =>
  Promise.reject(
    new ProviderError({ kind, message: `It says ${kind}.`, ...(providerCode !== undefined && { providerCode }) }),
  );

const withCredentials = (change: object): Settings =>
  ({ ...readySettings, credentials: { ...readySettings.credentials, ...change } }) as Settings;

describe('the answer of the provider', () => {
  it.each<[ProviderErrorKind, accepted: string | null, live: string | null]>([
    ['rejected', 'fail', null],
    ['not-found', 'fail', null],
    ['test-credentials', 'pass', 'fail'],
    ['suspended', 'pass', 'pass'],
    ['refused', null, null],
    ['other-account', null, null],
    ['rate-limited', null, null],
    ['unavailable', null, null],
    ['unreachable', null, null],
    ['not-understood', null, null],
    ['not-twilio', null, null],
  ])('%s: accepted is %s, live is %s, and null is left to the runner', async (kind, accepted, live) => {
    const facts = { ...readyFacts, acceptance: fails(kind) };
    for (const [look, status] of [
      [lookAtAcceptance, accepted],
      [lookForTestCredentials, live],
    ] as const) {
      if (status === null) await expect(look(facts)).rejects.toMatchObject({ kind });
      else expect(sound(await look(facts))).toMatchObject({ status });
    }
  });

  it('that is a fault of smsctl is left to the runner', async () => {
    const facts = { ...readyFacts, acceptance: () => Promise.reject(new TypeError('a bug')) };
    await expect(lookAtAcceptance(facts)).rejects.toThrow('a bug');
    await expect(lookForTestCredentials(facts)).rejects.toThrow('a bug');
  });

  it.each(['rejected', 'not-found'] as const)('%s has the code of Twilio, if it names one', async (kind) => {
    const coded = await lookAtAcceptance({ ...readyFacts, acceptance: fails(kind, 20003) });
    expect(coded).toMatchObject({ status: 'fail', code: '20003', detail: expect.stringContaining('ACaa…aaaa') });
    expect(await lookAtAcceptance({ ...readyFacts, acceptance: fails(kind) })).not.toHaveProperty('code');
  });

  it('that passes is described by what Twilio said', async () => {
    const detail = async (kind: ProviderErrorKind) =>
      (await lookAtAcceptance({ ...readyFacts, acceptance: fails(kind) })).detail;
    const details = [
      (await lookAtAcceptance(readyFacts)).detail,
      await detail('test-credentials'),
      await detail('suspended'),
    ];
    expect(new Set(details).size).toBe(3);
  });

  it('numbers the probable causes, the likeliest first', async () => {
    const { detail, data } = await lookAtAcceptance({ ...readyFacts, acceptance: fails('rejected') });
    const count = String(data?.causes).split(',').length;
    expect(detail.match(/\((\d+)\)/g)).toEqual(Array.from({ length: count }, (_, index) => `(${index + 1})`));
  });

  it('names the masked account when it accepts the credentials', async () => {
    expect((await lookAtAcceptance(readyFacts)).detail).toContain('ACaa…aaaa');
    expect((await lookForTestCredentials(readyFacts)).status).toBe('pass');
  });
});

describe('the secret in its store', () => {
  const failing = (problem: SecretStoreProblem) => () =>
    Promise.reject(new SecretStoreError({ problem, message: 'Gone.', nextStep: 'Enter it.' }));

  it.each(['missing', 'mismatch'] as const)(
    'fails with the next step of the store when it is a %s',
    async (problem) => {
      expect(await lookInStore({ ...readyFacts, credential: failing(problem) })).toEqual({
        status: 'fail',
        detail: 'Gone.',
        remedy: { text: 'Enter it.', command: 'smsctl setup credentials' },
      });
    },
  );

  it.each(['locked', 'no-bus', 'damaged', 'denied'] as const)(
    'is left to the runner when it is %s',
    async (problem) => {
      await expect(lookInStore({ ...readyFacts, credential: failing(problem) })).rejects.toMatchObject({ problem });
    },
  );

  it('is left to the runner when smsctl has a fault', async () => {
    const credential = () => Promise.reject(new TypeError('a bug'));
    await expect(lookInStore({ ...readyFacts, credential })).rejects.toThrow('a bug');
  });

  it('names its store, and warns with a remedy when it is another one', async () => {
    const settings = withCredentials({ store: 'file' });
    expect(await lookInStore({ ...readyFacts, settings })).toEqual({
      status: 'pass',
      detail: expect.stringContaining('an encrypted file'),
    });
    const other = await lookInStore({ ...readyFacts, settings, credential: async () => keyCredential });
    expect(other).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('an encrypted file'),
      remedy: { command: 'smsctl setup credentials' },
    });
  });
});

describe('variables of the environment', () => {
  const otherKey = `SK${'e'.repeat(32)}`;
  const otherSecret = new Secret('f'.repeat(32));
  const key = {
    credential: async () => keyCredential,
    settings: withCredentials({ method: 'api-key', apiKeySid, fingerprint: fingerprintOf(keyCredential) }),
  };
  const inDublin = { settings: withCredentials({ region: 'ie1' }) };

  it.each<[saved: string, Partial<Facts>, Facts['ambient'], names: readonly string[]]>([
    ['an Auth Token', {}, {}, []],
    ['an Auth Token', {}, { accountSid, authToken: new Secret(authToken), region: 'us1' }, []],
    ['an Auth Token', {}, { accountSid: otherAccountSid }, ['TWILIO_ACCOUNT_SID']],
    ['an Auth Token', {}, { authToken: otherSecret }, ['TWILIO_AUTH_TOKEN']],
    ['an Auth Token', {}, { apiKeySid }, ['TWILIO_API_KEY']],
    ['an Auth Token', {}, { apiKeySecret: otherSecret }, []],
    ['a key', key, { accountSid, apiKeySid, apiKeySecret: new Secret(apiKeySecret) }, []],
    ['a key', key, { apiKeySid: otherKey }, ['TWILIO_API_KEY']],
    ['a key', key, { apiKeySecret: otherSecret }, ['TWILIO_API_SECRET']],
    ['a key', key, { authToken: otherSecret }, []],
    ['no region', {}, { region: 'ie1' }, ['TWILIO_REGION']],
    ['the region ie1', inDublin, { region: 'ie1' }, []],
    ['the region ie1', inDublin, { region: 'us1' }, ['TWILIO_REGION']],
    ['no region', {}, { edge: 'dublin' }, ['TWILIO_EDGE']],
    ['no region', {}, { edge: 'dublin', region: 'us1' }, []],
    ['the region ie1', inDublin, { edge: 'dublin' }, []],
    [
      'a key',
      key,
      { accountSid: otherAccountSid, apiKeySid: otherKey, apiKeySecret: otherSecret, region: 'ie1' },
      ['TWILIO_ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_REGION'],
    ],
  ])('when %s is saved, are compared with it: case %#', async (_, change, ambient, names) => {
    const finding = sound(await lookForShadows({ ...readyFacts, ...change, ambient }));
    expect([...finding.detail.matchAll(/TWILIO_[A-Z_]+(?= )/g)].map(([name]) => name)).toEqual(names);
    expect(finding).toMatchObject(
      names.length === 0 ? { status: 'pass' } : { status: 'warn', data: { variables: names.length } },
    );
    expect(JSON.stringify(finding)).not.toMatch(/f{32}|e{32}|b{32}|dublin/);
  });
});
