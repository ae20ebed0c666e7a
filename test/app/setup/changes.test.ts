import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../src/app/setup/changes.ts';
import type { ContactsSettings, CredentialSettings } from '../../../src/domain/settings/settings.ts';
import { apiKeySid, otherAccountSid, readySettings } from '../../support/fixtures.ts';

const credentials = readySettings.credentials as CredentialSettings;
const contacts = readySettings.contacts as ContactsSettings;

describe('the changes that a save makes', () => {
  it('are none when everything is as it was', () => {
    expect(changesBetween(readySettings, readySettings)).toEqual([]);
    expect(changesBetween({}, {})).toEqual([]);
  });

  it('name what is new, what differs and what is gone, and mask SIDs', () => {
    const { country: _, ...number } = readySettings.number ?? { sender: '', kind: 'number' as const };
    const changed = changesBetween(readySettings, {
      number,
      credentials: { ...credentials, accountSid: otherAccountSid, apiKeySid },
    });
    expect(changed).toEqual([
      { name: 'number.country', from: 'US', to: null },
      { name: 'credentials.accountSid', from: 'ACaa…aaaa', to: 'ACbb…bbbb' },
      { name: 'credentials.apiKeySid', from: null, to: 'SKcc…cccc' },
    ]);
    expect(JSON.stringify(changed)).not.toMatch(/a{32}|b{32}|c{32}/);
  });

  it('name the section when only what follows from others changed, such as a new secret', () => {
    const fresh = {
      ...credentials,
      fingerprint: 'f'.repeat(16),
      secretKey: 'default.two',
      savedAt: '2026-11-23T18:00:00.000Z',
    };
    expect(changesBetween(readySettings, { credentials: fresh })).toEqual([
      { name: 'credentials', from: null, to: 'a new secret' },
    ]);
    const checked = { ...contacts, result: { ...contacts.result, rows: 101 } };
    expect(changesBetween(readySettings, { contacts: checked })).toEqual([
      { name: 'contacts', from: null, to: 'checked again' },
    ]);
  });

  it('leave the counts out when something else of the list changed', () => {
    const changed = { ...contacts, minimum: 90, result: { ...contacts.result, rows: 101 } };
    expect(changesBetween(readySettings, { contacts: changed })).toEqual([
      { name: 'contacts.minimum', from: '95', to: '90' },
    ]);
  });
});
