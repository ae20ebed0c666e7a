import { defaultMinimum, parseMinimum, parseNumbers } from '../../domain/contacts/contact-quality.ts';
import { schemeOf } from '../../domain/contacts/source-address.ts';
import { confirmationIn } from '../../domain/settings/method-confirmation.ts';
import type { GivenAnswers, PromptLookup, Suggestions } from '../../domain/settings/question.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { ListColumns } from '../../domain/settings/suggested-answers.ts';
import { accepted, refused } from '../../domain/text/parsed.ts';
import { parsePersonName } from '../../domain/text/person-name.ts';
import { printable } from '../../domain/text/printable.ts';
import { pathFromTyped } from '../../domain/text/typed-path.ts';
import { paragraphOf, UserError } from '../../domain/user-error.ts';
import type { SetupStep } from '../step/step.ts';
import { contactsProof } from './checks.ts';
import { shortFormState } from './short-form.ts';

const yesOrNo = (raw: string) => {
  const text = raw.trim().toLowerCase();
  if (['yes', 'y', 'true'].includes(text)) return accepted(true);
  if (['no', 'n', 'false'].includes(text)) return accepted(false);
  return refused('Answer yes or no.');
};

const sheetName = (raw: string) => (raw.trim() === '' ? refused('Enter the name of the sheet.') : accepted(raw.trim()));

const columnName = (raw: string) =>
  raw.trim() === '' ? refused('Enter the header of the column.') : accepted(raw.trim());

/** True if an answer gives an acknowledgement that is not saved yet, or that was given for other settings. */
const isNewlyAcknowledged = (answers: GivenAnswers, saved: Settings): boolean =>
  (answers['contacts.acknowledged'] === true && saved.contacts?.acknowledged === undefined) ||
  (answers['contacts.shortForm'] === true && !isUnderstood(saved));

/** An acknowledgement that does not record its sender and method counts, with a warning. */
const isUnderstood = (settings: Settings): boolean => ['current', 'unbound'].includes(shortFormState(settings));

/** A sentence on a list that cannot be read. A phone column that is not certain is asked for later. */
async function problemOfList({ columns }: PromptLookup, source: string): Promise<string | undefined> {
  try {
    await columns(source);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return paragraphOf(error);
    throw error;
  }
}

/** In a prompt: more columns than a person reads through. */
const columnLimit = 50;

/** The recognized columns, to confirm, and the others to choose from. */
async function phoneColumns({ columns }: PromptLookup, answers: GivenAnswers): Promise<Suggestions | undefined> {
  const source = answers['contacts.source'];
  const list = source === undefined ? undefined : await columns(source).catch(() => undefined);
  if (list === undefined) return undefined;
  const [recognized, ...more] = list.phones;
  const only = more.length === 0 ? recognized : undefined;
  const others = [...new Set([...list.possible, ...list.all])].filter((name) => name !== only).slice(0, columnLimit);
  return {
    ...(recognized === undefined && { note: 'not certain: choose it' }),
    choices: [
      ...(recognized === undefined ? [] : [{ value: 'none', name: recognizedWords(list) }]),
      ...others.map((name) => ({ value: name, name: printable(name, 60) })),
    ],
  };
}

/** `mobile, phone (recognized); country: land; consent: opt_in`. */
function recognizedWords({ phones, country, consent }: ListColumns): string {
  const name = (column: string) => printable(column, 40);
  const roles = [
    ...(country === null ? [] : [`country: ${name(country)}`]),
    ...(consent === null ? [] : [`consent: ${name(consent)}`]),
  ];
  return [`${phones.map(name).join(', ')} (recognized)`, ...roles].join('; ');
}

