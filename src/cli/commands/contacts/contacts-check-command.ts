import { parseMinimum, parseNumbers } from '../../../domain/contacts/contact-quality.ts';
import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { contactsDocumentSpec } from './contacts-document.ts';

/** Repeated values, in their order. */
export const repeated = (text: string, former: unknown): Parsed<readonly string[]> => {
  const name = text.trim();
  if (name === '') return refused("Give the column's header.");
  return accepted([...((former as readonly string[] | undefined) ?? []), name]);
};

export const countryOption = {
  flags: '--contacts-country <code>',
  help: 'country of numbers written without one, such as US [SMSCTL_CONTACTS_COUNTRY]',
} as const;

const columnName = (text: string): Parsed<string> =>
  text.trim() === '' ? refused("Give the column's header.") : accepted(text.trim());

export const countryColumnOption = {
  flags: '--country-column <name>',
  help: "the column of each row's country, by its header, or none [SMSCTL_COUNTRY_COLUMN]",
  parse: columnName,
} as const;

export const consentColumnOption = {
  flags: '--consent-column <name>',
  help: 'the column of consent or opt-out, by its header; NAME=VALUE says what allows texting; none [SMSCTL_CONSENT_COLUMN]',
  parse: columnName,
} as const;

export const numbersOption = {
  flags: '--contacts-numbers <kind>',
  help: 'numbers without + that are valid in two countries: national or international [SMSCTL_CONTACTS_NUMBERS]',
  parse: parseNumbers,
} as const;

export const contactsCheckCommand: CommandSpec = {
  path: 'contacts check',
  summary: 'say how many contacts of a list can be texted, and why the others cannot',
  description:
    'Reads lists and counts; nothing is changed and nothing leaves this machine. A list is a CSV or other delimited file, ' +
    'NDJSON, a JSON array or vCards, also gzipped; - is stdin; a postgres:// address takes a --query. Without a source it ' +
    'checks the saved one. Exit code 0 when enough rows can be texted, else 1. Each reason is explained in docs/contacts.md.',
  arguments: [{ name: '[sources...]', help: 'files, - for stdin, or a postgres:// address [SMSCTL_CONTACTS]' }],
  options: [
    countryOption,
    {
      flags: '--contacts-column <name>',
      help: 'a phone column, by its header; repeat it for several, the preferred first [SMSCTL_CONTACTS_COLUMN]',
      parse: repeated,
    },
    {
      flags: '--contacts-minimum <share>',
      help: 'least share of rows that can be texted, in % (default 95) [SMSCTL_CONTACTS_MINIMUM]',
      parse: parseMinimum,
    },
    countryColumnOption,
    consentColumnOption,
    numbersOption,
    { flags: '--query <sql>', help: 'what to select from the database' },
    { flags: '--report <file>', help: 'write a page with charts (HTML, in one file)' },
    { flags: '--valid <file>', help: 'write the rows that can be texted' },
    { flags: '--invalid <file>', help: 'write the rows that cannot, each with its reason' },
    { flags: '--fixed <file>', help: 'write all rows, with the number that a damaged cell most likely meant' },
    { flags: '--plan-out <file>', help: 'write how the list is read, for `contacts classify --plan`' },
    { flags: '--save', help: "save the counts for the organization's checklist" },
    { flags: '-y, --yes', help: 'replace files that exist' },
    jsonOption(contactsDocumentSpec),
  ],
  examples: [
    'smsctl contacts check contacts.csv --contacts-country US',
    'smsctl contacts check contacts.csv --report report.html --invalid invalid.csv',
    'smsctl contacts check google.csv outlook.csv cards.vcf --json',
    'zcat big.csv.gz | smsctl contacts check - --fixed fixed.csv',
    'smsctl contacts check postgres://reader@db.example.com/crm --query "select mobile, country from people"',
  ],
  document: contactsDocumentSpec,
  // The address of a database, which may also come from a variable or the settings, may hold a password.
  isHarmless: (sources) => sources.length > 0 && !sources.some((source) => source.includes('://')),
  load: () => import('./contacts-check.ts'),
};
