import { describe, expect, it } from 'vitest';
import { type AcknowledgementSubject, acknowledge, requireSubject } from '../../src/app/acknowledge.ts';
import type { ContactsSettings, Settings } from '../../src/domain/settings/settings.ts';
import type { UserError } from '../../src/domain/user-error.ts';
import { clock, now, readySettings } from '../support/fixtures.ts';
import { memorySettings } from '../support/memory.ts';

const contacts = readySettings.contacts as ContactsSettings;
const { acknowledged: _acknowledged, shortForm, ...unread } = contacts;
const at = now.toISOString();
const before = '2026-11-20T09:10:00.000Z';

/** For the number before this one. */
const stale: Settings = {
  ...readySettings,
  contacts: { ...contacts, shortForm: { ...shortForm, by: 'Ada', at: before, sender: '+12025550199' } },
};

describe('an acknowledgement', () => {
  it.each<[string, AcknowledgementSubject, string, Settings, boolean]>([
    ['the limits are not acknowledged', 'short-form', 'Ada', { ...readySettings, contacts: unread }, true],
    ['the same person acknowledged them', 'short-form', 'Ada', readySettings, false],
    ['another person acknowledged them', 'short-form', 'Grace', readySettings, true],
    ['the same person acknowledged them for another number', 'short-form', 'Ada', stale, true],
    ['the state of the list is not acknowledged', 'contacts', 'Ada', { ...readySettings, contacts: unread }, true],
    ['the same person acknowledged the list', 'contacts', 'Ada', readySettings, false],
    ['the same person acknowledged the list, and the limits are stale', 'contacts', 'Ada', stale, false],
    ['another person acknowledged the list', 'contacts', 'Grace', readySettings, true],
  ])('is recorded only if it is new: %s', async (_name, subject, by, saved, changed) => {
    const settings = memorySettings(saved);
    const result = await acknowledge({ subject, by }, { settings, clock });
    expect(result).toMatchObject({ changed, record: { by, at: changed ? at : before } });
    expect(settings.history).toHaveLength(changed ? 2 : 1);
    const record =
      subject === 'contacts'
        ? { acknowledged: { by, at } }
        : { shortForm: { by, at, sender: '+12025550123', method: 'auth-token' } };
    const expected = { ...saved, contacts: { ...saved.contacts, ...record } };
    expect(await settings.load()).toEqual(changed ? expected : saved);
  });

  it('is refused when another process removed its section meanwhile', async () => {
    const settings = memorySettings(readySettings);
    const load = async () => {
      const seen = await settings.load();
      await settings.update(({ contacts: _, ...rest }) => rest);
      return seen;
    };
    const acknowledging = acknowledge({ subject: 'contacts', by: 'Grace' }, { settings: { ...settings, load }, clock });
    await expect(acknowledging).rejects.toMatchObject({ code: 'acknowledge.not-set-up' });
    expect(await settings.load()).not.toHaveProperty('contacts');
  });

  it('is refused before anything is saved', async () => {
    const settings = memorySettings();
    const acknowledging = acknowledge({ subject: 'contacts', by: 'Grace' }, { settings, clock });
    await expect(acknowledging).rejects.toMatchObject({ code: 'acknowledge.not-set-up', exit: 1 });
    expect(settings.history).toEqual([]);
  });
});

describe('the sections that an acknowledgement is about', () => {
  const { number: _, credentials: __, contacts: ___, ...none } = readySettings;
  const sections = { number: readySettings.number, credentials: readySettings.credentials, contacts };
  const names = ['number', 'credentials', 'contacts'] as const;
  /** Every choice of the sections that are saved. */
  const choices = Array.from({ length: 8 }, (_choice, bits) =>
    names.filter((_name, index) => (bits & (1 << index)) > 0),
  );

  it.each(
    choices.flatMap((saved) =>
      (['short-form', 'contacts'] as const).map((subject) => [saved.join(', '), subject, saved] as const),
    ),
  )('are named when they are missing, in the order of setup: %s saved, %s', (_name, subject, saved) => {
    const settings: Settings = { ...none, ...Object.fromEntries(saved.map((name) => [name, sections[name]])) };
    const needed = subject === 'contacts' ? (['contacts'] as const) : names;
    const lacking = needed.filter((name) => !saved.includes(name));
    const [first] = lacking;
    if (first === undefined) {
      expect(() => requireSubject(subject, settings)).not.toThrow();
      return;
    }
    const words = `${lacking.join(', ')} ${lacking.length === 1 ? 'is' : 'are'} not set up`;
    const failure = (() => {
      try {
        return requireSubject(subject, settings);
      } catch (error) {
        return error as UserError;
      }
    })();
    expect(failure).toMatchObject({ code: 'acknowledge.not-set-up', exit: 1 });
    expect((failure as UserError).message).toContain(words);
    expect((failure as UserError).hints).toEqual([`Run \`smsctl setup ${first}\`.`]);
  });
});
