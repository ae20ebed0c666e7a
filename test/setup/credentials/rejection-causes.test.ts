import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/domain/readiness/facts.ts';
import { type Credential, fingerprintOf } from '../../../src/domain/settings/credential.ts';
import type { CredentialSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { causesOfRejection } from '../../../src/setup/credentials/rejection-causes.ts';
import { keyCredential, now, readyFacts, readySettings, tokenCredential } from '../../support/fixtures.ts';

const hour = 60 * 60 * 1000;
const savedAt = (ago: number) => new Date(now.getTime() - ago).toISOString();

interface Situation {
  readonly active?: Credential;
  readonly saved?: Partial<CredentialSettings> | null;
  readonly ambient?: Facts['ambient'];
  readonly message?: string;
}

function causes({ active = tokenCredential, saved = {}, ambient = {}, message = 'Authenticate' }: Situation) {
  const { credentials, ...others } = readySettings;
  const section = { ...credentials, fingerprint: fingerprintOf(active), savedAt: savedAt(hour), ...saved };
  const settings = saved === null ? others : ({ ...others, credentials: section } as Settings);
  return causesOfRejection({ ...readyFacts, settings, ambient, credential: async () => active }, { message });
}

const idsOf = async (situation: Situation) => (await causes(situation)).map(({ id }) => id).join(',');

const fresh = { savedAt: savedAt(hour - 1) };
const unknownUser = 'Authentication Error - INVALID USERNAME';
const inDublin = { ...tokenCredential, region: 'ie1' };
const keyWith = (secret: string): Situation => ({ active: { ...keyCredential, secret: new Secret(secret) } });
const changed = { fingerprint: '0'.repeat(16) };

describe('the causes of a 401', () => {
  it.each<[string, Situation, string]>([
    ['an Auth Token that was saved an hour ago', {}, 'rotated,other-account,copying,region,not-active'],
    ['one that was just saved', { saved: fresh }, 'copying,other-account,rotated,region,not-active'],
    ['one that is not saved', { saved: null }, 'copying,other-account,rotated,region,not-active'],
    [
      'one of an unknown account',
      { message: unknownUser },
      'unknown-account,rotated,other-account,copying,region,not-active',
    ],
    ['a key', { active: keyCredential }, 'key-deleted,other-account,copying,region,not-active'],
    [
      'a key that was just saved',
      { active: keyCredential, saved: fresh },
      'copying,other-account,key-deleted,region,not-active',
    ],
    // A key that Twilio does not know was deleted or mistyped: one cause covers both.
    [
      'a key that Twilio does not know',
      { active: keyCredential, message: unknownUser },
      'unknown-key,other-account,copying,region,not-active',
    ],
    [
      'another secret than the saved one',
      { saved: changed },
      'changed-secret,rotated,other-account,copying,region,not-active',
    ],
    ['a region', { active: inDublin }, 'region,rotated,other-account,copying,not-active'],
    [
      'no region, and a variable with one',
      { ambient: { region: 'ie1' } },
      'region-variable,rotated,other-account,copying,not-active',
    ],
    [
      'no region, and a variable with us1',
      { ambient: { region: 'us1' } },
      'rotated,other-account,copying,region,not-active',
    ],
    [
      'a region, and a variable with it',
      { active: inDublin, ambient: { region: 'ie1' } },
      'region,rotated,other-account,copying,not-active',
    ],
    [
      'a region, and a variable with another',
      { active: inDublin, ambient: { region: 'us1' } },
      'region-variable,region,rotated,other-account,copying,not-active',
    ],
    [
      'an Auth Token as the secret of a key',
      keyWith('d'.repeat(32)),
      'token-as-key-secret,key-deleted,other-account,copying,region,not-active',
    ],
    ['a longer secret of a key', keyWith('d'.repeat(33)), 'key-deleted,other-account,copying,region,not-active'],
    ['another secret of a key', keyWith(`${'d'.repeat(31)}x`), 'key-deleted,other-account,copying,region,not-active'],
    [
      'several of these',
      { ...keyWith('d'.repeat(32)), saved: changed, ambient: { region: 'ie1' }, message: unknownUser },
      'changed-secret,token-as-key-secret,region-variable,unknown-key,other-account,copying,not-active',
    ],
  ])('of %s come in this order', async (_, situation, ids) => {
    expect(await idsOf(situation)).toBe(ids);
  });

  it('name the time of saving if the secret has most likely changed since', async () => {
    const text = async (situation: Situation) => (await causes(situation)).map((cause) => cause.text).join(' ');
    for (const active of [tokenCredential, keyCredential]) {
      expect(await text({ active })).toContain(savedAt(hour));
      expect(await text({ active, saved: fresh })).not.toContain(fresh.savedAt);
      expect(await text({ active, saved: null })).not.toContain('undefined');
    }
  });

  it('name SIDs masked, regions and stores, and no secret', async () => {
    const situation = { ...keyWith('d'.repeat(32)), saved: changed, ambient: { region: 'ie1\u0007' } };
    const all = (await causes({ ...situation, message: unknownUser })).map(({ text }) => text).join(' ');
    expect(all).toContain('SKcc…cccc');
    expect(all).toContain('ACaa…aaaa');
    expect(all).toContain('"ie1');
    expect(all).not.toContain('\u0007');
    expect(all).not.toContain('d'.repeat(32));
    const region = async (active: Credential) =>
      (await causes({ active })).find(({ id }) => id === 'region')?.text ?? '';
    expect(await region(tokenCredential)).toContain('us1');
    expect(await region(inDublin)).toContain('ie1');
  });
});
