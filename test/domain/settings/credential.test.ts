import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  fingerprintOf,
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseRegion,
} from '../../../src/domain/settings/credential.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import {
  accountSid,
  apiKeySecret,
  apiKeySid,
  authToken,
  keyCredential,
  otherAccountSid,
  tokenCredential,
} from '../../support/fixtures.ts';

const problem = (parsed: { readonly ok: boolean; readonly problem?: string }): string => parsed.problem ?? 'accepted';

describe('a pasted credential', () => {
  it.each([
    ['an API key SID where the Account SID belongs', parseAccountSid(apiKeySid), /an API key SID.*starts with AC/],
    ['a Messaging Service SID', parseAccountSid(`MG${'a'.repeat(32)}`), /a Messaging Service SID/],
    ['a short Account SID', parseAccountSid(accountSid.slice(0, -1)), /34 characters in all; this has 33/],
    ['a letter that is no digit', parseAccountSid(`AC${'g'.repeat(32)}`), /32 hexadecimal digits/],
    ['a blank inside', parseAccountSid(`AC${'a'.repeat(16)} ${'a'.repeat(16)}`), /white space inside/],
    ['a line break', parseAccountSid(`AC${'a'.repeat(16)}\n${'a'.repeat(16)}`), /line break/],
    ['a written-out line break', parseAuthToken(`${authToken}\\n`), /line break/],
    ['quotes', parseAuthToken(`"${authToken}"`), /quotes/],
    ['nothing', parseAuthToken('  '), /Enter the Auth Token/],
    ['an Account SID where the key belongs', parseApiKeySid(accountSid), /an Account SID.*starts with SK/],
    ['an Account SID where the token belongs', parseAuthToken(accountSid), /an Account SID, which is no secret/],
    ['an API key secret where the token belongs', parseAuthToken(apiKeySecret), /API key secret/],
    ['an Auth Token where the secret belongs', parseApiKeySecret(authToken), /looks like an Auth Token/],
    ['an API key SID where the secret belongs', parseApiKeySecret(apiKeySid), /an API key SID, which is no secret/],
    ['a cut secret', parseApiKeySecret('short'), /it was cut/],
    ['a secret with a letter from elsewhere', parseApiKeySecret(`${apiKeySecret}é`), /plain letters/],
    ['an unknown region', parseRegion('evil.example/'), /us1, ie1, au1/],
  ])('%s', (_, parsed, words) => expect(problem(parsed)).toMatch(words));

  it('is never repeated in a message', () => {
    for (const parsed of [
      parseAuthToken(apiKeySecret),
      parseApiKeySecret(authToken),
      parseAuthToken(`${authToken}1`),
    ]) {
      expect(problem(parsed)).not.toMatch(/dddd|NotAReal/);
    }
  });

  it('is accepted without the white space around it', () => {
    expect(parseAccountSid(`  ${accountSid}\r\n`)).toEqual({ ok: true, value: accountSid });
    const token = parseAuthToken(`\t${authToken} `);
    expect(token.ok && token.value.reveal()).toBe(authToken);
  });
});

describe('a fingerprint', () => {
  it('differs by secret, account and key and contains none of them', () => {
    const all = [
      tokenCredential,
      keyCredential,
      { ...tokenCredential, accountSid: otherAccountSid },
      { ...tokenCredential, secret: new Secret('f'.repeat(32)) },
    ].map(fingerprintOf);
    expect(new Set(all).size).toBe(all.length);
    for (const one of all) expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf(tokenCredential)).toBe(fingerprintOf({ ...tokenCredential }));
  });
});

describe('a secret', () => {
  it('does not print itself', () => {
    const secret = new Secret(authToken);
    const views = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true, depth: 9 }),
    ];
    for (const view of views) expect(view).not.toContain(authToken);
    expect(secret.reveal()).toBe(authToken);
  });
});
