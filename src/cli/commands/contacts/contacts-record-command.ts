import { parseMinimum } from '../../../domain/contacts/contact-quality.ts';
import type { CommandSpec } from '../../command/command.ts';

export const contactsRecordCommand: CommandSpec = {
  path: 'contacts record',
  summary: "save a merged summary for the organization's checklist",
  description:
    'Saves the counts of a list that was checked in parts, as `contacts check --save` does for a list that was checked at ' +
    'once. `smsctl verify` then judges it; it counts for 30 days.',
  arguments: [{ name: '[file]', help: 'a summary of `contacts merge`, or - for stdin (default)' }],
  options: [
    { flags: '--name <name>', help: 'what the list is called, such as crm-export', required: true },
    { flags: '--contacts-minimum <share>', help: 'least share of rows that can be texted, in %', parse: parseMinimum },
  ],
  examples: [
    'smsctl contacts record summary.json --name crm-export',
    'smsctl contacts merge *.tsv | smsctl contacts record --name crm-export',
  ],
  withoutCredentials: true,
  load: () => import('./contacts-record.ts'),
};
