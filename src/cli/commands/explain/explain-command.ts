import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { explainDocumentSpec } from './explain-document.ts';

export const explainCommand: CommandSpec = {
  path: 'explain',
  summary: 'explain an error code, a message state or a check',
  description:
    'Explains what an error code of the provider, a message state or a check means, and what to do. Takes what you paste: a code, a line of a log, a JSON body, a link to the page of a code. Works offline. Without a subject, it lists all codes, states and checks.',
  arguments: [
    {
      name: '[subject...]',
      help: 'code, message state, check ID, or pasted error message',
      values: 'subject',
    },
  ],
  options: [jsonOption(explainDocumentSpec)],
  examples: [
    'smsctl explain 30034',
    'smsctl explain undelivered',
    'smsctl explain number.registered',
    "smsctl explain '[HTTP 400] Unable to create record: 21608'",
    'smsctl explain https://www.twilio.com/docs/api/errors/30007',
  ],
  document: explainDocumentSpec,
  withoutCredentials: true,
  withoutOrganization: true,
  load: () => import('./explain.ts'),
};
