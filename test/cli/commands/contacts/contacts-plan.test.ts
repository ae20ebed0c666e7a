import { describe, expect, it } from 'vitest';
import { type PlanOptions, planFrom } from '../../../../src/cli/commands/contacts/contacts-plan.ts';
import type { ContactsSettings, Settings } from '../../../../src/domain/settings/settings.ts';
import { readySettings } from '../../../support/fixtures.ts';

const contacts: ContactsSettings = {
  ...(readySettings.contacts as ContactsSettings),
  ...{ source: '/lists/saved.csv', country: 'CA', column: 'phone', countryColumn: 'land', consentColumn: 'sms' },
  ...{ numbers: 'national', sheet: 'People', minimum: 80 },
};
const settings: Settings = { ...readySettings, contacts };
const { country: _, ...placeless } = contacts;

const plan = (
  options: PlanOptions,
  env: Readonly<Record<string, string>>,
  saved: Settings = settings,
  args: readonly string[] = [],
) => planFrom(options, args, env, saved);

describe('the plan of a contact check', () => {
  it.each<[string, PlanOptions, Readonly<Record<string, string>>, Settings, string | undefined, string]>([
    [
      '--contacts-country',
      { contactsCountry: 'GB' },
      { SMSCTL_CONTACTS_COUNTRY: 'DE' },
      settings,
      'GB',
      '--contacts-country',
    ],
    ['the variable', {}, { SMSCTL_CONTACTS_COUNTRY: 'DE' }, settings, 'DE', 'SMSCTL_CONTACTS_COUNTRY'],
    ['what is saved for the contacts', {}, { SMSCTL_CONTACTS_COUNTRY: ' ' }, settings, 'CA', 'saved for contacts'],
    ["the number's country", {}, {}, { ...settings, contacts: placeless }, 'US', "saved number's country"],
  ])('takes the country from %s', async (_name, options, env, saved, country, countryFrom) => {
    expect(await plan(options, env, saved)).toMatchObject({ country, countryFrom });
  });

  it('has no country when nothing gives one', async () => {
    expect((await plan({}, {}, { contacts: placeless })).country).toBeUndefined();
  });

  it.each<[PlanOptions, Readonly<Record<string, string>>, Settings, number]>([
    [{ contactsMinimum: 70 }, { SMSCTL_CONTACTS_MINIMUM: '60' }, settings, 70],
    [{ contactsMinimum: 0 }, { SMSCTL_CONTACTS_MINIMUM: '60' }, settings, 0],
    [{}, { SMSCTL_CONTACTS_MINIMUM: '60' }, settings, 60],
    [{}, {}, settings, 80],
    [{}, {}, {}, 95],
  ])('takes the minimum of %j, %j, then what is saved, then 95', async (options, env, saved, minimum) => {
    expect((await plan(options, env, saved, ['a.csv'])).minimum).toBe(minimum);
  });

  it('reads a saved list as it was saved, and another one without the columns of that', async () => {
    const columns = {
      columns: ['phone'],
      countryColumn: 'land',
      consentColumn: 'sms',
      numbers: 'national',
      sheet: 'People',
    };
    expect(await plan({}, {})).toMatchObject({ sources: ['/lists/saved.csv'], ...columns });
    expect(await plan({}, {}, settings, ['/lists/saved.csv'])).toMatchObject(columns);
    const none = {
      columns: [],
      countryColumn: undefined,
      consentColumn: undefined,
      numbers: undefined,
      sheet: undefined,
    };
    expect(await plan({}, {}, settings, ['other.csv'])).toMatchObject(none);
    expect(await plan({}, {}, settings, ['/lists/saved.csv', 'other.csv'])).toMatchObject(none);
    expect(await plan({}, { SMSCTL_CONTACTS: 'other.csv' })).toMatchObject({ sources: ['other.csv'], ...none });
  });

  it('takes each column from its flag before its variable, and from that before what is saved', async () => {
    const env = {
      SMSCTL_CONTACTS_COLUMN: 'v1',
      SMSCTL_COUNTRY_COLUMN: 'v2',
      SMSCTL_CONSENT_COLUMN: 'v3',
      SMSCTL_CONTACTS_NUMBERS: 'International',
      SMSCTL_SHEET: 'v4',
    };
    const variables = {
      columns: ['v1'],
      countryColumn: 'v2',
      consentColumn: 'v3',
      numbers: 'international',
      sheet: 'v4',
    };
    expect(await plan({}, env)).toMatchObject(variables);
    const flags = {
      ...{
        contactsColumn: ['f1', 'f0'],
        countryColumn: 'f2',
        consentColumn: 'f3',
        contactsNumbers: 'national' as const,
        sheet: 'f4',
      },
    };
    expect(await plan(flags, env)).toMatchObject({
      ...{ columns: ['f1', 'f0'], countryColumn: 'f2', consentColumn: 'f3', numbers: 'national', sheet: 'f4' },
    });
  });

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ SMSCTL_CONTACTS_MINIMUM: '101' }, 'SMSCTL_CONTACTS_MINIMUM'],
    [{ SMSCTL_CONTACTS_NUMBERS: 'both' }, 'SMSCTL_CONTACTS_NUMBERS'],
    [{ SMSCTL_CONTACTS_COUNTRY: 'Atlantis' }, 'SMSCTL_CONTACTS_COUNTRY'],
  ])('is refused with the name of the variable when it is %j', async (env, name) => {
    await expect(plan({}, env)).rejects.toMatchObject({
      code: 'input.invalid',
      exit: 2,
      message: expect.stringContaining(name),
    });
  });

  it('is refused when there is no list', async () => {
    await expect(plan({}, {}, {})).rejects.toMatchObject({ code: 'input.missing', exit: 2 });
  });
});
