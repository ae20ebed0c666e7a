import { describe, expect, it } from 'vitest';
import { shortFormBriefing } from '../../../src/app/status/short-form-briefing.ts';
import { segmentsOf } from '../../../src/domain/messages/segments.ts';
import { parseSender } from '../../../src/domain/settings/sender.ts';
import type { ContactsSettings, NumberSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtShortForm } from '../../../src/setup/contacts/short-form.ts';
import { readySettings } from '../../support/fixtures.ts';

const contacts = readySettings.contacts as ContactsSettings;
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
      const finding = lookAtShortForm(changed);
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
    expect(lookAtShortForm({ ...readySettings, contacts: unbound })).toMatchObject({ status: 'warn' });
  });

  it('is missing when it was not given', () => {
    const { shortForm: _, ...without } = contacts;
    expect(lookAtShortForm({ ...readySettings, contacts: without })).toMatchObject({ status: 'fail' });
  });
});

describe('the briefing for campaign owners', () => {
  it('names the organization’s sender, countries and method', () => {
    expect(limits(readySettings)).toEqual([
      'Sender: a long code, 1 segment a second; a registered A2P campaign may send more; one segment to the 97 contacts takes about 97 seconds.',
      'Countries: US 97; each has its own rules and its own price a segment.',
      'Signs in: Account SID + Auth Token: when that is revoked, every message fails at once.',
      'Carriers: register senders and filter content; whoever answers STOP gets nothing more.',
    ]);
  });

  it.each([
    ['+18005550199', 'a toll-free number, 3 segments a second; one segment to the 97 contacts takes about 33 seconds.'],
    ['+14165550123', 'a long code, 1 segment a second; one segment to the 97 contacts takes about 97 seconds.'],
    ['+4915112345678', 'a number of DE, as fast as its countries and the account allow.'],
    ['12345', 'a short code, 100 segments a second; one segment to the 97 contacts takes about 1 second.'],
    ['ACME', 'an alphanumeric sender ID, as fast as its countries and the account allow.'],
  ])('has the sender class of %s with its source', (raw, words) => {
    const [first] = shortFormBriefing(withNumber(sender(raw))).limits;
    expect(first?.text).toBe(words);
    expect(first?.source).toMatch(/^https:\/\/(?:www|help)\.twilio\.com\//);
  });

  it.each([
    [120, '2 minutes'],
    [7_200, '2 hours'],
    [260_000, '3 days'],
  ])('says how long sending to %i contacts takes', (textable, words) => {
    const many = { ...contacts, result: { ...contacts.result, textable } };
    expect(limits({ ...readySettings, contacts: many })[0]).toContain(`takes about ${words}.`);
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
