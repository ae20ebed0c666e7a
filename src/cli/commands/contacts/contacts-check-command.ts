import { parseMinimum, parseNumbers } from '../../../domain/contacts/contact-quality.ts';
import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption, type OptionSpec } from '../../command/command.ts';
import { contactsDocumentSpec } from './contacts-document.ts';

const needsHeader = 'Enter the header of the column.';

/** Repeated values, in their order. */
const repeated = (text: string, former: unknown): Parsed<readonly string[]> => {
  const name = text.trim();
  if (name === '') return refused(needsHeader);
  return accepted([...((former as readonly string[] | undefined) ?? []), name]);
};

const columnName = (text: string): Parsed<string> =>
  text.trim() === '' ? refused(needsHeader) : accepted(text.trim());

/** How a list is read. */
const reading = 'Reading the list';
const output = 'Output';

export const countryOption: OptionSpec = {
  flags: '--contacts-country <code>',
  help: 'country of numbers without +, e.g. US [SMSCTL_CONTACTS_COUNTRY]',
  group: reading,
};

export const phoneColumnOption: OptionSpec = {
  flags: '--contacts-column <name>',
  help: 'phone column, by its header; repeatable [SMSCTL_CONTACTS_COLUMN]',
  parse: repeated,
  group: reading,
};

export const countryColumnOption: OptionSpec = {
  flags: '--country-column <name>',
  help: 'country column, by its header, or none [SMSCTL_COUNTRY_COLUMN]',
  parse: columnName,
  group: reading,
};

export const consentColumnOption: OptionSpec = {
  flags: '--consent-column <name>',
  help: 'consent column: NAME, NAME=VALUE or none [SMSCTL_CONSENT_COLUMN]',
  parse: columnName,
  group: reading,
};

export const numbersOption: OptionSpec = {
  flags: '--contacts-numbers <kind>',
  help: 'read numbers without + as national or international [SMSCTL_CONTACTS_NUMBERS]',
  parse: parseNumbers,
  values: ['national', 'international'],
  group: reading,
};

const sheetName = (text: string): Parsed<string> =>
  text.trim() === '' ? refused('Enter the name of the sheet.') : accepted(text.trim());

const outputFlags = ['--report', '--valid', '--invalid', '--fixed', '--plan-out'];

export const contactsCheckCommand: CommandSpec = {
  path: 'contacts check',
  summary: 'count the textable contacts of a list',
  description:
    'Counts which contacts can receive SMS, and why the others cannot. The list is not changed and stays on this machine.\n' +
    'A list is a delimited file (CSV), a workbook (XLSX, ODS), a Parquet file, NDJSON, a JSON array or vCards, also gzipped. ' +
    'A database needs --query. ' +
    'Without a source, smsctl checks the saved list.\n' +
    'Exit code 0: the share of textable contacts reaches the minimum. 1: it does not. docs/contacts.md explains each reason.',
  arguments: [
    { name: '[sources...]', help: 'files, - for stdin, postgres:// or mysql:// [SMSCTL_CONTACTS]', values: 'file' },
  ],
  options: [
    {
      flags: '--contacts-minimum <percent>',
      help: 'set the minimum share of textable contacts (default 95) [SMSCTL_CONTACTS_MINIMUM]',
      parse: parseMinimum,
    },
    { flags: '--save', help: "save the counts for the organization's checklist" },
    { flags: '--cost', help: 'read prices, and print what one segment to each costs' },
    countryOption,
    phoneColumnOption,
    countryColumnOption,
    consentColumnOption,
    numbersOption,
    {
      flags: '--sheet <name>',
      help: 'sheet of a workbook (default: recognized) [SMSCTL_SHEET]',
      parse: sheetName,
      group: reading,
    },
    { flags: '--query <sql>', help: 'select the rows of a database', group: reading },
    { flags: '--report <file>', help: 'write a page with charts (HTML, one file)', group: output },
    { flags: '--valid <file>', help: 'write the textable rows', group: output },
    { flags: '--invalid <file>', help: 'write the other rows, each with its reason', group: output },
    { flags: '--fixed <file>', help: 'write all rows, with damaged numbers fixed', group: output },
    { flags: '--plan-out <file>', help: 'write a plan for `contacts classify --plan`', group: output },
    { flags: '-y, --yes', help: 'replace existing files', requires: outputFlags, group: output },
    { ...jsonOption(contactsDocumentSpec), group: output },
  ],
  examples: [
    ['check a list with US numbers', 'smsctl contacts check contacts.csv --contacts-country US'],
    [
      'write a report, and the rows that cannot receive SMS',
      'smsctl contacts check contacts.csv --report report.html --invalid invalid.csv',
    ],
    ['check a sheet of a workbook', 'smsctl contacts check contacts.xlsx --sheet Customers --contacts-country GB'],
    ['check several lists as one', 'smsctl contacts check google.csv outlook.csv cards.vcf --json'],
    ['check stdin, and fix damaged numbers', 'zcat big.csv.gz | smsctl contacts check - --fixed fixed.csv'],
    [
      'check a database',
      'smsctl contacts check postgres://me@db.example.com/crm --query "select mobile, country from people"',
    ],
  ],
  document: contactsDocumentSpec,
  // The address of a database, which may also come from a variable or the settings, may hold a password.
  isHarmless: (sources) => sources.length > 0 && !sources.some((source) => source.includes('://')),
  load: () => import('./contacts-check.ts'),
};
