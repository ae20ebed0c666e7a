import { describe, expect, it } from 'vitest';
import { shortFormBriefing } from '../../../src/app/status/short-form-briefing.ts';
import { segmentsOf } from '../../../src/domain/messages/segments.ts';
import { parseSender } from '../../../src/domain/settings/sender.ts';
import type { ContactsSettings, NumberSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtShortForm } from '../../../src/setup/contacts/short-form.ts';
import { readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const contacts = readySettings.contacts as ContactsSettings;
const without = (section: 'number' | 'credentials'): Settings => {
  const { [section]: _, ...settings } = readySettings;
  return settings;
};
const withNumber = (number: NumberSettings): Settings => ({ ...readySettings, number });
const sender = (raw: string): NumberSettings => {
  const parsed = parseSender(raw);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
};
const limits = (settings: Settings) => shortFormBriefing(settings).limits.map(({ label, text }) => `${label}: ${text}`);

describe('the acknowledgement that SMS is short-form', () => {
  it('is valid for the sender and the method it was given for', () => {
    expect(lookAtShortForm(readySettings)).toMatchObject({ status: 'pass' });
  });

  it('is stale when the sender or the method changes', () => {
    for (const changed of [
      withNumber({ sender: '12345', kind: 'short-code', country: 'US' }),
      { ...readySettings, credentials: { ...readySettings.credentials, method: 'api-key' } } as Settings,
    ]) {
      const finding = sound(lookAtShortForm(changed));
      expect(finding).toMatchObject({ status: 'fail', remedy: { command: 'smsctl acknowledge short-form' } });
      expect(finding.detail).toContain('+12025550123 with Account SID + Auth Token');
    }
  });

  it('stays valid after a new secret of the same method', () => {
    const rotated = { ...readySettings.credentials, fingerprint: 'f'.repeat(16) } as Settings['credentials'];
    expect(lookAtShortForm({ ...readySettings, credentials: rotated as never })).toMatchObject({ status: 'pass' });
  });

  it('passes with a warning when it names no sender', () => {
    const unbound = { ...contacts, shortForm: { by: 'Ada', at: '2026-11-20T09:10:00.000Z' } };
    expect(sound(lookAtShortForm({ ...readySettings, contacts: unbound }))).toMatchObject({
      status: 'warn',
      remedy: { command: 'smsctl acknowledge short-form' },
    });
  });

  it.each<[string, NonNullable<ContactsSettings['shortForm']>, Settings, string]>([
    ['the method alone', { by: 'Ada', at: '', method: 'auth-token' }, readySettings, 'fail'],
    ['the sender alone', { by: 'Ada', at: '', sender: '+12025550123' }, readySettings, 'fail'],
    ['the method alone, as no number is saved', { by: 'Ada', at: '', method: 'auth-token' }, without('number'), 'pass'],
    [
      'the sender alone, as no credentials are saved',
      { by: 'Ada', at: '', sender: '+12025550123' },
      without('credentials'),
      'pass',
    ],
  ])('that names %s counts for exactly that', (_, shortForm, settings, status) => {
    const finding = sound(
      lookAtShortForm({ ...settings, contacts: { ...contacts, shortForm: { ...shortForm, at: '2026' } } }),
    );
    expect(finding.status).toBe(status);
    if (status === 'fail') expect(finding.detail).not.toContain(' with ');
  });

  it('is missing when it was not given', () => {
    const { shortForm: _, ...without } = contacts;
    expect(lookAtShortForm({ ...readySettings, contacts: without })).toMatchObject({ status: 'fail' });
    expect(lookAtShortForm({})).toMatchObject({ status: 'fail' });
  });
});

describe('the briefing for campaign owners', () => {
  it('names the organization’s sender, countries and method', () => {
    expect(limits(readySettings).map((line) => line.split(':')[0])).toEqual([
      'Sender',
      'Countries',
      'Credentials',
      'Carriers',
    ]);
    expect(limits(readySettings).join(' ')).toMatch(/97 contacts .*97 seconds.*US 97.*Auth Token/);
  });

  it.each([
    ['+18005550199', /toll-free number.* 3 segments .*33 seconds/],
    ['+14165550123', /long code.* 1 segment .*97 seconds/],
    ['+4915112345678', /number of DE depends on the country and the account\.$/],
    ['12345', /short code.* 100 segments .* 1 second\.$/],
    ['ACME', /alphanumeric sender ID depends on the country and the account\.$/],
  ])('has the speed of %s with its source', (raw, words) => {
    const [first] = shortFormBriefing(withNumber(sender(raw))).limits;
    expect(first?.text).toMatch(words);
    expect(first?.source).toMatch(/^https:\/\/(?:www|help)\.twilio\.com\//);
  });

  it.each([
    [1, '1 second'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [7_199, '120 minutes'],
    [7_200, '2 hours'],
    [172_799, '48 hours'],
    [172_800, '2 days'],
    [260_000, '3 days'],
  ])('says how long sending to %i contacts takes', (textable, words) => {
    const many = { ...contacts, result: { ...contacts.result, textable } };
    expect(limits({ ...readySettings, contacts: many })[0]).toContain(`takes about ${words}.`);
  });

  it('says nothing of the time that no contact takes', () => {
    const none = { ...contacts, result: { ...contacts.result, textable: 0 } };
    expect(limits({ ...readySettings, contacts: none })[0]).not.toContain('takes about');
    const { contacts: _, ...without } = readySettings;
    expect(limits(without)[0]).not.toContain('takes about');
  });

  it('counts a part of a second as one, and names more than one campaign for US long codes alone', () => {
    const three = { ...contacts, result: { ...contacts.result, textable: 4 } };
    const [first] = limits({ ...withNumber(sender('+18005550199')), contacts: three });
    expect(first).toContain('takes about 2 seconds.');
    expect(limits(readySettings)[0]).toContain('A2P');
    expect(limits(withNumber(sender('+14165550123')))[0]).not.toContain('A2P');
  });

  it('names five countries, those with most contacts first, and how many more there are', () => {
    const countriesOf = (countries: Readonly<Record<string, number>>) => {
      const counted = { ...contacts, result: { ...contacts.result, countries } };
      return limits({ ...readySettings, contacts: counted })[1];
    };
    const five = { US: 1, CA: 5, GB: 3, DE: 2, FR: 4 };
    expect(countriesOf(five)).toMatch(/^Countries: CA 5, FR 4, GB 3, DE 2, US 1\. /);
    expect(countriesOf({ ...five, IT: 6, ES: 7 })).toMatch(/^Countries: ES 7, IT 6, CA 5, FR 4, GB 3 and 2 more\. /);
  });

  it('has a sample text that fills exactly one segment', () => {
    const { sample, sampleNote } = shortFormBriefing(readySettings);
    expect(segmentsOf(sample)).toMatchObject({ encoding: 'GSM-7', characters: 160, units: 160, segments: 1 });
    expect(segmentsOf(`${sample}.`).segments).toBe(2);
    expect(sampleNote).toContain('3 segments');
  });

  it('is shorter when little is set up', () => {
    expect(limits({}).length).toBe(1);
  });
});