export const contacts: SetupStep<'contacts'> = {
  ...contactsProof,
  title: 'Contact phone data',
  intro:
    'Messages to a missing, mistyped or damaged phone number fail. smsctl reads the list on this machine and saves counts only, never a number.',
  questions: [
    {
      kind: 'path',
      key: 'contacts.source',
      message: 'Contact list',
      help: 'CSV, XLSX, JSON or vCard file with the contacts',
      flag: '--contacts',
      variable: 'SMSCTL_CONTACTS',
      current: ({ contacts: saved }) => saved?.source,
      parse: (raw, saved) => {
        // A list that was counted from a pipe or a database keeps its result.
        if (saved?.contacts?.result.bytes === null && raw === saved.contacts.source) return accepted(raw);
        const path = pathFromTyped(raw);
        if (path === '') return refused('Enter the path of a CSV, XLSX, JSON or vCard file.');
        if (path === '-' || schemeOf(path) !== undefined) {
          return refused('Enter a file. For a pipe or a database, run `smsctl contacts check --save`.');
        }
        return accepted(path);
      },
      probe: problemOfList,
    },
    {
      kind: 'text',
      key: 'contacts.column',
      message: 'Phone column',
      help: 'header of the phone column (default: recognized)',
      flag: '--contacts-column',
      variable: 'SMSCTL_CONTACTS_COLUMN',
      optional: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.column,
      suggest: phoneColumns,
      parse: columnName,
    },
    {
      kind: 'text',
      key: 'contacts.country',
      message: 'Country of numbers without a country code',
      help: 'country of numbers without +, such as US, or none',
      flag: '--contacts-country',
      variable: 'SMSCTL_CONTACTS_COUNTRY',
      optional: true,
      current: ({ contacts: saved }) => saved?.country,
      propose: ({ saved }) => saved.number?.country,
      parse: async (raw) => (await import('../../domain/numbers/phone.ts')).parseCountry(raw),
    },
    {
      kind: 'text',
      key: 'contacts.countryColumn',
      message: 'Country column',
      help: 'header of the country column, or none',
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
      help: 'consent column: NAME, NAME=VALUE that allows SMS, or none',
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
      message: 'How to read numbers without +: national or international',
      help: 'read numbers without + as national or international',
      flag: '--contacts-numbers',
      variable: 'SMSCTL_CONTACTS_NUMBERS',
      optional: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.numbers,
      parse: parseNumbers,
    },
    {
      kind: 'text',
      key: 'contacts.sheet',
      message: 'Sheet of the workbook',
      help: 'sheet of a workbook (default: recognized)',
      flag: '--sheet',
      variable: 'SMSCTL_SHEET',
      optional: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.sheet,
      parse: sheetName,
    },
    {
      kind: 'text',
      key: 'contacts.minimum',
      message: 'Minimum share of textable contacts (%)',
      help: 'minimum share of textable contacts, in percent',
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
      message: 'Does the team know that SMS workflows may still fail if contact phone data is missing or incorrect?',
      help: 'acknowledge that bad phone data makes workflows fail',
      flag: '--acknowledge-contacts',
      variable: null,
      current: ({ contacts: saved }) => (saved?.acknowledged === undefined ? undefined : 'yes'),
      parse: yesOrNo,
    },
    {
      kind: 'confirm',
      key: 'contacts.shortForm',
      afterReport: true,
      message: 'Do campaign owners know these limits of SMS?',
      help: 'acknowledge the limits of SMS',
      flag: '--acknowledge-short-form',
      variable: null,
      current: (saved) => (isUnderstood(saved) ? 'yes' : undefined),
      parse: yesOrNo,
    },
    {
      kind: 'text',
      key: 'contacts.acknowledgedBy',
      afterReport: true,
      message: 'Who acknowledges it',
      help: 'name of the person who acknowledges',
      flag: '--acknowledged-by',
      variable: 'SMSCTL_ACKNOWLEDGED_BY',
      when: isNewlyAcknowledged,
      current: () => undefined,
      sameAs: 'method.confirmedBy',
      // The person who confirms the method in the same run.
      propose: ({ saved, given, operator }) =>
        confirmationIn(saved)?.by ?? (given.has('method.confirmed') ? operator : undefined),
      parse: parsePersonName,
    },
  ],
  outdated: (saved) =>
    saved.contacts?.acknowledged !== undefined && shortFormState(saved) === 'stale'
      ? ['contacts.shortForm', 'contacts.acknowledgedBy']
      : [],
  finished: (saved) => saved.contacts?.acknowledged !== undefined && isUnderstood(saved),
  settle: async (...draft) => (await import('./settle.ts')).settleContacts(...draft),
};
