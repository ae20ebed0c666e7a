import { defaultMinimum, parseMinimum, parseNumbers } from '../../domain/contacts/contact-quality.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { accepted, refused } from '../../domain/text/parsed.ts';
import type { SetupStep } from '../step/step.ts';
import { contactsProof } from './checks.ts';
import { shortFormState } from './short-form.ts';

const yesOrNo = (raw: string) => {
  const text = raw.trim().toLowerCase();
  if (['yes', 'y', 'true'].includes(text)) return accepted(true);
  if (['no', 'n', 'false'].includes(text)) return accepted(false);
  return refused('Answer yes or no.');
};

const columnName = (raw: string) => (raw.trim() === '' ? refused("Give the column's header.") : accepted(raw.trim()));

/** An acknowledgement that does not record its sender and method counts, with a warning. */
const isUnderstood = (settings: Settings): boolean => ['current', 'unbound'].includes(shortFormState(settings));

export const contacts: SetupStep<'contacts'> = {
  ...contactsProof,
  title: 'Contact phone data',
  intro: [
    'No sender reaches a missing, mistyped or spreadsheet-damaged number.',
    'The list is read on this machine; only counts are saved, never a number.',
  ],
  questions: [
    {
      kind: 'text',
      key: 'contacts.source',
      message: 'Contact list',
      help: 'A CSV, JSON or vCard file with phone numbers, such as contacts.csv.',
      flag: '--contacts',
      variable: 'SMSCTL_CONTACTS',
      current: ({ contacts: saved }) => saved?.source,
      parse: (raw) => {
        const path = raw.trim();
        if (path === '') return refused('Enter the path of a CSV, JSON or vCard file.');
        if (path === '-' || /^postgres(?:ql)?:\/\//i.test(path)) {
          return refused('Give a file; for a pipe or a database there is `smsctl contacts check --save`.');
        }
        return accepted(path);
      },
    },
    {
      kind: 'text',
      key: 'contacts.country',
      message: 'Country of numbers written without one',
      help: 'Two letters, such as US; none when every number starts with +.',
      flag: '--contacts-country',
      variable: 'SMSCTL_CONTACTS_COUNTRY',
      optional: true,
      current: ({ contacts: saved }) => saved?.country,
      propose: ({ saved }) => saved.number?.country,
      parse: async (raw) => (await import('../../domain/numbers/phone.ts')).parseCountry(raw),
    },
    {
      kind: 'text',
      key: 'contacts.column',
      message: 'Phone column',
      help: 'The column of the phone numbers, by its header; recognized where not given.',
      flag: '--contacts-column',
      variable: 'SMSCTL_CONTACTS_COLUMN',
      optional: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.column,
      parse: columnName,
    },
    {
      kind: 'text',
      key: 'contacts.countryColumn',
      message: 'Country column',
      help: 'The column of the countries, by its header, or none; optional.',
      flag: '--country-column',
      variable: 'SMSCTL_COUNTRY_COLUMN',
      optional: true,
      takesNone: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.countryColumn,
      parse: columnName,
    },
    {
      kind: 'text',
      key: 'contacts.consentColumn',
      message: 'Consent column',
      help: 'The consent or opt-out column: NAME, NAME=VALUE that allows texting, or none.',
      flag: '--consent-column',
      variable: 'SMSCTL_CONSENT_COLUMN',
      optional: true,
      takesNone: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.consentColumn,
      parse: columnName,
    },
    {
      kind: 'text',
      key: 'contacts.numbers',
      message: 'Numbers without + that are valid in two countries: national or international',
      help: 'How numbers without + are written: national or international; optional.',
      flag: '--contacts-numbers',
      variable: 'SMSCTL_CONTACTS_NUMBERS',
      optional: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.numbers,
      parse: parseNumbers,
    },
    {
      kind: 'text',
      key: 'contacts.minimum',
      message: 'Least share of contacts that can be texted, in %',
      help: 'A number from 0 to 100; below it the list is not good enough for real use.',
      flag: '--contacts-minimum',
      variable: 'SMSCTL_CONTACTS_MINIMUM',
      current: ({ contacts: saved }) => saved?.minimum.toString(),
      propose: () => String(defaultMinimum),
      parse: parseMinimum,
    },
    {
      kind: 'confirm',
      key: 'contacts.acknowledged',
      afterReport: true,
      message: 'The team knows that SMS workflows may still fail where contact phone data is missing or incorrect',
      help: 'Acknowledges that workflows may fail on missing or incorrect phone data.',
      flag: '--acknowledge-contacts',
      variable: null,
      current: ({ contacts: saved }) => (saved?.acknowledged === undefined ? undefined : 'yes'),
      parse: yesOrNo,
    },
    {
      kind: 'confirm',
      key: 'contacts.shortForm',
      afterReport: true,
      message:
        'Campaign owners understand that SMS is not light e-mail: 160 plain characters a segment, each one paid, over infrastructure that registers senders and filters content',
      help: 'Acknowledges that SMS is short-form, and rests on infrastructure.',
      flag: '--acknowledge-short-form',
      variable: null,
      current: (saved) => (isUnderstood(saved) ? 'yes' : undefined),
      parse: yesOrNo,
    },
  ],
  finished: (saved) => saved.contacts?.acknowledged !== undefined && isUnderstood(saved),
  settle: async (...draft) => (await import('./settle.ts')).settleContacts(...draft),
};
