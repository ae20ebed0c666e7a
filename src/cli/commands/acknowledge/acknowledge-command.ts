import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { acknowledgeDocumentSpec } from './acknowledge-document.ts';

export const acknowledgeCommand: CommandSpec = {
  path: 'acknowledge',
  summary: 'record who acknowledges the limits of SMS or contacts',
  description:
    'Shows the limits for this organization, and records who acknowledges them and when. Works offline.\n' +
    'short-form: campaign owners know the limits of SMS. It is valid for the current sender and credential method.\n' +
    'contacts: the team knows that workflows fail on missing or incorrect contact data.',
  arguments: [
    {
      name: '<what>',
      help: 'short-form or contacts',
      values: ['short-form', 'contacts'],
      unknown: { code: 'input.usage', kind: 'acknowledgement' },
    },
  ],
  options: [
    { flags: '--by <name>', help: 'who acknowledges it (default: prompt)' },
    jsonOption(acknowledgeDocumentSpec),
  ],
  examples: [
    ['record that campaign owners know the limits of SMS', 'smsctl acknowledge short-form --by "Grace Hopper"'],
    ['record that the team knows the risks of contact data', 'smsctl acknowledge contacts --by Ada'],
  ],
  document: acknowledgeDocumentSpec,
  withoutCredentials: true,
  load: () => import('./acknowledge.ts'),
};
