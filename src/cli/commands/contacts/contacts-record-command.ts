import { parseMinimum } from '../../../domain/contacts/contact-quality.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { contactsRecordDocumentSpec } from './contacts-record-document.ts';

export const contactsRecordCommand: CommandSpec = {
  path: 'contacts record',
  summary: "save a merged summary for the organization's checklist",
  description:
    'Saves the counts of a list that was checked in parts, as `contacts check --save` does for a whole list. ' +
    '`smsctl verify` checks them. They are valid for 30 days.',
  arguments: [{ name: '[file]', help: 'summary of `contacts merge`, or - for stdin (default)' }],
  options: [
    { flags: '--name <name>', help: 'name of the list, e.g. crm-export', required: true },
    {
      flags: '--contacts-minimum <percent>',
      help: 'set the minimum share of textable contacts (default 95)',
      parse: parseMinimum,
    },
    jsonOption(contactsRecordDocumentSpec),
  ],
  examples: [
    ['save a summary', 'smsctl contacts record summary.json --name crm-export'],
    ['merge and save', 'smsctl contacts merge *.tsv | smsctl contacts record --name crm-export'],
  ],
  document: contactsRecordDocumentSpec,
  withoutCredentials: true,
  load: () => import('./contacts-record.ts'),
};
