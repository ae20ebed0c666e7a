import { describe, expect, it } from 'vitest';
import { explainMethod } from '../../../src/domain/settings/explain-method.ts';
import { confirmationIn } from '../../../src/domain/settings/method-confirmation.ts';
import { parsePassphrase } from '../../../src/domain/settings/passphrase.ts';
import {
  type CredentialSettings,
  organizationPattern,
  type Settings,
  secretKeyPattern,
  storedCredentials,
  withStandby,
} from '../../../src/domain/settings/settings.ts';
import { accountSid, apiKeySid, otherAccountSid } from '../../support/fixtures.ts';

const credentials = (name: string, change: Partial<CredentialSettings> = {}): CredentialSettings => ({
  ...{ accountSid, method: 'auth-token', store: 'memory', secretKey: name, fingerprint: name },
  ...{ savedAt: '2026-11-20T09:00:00.000Z', ...change },
});
const [token, key] = [credentials('token'), credentials('key', { method: 'api-key', apiKeySid })];
const otherToken = credentials('other-token');
const otherKey = credentials('other-key', { method: 'api-key', apiKeySid });

const names = (all: readonly CredentialSettings[] = []) => all.map(({ fingerprint }) => fingerprint);

describe('the stored credentials', () => {
  it.each<[Settings, readonly string[]]>([
    [{}, []],
    [{ credentials: token }, ['token']],
    [{ standby: [key] }, ['key']],
    [{ credentials: token, standby: [key, otherToken] }, ['token', 'key', 'other-token']],
  ])('are the active and then the standby ones: %#', (settings, expected) => {
    expect(names(storedCredentials(settings))).toEqual(expected);
  });

  it.each<[string, Settings, readonly CredentialSettings[], readonly string[] | undefined]>([
    ['one of each method', { credentials: token }, [key, otherToken], ['key', 'other-token']],
    ['the first of a method', { credentials: token }, [key, otherKey, otherToken], ['key', 'other-token']],
    ['not the active ones', { credentials: key }, [key], undefined],
    ['none', { credentials: token }, [], undefined],
    ['those of settings without active ones', {}, [token, key], ['token', 'key']],
  ])('keep as standby %s', (_, settings, candidates, expected) => {
    const owner = { team: 'A', contact: 'b' };
    const { standby, ...rest } = withStandby({ ...settings, owner, standby: [otherKey] }, candidates);
    expect(standby === undefined ? undefined : names(standby)).toEqual(expected);
    expect(rest).toEqual({ ...settings, owner });
    if (expected === undefined) expect(withStandby({ standby: [otherKey] }, [])).not.toHaveProperty('standby');
  });
});

describe('the confirmation of the method', () => {
  const confirmed = { method: 'auth-token', by: 'Ada', at: '2026-11-20T09:05:00.000Z', fingerprint: 'token' } as const;

  it.each<[string, Settings, boolean]>([
    ['for these credentials', { credentials: token, method: { confirmed: { ...confirmed, accountSid } } }, true],
    [
      'for a former secret of the account',
      { credentials: otherToken, method: { confirmed: { ...confirmed, accountSid } } },
      true,
    ],
    ['without an account, from older settings', { credentials: token, method: { confirmed } }, true],
    [
      'for another account',
      { credentials: token, method: { confirmed: { ...confirmed, accountSid: otherAccountSid } } },
      false,
    ],
    ['for the other method', { credentials: key, method: { confirmed: { ...confirmed, accountSid } } }, false],
    ['without credentials', { method: { confirmed } }, false],
    ['that was never given', { credentials: token }, false],
  ])('%s: %#', (_, settings, counts) => {
    expect(confirmationIn(settings)).toEqual(counts ? settings.method?.confirmed : undefined);
  });
});

describe('the explanation of a method', () => {
  it('names the credentials that sign in, masked', () => {
    const ofToken = explainMethod(token);
    expect(ofToken).toContain('ACaa…aaaa');
    expect(ofToken).not.toContain('SK');
    const ofKey = explainMethod(key);
    expect(ofKey).toContain('SKcc…cccc');
    expect(ofKey).toContain('ACaa…aaaa');
    for (const text of [ofToken, ofKey]) expect(text).not.toMatch(/[ac]{8}/);
  });
});

describe('a passphrase', () => {
  it.each([
    ['x'.repeat(12), 'x'.repeat(12)],
    ['  four words make one \n', 'four words make one'],
    ['🔑'.repeat(12), '🔑'.repeat(12)],
    // Keyboards write the same letter as one or two characters, and digits in two widths.
    ['cafe\u0301 cafe\u0301 cafe\u0301', 'caf\u00e9 caf\u00e9 caf\u00e9'],
    ['ｆｏｕｒ　ｗｏｒｄｓ　１', 'four words 1'],
  ])('of twelve characters is accepted in one normal form: %j', (raw, value) => {
    const parsed = parsePassphrase(raw);
    expect(parsed.ok && parsed.value.reveal()).toBe(value);
  });

  it.each([
    ['x'.repeat(11), /12 characters.* 11\./],
    [' '.repeat(20), /12 characters.* 0\./],
    ['🔑'.repeat(6), /12 characters.* 6\./],
    ['e\u0301'.repeat(11), /12 characters.* 11\./],
    ['four words\nmake one', /one line/],
    ['four words\rmake one', /one line/],
  ])('is refused: %j', (raw, problem) => {
    expect(parsePassphrase(raw)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('names that are safe in every store', () => {
  it.each([
    ['a', true],
    ['acme-eu', true],
    ['0', true],
    [`a${'b'.repeat(62)}`, true],
    [`a${'b'.repeat(63)}`, false],
    ['-a', false],
    ['', false],
    ['Acme', false],
    ['a.b', false],
    ['a/b', false],
    ['a\nb', false],
    ['a\n', false],
  ])('%j is an organization: %s', (id, valid) => expect(organizationPattern.test(id)).toBe(valid));

  it.each([
    ['default.5b0c-1', true],
    [`a${'b'.repeat(127)}`, true],
    [`a${'b'.repeat(128)}`, false],
    ['.a', false],
    ['-a', false],
    ['a\u0000', false],
    ['../a', false],
    ['', false],
  ])('%j is the key of a secret: %s', (id, valid) => expect(secretKeyPattern.test(id)).toBe(valid));
});
