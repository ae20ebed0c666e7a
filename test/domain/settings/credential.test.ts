import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, regions } from '../../../src/domain/settings/credential.ts';
import {
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseMessagingServiceSid,
  parseMethod,
  parseRegion,
} from '../../../src/domain/settings/parse-credential.ts';
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
    ['a short Account SID', parseAccountSid(accountSid.slice(0, -1)), /34 characters.* 33 /],
    ['a letter that is no digit', parseAccountSid(`AC${'g'.repeat(32)}`), /32 hexadecimal digits/],
    ['a blank inside', parseAccountSid(`AC${'a'.repeat(16)} ${'a'.repeat(16)}`), /white space/],
    ['a line break', parseAccountSid(`AC${'a'.repeat(16)}\n${'a'.repeat(16)}`), /line break/],
    ['a written-out line break', parseAuthToken(`${authToken}\\n`), /line break/],
    ['quotes', parseAuthToken(`"${authToken}"`), /quotes/],
    ['nothing', parseAuthToken('  '), /Enter the Auth Token/],
    ['an Account SID where the key belongs', parseApiKeySid(accountSid), /an Account SID.*starts with SK/],
    ['an Account SID where the token belongs', parseAuthToken(accountSid), /an Account SID, not a secret/],
    ['an API key secret where the token belongs', parseAuthToken(apiKeySecret), /API key secret/],
    ['an Auth Token where the secret belongs', parseApiKeySecret(authToken), /looks like an Auth Token/],
    ['an API key SID where the secret belongs', parseApiKeySecret(apiKeySid), /an API key SID, not a secret/],
    ['a cut secret', parseApiKeySecret('short'), /too short/],
    ['a secret with a letter from elsewhere', parseApiKeySecret(`${apiKeySecret}é`), /ASCII/],
    ['an unknown region', parseRegion('evil.example/'), /us1, ie1, au1/],
  ])('%s', (_, parsed, words) => expect(problem(parsed)).toMatch(words));

  const parsers = { AC: parseAccountSid, SK: parseApiKeySid, MG: parseMessagingServiceSid } as const;
  const hex = '0123456789abcdefABCDEF0123456789';
  const places = Object.keys(parsers) as readonly (keyof typeof parsers)[];

  it.each(places)('is a SID with %s in either case, and keeps its digits', (prefix) => {
    for (const start of [prefix, prefix.toLowerCase(), `${prefix[0]}${prefix[1]?.toLowerCase()}`]) {
      expect(parsers[prefix](` ${start}${hex} `)).toEqual({ ok: true, value: `${prefix}${hex}` });
    }
  });

  it.each(
    places.flatMap((place) =>
      (['AC', 'SK', 'MG', 'PN'] as const).filter((seen) => seen !== place).map((seen) => [place, seen] as const),
    ),
  )('where %s belongs is named if it is one of %s', (place, seen) => {
    expect(problem(parsers[place](`${seen}${hex}`))).toMatch(
      new RegExp(`starts with ${seen}\\).*starts with ${place}`),
    );
    expect(problem(parsers[place](`${seen}${hex}0`))).toMatch(/^Invalid .* 32 hexadecimal digits\.$/);
  });

  it.each(places)('where %s belongs has 34 characters', (place) => {
    for (const wrong of [`${place}${hex}0`, `${place}${hex.slice(1)}`]) {
      expect(problem(parsers[place](wrong))).toContain(`This has ${wrong.length} characters.`);
    }
    expect(problem(parsers[place](`XY${hex}`))).toMatch(/^Invalid /);
    expect(problem(parsers[place](''))).toMatch(/^Enter the /);
  });

  it.each([
    ['AC', parseAuthToken],
    ['SK', parseAuthToken],
    ['AC', parseApiKeySecret],
    ['SK', parseApiKeySecret],
  ] as const)('is no secret if it is a SID with %s, in either case', (prefix, parse) => {
    for (const start of [prefix, prefix.toLowerCase()]) {
      expect(problem(parse(`${start}${hex}`))).toMatch(/^This is an (?:Account|API key) SID, not a secret/);
    }
    expect(problem(parse(`${prefix}${hex}0`))).not.toMatch(/SID, not/);
  });

  it.each([
    ['a'.repeat(31), /This has 31 characters/],
    ['a'.repeat(33), /This has 33 characters/],
    ['g'.repeat(32), /looks like an API key secret/],
    ["'a'", /in quotes/],
    [`"${'a'.repeat(32)}`, /starts or ends with a quotation mark/],
  ])('is no Auth Token: %s', (raw, words) => expect(problem(parseAuthToken(raw))).toMatch(words));

  it.each([
    [15, /too short/],
    [16, /accepted/],
    [256, /accepted/],
    [257, /too long/],
  ])('of %i characters may be the secret of an API key', (length, words) => {
    expect(problem(parseApiKeySecret('~'.repeat(length)))).toMatch(words);
  });

  it.each(['two words', 'a\tb'])('with white space inside is no secret: %j', (raw) => {
    expect(problem(parseApiKeySecret(`NotARealSecret-${raw}`))).toMatch(/white space/);
  });

  it('is read from a secret as from a text', () => {
    const token = parseAuthToken(new Secret(authToken));
    expect(token.ok && token.value.reveal()).toBe(authToken);
    const secret = parseApiKeySecret(new Secret(apiKeySecret));
    expect(secret.ok && secret.value.reveal()).toBe(apiKeySecret);
  });

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

describe('a choice that is typed', () => {
  it.each([...regions.keys()])('is the region %s in either case', (region) => {
    expect(parseRegion(` ${region.toUpperCase()} `)).toEqual({ ok: true, value: region });
  });

  it.each(['auth-token', 'api-key'])('is the method %s in either case', (method) => {
    expect(parseMethod(` ${method.toUpperCase()} `)).toEqual({ ok: true, value: method });
  });

  it.each(['', 'token', 'api-keys', 'us'])('is neither: %j', (raw) => {
    expect([parseMethod(raw).ok, parseRegion(raw).ok]).toEqual([false, false]);
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
